"""What came into a fund's accounts at the bank in a period, and what went out: as a table, and as a drawing.

By cash, as the fund's accounts are published and as a bank's statement shows them. What was earned or spent but not yet
paid stands in the result of a period.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from courtyard.core.books.balances import Sums
from courtyard.core.books.chart import Chart
from courtyard.core.books.entries import Entry
from courtyard.core.rulebook import Fund


@dataclass(frozen=True, slots=True)
class Move:
    """All that went from one account (credited) to another (debited) in a period, in fen.

    `takes_back` is of reversals: they make less of what they reverse, and are nothing that came or went by itself.
    """

    debit: str
    credit: str
    fen: int
    takes_back: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An account and fen. Below zero where more was taken back in the period than was booked in it."""

    account: str
    fen: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A fund's cash in a period: opening + what came in − what went out = closing, each in fen and by account."""

    fund: Fund
    opening_fen: int
    came_in: tuple[Item, ...]
    went_out: tuple[Item, ...]
    closing_fen: int

    @property
    def in_fen(self) -> int:
        return sum(item.fen for item in self.came_in)

    @property
    def out_fen(self) -> int:
        return sum(item.fen for item in self.went_out)


@dataclass(frozen=True, slots=True)
class Result:
    """What a fund earned and spent in a period, paid or not, by account, in fen."""

    fund: Fund
    income: tuple[Item, ...]
    expenses: tuple[Item, ...]

    @property
    def surplus_fen(self) -> int:
        """Below zero where it is a shortfall."""
        return sum(item.fen for item in self.income) - sum(item.fen for item in self.expenses)


@dataclass(frozen=True, slots=True)
class Node:
    """An end of a flow: an account that money came from or went to, a fund, or what it began or ended with.

    One account may be a source and a use; they are two nodes, so that a drawing never turns back.
    """

    kind: Literal["source", "fund", "use", "opening", "closing"]
    key: str


@dataclass(frozen=True, slots=True)
class Flow:
    """So many fen, more than 0, from one node to another."""

    source: Node
    target: Node
    fen: int


def moves_of(entries: Iterable[Entry]) -> list[Move]:
    """The moves of a period's entries; a database groups by the same three columns."""
    sums: defaultdict[tuple[str, str, bool], int] = defaultdict(int)
    for entry in entries:
        for posting in entry.postings:
            sums[posting.debit.account, posting.credit.account, bool(entry.reverses)] += posting.fen
    return [Move(debit, credit, fen, back) for (debit, credit, back), fen in sorted(sums.items())]


def statement(chart: Chart, fund: Fund, opening_fen: int, moves: Iterable[Move]) -> Statement:
    """What the moves of a period did to a fund's cash. Accounts are in the order of their numbers.

    What only goes from one account of cash to another is left out. Raises UnknownAccount.
    """
    came_in: defaultdict[str, int] = defaultdict(int)
    went_out: defaultdict[str, int] = defaultdict(int)
    for move in moves:
        debit, credit = chart[move.debit], chart[move.credit]
        if debit.fund != fund or debit.cash == credit.cash:
            continue
        if debit.cash:
            _book(move, credit.key, came_in, went_out)
        else:
            _book(move, debit.key, went_out, came_in)
    closing = opening_fen + sum(came_in.values()) - sum(went_out.values())
    return Statement(fund, opening_fen, _items(chart, came_in), _items(chart, went_out), closing)


def result(chart: Chart, fund: Fund, sums: Sums) -> Result:
    """A fund's income and expenses from the sums of a period. Raises UnknownAccount."""
    by: dict[str, int] = defaultdict(int)
    for side, (debit, credit) in sums.items():
        account = chart[side.account]
        if account.fund == fund and account.kind in ("income", "expense"):
            by[account.key] += debit - credit if account.debit_is_more else credit - debit
    income = {key: fen for key, fen in by.items() if chart[key].kind == "income"}
    expenses = {key: fen for key, fen in by.items() if chart[key].kind == "expense"}
    return Result(fund, _items(chart, income), _items(chart, expenses))


def flows(statements: Iterable[Statement], chart: Chart) -> list[Flow]:
    """The statements of one or more funds as a drawing: source → fund → use. All that enters a fund leaves it.

    What a fund had at the beginning enters it, what is left leaves it. What one fund hands to another that is drawn,
    too, goes from fund to fund. A negative item enters on the other side.
    """
    drawn = {one.fund: one for one in statements}
    handed = _handed(drawn, chart)
    found: list[Flow] = []
    for fund, one in drawn.items():
        here = Node("fund", fund)
        found += _flow(Node("opening", fund), here, one.opening_fen)
        for item in one.came_in:
            if item.account not in handed:
                found += _in(item.account, here, item.fen)
        for item in one.went_out:
            if item.account in handed:
                found += _flow(here, Node("fund", chart[handed[item.account]].fund), item.fen)
            else:
                found += _in(item.account, here, -item.fen)
        found += _flow(here, Node("closing", fund), one.closing_fen)
    return found


def flows_of_change(flows: Iterable[Flow]) -> list[Flow]:
    """The same without what lay there all the time: of opening and closing only by how much a fund grew or shrank.

    A fund that has more at the end than at the beginning hands the difference on (closing); one that has less takes it
    from what there was (opening).
    """
    kept, change = [], defaultdict[str, int](int)
    for flow in flows:
        if flow.source.kind in ("opening", "closing"):
            change[flow.target.key] -= flow.fen
        elif flow.target.kind in ("opening", "closing"):
            change[flow.source.key] += flow.fen
        else:
            kept.append(flow)
    for fund, fen in change.items():
        here = Node("fund", fund)
        if fen > 0:
            kept.append(Flow(here, Node("closing", fund), fen))
        elif fen < 0:
            kept.append(Flow(Node("opening", fund), here, -fen))
    return kept


def _book(move: Move, account: str, there: dict[str, int], other: dict[str, int]) -> None:
    if move.takes_back:
        other[account] -= move.fen
    else:
        there[account] += move.fen


def _items(chart: Chart, sums: Mapping[str, int]) -> tuple[Item, ...]:
    return tuple(Item(account.key, sums[account.key]) for account in chart.in_order if sums.get(account.key))


def _handed(drawn: Mapping[Fund, Statement], chart: Chart) -> dict[str, str]:
    """The accounts through which money goes between two funds that are both drawn, and say the same of it."""
    found: dict[str, str] = {}
    for out, into in chart.mirrors():
        here, there = drawn.get(out.fund), drawn.get(into.fund)
        if here is None or there is None:
            continue
        gone, come = _only(out.key, here.went_out, here.came_in), _only(into.key, there.came_in, there.went_out)
        if gone and gone == come:
            found |= {out.key: into.key, into.key: out.key}
    return found


def _only(key: str, here: Iterable[Item], there: Iterable[Item]) -> int:
    """What stands under an account in one list, if nothing does in the other; else nothing."""
    if any(item.account == key for item in there):
        return 0
    return sum(item.fen for item in here if item.account == key)


def _in(account: str, fund: Node, fen: int) -> list[Flow]:
    """From an account into the fund, or the other way where it is less than nothing."""
    if fen < 0:
        return [Flow(fund, Node("use", account), -fen)]
    return [Flow(Node("source", account), fund, fen)] if fen else []


def _flow(source: Node, target: Node, fen: int) -> list[Flow]:
    if fen < 0:
        return [Flow(target, source, -fen)]
    return [Flow(source, target, fen)] if fen else []
