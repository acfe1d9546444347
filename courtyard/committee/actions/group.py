"""The group that prepares an election: formed by the sub-district, changed, posted, trained before it starts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.assembly import actions as votes
from courtyard.committee import rules, upkeep
from courtyard.committee.actions.formation import NoReason, NotYet
from courtyard.committee.actions.grouping import _give_office, _take_office
from courtyard.committee.actions.handing_on import _begin_office_handover
from courtyard.committee.actions.hanging import _hang_group
from courtyard.committee.actions.stepping import _follow, _step_of, _take_and_record
from courtyard.committee.events.formation import GroupChanged, GroupFormed, GroupMemberNamed, GroupTrained
from courtyard.committee.locks import lock_formation
from courtyard.committee.models import REASON_MAX, Formation, GroupMember
from courtyard.committee.permissions.formation import may_change_group, may_form_group, may_train_group
from courtyard.committee.queries.terms import area_of, term_law
from courtyard.committee.steps import GROUP, LIST, REPORT, TRAINING
from courtyard.committee.upkeep import Kept
from courtyard.core.counting.bodies import CHAIR, preparatory_group
from courtyard.core.counting.elections import seats_error
from courtyard.core.errors import BadInput, OutOfTurn, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require

S, Side = Formation.State, GroupMember.Side
SIZE_MAX = 25
FROZEN_BY = "上海市住宅物业管理规定第二十八条"


class EvenGroup(BadInput):
    says = sentence("A group has an odd number of members (Shanghai’s property regulation, art 15): not {size}.")


class TooFewOwners(BadInput):
    says = sentence(
        "At least half of a group are owners (Shanghai’s property regulation, art 15), not {owners} of {size}."
    )


class NoChair(BadInput):
    says = sentence("One member from the sub-district chairs the group (Shanghai’s property regulation, art 15).")


class TwiceInGroup(BadInput):
    says = sentence("{name} is named twice.")


class OwnerUnknown(BadInput):
    says = sentence("The register has no owner called {name} in home {room}. Correct the name or the home.")


class TooManyMembers(BadInput):
    says = sentence("A group has at most {most} members.")


class NotReported(Refusal):
    says = sentence("First somebody has to report that the committee is due; or wait for the day by which it was due.")


class BadCommittee(BadInput):
    says = sentence("A committee has an odd number of seats, five or more; three are enough up to 10,000 m². (Art 20)")
    field = "seats"


class BadYears(BadInput):
    says = sentence("A committee’s term is 3 to 5 years (Shanghai’s property regulation, art 20).")
    field = "term_years"


class NotAllTrained(Refusal):
    says = sentence(
        "The group is trained before it starts (Shanghai’s property regulation, art 15). Not trained yet: {names}."
    )


class NoEvidence(BadInput):
    says = sentence("Add the attendance list, or everybody’s certificate number.")
    field = "file"


@dataclass(frozen=True, kw_only=True)
class Named:
    """Somebody for the group. An owner is a person of the register; others may be known by their name only."""

    side: str
    name: str
    person: Person | None = None
    chairs: bool = False


@dataclass(frozen=True, kw_only=True)
class Forming:
    """The group, the day, and what it prepares: how many seats, for how many years."""

    members: Sequence[Named]
    on: date
    seats: int = 5
    term_years: int = 5


@deed
def form_group(formation_id: UUID, forming: Forming, *, by: Person, at: datetime) -> Formation:
    """The sub-district forms the group. Before a re-election what the law freezes is frozen with it."""
    formation = lock_formation(formation_id)
    require(may_form_group, by, formation, at)
    if formation.state == S.GROUPED and _same(formation, forming):
        return formation
    if formation.state != S.DUE:
        raise OutOfTurn(S(formation.state), S.GROUPED)
    today = rules.today_in(formation.estate, at)
    if forming.on > today:
        raise NotYet
    _require_reported(formation, forming.on)
    _check(formation, forming.members)
    _check_plan(formation, forming)
    formation.move_to(S.GROUPED)
    formation.grouped_on, formation.seats, formation.term_years = forming.on, forming.seats, forming.term_years
    formation.save(update_fields=["state", "grouped_on", "seats", "term_years"])
    for one in forming.members:
        _join(formation, one, forming.on, by, at)
    sides = Counter(one.side for one in forming.members)
    event = GroupFormed(
        on=forming.on, size=len(forming.members), owners=sides[Side.OWNER], seats=forming.seats,
        term_years=forming.term_years,
    )  # fmt: skip
    record(event, node=formation.estate_id, about=formation.pk, by=by, at=at)
    _take_and_record(formation, _step_of(formation, GROUP), on=forming.on, by=by, at=at)
    if formation.kind != Formation.Kind.FIRST:
        why = sentence("the re-election group sits")
        votes.freeze(formation.estate, about=formation.pk, why=why, article=FROZEN_BY, by=by, at=at)
        _begin_office_handover(formation, on=forming.on, by=by, at=at)
    _follow(formation, at)
    return formation


def _same(formation: Formation, forming: Forming) -> bool:
    """The same form sent twice."""
    names = sorted(formation.group.filter(until__isnull=True).values_list("name", flat=True))
    plan = (formation.grouped_on, formation.seats, formation.term_years)
    same = plan == (forming.on, forming.seats, forming.term_years)
    return same and names == sorted(one.name.strip()[:60] for one in forming.members)


def _require_reported(formation: Formation, on: date) -> None:
    """Nobody waits for a report for ever: once it was due, the sub-district goes ahead without it."""
    step = _step_of(formation, REPORT)
    if step.done_on is None and (step.due_on is None or on < step.due_on):
        raise NotReported


def _check(formation: Formation, members: Sequence[Named]) -> None:
    """Odd, half of it owners, one chair from the sub-district, nobody twice. Raises the refusal that says which."""
    if len(members) > SIZE_MAX:
        raise TooManyMembers(most=SIZE_MAX)
    seen: set[tuple[object, str]] = set()
    for one in members:
        key = (one.person.pk if one.person else None, "" if one.person else one.name.strip())
        if key in seen:
            raise TwiceInGroup(name=one.name)
        seen.add(key)
    chairs = [one for one in members if one.chairs]
    owners = sum(one.side == Side.OWNER for one in members)
    chair = CHAIR if len(chairs) == 1 and chairs[0].side == Side.STREET else ""
    rule = rules.book_of(formation).counts["preparatory-group"]
    reasons = preparatory_group(rule, size=len(members), owner_reps=owners, chair=chair).reasons
    if "size_must_be_odd" in reasons:
        raise EvenGroup(size=len(members))
    if "chair_must_be_street_or_town" in reasons:
        raise NoChair
    if reasons:
        raise TooFewOwners(owners=owners, size=len(members))


def _check_plan(formation: Formation, forming: Forming) -> None:
    if seats_error(forming.seats, area_of(formation.estate)):
        raise BadCommittee
    law = term_law(formation.estate)
    if not law.least <= forming.term_years <= law.most:
        raise BadYears


def _join(formation: Formation, one: Named, on: date, by: Person, at: datetime) -> GroupMember:
    member = GroupMember.objects.create(
        estate=formation.estate, formation=formation, person=one.person, name=one.name.strip()[:60], side=one.side,
        chairs=one.chairs, since=on,
    )  # fmt: skip
    member.formation = formation
    event = GroupMemberNamed(side=member.side, chairs=member.chairs, name=member.name)
    whom = one.person.pk if one.person else None
    record(event, node=formation.estate_id, about=formation.pk, by=by, at=at, whom=whom)
    _give_office(member, at)
    return member


@deed
def change_group(formation_id: UUID, *, out: UUID, instead: Named, reason: str, by: Person, at: datetime) -> Formation:
    """Somebody leaves the group and another takes their place; whoever comes in is trained before they work."""
    formation = lock_formation(formation_id)
    require(may_change_group, by, formation, at)
    if formation.state != S.GROUPED:
        raise OutOfTurn(S(formation.state), S.GROUPED)
    if not reason.strip():
        raise NoReason
    there = list(formation.group.filter(until__isnull=True).select_related("person"))
    gone = next((one for one in there if one.pk == out), None)
    if gone is None:
        return formation
    stays = [Named(side=m.side, name=m.name, person=m.person, chairs=m.chairs) for m in there if m.pk != out]
    _check(formation, [*stays, instead])
    today = rules.today_in(formation.estate, at)
    gone.until, gone.reason, gone.formation = today, reason.strip()[:REASON_MAX], formation
    gone.save(update_fields=["until", "reason"])
    _take_office(gone, at)
    _join(formation, instead, today, by, at)
    sides = Counter(one.side for one in [*stays, instead])
    event = GroupChanged(size=sum(sides.values()), owners=sides[Side.OWNER], reason=gone.reason)
    record(event, node=formation.estate_id, about=formation.pk, by=by, at=at)
    if _step_of(formation, LIST).done_on is not None:
        _hang_group(formation, by, at, changed=today)
    return formation


@dataclass(frozen=True, kw_only=True)
class Training:
    """Who came, by their ids, with the number of the certificate where there is one; and the attendance list."""

    on: date
    came: Mapping[UUID, str] = field(default_factory=dict)
    file: Kept | None = None
    file_name: str = ""


@deed
def train_group(formation_id: UUID, training: Training, *, by: Person, at: datetime) -> Formation:
    """The gate: shown by an attendance list or certificates, for everybody in the group. Before it nothing starts."""
    formation = lock_formation(formation_id)
    require(may_train_group, by, formation, at)
    if formation.state != S.GROUPED:
        raise OutOfTurn(S(formation.state), S.GROUPED)
    if training.on > rules.today_in(formation.estate, at):
        raise NotYet
    certified = all(number.strip() for number in training.came.values()) and training.came
    if training.file is None and not certified:
        raise NoEvidence
    there = list(formation.group.filter(until__isnull=True))
    for one in there:
        if one.pk in training.came:
            one.trained_on, one.certificate = training.on, training.came[one.pk].strip()[:60]
            one.save(update_fields=["trained_on", "certificate"])
    missing = [one.name for one in there if one.trained_on is None]
    if missing:
        raise NotAllTrained(names="、".join(missing))
    event = GroupTrained(
        on=training.on, trained=len(there), certificates=[one.certificate for one in there if one.certificate]
    )
    record(event, node=formation.estate_id, about=formation.pk, by=by, at=at)
    step = _step_of(formation, TRAINING)
    file = ("", "", "")
    if training.file is not None and upkeep.own(training.file):
        file = (training.file.file, training.file_name[:120], training.file.sha256)
    if step.done_on is None:
        _take_and_record(formation, step, on=training.on, by=by, at=at, file=file)
    _follow(formation, at)
    return formation


def _require_trained(formation: Formation) -> None:
    """Raises NotAllTrained as long as somebody in the group was not trained."""
    waiting = formation.group.filter(until__isnull=True, trained_on__isnull=True)
    names = list(waiting.values_list("name", flat=True))
    if names or formation.state == S.DUE:
        raise NotAllTrained(names="、".join(names))
