"""Where estates stand adds up over the tree, follows the calendar, and comes out the same when it is counted again."""

from datetime import date, timedelta

import pytest

from courtyard.committee.counting import count
from courtyard.committee.covering import covered
from courtyard.committee.models import Committee, Coverage, Formation, Standing, Step
from courtyard.committee.upkeep import coverage
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import CLERK
from courtyard.places.models import Estate, Node

TODAY = date(2026, 6, 8)
DAY = timedelta(days=1)


def term(estate: Estate, ends_on: date, *, number: int = 1, state: str = Committee.State.IN_OFFICE) -> Committee:
    starts_on = ends_on.replace(year=ends_on.year - 5)
    return Committee.objects.create(
        estate=estate, number=number, state=state, seats=5, elected_on=starts_on, starts_on=starts_on, ends_on=ends_on,
        entered_at=MONDAY_9AM, entered_by=CLERK, ended_on=ends_on if state == Committee.State.ENDED else None,
    )  # fmt: skip


def forming(estate: Estate, *, kind: str = Formation.Kind.FIRST, due_on: date = TODAY, step: str = "report") -> Step:
    one = Formation.objects.create(
        estate=estate, kind=kind, why="交付面积过半", due_on=TODAY - 30 * DAY, rulebook_version="2026.2",
        begun_at=MONDAY_9AM, begun_by=CLERK,
    )  # fmt: skip
    return Step.objects.create(
        estate=estate, formation=one, position=1, name=step, body="developer", due_on=due_on
    )  # fmt: skip


def status(estate: Estate) -> str:
    return Standing.objects.get(pk=estate.pk).status


def figures(node: Node) -> tuple[int, ...]:
    row = Coverage.objects.get(pk=node.pk)
    return tuple(getattr(row, name) for name in ("estates", "not_due", "due", "forming", "in_term", "overdue", "late"))


def test_an_estate_is_not_due_due_in_its_term_or_over(court: Court) -> None:
    count(MONDAY_9AM)
    before = status(court.estate)
    term(court.estate, TODAY)
    forming(court.other)
    coverage.count([court.estate.pk, court.other.pk], MONDAY_9AM)
    during = status(court.estate), status(court.other)

    coverage.count([court.estate.pk], MONDAY_9AM + DAY)

    assert (before, during) == ("not_due", ("in_term", "due"))
    assert (status(court.estate), Standing.objects.get(pk=court.estate.pk).since) == ("overdue", TODAY + DAY)


def test_a_term_counts_as_ending_five_months_before_its_last_day(court: Court) -> None:
    term(court.estate, date(2026, 11, 8))
    term(court.other, date(2026, 11, 9))

    coverage.count([court.estate.pk, court.other.pk], MONDAY_9AM)

    assert Standing.objects.get(pk=court.estate.pk).ending
    assert not Standing.objects.get(pk=court.other.pk).ending


def test_the_next_step_says_whose_turn_it_is(court: Court) -> None:
    forming(court.estate, due_on=TODAY)

    coverage.count([court.estate.pk], MONDAY_9AM)

    row = Standing.objects.get(pk=court.estate.pk)
    assert (row.step, row.held_by, row.due_on, row.late, row.next_on) == (
        "report", "developer", TODAY, False, TODAY + DAY,
    )  # fmt: skip


def test_what_is_below_adds_up_to_what_is_above(court: Court) -> None:
    term(court.estate, TODAY - DAY)
    forming(court.other, due_on=TODAY - DAY)

    count(MONDAY_9AM)

    assert figures(court.estate.node) == (1, 0, 0, 0, 0, 1, 1)
    assert figures(court.area) == figures(court.city) == (2, 0, 1, 0, 0, 1, 2)
    assert Coverage.objects.get(pk=court.city.pk).steps == {"report": 1}


def test_the_calendar_moves_an_estate_though_nobody_touched_it(court: Court) -> None:
    term(court.estate, TODAY)
    count(MONDAY_9AM)

    count(MONDAY_9AM + DAY)

    assert figures(court.city)[4:6] == (0, 1)


def test_an_estate_that_does_not_change_is_not_counted_again(court: Court) -> None:
    forming(court.estate, due_on=TODAY - 10 * DAY)
    count(MONDAY_9AM)

    count(MONDAY_9AM + DAY)

    assert Standing.objects.get(pk=court.estate.pk).counted_at == MONDAY_9AM


def test_counted_again_from_nothing_it_is_the_same(court: Court) -> None:
    term(court.estate, TODAY - DAY)
    forming(court.other, due_on=TODAY - DAY)
    count(MONDAY_9AM)
    kept = list(Standing.objects.order_by("pk").values()), list(Coverage.objects.order_by("pk").values())

    coverage.rebuild(MONDAY_9AM)

    assert (list(Standing.objects.order_by("pk").values()), list(Coverage.objects.order_by("pk").values())) == kept


@pytest.mark.parametrize(("formed", "should", "rate"), [(999, 1_000, "99.9"), (1_999, 2_000, "99.9"), (0, 0, "")])
def test_a_rate_is_never_rounded_up(formed: int, should: int, rate: str) -> None:
    assert covered(Coverage(in_term=formed, due=should - formed, steps={})).rate == rate
