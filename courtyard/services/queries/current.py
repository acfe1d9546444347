"""Which contract binds an estate on a day, and what it promises there."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models.expressions import Combinable

from courtyard.places.models import Estate
from courtyard.services.models import Company, Contract, Item


def contract_on(estate: Estate, day: date, **also: Combinable) -> Contract | None:
    """The contract that binds on `day`, with what else is asked of it; the actions see to it that there is one."""
    rows = Contract.objects.filter(estate=estate.pk, starts_on__lte=day).exclude(
        state__in=[Contract.State.DRAFT, Contract.State.DROPPED]
    )
    ordered = rows.annotate(**also).select_related("company", "catalogue").order_by("-starts_on", "-id")
    return next((one for one in ordered[:8] if one.holds(day)), None)


def company_of(estate: Estate, day: date) -> Company | None:
    """Who serves the estate on `day`."""
    found = contract_on(estate, day)
    return found.company if found else None


def serves_since(contract: Contract) -> date:
    """The first day of the contracts by which the company has served there without a break until this one."""
    since = contract.starts_on
    before = Contract.objects.filter(estate=contract.estate_id, company=contract.company_id, starts_on__lt=since)
    for one in before.exclude(state__in=[Contract.State.DRAFT, Contract.State.DROPPED]).order_by("-starts_on")[:8]:
        if one.last_day is not None and one.last_day < since - timedelta(days=1):
            break
        since = one.starts_on
    return since


def items_of(contract: Contract) -> Sequence[Item]:
    """What is looked at under a contract: of each field the items of the level that it promises."""
    if contract.catalogue_id is None:
        return ()
    promised = dict(contract.levels.values_list("field", "level"))
    items = Item.objects.filter(catalogue=contract.catalogue_id).order_by("field", "position")
    return [one for one in items if one.level_from <= promised.get(one.field, 0) <= one.level_to]
