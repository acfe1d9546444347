"""Whom a case goes past, to whom it climbed, what was taken out: the search follows in every turn."""

from datetime import timedelta
from typing import Any

import pytest

from courtyard.cases import actions
from courtyard.cases.actions import Announcement
from courtyard.cases.models import Case
from courtyard.cases.queries import visible_to
from courtyard.cases.tests import build as cases
from courtyard.conftest import CAST, MONDAY_9AM, Court
from courtyard.people.models import CLERK
from courtyard.search import queries
from courtyard.search.registers import searchables
from courtyard.search.tests.build import LATER, clerk_reads, enter_all, found

WORDS = "楼上夜里敲墙"


def who_finds(court: Court, text: str, kind: str = "cases") -> set[str]:
    return {key for key in CAST if found(getattr(court, key), text, kind)}


@pytest.mark.parametrize(
    ("about", "who"), [("", {"lin", "desk", "yan", "zhu"}), ("wu", {"lin", "desk"}), ("ju", {"lin", "jie"})]
)
def test_a_case_about_a_party_is_not_found_by_it(court: Court, about: str, who: set[str]) -> None:
    cases.filed(court, words=WORDS, about=about)
    clerk_reads()

    assert who_finds(court, "敲墙") == who


def test_what_climbed_is_found_by_the_sub_district(court: Court) -> None:
    case = cases.filed(court, words=WORDS)
    clerk_reads()
    before = found(court.jie, "敲墙")

    for _ in range(2):
        actions.escalate(case.pk, by=CLERK, at=LATER, why="late")
    clerk_reads()

    assert (before, found(court.jie, "敲墙")) == ([], [WORDS])


def test_a_party_that_helps_finds_it(court: Court) -> None:
    case = cases.triaged(court, words=WORDS, party="ye")
    clerk_reads()
    before = found(court.bai, "敲墙")

    actions.involve(case.pk, by=court.desk, at=LATER, party="wu", words="请一起看看墙体。")
    clerk_reads()

    assert (before, found(court.bai, "敲墙")) == ([], [WORDS])


def test_neighbours_find_what_the_desk_left_of_the_words(court: Court) -> None:
    case = cases.filed(court, words="楼上老王夜里敲墙", public=True)
    clerk_reads()
    before = found(court.mei, "老王")

    actions.redact(case.pk, words="楼上夜里敲墙", hidden=[], by=court.desk, at=LATER)

    assert (before, found(court.mei, "老王"), found(court.mei, "夜里")) == (["楼上老王夜里敲墙"], [], [WORDS])
    assert found(court.lin, "老王") == found(court.desk, "老王") == [WORDS]


def test_whoever_reported_the_same_finds_the_main_case_but_not_by_its_words(court: Court) -> None:
    main = cases.filed(court, words="花园长凳断脚，我女儿摔了")
    other = cases.filed(court, by=court.mei, words="长凳坏了", at=MONDAY_9AM + timedelta(hours=1))
    actions.merge([main.pk, other.pk], by=court.desk, at=LATER)
    clerk_reads()
    mains = main.subject if Case.objects.get(pk=other.pk).duplicate_of_id == main.pk else ""

    assert mains == "花园长凳断脚"
    assert set(found(court.mei, "长凳")) == {mains, "长凳坏了"}
    assert found(court.mei, "女儿") == []


@pytest.mark.parametrize("whole", [False, True], ids=["read from the record", "built anew"])
def test_what_is_found_is_what_may_be_seen(court: Court, whole: bool) -> None:
    """Everybody finds every case that they may open, by the building that every page names."""
    circles: list[dict[str, Any]] = [{}, {"public": True}, {"about": "wu"}, {"about": "ju"}, {"by": court.mei}]
    for number, more in enumerate([*circles, {"about": "ye", "name_hidden": True}]):
        cases.filed(court, words=f"第{number}件事情", at=MONDAY_9AM + timedelta(minutes=number), **more)
    cases.triaged(court, words="交给物业的事情", party="wu")
    cases.triaged(court, words="交给柏师傅的事情", party="wu", handler=court.bai)
    climbed = cases.filed(court, words="升上去的事情")
    for _ in range(2):
        actions.escalate(climbed.pk, by=CLERK, at=LATER, why="late")
    enter_all() if whole else clerk_reads()

    for key in CAST:
        person = getattr(court, key)
        may = set(visible_to(person, LATER).values_list("pk", flat=True))
        hits = queries.find(searchables["cases"], person, LATER, "1号楼", 100).hits
        assert (key, {hit.about for hit in hits}) == (key, may)


def test_an_outage_is_found_by_those_who_live_and_work_there(court: Court) -> None:
    said = Announcement(
        estate=court.estate, title="1号楼停水", words="水泵检修，下午恢复。", category="water",
        starts_at=MONDAY_9AM, expected_until=MONDAY_9AM + timedelta(hours=5),
    )  # fmt: skip
    actions.announce(said, by=court.desk, at=MONDAY_9AM)
    clerk_reads()

    assert who_finds(court, "水泵检修", "cases.incidents") == {"lin", "mei", "desk", "yan", "zhu", "bai"}
