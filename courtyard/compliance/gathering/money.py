"""Owners' money and what is published of it, by the names that facts have for it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from courtyard.compliance.gathering import books, disclosures, fund, revenue, spendings
from courtyard.compliance.gathering.batch import Batch
from courtyard.core.quarters import Quarter
from courtyard.money.models import RevenueProject
from courtyard.money.revenue_rules import collector


def money(batch: Batch) -> Callable[[UUID], dict[str, Any]]:
    """For each estate of the batch. What nobody keeps or let is left empty, and found by no check."""
    kept, owners, let = books.kept(batch), books.grounds(batch), revenue.projects(batch)
    walls, hung = disclosures.walls(batch), disclosures.published(batch)
    quarters, uses = revenue.quarters(batch, kept, let, owners), revenue.uses(batch, let, owners)
    spent = spendings.spent(batch)
    works, spends = spendings.works(batch, spent), spendings.fund_spends(spent, owners)
    of_revenue, dangers = spendings.revenue_spends(batch, spent), spendings.emergencies(batch)
    audits, told = disclosures.audits(batch, hung), fund.notices(batch)
    low, top_ups = fund.low_accounts(batch, owners, told), fund.top_ups(batch, owners, told)

    def of(pk: UUID) -> dict[str, Any]:
        return {
            **_keepers(batch, pk, kept.get(pk), let.get(pk, ())),
            "published": tuple(hung.get(pk, ())),
            "published_from": walls.get(pk),
            "audits": tuple(audits.get(pk, ())),
            "audits_from": disclosures.audits_from(kept.get(pk), walls.get(pk)),
            "revenue_quarters": tuple(quarters.get(pk, ())),
            "revenue_spends": tuple(of_revenue.get(pk, ())),
            "low_accounts": tuple(low.get(pk, ())),
            "top_ups": tuple(top_ups.get(pk, ())),
            "fund_works": tuple(works.get(pk, ())),
            "fund_spends": tuple(spends.get(pk, ())),
            "common_uses": tuple(uses.get(pk, ())),
            "emergencies": tuple(dangers.get(pk, ())),
        }

    return of


def _keepers(batch: Batch, pk: UUID, kept: books.Kept | None, let: Sequence[RevenueProject]) -> dict[str, Any]:
    """Who keeps which account, and since when this record knows it."""
    if kept is None:
        return {}
    found: dict[str, Any] = {}
    if kept.fund_from is not None:
        found |= {"fund_keeper": books.FUND_KEEPER, "fund_kept_from": kept.fund_from}
    keeper = collector(let, Quarter.on(batch.on).before.first_day, batch.on)
    told = [day for one in let if (day := batch.day(pk, one.opened_at))]
    if kept.revenue_from is not None and keeper is not None:
        found |= {"revenue_keeper": keeper, "revenue_kept_from": max(kept.revenue_from, min(told, default=date.min))}
    return found
