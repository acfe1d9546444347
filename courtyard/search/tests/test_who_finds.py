"""Nobody finds what they may not open, whatever stands in the index."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courtyard.cases import actions as cases_actions
from courtyard.cases.models import Case
from courtyard.cases.tests import build as cases
from courtyard.conftest import CAST, MONDAY_9AM, Court
from courtyard.people.actions import offices, privacy
from courtyard.people.models import Office, Tenure
from courtyard.search import queries
from courtyard.search.models import Entry
from courtyard.search.registers import EVERYBODY, lookups, searchables
from courtyard.search.tests.build import LATER, clerk_reads, enter_all, found

PRIVATE, PUBLIC = "楼上夜里敲墙", "花园长凳断了脚"
DESK = {"desk", "yan", "zhu"}


def who_finds(court: Court, text: str, kind: str = "cases") -> set[str]:
    return {key for key in CAST if found(getattr(court, key), text, kind)}


def test_a_private_case_is_found_by_its_reporter_and_the_desk(court: Court) -> None:
    cases.filed(court, words=PRIVATE)
    clerk_reads()

    assert who_finds(court, "敲墙") == {"lin"} | DESK


def test_a_public_one_by_neighbours_too_but_not_next_door(court: Court) -> None:
    cases.filed(court, words=PUBLIC, public=True)
    clerk_reads()

    assert who_finds(court, "长凳") == {"lin", "mei"} | DESK


def test_a_company_worker_finds_what_is_the_companys(court: Court) -> None:
    cases.triaged(court, words=PRIVATE, party="wu")
    cases.triaged(court, words=PUBLIC, party="ye")
    clerk_reads()

    assert found(court.bai, "敲墙") == [PRIVATE]
    assert found(court.bai, "长凳") == []


def test_whoever_was_given_a_case_finds_it(court: Court) -> None:
    cases.triaged(court, words=PRIVATE, party="wu", handler=court.bai)
    clerk_reads()
    Office.objects.filter(person=court.bai).update(until=MONDAY_9AM.date())

    assert found(court.bai, "敲墙") == [PRIVATE]


def test_the_index_does_not_decide(court: Court) -> None:
    """Even where every entry is marked as everybody's, each finds only what they may open."""
    cases.filed(court, words=PRIVATE)
    clerk_reads()
    for entry in Entry.objects.filter(kind="cases"):
        entry.marks = " ".join({*entry.marks.split(), *reach_of_all(court), EVERYBODY})
        entry.save(update_fields=["marks"])

    assert who_finds(court, "敲墙") == {"lin"} | DESK


def reach_of_all(court: Court) -> set[str]:
    reach = searchables["cases"].reach
    return {mark for key in CAST for mark in reach(getattr(court, key), LATER)}


def test_neighbours_cannot_find_a_case_by_the_home_it_is_about(court: Court) -> None:
    cases.filed(court, words=PUBLIC, public=True, place=court.home, where="卧室东墙")
    clerk_reads()

    assert found(court.lin, "卧室东墙") == [PUBLIC]
    assert found(court.desk, f"{court.home.name}室") == [PUBLIC]
    assert found(court.mei, "卧室东墙") == []
    assert found(court.mei, f"{court.home.name}室") == []
    assert found(court.mei, "长凳") == [PUBLIC]


def test_whoever_moved_away_finds_the_neighbours_no_longer(court: Court) -> None:
    cases.filed(court, words=PUBLIC, public=True)
    clerk_reads()
    Tenure.objects.filter(person=court.mei).update(until=MONDAY_9AM.date())

    assert found(court.mei, "长凳") == []


def test_erased_words_are_found_by_nobody_and_are_gone_from_the_index(court: Court) -> None:
    cases.filed(court, words=PRIVATE)
    clerk_reads()
    Tenure.objects.filter(person=court.lin).update(until=MONDAY_9AM.date())

    privacy.erase(court.lin, by=court.lin, at=LATER)

    assert who_finds(court, "敲墙") == set()  # at once, before the clerk has read of it
    clerk_reads()
    assert who_finds(court, "敲墙") == set()
    assert "敲墙" not in Entry.objects.get(kind="cases").title
    assert words_in_the_index("敲墙") == 0


