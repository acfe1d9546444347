"""Lines of the bank: found to be what was expected or is booked already, booked by hand, or let go again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courtyard.core.bank import Part
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.money import by_hand
from courtyard.money.actions.entries import ReversedAlready, enter, reverse_entry
from courtyard.money.booking import Booking, Leg, Side
from courtyard.money.events.bank import LineMatched, LineUnmatched
from courtyard.money.locks import lock_bank_line
from courtyard.money.models import BankLine, Book, Entry, LineMatch
from courtyard.money.models.bank import LINE
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.permissions.bank import may_settle
from courtyard.money.queries.bank import matched_fen, movements_of
from courtyard.money.targets import ENTRY, OTHER, targets
from courtyard.people.models import Person
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.rows import holder, there

How = LineMatch.How
PARTS_MAX = 40
SOURCE = LINE


class LineTaken(Refusal):
    """Two people look at one line: the first one has it."""

    says = sentence(
        "This line was matched meanwhile by somebody else: {left} yuan of it are open, and you wanted {wanted}. "
        "Nothing was booked."
    )


class NothingChosen(BadInput):
    says = sentence("Say what this line is.")
    field = "way"


class UnknownTarget(Refusal):
    says = sentence("There is nothing of this kind any more that a line of the bank could be.")


class EntryTaken(Refusal):
    says = sentence("Entry no. {number} has {left} yuan left that the bank has not shown yet. Nothing was matched.")


class EntryTakenBack(Refusal):
    says = sentence("Entry no. {number} was taken back, so no line of the bank is it.")


class MovesOther(Refusal):
    """What a target booked is not what the bank shows: the deed is undone whole."""

    says = sentence("What would be booked does not move this line’s money on this account. Nothing was booked.")


class NotByHand(BadInput):
    says = sentence(
        "This cannot be booked from the bank by hand. What is spent goes by a plan, an authority and two approvals."
    )
    field = "key"


class NoMatchReason(BadInput):
    says = sentence("Say why, in at most {most} characters.")
    field = "reason"


class WithdrawnAlready(Refusal):
    says = sentence("This match was taken back already.")


@dataclass(frozen=True, slots=True)
class Settling:
    """So much of a line, signed as the line, is this thing of that target."""

    target: str
    expected: str
    fen: int


@deed
def settle_line(line_id: UUID, parts: Sequence[Settling], *, how: How, by: Person, at: datetime) -> list[LineMatch]:
    """What a line is, part by part: all of it, or nothing. Raises LineTaken where another was faster."""
    book, line = lock_bank_line(line_id)
    require(may_settle, by, line.account, at)
    if not 0 < len(parts) <= PARTS_MAX:
        raise NothingChosen
    _require_left(line, sum(part.fen for part in parts), [part.fen for part in parts])
    matches = []
    for part in parts:
        entry = _settled(book, line, part, by, at)
        match = _matched(line, entry, part, how, by, at)
        event = LineMatched(line=line.number, number=entry.number, fen=part.fen, target=part.target, how=how)
        record(event, node=book.pk, about=line.pk, by=by, at=at)
        matches.append(match)
    return matches


@deed
def book_line(line_id: UUID, *, key: str, what: str, by: Person, at: datetime) -> LineMatch:
    """What is left of a line is booked on an account chosen by hand: interest, charges, income. Raises NotByHand."""
    book, line = lock_bank_line(line_id)
    require(may_settle, by, line.account, at)
    _require_left(line, line.open_fen, [line.open_fen])
    other = rules_of(book.estate).accounts.get(key)
    own = rules_of(book.estate).accounts[line.account.key]
    if other is None or other.key == own.key or other.fund != own.fund or not by_hand.may_be(other, line.open_fen):
        raise NotByHand
    sides = (Side(own.key), Side(key)) if line.open_fen > 0 else (Side(key), Side(own.key))
    booking = Booking(
        kind=by_hand.kind_of(other), day=line.day, what=what, legs=[Leg(*sides, abs(line.open_fen))], source=SOURCE,
        source_id=line.pk,
    )  # fmt: skip
    entry = enter(book, booking, by=by, at=at)
    part = Settling(OTHER, "", line.open_fen)
    match = _matched(line, entry, part, How.HAND, by, at)
    event = LineMatched(line=line.number, number=entry.number, fen=part.fen, target=OTHER, how=How.HAND)
    record(event, node=book.pk, about=line.pk, by=by, at=at)
    return match


@deed
def unmatch_line(match_id: UUID, *, reason: str, by: Person, at: datetime) -> LineMatch:
    """The line is open again; what only the match had booked is booked back, for the same reason."""
    book, line = lock_bank_line(holder(LineMatch.objects, match_id, "line"))
    require(may_settle, by, line.account, at)
    match = there(LineMatch.objects.select_related("entry"), match_id)
    if match.withdrawn_at is not None:
        raise WithdrawnAlready
    if not 0 < len(reason.strip()) <= WORDS_MAX:
        raise NoMatchReason(most=WORDS_MAX)
    match.withdrawn_at, match.withdrawn_by, match.reason = at, by, reason.strip()
    match.save(update_fields=["withdrawn_at", "withdrawn_by", "reason"])
    line.open_fen += match.fen
    line.save(update_fields=["open_fen"])
    _take_back(match, by, at)
    event = LineUnmatched(line=line.number, number=match.entry.number, fen=match.fen, reason=match.reason)
    record(event, node=book.pk, about=line.pk, by=by, at=at)
    return match


def _require_left(line: BankLine, wanted: int, each: Sequence[int]) -> None:
    """Every part goes the line's way, and together they are no more than what is open."""
    sign = 1 if line.fen > 0 else -1
    if any(fen * sign <= 0 for fen in each) or abs(wanted) > abs(line.open_fen):
        raise LineTaken(left=format_fen(abs(line.open_fen)), wanted=format_fen(abs(wanted)))


