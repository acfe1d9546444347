"""What the checks read: plain facts about one estate, gathered by whoever knows them. Every day is the estate's own.

Facts name bodies, offices and things, never residents. An `id` ties a finding to the thing it is about; it is the same
however often the facts are gathered.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from courtyard.core.compliance.money_facts import (
    Audit,
    CommonUse,
    Emergency,
    FundSpend,
    FundWorks,
    LowAccounts,
    RevenueQuarter,
    RevenueSpend,
    TopUp,
)
from courtyard.core.disclosures import Published
from courtyard.core.rulebook import Bearer


@dataclass(frozen=True, slots=True)
class Term:
    """The committee in office, or the last one while nobody follows it. `seated` are the seats somebody sits in.

    `vacancy_since` is the first day on which a seat stood empty, `too_few_since` the first on which less than half were
    filled; `vacancy_handled` whether an alternate was named, the street told, or a by-election begun.
    `last_activity_on` is the last meeting, decision, reception or report.
    `activity_from` is the day from which inactivity is counted: the term's first, or that on which the estate came
    under this record.
    """

    id: UUID
    number: int
    seats: int
    seated: int
    starts_on: date
    ends_on: date
    elected_on: date
    names_posted_on: date | None
    filed_on: date | None
    activity_from: date
    last_activity_on: date | None
    last_meeting_on: date | None
    vacancy_since: date | None = None
    vacancy_handled: bool = False
    too_few_since: date | None = None


@dataclass(frozen=True, slots=True)
class Reelection:
    """The way to the next committee: `reported_on` the committee's report, `triggered_on` what else began it early."""

    id: UUID
    reported_on: date | None
    triggered_on: date | None
    group_formed_on: date | None
    handed_over_on: date | None
    elected_on: date | None
    group_ended_on: date | None


