"""What is found, in which order, on both databases: phrases, one character, numbers, English."""

from datetime import timedelta

import pytest

from courtyard.cases.tests import build as cases
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.search import queries
from courtyard.search.models import Entry
from courtyard.search.registers import Hit, searchables
from courtyard.search.tests.build import LATER, clerk_reads, found
from courtyard.search.upkeep import enter

STAIRS, LIFT, GARDEN = "9号楼楼道堆了旧家具", "The lift is out of order", "花园里的电梯坏了"


@pytest.fixture
def said(court: Court) -> Court:
    for day, words in enumerate((STAIRS, LIFT, GARDEN)):
        cases.filed(court, words=words, at=MONDAY_9AM + timedelta(hours=day))
    clerk_reads()
    return court


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("旧家具", [STAIRS]),
        ("9号楼", [STAIRS]),
        ("９号楼", [STAIRS]),
        ("号楼 家具", [STAIRS]),
        ("家", [STAIRS]),
        ("具", [STAIRS]),
        ("LIFT", [LIFT]),
        ("lif order", [LIFT]),
        ("ift", []),
        ("电梯", [GARDEN]),
        ("楼道电梯", []),
        ("家堆", []),
        ("号", [STAIRS, GARDEN, LIFT]),
        ("1号楼", [GARDEN, LIFT, STAIRS]),
        ("19号楼", []),
        ("", []),
        ("%", []),
        ("_all", []),
        ('"9号楼" OR * :', []),
        ("'); DROP TABLE search_entry; --", []),
        ("\x00", []),
    ],
)
def test_a_phrase_is_found_whole_and_nothing_else(said: Court, text: str, titles: list[str]) -> None:
    assert found(said.lin, queries.clean(text)) == titles


def test_what_is_called_so_comes_before_what_only_says_so(court: Court) -> None:
    called = cases.filed(court, words="水管漏水了", at=MONDAY_9AM)
    says = cases.filed(court, words="墙面发霉，大概是水管漏水", at=MONDAY_9AM + timedelta(hours=1))
    newer = cases.filed(court, words="地下室水管生锈", at=MONDAY_9AM + timedelta(hours=2))
    clerk_reads()

    assert found(court.lin, "水管") == [newer.subject, called.subject, says.subject]


def test_a_page_goes_on_where_the_last_one_ended(court: Court) -> None:
    for number in range(7):
        words = "电梯异响" if number % 2 else "夜里有声音，大概是电梯"
        cases.filed(court, words=f"{words}{number}", at=MONDAY_9AM + timedelta(minutes=number))
    clerk_reads()

    whole = queries.find(searchables["cases"], court.lin, LATER, "电梯", 20)
    read: list[Hit] = []
    after = ""
    for _ in range(4):
        page = queries.find(searchables["cases"], court.lin, LATER, "电梯", 2, after)
        read += page.hits
        after = page.after

    assert read == list(whole.hits)
    assert (len(read), after) == (7, "")


def test_a_cursor_that_nobody_wrote_begins_at_the_beginning(said: Court) -> None:
    for nonsense in ("x", "1.2", "1.2.x", f"1.{10**40}.1", f"1.1.{2**80}"):
        assert queries.find(searchables["cases"], said.lin, LATER, "电梯", 2, nonsense).hits != ()


def test_the_index_is_read_twice_and_stays_the_same(said: Court) -> None:
    before = list(Entry.objects.order_by("pk").values())

    for searchable in searchables:
        enter(searchable, [entry["about"] for entry in before if entry["kind"] == searchable.name])

    assert list(Entry.objects.order_by("pk").values()) == before


def test_a_query_too_long_is_cut(said: Court) -> None:
    assert len(queries.clean("楼" * 1000)) == queries.QUERY_MAX
    assert found(said.lin, queries.clean("旧家具 " * 400)) == [STAIRS]
