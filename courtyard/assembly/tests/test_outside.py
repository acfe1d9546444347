"""A city's own system counts: the roll goes out, the result comes in, and pages say which count is the lawful one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courtyard.assembly import actions, chores, upkeep
from courtyard.assembly.actions import House
from courtyard.assembly.actions.publishing import BroughtByYou, NoOutsideResult
from courtyard.assembly.models import Assembly, Decision, OutsideResult
from courtyard.assembly.outside import BadSheet, SheetIncomplete
from courtyard.assembly.tests import build, counting
from courtyard.assembly.tests.counting import address, client_of, page_at
from courtyard.conftest import Court
from courtyard.core.errors import NotThere
from courtyard.trail.models import Line

pytestmark = pytest.mark.usefixtures("owners")
SYSTEM = "海平市业主电子投票系统"
SHEET = "议题,意见,人数,面积\n1,同意,1,80\n1,反对,2,160\n1,弃权,0,0\n"
PDF = b"%PDF-1.7 official"


def checked(court: Court) -> Assembly:
    """Here two of three were in favour; the official system says otherwise."""
    return build.counted(court, counting.voted(court, House(official_system=SYSTEM)))


def bring(court: Court, one: Assembly, sheet: str = SHEET) -> OutsideResult:
    kept = upkeep.keep(one.estate_id, PDF, "pdf", build.AFTER)
    return actions.bring_outside_result(one.pk, sheet=sheet, evidence=kept, by=court.desk, at=build.AFTER)


def test_the_official_count_is_the_lawful_one_on_every_page(court: Court) -> None:
    one = checked(court)
    desk = client_of(court.desk)
    files = {
        "sheet": SimpleUploadedFile("r.csv", SHEET.encode("gb18030")),
        "evidence": SimpleUploadedFile("r.pdf", PDF),
    }

    with page_at(build.AFTER):
        desk.post(address(one, "outside-result/"), files)
        with upkeep.bundled(one, build.AFTER) as (public, full):
            one = actions.certify(one.pk, bundle=public, full=full, by=court.yan, at=build.AFTER)
        page = client_of(None).get(address(one, "result/")).content.decode()
        evidence = client_of(None).get(address(one, "outside-evidence/"))
    assert one.objections_until is not None
    chores.bring_into_force_due(one.objections_until)

    assert f"这次表决以{SYSTEM}的计票为准。" in page
    assert "没有通过" in page
    assert "这不是有效的计票。" in page
    assert (evidence.content, evidence.headers["Content-Type"]) == (PDF, "application/pdf")
    assert evidence.headers["X-Content-Type-Options"] == "nosniff"
    assert Decision.objects.get().carried is False


def test_nothing_is_published_before_the_official_result_is_in(court: Court) -> None:
    one = checked(court)

    with upkeep.bundled(one, build.AFTER) as (public, full), pytest.raises(NoOutsideResult):
        actions.certify(one.pk, bundle=public, full=full, by=court.yan, at=build.AFTER)


def test_whoever_brought_the_official_result_in_does_not_publish_it(court: Court) -> None:
    one = checked(court)
    kept = upkeep.keep(one.estate_id, PDF, "pdf", build.AFTER)
    actions.bring_outside_result(one.pk, sheet=SHEET, evidence=kept, by=court.yan, at=build.AFTER)

    with page_at(build.AFTER):
        page = client_of(court.yan).get(address(one, "certify/")).content.decode()

    assert "官方结果是您录入的" in page
    assert "发布结果</button>" not in page
    with upkeep.bundled(one, build.AFTER) as (public, full), pytest.raises(BroughtByYou):
        actions.certify(one.pk, bundle=public, full=full, by=court.yan, at=build.AFTER)


@pytest.mark.parametrize(
    ("sheet", "line"),
    [
        ("a,b\n", 1),
        (SHEET + "7,同意,1,80\n", 5),
        (SHEET + "1,也许,1,80\n", 5),
        (SHEET + "1,同意,1,80\n", 5),
        ("议题,意见,人数,面积\n1,同意,一,80\n", 2),
        ("议题,意见,人数,面积\n1,同意,1,八十\n", 2),
    ],
)
def test_a_sheet_is_read_whole_or_refused_with_its_line(court: Court, sheet: str, line: int) -> None:
    one = checked(court)

    with pytest.raises(BadSheet) as refused:
        bring(court, one, sheet)

    assert refused.value.fields["line"] == line
    assert not OutsideResult.objects.exists()


@pytest.mark.parametrize(
    "sheet",
    [
        "议题,意见,人数,面积\n1,同意,1,80\n1,反对,2,160\n",
        "议题,意见,人数,面积\n1,同意,9,80\n1,反对,2,160\n1,弃权,0,0\n",
    ],
)
def test_a_motion_that_is_not_whole_is_refused(court: Court, sheet: str) -> None:
    one = checked(court)

    with pytest.raises(SheetIncomplete):
        bring(court, one, sheet)


def test_until_it_is_published_it_can_be_brought_in_anew_and_the_record_keeps_both(court: Court) -> None:
    one = checked(court)

    bring(court, one)
    bring(court, one)

    assert OutsideResult.objects.count() == 1
    assert Line.objects.filter(kind="assembly.outside_result").count() == 2


def test_what_pretends_to_be_a_picture_is_refused(court: Court) -> None:
    one = checked(court)
    files = {"sheet": SimpleUploadedFile("r.csv", SHEET.encode()), "evidence": SimpleUploadedFile("r.pdf", b"<script>")}

    with page_at(build.AFTER):
        answer = client_of(court.desk).post(address(one, "outside-result/"), files)

    assert answer.status_code == 422
    assert not OutsideResult.objects.exists()


def test_the_roll_goes_out_without_names_and_on_record(court: Court) -> None:
    one = build.noticed(court, House(official_system=SYSTEM))
    yan = client_of(court.yan)

    with page_at(build.DURING):
        wordless = yan.post(address(one, "electorate/"), {"why": ""})
        sheet = yan.post(address(one, "electorate/"), {"why": "交给房管局的系统"}).content.decode("utf-8-sig")
        named = yan.post(address(one, "electorate/"), {"why": "系统要实名", "names": "on"}).content.decode("utf-8-sig")

    assert wordless.status_code == 422
    assert "1号楼101室,1,80.00" in sheet
    assert court.lin.name not in sheet
    assert court.lin.name in named
    whats = [line.fields["what"] for line in Line.objects.filter(kind="assembly.electorate_exported").order_by("seq")]
    assert whats == ["numbers", "names"]


def test_where_no_system_is_prescribed_nothing_goes_out_and_nothing_comes_in(court: Court) -> None:
    one = build.counted(court, counting.voted(court))

    with pytest.raises(NotThere):
        bring(court, one)
    with pytest.raises(NotThere):
        actions.export_electorate(one.pk, names=False, why="好奇", by=court.yan, at=build.AFTER)
    assert client_of(court.yan).get(address(one, "electorate/")).status_code == 404
