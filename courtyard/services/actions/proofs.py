"""That a turn was done: told with what shows it, doubted in words, answered by a new proof. Late stays to be read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse

from courtyard.assembly import upkeep
from courtyard.assembly.rules import end_of
from courtyard.assembly.upkeep import Kept
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook import OUR_DEFAULT
from courtyard.duties.actions import Owed, discharge, owe
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK, Person
from courtyard.services.actions.works import DUTY
from courtyard.services.events.works import TurnDoubted, TurnProved
from courtyard.services.locks.standards import lock_turn
from courtyard.services.models import Proof, ProofFile, Turn
from courtyard.services.models.company import NAME_MAX, WORDS_MAX
from courtyard.services.permissions.works import doubts_as, may_doubt_turn, may_prove_turn
from courtyard.services.queries.current import serves_since
from courtyard.services.queries.works import day_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

DOUBT = "services.doubt"
FILES_MAX = 6
DOUBT_WITHIN = timedelta(days=90)
ANSWER_WITHIN = timedelta(days=7)
ANSWERS = sentence("Somebody doubts that it was done; prove it anew: {what}")


class NotYet(BadInput):
    says = sentence("It cannot have been done later than today. Correct the day.")
    field = "done_on"


class BeforeTheLast(BadInput):
    says = sentence("The turn before was due or done on {day}. This one was done after it. Correct the day.")
    field = "done_on"


class AfterTheNext(BadInput):
    says = sentence("The turn after this one was done on {day}. This one was done before it. Correct the day.")
    field = "done_on"


class BeforeTheContract(BadInput):
    says = sentence("The contract begins on {day}. What was done before does not count under it. Correct the day.")
    field = "done_on"


class NoWords(BadInput):
    says = sentence("Say in at most {most} characters what was done, and by whom: the firm, not a person.")
    field = "words"


class TooManyFiles(BadInput):
    says = sentence("Add at most {most} files.")
    field = "papers"


class LostFile(BadInput):
    says = sentence("A file was kept too long and has been removed. Please choose the files again.")
    field = "papers"


class ProvedAlready(Refusal):
    says = sentence("This turn is proved already: done on {day}. A new proof is asked for only where one is doubted.")


class NothingToDoubt(Refusal):
    says = sentence("Nobody says that this was done, so there is nothing to doubt. It stands there as not done.")


class DoubtedAlready(Refusal):
    says = sentence("This is doubted already, and the company has to prove it anew.")


class TooLateToDoubt(Refusal):
    says = sentence("This was reported on {day}. It could be doubted for {days} days, and they are over.")


class NoDoubt(BadInput):
    says = sentence("Say in at most {most} characters what you doubt and why. Everybody reads it.")
    field = "words"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A file that goes with a proof: kept already, under the name it came with."""

    kept: Kept
    name: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """On which day, and in words. `shown`: nobody can be made out on the files. Its `id` makes one form one proof."""

    done_on: date
    words: str
    shown: bool = False
    files: Sequence[Shown] = ()
    id: UUID = field(default_factory=new_id)


@deed
def prove_turn(turn_id: UUID, done: Done, *, by: Person, at: datetime) -> Proof:
    """The company says that it was done, and shows it. After a doubt the same deed answers it."""
    turn = lock_turn(turn_id)
    require(may_prove_turn, by, turn, at)
    before = Proof.objects.filter(pk=done.id, turn=turn).first()
    if before is not None:
        return before
    if turn.done_on is not None:
        raise ProvedAlready(day=turn.done_on)
    _check(done, turn, day_of(turn.estate, at))
    proof = _write(turn, done, by, at)
    answers, turn.done_on, turn.doubted = turn.doubted, done.done_on, False
    turn.save(update_fields=["done_on", "doubted"])
    link = reverse("services:work", args=[turn.estate.code, turn.work_id])
    for duty in Duty.objects.open().filter(estate=turn.estate, kind__in=(DUTY, DOUBT), about=turn.pk):
        discharge(duty.pk, by=by, at=at, words=proof.words, evidence=proof.pk, link=link)
    files = [one.kept.sha256 for one in done.files]
    event = TurnProved(
        what=turn.work.what, due_on=turn.due_on, done_on=proof.done_on, late=proof.done_on > turn.due_on,
        answers=answers, files=len(files), sha256=files, words=proof.words,
    )  # fmt: skip
    record(event, node=turn.estate_id, about=turn.pk, by=by, at=at)
    return proof


