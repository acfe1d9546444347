"""The chart of accounts, as a rulebook lists it: which accounts books have, in which fund, of which kind.

A fund is money with one purpose and an account of its own at a bank; what belongs to one never pays for another. The
key of an account is how code names it; its number and words are for accountants and residents.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from courtyard.core.rulebook.terms import Ruled, terms_of
from courtyard.core.tables import Misfit, Table

Fund = Literal["fees", "maintenance", "revenue", "deposits", "trust"]
"""物业费, 维修资金, 公共收益, 押金, 信托资金."""

AccountKind = Literal["asset", "liability", "equity", "income", "expense"]
Per = Literal["estate", "building", "entrance", "home"]
"""What an account has a sub-account for each of; one per estate has none."""

Mode = Literal["lump_sum", "commission", "trust"]
"""包干制, 酬金制, 信托制."""

FUNDS: tuple[Fund, ...] = get_args(Fund)
ACCOUNT_KINDS: tuple[AccountKind, ...] = get_args(AccountKind)
MODES: tuple[Mode, ...] = get_args(Mode)
PREFIX: Mapping[Fund, str] = {
    "fees": "fees_", "maintenance": "fund_", "revenue": "revenue_", "deposits": "deposits_", "trust": "trust_",
}  # fmt: skip
"""What the keys of a fund's accounts begin with."""

_KEY = re.compile(r"[a-z]+(_[a-z]+)+")
_CODE = re.compile(r"[0-9]{4,6}")


@dataclass(frozen=True, slots=True)
class Account(Ruled):
    """One account. `cash` is money at a bank or in a till; `cost` is an expense that comes off before what is left is
    shared out; `modes` are the operating modes that use it.

    `mirror` is the account of another fund through which this one hands money over to it, or gets it: what is booked
    on one is booked on the other, so that each fund balances by itself. `flow_zh` and `flow_en` are what a resident
    calls money that came from it or went to it, where the account's own name is an accountant's.
    """

    code: str
    fund: Fund
    kind: AccountKind
    per: Per
    cash: bool
    cost: bool
    modes: tuple[Mode, ...]
    mirror: str
    flow_zh: str
    flow_en: str

    def flow(self, language: str) -> str:
        """What money that came from it or went to it is called."""
        return (self.flow_zh if language.lower().startswith("zh") else self.flow_en) or self.label(language)

    @property
    def debit_is_more(self) -> bool:
        """Whether a debit makes its balance larger: so for assets and expenses."""
        return self.kind in ("asset", "expense")


def account_of(table: Table) -> Account:
    """An account from [accounts.KEY]. Raises Misfit, also for a key that does not begin with its fund's word."""
    account = Account(
        **terms_of(table),
        code=table.text("code"),
        fund=table.choice("fund", FUNDS),
        kind=table.choice("kind", ACCOUNT_KINDS),
        per=table.choice("per", get_args(Per)),
        cash="cash" in table and table.yes("cash"),
        cost="cost" in table and table.yes("cost"),
        modes=tuple(table.choices("modes", MODES)) if "modes" in table else MODES,
        mirror=table.text("mirror") if "mirror" in table else "",
        flow_zh=table.text("flow_zh") if "flow_zh" in table else "",
        flow_en=table.text("flow_en") if "flow_en" in table else "",
    )
    if not _KEY.fullmatch(account.key) or not account.key.startswith(PREFIX[account.fund]):
        raise Misfit(table.path, f"its key is lower-case words joined by _, the first of them {PREFIX[account.fund]}")
    if not _CODE.fullmatch(account.code):
        raise Misfit(table.path_to("code"), "it must be 4 to 6 digits")
    if account.cash and (account.kind != "asset" or account.per != "estate"):
        raise Misfit(table.path_to("cash"), "only an asset of the whole estate can be cash")
    if account.cost and account.kind != "expense":
        raise Misfit(table.path_to("cost"), "only an expense can be a cost")
    table.close()
    return account


def must_make_a_chart(accounts: Mapping[str, Account]) -> None:
    """Numbers differ, every fund in use has cash, mirrors face each other; an empty chart is one. Raises Misfit."""
    seen: dict[str, str] = {}
    for account in accounts.values():
        other = seen.setdefault(account.code, account.key)
        if other != account.key:
            raise Misfit(f"accounts.{account.key}.code", f"{other} has this number, too")
        _must_face_its_mirror(account, accounts)
    for mode in MODES:
        _must_have_cash(accounts, mode)


def _must_have_cash(accounts: Mapping[str, Account], mode: Mode) -> None:
    there = [account for account in accounts.values() if mode in account.modes]
    for fund in FUNDS:
        keys = [account.key for account in there if account.fund == fund]
        if keys and not any(account.cash for account in there if account.fund == fund):
            raise Misfit(f"accounts.{keys[0]}.fund", f"the fund {fund} has no account of cash in the mode {mode}")


def _must_face_its_mirror(account: Account, accounts: Mapping[str, Account]) -> None:
    if not account.mirror:
        return
    path, other = f"accounts.{account.key}.mirror", accounts.get(account.mirror)
    if other is None or other.mirror != account.key:
        raise Misfit(path, f"“{account.mirror}” has to be an account that names this one")
    if (
        other.fund == account.fund
        or {account.kind, other.kind} != {"income", "expense"}
        or account.modes != other.modes
    ):
        raise Misfit(path, "of two that face each other one is income, one an expense, of two funds and the same modes")
    if account.per != "estate":
        raise Misfit(path, "what is handed from fund to fund is the whole estate’s")
