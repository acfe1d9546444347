"""A vote is prepared and revised, its motions are written; it is reported, and can be declared void."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from courtyard.assembly import rules
from courtyard.assembly.events import (
    AssemblyDrafted,
    AssemblyRevised,
    AssemblyVoided,
    ConvenorReplied,
    OfficialEnded,
    OfficialNamed,
    ReportedToConvenor,
)
from courtyard.assembly.keys import destroy_later
from courtyard.assembly.locks import in_state, lock
from courtyard.assembly.models import CLAUSE_MAX, NAME_MAX, REASON_MAX, Assembly, Ballot, Official, Petition
from courtyard.assembly.permissions import (
    conveners_of,
    may_convene,
    may_end_official,
    may_name_official,
    may_reply,
    may_report,
    may_revise,
    may_void,
)
from courtyard.assembly.texts import house_text
from courtyard.core.errors import BadInput, NotAllowed, NotThere, Refusal, sentence
from courtyard.people.models import Person
from courtyard.places.models import Building, Entrance, Estate, Home
from courtyard.places.rules import version_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Assembly.State
WINDOW_MAX, AHEAD_MAX = timedelta(days=60), timedelta(days=370)
HOMES_MAX = 60_000


class BadWindow(BadInput):
    says = sentence("It has to open in the future and close later, after at most {days} days.")
    field = "closes_at"


class NoPlace(BadInput):
    says = sentence("Choose the building, the entrance or the homes whose owners decide.")
    field = "scope"


class NoClause(BadInput):
    says = sentence("Say where the estate’s rules fix this: the document, the clause and the page.")
    field = "clause"


class BadOrder(BadInput):
    says = sentence("The order of channels names each of them at most once.")
    field = "precedence"


class NotReached(BadInput):
    says = sentence("This petition has not been signed by enough owners.")
    field = "petition"


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


class NothingMajor(Refusal):
    says = sentence("None of the motions is a major matter: there is nothing to report.")


@dataclass(frozen=True, kw_only=True)
class House:
    """What the rules of procedure fix; `clause` says where they do."""

    secrecy: str = Assembly.Secrecy.NAMED
    duplicates: str = Assembly.Duplicates.LAST
    precedence: str = ""
    invalid_participates: bool = False
    proxies_max: int | None = None
    unreturned: str = Assembly.Unreturned.NOT_THERE
    count_parking: bool = False
    clause: str = ""
    official_system: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """When, whose vote, by which rules. Its `id`, made with the empty form, makes one form one assembly."""

    estate: Estate
    convener: str
    opens_at: datetime
    closes_at: datetime
    building: Building | None = None
    entrance: Entrance | None = None
    homes: tuple[UUID, ...] = ()
    house: House = field(default_factory=House)
    petition: Petition | None = None
    id: UUID = field(default_factory=new_id)

    @property
    def scope(self) -> str:
        if self.building:
            return Assembly.Scope.BUILDING
        return (
            Assembly.Scope.ENTRANCE if self.entrance else Assembly.Scope.HOMES if self.homes else Assembly.Scope.ESTATE
        )


@deed
def draft(plan: Plan, *, by: Person, at: datetime) -> Assembly:
    """Somebody prepares a vote, in the name of whoever may convene it."""
    require(may_convene, by, plan.estate, at)
    if plan.convener not in conveners_of(by, plan.estate, at):
        raise NotAllowed
    before = Assembly.objects.filter(pk=plan.id, estate=plan.estate).first()
    if before is not None:
        return before
    _check(plan, at)
    if plan.petition and (plan.petition.estate_id != plan.estate.pk or plan.petition.state != Petition.State.REACHED):
        raise NotReached
    one = Assembly.objects.create(
        id=plan.id, estate=plan.estate, convener=plan.convener, petition=plan.petition,
        rulebook=plan.estate.node.rulebook, rulebook_version=version_of(plan.estate), drafted_by=by, drafted_at=at,
        **_columns(plan),
    )  # fmt: skip
    event = AssemblyDrafted(
        convener=one.convener, scope=one.scope, opens_at=one.opens_at, closes_at=one.closes_at,
        petition=one.petition_id,
    )  # fmt: skip
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def revise(assembly_id: UUID, plan: Plan, *, by: Person, at: datetime) -> Assembly:
    """Another window, another electorate, other rules: as long as it is a draft."""
    one = lock(assembly_id)
    require(may_revise, by, one, at)
    in_state(one, (S.DRAFT,), S.DRAFT)
    _check(plan, at)
    for column, value in _columns(plan).items():
        setattr(one, column, value)
    one.save(update_fields=list(_columns(plan)))
    event = AssemblyRevised(opens_at=one.opens_at, closes_at=one.closes_at, scope=one.scope, house=house_text(one))
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _columns(plan: Plan) -> dict[str, object]:
    house = plan.house
    return {
        "scope": plan.scope, "building": plan.building, "entrance": plan.entrance,
        "homes": [str(pk) for pk in plan.homes], "opens_at": plan.opens_at, "closes_at": plan.closes_at,
        "secrecy": house.secrecy, "duplicates": house.duplicates, "precedence": house.precedence,
        "invalid_participates": house.invalid_participates, "proxies_max": house.proxies_max,
        "unreturned": house.unreturned, "count_parking": house.count_parking, "clause": house.clause.strip(),
        "official_system": house.official_system.strip()[:NAME_MAX],
    }  # fmt: skip


def _check(plan: Plan, at: datetime) -> None:
    if not at < plan.opens_at < plan.closes_at <= plan.opens_at + WINDOW_MAX or plan.opens_at > at + AHEAD_MAX:
        raise BadWindow(days=WINDOW_MAX.days)
    _check_place(plan)
    house = plan.house
    channels = house.precedence.split()
    if len(channels) > len(set(channels)) or not set(channels) <= set(Ballot.Channel.values):
        raise BadOrder
    own = house.unreturned != Assembly.Unreturned.NOT_THERE or house.count_parking or house.proxies_max is not None
    if (own and not house.clause.strip()) or len(house.clause) > CLAUSE_MAX:
        raise NoClause


def _check_place(plan: Plan) -> None:
    """A building, an entrance and homes are of this estate."""
    place = plan.building or plan.entrance
    if place is not None and place.estate_id != plan.estate.pk:
        raise NoPlace
    if plan.homes:
        there = Home.objects.filter(estate=plan.estate, pk__in=plan.homes[:HOMES_MAX]).count()
        if there != len(set(plan.homes)):
            raise NoPlace


@deed
def report(assembly_id: UUID, *, by: Person, at: datetime) -> Assembly:
    """Major matters are told to the convenor before the notice. The reply is on record; it is no veto."""
    one = lock(assembly_id)
    require(may_report, by, one, at)
    in_state(one, (S.DRAFT,), S.DRAFT)
    if one.reported_at:
        return one
    major = [motion.title for motion in one.motions.all() if rules.matter_of(motion, one).major]
    if not major:
        raise NothingMajor
    one.reported_at = at
    one.save(update_fields=["reported_at"])
    event = ReportedToConvenor(motions=major, until=rules.reply_until(one))
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def reply(assembly_id: UUID, *, words: str, by: Person, at: datetime) -> Assembly:
    """What the convenor says to it, for everybody to read."""
    one = lock(assembly_id)
    require(may_reply, by, one, at)
    in_state(one, (S.DRAFT,), S.DRAFT)
    if one.reported_at is None:
        raise NotThere
    if not words.strip():
        raise NoReason
    one.reply, one.replied_by, one.replied_at = words.strip()[:REASON_MAX], by, at
    one.save(update_fields=["reply", "replied_by", "replied_at"])
    record(ConvenorReplied(words=one.reply), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def name_official(assembly_id: UUID, *, person: Person, role: str, by: Person, at: datetime) -> Official:
    """Who goes from door to door, counts, or watches over the count, in this vote. Named twice is named once."""
    one = lock(assembly_id)
    require(may_name_official, by, one, at)
    in_state(one, (S.DRAFT, *Assembly.RUNNING), S.DRAFT)
    named = Official.objects.filter(assembly=one, person=person, role=role, ended_at__isnull=True).first()
    if named is not None:
        return named
    named = Official.objects.create(
        estate=one.estate, assembly=one, person=person, role=Official.Role(role), named_by=by, named_at=at
    )
    record(OfficialNamed(role=role), node=one.estate_id, about=one.pk, by=by, at=at, whom=person.pk)
    return named


@deed
def end_official(official_id: UUID, *, by: Person, at: datetime) -> Official:
    found = Official.objects.filter(pk=official_id).values_list("assembly", flat=True).first()
    one = lock(found or official_id)
    require(may_end_official, by, one, at)
    named = Official.objects.get(pk=official_id)
    if named.ended_at is None:
        named.ended_at = at
        named.save(update_fields=["ended_at"])
        record(OfficialEnded(role=named.role), node=one.estate_id, about=one.pk, by=by, at=at, whom=named.person_id)
    return named


@deed
def void(assembly_id: UUID, *, reason: str, by: Person, at: datetime) -> Assembly:
    """It does not count, and why not stays. What was chosen in confidence is never read."""
    one = lock(assembly_id)
    require(may_void, by, one, at)
    if one.state == S.VOID:
        return one
    one.move_to(S.VOID)
    if not reason.strip():
        raise NoReason
    one.void_at, one.void_reason = at, reason.strip()[:REASON_MAX]
    one.save(update_fields=["state", "void_at", "void_reason"])
    one.contacts.all().delete()
    record(AssemblyVoided(reason=one.void_reason), node=one.estate_id, about=one.pk, by=by, at=at)
    destroy_later(one.pk)
    return one
