"""What comes in at the desk, what is seen on patrol, what the convenor hears on the telephone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from courtyard.cases.actions import Filing, file_for
from courtyard.cases.models import Case
from courtyard.core.errors import BadInput, sentence
from courtyard.desk.events import LogBecameCase, LogForgotten, Logged
from courtyard.desk.models import PARTIES, TITLE_MAX, WORDS_MAX, LogEntry
from courtyard.desk.permissions import may_call_party, may_forget_words, may_log, may_make_case
from courtyard.duties.actions import Owed, owe
from courtyard.people.models import Person
from courtyard.places.models import Building, Estate
from courtyard.trail.actions import erase_words
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import locked

CALL_PROMISE = "desk.call_promise"
CHANNELS = {
    LogEntry.Kind.VISIT: Case.Channel.COUNTER,
    LogEntry.Kind.RECEPTION: Case.Channel.COUNTER,
    LogEntry.Kind.PHONE: Case.Channel.PHONE,
    LogEntry.Kind.PATROL: Case.Channel.PATROL,
}


class NoWords(BadInput):
    says = sentence("Say in at most {most} characters what it was.")
    field = "words"


class NotYet(BadInput):
    says = sentence("It cannot have happened later than now.")
    field = "at"


class NobodyThere(BadInput):
    says = sentence("Say which party was there.")
    field = "parties"


class NotOneOfThem(BadInput):
    says = sentence("Choose one of the three parties.")
    field = "party"


class CannotBecomeCase(BadInput):
    says = sentence("A call to a party is about something that is on record already.")


class WordsGone(BadInput):
    says = sentence("Its words are gone from the log: write down anew what it is about.")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What was logged: a visit, a telephone call, a joint patrol. Its `id` makes one form one entry."""

    estate: Estate
    kind: str
    parties: Sequence[str]
    happened_at: datetime
    words: str
    building: Building | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Promised:
    """What a party promised on the telephone, by when."""

    what: str
    due_at: datetime


@deed
def log(entry: Entry, *, by: Person, at: datetime) -> LogEntry:
    """One line of the desk's log."""
    require(may_log, by, entry.estate, at)
    before = LogEntry.objects.filter(pk=entry.id, estate=entry.estate).first()
    if before is not None:
        return before
    parties = [party for party in PARTIES if party in entry.parties]
    _check(entry.words, entry.happened_at, at)
    if not parties or entry.kind not in CHANNELS:
        raise NobodyThere
    one = LogEntry.objects.create(
        id=entry.id, estate=entry.estate, kind=LogEntry.Kind(entry.kind).value, parties=" ".join(parties),
        at=entry.happened_at, words=entry.words.strip(), building=entry.building, by=by, logged_at=at,
    )  # fmt: skip
    event = Logged(kind=one.kind, parties=one.parties, happened_at=one.at, words=one.words)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=one.pk)
    return one


def _check(words: str, happened_at: datetime, at: datetime) -> None:
    if not words.strip() or len(words) > WORDS_MAX:
        raise NoWords(most=WORDS_MAX)
    if happened_at > at:
        raise NotYet


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call to a party about a matter: what they said, and what they promised. Its `id` makes one form one call."""

    estate: Estate
    party: str
    source: str
    about: UUID
    title: str
    words: str
    promised: Promised | None = None
    id: UUID = field(default_factory=new_id)


@deed
def call_party(call: Call, *, by: Person, at: datetime) -> LogEntry:
    """The convenor called a party about a matter; what was promised there is owed from now on."""
    require(may_call_party, by, call.estate, at)
    before = LogEntry.objects.filter(pk=call.id, estate=call.estate).first()
    if before is not None:
        return before
    if call.party not in PARTIES:
        raise NotOneOfThem
    _check(call.words, at, at)
    duty = owe(_owed(call, call.promised), by=by, at=at) if call.promised else None
    one = LogEntry.objects.create(
        id=call.id, estate=call.estate, kind=LogEntry.Kind.CALL, parties=call.party, at=at, words=call.words.strip(),
        by=by, logged_at=at, source=call.source, about=call.about, title=call.title[:TITLE_MAX],
        duty=duty.pk if duty else None,
    )  # fmt: skip
    event = Logged(kind=one.kind, parties=one.parties, happened_at=at, words=one.words, concerning=call.about)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=one.pk)
    return one


def _owed(call: Call, promised: Promised) -> Owed:
    return Owed(
        kind=CALL_PROMISE, node=call.estate.node, estate=call.estate, what=promised.what, party=call.party,
        due_at=promised.due_at, about=call.about,
    )  # fmt: skip


@deed
def make_case(entry_id: UUID, *, category: str, caller: str, by: Person, at: datetime) -> Case:
    """What was logged becomes a request with a clock, once. The clock runs from now: nobody knew of it before."""
    entry = locked(LogEntry.objects.select_related("estate__node", "building"), entry_id)
    require(may_make_case, by, entry.estate, at)
    if entry.case_number:
        return Case.objects.get(estate=entry.estate, number=entry.case_number)
    if entry.kind == LogEntry.Kind.CALL:
        raise CannotBecomeCase
    if entry.forgotten_at:
        raise WordsGone
    filing = Filing(estate=entry.estate, category=category, words=entry.words, place=entry.building)
    channel = CHANNELS[LogEntry.Kind(entry.kind)]
    case = file_for(filing, resident=None, caller=caller, channel=channel, by=by, at=at)
    entry.case_number = case.number
    entry.save(update_fields=["case_number"])
    record(LogBecameCase(number=case.number), node=entry.estate_id, about=entry.pk, by=by, at=at)
    return case


@deed
def forget_words(entry_id: UUID, *, by: Person, at: datetime) -> None:
    """What somebody said at the desk goes from the log and from the record; that they came, and when, stays.

    On the record the words belong to the entry itself, for whoever came may be nobody the register knows.
    """
    entry = locked(LogEntry.objects.select_related("estate__node"), entry_id)
    require(may_forget_words, by, entry, at)
    if entry.forgotten_at:
        return
    entry.words, entry.title, entry.forgotten_at = "", "", at
    entry.save(update_fields=["words", "title", "forgotten_at"])
    record(LogForgotten(), node=entry.estate_id, about=entry.pk, by=by, at=at)
    erase_words(whom=entry.pk, by=by, at=at)
