"""An entry whose postings the database writes by itself, in sets: for bills of a whole estate."""

from collections.abc import Callable
from datetime import datetime

from courtyard.money import bill_sets, upkeep
from courtyard.money.booking import Booking, check
from courtyard.money.events.books import Booked
from courtyard.money.models import Book, Entry
from courtyard.money.permissions.books import may_enter
from courtyard.people.models import Person
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require


@deed
def enter_in_sets(
    book: Book, told: Booking, fen: int, homes: int, write: Callable[[Entry], None], *, by: Person, at: datetime
) -> Entry:
    """Books one entry of `fen`, for so many homes, in books that the caller's deed holds locked.

    `write` makes its postings. The one leg told stands for all of them and is checked: accounts, places, days.
    Raises what `check` does.
    """
    chart = rules_of(book.estate).accounts
    funds = {chart[side.key].fund for leg in told.legs for side in (leg.debit, leg.credit) if side.key in chart}
    require(may_enter, by, book.estate, told.kind, funds, at)
    check(book, told, at)
    book.last_number += 1
    book.save(update_fields=["last_number"])
    entry = Entry.objects.create(
        id=told.id, estate=book.estate, number=book.last_number, day=told.day, kind=told.kind, what=told.what.strip(),
        fen=fen, homes=homes, source=told.source, source_id=told.source_id, entered_by=by, entered_at=at,
    )  # fmt: skip
    write(entry)
    (leg,) = told.legs
    upkeep.add_sums_of_one_move(entry, leg.debit.key, leg.credit.key)
    postings, digest = bill_sets.digest(entry.pk)
    event = Booked(number=entry.number, kind=entry.kind, day=entry.day, fen=entry.fen, postings=postings, digest=digest)
    record(event, node=entry.estate_id, about=entry.pk, by=by, at=at)
    return entry
