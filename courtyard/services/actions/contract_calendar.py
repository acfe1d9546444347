"""What is owed because a contract is signed, the plan that is posted before its end, and promises that end with it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from courtyard.cases.actions import end_promise
from courtyard.cases.models import ContractPromise
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook import Period
from courtyard.duties import actions as duties
from courtyard.duties.models import Duty
from courtyard.duties.schedule import closes_on
from courtyard.notify.actions import HANGS_MAX, Posting, post
from courtyard.notify.models import WORDS_MAX as BOARD_WORDS_MAX
from courtyard.notify.models import BoardNotice
from courtyard.people.models import CLERK, Office, Person
from courtyard.services.actions.annexes import Paper, _take
from courtyard.services.events.contracts import PlanPosted
from courtyard.services.locks.contracts import lock_contract
from courtyard.services.models import Annex, Contract
from courtyard.services.models.company import NAME_MAX
from courtyard.services.permissions.contracts import may_post_plan, posts_for
from courtyard.services.queries.contracts import book_of, day_of, period_of
from courtyard.services.upkeep.annexes import Kept
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.web.times import in_full

S = Contract.State
FILING, PLAN, TAKEOVER = "services.filing", "services.plan", "services.takeover"
WHAT = {
    FILING: sentence("File the service contract with the housing office"),
    PLAN: sentence("Post the plan for choosing a company, before the service contract ends"),
    TAKEOVER: sentence("Hand the estate over to the owners’ committee or the company that comes"),
}
PERIODS = {FILING: "contract_filing", PLAN: "selection_plan", TAKEOVER: "company_handover"}
AT_ONCE = timedelta(days=1)


class NoPlan(BadInput):
    says = sentence("Write the plan, in at most {most} characters; what is longer goes into the file.")
    field = "words"


class NotRunning(Refusal):
    says = sentence("This contract does not bind any more, or not yet: there is nothing of it to end.")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What hangs on the board, and perhaps a file. Its `id` is that of the notice."""

    words: str
    file: Kept | None = None
    file_name: str = ""
    id: UUID = field(default_factory=new_id)


def _due_on(contract: Contract, kind: str) -> tuple[date | None, Period | None]:
    """The last day of what is owed, and where it stands; no day where the rules say nothing."""
    period = period_of(contract, PERIODS[kind])
    if period is None:
        return None, None
    if kind == PLAN:
        return period.before(contract.ends_on), period
    begins = contract.signed_on if kind == FILING else contract.last_day
    return (period.after(begins, book_of(contract).hours.calendar) if begins else None), period


def _owe_calendar(contract: Contract, at: datetime) -> None:
    """That it is filed, and that the next choice is prepared in time."""
    _owe(contract, FILING, "wu", at)
    _owe(contract, PLAN, "ye" if _has_committee(contract, at) else "", at)


def _has_committee(contract: Contract, at: datetime) -> bool:
    """An estate without an owners' committee owes nothing in its name."""
    there = Office.objects.on(day_of(contract.estate, at))
    return there.filter(node=contract.estate.node, kind=Office.Kind.OWNERS_COMMITTEE).exists()


def _owe(contract: Contract, kind: str, party: str, at: datetime) -> None:
    """To a party, or to the sub-district where there is none. What is overdue from the first day is due at once."""
    due_on, law = _due_on(contract, kind)
    if due_on is None or law is None:
        return
    estate = contract.estate
    duties.owe(
        duties.Owed(
            kind=kind, node=estate.node, estate=estate, what=WHAT[kind],
            due_at=max(closes_on(due_on, estate.node.zone), at + AT_ONCE), party=party,
            office="" if party else Office.Kind.SUBDISTRICT, article=law.article, source=law.source,
            certainty=law.certainty, rulebook=contract.rulebook, about=contract.pk, link=_address(contract, kind),
            key=contract.pk.hex,
        ),
        by=CLERK, at=at,
    )  # fmt: skip


def _address(contract: Contract, kind: str) -> str:
    page = "services:takeover" if kind == TAKEOVER else "services:contract"
    return reverse(page, args=[contract.estate.node.code, contract.pk])


def _discharge(contract: Contract, kind: str, at: datetime) -> None:
    for duty in Duty.objects.open().filter(estate=contract.estate, kind=kind, key=contract.pk.hex):
        duties.discharge(duty.pk, by=CLERK, at=at, evidence=contract.pk, link=_address(contract, kind))


def _let_plan_go(contract: Contract, at: datetime) -> None:
    """The contract is over: no plan can be posted before its end any more. That none was, the record keeps."""
    with translation.override(settings.LANGUAGE_CODE):
        reason = gettext("The contract has ended.")
    for duty in Duty.objects.open().filter(estate=contract.estate, kind=PLAN, key=contract.pk.hex):
        duties.withdraw(duty.pk, by=CLERK, at=at, reason=reason)


def _end_promises(contract: Contract, last_on: date, at: datetime) -> None:
    """What it promised of cases ends with it: no case filed later has its clock."""
    ids = contract.extras.exclude(promise__isnull=True).values_list("promise", flat=True)
    for promise in ContractPromise.objects.filter(pk__in=list(ids)).order_by("pk"):
        until = max(last_on, promise.since, day_of(contract.estate, at))
        if promise.until is None or promise.until > until:
            end_promise(promise.pk, until=until, by=CLERK, at=at)


@deed
def post_plan(contract_id: UUID, plan: Plan, *, by: Person, at: datetime) -> Contract:
    """How the next company is chosen hangs on the board, and residents are told (沪房规范〔2025〕6号第八条)."""
    contract = lock_contract(contract_id)
    require(may_post_plan, by, contract, at)
    if contract.plan_posted_on is not None:
        return contract
    if contract.state not in Contract.LIVING:
        raise NotRunning
    if not 0 < len(plan.words.strip()) <= BOARD_WORDS_MAX:
        raise NoPlan(most=BOARD_WORDS_MAX)
    annex = _plan_paper(contract, plan, by, at)
    contract.plan_notice = post(_posting(contract, plan, by, at), by=by, at=at).pk
    contract.plan_posted_on = day_of(contract.estate, at)
    contract.save(update_fields=["plan_posted_on", "plan_notice"])
    due_on, _ = _due_on(contract, PLAN)
    late = due_on is not None and contract.plan_posted_on > due_on
    _discharge(contract, PLAN, at)
    event = PlanPosted(
        ends_on=contract.ends_on, notice=contract.plan_notice, late=late, sha256=annex.sha256 if annex else ""
    )
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return contract


def _plan_paper(contract: Contract, plan: Plan, by: Person, at: datetime) -> Annex | None:
    if plan.file is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        name = plan.file_name[-NAME_MAX:] or gettext("Plan for choosing a company")
    return _take(contract, Paper(kind=Annex.Kind.PLAN, name=name, file=plan.file), by, at)


def _posting(contract: Contract, plan: Plan, by: Person, at: datetime) -> Posting:
    """It hangs until the contract ends, or half a year."""
    today = day_of(contract.estate, at)
    with translation.override(settings.LANGUAGE_CODE):  # the board speaks the estate's language, whoever posts
        title = gettext("How the next property company is chosen; the contract runs until {day}").format(
            day=in_full(contract.ends_on)
        )
    until = contract.ends_on if contract.ends_on > today else today + HANGS_MAX
    return Posting(
        estate=contract.estate, party=posts_for(by, contract.estate, at), title=title, words=plan.words.strip(),
        until=min(until, today + HANGS_MAX), tells=BoardNotice.Tells.RESIDENTS, id=plan.id,
    )  # fmt: skip
