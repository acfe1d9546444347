"""The homes' balances brought in from a list, and interest shared over them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, override

from courtyard.assembly.upkeep import Kept, let_go
from courtyard.core.bank import OpeningColumn
from courtyard.core.bank.opening_columns import require_opening_columns
from courtyard.core.books.fund import share_interest as shares_by
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook.periods import months_after
from courtyard.money.actions.entries import AT_ONCE, enter
from courtyard.money.booking import DAY, SHARE, Booking, Leg, Side
from courtyard.money.events.fund import InterestShared, OpeningMatched, OpeningTaken, OpeningUploaded
from courtyard.money.locks import lock_book
from courtyard.money.models import Book, Entry, FirstDeposit, OpeningList
from courtyard.money.models.book import Fund
from courtyard.money.models.fund import FILE_NAME_MAX
from courtyard.money.openings import Balance, look_into
from courtyard.money.parts import CASH, COMMON, HOMES
from courtyard.money.permissions.fund import (
    may_match_opening,
    may_share_interest,
    may_take_opening,
    may_upload_opening,
)
from courtyard.money.queries.fund import common_fen, weights
from courtyard.people.models import Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate, Home
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import holder, locked

INTEREST, FEN_MAX = "fund_interest", 10**12
OPENING = "opening_list"


class NoFile(BadInput):
    says = sentence("Choose the file.")
    field = "file"


class TakenAlready(Refusal):
    says = sentence("This list was taken over already, by entry no. {number}.")


class Wrong(Refusal):
    says = sentence("{n} rows of the list are wrong. Mend them in the spreadsheet and choose it again.")


class NothingThere(Refusal):
    says = sentence("No home of the list has anything in the fund, so there is nothing to enter.")


class NotInBooks(Refusal):
    says = sentence(
        "The list comes to {yuan} yuan, but only {has_yuan} yuan of the fund are in the books and not shared yet."
    )


class NoInterest(BadInput):
    says = sentence("Say how much interest it is: more than nothing.")
    field = "fen"


class BadMonths(BadInput):
    says = sentence("Say for which months it is: whole ones, from {begins} on, that are over.")
    field = "first"


class NotInterest(Refusal):
    says = sentence("This entry is no interest of the maintenance fund, was taken back, or is shared already.")


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A spreadsheet, sealed, and what is known of it beside. Its `id` makes one form one list."""

    name: str
    sha256: str
    file: Kept | None
    day: date
    stated_fen: int | None = None
    in_books: bool = False
    sheet: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Interest:
    """Interest for whole months: an entry that stands in the books, or an amount to be booked now, on `day`."""

    first: date
    last: date
    fen: int = 0
    day: date | None = None
    what: str = ""
    entry: UUID | None = None
    id: UUID = field(default_factory=new_id)


@deed
def upload_opening(estate: Estate, upload: Upload, *, by: Person, at: datetime) -> OpeningList:
    """The file waits to be looked at. One that was taken before is that one still."""
    estate = lock_estate(estate.pk)
    require(may_upload_opening, by, estate, at)
    same = OpeningList.objects.filter(estate=estate, sha256=upload.sha256, entry__reversed_by__isnull=True)
    before = OpeningList.objects.filter(pk=upload.id, estate=estate).first()
    before = before or same.filter(taken_at__isnull=False).first()
    if before is not None:
        return before
    if upload.file is None:
        raise NoFile
    opening = OpeningList.objects.create(
        id=upload.id, estate=estate, name=upload.name[-FILE_NAME_MAX:], sheet=upload.sheet, file=upload.file.file,
        sha256=upload.sha256, day=upload.day, stated_fen=upload.stated_fen, in_books=upload.in_books, uploaded_by=by,
        uploaded_at=at,
    )  # fmt: skip
    record(OpeningUploaded(sha256=opening.sha256), node=estate.pk, about=opening.pk, by=by, at=at)
    return opening


def _lock(opening_id: UUID) -> tuple[Book, OpeningList]:
    book = lock_book(holder(OpeningList.objects, opening_id, "estate"))
    opening = locked(OpeningList.objects.select_related("entry__reversed_by"), opening_id)
    opening.estate = book.estate
    return book, opening


@deed
def match_opening(opening_id: UUID, columns: list[str], *, by: Person, at: datetime) -> OpeningList:
    """A person says what each column holds. Raises MissingOpeningColumn, OpeningColumnTwice."""
    _, opening = _lock(opening_id)
    require(may_match_opening, by, opening, at)
    if opening.entry is not None:
        raise TakenAlready(number=opening.entry.number)
    require_opening_columns([OpeningColumn(one) for one in columns])
    opening.columns = columns
    opening.save(update_fields=["columns"])
    record(OpeningMatched(columns=columns), node=opening.estate_id, about=opening.pk, by=by, at=at)
    return opening