@dataclass(frozen=True, slots=True)
class FormerMember:
    """Somebody who left the committee, and whether what they kept was handed over. `keeps` nothing: nothing is owed."""

    id: UUID
    ended_on: date
    handed_over_on: date | None
    keeps: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A change of members or rules that has to be filed."""

    id: UUID
    title: str
    on: date
    filed_on: date | None


@dataclass(frozen=True, slots=True)
class CommitteeMeeting:
    """A meeting of the committee that was held."""

    id: UUID
    on: date
    members: int
    attended: int
    by_proxy: int
    residents_invited: bool


@dataclass(frozen=True, slots=True)
class MeetingRequest:
    """Members asked for a meeting; `met_on` is when one was held since."""

    id: UUID
    on: date
    members: int
    asking: int
    met_on: date | None


@dataclass(frozen=True, slots=True)
class CommitteeDecision:
    """A decision of the committee: `members` are all seats, `signed` who signed."""

    id: UUID
    title: str
    on: date
    members: int
    signed: int
    posted_on: date | None
    told_on: date | None


@dataclass(frozen=True, slots=True)
class OwnersVote:
    """A vote of the owners from its notice on. `opens_on` is its first day; `frozen_matters` are those motions that may
    not be decided while a re-election group sits; `unannounced` are what was voted on and not in the notice."""

    id: UUID
    title: str
    noticed_on: date
    opens_on: date
    closed_on: date | None
    void: bool
    residents_committee_told: bool
    unannounced: tuple[str, ...] = ()
    frozen_matters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Petition:
    """Owners asked for an assembly, and there are enough of them. `noticed_on` is the notice of the one called."""

    id: UUID
    title: str
    reached_on: date
    convene_by: date
    noticed_on: date | None


@dataclass(frozen=True, slots=True)
class Attendance:
    """A sitting member's attendance in a calendar year: how many meetings were held while they were a member.

    `half_since` is the day of the missed meeting that made it half.
    """

    id: UUID
    name: str
    year: int
    held: int
    absent: int
    half_since: date | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A member who should not sit: `ground` is the check of eligibility that is not passed (`not_company`, …)."""

    id: UUID
    name: str
    ground: str
    since: date


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal, who keeps it, and since when."""

    id: UUID
    label: str
    keeper: UUID | None
    kept_since: date | None = None


@dataclass(frozen=True, slots=True)
class SealUse:
    """A use of a seal. `decided` says whether a decision stands behind it, `entered_on` when it was entered."""

    id: UUID
    label: str
    on: date
    entered_on: date
    decided: bool


@dataclass(frozen=True, slots=True)
class LimitUse:
    """Something done under a limit that the assembly gave the committee."""

    id: UUID
    on: date
    fen: int


@dataclass(frozen=True, slots=True)
class Limit:
    """What the committee may spend by itself: each time, and in all. `ended_on`: its decision was set aside."""

    id: UUID
    title: str
    each_fen: int
    total_fen: int | None
    valid_from: date
    valid_to: date | None
    ended_on: date | None
    uses: tuple[LimitUse, ...]


@dataclass(frozen=True, slots=True)
class EndingRule:
    """A document the rules rest on that ends."""

    key: str
    label_zh: str
    label_en: str
    article: str
    valid_to: date


@dataclass(frozen=True, slots=True)
class Ticket:
    """A case that came from the hotline and is not answered in time. `party` holds it."""

    id: UUID
    number: str
    due_on: date
    party: str


@dataclass(frozen=True, slots=True)
class ServiceContract:
    """A signed contract with a property company: `first` the developer's, `ordinary` the owners', or `temporary`.

    `ends_on` is its last day as agreed, `ended_on` its last day as it came. `fen_per_m2` are its prices by use;
    `reviewed_on` is when an audit or a price review was added to its papers.
    """

    id: UUID
    company: UUID
    kind: str
    lump_sum: bool
    signed_on: date
    starts_on: date
    ends_on: date
    ended_on: date | None = None
    filed_on: date | None = None
    plan_posted_on: date | None = None
    reviewed_on: date | None = None
    fen_per_m2: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyMotion:
    """What the owners are asked about their property company, from the notice on. `convener` called the vote.

    `renews`: it proposes the company of now. `carried` is open until the decision is in force, on `decided_on`. How the
    company stood on the day of the notice: `good` of `marks` where there were enough of them, and its `points`.
    """

    id: UUID
    title: str
    convener: Bearer
    noticed_on: date
    closed_on: date | None
    void: bool
    renews: bool
    carried: bool | None = None
    decided_on: date | None = None
    good: int = 0
    marks: int = 0
    points: int = 0


@dataclass(frozen=True, slots=True)
class LateCase:
    """A request that the company did not reach (`on_site`) or mend (`repair`) by its day, whether it did so later."""

    id: UUID
    clock: Literal["on_site", "repair"]
    filed_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Manager:
    """A property manager's office here, and since when each of the estates is theirs that they manage, this one too."""

    id: UUID
    estates_since: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one estate. `known_from` is the day on which it came under this record: nothing that should
    have happened before it is held against anybody.

    `fund_kept_from` and `revenue_kept_from` are the days from which it is known who keeps these accounts; where they
    are empty, it is known as long as the record.
    """

    known_from: date
    area_cm2: int
    term: Term | None = None
    reelection: Reelection | None = None
    former: tuple[FormerMember, ...] = ()
    changes: tuple[Change, ...] = ()
    meetings: tuple[CommitteeMeeting, ...] = ()
    requests: tuple[MeetingRequest, ...] = ()
    decisions: tuple[CommitteeDecision, ...] = ()
    votes: tuple[OwnersVote, ...] = ()
    petitions: tuple[Petition, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    ties: tuple[Tie, ...] = ()
    receptions_on: tuple[date, ...] = ()
    joint_sessions_on: tuple[date, ...] = ()
    seals: tuple[Seal, ...] = ()
    seal_uses: tuple[SealUse, ...] = ()
    limits: tuple[Limit, ...] = ()
    ending_rules: tuple[EndingRule, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    contracts: tuple[ServiceContract, ...] = ()
    company_motions: tuple[CompanyMotion, ...] = ()
    late_cases: tuple[LateCase, ...] = ()
    managers: tuple[Manager, ...] = ()
    published: tuple[Published, ...] = ()
    published_from: date | None = None
    fund_keeper: Bearer | None = None
    fund_kept_from: date | None = None
    revenue_keeper: Bearer | None = None
    revenue_kept_from: date | None = None
    revenue_quarters: tuple[RevenueQuarter, ...] = ()
    revenue_spends: tuple[RevenueSpend, ...] = ()
    audits: tuple[Audit, ...] = ()
    audits_from: date | None = None
    low_accounts: tuple[LowAccounts, ...] = ()
    top_ups: tuple[TopUp, ...] = ()
    fund_works: tuple[FundWorks, ...] = ()
    fund_spends: tuple[FundSpend, ...] = ()
    common_uses: tuple[CommonUse, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
