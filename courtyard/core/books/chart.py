"""A chart of accounts to look things up in, and the places within an estate that accounts are kept for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from courtyard.core.books.refusals import UnknownAccount
from courtyard.core.rulebook import FUNDS, Account, Fund, Mode

PlaceKind = Literal["building", "entrance", "home"]


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A building, an entrance or a home by its code: “3”, “3-1”, “3-1-502”."""

    kind: PlaceKind
    code: str


@dataclass(frozen=True)
class Chart:
    """The accounts of a rulebook by key. It may be empty: then there are no books."""

    accounts: Mapping[str, Account] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Account:
        """Raises UnknownAccount."""
        account = self.accounts.get(key)
        if account is None:
            raise UnknownAccount(account=key)
        return account

    def __contains__(self, key: str) -> bool:
        return key in self.accounts

    @cached_property
    def in_order(self) -> tuple[Account, ...]:
        """All accounts, by their numbers."""
        return tuple(sorted(self.accounts.values(), key=lambda account: (account.code, account.key)))

    @property
    def funds(self) -> tuple[Fund, ...]:
        """The funds that have accounts, in their usual order."""
        there = {account.fund for account in self.accounts.values()}
        return tuple(fund for fund in FUNDS if fund in there)

    def of_fund(self, fund: Fund) -> tuple[Account, ...]:
        """A fund's accounts, by their numbers."""
        return tuple(account for account in self.in_order if account.fund == fund)

    def cash(self, fund: Fund) -> tuple[Account, ...]:
        """A fund's accounts at banks and in tills, by their numbers."""
        return tuple(account for account in self.of_fund(fund) if account.cash)

    def in_mode(self, mode: Mode) -> "Chart":
        """What of it an operating mode uses."""
        used = {key: account for key, account in self.accounts.items() if mode in account.modes}
        return Chart(MappingProxyType(used))

    def mirrors(self) -> Iterable[tuple[Account, Account]]:
        """Each pair through which funds hand money over, once: where it goes out, and where it comes in."""
        return (
            (account, self.accounts[account.mirror])
            for account in self.in_order
            if account.kind == "expense" and account.mirror in self.accounts
        )
