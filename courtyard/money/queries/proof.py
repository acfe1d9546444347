"""The books reckoned again from every posting, homes apart, and held against the sums that are kept by month."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from courtyard.core import books as core
from courtyard.money.models import Account, AccountMonth, Book

OF_POSTINGS = """
SELECT account_id, SUM(debit_fen), SUM(credit_fen) FROM (
  SELECT debit_id AS account_id, SUM(p.fen) AS debit_fen, 0 AS credit_fen
  FROM money_posting p JOIN money_entry e ON e.id = p.entry_id WHERE e.estate_id = %s GROUP BY debit_id
  UNION ALL
  SELECT credit_id, 0, SUM(p.fen)
  FROM money_posting p JOIN money_entry e ON e.id = p.entry_id WHERE e.estate_id = %s GROUP BY credit_id
) sides GROUP BY account_id
"""


def sums_of_postings(book: Book) -> dict[core.Side, tuple[int, int]]:
    """Debits and credits of every account, in fen, from the postings themselves. Two queries."""
    key = book.pk if connection.vendor == "postgresql" else book.pk.hex
    with connection.cursor() as cursor:
        cursor.execute(OF_POSTINGS, [key, key])
        found = {_id(account): (int(debit), int(credit)) for account, debit, credit in cursor.fetchall()}
    return _by_side(book, found)


def kept_sums(book: Book) -> dict[core.Side, tuple[int, int]]:
    """The same from the sums by month. Two queries."""
    rows = AccountMonth.objects.filter(estate=book.pk).order_by().values_list("account")
    summed = rows.annotate(debit=Sum("debit_fen"), credit=Sum("credit_fen"))
    return _by_side(book, {account: (debit, credit) for account, debit, credit in summed})


def _id(written: UUID | str) -> UUID:
    return written if isinstance(written, UUID) else UUID(written)


def _by_side(book: Book, sums: Mapping[UUID, tuple[int, int]]) -> dict[core.Side, tuple[int, int]]:
    columns = ("pk", "key", "building", "entrance", "home")
    found = {}
    for pk, key, building, entrance, home in Account.objects.filter(estate=book.pk).values_list(*columns):
        if pk in sums:
            found[core.Side(key, _place(building, entrance, home))] = sums[pk]
    return found


def _place(building: UUID | None, entrance: UUID | None, home: UUID | None) -> core.Place | None:
    if home:
        return core.Place("home", home.hex)
    if entrance:
        return core.Place("entrance", entrance.hex)
    return core.Place("building", building.hex) if building else None
