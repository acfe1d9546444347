"""An estate with a committee, as the checks see it."""

from datetime import date, datetime, timedelta

from courtyard.committee.models import Committee, Member
from courtyard.compliance import chores
from courtyard.compliance.models import Finding
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK

TODAY = date(2026, 6, 8)
DAY = timedelta(days=1)
LONG_AGO = MONDAY_9AM - timedelta(days=900)


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
