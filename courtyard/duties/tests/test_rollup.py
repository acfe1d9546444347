"""Figures of the tree add up, follow the clock, and come out the same when they are counted again."""

from datetime import timedelta

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.duties import actions, upkeep
from courtyard.duties.models import Rollup
from courtyard.duties.queries import figures
from courtyard.duties.tests import build
from courtyard.duties.tests.build import IN_A_WEEK, clerk_counts
from courtyard.people.models import CLERK
from courtyard.places.models import Node

DAY = timedelta(days=1)


def rows() -> dict[str, tuple[int, ...]]:
    nodes = {node.pk: node.code for node in Node.objects.all()}
    return {nodes[row.node_id]: tuple(getattr(row, name) for name in Rollup.COUNTED) for row in Rollup.objects.all()}


def some(court: Court) -> None:
    build.owes(court)
    actions.discharge(build.owes(court).pk, by=court.zhu, at=MONDAY_9AM + DAY)
    actions.withdraw(build.owes(court).pk, by=court.desk, at=MONDAY_9AM, reason="写错了。")
    build.owes(court, by=CLERK, node=court.other.node, estate=court.other)
    build.owes(court, by=court.jie, node=court.subdistrict, estate=None, party="", office="subdistrict")


def test_what_is_below_adds_up_to_what_is_above(court: Court) -> None:
    some(court)

    clerk_counts(MONDAY_9AM + 2 * DAY)

    plum, pine = (1, 0, 1, 0, 0), (1, 0, 0, 0, 0)
    counted = rows()
    assert (counted["plum"], counted["pine"]) == (plum, pine)
    assert counted[court.area.code] == (2, 0, 1, 0, 0)
    assert counted[court.subdistrict.code] == counted[court.city.code] == (3, 0, 1, 0, 0)


def test_what_becomes_overdue_is_counted_though_nobody_touched_it(court: Court) -> None:
    some(court)
    clerk_counts(MONDAY_9AM + 2 * DAY)

    clerk_counts(IN_A_WEEK + DAY)

    assert rows()[court.city.code] == (0, 3, 1, 0, 0)


def test_counted_again_from_nothing_they_are_the_same(court: Court) -> None:
    some(court)
    for at in (MONDAY_9AM + DAY, MONDAY_9AM + 3 * DAY, IN_A_WEEK + DAY):
        clerk_counts(at)
    kept = rows()

    upkeep.rebuild(IN_A_WEEK + DAY)

    assert rows() == kept
    assert [one.overdue for one in figures([court.city, court.estate.node])] == [3, 1]


def test_a_round_in_which_nothing_happened_counts_nothing(court: Court) -> None:
    some(court)
    clerk_counts(MONDAY_9AM + DAY)

    assert upkeep.bring_up_to(MONDAY_9AM + DAY + timedelta(minutes=5)) == 0


def test_a_deed_that_is_committed_after_its_moment_was_counted_is_counted_all_the_same(court: Court) -> None:
    """Somebody pressed the button, and the transaction waited for a lock while the clerk went round."""
    build.owes(court)
    clerk_counts(MONDAY_9AM + 3 * DAY)

    build.owes(court)
    actions.discharge(build.owes(court).pk, by=court.zhu, at=MONDAY_9AM + DAY)
    clerk_counts(MONDAY_9AM + 3 * DAY)

    assert rows()["plum"] == (2, 0, 1, 0, 0)


def test_what_is_due_at_the_very_moment_of_a_round_is_overdue_in_the_next(court: Court) -> None:
    build.owes(court)

    clerk_counts(IN_A_WEEK)
    at_the_moment = rows()["plum"]
    clerk_counts(IN_A_WEEK + timedelta(minutes=5))

    assert (at_the_moment, rows()["plum"]) == ((1, 0, 0, 0, 0), (0, 1, 0, 0, 0))


def test_more_places_than_one_batch_holds_add_up(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "AT_ONCE", 1)
    some(court)

    clerk_counts(IN_A_WEEK + DAY)

    kept = rows()
    assert kept["plum"] == (0, 1, 1, 0, 0)
    assert kept[court.city.code] == (0, 3, 1, 0, 0)
