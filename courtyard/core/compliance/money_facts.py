"""What the checks of money and audits read. Amounts are whole fen; every day is the estate's own.

They name bodies and things, never residents: of sub-accounts only how many of a building, or of the estate, are low.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from courtyard.core.counting.tally import Tally
from courtyard.core.quarters import Quarter
from courtyard.core.rulebook import Bearer

Authority = Literal["assembly", "limit", "emergency", "none", "unknown"]
"""What a spending rests on: a decision of the owners, a limit that they set, the rule for emergencies, or nothing. What
is `unknown` is held against nobody."""


@dataclass(frozen=True, slots=True)
class Paid:
    """Money that went out, or from one account to another."""

    on: date
    fen: int


@dataclass(frozen=True, slots=True)
class RevenueQuarter:
    """Public revenue of a quarter that somebody collected.

    `net_fen` is what is left after its cost, once the books say so; `in_account_on` the day on which all of it was in
    the account, which `keeper` keeps. `to_fund` is what of this quarter went into the maintenance fund; `decided_less`
    says that the owners decided on less than the rules ask for.
    """

    id: UUID
    quarter: Quarter
    collected_by: Bearer
    keeper: Bearer
    received_fen: int
    net_fen: int | None = None
    in_account_on: date | None = None
    to_fund: tuple[Paid, ...] = ()
    decided_less: bool = False


@dataclass(frozen=True, slots=True)
class RevenueSpend:
    """One spending from public revenue, who made it, and when its price was reviewed."""

    id: UUID
    title: str
    on: date
    fen: int
    by: Bearer
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit of a year (`of` is the year) or of a term (`of` is its number).

    When it was commissioned and by whom, when that was up; when the report came, and when that was up. The last days
    on which they were up are empty while they are.
    """

    id: UUID
    kind: Literal["year", "term"]
    of: int
    commissioned_on: date | None = None
    commissioned_by: Bearer = "ye"
    notice_on: date | None = None
    notice_until: date | None = None
    received_on: date | None = None
    posted_on: date | None = None
    posted_until: date | None = None


@dataclass(frozen=True, slots=True)
class LowAccounts:
    """Sub-accounts of the fund that are below their share of the first deposit: how many `homes` of a building, or of
    the estate (`label`), since when, and when a plan to top them up was posted or the money was there again."""

    id: UUID
    label: str
    homes: int
    since: date
    planned_on: date | None = None
    restored_on: date | None = None


@dataclass(frozen=True, slots=True)
class TopUp:
    """Owners were told that they have to top up the fund; when they decided how, and when all of it was there."""

    id: UUID
    label: str
    noticed_on: date
    decided_on: date | None = None
    restored_on: date | None = None


@dataclass(frozen=True, slots=True)
class FundWorks:
    """Works paid from the fund: the whole sum, who has it paid, when the price was reviewed, and what was paid when."""

    id: UUID
    title: str
    by: Bearer
    whole_fen: int
    payments: tuple[Paid, ...]
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class FundSpend:
    """One spending from the fund, who made it, and what it rests on since when."""

    id: UUID
    title: str
    on: date
    fen: int
    by: Bearer
    authority: Authority
    authorised_on: date | None = None


@dataclass(frozen=True, slots=True)
class CommonUse:
    """A use of common parts for business, and who let them. `tally` is the owners' vote on it, where it is known.

    `known` is whether this record could know of a decision; what it could not is held against nobody.
    """

    id: UUID
    title: str
    by: Bearer
    starts_on: date
    ends_on: date | None = None
    decided_on: date | None = None
    tally: Tally | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Emergency:
    """A danger of those that the rules list, and when the committee, or the district in its place, set to work."""

    id: UUID
    title: str
    found_on: date
    acted_on: date | None = None
    district_on: date | None = None
