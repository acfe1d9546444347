"""Balances: what each account was debited and credited with, and whether each fund's sheet is level.

A database adds up by account and sub-account faster than anybody; so everything here also starts from such sums.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courtyard.core.books.chart import Chart, Place
from courtyard.core.books.entries import Posting, Side
from courtyard.core.rulebook import AccountKind, Fund

Sums = Mapping[Side, tuple[int, int]]
"""Debits and credits in fen of each account and sub-account."""


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One line of a trial balance, in fen. `balance_fen` is on the account's natural side: debits less credits for
    assets and expenses, credits less debits for others."""

    side: Side
    code: str
    debit_fen: int
    credit_fen: int
    balance_fen: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A fund's sums by kind of account, in fen, each on its natural side."""

    fund: Fund
    assets_fen: int
    liabilities_fen: int
    equity_fen: int
    income_fen: int
    expenses_fen: int

    @property
    def is_level(self) -> bool:
        """What there is, and what was spent, equals what is owed, what was there before, and what came in."""
        return self.assets_fen + self.expenses_fen == self.liabilities_fen + self.equity_fen + self.income_fen

    @property
    def net_fen(self) -> int:
        """What the fund is worth: assets less liabilities."""
        return self.assets_fen - self.liabilities_fen


def sums_of(postings: Iterable[Posting]) -> dict[Side, tuple[int, int]]:
    """Debits and credits in fen of every account and sub-account that the postings touch."""
    sums: defaultdict[Side, list[int]] = defaultdict(lambda: [0, 0])
    for posting in postings:
        sums[posting.debit][0] += posting.fen
        sums[posting.credit][1] += posting.fen
    return {side: (debit, credit) for side, (debit, credit) in sums.items()}


def folded(sums: Sums) -> dict[Side, tuple[int, int]]:
    """The same with homes in their control accounts, as anybody may see it."""
    whole: dict[Side, tuple[int, int]] = {}
    for side, (debit, credit) in sums.items():
        before = whole.get(side.folded, (0, 0))
        whole[side.folded] = (before[0] + debit, before[1] + credit)
    return whole


def trial_balance(sums: Sums, chart: Chart) -> list[TrialLine]:
    """A line for each account and sub-account that was touched, by number, then place. Raises UnknownAccount."""
    lines = [_line(side, debit, credit, chart) for side, (debit, credit) in sums.items()]
    return sorted(lines, key=lambda line: (line.code, line.side.account, _place(line.side.place)))


def is_balanced(sums: Sums) -> bool:
    """Whether debits and credits are the same in all. From whole postings they always are."""
    return sum(debit for debit, _credit in sums.values()) == sum(credit for _debit, credit in sums.values())


def sheets(sums: Sums, chart: Chart) -> dict[Fund, Sheet]:
    """The sheet of every fund the chart has. Raises UnknownAccount."""
    kinds: dict[Fund, dict[AccountKind, int]] = {fund: defaultdict(int) for fund in chart.funds}
    for side, (debit, credit) in sums.items():
        account = chart[side.account]
        kinds[account.fund][account.kind] += debit - credit if account.debit_is_more else credit - debit
    return {
        fund: Sheet(fund, by["asset"], by["liability"], by["equity"], by["income"], by["expense"])
        for fund, by in kinds.items()
    }


def cash_fen(sums: Sums, chart: Chart, fund: Fund) -> int:
    """What a fund has at banks and in tills."""
    accounts = {account.key for account in chart.cash(fund)}
    return sum(debit - credit for side, (debit, credit) in sums.items() if side.account in accounts)


def of_homes(sums: Sums, chart: Chart, fund: Fund) -> dict[str, int]:
    """What each home has in a fund, in fen: credits less debits of its accounts of equity, income and expense.

    For the maintenance fund this is 分户余额. What homes owe, and what is owed to them, is not in it.
    """
    homes: defaultdict[str, int] = defaultdict(int)
    for side, (debit, credit) in sums.items():
        account = chart[side.account]
        if account.fund != fund or account.kind in ("asset", "liability"):
            continue
        if side.place is not None and side.place.kind == "home":
            homes[side.place.code] += credit - debit
    return dict(sorted(homes.items()))


def _line(side: Side, debit: int, credit: int, chart: Chart) -> TrialLine:
    account = chart[side.account]
    balance = debit - credit if account.debit_is_more else credit - debit
    return TrialLine(side, account.code, debit, credit, balance)


def _place(place: Place | None) -> tuple[str, str]:
    return ("", "") if place is None else (place.kind, place.code)
