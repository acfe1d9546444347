"""What lets money out: a decision of the owners, what they let their committee spend, a contract, an emergency.

Asked when a spending is authorised, and again whenever a part of it is paid: a decision may be set aside in between.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from courtyard.assembly.models import Assembly, Decision
from courtyard.committee.citing import cite_decision
from courtyard.committee.models import Limit
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import Period
from courtyard.money.models import Entry, Spending
from courtyard.money.models.book import Fund
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.services.models import Contract

A = Entry.Authority
FREEZES = "fund-use"
"""The matter that a freeze holds up: what the fund and public revenue are spent on is decided as one."""
FROZEN_FUNDS = (Fund.MAINTENANCE, Fund.REVENUE)
MATTERS: dict[str, tuple[str, ...]] = {
    Fund.MAINTENANCE: ("fund-use", "rebuild"),
    Fund.REVENUE: ("fund-use", "rebuild", "common-parts", "other"),
    Fund.FEES: ("service-fee", "company", "other"),
    Fund.TRUST: ("service-fee", "company", "other"),
}
"""民法典第二百七十八条: the maintenance fund is used by a decision on its use, and by no other."""
LENDS = ("rules-of-procedure", "covenant", "other")
"""The owners let their committee spend by a decision on the money's use, in their own rules, or by one of its own."""
EMERGENCY = "emergency_works"
CHOICES_MAX = 60
BY_FUND: dict[str, tuple[Entry.Authority, ...]] = {
    Fund.MAINTENANCE: (A.ASSEMBLY, A.LIMIT, A.EMERGENCY),
    Fund.REVENUE: (A.ASSEMBLY, A.LIMIT, A.EMERGENCY),
    Fund.FEES: (A.CONTRACT, A.ASSEMBLY, A.LIMIT),
    Fund.TRUST: (A.CONTRACT, A.ASSEMBLY, A.LIMIT),
}


class NoGround(BadInput):
    says = sentence(
        "Nothing lets this money out. Choose a decision of the owners, or what they let their committee spend. "
        "If there is none, put it to the owners first."
    )
    field = "ground"


class OtherMatter(BadInput):
    says = sentence("“{title}” was decided about something else. This fund needs a decision on its use.")
    field = "ground"


class OtherPart(BadInput):
    says = sentence(
        "“{title}” was decided by the owners of another part of the estate. Whoever bears the cost decides it: choose "
        "their decision, or one of all owners."
    )
    field = "ground"


class NoSum(BadInput):
    says = sentence("“{title}” names no sum, so nobody can say whether this is within it. Put the sum to the owners.")
    field = "ground"


class OverDecision(BadInput):
    says = sentence(
        "Of what “{title}” allows, {left_yuan} yuan are left, and this is {yuan} yuan. Put the rest to the owners."
    )
    field = "ground"


class SetAside(Refusal):
    says = sentence("“{title}” was set aside after an objection, so nothing more is paid by it.")


class NoContract(BadInput):
    says = sentence("This contract does not bind on {day}. Choose the one that does.")
    field = "ground"


class NoEmergencyRule(Refusal):
    says = sentence("The rules of this estate know no emergency by which money is spent before it is decided.")


class NotAnEmergency(BadInput):
    says = sentence("This was not planned as an emergency. Choose what it rests on.")
    field = "ground"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a spending shall rest on. For a limit also the committee's own decision to spend by it."""

    kind: str
    id: UUID | None = None
    resolution: UUID | None = None


def emergency_rule(estate: Estate) -> Period | None:
    return rules_of(estate).periods.get(EMERGENCY)


def require_decision(spending: Spending, decision_id: UUID | None, fen: int, on: date) -> Decision:
    """A decision in force on the use of this fund, with enough left of its sum."""
    if decision_id is None:
        raise NoGround
    one = cite_decision(decision_id, spending.estate, on)
    if one.matter not in MATTERS[spending.fund]:
        raise OtherMatter(title=one.title)
    if not covers(one, spending):
        raise OtherPart(title=one.title)
    most = one.motion.cost_fen
    if most is None:
        raise NoSum(title=one.title)
    left = most - taken_fen(one.pk, besides=spending)
    if fen > left:
        raise OverDecision(title=one.title, left_yuan=format_fen(max(0, left)), yuan=format_fen(fen))
    return one


