"""What homes have paid ahead: the balances of their accounts, and nothing kept beside them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import F, Sum

from courtyard.core.books.usual import FEE_ACCOUNTS
from courtyard.money.models import Account, AccountMonth, Book

KEYS = tuple(sorted({one.prepaid for one in FEE_ACCOUNTS.values()}))


def ahead_of(book: Book, home_id: UUID) -> int:
    """What one home has paid ahead, in fen."""
    return ahead_by_home(book.pk, [home_id]).get(home_id, 0)


def somebody_paid_ahead(estate_id: UUID) -> bool:
    """Whether any home ever did."""
    return Account.objects.filter(estate=estate_id, key__in=KEYS, home__isnull=False).exists()


def ahead_by_home(estate_id: UUID, homes: Collection[UUID]) -> Mapping[UUID, int]:
    """Of these homes, those that have paid something ahead. One query."""
    rows = AccountMonth.objects.filter(estate=estate_id, account__key__in=KEYS, account__home__in=homes)
    summed = rows.values_list("account__home").annotate(fen=Sum(F("credit_fen") - F("debit_fen"))).order_by()
    return {home: fen for home, fen in summed if fen}
