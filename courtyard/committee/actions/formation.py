"""A formation begins when it is due, is reported, and ends: elected, set back, done, or stopped."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.assembly import actions as votes
from courtyard.committee import rules
from courtyard.committee.actions.grouping import _leave_group
from courtyard.committee.actions.stepping import (
    _follow,
    _give_up,
    _lay_out,
    _step_of,
    _take_and_record,
    _take_back,
)
from courtyard.committee.events.formation import (
    FormationBegun,
    FormationElected,
    FormationReported,
    FormationSetBack,
    FormationStopped,
    GroupDissolved,
)
from courtyard.committee.locks import lock_formation
from courtyard.committee.models import REASON_MAX, Committee, Formation
from courtyard.committee.permissions.formation import (
    may_begin_formation,
    may_mark_elected,
    may_mark_set_aside,
    may_report,
    may_stop_formation,
)
from courtyard.committee.steps import CANDIDATES, ELECTION, NAMES, REPORT
from courtyard.core.errors import BadInput, OutOfTurn, Refusal, sentence
from courtyard.people.models import Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate
from courtyard.places.rules import version_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S, K = Formation.State, Formation.Kind


class RunsAlready(Refusal):
    says = sentence("An election is being prepared here already. One runs at a time; go on with that one.")


class SecondCommittee(Refusal):
    says = sentence(
        "There is a committee here already, and an estate has one (Civil Code art 277). The next one comes by a "
        "re-election, five months before its term ends."
    )


class NobodyToFollow(Refusal):
    says = sentence("There is no committee here that another could follow. Begin with the first one.")


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


class NotYet(BadInput):
    says = sentence("This day is still to come. Enter the day on which it happened.")
    field = "on"


@dataclass(frozen=True, kw_only=True)
class Due:
    """What falls due, since when, and why. Its `id` makes one form one formation."""

    estate: Estate
    kind: str
    due_on: date
    why: str
    id: UUID = field(default_factory=new_id)


@deed
def begin_formation(due: Due, *, by: Person, at: datetime) -> Formation:
    """A committee is due here: its steps are laid out, and the first one is owed."""
    require(may_begin_formation, by, due.estate, at)
    estate = lock_estate(due.estate.pk)
    before = Formation.objects.filter(pk=due.id, estate=estate).first()
    if before is not None:
        return before
    _check(due, estate)
    formation = Formation.objects.create(
        id=due.id, estate=estate, kind=K(due.kind), why=due.why.strip()[:REASON_MAX], due_on=due.due_on,
        rulebook_version=version_of(estate), begun_at=at, begun_by=by,
    )  # fmt: skip
    event = FormationBegun(kind=formation.kind, due_on=formation.due_on, why=formation.why)
    record(event, node=estate.pk, about=formation.pk, by=by, at=at)
    _lay_out(formation)
    if formation.kind == K.EARLY:  # what makes it early was found: there is nothing to report any more
        step = _step_of(formation, REPORT)
        _take_and_record(formation, step, on=min(due.due_on, rules.today_in(estate, at)), by=by, at=at, words=due.why)
    _follow(formation, at)
    return formation


def _check(due: Due, estate: Estate) -> None:
    if not due.why.strip():
        raise NoReason
    if Formation.objects.filter(estate=estate, state__in=Formation.RUNNING).exists():
        raise RunsAlready
    known = Committee.objects.filter(estate=estate).exclude(state=Committee.State.SET_ASIDE)
    if due.kind == K.FIRST and known.filter(state__in=Committee.LIVING).exists():
        raise SecondCommittee
    if due.kind != K.FIRST and not known.exists():
        raise NobodyToFollow


@deed
def report(formation_id: UUID, *, on: date, words: str, by: Person, at: datetime) -> Formation:
    """The sub-district was told: by the developer, by owners in its stead, or by the committee whose term ends."""
    formation = lock_formation(formation_id)
    require(may_report, by, formation, at)
    step = _step_of(formation, REPORT)
    if step.done_on is not None:
        return formation
    if formation.state != S.DUE:
        raise OutOfTurn(S(formation.state), S.DUE)
    if on > rules.today_in(formation.estate, at):
        raise NotYet
    if not words.strip():
        raise NoReason
    _take_and_record(formation, step, on=on, by=by, at=at, words=words)
    event = FormationReported(on=on, words=words.strip()[:REASON_MAX])
    record(event, node=formation.estate_id, about=formation.pk, by=by, at=at)
    _follow(formation, at)
    return formation


@deed
def mark_elected(formation: Formation, *, on: date, assembly: UUID, by: Person, at: datetime) -> Formation:
    """The owners elected: the result is published, and the names are to be posted."""
    formation = lock_formation(formation.pk)
    require(may_mark_elected, by, formation, at)
    if formation.state == S.ELECTED:
        return formation
    formation.move_to(S.ELECTED)
    formation.elected_on, formation.assembly = on, assembly
    formation.save(update_fields=["state", "elected_on", "assembly"])
    record(FormationElected(on=on, assembly=assembly), node=formation.estate_id, about=formation.pk, by=by, at=at)
    step = _step_of(formation, ELECTION)
    if step.done_on is None:
        _take_and_record(formation, step, on=on, by=by, at=at)
    _follow(formation, at)
    return formation


@deed
def mark_set_aside(formation: Formation, *, by: Person, at: datetime) -> Formation:
    """An objection to the election was upheld: the group goes on, and holds it anew."""
    formation = lock_formation(formation.pk)
    require(may_mark_set_aside, by, formation, at)
    if formation.state != S.ELECTED:
        return formation
    formation.move_to(S.GROUPED)
    formation.elected_on, before = None, formation.assembly
    formation.assembly = None
    formation.save(update_fields=["state", "elected_on", "assembly"])
    record(FormationSetBack(assembly=before), node=formation.estate_id, about=formation.pk, by=by, at=at)
    for step in formation.steps.filter(name__in=(CANDIDATES, ELECTION, NAMES)):
        _take_back(step)
    _follow(formation, at)
    return formation


@deed
def mark_in_office(formation: Formation, *, by: Person, at: datetime) -> Formation:
    """The new committee sits: the group is no more, and what was frozen may be decided again."""
    formation = lock_formation(formation.pk)
    require(may_mark_elected, by, formation, at)
    _leave_group(formation, at=at)
    votes.thaw(formation.estate, about=formation.pk, by=by, at=at)
    record(GroupDissolved(), node=formation.estate_id, about=formation.pk, by=by, at=at)
    return formation


@deed
def stop_formation(formation_id: UUID, *, reason: str, by: Person, at: datetime) -> Formation:
    """It goes no further, for a reason everybody reads: begun by mistake, or the law leads elsewhere."""
    formation = lock_formation(formation_id)
    require(may_stop_formation, by, formation, at)
    if formation.state == S.STOPPED:
        return formation
    if not reason.strip():
        raise NoReason
    formation.move_to(S.STOPPED)
    formation.ended_at, formation.reason = at, reason.strip()[:REASON_MAX]
    formation.save(update_fields=["state", "ended_at", "reason"])
    record(FormationStopped(reason=formation.reason), node=formation.estate_id, about=formation.pk, by=by, at=at)
    _give_up(formation, at)
    _leave_group(formation, at=at)
    votes.thaw(formation.estate, about=formation.pk, by=by, at=at)
    return formation
