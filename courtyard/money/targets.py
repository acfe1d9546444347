"""What a line of the bank can settle: bills that are open, spendings that are approved. Other files of this app, and
floors above, add theirs; entries that are booked already are looked for without being asked.

    targets.add(Target("bill", _("a bill"), expected_bills, settle_bill, funds=frozenset({"fees", "trust"})))
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from courtyard.core.bank import Expected, Part
from courtyard.money.models import BankLine, Entry
from courtyard.money.models.book import Fund
from courtyard.people.models import Person
from courtyard.web.registers import Register

ENTRY, OTHER = "entry", "other"
"""Names nobody else may take: an entry that is there already, and what is booked by hand."""


class Settle(Protocol):
    """A deed that books `part` of a line, signed as the line, and hands back the entry. The books are locked by then.

    `part.expected` is the id that `expected` gave; `line.account.key` is the account of the chart that the money moved
    on, `line.day` the day. The entry must move exactly `part.fen` on that account.
    """

    def __call__(self, line: BankLine, part: Part, *, by: Person, at: datetime) -> Entry: ...


class TakeBack(Protocol):
    """A deed that undoes what `settle` did, where reversing the entry alone is not enough."""

    def __call__(self, entry: Entry, *, reason: str, by: Person, at: datetime) -> Any: ...


@dataclass(frozen=True, slots=True)
class Target:
    """`expected` are an estate's open things of one of these `funds`; `label` says what one of them is."""

    name: str
    label: Any
    expected: Callable[[UUID, str], Sequence[Expected]]
    settle: Settle
    take_back: TakeBack | None = None
    funds: Collection[str] = frozenset(Fund.values)


targets: Register[Target] = Register("what a line of the bank can settle")


def for_fund(fund: str) -> list[Target]:
    return [one for one in targets if fund in one.funds]
