"""What a line of the bank may be booked as by hand: what needs nobody's decision. All else that goes out is a spending.

Money in may be income, what others owed, what comes ahead, or the fund's own money from another account. Money out may
be the bank's own charge, a move to another account of the fund, or what was collected for the company.
"""

from courtyard.core.rulebook import Account
from courtyard.money.models import Entry

CHARGES, INTEREST, ON_ITS_WAY = "_bank_charges", "_interest", "_in_transit"
FOR_THE_COMPANY = "_owed_to_company"


def choices(accounts: list[Account], own: Account, fen: int) -> list[Account]:
    """The other side of a line of `fen` on the account `own`, in the order of the chart."""
    return [one for one in accounts if one.key != own.key and one.fund == own.fund and may_be(one, fen)]


def may_be(one: Account, fen: int) -> bool:
    """Whether the chart's account may be the other side of a line; no home stands in any of them."""
    if one.per != "estate" or one.mirror:
        return False
    if one.cash or one.key.endswith(ON_ITS_WAY):
        return True
    if fen > 0:
        return one.kind in ("income", "asset", "liability")
    return one.key.endswith((CHARGES, FOR_THE_COMPANY))


def kind_of(one: Account) -> Entry.Kind:
    if one.cash or one.key.endswith(ON_ITS_WAY):
        return Entry.Kind.TRANSFER
    if one.kind == "income":
        return Entry.Kind.INTEREST if one.key.endswith(INTEREST) else Entry.Kind.RECEIPT
    return Entry.Kind.OTHER
