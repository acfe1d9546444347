"""The three seals: cut after filing, each kept by another member, put on nothing without a decision."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.assembly.models import Decision
from courtyard.committee.citing import cite_decision, cite_resolution
from courtyard.committee.events.business import SealCut, SealEnded, SealGivenUp, SealPassed, SealsLaidUp, SealUsed
from courtyard.committee.locks import lock_committee, lock_seal
from courtyard.committee.models import NAME_MAX, REASON_MAX, TITLE_MAX, Committee, Member, Resolution, Seal, SealUse
from courtyard.committee.permissions.business import (
    may_cut_seal,
    may_end_seal,
    may_lay_up_seals,
    may_pass_seal,
    may_use_seal,
)
from courtyard.committee.queries.terms import day_of
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

COPIES_MAX = 999


class NotFiled(Refusal):
    says = sentence(
        "The committee’s seals are cut after it is filed with the housing office. "
        "(业主大会和业主委员会指导规则第三十四条) Have the filing finished first."
    )


class CutBeforeFiling(BadInput):
    says = sentence(
        "This seal bears the number of the term, so it was cut after filing, on {filed} or later. "
        "(业主大会和业主委员会指导规则第三十四条) Correct the day."
    )
    field = "cut_on"


class NoSuchSeal(BadInput):
    says = sentence("Choose which seal it is.")
    field = "kind"


class SealThere(BadInput):
    says = sentence("There is one already: {seal}. Write down first what became of it.")
    field = "kind"


class NotSitting(BadInput):
    says = sentence("{name} has no seat in the committee. A seal is kept by a member. (沪房物业〔2026〕36号)")
    field = "keeper"


class SameKeeper(BadInput):
    says = sentence(
        "{name} keeps another one already: {seal}. Each seal is kept by another member. (沪房物业〔2026〕36号) "
        "Choose somebody else."
    )
    field = "keeper"


class OldTerm(BadInput):
    says = sentence(
        "This seal bears the number of term {number}. The new committee has its own cut after filing. "
        "(上海市住宅物业管理规定第二十三条) Write down that the old one was handed in."
    )
    field = "keeper"


class NoDecision(BadInput):
    says = sentence(
        "A seal is used for a decision of the committee or of the owners, and for one at a time. "
        "(沪房物业〔2026〕36号) Choose that decision. If there is none, have it decided first."
    )
    field = "decision"


class NotYet(BadInput):
    says = sentence("It cannot have happened later than now.")
    field = "day"


class BeforeKept(BadInput):
    says = sentence(
        "The seal is with its present keeper since {since} only. Who kept it on {day} had to write it down. "
        "Correct the day."
    )
    field = "day"


class NoPaper(BadInput):
    says = sentence("Say in at most {most} characters what the seal was put on.")
    field = "what"


class BadCopies(BadInput):
    says = sentence("Say on how many copies, 1 to {most}.")
    field = "copies"


class LaidUp(Refusal):
    says = sentence(
        "This seal lies with the housing office, and nobody can use it. Write down first which member took it over."
    )


class SealOver(Refusal):
    says = sentence("This seal is no longer used since {day}.")


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "reason"


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A seal that was cut, and who of the committee keeps it. Its `id` makes one form one seal."""

    kind: str
    keeper: Member
    cut_on: date
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Use:
    """What a seal was put on, and for which decision: one of the committee's, or one of the owners'."""

    used_on: date
    what: str
    copies: int = 1
    resolution: UUID | None = None
    decision: UUID | None = None
    id: UUID = field(default_factory=new_id)


@deed
def cut_seal(cut: Cut, *, by: Person, at: datetime) -> Seal:
    """A seal is there, and somebody keeps it."""
    committee = lock_committee(cut.keeper.committee_id)
    require(may_cut_seal, by, committee, at)
    before = Seal.objects.filter(pk=cut.id, estate=committee.estate).first()
    if before is not None:
        return before
    _check_cut(cut, committee, at)
    keeper = _sitting(cut.keeper)
    _require_another(cut.kind, keeper)
    seal = Seal.objects.create(
        id=cut.id, estate=committee.estate, committee=committee, kind=Seal.Kind(cut.kind).value, keeper=keeper,
        cut_on=cut.cut_on, since=cut.cut_on,
    )  # fmt: skip
    event = SealCut(seal=seal.kind, cut_on=seal.cut_on, keeper=keeper.pk, name=keeper.name)
    record(event, node=seal.estate_id, about=seal.pk, by=by, at=at, whom=keeper.person_id)
    return seal


def _check_cut(cut: Cut, committee: Committee, at: datetime) -> None:
    if committee.filed_on is None:
        raise NotFiled
    if cut.kind not in Seal.Kind.values:
        raise NoSuchSeal
    if cut.cut_on > day_of(committee.estate, at):
        raise NotYet
    if cut.kind == Seal.Kind.COMMITTEE and cut.cut_on < committee.filed_on:
        raise CutBeforeFiling(filed=committee.filed_on)
    if Seal.objects.filter(estate=committee.estate, kind=cut.kind, ended_on__isnull=True).exists():
        raise SealThere(seal=Seal.Kind(cut.kind))


def _sitting(member: Member) -> Member:
    """The member as they are now, with a seat in a committee that is there."""
    now = Member.objects.select_related("committee").filter(pk=member.pk).first()
    if now is None or now.until is not None or now.alternate or not now.committee.is_living:
        raise NotSitting(name=member.name)
    return now


def _require_another(kind: str, keeper: Member) -> None:
    """The same person in another committee is the same person."""
    kept = Seal.objects.filter(estate=keeper.estate_id, keeper__person=keeper.person_id, ended_on__isnull=True)
    other = kept.exclude(kind=kind).first()
    if other is not None:
        raise SameKeeper(name=keeper.name, seal=Seal.Kind(other.kind))


