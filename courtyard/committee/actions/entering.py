"""A committee that was elected before this record began is entered from its papers."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.committee.actions.filing import open_election_filing
from courtyard.committee.actions.seating import _give_offices, _seat_entered
from courtyard.committee.events.terms import CommitteeEntered
from courtyard.committee.models import NAME_MAX, REASON_MAX, Committee, Member
from courtyard.committee.permissions.terms import may_enter_committee
from courtyard.committee.queries import terms as queries
from courtyard.committee.seats import require_seats
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Committee.State
WORKS = (Office.Kind.COMPANY_MANAGER, Office.Kind.COMPANY_WORKER)


class BadTerm(BadInput):
    says = sentence("A committee’s term is {least} to {most} years ({article}). Correct the days, or hold an election.")
    field = "ends_on"


class NotBegunYet(BadInput):
    says = sentence("A term that is entered from papers has begun already. Correct the first day.")
    field = "starts_on"


class NoMembers(BadInput):
    says = sentence("Enter who sits in the committee: at least one member, at most as many as there are seats.")
    field = "name_1"


class SitsTwice(BadInput):
    says = sentence("{name} is entered twice. Everybody has one seat: take one of them out.")


class TwoChairs(BadInput):
    says = sentence("A committee has one chair. Choose one of them.")


class OwnsNothing(BadInput):
    says = sentence(
        "The register has no owner called {name} in home {room}. Only owners sit in the committee (Guiding rules, art "
        "31): correct the name or the home, or put the register right first."
    )


class WorksForCompany(BadInput):
    says = sentence(
        "{name} works for the property company here, and cannot sit in the committee (Shanghai’s property regulation, "
        "art 20). The seat stays empty until it is filled."
    )


class RelativeWorks(BadInput):
    says = sentence(
        "A close relative of {name} works for the property company here, so they cannot sit in the committee "
        "(Shanghai’s property regulation, art 20). The seat stays empty until it is filled."
    )


class SecondCommittee(Refusal):
    says = sentence(
        "Owners’ committee no. {number} is on record here already, and an estate has one. The next one comes by an "
        "election of the owners’ assembly."
    )


class NumberTaken(BadInput):
    says = sentence("Committee no. {number} is on record here already. Enter the number of this term.")
    field = "number"


class NoSource(BadInput):
    says = sentence("Say which paper shows this, for example the certificate of filing.")
    field = "source"


@dataclass(frozen=True, kw_only=True)
class Sits:
    """A member as the papers name them: the full name, the home they own, the post."""

    name: str
    room: str
    post: str = Member.Post.MEMBER
    relative_works: bool = False


@dataclass(frozen=True, kw_only=True)
class Entered:
    """A committee from before this record. Its `id`, made with the empty form, makes one form one committee."""

    estate: Estate
    number: int
    seats: int
    starts_on: date
    ends_on: date
    members: tuple[Sits, ...]
    source: str
    filed_on: date | None = None
    id: UUID = field(default_factory=new_id)


@deed
def enter_committee(entered: Entered, *, by: Person, at: datetime) -> Committee:
    """A committee that was elected before this record began, as its papers say. It sits from now on here, too."""
    require(may_enter_committee, by, entered.estate, at)
    estate = lock_estate(entered.estate.pk)
    before = Committee.objects.filter(pk=entered.id, estate=estate).first()
    if before is not None:
        return before
    living = Committee.objects.filter(estate=estate).living().first()
    if living is not None:
        raise SecondCommittee(number=living.number)
    _check(entered, estate, at)
    persons = _persons(entered, estate, at)
    committee = Committee.objects.create(
        id=entered.id, estate=estate, number=entered.number, state=S.IN_OFFICE, seats=entered.seats,
        elected_on=entered.starts_on, starts_on=entered.starts_on, ends_on=entered.ends_on,
        source=entered.source.strip()[:REASON_MAX], filed_on=entered.filed_on, entered_at=at, entered_by=by,
    )  # fmt: skip
    event = CommitteeEntered(
        number=committee.number, seats=committee.seats, filled=len(persons), starts_on=committee.starts_on,
        ends_on=committee.ends_on, filed_on=committee.filed_on, source=committee.source,
    )  # fmt: skip
    record(event, node=estate.pk, about=committee.pk, by=by, at=at)
    _seat_entered(committee, persons, by=by, at=at)
    _give_offices(committee, queries.day_of(estate, at), at=at)
    open_election_filing(committee, by=by, at=at)
    return committee


def _check(entered: Entered, estate: Estate, at: datetime) -> None:
    require_seats(entered.seats, estate)
    law, today = queries.term_law(estate), queries.day_of(estate, at)
    if entered.starts_on > today:
        raise NotBegunYet
    if not law.allows(entered.starts_on, entered.ends_on):
        raise BadTerm(least=law.least, most=law.most, article=law.article)
    if not 1 <= len(entered.members) <= entered.seats:
        raise NoMembers
    if sum(one.post == Member.Post.CHAIR for one in entered.members) > 1:
        raise TwoChairs
    if not entered.source.strip():
        raise NoSource
    if Committee.objects.filter(estate=estate, number=entered.number).exclude(state=S.SET_ASIDE).exists():
        raise NumberTaken(number=entered.number)


def _persons(entered: Entered, estate: Estate, at: datetime) -> list[tuple[Person, str]]:
    """Each member as a person of the register, with their post. What stands against one of them is said by name."""
    found: list[tuple[Person, str]] = []
    for one in entered.members:
        name = one.name.strip()[:NAME_MAX]
        person = queries.owner_called(estate, one.room, name, queries.day_of(estate, at))
        if person is None:
            raise OwnsNothing(name=name, room=one.room.strip())
        if any(person.pk == other.pk for other, _ in found):
            raise SitsTwice(name=name)
        if standing(person).holds(WORKS, estate.node, at):
            raise WorksForCompany(name=name)
        if one.relative_works:
            raise RelativeWorks(name=name)
        found.append((person, one.post))
    return found
