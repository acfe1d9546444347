"""The yearly plan of public revenue: drafted, and approved under a decision of the owners, version by version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.money import citing
from courtyard.money.events.revenue import RevenuePlanApproved, RevenuePlanned
from courtyard.money.grounds import about
from courtyard.money.locks import lock_book
from courtyard.money.models import Book, Entry, RevenuePlan, RevenuePlanRow
from courtyard.money.models.book import WHAT_MAX, Fund
from courtyard.money.permissions.revenue import may_approve_plan, may_plan_revenue
from courtyard.money.queries import revenue as queries
from courtyard.money.revenue_rules import whole_fen, year_is_near
from courtyard.people.models import Person
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import holder, there

S = RevenuePlan.State
APPROVES = (Entry.Authority.ASSEMBLY,)


class NotThisYear(BadInput):
    says = sentence("Choose a year from {first} to {last}.")
    field = "year"


class EmptyPlan(BadInput):
    says = sentence("Plan at least one amount.")


class NoSuchPurpose(BadInput):
    says = sentence("Public revenue is not used for “{account}” here.")


class LongWords(BadInput):
    says = sentence("Say in at most {most} characters what it is for.")


class ApprovedAlready(Refusal):
    says = sentence("This version was approved already. Draft another one to change it.")


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A year's plan: fen by account of the chart, with words where there are some."""

    estate_id: UUID
    year: int
    fen: Mapping[str, int]
    words: Mapping[str, str] = field(default_factory=dict)
    id: UUID = field(default_factory=new_id)


@deed
def plan_revenue(told: Planned, *, by: Person, at: datetime) -> RevenuePlan:
    """The year's draft, in place of the draft before. What is approved stays until the next version is."""
    book = lock_book(told.estate_id)
    require(may_plan_revenue, by, book.estate, at)
    before = RevenuePlan.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None and before.state == S.APPROVED:
        raise ApprovedAlready
    _check(told, book, rules_of(book.estate).hours.day_of(at))
    RevenuePlan.objects.filter(estate=book.pk, year=told.year, state=S.DRAFT).delete()
    plan = RevenuePlan.objects.create(id=told.id, estate=book.estate, year=told.year, drafted_by=by, drafted_at=at)
    rows = [
        RevenuePlanRow(plan=plan, account=key, fen=fen, words=told.words.get(key, "").strip())
        for key, fen in sorted(told.fen.items())
    ]
    RevenuePlanRow.objects.bulk_create(rows)
    record(RevenuePlanned(year=plan.year, rows=_fen(rows)), node=book.pk, about=plan.pk, by=by, at=at)
    return plan


def _check(told: Planned, book: Book, today: date) -> None:
    if not year_is_near(told.year, today):
        raise NotThisYear(first=today.year, last=today.year + 1)
    if not told.fen:
        raise EmptyPlan
    known = {account.key for account in queries.purposes_of(book, today)}
    for key, fen in told.fen.items():
        if key not in known:
            raise NoSuchPurpose(account=key)
        whole_fen(fen)
    if any(len(words.strip()) > WHAT_MAX for words in told.words.values()):
        raise LongWords(most=WHAT_MAX)


@deed
def approve_plan(plan_id: UUID, ground: citing.Key, *, by: Person, at: datetime) -> RevenuePlan:
    """The owners decided it: from now on it is what is held against what is spent."""
    book = lock_book(holder(RevenuePlan.objects, plan_id, "estate"))
    plan = there(RevenuePlan.objects.prefetch_related("rows"), plan_id)
    require(may_approve_plan, by, book.estate, at)
    if plan.state == S.APPROVED:
        if plan.authority_id == ground[1]:
            return plan
        raise ApprovedAlready
    decided = citing.chosen(book.estate, ground, rules_of(book.estate).hours.day_of(at), APPROVES, about(Fund.REVENUE))
    plan.state, plan.version = S.APPROVED, queries.next_version(book.pk, plan.year)
    plan.authority, plan.authority_id, plan.approved_by, plan.approved_at = decided.kind, decided.id, by, at
    plan.save(update_fields=["state", "version", "authority", "authority_id", "approved_by", "approved_at"])
    event = RevenuePlanApproved(
        year=plan.year, version=plan.version, rows=_fen(plan.rows.all()), authority=decided.kind,
        authority_id=decided.id,
    )  # fmt: skip
    record(event, node=book.pk, about=plan.pk, by=by, at=at)
    return plan


def _fen(rows: Iterable[RevenuePlanRow]) -> dict[str, int]:
    return {row.account: row.fen for row in rows}
