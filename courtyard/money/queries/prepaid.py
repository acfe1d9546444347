"""What homes have paid ahead: the balances of their accounts, and nothing kept beside them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import F, Sum

from courtyard.core.books.usual import FEE_ACCOUNTS
from courtyard.money.models import Account, AccountMonth, Book, Posting

KEYS = tuple(sorted({one.prepaid for one in FEE_ACCOUNTS.values()}))


def ahead_by_account(book: Book, home_id: UUID) -> Mapping[str, int]:
    """What one home has paid ahead, in fen, by the account it lies in: a trust's is another fund's."""
    rows = AccountMonth.objects.filter(estate=book.pk, account__key__in=KEYS, account__home=home_id)
    summed = rows.values_list("account__key").annotate(fen=Sum(F("credit_fen") - F("debit_fen"))).order_by()
    return {key: fen for key, fen in summed if fen}


def ahead_of_entry(entry_id: UUID) -> Mapping[str, int]:
    """What an entry put ahead, in fen, by the account of the chart. One query."""
    rows = Posting.objects.filter(entry=entry_id, credit__key__in=KEYS)
    return dict(rows.order_by().values_list("credit__key").annotate(sum=Sum("fen")))


def somebody_paid_ahead(estate_id: UUID) -> bool:
    """Whether any home ever did."""
    return Account.objects.filter(estate=estate_id, key__in=KEYS, home__isnull=False).exists()


def ahead_by_home(estate_id: UUID, homes: Collection[UUID]) -> Mapping[UUID, int]:
    """Of these homes, those that have paid something ahead. One query."""
    rows = AccountMonth.objects.filter(estate=estate_id, account__key__in=KEYS, account__home__in=homes)
    summed = rows.values_list("account__home").annotate(fen=Sum(F("credit_fen") - F("debit_fen"))).order_by()
    return {home: fen for home, fen in summed if fen}
