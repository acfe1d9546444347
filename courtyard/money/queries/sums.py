"""Sums by month of a stretch of the books, as the core reads them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q, Sum

from courtyard.core import books as core
from courtyard.core.quarters import Quarter
from courtyard.money.models import AccountMonth, Book
from courtyard.money.queries.ledger import chart_of

Amounts = dict[core.Side, tuple[int, int]]
RESULTS = ("income", "expense")


def sums_by_quarter(book: Book, fund: str, year: int) -> dict[Quarter, Amounts]:
    """Debits and credits of a fund's accounts in each quarter of a year, homes folded. One query."""
    found: dict[Quarter, Amounts] = {Quarter(year, number): {} for number in (1, 2, 3, 4)}
    rows = AccountMonth.objects.filter(estate=book.pk, account__fund=fund, month__year=year)
    columns = rows.values_list("account__key", "month").annotate(debit=Sum("debit_fen"), credit=Sum("credit_fen"))
    for key, month, debit, credit in columns.order_by():
        sums, side = found[Quarter.on(month)], core.Side(key)
        before = sums.get(side, (0, 0))
        sums[side] = (before[0] + debit, before[1] + credit)
    return found


def together(some: Collection[Amounts]) -> Amounts:
    """Sums of several stretches as one."""
    found: defaultdict[core.Side, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for sums in some:
        for side, (debit, credit) in sums.items():
            found[side] = (found[side][0] + debit, found[side][1] + credit)
    return dict(found)


def balance_fen(book: Book, key: str) -> int:
    """What there is on an account of cash or of what is owed to the estate: debits less credits. One query."""
    told = AccountMonth.objects.filter(estate=book.pk, account__key=key).aggregate(
        debit=Sum("debit_fen", default=0), credit=Sum("credit_fen", default=0)
    )
    return int(told["debit"] - told["credit"])


def carried_into(book: Book, fund: str, year: int) -> int:
    """What a fund had when a year began: owners' money there from the start, and all income less all spending since.

    What was there on the first day of the books counts as there before their first year. One query.
    """
    kept = Q(account__kind="equity", month__year__lte=year)
    earned = Q(account__kind__in=RESULTS, month__lt=date(year, 1, 1))
    told = AccountMonth.objects.filter(kept | earned, estate=book.pk, account__fund=fund).aggregate(
        debit=Sum("debit_fen", default=0), credit=Sum("credit_fen", default=0)
    )
    return int(told["credit"] - told["debit"])


def actuals(book: Book, fund: str, year: int) -> dict[tuple[str, Quarter], int]:
    """Income and expenses by account and quarter, each on its natural side: what core/books/public asks for."""
    chart = chart_of(book)
    found: dict[tuple[str, Quarter], int] = {}
    for quarter, sums in sums_by_quarter(book, fund, year).items():
        for side, (debit, credit) in sums.items():
            account = chart[side.account]
            if account.kind in RESULTS and debit != credit:
                found[account.key, quarter] = debit - credit if account.debit_is_more else credit - debit
    return found
