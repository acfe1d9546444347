"""Accounts as plain-text programs name them: in ASCII, from the kind, the fund and the key.

The rulebook's keys begin with their fund's word, so no two accounts get one name: `fees_bank` is `Assets:Fees:Bank`.
"""

import re
from collections.abc import Mapping

from courtyard.core.books.chart import Place
from courtyard.core.books.entries import Side
from courtyard.core.quantities import FEN_A_YUAN
from courtyard.core.rulebook import Account, AccountKind

ROOTS: Mapping[AccountKind, str] = {
    "asset": "Assets", "liability": "Liabilities", "equity": "Equity", "income": "Income", "expense": "Expenses",
}  # fmt: skip

_PLAIN = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


def account_name(account: Account) -> str:
    """`Liabilities:Fees:OwedToCompany` of the account `fees_owed_to_company`."""
    _fund, *words = account.key.split("_")
    return f"{ROOTS[account.kind]}:{account.fund.capitalize()}:{''.join(word.capitalize() for word in words)}"


def place_name(place: Place) -> str:
    """`Home-3-1-502`. A code that is not plain letters, digits and hyphens is written as the hex of its UTF-8, so that
    no two places share a name: `HomeX-e794b2` of “甲”."""
    word = place.kind.capitalize()
    return f"{word}-{place.code}" if _PLAIN.fullmatch(place.code) else f"{word}X-{place.code.encode().hex()}"


def side_name(side: Side, account: Account) -> str:
    """The account, and below it the sub-account where there is one."""
    name = account_name(account)
    return name if side.place is None else f"{name}:{place_name(side.place)}"


def amount(fen: int) -> str:
    """`-1234.50 CNY`: without commas, as both programs read it."""
    yuan, rest = divmod(abs(fen), FEN_A_YUAN)
    return f"{'-' if fen < 0 else ''}{yuan}.{rest:02} CNY"
