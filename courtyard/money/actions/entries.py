"""An entry: booked once, numbered through, on the record with the hash of its postings; reversed, never changed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook.accounts import Account as Line
from courtyard.money import upkeep
from courtyard.money.actions.restoring import reopen_top_ups, restore_top_ups
from courtyard.money.booking import SHARE, Booking, Leg, Side, check, digest_of, homes_told, require_open
from courtyard.money.events.books import Booked, EntryReversed
from courtyard.money.held import require_free
from courtyard.money.locks import lock_entry
from courtyard.money.models import Account, Book, Entry, Posting
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.parts import HOMES
from courtyard.money.permissions.books import may_enter, may_reverse_entry
from courtyard.people.models import CLERK, Person
from courtyard.places.models import Building, Entrance, Home
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require

K = Entry.Kind
POST_BACK = """
INSERT INTO money_posting (estate_id, entry_id, debit_id, credit_id, fen)
SELECT estate_id, %s, credit_id, debit_id, fen FROM money_posting WHERE entry_id = %s ORDER BY id
"""
AT_ONCE, FEW = 2_000, 100
"""Rows written at once; sides of an entry up to which only their own accounts are read."""


class NoReason(BadInput):
    says = sentence("Say why, in at most {most} characters.")
    field = "reason"


class ReversedAlready(Refusal):
    says = sentence("Entry no. {number} was reversed already, by no. {by_number}.")


class IsShare(Refusal):
    says = sentence("No. {number} only shares no. {whole} over the homes. Take that one back, and this goes with it.")


class IsReversal(Refusal):
    says = sentence("No. {number} is a reversal itself. Book again what was right after all.")


@deed
def enter(book: Book, told: Booking, *, by: Person, at: datetime) -> Entry:
    """Books one entry in books that the caller's deed holds locked; its hash goes on the record.

    Raises what core/books refuses, NotYet, NoText.
    """
    require(may_enter, by, book.estate, told.kind, _funds(book, told.legs), at)
    before = Entry.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    check(book, told, at)
    accounts = _accounts(book, told.legs)
    book.last_number += 1
    book.save(update_fields=["last_number"])
    entry = Entry.objects.create(
        id=told.id, estate=book.estate, number=book.last_number, day=told.day, kind=told.kind, what=told.what.strip(),
        fen=sum(leg.fen for leg in told.legs), homes=homes_told(book, told), source=told.source,
        source_id=told.source_id, authority=told.authority, authority_id=told.authority_id, entered_by=by,
        entered_at=at,
    )  # fmt: skip
    postings = [
        Posting(estate=book.estate, entry=entry, debit=accounts[leg.debit], credit=accounts[leg.credit], fen=leg.fen)
        for leg in told.legs
    ]
    Posting.objects.bulk_create(postings, batch_size=AT_ONCE)
    upkeep.add_sums(entry)
    event = Booked(
        number=entry.number, kind=entry.kind, day=entry.day, fen=entry.fen, postings=len(postings),
        digest=digest_of(postings),
    )  # fmt: skip
    record(event, node=entry.estate_id, about=entry.pk, by=by, at=at)
    if any(leg.credit.key == HOMES for leg in told.legs):
        restore_top_ups(book, entry.day, by=CLERK, at=at)
    return entry


@deed
def reverse_entry(entry_id: UUID, *, reason: str, by: Person, at: datetime, held: bool = False) -> Entry:
    """The same postings the other way round, today, with a reason; what was booked first stays to be seen.

    `held`: the caller is the deed that takes back what hangs on it, bills or a payment.
    """
    book, entry = lock_entry(entry_id)
    require(may_reverse_entry, by, entry, at)
    if not held:
        require_free(entry.pk)
    before = Entry.objects.filter(reverses=entry).first()
    if before is not None:
        raise ReversedAlready(number=entry.number, by_number=before.number)
    if entry.kind == K.REVERSAL:
        raise IsReversal(number=entry.number)
    if not 0 < len(reason.strip()) <= WORDS_MAX:
        raise NoReason(most=WORDS_MAX)
    _require_free(entry)
    those = [entry, *_shares(entry)]
    backs = [_reverse(book, one, reason.strip(), by, at) for one in those]
    for one, back in zip(those, backs, strict=True):
        event = EntryReversed(number=one.number, by_number=back.number, reason=back.reason)
        record(event, node=book.pk, about=one.pk, by=by, at=at)
    reopen_top_ups(book, those, by=CLERK, at=at)
    return backs[0]


def _require_free(entry: Entry) -> None:
    """Raises IsShare for one that shares what was spent over homes: the two stand and fall together."""
    if entry.source != SHARE or entry.source_id is None:
        return
    whole = Entry.objects.filter(pk=entry.source_id, kind=K.SPENDING, reversed_by__isnull=True).first()
    if whole is not None:
        raise IsShare(number=entry.number, whole=whole.number)


def _shares(entry: Entry) -> list[Entry]:
    """The entries that share this one over homes."""
    rows = Entry.objects.filter(
        estate=entry.estate_id, source=SHARE, source_id=entry.pk, kind=K.TRANSFER, reversed_by__isnull=True
    )
    return list(rows.order_by("number"))


def _reverse(book: Book, entry: Entry, reason: str, by: Person, at: datetime) -> Entry:
    day = rules_of(book.estate).hours.day_of(at)
    require_open(book, day)
    book.last_number += 1
    book.save(update_fields=["last_number"])
    back = Entry.objects.create(
        estate=book.estate, number=book.last_number, day=day, kind=K.REVERSAL, what=entry.what, fen=entry.fen,
        homes=entry.homes,
        source=entry.source, source_id=entry.source_id, reverses=entry, reason=reason, entered_by=by,
        entered_at=at,
    )  # fmt: skip
    _post_back(entry, back)
    upkeep.add_sums(back)
    return back


def _funds(book: Book, legs: Sequence[Leg]) -> set[str]:
    """The funds that an entry touches; what the chart does not have is refused later, by name."""
    chart = rules_of(book.estate).accounts
    return {chart[side.key].fund for leg in legs for side in (leg.debit, leg.credit) if side.key in chart}


def _accounts(book: Book, legs: Sequence[Leg]) -> dict[Side, Account]:
    """The row of each side; those that are missing are made. Raises what the chart refuses."""
    chart = rules_of(book.estate).accounts
    sides = list(dict.fromkeys(side for leg in legs for side in (leg.debit, leg.credit)))
    keys = {side.key for side in sides}
    rows = Account.objects.filter(estate=book.pk, key__in=keys)
    if len(sides) < FEW:
        homes = [side.place.pk for side in sides if isinstance(side.place, Home)]
        rows = rows.filter(Q(home__isnull=True) | Q(home__in=homes))
    found = {(row.key, row.building_id, row.entrance_id, row.home_id): row for row in rows}
    made = {side: found.get(_place_of(side)) or _row(book, chart[side.key], side) for side in sides}
    Account.objects.bulk_create([row for row in made.values() if row._state.adding], batch_size=AT_ONCE)  # noqa: SLF001
    return made


def _place_of(side: Side) -> tuple[str, UUID | None, UUID | None, UUID | None]:
    kinds = (Building, Entrance, Home)
    building, entrance, home = (side.place.pk if isinstance(side.place, kind) else None for kind in kinds)
    return side.key, building, entrance, home


def _row(book: Book, line: Line, side: Side) -> Account:
    _, building, entrance, home = _place_of(side)
    return Account(
        estate=book.estate, key=side.key, fund=line.fund, kind=line.kind, building_id=building, entrance_id=entrance,
        home_id=home,
    )  # fmt: skip


def _post_back(entry: Entry, back: Entry) -> None:
    with connection.cursor() as cursor:
        keys = (back.pk, entry.pk) if connection.vendor == "postgresql" else (back.pk.hex, entry.pk.hex)
        cursor.execute(POST_BACK, keys)
