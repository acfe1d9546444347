"""What pages say of contracts: how a company is paid, in plain words, and what comes when one ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.core.rulebook import Period
from courtyard.services.models import Contract
from courtyard.services.queries.contracts import book_of

S, K, Mode = Contract.State, Contract.Kind, Contract.Mode
MODES = {
    Mode.LUMP_SUM: _(
        "Owners pay a fixed price. What the company does not spend is its profit, and what it lacks is its loss: so "
        "look at what it delivers."
    ),
    Mode.COMMISSION: _(
        "The money stays the owners’. The company draws an agreed share for its work, and spends the rest on service; "
        "what is left over belongs to the owners, and what is lacking they bear. It shows them its accounts quarterly."
    ),
    Mode.TRUST: _(
        "The owners put the money in trust, and the company manages it for them: every payment is open to them, and "
        "what is left over stays theirs. It draws an agreed pay."
    ),
}
FILED, PLAN, NOTICE, END, HANDOVER = (
    "contract_filing",
    "selection_plan",
    "company_leaves_notice",
    "end",
    "company_handover",
)
WHAT = {
    FILED: _("Filed with the housing office"),
    PLAN: _("Plan for choosing the next company posted"),
    NOTICE: _("The company’s last day to say that it will not go on"),
    END: pgettext_lazy("of a contract", "Last day"),
    HANDOVER: _("If another company comes: everything handed over"),
}
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Milestone:
    """One day in the calendar of a contract: until when, done when, where it stands."""

    name: str
    on: date
    done_on: date | None
    law: Period | None
    days: int

    @property
    def label(self) -> Any:
        return WHAT[self.name]

    @property
    def look(self) -> str:
        """done, over (should be done), past (a day like any other that is gone), soon or ahead."""
        if self.done_on is not None:
            return "done"
        if self.days < 0:
            return "over" if self.name in (FILED, PLAN, HANDOVER) else "past"
        return "soon" if self.days <= SOON.days else "ahead"


def calendar_of(contract: Contract, today: date) -> list[Milestone]:
    """What comes before the end of a contract, at it and after it, in the order of days."""
    book = book_of(contract)
    calendar, periods, last = book.hours.calendar, book.periods, contract.last_day
    days: list[tuple[str, date, date | None]] = []
    if FILED in periods and contract.signed_on is not None:
        days.append((FILED, periods[FILED].after(contract.signed_on, calendar), contract.filed_on))
    if PLAN in periods:
        days.append((PLAN, periods[PLAN].before(contract.ends_on), contract.plan_posted_on))
    if NOTICE in periods and contract.kind != K.TEMPORARY and contract.leaves_on is None:
        days.append((NOTICE, periods[NOTICE].before(contract.ends_on), None))
    days.append((END, last or contract.ends_on, contract.ended_on))
    if HANDOVER in periods and last is not None and (contract.state != S.ENDED or contract.takeover_begun_on):
        days.append((HANDOVER, periods[HANDOVER].after(last, calendar), contract.takeover_done_on))
    rows = [Milestone(name, on, done, periods.get(name), (on - today).days) for name, on, done in days]
    return sorted(rows, key=lambda row: (row.on, list(WHAT).index(row.name)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """One part of the bar a term is drawn as."""

    look: str
    name: str
    on: date
    now: bool


def stretches(contract: Contract, today: date) -> Sequence[Stretch]:
    """In its term; the next choice; its last day; what comes then."""
    periods, last = book_of(contract).periods, contract.last_day
    end = last or contract.ends_on
    choose = periods[PLAN].before(contract.ends_on) if PLAN in periods else contract.ends_on
    choose = min(max(choose, contract.starts_on), end)
    over = today > end
    then = "handover" if contract.leaves_on is not None or contract.state == S.ENDED else "runs_on"
    if contract.kind == K.TEMPORARY:
        then = "stops"
    return (
        Stretch("calm", "term", contract.starts_on, contract.starts_on <= today < choose),
        Stretch("alarm", "choose", choose, choose <= today < end),
        Stretch("end", "last", end, today == end),
        Stretch("frozen", then, end + timedelta(days=1), over),
    )
