"""Small things residents take on, and are thanked for."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.desk.events import (
    HelpersThanked,
    HelpForgotten,
    TaskCancelled,
    TaskOffered,
    TaskSteppedBack,
    TaskTakenOn,
)
from courtyard.desk.models import PARTIES, PLACE_MAX, REASON_MAX, TITLE_MAX, WANTED_MAX, WORDS_MAX, Helper, Task
from courtyard.desk.permissions import (
    may_cancel_task,
    may_forget_help,
    may_offer,
    may_step_back,
    may_take_on,
    may_thank,
)
from courtyard.people.models import Person
from courtyard.people.queries import chain_of
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import locked

S = Task.State


class NoTitle(BadInput):
    says = sentence("Say in at most {most} characters what there is to do.")
    field = "title"


class TooSoon(BadInput):
    says = sentence("Choose a time that is still to come.")
    field = "starts_at"


class NothingWanted(BadInput):
    says = sentence("Say how many helpers are wanted: between 1 and {most}.")
    field = "wanted"


class Nowhere(BadInput):
    says = sentence("Say where helpers meet, in at most {most} characters.")
    field = "place"


class EnoughHelp(Refusal):
    says = sentence("There are enough helpers already. Thank you for offering.")


class TaskOver(Refusal):
    says = sentence("This task is over.")


class NoThanks(BadInput):
    says = sentence("Write a few words.")
    field = "words"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What there is to do, when, where, and for how many. Its `id` makes one form one task."""

    estate: Estate
    party: str
    title: str
    place: str
    starts_at: datetime
    wanted: int
    words: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def offer(task: Offer, *, by: Person, at: datetime) -> Task:
    """The desk says what residents could help with."""
    require(may_offer, by, task.estate, at)
    before = Task.objects.filter(pk=task.id, estate=task.estate).first()
    if before is not None:
        return before
    if not task.title.strip() or len(task.title) > TITLE_MAX or len(task.words) > WORDS_MAX:
        raise NoTitle(most=TITLE_MAX)
    if task.starts_at <= at:
        raise TooSoon
    if not 0 < task.wanted <= WANTED_MAX:
        raise NothingWanted(most=WANTED_MAX)
    if not task.place.strip() or len(task.place) > PLACE_MAX:
        raise Nowhere(most=PLACE_MAX)
    one = Task.objects.create(
        id=task.id, estate=task.estate, title=task.title.strip(), words=task.words.strip(), place=task.place.strip(),
        starts_at=task.starts_at, wanted=task.wanted, party=task.party if task.party in PARTIES else "ju",
        offered_by=by, offered_at=at,
    )  # fmt: skip
    event = TaskOffered(title=one.title, wanted=one.wanted, starts_at=one.starts_at)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _lock(task_id: UUID) -> Task:
    return locked(Task.objects.select_related("estate__node"), task_id)


@deed
def take_on(task_id: UUID, *, by: Person, at: datetime) -> Task:
    """A resident will help; no more than are wanted."""
    task = _lock(task_id)
    require(may_take_on, by, task, at)
    if task.state != S.OPEN or task.starts_at <= at:
        raise TaskOver
    if task.helpers.filter(person=by).exists():
        return task
    helping = task.helpers.count()
    if helping >= task.wanted:
        raise EnoughHelp
    Helper.objects.create(estate=task.estate, task=task, person=by, taken_at=at)
    record(TaskTakenOn(helpers=helping + 1), node=task.estate_id, about=task.pk, by=by, at=at)
    return task


@deed
def step_back(task_id: UUID, *, by: Person, at: datetime) -> Task:
    """They cannot come after all, and need not say why."""
    task = _lock(task_id)
    require(may_step_back, by, task, at)
    if task.state != S.OPEN:
        raise TaskOver
    gone, _ = task.helpers.filter(person=by).delete()
    if gone:
        record(TaskSteppedBack(), node=task.estate_id, about=task.pk, by=by, at=at)
    return task


@deed
def thank(task_id: UUID, *, words: str, by: Person, at: datetime) -> Task:
    """It is done, and everybody who helped is thanked."""
    task = _lock(task_id)
    require(may_thank, by, task, at)
    if task.state == S.DONE:
        return task
    _end(task, S.DONE, words, at)
    thanked = task.helpers.update(thanked_at=at)
    record(HelpersThanked(helpers=thanked, words=task.thanks), node=task.estate_id, about=task.pk, by=by, at=at)
    return task


@deed
def cancel_task(task_id: UUID, *, words: str, by: Person, at: datetime) -> Task:
    """No help is needed; those who offered read why."""
    task = _lock(task_id)
    require(may_cancel_task, by, task, at)
    if task.state == S.CANCELLED:
        return task
    _end(task, S.CANCELLED, words, at)
    record(TaskCancelled(words=task.thanks), node=task.estate_id, about=task.pk, by=by, at=at)
    return task


def _end(task: Task, state: Task.State, words: str, at: datetime) -> None:
    if task.state != S.OPEN:
        raise TaskOver
    if not words.strip():
        raise NoThanks
    task.state, task.thanks, task.ended_at = state.value, words.strip()[:REASON_MAX], at
    task.save(update_fields=["state", "thanks", "ended_at"])


@deed
def forget_help(whose: Person, *, by: Person, at: datetime) -> int:
    """What somebody helped with is erased. Returns how many tasks."""
    require(may_forget_help, by, whose, at)
    gone, _ = Helper.objects.filter(person=whose).delete()
    if gone:
        record(HelpForgotten(tasks=gone), node=chain_of(whose), about=whose.pk, by=by, at=at)
    return gone
