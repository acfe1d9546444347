"""A spending before money is let out: planned, quoted, and withdrawn with a reason."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from courtyard.assembly.freezes import require_thawed
from courtyard.committee.actions.limits import hand_back_limit
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.money.booking import NoText
from courtyard.money.events.spending import QuoteAdded, SpendingPlanned, SpendingWithdrawn
from courtyard.money.grounds import FREEZES, FROZEN_FUNDS, NoEmergencyRule, emergency_rule
from courtyard.money.locks import lock_book, lock_spending
from courtyard.money.models import Entry, Quote, Spending
from courtyard.money.models.book import FEN_MAX, WHAT_MAX, WORDS_MAX
from courtyard.money.models.spending import NAME_MAX
from courtyard.money.parts import part_of, require_account
from courtyard.money.permissions.spending import may_add_quote, may_plan_spending, may_withdraw_spending
from courtyard.money.queries.spending import drawn_fen
from courtyard.people.models import CLERK, Person
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Spending.State
QUOTES_MAX = 20


class NoWhy(BadInput):
    says = sentence("Say in at most {most} characters why it is needed.")
    field = "why"


class NoAmount(BadInput):
    says = sentence("Say how much it costs: more than nothing, and at most {most_yuan} yuan.")
    field = "fen"


class NoDanger(BadInput):
    says = sentence("Say in at most {most} characters what the danger is.")
    field = "danger"


class NotReported(BadInput):
    says = sentence("An emergency is reported. Say to whom, and on which day that has come.")
    field = "reported_to"


class NoCompany(BadInput):
    says = sentence("Say in at most {most} characters which company it is from.")
    field = "company"


class ManyQuotes(Refusal):
    says = sentence("There are {most} quotes already.")


class NotNow(Refusal):
    says = sentence("Quotes are taken until it is decided on what the spending rests.")


class NoReason(BadInput):
    says = sentence("Say why, in at most {most} characters. Everybody reads it.")
    field = "words"


class PaidAlready(Refusal):
    says = sentence("A part of it is paid already, or about to be. Have that taken back first.")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be spent, for whose part. With a `danger` it is an emergency. Its `id` makes one form one plan."""

    fund: str
    account: str
    what: str
    why: str
    fen: int
    building: UUID | None = None
    entrance: UUID | None = None
    emergency: bool = False
    danger: str = ""
    reported_to: str = ""
    reported_on: date | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a company asks for. Its `id` makes one form one quote."""

    company: str
    fen: int
    words: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def plan_spending(estate: Estate, plan: Plan, *, by: Person, at: datetime) -> Spending:
    """What is needed, why, and what it is thought to cost; everybody reads it from then on. Raises Frozen, NoBooks."""
    book = lock_book(estate.pk)
    require(may_plan_spending, by, book.estate, at)
    before = Spending.objects.filter(pk=plan.id, estate=estate.pk).first()
    if before is not None:
        return before
    today = rules_of(book.estate).hours.day_of(at)
    _check(plan, book.estate, today)
    if plan.fund in FROZEN_FUNDS and not plan.emergency:
        require_thawed(FREEZES, book.estate, at)
    part = part_of(book.estate, plan.building, plan.entrance)
    last = Spending.objects.filter(estate=estate.pk, year=today.year).aggregate(last=Max("number"))["last"] or 0
    spending = Spending.objects.create(
        id=plan.id, estate=book.estate, year=today.year, number=last + 1, fund=plan.fund, account=plan.account,
        what=plan.what.strip(), why=plan.why.strip(), building=part.building, entrance=part.entrance,
        planned_fen=plan.fen, planned_by=by, planned_at=at, **_danger(plan),
    )  # fmt: skip
    event = SpendingPlanned(
        number=str(spending), what=spending.what, fund=spending.fund, fen=plan.fen, emergency=plan.emergency
    )
    record(event, node=book.pk, about=spending.pk, by=by, at=at)
    return spending


def _danger(plan: Plan) -> dict[str, object]:
    if not plan.emergency:
        return {}
    return {
        "emergency": True, "danger": plan.danger.strip(), "reported_to": plan.reported_to.strip(),
        "reported_on": plan.reported_on,
    }  # fmt: skip


def _check(plan: Plan, estate: Estate, today: date) -> None:
    if not 0 < len(plan.what.strip()) <= WHAT_MAX:
        raise NoText(most=WHAT_MAX)
    if not 0 < len(plan.why.strip()) <= WORDS_MAX:
        raise NoWhy(most=WORDS_MAX)
    if not 0 < plan.fen <= FEN_MAX:
        raise NoAmount(most_yuan=format_fen(FEN_MAX))
    require_account(estate, plan.fund, plan.account)
    if not plan.emergency:
        return
    if plan.fund not in FROZEN_FUNDS or emergency_rule(estate) is None:
        raise NoEmergencyRule
    if not 0 < len(plan.danger.strip()) <= WORDS_MAX:
        raise NoDanger(most=WORDS_MAX)
    if not 0 < len(plan.reported_to.strip()) <= NAME_MAX or plan.reported_on is None or plan.reported_on > today:
        raise NotReported


@deed
def add_quote(spending_id: UUID, offer: Offer, *, by: Person, at: datetime) -> Quote:
    """What one company asks for it; its paper is added beside it."""
    _, spending = lock_spending(spending_id)
    require(may_add_quote, by, spending, at)
    before = Quote.objects.filter(pk=offer.id, spending=spending).first()
    if before is not None:
        return before
    if spending.state not in (S.PLANNED, S.QUOTED):
        raise NotNow
    if not 0 < len(offer.company.strip()) <= NAME_MAX:
        raise NoCompany(most=NAME_MAX)
    if not 0 < offer.fen <= FEN_MAX:
        raise NoAmount(most_yuan=format_fen(FEN_MAX))
    if spending.quotes.count() >= QUOTES_MAX:
        raise ManyQuotes(most=QUOTES_MAX)
    quote = Quote.objects.create(
        id=offer.id, estate=spending.estate, spending=spending, company=offer.company.strip(), fen=offer.fen,
        words=offer.words.strip()[:WORDS_MAX], added_by=by, added_at=at,
    )  # fmt: skip
    spending.move_to(S.QUOTED)
    spending.save(update_fields=["state"])
    event = QuoteAdded(what=spending.what, company=quote.company, fen=quote.fen)
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return quote


@deed
def withdraw_spending(spending_id: UUID, *, reason: str, by: Person, at: datetime) -> Spending:
    """It is not spent after all. What was used of a limit is handed back."""
    _, spending = lock_spending(spending_id)
    require(may_withdraw_spending, by, spending, at)
    if spending.state == S.WITHDRAWN:
        return spending
    if drawn_fen(spending):
        raise PaidAlready
    if not 0 < len(reason.strip()) <= WORDS_MAX:
        raise NoReason(most=WORDS_MAX)
    spending.move_to(S.WITHDRAWN)
    spending.reason, spending.withdrawn_by, spending.withdrawn_at = reason.strip(), by, at
    spending.save(update_fields=["state", "reason", "withdrawn_by", "withdrawn_at"])
    if spending.authority == Entry.Authority.LIMIT:
        hand_back_limit(spending.pk, reason=spending.reason, by=CLERK, at=at)
    event = SpendingWithdrawn(what=spending.what, reason=spending.reason)
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return spending