def covers(one: Decision, spending: Spending) -> bool:
    """Whether whoever bears this was among those who decided it: all owners, or those of its building or entrance."""
    vote = one.motion.assembly
    if vote.scope == Assembly.Scope.BUILDING:
        house = spending.entrance.building_id if spending.entrance is not None else spending.building_id
        return vote.building_id == house
    if vote.scope == Assembly.Scope.ENTRANCE:
        return spending.entrance_id is not None and vote.entrance_id == spending.entrance_id
    return vote.scope == Assembly.Scope.ESTATE


def require_lent(spending: Spending, limit_id: UUID) -> None:
    """That what the committee was let spend is money of this fund and part. Raises NoGround, OtherMatter, OtherPart."""
    limits = Limit.objects.select_related("decision__motion__assembly")
    limit = limits.filter(pk=limit_id, estate=spending.estate_id).first()
    if limit is None:
        raise NoGround
    if not lends(limit, spending):
        raise OtherMatter(title=limit.decision.title)
    if not covers(limit.decision, spending):
        raise OtherPart(title=limit.decision.title)


def lends(limit: Limit, spending: Spending) -> bool:
    return limit.decision.matter in (*MATTERS[spending.fund], *LENDS)


def taken_fen(decision_id: UUID, besides: Spending) -> int:
    """What other spendings take of a decision's sum: what was agreed, or less where a review said so."""
    others = Spending.objects.filter(authority=A.ASSEMBLY, authority_id=decision_id).exclude(pk=besides.pk)
    return sum(one.most_fen for one in others.exclude(state=Spending.State.WITHDRAWN))


def about(fund: str) -> Q:
    """Decisions of the owners on what such a fund is used for."""
    return Q(matter__in=MATTERS.get(fund, ()))


def require_contract(spending: Spending, contract_id: UUID | None, on: date) -> Contract:
    """A contract of this estate that binds on that day."""
    one = Contract.objects.filter(pk=contract_id, estate=spending.estate_id).first() if contract_id else None
    if one is None:
        raise NoGround
    if not one.holds(on):
        raise NoContract(day=on)
    return one


def require_emergency(spending: Spending) -> None:
    if not spending.emergency:
        raise NotAnEmergency
    if emergency_rule(spending.estate) is None:
        raise NoEmergencyRule


def require_still(spending: Spending, on: date) -> None:
    """That what a spending rests on was not taken away since. Raises SetAside, NoContract."""
    key = spending.authority_id
    assert key is not None, "it is authorised"
    if spending.authority == A.ASSEMBLY:
        _require_carried(Decision.objects.filter(pk=key, estate=spending.estate_id).first())
    elif spending.authority == A.LIMIT:
        limit = Limit.objects.select_related("decision").filter(pk=key).first()
        _require_carried(limit.decision if limit else None)
    elif spending.authority == A.CONTRACT:
        authorised = spending.authorised_at
        assert authorised is not None, "it is authorised"
        require_contract(spending, key, min(on, rules_of(spending.estate).hours.day_of(authorised)))


def _require_carried(decision: Decision | None) -> None:
    if decision is None or decision.set_aside or not decision.carried:
        raise SetAside(title=decision.title if decision else "")


def decisions_for(spending: Spending, on: date) -> list[Decision]:
    """What could be chosen, the newest first."""
    carried = Decision.objects.filter(estate=spending.estate_id, carried=True, set_aside=False, in_force_on__lte=on)
    fitting = carried.filter(about(spending.fund)).select_related("motion__assembly")
    return [one for one in fitting.order_by("-year", "-number")[:CHOICES_MAX] if covers(one, spending)]
