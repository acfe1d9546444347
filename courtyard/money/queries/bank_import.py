"""What is here already of the lines in a file, and how the account's files were read the last time."""

from collections.abc import Sequence

from courtyard.core import bank as core
from courtyard.core.errors import Refusal
from courtyard.money.models import BankAccount, BankLine, ColumnMap, Statement


def account_text(account: BankAccount) -> str:
    """The same for every file of the account, whatever number stands in it."""
    return account.pk.hex


def known_of(account: BankAccount, lines: Sequence[core.Line]) -> list[core.Identity]:
    """The lines kept of these days."""
    if not lines:
        return []
    days = (min(one.day for one in lines), max(one.day for one in lines))
    rows = BankLine.objects.filter(account=account.pk, day__range=days).values_list("identity", "content")
    return [core.Identity(key, content) for key, content in rows]


def saved_columns(account: BankAccount) -> core.ColumnMap | None:
    """None where nothing was saved yet, or what was saved is not understood any more."""
    saved = ColumnMap.objects.filter(account=account.pk).first()
    if saved is None:
        return None
    try:
        return core.ColumnMap.from_json(saved.columns)
    except Refusal:
        return None


def imported_before(account: BankAccount, sha256: str) -> Statement | None:
    return Statement.objects.filter(account=account.pk, sha256=sha256).first()
