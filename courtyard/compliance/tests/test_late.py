"""Repairs, visits and reviews that come too late, and managers of too many estates, as the checks see them."""

from datetime import date, datetime, timedelta
from typing import Any

from courtyard.cases.models import Case
from courtyard.compliance.gathering import gather
from courtyard.compliance.tests.build import APRIL, DAY, TODAY, case, known, rows_of
from courtyard.conftest import SHANGHAI, Court
from courtyard.people.models import Office, Person
from courtyard.people.tests import build as people
from courtyard.places.models import Estate


def late(court: Court, on: date = date(2026, 7, 6)) -> list[tuple[str, Any]]:
    told = [(row.finding.fields["case"], row.finding.fields["count"]) for row in rows_of(court, "C54", on)]
    return sorted(told)


def test_late_repairs_and_visits_are_counted_by_the_rules(court: Court) -> None:
    known(court)
    hour = timedelta(hours=1)
    urgent: Any = {"urgent": True, "on_site_due_at": APRIL + 2 * hour}
    case(court, "1")
    case(court, "2", resolved_at=APRIL + 4 * DAY)
    case(court, "2a", resolved_at=APRIL + 4 * DAY, rule="ordinary_repair")
    case(court, "2b", resolved_at=APRIL + 4 * DAY, due_at=APRIL + 9 * DAY, rule="complex")
    case(court, "3", resolved_at=APRIL + 4 * DAY, party="ju")
    case(court, "4", resolved_at=APRIL + 4 * DAY, category="noise", due_at=APRIL + 2 * DAY)  # no repair
    case(court, "5", resolved_at=APRIL + 2 * DAY, due_at=APRIL + DAY)  # the contract promised more
    case(court, "6", **urgent, on_site_at=APRIL + 2 * hour)
    case(court, "7", **urgent, on_site_at=APRIL + 2 * hour + timedelta(minutes=1))
    case(court, "8", urgent=True, site_office=True, on_site_due_at=APRIL + hour / 2, on_site_at=APRIL + hour)

    assert late(court) == [("on_site", 2), ("repair", 2)]


def test_what_is_neither_reached_nor_mended_is_late_once_its_time_is_over(court: Court) -> None:
    known(court)
    end = datetime(2026, 6, 29, 9, 0, tzinfo=SHANGHAI)  # a Monday: its third day is 2 July
    case(court, "1", at=end, state=Case.State.TRIAGED, resolved_at=None, closed_at=None)
    case(court, "2", state=Case.State.TRIAGED, resolved_at=None, closed_at=None)
    case(court, "3", state=Case.State.DECLINED, resolved_at=None)

    assert late(court) == [("repair", 1)]
    assert late(court, date(2026, 8, 3)) == [("repair", 1)]


def test_a_manager_of_four_estates_is_told_of_without_a_name(court: Court) -> None:
    zhu = court.zhu
    for number in range(3):
        node = Estate.objects.create(
            node=court.area.children.create(
                kind="estate", code=f"more-{number}", name=f"{number}村", path=f"{court.area.path}more-{number}/"
            )
        ).node
        people.office(zhu, node, Office.Kind.COMPANY_MANAGER)
    known(court)

    rows = rows_of(court, "C54")

    assert [row.finding.fields for row in rows] == [{"case": "manager", "count": 4, "at_most": 3}]
    assert zhu.name not in rows[0].says


def test_an_organisation_manages_as_many_estates_as_it_likes(court: Court) -> None:
    Person.objects.filter(pk=court.zhu.pk).update(kind=Person.Kind.LEGAL)

    assert gather([court.estate], TODAY)[court.estate.pk].managers == ()
