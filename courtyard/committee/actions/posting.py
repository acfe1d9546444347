"""What a group and the sub-district post: the group's names, the roll and the draft rules, candidates, the elected."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from courtyard.assembly.models import Assembly, Candidate, Motion
from courtyard.committee import rules, upkeep
from courtyard.committee.actions.formation import NoReason
from courtyard.committee.actions.group import _require_trained
from courtyard.committee.actions.hanging import _hang, _hang_group, _names
from courtyard.committee.actions.stepping import (
    _finish,
    _follow,
    _step_of,
    _take_and_record,
)
from courtyard.committee.locks import lock_formation
from courtyard.committee.models import Committee, Formation
from courtyard.committee.permissions.formation import (
    may_post_candidates,
    may_post_documents,
    may_post_list,
    may_post_names,
)
from courtyard.committee.steps import CANDIDATES, DOCUMENTS, LIST, NAMES
from courtyard.committee.upkeep import Kept
from courtyard.core.errors import NotThere, OutOfTurn, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, require
from courtyard.trail.ids import new_id

S = Formation.State


class NotLookedAt(Refusal):
    says = sentence(
        "Look at everybody who was proposed first: at least {seats} have to be on the list, and nobody open."
    )


class NotTheGroups(Refusal):
    says = sentence(
        "This vote was not called by the group. The group calls the vote in which the committee is elected."
    )


class NobodyElected(Refusal):
    says = sentence("Nobody is elected here yet whose names could be posted.")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What shows that something was posted: words, perhaps a file. `id` is that of the board’s notice."""

    words: str
    file: Kept | None = None
    file_name: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def post_list(formation_id: UUID, *, by: Person, at: datetime) -> Formation:
    """The group's names hang on the board (上海 art 15: within seven days)."""
    formation = lock_formation(formation_id)
    require(may_post_list, by, formation, at)
    _require_grouped(formation)
    step = _step_of(formation, LIST)
    if step.done_on is not None:
        return formation
    _hang_group(formation, by, at)
    _take_and_record(formation, step, on=rules.today_in(formation.estate, at), by=by, at=at)
    _follow(formation, at)
    return formation


@deed
def post_documents(formation_id: UUID, shown: Shown, *, by: Person, at: datetime) -> Formation:
    """The roll of owners and the draft rules hang for fifteen days before the first assembly (上海 art 16)."""
    formation = lock_formation(formation_id)
    require(may_post_documents, by, formation, at)
    _require_grouped(formation)
    _require_trained(formation)
    step = _step_of(formation, DOCUMENTS)
    if step.done_on is not None:
        return formation
    if not shown.words.strip():
        raise NoReason
    file = ("", "", "")
    if shown.file is not None and upkeep.own(shown.file):
        file = (shown.file.file, shown.file_name[:120], shown.file.sha256)
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("The roll of owners and the draft rules")
    _hang(formation, "group", title, shown.words.strip(), shown.id, by, at)
    on = rules.today_in(formation.estate, at)
    _take_and_record(formation, step, on=on, by=by, at=at, words=shown.words, file=file)
    _follow(formation, at)
    return formation


@deed
def post_candidates(formation_id: UUID, *, assembly: UUID, by: Person, at: datetime) -> Formation:
    """Who stands is posted, before the order on the ballot is drawn; from now on owners may object to a candidate."""
    formation = lock_formation(formation_id)
    require(may_post_candidates, by, formation, at)
    _require_grouped(formation)
    _require_trained(formation)
    step = _step_of(formation, CANDIDATES)
    if step.done_on is not None:
        return formation
    motion = _election_of(formation, assembly)
    standing = [one for one in motion.candidates.order_by("nominated_at", "id") if one.state in Candidate.STANDING]
    listed = [one for one in standing if one.state == Candidate.State.ACCEPTED]
    if len(listed) < motion.seats or len(listed) < len(standing):
        raise NotLookedAt(seats=motion.seats)
    formation.assembly = assembly
    formation.save(update_fields=["assembly"])
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Candidates for the owners’ committee")
        names = _names(listed)
        words = gettext("{names}. Whoever owns a home here may object to a candidate and say why.").format(names=names)
    _hang(formation, "group", title, words, new_id(), by, at)
    on = rules.today_in(formation.estate, at)
    _take_and_record(formation, step, on=on, by=by, at=at)
    _follow(formation, at)
    return formation


def _election_of(formation: Formation, assembly: UUID) -> Motion:
    """The motion by which the committee is elected, of a vote that the group called. Raises what is wrong with it."""
    one = Assembly.objects.filter(pk=assembly, estate=formation.estate_id).first()
    if one is None:
        raise NotThere
    if one.convener not in (Assembly.Convener.GROUP, Assembly.Convener.STREET):
        raise NotTheGroups
    motion = one.motions.filter(matter="committee-election").first()
    if motion is None:
        raise NotThere
    return motion


@deed
def post_names(formation_id: UUID, *, by: Person, at: datetime) -> Formation:
    """The names of those elected hang on the board within three days (上海 art 21)."""
    formation = lock_formation(formation_id)
    require(may_post_names, by, formation, at)
    committee = Committee.objects.filter(formation=formation, state__in=Committee.LIVING).first()
    if committee is None:
        raise NobodyElected
    step = _step_of(formation, NAMES)
    if step.done_on is not None:
        return formation
    sitting = committee.members.sitting().order_by("rank")
    waiting = committee.members.waiting()
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Elected to owners’ committee no. {number}").format(number=committee.number)
        words = gettext("Members: {names}.").format(names=_names(sitting))
        if waiting:
            words += gettext("Alternates: {names}.").format(names=_names(waiting))
    _hang(formation, "group", title, words, new_id(), by, at)
    on = rules.today_in(formation.estate, at)
    committee.names_posted_on = on
    committee.save(update_fields=["names_posted_on"])
    _take_and_record(formation, step, on=on, by=by, at=at)
    _follow(formation, at)
    _finish(formation, on=on, by=by, at=at)
    return formation


def _require_grouped(formation: Formation) -> None:
    if formation.state != S.GROUPED:
        raise OutOfTurn(S(formation.state), S.GROUPED)
