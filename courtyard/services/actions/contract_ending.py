"""How a contract ends: the company leaves, the owners dismiss it, its day is over; or nobody decides and it runs on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from courtyard.assembly.freezes import require_thawed
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.duties.permissions import is_clerk
from courtyard.people.models import Person
from courtyard.services.actions.contract_calendar import NotRunning, _end_promises, _let_plan_go
from courtyard.services.actions.contract_signing import Overlapping, UsedDecision, _cited
from courtyard.services.actions.takeover import begin_takeover
from courtyard.services.events.contracts import CompanyDismissed, CompanyLeaves, ContractEnded, ContractRunsOn
from courtyard.services.locks.contracts import lock_contract
from courtyard.services.models import Contract
from courtyard.services.models.company import ARTICLE_MAX, WORDS_MAX
from courtyard.services.permissions.contracts import (
    is_street,
    may_company_leave,
    may_dismiss_company,
    may_end_contract,
    may_run_on,
)
from courtyard.services.queries.contracts import HIRES, binding, day_of, follower_of, period_of
from courtyard.services.queries.takeover import goes_on
from courtyard.services.upkeep.served import serve
from courtyard.trail.deeds import deed, record, require

S, K = Contract.State, Contract.Kind
DAY = timedelta(days=1)
INDEFINITE = "民法典第九百四十八条"
LEAVES, DISMISSED = "company_leaves_notice", "dismissal_notice"
USUAL_DAYS = {LEAVES: 90, DISMISSED: 60}
"""What the Civil Code says (arts 947, 946), where a rulebook says nothing."""


class EndsBeforeItBegins(BadInput):
    says = sentence("The contract begins on {starts}, so it cannot end on {day}. Correct the day.")
    field = "last_on"


class ToldLater(BadInput):
    says = sentence("Notice cannot have been given later than today, nor before the contract was signed.")
    field = "told_on"


class ShortNotice(BadInput):
    says = sentence(
        "Notice is given {days} days before ({article}): told on {told}, the last day is {earliest} at the earliest. "
        "Correct the day."
    )
    field = "last_on"


class BoundUntil(BadInput):
    says = sentence(
        "The company is bound until {ends}, and can leave then. (民法典第九百四十七条) An earlier end needs the "
        "owners’ decision."
    )
    field = "last_on"


class EndsAnyway(BadInput):
    says = sentence("The contract ends on {ends} anyway. Choose an earlier day, or let it end.")
    field = "last_on"


class EndsByItself(Refusal):
    says = sentence(
        "A temporary provider’s contract ends by itself on {ends}. If it is no longer needed before, the sub-district "
        "writes down its end."
    )


class ToldAlready(Refusal):
    says = sentence("It was told already that the last day is {last}.")


class EndedLater(BadInput):
    says = sentence("It cannot have ended later than today, nor later than its last day, {last}.")
    field = "on"


class BegunLater(BadInput):
    says = sentence("The contract begins on {starts}, so it cannot have ended on {day}. Correct the day.")
    field = "on"


class NoNotice(Refusal):
    says = sentence(
        "Nobody has given notice. Write down that the company leaves, or dismiss it by the owners’ decision; then the "
        "contract can end. (民法典第九百四十六条、第九百四十七条)"
    )


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "reason"


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """When the company gave written notice, and its last day."""

    told_on: date
    last_on: date


@dataclass(frozen=True, kw_only=True)
class Dismissal:
    """By which decision, when the company was told in writing, its last day; with less notice, the clause that says
    so."""

    decision: UUID | None
    told_on: date
    last_on: date
    clause: str = ""


@deed
def company_leaves(contract_id: UUID, leaving: Leaving, *, by: Person, at: datetime) -> Contract:
    """It will not go on after its term (民法典 947: ninety days' notice), or ends one that runs on (948: sixty)."""
    contract = lock_contract(contract_id)
    require(may_company_leave, by, contract, at)
    if contract.leaves_on == leaving.last_on and contract.leaving_told_on == leaving.told_on:
        return contract
    _require_living(contract)
    if contract.leaves_on is not None:
        raise ToldAlready(last=contract.leaves_on)
    _check_told(contract, leaving.told_on, leaving.last_on, at)
    if contract.state == S.SIGNED and leaving.last_on < contract.ends_on:
        raise BoundUntil(ends=contract.ends_on)
    signed = contract.state == S.SIGNED
    _check_notice(contract, LEAVES if signed else DISMISSED, leaving.told_on, leaving.last_on)
    _check_alone(contract, leaving.last_on)
    contract.leaves_on, contract.leaving_told_on = leaving.last_on, leaving.told_on
    contract.save(update_fields=["leaves_on", "leaving_told_on"])
    _end_promises(contract, leaving.last_on, at)
    event = CompanyLeaves(company=contract.company.name, told_on=leaving.told_on, last_on=leaving.last_on)
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return contract


@deed
def dismiss_company(contract_id: UUID, dismissal: Dismissal, *, by: Person, at: datetime) -> Contract:
    """The owners decided to end it, and the company was told in writing sixty days before (民法典 946)."""
    contract = lock_contract(contract_id)
    require(may_dismiss_company, by, contract, at)
    if contract.dismissed_by_id is not None and contract.dismissed_by_id == dismissal.decision:
        return contract
    _require_living(contract)
    if contract.dismissed_by_id is not None:
        raise ToldAlready(last=contract.leaves_on)
    decision = _cited(contract, dismissal.decision, (HIRES,), dismissal.told_on)
    _check_unused(contract, decision.pk, decision.title)
    _check_told(contract, dismissal.told_on, dismissal.last_on, at)
    if contract.last_day is not None and dismissal.last_on >= contract.last_day:
        raise EndsAnyway(ends=contract.last_day)
    if not dismissal.clause.strip():
        _check_notice(contract, DISMISSED, dismissal.told_on, dismissal.last_on)
    require_thawed(HIRES, contract.estate, at)
    contract.leaves_on, contract.leaving_told_on = dismissal.last_on, dismissal.told_on
    contract.dismissed_by = decision
    contract.save(update_fields=["leaves_on", "leaving_told_on", "dismissed_by"])
    _end_promises(contract, dismissal.last_on, at)
    event = CompanyDismissed(
        company=contract.company.name, told_on=dismissal.told_on, last_on=dismissal.last_on, decision=decision.pk,
        clause=dismissal.clause.strip()[:ARTICLE_MAX],
    )  # fmt: skip
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return contract


def _require_living(contract: Contract) -> None:
    if contract.state not in Contract.LIVING:
        raise NotRunning
    if contract.kind == K.TEMPORARY:
        raise EndsByItself(ends=contract.ends_on)


def _check_told(contract: Contract, told_on: date, last_on: date, at: datetime) -> None:
    assert contract.signed_on is not None, "what binds is signed"
    if not contract.signed_on <= told_on <= day_of(contract.estate, at):
        raise ToldLater
    if last_on < contract.starts_on:
        raise EndsBeforeItBegins(starts=contract.starts_on, day=last_on)
    if last_on < told_on:
        raise ShortNotice(days=1, article=INDEFINITE, told=told_on, earliest=told_on + DAY)


def _check_notice(contract: Contract, key: str, told_on: date, last_on: date) -> None:
    """So many days lie between: told on the 1st of a month, the last day is the 31st at a notice of thirty."""
    period = period_of(contract, key)
    days = period.amount if period else USUAL_DAYS[key]
    article = INDEFINITE if contract.state == S.RUNS_ON else period.article if period else ""
    earliest = told_on + timedelta(days=days)
    if last_on < earliest:
        raise ShortNotice(days=days, article=article, told=told_on, earliest=earliest)


def _check_alone(contract: Contract, last_on: date) -> None:
    """It does not go on into the time of a contract that is signed already."""
    for one in binding(contract.estate, besides=contract.pk):
        if contract.starts_on < one.starts_on <= last_on:
            raise Overlapping(company=one.company.name, day=one.starts_on, until=one.ends_on)


def _check_unused(contract: Contract, decision_id: UUID, title: str) -> None:
    """The decision that hired a company does not dismiss it, and one decision dismisses once."""
    if contract.decision_id == decision_id:
        raise UsedDecision(company=contract.company.name, starts=contract.starts_on, title=title)
    other = Contract.objects.filter(estate=contract.estate, dismissed_by=decision_id).select_related("company").first()
    if other is not None:
        raise UsedDecision(company=other.company.name, starts=other.starts_on, title=title)


@deed
def end_contract(contract_id: UUID, *, on: date, reason: str, by: Person, at: datetime) -> Contract:
    """It bound until that day and does not any more. Whoever leaves hands the estate over."""
    contract = lock_contract(contract_id)
    require(may_end_contract, by, contract, at)
    if contract.state == S.ENDED:
        return contract
    if contract.state not in Contract.LIVING:
        raise NotRunning
    _check_end(contract, on, at)
    if not reason.strip():
        raise NoReason
    if not (is_clerk(by) or is_street(by, contract.estate, at)):
        _require_notice(contract, on)
    contract.move_to(S.ENDED)
    contract.ended_on, contract.ended_why = on, reason.strip()[:WORDS_MAX]
    contract.save(update_fields=["state", "ended_on", "ended_why"])
    serve(contract)
    _end_promises(contract, on, at)
    _let_plan_go(contract, at)
    event = ContractEnded(company=contract.company.name, on=on, reason=contract.ended_why)
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    if not goes_on(contract):
        contract.takeover_begun_on = begin_takeover(contract.pk, by=by, at=at).takeover_begun_on
    return contract


def _check_end(contract: Contract, on: date, at: datetime) -> None:
    if on < contract.starts_on:
        raise BegunLater(starts=contract.starts_on, day=on)
    today = day_of(contract.estate, at)
    last = contract.last_day
    if on > today or (last is not None and on > last):
        raise EndedLater(last=min(today, last) if last else today)


def _require_notice(contract: Contract, on: date) -> None:
    """Notice was given; both may agree to end it before that day, but not before it was told."""
    told = contract.leaving_told_on
    if told is None or on < told:
        raise NoNotice


@deed
def run_on(contract_id: UUID, *, by: Person, at: datetime) -> Contract:
    """Its day is over, nobody decided and nobody left: it runs on without an end (民法典 948).

    Where another contract is signed for later, it runs on until the day before that.
    """
    contract = lock_contract(contract_id)
    require(may_run_on, by, contract, at)
    if contract.state == S.RUNS_ON:
        return contract
    if contract.kind == K.TEMPORARY or contract.leaves_on is not None:
        raise NotRunning
    if day_of(contract.estate, at) <= contract.ends_on:
        raise NotOverYet(ends=contract.ends_on)
    contract.move_to(S.RUNS_ON)
    contract.runs_on_since = contract.ends_on + DAY
    follower = follower_of(contract)
    contract.leaves_on = follower.starts_on - DAY if follower else None
    contract.save(update_fields=["state", "runs_on_since", "leaves_on"])
    event = ContractRunsOn(company=contract.company.name, since=contract.runs_on_since)
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return contract


class NotOverYet(Refusal):
    says = sentence("This contract runs until {ends}.")
