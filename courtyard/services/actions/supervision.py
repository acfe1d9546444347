"""What offices above found of a company where it serves: inspections, penalties, complaints that were upheld."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.events import Event
from courtyard.duties.actions import Owed, discharge, owe, withdraw
from courtyard.duties.models import Duty
from courtyard.duties.schedule import closes_on
from courtyard.people.models import CLERK, Person
from courtyard.places.models import Estate, Node
from courtyard.services.actions.companies import NoReason
from courtyard.services.events.companies import (
    CompanyInspected,
    CompanyPenalised,
    ComplaintUpheld,
    FindingWithdrawn,
    PutRight,
)
from courtyard.services.holding import require_open, require_serving
from courtyard.services.locks.companies import lock_company, lock_finding
from courtyard.services.models import Company, Supervision
from courtyard.services.models.company import ARTICLE_MAX, NAME_MAX, WORDS_MAX
from courtyard.services.permissions.companies import (
    may_inspect,
    may_penalise,
    may_put_right,
    may_uphold,
    may_withdraw_finding,
)
from courtyard.services.permissions.credit import seat_over
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

MEND = "services.mend"
FINE_FEN_MAX = 10**11
KIND, OUTCOME = Supervision.Kind, Supervision.Outcome


class NotYet(BadInput):
    says = sentence("It cannot have happened later than today.")
    field = "on"


class SaysNothing(BadInput):
    says = sentence("Say in at most {most} characters what was found. Name no resident: everybody reads it.")
    field = "words"


class NoDayToMend(BadInput):
    says = sentence("Say by when it has to be put right: a day that is still to come.")
    field = "mend_by"


class NothingToMend(BadInput):
    says = sentence("What is in order has nothing to put right. Leave the day empty, or choose the other outcome.")
    field = "mend_by"


class BelowZero(BadInput):
    says = sentence("A fine is some money: more than nothing, in yuan. Where none was imposed, leave it empty.")
    field = "fine"


class FineTooLarge(BadInput):
    says = sentence("No fine is that large. Check the amount: it is in yuan.")
    field = "fine"


class NoArticle(BadInput):
    says = sentence("A penalty rests on an article. Write which, in at most {most} characters.")
    field = "article"


class NoCase(BadInput):
    says = sentence("Cite the number of the case whose complaint was upheld, in at most {most} characters.")
    field = "case_number"


class NothingOpen(Refusal):
    says = sentence("There is nothing here that has to be put right: it is in order, put right, or withdrawn.")


class BeforeFound(BadInput):
    says = sentence("It was found on {on} only; it cannot have been put right before.")
    field = "on"


@dataclass(frozen=True, kw_only=True)
class Found:
    """What an office found of a company, at which estate, on which day. Its `id` makes one form one finding."""

    node: Node
    on: date
    words: str
    id: UUID = field(default_factory=new_id)


@deed
def inspect(
    company_id: UUID, found: Found, *, by: Person, at: datetime, mend_by: date | None = None, in_order: bool = False
) -> Supervision:
    """In order, or something has to be put right by a day; then the company owes that in the estate."""
    company = lock_company(company_id)
    require(may_inspect, by, company, found.node, at)
    before = _before(company, found)
    if before is not None:
        return before
    _check(company, found, at)
    _check_mending(mend_by, localdate(at), in_order=in_order)
    outcome = OUTCOME.IN_ORDER if in_order else OUTCOME.TO_MEND
    one = _enter(company, found, by, at, kind=KIND.INSPECTION, outcome=outcome, mend_by=mend_by)
    event = CompanyInspected(
        company=company.name, on=one.on, outcome=outcome.value, words=one.words, mend_by=one.mend_by
    )
    record(event, node=one.node_id, about=one.pk, by=by, at=at)
    if mend_by is not None:
        owe(_owed(one, mend_by), by=by, at=at)
    return one


@deed
def penalise(
    company_id: UUID, found: Found, *, article: str, by: Person, at: datetime, fine_fen: int | None = None
) -> Supervision:
    """A penalty that was imposed, with its article; a fine where there is one."""
    company = lock_company(company_id)
    require(may_penalise, by, company, found.node, at)
    before = _before(company, found)
    if before is not None:
        return before
    _check(company, found, at)
    if not article.strip() or len(article.strip()) > ARTICLE_MAX:
        raise NoArticle(most=ARTICLE_MAX)
    if fine_fen is not None and fine_fen <= 0:
        raise BelowZero
    if fine_fen is not None and fine_fen > FINE_FEN_MAX:
        raise FineTooLarge
    more: dict[str, Any] = {"article": article.strip(), "fine_fen": fine_fen}
    one = _enter(company, found, by, at, kind=KIND.PENALTY, outcome=OUTCOME.FINED, **more)
    event = CompanyPenalised(
        company=company.name, on=one.on, article=one.article, fine_fen=one.fine_fen, words=one.words
    )
    record(event, node=one.node_id, about=one.pk, by=by, at=at)
    return one


@deed
def uphold(company_id: UUID, found: Found, *, case_number: str, by: Person, at: datetime) -> Supervision:
    """A complaint was right. The case is cited by its number and stays with its estate."""
    company = lock_company(company_id)
    require(may_uphold, by, company, found.node, at)
    before = _before(company, found)
    if before is not None:
        return before
    _check(company, found, at)
    number = case_number.strip()
    if not number or len(number) > NAME_MAX:
        raise NoCase(most=NAME_MAX)
    one = _enter(company, found, by, at, kind=KIND.COMPLAINT, outcome=OUTCOME.UPHELD, case_number=number)
    event = ComplaintUpheld(company=company.name, on=one.on, words=one.words, case_number=number)
    record(event, node=one.node_id, about=one.pk, by=by, at=at)
    return one


def _before(company: Company, found: Found) -> Supervision | None:
    return Supervision.objects.filter(pk=found.id, company=company).select_related("node").first()


def _check(company: Company, found: Found, at: datetime) -> None:
    require_open(company)
    if found.on > localdate(at):
        raise NotYet
    require_serving(company, found.node, found.on)
    if not found.words.strip() or len(found.words.strip()) > WORDS_MAX:
        raise SaysNothing(most=WORDS_MAX)


def _check_mending(mend_by: date | None, today: date, *, in_order: bool) -> None:
    if in_order and mend_by is not None:
        raise NothingToMend
    if not in_order and (mend_by is None or mend_by <= today):
        raise NoDayToMend


def _enter(company: Company, found: Found, by: Person, at: datetime, **columns: Any) -> Supervision:
    return Supervision.objects.create(
        id=found.id, company=company, node=found.node, seat=seat_over(by, found.node, at), on=found.on,
        words=found.words.strip(), by=by, entered_at=at, **columns,
    )  # fmt: skip


def _owed(one: Supervision, mend_by: date) -> Owed:
    return Owed(
        kind=MEND, node=one.node, estate=Estate.objects.get(pk=one.node_id), party="wu",
        what=sentence("put right what an inspection found: {words}"), fields={"words": one.words[:120]},
        due_at=closes_on(mend_by, one.node.zone), about=one.pk, key=one.pk.hex,
        link=reverse("services:company", args=[one.company_id]),
    )  # fmt: skip


@deed
def put_right(found_id: UUID, *, on: date, words: str, by: Person, at: datetime) -> Supervision:
    """The office looked again: it is put right, and so what the company owed is done."""
    one = lock_finding(found_id)
    require(may_put_right, by, one, at)
    if one.outcome == OUTCOME.MENDED:
        return one
    if one.outcome != OUTCOME.TO_MEND or one.withdrawn_at is not None:
        raise NothingOpen
    if on > localdate(at):
        raise NotYet
    if on < one.on:
        raise BeforeFound(on=one.on)
    if not words.strip() or len(words.strip()) > WORDS_MAX:
        raise SaysNothing(most=WORDS_MAX)
    one.outcome, one.mended_on, one.mended_words = OUTCOME.MENDED.value, on, words.strip()
    one.save(update_fields=["outcome", "mended_on", "mended_words"])
    for duty in _duties(one):
        discharge(duty.pk, by=by, at=at, words=one.mended_words, evidence=one.pk)
    late = one.mend_by is not None and on > one.mend_by
    event = PutRight(company=one.company.name, on=on, words=one.mended_words, late=late)
    record(event, node=one.node_id, about=one.pk, by=by, at=at)
    return one


@deed
def withdraw_finding(found_id: UUID, *, reason: str, by: Person, at: datetime) -> Supervision:
    """It was entered by mistake, or set aside: nobody reads it any more, and nothing is owed for it."""
    one = lock_finding(found_id)
    require(may_withdraw_finding, by, one, at)
    if one.withdrawn_at is not None:
        return one
    if not reason.strip():
        raise NoReason
    one.withdrawn_at, one.withdrawn_why = at, reason.strip()[:WORDS_MAX]
    one.save(update_fields=["withdrawn_at", "withdrawn_why"])
    for duty in _duties(one):
        withdraw(duty.pk, by=CLERK, at=at, reason=one.withdrawn_why)
    event: Event = FindingWithdrawn(company=one.company.name, kind=one.kind, reason=one.withdrawn_why)
    record(event, node=one.node_id, about=one.pk, by=by, at=at)
    return one


def _duties(one: Supervision) -> list[Duty]:
    return list(Duty.objects.open().filter(node=one.node, kind=MEND, key=one.pk.hex))
