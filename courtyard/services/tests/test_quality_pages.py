"""The page that says what service is worth, its file, its method, and where it goes with a motion."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from courtyard.assembly.models import Attachment
from courtyard.assembly.tests import build as votes
from courtyard.assembly.upkeep import Kept
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.services.actions import quality as actions
from courtyard.services.chores import quality as chores
from courtyard.services.models import Contract, PeerBatch, PeerFigure, QualityFigure
from courtyard.services.peers import PeerRow
from courtyard.services.tests import build
from courtyard.services.tests.test_figures import AFTER, SECOND, busy_quarter, peers
from courtyard.trail.models import Line
from courtyard.trail.tests.clock import Clock

PAGE = "/e/plum/quality/"
HEAD = "小区,类型,建成年份,电梯,户数,物业费,得分,季度"
ROW = "示例一,售后公房,1988,无,640,1.85,78.5,2026Q2"


@pytest.fixture
def summer(court: Court, clock: Clock) -> Court:
    """The second of July, a busy quarter behind, its figures reckoned beside nine others."""
    busy_quarter(court)
    peers(court, 9)
    clock.go_on_to(AFTER)
    chores.reckon_quality(AFTER)
    return court


def test_anybody_sees_what_service_is_worth(summer: Court, client: Client) -> None:
    text = client.get(PAGE).text

    whole = QualityFigure.objects.get(estate=summer.estate, field="")
    assert f"{whole.milli / 10}" in text
    assert "1.85" in text
    assert "9个同类小区里，半数付1.70到2.10元" in text
    assert text.count('class="pt"') == 9


def test_too_little_is_said_plainly(court: Court, client: Client, clock: Clock) -> None:
    build.contract(court)
    clock.go_on_to(AFTER)
    chores.reckon_quality(AFTER)
    text = client.get(PAGE).text

    assert "数据不够" in text
    assert "70.0" not in text


def test_without_a_contract_the_page_says_who_enters_it(court: Court, client: Client) -> None:
    assert "这里还没有登记物业服务合同" in client.get(PAGE).text


@pytest.mark.parametrize("quarter", ["2026Q3", "2031Q1", "1999Q4", "2026Q5", "nonsense"])
def test_of_other_quarters_there_is_nothing(summer: Court, client: Client, quarter: str) -> None:
    assert client.get(f"{PAGE}{quarter}/").status_code == 404


def test_every_figure_is_in_the_file(summer: Court, client: Client) -> None:
    answer = client.get(f"{PAGE}2026Q2/figures.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert [line.split(",")[2] for line in lines] == [
        "field", "all", "general", "cleaning", "order", "green", "facilities",
    ]  # fmt: skip
    order = QualityFigure.objects.get(estate=summer.estate, field="order")
    assert lines[4].split(",")[3:9] == [
        str(order.milli), str(order.low_milli), str(order.high_milli), "yes", "5/1", "6",
    ]  # fmt: skip


def test_the_method_is_explained_with_its_example(summer: Court, client: Client) -> None:
    text = client.get(f"{PAGE}method/").text

    assert "(21 + 7) ÷ (30 + 10)" in text
    assert "72.1" in text


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_asks_the_same_however_much_there_is(
    summer: Court, client: Client, django_assert_num_queries: DjangoAssertNumQueries, times: int
) -> None:
    peers(summer, 9 * times)
    chores.reckon_quality(AFTER)
    client.get(PAGE)

    with django_assert_num_queries(9):
        client.get(PAGE)


def _motion(court: Court, matter: str) -> Any:
    return votes.motion(court, votes.drafted(court), matter, "续聘物业公司")


def test_quality_goes_with_a_motion_about_the_company(summer: Court, client: Client) -> None:
    motion = _motion(summer, "company")
    client.force_login(summer.yan)
    page = reverse("assembly:assembly", args=["plum", motion.assembly_id])
    assert "附上质价对比" in client.get(page).text

    answer = client.post(f"{PAGE}attach/{motion.pk}/")

    assert answer.status_code == 302
    paper = Attachment.objects.get(motion=motion)
    assert (paper.kind, paper.name) == ("application/pdf", "质价对比 2026Q2.pdf")
    line = Line.objects.get(kind="services.quality_attached")
    assert paper.sha256 in line.body
    assert "附件里已有质价对比" in client.get(page).text


@pytest.mark.parametrize(("matter", "name"), [("company", "lin"), ("company", "zhu"), ("other", "yan")])
def test_nobody_else_attaches_it_and_to_nothing_else(summer: Court, client: Client, matter: str, name: str) -> None:
    motion = _motion(summer, matter)
    client.force_login(getattr(summer, name))

    assert client.post(f"{PAGE}attach/{motion.pk}/").status_code == 403
    assert not Attachment.objects.exists()


def test_without_figures_there_is_nothing_to_attach(court: Court) -> None:
    motion = _motion(court, "company")
    file = Kept("nowhere", "0" * 64, 3)

    with pytest.raises(actions.NothingToAttach):
        actions.attach_quality(motion.pk, quarter=SECOND, title="质价", file=file, by=court.yan, at=MONDAY_9AM)


def _upload(client: Client, text: str, source: str = "区里二季度调查") -> Any:
    form = {"id": "01890000-0000-7000-8000-000000000001", "source": source}
    file = SimpleUploadedFile("可比小区.csv", text.encode("utf-8"), content_type="text/csv")
    return client.post(f"/tree/{client.place}/peers/load/", {**form, "file": file})  # type: ignore[attr-defined]


@pytest.fixture
def shi(court: Court, client: Client) -> Client:
    client.force_login(court.shi)
    client.place = court.district.code  # type: ignore[attr-defined]
    return client


def test_the_district_loads_estates_to_compare_with(court: Court, shi: Client) -> None:
    assert _upload(shi, f"{HEAD}\n{ROW}\n").status_code == 302

    row = PeerFigure.objects.get()
    assert (row.kind, row.built, row.lifts, row.homes, row.fen_per_m2, row.milli, row.quarter, row.district) == (
        "after_sale_public", 1988, False, 640, 185, 785, "2026Q2", court.district,
    )  # fmt: skip
    assert "示例一" not in shi.get(f"/tree/{court.district.code}/peers/").text


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (ROW.replace("1.85", "1.855"), "2: 1.855"), (ROW.replace("售后公房", "别墅"), "2: 别墅"),
        (ROW.replace("78.5", "101"), "2: 101"), (ROW.replace("2026Q2", "2026Q7"), "2: 2026Q7"),
        (ROW.replace("640", "0"), "2: 0"), (ROW.replace("1988", "88"), "2: 88"), (ROW.replace("无", "也许"), "2: 也许"),
    ],
)  # fmt: skip
def test_a_broken_row_is_named_and_nothing_is_loaded(court: Court, shi: Client, broken: str, says: str) -> None:
    answer = _upload(shi, f"{HEAD}\n{broken}\n{ROW}\n")

    assert answer.status_code == 422
    assert says in answer.text
    assert not PeerFigure.objects.exists()


def test_one_table_is_loaded_once(court: Court, shi: Client) -> None:
    _upload(shi, f"{HEAD}\n{ROW}\n")
    _upload(shi, f"{HEAD}\n{ROW}\n")
    batch = PeerBatch.objects.get()

    table = actions.PeerTable(name="又一次", source="区里", sha256=batch.sha256, rows=[_row(court)])
    with pytest.raises(actions.SameFile):
        actions.load_peers(court.district, table, by=court.shi, at=MONDAY_9AM)


def _row(court: Court) -> Any:
    return PeerRow("甲", "commodity", None, True, 100, None, None, "2026Q2", court.district)


def test_a_table_without_rows_or_source_is_refused(court: Court) -> None:
    with pytest.raises(actions.NothingToLoad):
        actions.load_peers(
            court.district, actions.PeerTable(name="空", source="区里", sha256="1" * 64, rows=[]), by=court.shi,
            at=MONDAY_9AM,
        )  # fmt: skip
    with pytest.raises(actions.NoSource):
        actions.load_peers(
            court.district, actions.PeerTable(name="空", source=" ", sha256="1" * 64, rows=[_row(court)]),
            by=court.shi, at=MONDAY_9AM,
        )  # fmt: skip


def test_missing_columns_are_named(court: Court, shi: Client) -> None:
    answer = _upload(shi, "小区,类型\n甲,商品房\n")

    assert answer.status_code == 422
    assert "建成年份" in answer.text


def test_figures_are_taken_back_once(court: Court, shi: Client) -> None:
    batch = peers(court, 2)

    assert shi.post(f"/tree/{court.district.code}/peers/{batch.pk}/take-back/").status_code == 302
    with pytest.raises(actions.TakenBack):
        actions.take_back_peers(batch.pk, by=court.shi, at=AFTER)


@pytest.mark.parametrize("name", ["jie", "yan", "zhu", "lin"])
def test_nobody_else_brings_figures_of_others(court: Court, client: Client, name: str) -> None:
    table = actions.PeerTable(name="表", source="某处", sha256="2" * 64, rows=[_row(court)])
    with pytest.raises(NotAllowed):
        actions.load_peers(court.district, table, by=getattr(court, name), at=MONDAY_9AM)
    batch = peers(court, 1)
    with pytest.raises(NotAllowed):
        actions.take_back_peers(batch.pk, by=getattr(court, name), at=MONDAY_9AM)
    client.force_login(getattr(court, name))
    assert client.get(f"/tree/{court.district.code}/peers/").status_code == 404


def test_the_template_is_what_can_be_loaded(court: Court, shi: Client) -> None:
    text = shi.get(f"/tree/{court.district.code}/peers/template.csv").content.decode("utf-8-sig")

    assert _upload(shi, text).status_code == 302
    assert PeerFigure.objects.get().label == "示例小区"
    assert not Contract.objects.exists()