def words_in_the_index(token: str) -> int:
    """Asked of the database's own index, behind the table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM search_entry WHERE words @@ %s::tsquery", [f"'{token}'"])
        else:
            cursor.execute("SELECT count(*) FROM search_words WHERE search_words MATCH %s", [f'"{token}"'])
        count: int = cursor.fetchone()[0]
    return count


def test_a_case_changed_behind_the_index_is_found_by_its_words_as_they_stand(court: Court) -> None:
    case = cases.filed(court, words=PRIVATE)
    clerk_reads()
    Case.objects.filter(pk=case.pk).update(words="别的事情")

    assert found(court.lin, "敲墙") == []


def test_a_case_given_to_the_company_is_found_by_its_workers_from_then_on(court: Court) -> None:
    case = cases.filed(court, words=PRIVATE)
    clerk_reads()
    before = found(court.bai, "敲墙")

    cases_actions.triage(
        case.pk, by=court.desk, at=cases.AN_HOUR_LATER, party="wu", handler=None, words="收到，今天派人来看。"
    )
    clerk_reads()

    assert (before, found(court.bai, "敲墙")) == ([], [PRIVATE])


def test_a_register_is_searched_by_those_who_work_with_it_and_a_home_by_its_people(court: Court) -> None:
    enter_all()

    assert who_finds(court, "101室", "places.homes") == {"lin", "desk", "yan", "reg", "far"}
    assert found(court.far, "101室", "places.homes") == ["1号楼101室"]
    assert [hit.note for hit in queries.find(searchables["places.homes"], court.far, LATER, "101室").hits] == [
        court.other.node.name
    ]


def test_offices_are_found_by_those_who_hold_one(court: Court) -> None:
    enter_all()

    assert who_finds(court, "竹经纬", "people.offices") == {"desk", "yan", "zhu", "bai", "reg", "jie", "shi"}
    assert who_finds(court, "桑解民", "people.offices") == {"jie", "shi"}
    assert found(court.desk, "property manager", "people.offices") == ["竹经纬"]


def test_an_office_is_found_while_it_is_held(court: Court) -> None:
    appointed = offices.appoint(
        court.estate.node.pk, court.mei, kind="company_worker", since=MONDAY_9AM.date(), by=court.desk, at=MONDAY_9AM
    )
    clerk_reads()
    before = found(court.desk, "梅若兰", "people.offices")

    offices.end_office(appointed.pk, until=MONDAY_9AM.date() + timedelta(days=1), by=court.desk, at=MONDAY_9AM)

    assert (before, found(court.desk, "梅若兰", "people.offices")) == (["梅若兰"], [])


def test_places_of_the_tree_are_everybodys(court: Court) -> None:
    enter_all()

    assert who_finds(court, court.other.node.name, "places.nodes") == set(CAST)
    assert found(court.lin, "pine cou", "places.nodes") == [court.other.node.name]


@pytest.mark.parametrize(
    ("text", "who"), [("林知秋", {"desk", "reg"}), ("林知", set()), ("知秋", set()), ("林", set())]
)
def test_a_resident_is_found_by_full_name_and_by_keepers_only(court: Court, text: str, who: set[str]) -> None:
    find = lookups["people.residents"].find

    hits = {key: find(getattr(court, key), LATER, text) for key in CAST}

    assert {key for key, found in hits.items() if found} == who
    assert {hit.title for found in hits.values() for hit in found} == ({"林＊＊"} if who else set())


def test_whoever_may_find_nothing_asks_nothing_of_the_index(court: Court) -> None:
    """The same page and the same time, whether there is something or not."""
    cases.filed(court, words=PRIVATE)
    clerk_reads()
    costs = []
    for text in ("敲墙", "无中生有"):
        person = type(court.jie).objects.get(pk=court.jie.pk)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            groups = queries.search(person, LATER, text)
        costs.append((len(asked), groups))

    assert costs[0] == costs[1]