@deed
def take_opening(opening_id: UUID, *, by: Person, at: datetime) -> OpeningList:
    """All homes of the list at once, in one entry, or none of them. Taken twice is taken once."""
    book, opening = _lock(opening_id)
    require(may_take_opening, by, opening, at)
    if opening.taken_at is not None:
        return opening
    looked = look_into(opening)
    if looked.faults:
        raise Wrong(n=len({fault.row for fault in looked.faults}))
    if opening.in_books and common_fen(book) < looked.fen:
        raise NotInBooks(yuan=format_fen(looked.fen), has_yuan=format_fen(common_fen(book)))
    entry = enter(book, _booking(opening, [one for one in looked.balances if one.fen]), by=by, at=at)
    file, opening.file = opening.file, ""
    opening.taken_at, opening.entry, opening.homes, opening.fen = at, entry, len(looked.balances), looked.fen
    opening.save(update_fields=["file", "taken_at", "entry", "homes", "fen"])
    _keep_deposits(opening, list(looked.balances))
    let_go([file], at)
    event = OpeningTaken(homes=opening.homes, fen=opening.fen, entry=entry.number, sha256=opening.sha256)
    record(event, node=book.pk, about=opening.pk, by=by, at=at)
    return opening


def _booking(opening: OpeningList, balances: list[Balance]) -> Booking:
    """Into the bank, for each home; or, where the money stands in the books already, out of what was not shared."""
    if not balances:
        raise NothingThere
    source = Side(COMMON if opening.in_books else CASH[Fund.MAINTENANCE])
    return Booking(
        id=opening.pk, kind=Entry.Kind.OPENING, day=opening.day, what=_what(),
        legs=[Leg(source, Side(HOMES, one.home), one.fen) for one in balances], source=OPENING, source_id=opening.pk,
    )  # fmt: skip


def _what() -> str:
    """In the estate's language. Never the file's name: somebody may be named in it, and entries are for ever."""
    with override(settings.LANGUAGE_CODE):
        return gettext("Balances of homes in the maintenance fund")


def _keep_deposits(opening: OpeningList, balances: list[Balance]) -> None:
    """Those of a list that was taken back give way."""
    FirstDeposit.objects.filter(home__in=[one.home.pk for one in balances]).delete()
    rows = [FirstDeposit(home=one.home, estate=opening.estate, opening=opening, fen=one.first_fen) for one in balances]
    FirstDeposit.objects.bulk_create(rows, batch_size=AT_ONCE)


@deed
def share_interest(estate_id: UUID, interest: Interest, *, by: Person, at: datetime) -> Entry:
    """Interest goes to the homes by what each had, day by day; who had nothing gets none. Shared twice is shared once.

    Raises NothingToShareBy.
    """
    book = lock_book(estate_id)
    require(may_share_interest, by, book.estate, at)
    before = Entry.objects.filter(pk=interest.id, estate=book.pk).first()
    if before is not None:
        return before
    _check(book, interest, at)
    earned = _found(book, interest.entry) if interest.entry else _earned(book, interest, by, at)
    found = shares_by(earned.fen, {key.hex: fen for key, fen in weights(book, interest.first, interest.last).items()})
    shares = {UUID(key): fen for key, fen in found.items() if fen}
    homes = Home.objects.in_bulk(shares)
    told = Booking(
        id=interest.id, kind=Entry.Kind.TRANSFER, day=rules_of(book.estate).hours.day_of(at), what=earned.what,
        legs=[Leg(Side(COMMON), Side(HOMES, homes[key]), fen) for key, fen in sorted(shares.items())], source=SHARE,
        source_id=earned.pk,
    )  # fmt: skip
    entry = enter(book, told, by=by, at=at)
    event = InterestShared(
        homes=len(shares), fen=earned.fen, entry=entry.number, first=interest.first, last=interest.last
    )
    record(event, node=book.pk, about=entry.pk, by=by, at=at)
    return entry


def _check(book: Book, interest: Interest, at: datetime) -> None:
    """Whole months that the books know and that are over."""
    first, last = interest.first, interest.last
    whole = first.day == 1 and last == months_after(last.replace(day=1), 1) - DAY and first <= last
    if not whole or first < book.opens_on.replace(day=1) or last >= rules_of(book.estate).hours.day_of(at):
        raise BadMonths(begins=book.opens_on)


def _found(book: Book, entry_id: UUID) -> Entry:
    entry = Entry.objects.filter(
        pk=entry_id, estate=book.pk, kind=Entry.Kind.INTEREST, reversed_by__isnull=True,
        postings__credit__key=INTEREST,
    ).first()  # fmt: skip
    shared = Entry.objects.filter(
        estate=book.pk, source=SHARE, source_id=entry_id, kind=Entry.Kind.TRANSFER, reversed_by__isnull=True
    )
    if entry is None or shared.exists():
        raise NotInterest
    return entry


def _earned(book: Book, interest: Interest, by: Person, at: datetime) -> Entry:
    """It came in at the bank, and is booked now."""
    if not 0 < interest.fen <= FEN_MAX or interest.day is None:
        raise NoInterest
    told = Booking(
        kind=Entry.Kind.INTEREST, day=interest.day, what=interest.what,
        legs=[Leg(Side(CASH[Fund.MAINTENANCE]), Side(INTEREST), interest.fen)],
    )  # fmt: skip
    return enter(book, told, by=by, at=at)
