"""What a spending can be for and rest on: the parts of an estate, decisions, limits, contracts, quotes."""

from datetime import date
from typing import Any

from courtyard.committee.models import Limit
from courtyard.committee.queries.business import resolutions_to_cite
from courtyard.money.grounds import BY_FUND, CHOICES_MAX, covers, decisions_for, lends
from courtyard.money.models import Entry, Spending
from courtyard.places.models import Building, Entrance, Estate
from courtyard.services.queries.current import contract_on

A = Entry.Authority


def parts_of(estate: Estate) -> tuple[list[Building], list[Entrance]]:
    buildings = list(Building.objects.filter(estate=estate))
    entrances = Entrance.objects.filter(estate=estate).select_related("building")
    return buildings, list(entrances.order_by("building__order", "building__name", "name"))


def limits_for(spending: Spending, on: date) -> list[Limit]:
    """What the owners of this part let their committee spend on that day from such a fund."""
    given = Limit.objects.filter(
        estate=spending.estate_id, ended_on__isnull=True, decision__carried=True, valid_from__lte=on
    ).select_related("decision__motion__assembly")
    held = [one for one in given[:CHOICES_MAX] if one.valid_to is None or one.valid_to >= on]
    return [one for one in held if lends(one, spending) and covers(one.decision, spending)]


def choices_for(one: Spending, on: date) -> dict[str, Any]:
    """For the form that says what a spending rests on; what its fund does not know is left out."""
    known = BY_FUND.get(one.fund, ())
    contract = contract_on(one.estate, on) if A.CONTRACT in known else None
    limits = limits_for(one, on) if A.LIMIT in known else []
    return {
        "decisions": decisions_for(one, on), "limits": limits,
        "contracts": [contract] if contract else [], "quotes": list(one.quotes.all()),
        "resolutions": resolutions_to_cite(one.estate, unspent=True) if limits else [],
    }  # fmt: skip
