"""Spendings of an estate: what is planned, where each stands, what is drawn and what waits to be paid."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from courtyard.assembly.models import Decision
from courtyard.committee.models import Limit
from courtyard.core.books.fund import Works, needs_review
from courtyard.money.models import AccountMonth, Book, Draw, Entry, Spending, Voucher
from courtyard.money.models.book import Fund
from courtyard.money.parts import CASH
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of

ROWS = 20
WAITING_MAX = 500
A, S = Entry.Authority, Spending.State
WITH = ("building", "entrance__building", "chosen", "estate__node")
PEOPLE = (
    "planned_by", "authorised_by", "first_by", "second_by", "reviewed_by", "accepted_by", "published_by",
    "withdrawn_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToBePaid:
    """A part of a spending that two people approved and that is not paid yet. `id` is what `pay` is told."""

    id: UUID
    spending_id: UUID
    fen: int
    payee: str
    approved_on: date
    reference: str
    fund: str


@dataclass(frozen=True, slots=True)
class SpendingPage:
    """A stretch of the list; `before` is where the next one begins, empty at its end."""

    rows: list[Spending]
    before: str


def spendings_of(estate: Estate, before: str = "", state: str = "") -> SpendingPage:
    """The newest first. `before` is “2026-12”, as the page before said."""
    found = Spending.objects.filter(estate=estate).select_related(*WITH)
    if state in S.values:
        found = found.filter(state=state)
    year, _, number = before.partition("-")
    if before.isascii() and year.isdecimal() and number.isdecimal() and len(before) < 14:
        found = found.filter(Q(year__lt=int(year)) | Q(year=int(year), number__lt=int(number)))
    rows = list(found.order_by("-year", "-number")[: ROWS + 1])
    return SpendingPage(rows[:ROWS], str(rows[ROWS - 1]) if len(rows) > ROWS else "")


def spending_of(code: str, pk: UUID) -> Spending | None:
    return Spending.objects.filter(pk=pk, estate__node__code=code).select_related(*WITH, *PEOPLE).first()


def voucher_of(code: str, pk: UUID) -> Voucher | None:
    found = Voucher.objects.filter(pk=pk, estate__node__code=code)
    return found.select_related("estate__node", "spending__estate__node", "quote").first()


def standing_draws() -> QuerySet[Draw]:
    """Draws that count: neither dropped nor taken back in the books."""
    taken_back = Entry.objects.filter(reverses=OuterRef("pk"))
    return Draw.objects.filter(dropped_at__isnull=True).exclude(Exists(taken_back))


def drawn_fen(spending: Spending) -> int:
    """What was drawn, or asked for, so far."""
    return works_of(spending).drawn_fen


def works_of(spending: Spending, besides: UUID | None = None) -> Works:
    draws = standing_draws().filter(spending=spending.pk)
    draws = draws.exclude(pk=besides) if besides else draws
    sums = draws.aggregate(all=Sum("fen"), unpaid=Sum("fen", filter=Q(paid_on=None)))
    return Works(spending.agreed_fen or 0, spending.reviewed_fen, sums["all"] or 0, sums["unpaid"] or 0)


def to_be_paid(estate_id: UUID) -> list[ToBePaid]:
    """What a line of the bank may be the payment of, the oldest first."""
    draws = Draw.objects.filter(
        estate=estate_id, paid_on__isnull=True, dropped_at__isnull=True, spending__state__in=Spending.DRAWN_FROM
    ).select_related("spending__estate__node")
    return [
        ToBePaid(
            one.pk, one.spending_id, one.fen, one.payee, _approved_on(one.spending), one.reference, one.spending.fund,
        )
        for one in draws.order_by("asked_at", "pk")[:WAITING_MAX]
    ]  # fmt: skip


def _approved_on(spending: Spending) -> date:
    assert spending.second_at is not None, "two people approved it"
    return rules_of(spending.estate).hours.day_of(spending.second_at)


def cash_fen(book: Book, fund: str) -> int:
    """What is in a fund's account at the bank."""
    rows = AccountMonth.objects.filter(estate=book.pk, account__key=CASH[fund])
    sums = rows.aggregate(debit=Sum("debit_fen"), credit=Sum("credit_fen"))
    return (sums["debit"] or 0) - (sums["credit"] or 0)


def paid_entries(draws: Iterable[Draw]) -> dict[UUID, Entry]:
    """The entry of each draw that was paid."""
    keys = [one.pk for one in draws if one.paid_on]
    return {one.pk: one for one in Entry.objects.filter(pk__in=keys).select_related("reversed_by")}


@dataclass(frozen=True, slots=True)
class Rest:
    """What a spending rests on: a decision of the owners, a limit they gave by one, or a contract; or nothing of it."""

    decision: Decision | None = None
    limit: Limit | None = None
    contract: UUID | None = None


def rest_of(kind: str, key: UUID | None) -> Rest:
    """At most one query."""
    if key is None:
        return Rest()
    if kind == A.ASSEMBLY:
        return Rest(decision=Decision.objects.filter(pk=key).first())
    if kind == A.LIMIT:
        limit = Limit.objects.select_related("decision").filter(pk=key).first()
        return Rest(limit.decision if limit else None, limit)
    return Rest(contract=key) if kind == A.CONTRACT else Rest()


def under_decision(decision: Decision) -> list[Spending]:
    """What was spent under a decision of the owners, or within a limit that it gave; the newest first."""
    limits = Limit.objects.filter(decision=decision.pk).values("pk")
    by = Q(authority=A.ASSEMBLY, authority_id=decision.pk) | Q(authority=A.LIMIT, authority_id__in=limits)
    rows = Spending.objects.filter(by, estate=decision.estate_id).select_related("estate__node")
    return list(rows.order_by("-year", "-number")[:ROWS])


def paid_fen_of(spendings: Sequence[Spending]) -> dict[UUID, int]:
    """What was paid for each, in one query."""
    paid: defaultdict[UUID, int] = defaultdict(int)
    rows = standing_draws().filter(spending__in=[one.pk for one in spendings], paid_on__isnull=False)
    for key, fen in rows.order_by().values_list("spending").annotate(all=Sum("fen")):
        paid[key] = fen
    return paid


def waiting_to_sign(estate: Estate) -> list[Spending]:
    rows = Spending.objects.filter(estate=estate, state=S.AUTHORISED).select_related("estate__node")
    return list(rows.order_by("authorised_at")[:ROWS])


def wants_review(spending: Spending, on: date) -> bool:
    """Whether a review has to come before anything is paid: a large spending from public revenue."""
    if spending.fund != Fund.REVENUE or spending.reviewed_fen is not None:
        return False
    return needs_review(spending.agreed_fen or spending.planned_fen, rules_of(spending.estate).limits, on)
