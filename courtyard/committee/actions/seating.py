"""Who has a seat, and the office that goes with it. Parts of other deeds: whoever calls them holds the committee."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from courtyard.assembly.models import Candidate
from courtyard.committee.actions.filing import open_change
from courtyard.committee.events.terms import AlternateNamed, MemberSeated
from courtyard.committee.models import NAME_MAX, Committee, Member
from courtyard.people.actions import offices
from courtyard.people.models import CLERK, Office, Person
from courtyard.trail.deeds import record

HELD = Office.Kind.OWNERS_COMMITTEE


def _seat(committee: Committee, chosen: Sequence[Candidate], on: date, *, by: Person, at: datetime) -> list[Member]:
    """A seat for each, in the order of their votes, with what was looked at when they stood."""
    rank = _last_rank(committee)
    waiting = {one.person_id: one for one in committee.members.waiting()}
    members = [
        _seat_one(committee, one, waiting.get(one.person_id), rank + number, on)
        for number, one in enumerate(chosen, start=1)
    ]
    for member in members:
        _say_seated(member, on, by, at)
    return members


def _seat_one(committee: Committee, one: Candidate, waits: Member | None, rank: int, on: date) -> Member:
    """A seat anew, or that of an alternate who was elected before their turn came."""
    member = waits or Member(estate=committee.estate, committee=committee, person=one.person)
    member.name, member.rank, member.alternate, member.since = one.name[:NAME_MAX], rank, False, on
    member.checks = dict(one.checks)
    if waits is None:
        member.save(force_insert=True)
    else:
        member.save(update_fields=["name", "rank", "alternate", "since", "checks"])
    return member


def _seat_entered(
    committee: Committee, persons: Sequence[tuple[Person, str]], *, by: Person, at: datetime
) -> None:  # fmt: skip
    """As the papers have it, the posts too."""
    for rank, (person, post) in enumerate(persons, start=1):
        member = Member.objects.create(
            estate=committee.estate, committee=committee, person=person, name=person.name[:NAME_MAX], rank=rank,
            post=Member.Post(post).value, since=committee.starts_on,
        )  # fmt: skip
        _say_seated(member, committee.starts_on, by, at)


def _say_seated(member: Member, on: date, by: Person, at: datetime) -> None:
    event = MemberSeated(member=member.pk, rank=member.rank, post=member.post, on=on, name=member.name)
    record(event, node=member.estate_id, about=member.committee_id, by=by, at=at, whom=member.person_id)


def _line_up(committee: Committee, chosen: Sequence[Candidate], on: date, *, by: Person, at: datetime) -> None:
    """Alternates wait behind the members, in the order of their votes."""
    rank = _last_rank(committee)
    there = set(committee.members.filter(until__isnull=True).values_list("person", flat=True))
    for number, one in enumerate((one for one in chosen if one.person_id not in there), start=1):
        member = Member.objects.create(
            estate=committee.estate, committee=committee, person=one.person, name=one.name[:NAME_MAX],
            rank=rank + number, alternate=True, since=on, checks=dict(one.checks),
        )  # fmt: skip
        event = AlternateNamed(member=member.pk, rank=member.rank, name=member.name)
        record(event, node=committee.estate_id, about=committee.pk, by=by, at=at, whom=one.person_id)


def _last_rank(committee: Committee) -> int:
    return committee.members.order_by("-rank").values_list("rank", flat=True).first() or 0


def _end_all(committee: Committee, ground: str, on: date) -> None:
    """Everybody who sits or waits; nobody's end comes before their beginning."""
    there = Member.objects.filter(committee=committee, until__isnull=True)
    there.filter(since__gt=on).update(since=on)
    there.update(until=on, ground=ground)


def _give_offices(committee: Committee, on: date, *, at: datetime) -> None:
    """Whoever sits holds the office, and nobody else. It follows from the seats, so the clerk does it."""
    node, sitting = committee.estate.node, {one.person_id: one.person for one in _sitting(committee)}
    held = list(Office.objects.on(on).filter(node=node, kind=HELD).select_related("person"))
    for office in held:
        if office.person_id not in sitting:
            offices.end_office(office.pk, by=CLERK, at=at, until=max(on, office.since))
    holds: set[UUID] = {office.person_id for office in held if office.until is None}
    for pk, person in sitting.items():
        if pk not in holds:
            offices.appoint(node.pk, person, by=CLERK, at=at, kind=HELD, since=on)


def _joining(member: Member) -> UUID:
    """What the filing of somebody's coming is about: their leaving is another one, about the member itself."""
    return uuid5(member.pk, "joined")


def _sitting(committee: Committee) -> list[Member]:
    return list(committee.members.sitting().select_related("person").order_by("rank", "id"))


def _file_change(committee: Committee, says: str, about: UUID, on: date, *, at: datetime) -> None:
    """Of one in office every change is filed with the housing office. The filing names nobody: its list does."""
    if committee.state == Committee.State.IN_OFFICE:
        with translation.override(settings.LANGUAGE_CODE):  # papers speak the estate's language
            title = gettext(says)
        open_change(committee, title=title, about=about, on=on, by=CLERK, at=at)
