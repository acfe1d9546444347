"""What a rulebook says of money: its accounts, limits, operating modes, and how fees are billed."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, Protocol, get_args

from courtyard.core.rulebook.accounts import MODES, Account, account_of, must_make_a_chart
from courtyard.core.rulebook.limits import Limit, limit_of
from courtyard.core.rulebook.terms import Ruled, terms_of
from courtyard.core.tables import Misfit, Table

PublicTable = Literal["prices", "revenue", "fund", "fees", "trust", "budget", "quarter", "year", "purchases"]
"""Prices; public revenue in and out; the maintenance fund in and out; owners' fees in and out; the trust's one account;
the year's budget; budget against what was spent, by quarter; the audited year; every purchase."""

Begins = Literal["day", "next_month"]

ACCOUNTS_MAX, LIMITS_MAX = 200, 60
BANDS_MAX, DAYS_MAX = 6, 3_700


@dataclass(frozen=True, slots=True)
class ModeRule(Ruled):
    """One way in which a company is paid, and which tables it owes in public."""

    owes: tuple[PublicTable, ...]


@dataclass(frozen=True, slots=True)
class BillingRule(Ruled):
    """From when a buyer pays for a home that is handed over, and how old arrears are told.

    `buyer_from` is the day of the handing over itself, or the month after it. `ageing_days` are the last days of each
    band: 30, 90 and 365 make 1–30, 31–90, 91–365 and more.
    """

    buyer_from: Begins
    ageing_days: tuple[int, ...]


class Monied(Protocol):
    """A rulebook, or the part it builds on."""

    @property
    def accounts(self) -> Mapping[str, Account]: ...
    @property
    def limits(self) -> Mapping[str, Limit]: ...
    @property
    def modes(self) -> Mapping[str, ModeRule]: ...
    @property
    def billing(self) -> BillingRule | None: ...


def money_of(top: Table, parent: Monied | None) -> dict[str, Any]:
    """The four fields of a rulebook; what `parent` says holds, too, unless it is said otherwise. Raises Misfit."""
    accounts = {**(parent.accounts if parent else {}), **top.some("accounts", ACCOUNTS_MAX, account_of)}
    must_make_a_chart(accounts)
    limits = {**(parent.limits if parent else {}), **top.some("limits", LIMITS_MAX, limit_of)}
    modes = {**(parent.modes if parent else {}), **top.some("modes", len(MODES), mode_rule_of)}
    billing = billing_rule_of(top.table("billing")) if "billing" in top else parent.billing if parent else None
    return {
        "accounts": MappingProxyType(accounts),
        "limits": MappingProxyType(limits),
        "modes": MappingProxyType(modes),
        "billing": billing,
    }


def mode_rule_of(table: Table) -> ModeRule:
    """A mode from [modes.KEY]. Raises Misfit, also for a key that is no mode."""
    if table.key not in MODES:
        raise Misfit(table.path, f"“{table.key}” is none of {', '.join(MODES)}")
    rule = ModeRule(**terms_of(table), owes=tuple(table.choices("owes", get_args(PublicTable))))
    table.close()
    return rule


def billing_rule_of(table: Table) -> BillingRule:
    """What [billing] says. Raises Misfit."""
    ends = tuple(table.numbers("ageing_days", BANDS_MAX))
    if not ends or list(ends) != sorted(set(ends)) or not 1 <= ends[0] <= ends[-1] <= DAYS_MAX:
        raise Misfit(table.path_to("ageing_days"), "bands are given by their last days, the shortest first, each once")
    rule = BillingRule(
        **{**terms_of(table), "key": "billing"},
        buyer_from=table.choice("buyer_from", get_args(Begins)),
        ageing_days=ends,
    )
    table.close()
    return rule
