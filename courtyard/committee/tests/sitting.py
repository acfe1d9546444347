"""Committees of Plum Court for tests: elected or in office, with five members who own homes in a house of their own."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from courtyard.committee.models import Committee, Conflict, Member, Resolution, Signature, Sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.meetings.models import Meeting
from courtyard.notify import upkeep
from courtyard.people.models import CLERK_ID, Office, Person
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.places.models import Building, Home
from courtyard.places.tests import build as places
from courtyard.trail.models import Line
from courtyard.trail.registers import readers

NAMES = ("秦松涛", "江映月", "唐晚晴", "陆向阳")
"""Four owners of the second house, who sit with yan."""
STARTS, ENDS = date(2024, 3, 15), date(2029, 3, 14)
HELD = MONDAY_9AM - timedelta(days=7)
HELD_ON = HELD.date()
"""When the last meeting was held: the Monday before."""


def owners(court: Court, names: Sequence[str] = NAMES) -> list[Person]:
    """Persons of these names, each with a home of their own in the second house, which has no other ones."""
    found = []
    for name in names:
        somebody = people.person(name, court.estate.node)
        people.tenure(somebody, _new_home(court))
        found.append(somebody)
    return found


def _new_home(court: Court) -> Home:
    """One more in the second house."""
    house = Building.objects.filter(estate=court.estate, name="2号楼").first()
    house = house or places.building(court.estate, "2号楼", 0)
    number = str(101 + house.homes.count())
    return Home.objects.create(estate=court.estate, building=house, name=number, area_cm2=800_000)


def in_office(
    court: Court, names: Sequence[str] = NAMES, *, yan: bool = True, seats: int = 5, alternates: Sequence[str] = (),
    posts: bool = True, **given: Any,
) -> Committee:  # fmt: skip
    """A committee that sits: yan in the chair, then those of these names, the second of all its vice-chair.

    Everybody owns a home and holds the office. `alternates` wait. `given` are columns of the committee.
    """
    committee = _committee(court, Committee.State.IN_OFFICE, seats, given)
    members = _members(court, committee, [*_yan(court, yan), *owners(court, names)], posts)
    for member in members:
        if not Office.objects.filter(person=member.person, kind=Office.Kind.OWNERS_COMMITTEE).exists():
            people.office(member.person, court.estate.node, Office.Kind.OWNERS_COMMITTEE)
        forget_standing(member.person)
    _waiting(court, committee, alternates, len(members))
    return committee


def elected(court: Court, names: Sequence[str] = (*NAMES, "夏知微"), *, seats: int = 5, **given: Any) -> Committee:
    """A committee that is elected and not in office yet: no posts, no offices."""
    committee = _committee(court, Committee.State.ELECTED, seats, given)
    _members(court, committee, owners(court, names), posts=False)
    return committee


def sitting(committee: Committee) -> list[Member]:
    """Its members with a seat, in the order in which they were elected."""
    return list(committee.members.sitting().select_related("person").order_by("rank", "id"))


def persons(committee: Committee) -> list[Person]:
    """Those who sit, as persons: the chair first."""
    return [member.person for member in sitting(committee)]


def held_meeting(committee: Committee, court: Court, at: datetime = HELD, came: int | None = None) -> Meeting:
    """A meeting that was held, all there unless `came` says fewer; minutes not written yet."""
    before = Meeting.objects.filter(estate=committee.estate, kind="committee.meeting").count()
    meeting = Meeting.objects.create(
        estate=committee.estate, kind="committee.meeting", year=at.year, number=before + 1, state=Meeting.State.CALLED,
        parties="ye", starts_at=at, ends_at=at + timedelta(hours=1), place="1号楼底层", planned_by=court.yan,
        planned_at=at - timedelta(days=10), called_at=at - timedelta(days=9),
    )  # fmt: skip
    there = committee.members.sitting().count()
    Sitting.objects.create(
        meeting=meeting, estate=committee.estate, committee=committee, seats=committee.seats, held_on=at.date(),
        attended=there if came is None else came, residents_invited_at=at - timedelta(days=9),
    )  # fmt: skip
    return meeting


def put(committee: Committee, court: Court, title: str = "换大门门禁", **given: Any) -> Resolution:
    """A resolution that nobody signed yet."""
    usual = {"words": "换两台门禁机，1.2万元。", "put_by": court.yan, "put_at": HELD, "seats": committee.seats}
    columns: dict[str, Any] = usual | given
    columns.setdefault("meeting", held_meeting(committee, court))
    return Resolution.objects.create(estate=committee.estate, committee=committee, title=title, **columns)


def decided(
    committee: Committee, court: Court, title: str = "换大门门禁", on: date = HELD_ON, **given: Any
) -> Resolution:
    """A resolution with all signatures, not posted yet."""
    number = Resolution.objects.filter(estate=committee.estate, year=on.year).count() + 1
    columns = {"state": Resolution.State.PASSED, "decided_on": on, "year": on.year, "number": number} | given
    one = put(committee, court, title, **columns)
    for member in sitting(committee):
        Signature.objects.create(estate=committee.estate, resolution=one, member=member, agrees=True, at=HELD)
    return one


def kept_out(resolution: Resolution, member: Member) -> Conflict:
    return Conflict.objects.create(
        estate=resolution.estate, resolution=resolution, member=member, name=member.name, words="我的公司也报了价",
        declared_by=member.person, declared_at=HELD,
    )  # fmt: skip


def hear(at: datetime) -> None:
    """What happened is told: PostgreSQL lets the clerk itself read only what is committed."""
    upkeep.hear(Line.objects.filter(kind__in=readers["notify"].kinds).order_by("pk"), at)


def _committee(court: Court, state: str, seats: int, given: dict[str, Any]) -> Committee:
    columns: dict[str, Any] = {
        "number": Committee.objects.filter(estate=court.estate).count() + 1, "state": state, "seats": seats,
        "elected_on": given.get("starts_on", STARTS), "starts_on": STARTS, "ends_on": ENDS, "source": "备案证明",
        "entered_at": MONDAY_9AM, "entered_by_id": CLERK_ID,
    }  # fmt: skip
    return Committee.objects.create(estate=court.estate, **(columns | given))


def _yan(court: Court, wanted: bool) -> list[Person]:
    """The committee's person of the cast owns a home, too, once they sit in it."""
    if wanted and not court.yan.tenures.exists():
        free = court.building.homes.filter(tenures__isnull=True, name="104").first()
        people.tenure(court.yan, free or _new_home(court))
        forget_standing(court.yan)
    return [court.yan] if wanted else []


def _members(court: Court, committee: Committee, somebody: Sequence[Person], posts: bool) -> list[Member]:
    named = [Member.Post.CHAIR, Member.Post.VICE] if posts else []
    return [
        Member.objects.create(
            estate=court.estate, committee=committee, person=person, name=person.name, rank=rank,
            post=named[rank - 1] if rank <= len(named) else Member.Post.MEMBER, since=committee.starts_on,
            declared_at=MONDAY_9AM,
        )
        for rank, person in enumerate(somebody, start=1)
    ]  # fmt: skip


def _waiting(court: Court, committee: Committee, names: Sequence[str], before: int) -> None:
    for rank, person in enumerate(owners(court, names), start=before + 1):
        Member.objects.create(
            estate=court.estate, committee=committee, person=person, name=person.name, rank=rank, alternate=True,
            since=committee.starts_on,
        )  # fmt: skip
