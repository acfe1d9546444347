"""The postings of what happens every day, in one place: bills, payments, sharing over homes, and handing to the fund.

Which accounts fees go through is the operating mode's: under a lump sum they are owed to the company, under a
commission they are income of the owners' service money, in a trust they are the trust's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from courtyard.core.books.chart import Place
from courtyard.core.books.entries import Posting, Side
from courtyard.core.rulebook import Mode


@dataclass(frozen=True, slots=True)
class FeeAccounts:
    """The keys of the accounts that fees go through."""

    bank: str
    receivable: str
    prepaid: str
    earned: str


FEE_ACCOUNTS: Mapping[Mode, FeeAccounts] = MappingProxyType(
    {
        "lump_sum": FeeAccounts("fees_bank", "fees_receivable", "fees_prepaid", "fees_owed_to_company"),
        "commission": FeeAccounts("fees_bank", "fees_receivable", "fees_prepaid", "fees_income"),
        "trust": FeeAccounts("trust_bank", "trust_receivable", "trust_prepaid", "trust_fees"),
    }
)


def billed(mode: Mode, home: str, fen: int) -> list[Posting]:
    """A home owes a fee; a line of nothing has no posting."""
    keys = FEE_ACCOUNTS[mode]
    return _some(_home(keys.receivable, home), Side(keys.earned), fen)


def paid(mode: Mode, home: str, fen: int, ahead_fen: int = 0, *, into: str = "") -> list[Posting]:
    """A home pays `fen` of its bills and `ahead_fen` ahead, into the bank or another account of cash or on its way."""
    keys = FEE_ACCOUNTS[mode]
    there = Side(into or keys.bank)
    return [*_some(there, _home(keys.receivable, home), fen), *_some(there, _home(keys.prepaid, home), ahead_fen)]


def paid_from_ahead(mode: Mode, home: str, fen: int) -> list[Posting]:
    """What a home had paid ahead pays a bill."""
    keys = FEE_ACCOUNTS[mode]
    return _some(_home(keys.prepaid, home), _home(keys.receivable, home), fen)


def returned_from_ahead(mode: Mode, home: str, fen: int) -> list[Posting]:
    """What a home had paid ahead goes back to it."""
    keys = FEE_ACCOUNTS[mode]
    return _some(_home(keys.prepaid, home), Side(keys.bank), fen)


def spending_shared(shares: Mapping[str, int]) -> list[Posting]:
    """What the maintenance fund spent, taken from its homes by their shares in fen; no money moves."""
    common = Side("fund_undistributed")
    return [one for home, fen in sorted(shares.items()) for one in _some(_home("fund_of_homes", home), common, fen)]


def income_shared(shares: Mapping[str, int]) -> list[Posting]:
    """What the maintenance fund got (interest, public revenue), given to its homes by their shares; no money moves."""
    return [posting.swapped for posting in spending_shared(shares)]


def revenue_to_fund(fen: int) -> list[Posting]:
    """Public revenue goes to the maintenance fund: out of one account at the bank, into the other."""
    return [
        Posting(Side("revenue_to_fund"), Side("revenue_bank"), fen),
        Posting(Side("fund_bank"), Side("fund_from_revenue"), fen),
    ]


def deposit_taken(home: str, fen: int) -> list[Posting]:
    """A home leaves a decoration deposit."""
    return _some(Side("deposits_bank"), _home("deposits_held", home), fen)


def deposit_returned(home: str, fen: int, kept_fen: int = 0) -> list[Posting]:
    """A decoration deposit goes back, less what is kept for damage and owed to whoever mends it."""
    held = _home("deposits_held", home)
    return [*_some(held, Side("deposits_bank"), fen), *_some(held, Side("deposits_owed"), kept_fen)]


def _home(account: str, home: str) -> Side:
    return Side(account, Place("home", home))


def _some(debit: Side, credit: Side, fen: int) -> list[Posting]:
    """A posting, or none of nothing: a negative amount is left for `check_entry` to refuse."""
    return [Posting(debit, credit, fen)] if fen else []
