"""What is late at a desk is late on every page that says so: one deadline, read everywhere."""

from datetime import timedelta

from courtyard.cases import actions, queries
from courtyard.cases.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.desk import queries as desk
from courtyard.front import queries as front


def test_nobody_on_site_in_time_is_late_everywhere(court: Court) -> None:
    case = build.filed(court, urgent=True)
    actions.triage(case.pk, by=court.desk, at=build.AN_HOUR_LATER, party="wu", words="马上来。")
    at = MONDAY_9AM + timedelta(hours=3)
    build.triaged(court)

    every = queries.kinds(court.estate.node, at)
    late = every["late"].of(queries.of_desk(court.desk, court.estate.pk, court.estate.node, at))
    tallies = [row.tally for row in front.below(court.area, at) if row.node == court.estate.node]

    assert [one.pk for one in late] == [case.pk]
    assert queries.waiting_at_desk(court.desk, court.estate.pk, court.estate.node, at) == 1
    assert [row.late for row in queries.desks(court.desk, at)] == [1]
    assert [row.about for row in desk.stuck([court.estate], at)] == [case.pk]
    assert [(tally.open, tally.late) for tally in tallies] == [(2, 1)]