def _settled(book: Book, line: BankLine, part: Settling, by: Person, at: datetime) -> Entry:
    if part.target == ENTRY:
        return _entry(book, line, part)
    if part.target not in targets or line.account.fund not in targets[part.target].funds:
        raise UnknownTarget
    entry = targets[part.target].settle(line, Part(part.expected, part.fen), by=by, at=at)
    if sum(one.fen for one in movements_of(line.account, entries=[entry.pk])) != part.fen:
        raise MovesOther
    return entry


def _entry(book: Book, line: BankLine, part: Settling) -> Entry:
    """One that is booked already, with enough of it left. Raises NotThere, EntryTakenBack, EntryTaken."""
    try:
        key = UUID(part.expected)
    except ValueError:
        raise NotThere from None
    entry = there(Entry.objects.filter(estate=book.pk), key)
    if entry.kind == Entry.Kind.REVERSAL or Entry.objects.filter(reverses=entry.pk).exists():
        raise EntryTakenBack(number=entry.number)
    moves = sum(one.fen for one in movements_of(line.account, entries=[entry.pk]))
    left = moves - matched_fen(line.account, [entry.pk]).get(entry.pk, 0)
    if left * part.fen <= 0 or abs(part.fen) > abs(left):
        raise EntryTaken(number=entry.number, left=format_fen(abs(left)))
    return entry


def _matched(line: BankLine, entry: Entry, part: Settling, how: str, by: Person, at: datetime) -> LineMatch:
    line.open_fen -= part.fen
    line.save(update_fields=["open_fen"])
    return LineMatch.objects.create(
        estate=line.estate, line=line, entry=entry, fen=part.fen, target=part.target, expected=part.expected, how=how,
        matched_by=by, matched_at=at,
    )  # fmt: skip


def _take_back(match: LineMatch, by: Person, at: datetime) -> None:
    """An entry that was there before the match stays; one that was taken back already is not taken back twice."""
    if match.target == ENTRY:
        return
    if match.target in targets and (take_back := targets[match.target].take_back):
        take_back(match.entry, reason=match.reason, by=by, at=at)
        return
    try:
        reverse_entry(match.entry_id, reason=match.reason, by=by, at=at)
    except ReversedAlready:
        return