def _check(done: Done, turn: Turn, today: date) -> None:
    if done.done_on > today:
        raise NotYet
    begins = turn.work.contract.starts_on
    if done.done_on < begins and done.done_on < (begins := serves_since(turn.work.contract)):  # a renewal carries it on
        raise BeforeTheContract(day=begins)
    _check_neighbours(done, turn)
    if not done.words.strip() or len(done.words.strip()) > WORDS_MAX:
        raise NoWords(most=WORDS_MAX)
    if len(done.files) > FILES_MAX:
        raise TooManyFiles(most=FILES_MAX)


def _check_neighbours(done: Done, turn: Turn) -> None:
    """One round of maintenance proves one turn, and turns are done in their order."""
    others = Turn.objects.filter(work=turn.work_id)
    last = others.filter(number__lt=turn.number).order_by("-number").first()
    if last is not None and done.done_on <= (last.done_on or last.due_on):
        raise BeforeTheLast(day=last.done_on or last.due_on)
    following = others.filter(number__gt=turn.number, done_on__isnull=False).order_by("number").first()
    if following is not None and following.done_on is not None and done.done_on >= following.done_on:
        raise AfterTheNext(day=following.done_on)


def _write(turn: Turn, done: Done, by: Person, at: datetime) -> Proof:
    proof = Proof.objects.create(
        id=done.id, estate=turn.estate, turn=turn, done_on=done.done_on, words=done.words.strip(),
        shown=done.shown, by=by, told_at=at, told_on=day_of(turn.estate, at),
    )  # fmt: skip
    for one in done.files:
        if not upkeep.own(one.kept):
            raise LostFile
        ProofFile.objects.create(
            estate=turn.estate, proof=proof, name=one.name[-NAME_MAX:], file=one.kept.file, size=one.kept.size,
            sha256=one.kept.sha256,
        )  # fmt: skip
    return proof


@deed
def doubt_turn(turn_id: UUID, *, words: str, by: Person, at: datetime) -> Proof:
    """Somebody who may says why the proof does not hold. Until a new one, the turn counts as not proved."""
    turn = lock_turn(turn_id)
    require(may_doubt_turn, by, turn, at)
    proof = turn.proofs.order_by("-told_at", "-id").first()
    if proof is None:
        raise NothingToDoubt
    if proof.doubted_at is not None:
        if proof.doubted_by_id == by.pk and proof.doubt == words.strip():
            return proof
        raise DoubtedAlready
    if day_of(turn.estate, at) > proof.told_on + DOUBT_WITHIN:
        raise TooLateToDoubt(day=proof.told_on, days=DOUBT_WITHIN.days)
    if not words.strip() or len(words.strip()) > WORDS_MAX:
        raise NoDoubt(most=WORDS_MAX)
    proof.doubt, proof.doubted_by, proof.doubted_at = words.strip(), by, at
    proof.doubted_as = doubts_as(by, turn.estate, at)
    proof.save(update_fields=["doubt", "doubted_by", "doubted_as", "doubted_at"])
    turn.done_on, turn.doubted = None, True
    turn.save(update_fields=["done_on", "doubted"])
    _owe_answer(turn, proof, at)
    event = TurnDoubted(what=turn.work.what, due_on=turn.due_on, office=proof.doubted_as, words=proof.doubt)
    record(event, node=turn.estate_id, about=turn.pk, by=by, at=at)
    return proof


def _owe_answer(turn: Turn, proof: Proof, at: datetime) -> None:
    estate = turn.estate
    owed = Owed(
        kind=DOUBT, node=estate.node, estate=estate, party="wu", what=ANSWERS, fields={"what": turn.work.what},
        due_at=end_of(day_of(estate, at) + ANSWER_WITHIN, estate), article=OUR_DEFAULT, certainty="memory",
        about=turn.pk, key=proof.pk.hex, link=reverse("services:work", args=[estate.code, turn.work_id]),
    )  # fmt: skip
    owe(owed, by=CLERK, at=at)
