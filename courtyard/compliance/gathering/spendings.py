"""Spendings from the maintenance fund and from public revenue: what was paid of each, what it rests on, its review; and
the dangers for which money may be spent at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from courtyard.compliance.gathering.batch import Batch, gathered
from courtyard.compliance.gathering.books import Grounds
from courtyard.core.compliance.money_facts import Authority, Emergency, FundSpend, FundWorks, Paid, RevenueSpend
from courtyard.core.rulebook import Bearer
from courtyard.money.models import Draw, Entry, Spending
from courtyard.money.models.book import Fund

BACK = timedelta(days=800)
"""So far back payments are looked at: a rulebook tells of them for a year, or for two."""
SIGNS: Bearer = "ye"
"""Two of the committee sign every spending from these funds, whoever planned it."""
A = Entry.Authority


@dataclass(frozen=True, slots=True)
class Spent:
    """A spending, and what was paid of it by the day and not taken back, the earliest first."""

    spending: Spending
    draws: Sequence[Draw]

    @property
    def payments(self) -> tuple[Paid, ...]:
        return tuple(Paid(one.paid_on, one.fen) for one in self.draws if one.paid_on)


def spent(batch: Batch) -> dict[UUID, list[Spent]]:
    """Spendings from the owners' two funds of which something was paid lately, with all that was paid of them."""
    back = Entry.objects.filter(reverses=OuterRef("pk")).values("day")[:1]
    draws = Draw.objects.filter(estate__in=batch.ids, paid_on__lte=batch.on).annotate(back_on=Subquery(back))
    draws = draws.filter(Q(back_on__isnull=True) | Q(back_on__gt=batch.on))
    lately = draws.filter(paid_on__gt=batch.on - BACK, spending__fund__in=(Fund.MAINTENANCE, Fund.REVENUE))
    rows = draws.filter(spending__in=lately.values("spending")).select_related("spending").order_by("paid_on", "pk")
    by_spending = gathered((one.spending_id, one) for one in rows)
    return gathered((some[0].estate_id, Spent(some[0].spending, some)) for some in by_spending.values())


def works(batch: Batch, known: Mapping[UUID, Sequence[Spent]]) -> dict[UUID, list[FundWorks]]:
    """What was paid from the fund of each sum that was agreed; the review sets what is left to be paid."""
    return gathered(
        (
            pk,
            FundWorks(
                one.spending.pk, one.spending.what, SIGNS, one.spending.agreed_fen or 0, one.payments,
                batch.day(pk, one.spending.reviewed_at),
            ),
        )
        for pk, some in known.items() for one in some if one.spending.fund == Fund.MAINTENANCE
    )  # fmt: skip


def fund_spends(known: Mapping[UUID, Sequence[Spent]], owners: Grounds) -> dict[UUID, list[FundSpend]]:
    """Each payment from the fund. No other money leaves it: the database itself sees to that."""

    def found() -> Iterator[tuple[UUID, FundSpend]]:
        for pk, some in known.items():
            for one in some:
                if one.spending.fund == Fund.MAINTENANCE:
                    authority, since = _rests_on(one.spending, owners)
                    for draw in one.draws:
                        assert draw.paid_on is not None, "only what was paid was asked for"
                        yield pk, FundSpend(
                            draw.pk, one.spending.what, draw.paid_on, draw.fen, SIGNS, authority, since
                        )  # fmt: skip

    return gathered(found())


def _rests_on(one: Spending, owners: Grounds) -> tuple[Authority, date | None]:
    """What was set aside lets no money out."""
    if one.authority == A.EMERGENCY:
        return "emergency", None
    if one.authority == A.ASSEMBLY:
        since = owners.decided_on(one.authority_id)
        return ("assembly", since) if since else ("none", None)
    if one.authority == A.LIMIT:
        since = owners.limits.get(one.authority_id) if one.authority_id else None
        return ("limit", since) if since else ("none", None)
    return "none", None


def revenue_spends(batch: Batch, known: Mapping[UUID, Sequence[Spent]]) -> dict[UUID, list[RevenueSpend]]:
    """Each spending from public revenue from its first payment on, by the whole sum that was agreed."""
    return gathered(
        (
            pk,
            RevenueSpend(
                one.spending.pk, one.spending.what, one.payments[0].on, one.spending.agreed_fen or 0, SIGNS,
                batch.day(pk, one.spending.reviewed_at),
            ),
        )
        for pk, some in known.items() for one in some if one.spending.fund == Fund.REVENUE
    )  # fmt: skip


def emergencies(batch: Batch) -> dict[UUID, list[Emergency]]:
    """Dangers that a spending was planned for, from the day on which they were reported. Of the fund the committee
    acts when it says that the money may be spent, of public revenue when one of it signs; when the sub-district or the
    district does is on no record here."""
    rows = Spending.objects.filter(estate__in=batch.ids, emergency=True, reported_on__lte=batch.on)
    rows = rows.filter(Q(reported_on__gt=batch.on - BACK) | Q(first_at__isnull=True))
    rows = rows.exclude(withdrawn_at__lt=batch.end).order_by("reported_on", "pk")

    def found() -> Iterator[tuple[UUID, Emergency]]:
        for one in rows:
            assert one.reported_on is not None, "only those that were reported were asked for"
            acted = one.authorised_at if one.fund == Fund.MAINTENANCE else one.first_at
            yield one.estate_id, Emergency(one.pk, one.what, one.reported_on, batch.day(one.estate_id, acted))

    return gathered(found())