@deed
def pass_seal(seal_id: UUID, *, to: Member, by: Person, at: datetime) -> Seal:
    """Somebody else keeps it from today on; so one that lay with the housing office comes back."""
    seal = lock_seal(seal_id)
    require(may_pass_seal, by, seal, at)
    keeper = _sitting(to)
    if seal.keeper_id == keeper.pk:
        return seal
    _require_living(seal)
    if keeper.estate_id != seal.estate_id:
        raise NotSitting(name=keeper.name)
    _require_another(seal.kind, keeper)
    if seal.kind == Seal.Kind.COMMITTEE and seal.committee_id != keeper.committee_id:
        raise OldTerm(number=seal.committee.number)
    before = seal.keeper
    _give_up(seal, by, at)
    seal.keeper, seal.committee, seal.since = keeper, keeper.committee, day_of(seal.estate, at)
    seal.save(update_fields=["keeper", "committee", "since"])
    event = SealPassed(seal=seal.kind, keeper=keeper.pk, before=before.pk if before else None, name=keeper.name)
    record(event, node=seal.estate_id, about=seal.pk, by=by, at=at, whom=keeper.person_id)
    return seal


def _give_up(seal: Seal, by: Person, at: datetime) -> None:
    if seal.keeper is not None:
        event = SealGivenUp(seal=seal.kind, keeper=seal.keeper.pk, name=seal.keeper.name)
        record(event, node=seal.estate_id, about=seal.pk, by=by, at=at, whom=seal.keeper.person_id)


@deed
def use_seal(seal_id: UUID, use: Use, *, by: Person, at: datetime) -> SealUse:
    """Its keeper puts it on a paper that carries out a decision."""
    seal = lock_seal(seal_id)
    require(may_use_seal, by, seal, at)
    before = SealUse.objects.filter(pk=use.id, seal=seal).first()
    if before is not None:
        return before
    _require_living(seal)
    if seal.keeper is None:
        raise LaidUp
    _check_use(use, seal, at)
    resolution, decision = _cited(use, seal.estate)
    one = SealUse.objects.create(
        id=use.id, estate=seal.estate, seal=seal, resolution=resolution, decision=decision, used_on=use.used_on,
        what=use.what.strip(), copies=use.copies, keeper_name=seal.keeper.name[:NAME_MAX], by=by, entered_at=at,
    )  # fmt: skip
    event = SealUsed(
        seal=seal.kind, used_on=one.used_on, what=one.what, copies=one.copies, by_what=_title(resolution, decision),
        decision=decision.pk if decision else None, resolution=resolution.pk if resolution else None,
        late=one.used_on < day_of(seal.estate, at),
    )  # fmt: skip
    record(event, node=seal.estate_id, about=seal.pk, by=by, at=at)
    return one


def _check_use(use: Use, seal: Seal, at: datetime) -> None:
    if use.used_on > day_of(seal.estate, at):
        raise NotYet
    if use.used_on < seal.since:
        raise BeforeKept(since=seal.since, day=use.used_on)
    if not use.what.strip() or len(use.what.strip()) > TITLE_MAX:
        raise NoPaper(most=TITLE_MAX)
    if not 1 <= use.copies <= COPIES_MAX:
        raise BadCopies(most=COPIES_MAX)


def _cited(use: Use, estate: Estate) -> tuple[Resolution | None, Decision | None]:
    if use.resolution is not None and use.decision is None:
        return cite_resolution(use.resolution, estate, use.used_on), None
    if use.decision is not None and use.resolution is None:
        return None, cite_decision(use.decision, estate, use.used_on)
    raise NoDecision


def _title(resolution: Resolution | None, decision: Decision | None) -> str:
    return resolution.title if resolution else decision.title if decision else ""


@deed
def end_seal(seal_id: UUID, *, reason: str, by: Person, at: datetime) -> Seal:
    """Broken, replaced, handed in: it is put on nothing any more. What it was put on stays."""
    seal = lock_seal(seal_id)
    require(may_end_seal, by, seal, at)
    if seal.ended_on is not None:
        return seal
    if not reason.strip():
        raise NoReason
    seal.ended_on, seal.ended_why = day_of(seal.estate, at), reason.strip()[:REASON_MAX]
    seal.save(update_fields=["ended_on", "ended_why"])
    event = SealEnded(seal=seal.kind, ended_on=seal.ended_on, reason=seal.ended_why)
    record(event, node=seal.estate_id, about=seal.pk, by=by, at=at)
    return seal


@deed
def lay_up_seals(committee_id: UUID, *, by: Person, at: datetime) -> list[Seal]:
    """Handed to the housing office at the end of a term: nobody keeps them, and nobody can use them."""
    committee = lock_committee(committee_id)
    require(may_lay_up_seals, by, committee, at)
    kept = Seal.objects.filter(estate=committee.estate, ended_on__isnull=True, keeper__committee=committee)
    seals = list(kept.select_related("keeper").order_by("kind"))
    for seal in seals:
        seal.estate = committee.estate
        _give_up(seal, by, at)
        seal.keeper, seal.since = None, day_of(committee.estate, at)
        seal.save(update_fields=["keeper", "since"])
    if seals:
        event = SealsLaidUp(count=len(seals), seals=[seal.kind for seal in seals])
        record(event, node=committee.estate_id, about=committee.pk, by=by, at=at)
    return seals


def _require_living(seal: Seal) -> None:
    if seal.ended_on is not None:
        raise SealOver(day=seal.ended_on)
