"""An estate with a committee, as the checks see it."""

from datetime import date, datetime, timedelta
from typing import Any

from courtyard.cases.models import Case
from courtyard.committee.models import Committee, Member
from courtyard.compliance import chores, queries
from courtyard.compliance.events import ExcuseEnded
from courtyard.compliance.models import Finding
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK
from courtyard.places.models import Estate
from courtyard.places.rules import version_of
from courtyard.trail.deeds import deed, record

TODAY = date(2026, 6, 8)
DAY = timedelta(days=1)
LONG_AGO = MONDAY_9AM - timedelta(days=900)
APRIL = datetime(2026, 4, 6, 9, 0, tzinfo=SHANGHAI)


def term(court: Court, ends_on: date, *, seats: int = 5, sitting: int = 5) -> Committee:
    """A committee in office that nothing is wrong with but what the test says; known since long ago."""
    starts_on = ends_on.replace(year=ends_on.year - 5)
    one = Committee.objects.create(
        estate=court.estate, number=3, state=Committee.State.IN_OFFICE, seats=seats, elected_on=starts_on,
        starts_on=starts_on, ends_on=ends_on, names_posted_on=starts_on, filed_on=starts_on, entered_at=MONDAY_9AM,
        entered_by=CLERK,
    )  # fmt: skip
    people = [court.yan, court.lin, court.mei, court.desk, court.reg, court.jie, court.shi]
    for rank, person in enumerate(people[:sitting], start=1):
        Member.objects.create(
            estate=court.estate, committee=one, person=person, name=person.name, rank=rank, since=starts_on
        )
    return one


def look(court: Court, at: datetime = MONDAY_9AM) -> None:
    chores.look([court.estate], at)


def found(court: Court) -> set[str]:
    return set(Finding.objects.filter(estate=court.estate).values_list("check_id", flat=True))


def owed(court: Court, check: str) -> Duty:
    return Duty.objects.get(estate=court.estate, kind="compliance.finding", key__startswith=f"{check}:")


def known(court: Court) -> None:
    """The estate is on record since long ago: what a test finds began in the time that the record knows."""
    begin(court.estate)
    begin(court.other)


@deed
def begin(estate: Estate) -> None:
    """The first line of its chain, whatever it says."""
    record(ExcuseEnded(check="C01", subject="—"), node=estate.pk, about=estate.pk, by=CLERK, at=LONG_AGO)


def rows_of(court: Court, code: str, on: date = TODAY) -> list[queries.Row]:
    """What one check finds as of a day, in words."""
    rows = queries.health(court.estate, on, kept=False).alarms
    return [row for row in rows if row.rule.key == code]


def case(court: Court, number: str, *, at: datetime = APRIL, **given: Any) -> Case:
    """A request about the light that the company leads. Its own deadline is three days, or two hours on site."""
    usual: dict[str, Any] = {
        "category": "power", "party": "wu", "state": Case.State.CLOSED, "filed_at": at, "triaged_at": at,
        "due_at": at + 3 * DAY, "resolved_at": at + 2 * DAY, "closed_at": at + 9 * DAY, "reporter": court.lin,
        "rulebook": "cn-shanghai", "rulebook_version": version_of(court.estate), "promise_amount": 3,
        "promise_unit": "days",
    }  # fmt: skip
    return Case.objects.create(estate=court.estate, number=number, **{**usual, **given})
