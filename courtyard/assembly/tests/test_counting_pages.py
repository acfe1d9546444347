"""From the close to the published result, through the pages; and what anybody can check with its files."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courtyard.assembly import actions, upkeep
from courtyard.assembly.actions import House
from courtyard.assembly.models import Assembly, Opening, Pile
from courtyard.assembly.tests import build, counting
from courtyard.assembly.tests.counting import address, client_of, page_at
from courtyard.conftest import Court
from courtyard.people.tests import build as people
from courtyard.places.tests import build as places
from courtyard.trail.models import Line
from courtyard.web.tests.printed import read

pytestmark = pytest.mark.usefixtures("owners")
S = Assembly.State


def test_the_whole_way_through_the_pages(court: Court, tmp_path: Path) -> None:
    one = counting.voted(court)
    build.official(court, one, court.desk, "teller")
    build.official(court, one, court.reg, "scrutineer")
    yan, desk, reg = client_of(court.yan), client_of(court.desk), client_of(court.reg)

    with page_at(build.AFTER):
        yan.post(address(one, "close/"))
        desk.post(address(one, "count/"))
        assert "另一个人复核" in desk.post(address(one, "check-count/")).content.decode()
        reg.post(address(one, "check-count/"))
        preview = yan.get(address(one, "certify/")).content.decode()
        answer = yan.post(address(one, "certify/"))
        page = client_of(None).get(address(one, "result/")).content.decode()
        bundle = client_of(None).get(address(one, "public-bundle.zip"))

    assert answer.headers["Location"] == address(one, "result/")
    assert "第1件事" in preview
    assert "66.67%" in page
    assert counting.recounted(bundle.content, tmp_path).endswith("0 failed")


def test_nobody_reads_a_result_before_it_is_published(court: Court) -> None:
    one = build.counted(court, counting.voted(court))

    for person in (None, court.lin, court.yan, court.desk):
        assert client_of(person).get(address(one, "result/")).status_code == 404
        assert client_of(person).get(address(one, "public-bundle.zip")).status_code == 404


def test_the_page_of_the_count_is_for_those_who_count(court: Court) -> None:
    one = build.counted(court, counting.voted(court))

    told = {person.pk: client_of(person).get(address(one, "counting/")).status_code
            for person in (court.lin, court.mei, court.zhu, court.yan, court.desk, court.reg)}  # fmt: skip

    assert told == {
        court.lin.pk: 404, court.mei.pk: 404, court.zhu.pk: 404, court.yan.pk: 200, court.desk.pk: 200,
        court.reg.pk: 200,
    }  # fmt: skip


def test_the_full_count_opens_for_a_reason_and_everybody_sees_that_it_was_opened(court: Court, tmp_path: Path) -> None:
    one = counting.published(court, counting.voted(court))
    lin = client_of(court.lin)

    without = lin.post(address(one, "open-bundle/"), {"why": " "})
    full = lin.post(address(one, "open-bundle/"), {"why": "核对自己的票"})

    assert without.status_code == 422
    assert full.headers["Cache-Control"] == "private, no-store"
    assert counting.recounted(full.content, tmp_path).endswith("0 failed")
    assert Opening.objects.get().why == "核对自己的票"
    assert "打开过" in client_of(None).get(address(one, "result/")).content.decode()


def test_a_confidential_full_count_is_for_scrutineers_only_and_ties_nobody(court: Court, tmp_path: Path) -> None:
    one = counting.published(court, counting.voted(court, House(secrecy="confidential")))

    assert client_of(court.lin).get(address(one, "open-bundle/")).status_code == 403
    full = client_of(court.reg).post(address(one, "open-bundle/"), {"why": "监票"})

    assert counting.names_in(full.content) == [
        "SHA256SUMS", "bundle.json", "choices.csv", "delivered.csv", "receipts.csv", "recount.py", "roll.csv",
        "took_part.csv", "totals.csv",
    ]  # fmt: skip
    assert counting.recounted(full.content, tmp_path).endswith("0 failed")


def test_hashes_on_the_record_are_those_of_the_files(court: Court) -> None:
    one = counting.published(court, counting.voted(court))
    public = client_of(None).get(address(one, "public-bundle.zip")).content

    line = Line.objects.get(kind="assembly.certified")

    assert line.fields["bundle_hash"] == one.bundle_hash == counting.digest(public)


@pytest.mark.parametrize("system", ["", "海平市业主电子投票系统"])
def test_the_result_is_handed_out_on_a4(court: Court, system: str) -> None:
    one = build.counted(court, counting.voted(court, House(official_system=system)))
    if system:
        kept = build.kept(court, b"%PDF-", "pdf")
        sheet = "议题,意见,人数,面积\n1,同意,1,80\n1,反对,2,160\n1,弃权,0,0\n"
        actions.bring_outside_result(one.pk, sheet=sheet, evidence=kept, by=court.desk, at=build.AFTER)
        one.refresh_from_db()
    with upkeep.bundled(one, build.AFTER) as (public, full):
        one = actions.certify(one.pk, bundle=public, full=full, by=court.yan, at=build.AFTER)

    answer = client_of(None).get(address(one, "result.pdf"))

    text = read(answer.content).text
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "梅苑小区2026年第1次业主大会" in text
    assert ("没有通过" in text) == bool(system)
    assert (system in text) if system else ("业主电子投票" not in text)


def test_figures_of_a_building_are_shown_for_ten_owners_and_more(court: Court) -> None:
    house = places.building(court.estate, "2号楼", homes=10)
    for number, home in enumerate(house.homes.order_by("name")):
        people.tenure(people.person(f"二楼业主{number}", court.estate.node), home)
    one = build.noticed(court)
    for head in one.roll.filter(building=house)[:9]:
        build.cast(one, head.owners.get().person)

    one = counting.published(court, one)

    assert not Pile.objects.filter(building=court.building).exists()
    page = client_of(None).get(address(one, "result/")).content.decode()
    assert "没有通过" in page


@pytest.mark.parametrize("matters", [("other",), ("other", "other", "fund-use")])
def test_a_result_page_asks_the_database_as_much_for_three_motions_as_for_one(
    court: Court, matters: tuple[str, ...]
) -> None:
    one = counting.published(court, counting.voted(court, matters=matters))
    lin = client_of(court.lin)
    lin.get(address(one, "result/"))

    with CaptureQueriesContext(connection) as questions:
        lin.get(address(one, "result/"))

    assert len(questions) == 18
