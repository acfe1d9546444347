"""Contracts with property companies, their prices and their papers."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from courtyard.compliance.gathering.batch import Batch, gathered
from courtyard.core.compliance.facts import ServiceContract
from courtyard.services.models import Annex, Contract


def every(batch: Batch) -> dict[UUID, list[Contract]]:
    """All that an estate ever signed, and what is being prepared; the earliest first."""
    rows = Contract.objects.filter(estate__in=batch.ids).exclude(state=Contract.State.DROPPED)
    reviews = Annex.objects.filter(kind=Annex.Kind.REVIEW).order_by("added_at", "pk")
    rows = rows.prefetch_related("prices", Prefetch("annexes", reviews, to_attr="reviews"))
    return gathered((one.estate_id, one) for one in rows.order_by("starts_on", "pk"))


def facts_of(batch: Batch, contracts: Iterable[Contract]) -> Iterator[ServiceContract]:
    """Those signed by the day, as they stood then. A day that a notice set is its last, though nobody closed it yet."""
    for one in contracts:
        if one.signed_on is not None and one.signed_on <= batch.on:
            yield ServiceContract(
                id=one.pk, company=one.company_id, kind=one.kind, lump_sum=one.mode == Contract.Mode.LUMP_SUM,
                signed_on=one.signed_on, starts_on=one.starts_on, ends_on=one.ends_on,
                ended_on=batch.by(one.ended_on or one.leaves_on),
                filed_on=batch.by(one.filed_on), plan_posted_on=batch.by(one.plan_posted_on),
                reviewed_on=_reviewed_on(batch, one),
                fen_per_m2=tuple(sorted((price.use, price.fen_per_m2) for price in one.prices.all())),
            )  # fmt: skip


def _reviewed_on(batch: Batch, one: Contract) -> date | None:
    reviews: list[Annex] = one.reviews  # type: ignore[attr-defined]  # the prefetch above
    return batch.day(one.estate_id, reviews[0].added_at) if reviews else None
