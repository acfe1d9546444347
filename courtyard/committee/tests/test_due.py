"""Where a committee falls due: exactly on the law's day and not before, once, and with a reason in words."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from courtyard.committee.chores import begin_due
from courtyard.committee.models import Committee, Formation, Progress
from courtyard.committee.queries import due
from courtyard.committee.tests.sitting import held_meeting, in_office, sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Office
from courtyard.places.models import Home
from courtyard.trail.models import Line

TODAY = date(2026, 6, 8)
DAY = timedelta(days=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
K = Formation.Kind


@pytest.fixture
def alone(court: Court) -> Court:
    """Nobody holds an office of a committee in Plum Court or next door."""
    Office.objects.filter(kind=Office.Kind.OWNERS_COMMITTEE).delete()
    return court


def told(court: Court, delivered: int, on: date = TODAY, first_on: date | None = None) -> Progress:
    return Progress.objects.create(
        estate=court.estate, on=on, whole_cm2=10_000, delivered_cm2=delivered, first_on=first_on, source="销售清单",
        told_by=court.jie, told_at=MONDAY_9AM,
    )  # fmt: skip


def begun(at: datetime = MONDAY_9AM) -> list[tuple[str, date]]:
    begin_due(at)
    return list(Formation.objects.values_list("kind", "due_on").order_by("begun_at"))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


@pytest.mark.parametrize(("delivered", "falls"), [(4_999, []), (5_000, [("first", TODAY)])])
def test_a_first_committee_is_due_at_exactly_half(alone: Court, delivered: int, falls: list[tuple[str, date]]) -> None:
    told(alone, delivered)

    assert begun() == falls


@pytest.mark.parametrize(("first_on", "falls"), [
    (date(2024, 6, 9), []), (date(2024, 6, 8), [("first", TODAY)]), (date(2023, 1, 31), [("first", date(2025, 1, 31))]),
])  # fmt: skip
def test_or_two_years_after_the_first_home_was_handed_over(
    alone: Court, first_on: date, falls: list[tuple[str, date]]
) -> None:
    told(alone, 100, first_on=first_on)

    assert begun() == falls


def test_it_fell_due_on_the_first_day_on_which_half_was_told(alone: Court) -> None:
    told(alone, 5_100, on=TODAY - 90 * DAY)
    told(alone, 9_000)

    assert begun() == [("first", TODAY - 90 * DAY)]


def test_where_nobody_told_anything_the_register_is_asked(alone: Court) -> None:
    Home.objects.filter(estate=alone.estate).update(delivered_on=TODAY - DAY, sold=True, delivered=True)
    before = due.delivered([alone.estate, alone.other], TODAY)

    assert [one.per_mille for one in before[alone.estate.pk]] == [1_000]
    assert begun() == [("first", TODAY)]


def test_nothing_known_nothing_due(alone: Court) -> None:
    assert begun() == []


def test_where_somebody_holds_the_office_no_first_one_is_due(court: Court) -> None:
    told(court, 9_000)

    assert begun() == []


def test_where_a_committee_is_on_record_no_first_one_is_due(court: Court) -> None:
    in_office(court)
    Office.objects.filter(kind=Office.Kind.OWNERS_COMMITTEE).delete()
    held_meeting(Committee.objects.get(), court)
    told(court, 9_000)

    assert begun() == []


def test_a_second_round_begins_nothing_twice(alone: Court) -> None:
    told(alone, 9_000)
    begin_due(MONDAY_9AM)

    begin_due(MONDAY_9AM + timedelta(hours=6))

    assert Formation.objects.count() == 1
    assert Line.objects.filter(kind="committee.formation_begun").count() == 1


@pytest.mark.parametrize(("ends_on", "falls"), [
    (date(2026, 12, 9), []), (date(2026, 12, 8), [("reelection", date(2026, 7, 8))]),
    (date(2026, 6, 1), [("reelection", date(2026, 1, 1))]),
])  # fmt: skip
def test_a_re_election_begins_thirty_days_before_its_report_is_due(
    court: Court, ends_on: date, falls: list[tuple[str, date]]
) -> None:
    committee = in_office(court, ends_on=ends_on)
    held_meeting(committee, court)

    assert begun() == falls


def few(court: Court, there: int) -> Committee:
    committee = in_office(court)
    held_meeting(committee, court)
    for member in sitting(committee)[there:]:
        member.until, member.ground = TODAY, "resigned"
        member.save(update_fields=["until", "ground"])
    return committee


@pytest.mark.parametrize(("there", "falls"), [(3, []), (2, [("early", TODAY)])])
def test_fewer_than_half_of_the_seats_are_an_early_election(
    court: Court, there: int, falls: list[tuple[str, date]]
) -> None:
    few(court, there)

    assert begun() == falls


@pytest.mark.parametrize(("held", "falls"), [
    (date(2025, 12, 8), []), (date(2025, 12, 7), [("early", TODAY)]),
])  # fmt: skip
def test_so_are_six_months_in_which_the_committee_did_nothing(
    court: Court, held: date, falls: list[tuple[str, date]]
) -> None:
    committee = in_office(court, entered_at=at(date(2024, 3, 15)))
    held_meeting(committee, court, at(held))

    assert begun() == falls


def test_what_was_before_this_record_is_held_against_nobody(court: Court) -> None:
    in_office(court, entered_at=at(TODAY - 30 * DAY))

    assert begun() == []


def test_why_it_is_due_stands_on_the_record_in_words(court: Court) -> None:
    few(court, 2)
    begin_due(MONDAY_9AM)

    assert "2" in Formation.objects.get().why
    assert "5" in Formation.objects.get().why


def test_a_thousand_estates_cost_no_more_queries_than_one(alone: Court, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        list(due.firsts([alone.estate], TODAY))
    with django_assert_num_queries(2):  # type: ignore[operator]
        list(due.firsts([alone.estate, alone.other], TODAY))
