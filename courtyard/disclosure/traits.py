"""What of an estate decides what it has to publish: how it pays its company, who sits, who keeps which account."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from courtyard.committee.models import Committee
from courtyard.core.disclosures import Traits
from courtyard.core.rulebook import Bearer, Keeper, Management
from courtyard.people.models import Office
from courtyard.places.models import Estate
from courtyard.services.queries.current import contract_on
from courtyard.web.registers import Register


@dataclass(frozen=True, slots=True)
class KeeperSource:
    """Who keeps which account on a day, where that is known: whoever keeps it publishes it."""

    name: str
    tell: Callable[[Estate, date], Mapping[Keeper, Bearer]]


@dataclass(frozen=True, slots=True)
class ModeSource:
    """How an estate is managed on a day, where something besides its contract says so."""

    name: str
    tell: Callable[[Estate, date], Management | None]


keepers: Register[KeeperSource] = Register("who keeps accounts")
modes: Register[ModeSource] = Register("how estates are managed")


def traits_of(estate: Estate, since: date, on: date) -> Traits:
    """Four questions, and those of what was registered."""
    begins, ends = committee_of(estate, on)
    kept: dict[Keeper, Bearer] = {}
    for source in keepers:
        kept |= source.tell(estate, on)
    return Traits(
        began_on=since, kind=estate.kind, mode=mode_of(estate, on), committee_since=begins, committee_until=ends,
        keepers=kept,
    )  # fmt: skip


def mode_of(estate: Estate, on: date) -> Management | None:
    """As its contract says; nobody knows where there is none."""
    contract = contract_on(estate, on)
    if contract is not None:
        return cast("Management", str(contract.mode))
    return next((mode for source in modes if (mode := source.tell(estate, on))), None)


def committee_of(estate: Estate, on: date) -> tuple[date | None, date | None]:
    """Since when and until when a committee sits: by its term, or, where none was entered, by who holds the office."""
    in_office = Committee.State.IN_OFFICE
    term = Committee.objects.filter(estate=estate.pk, state=in_office).values_list("starts_on", "ended_on").first()
    offices = Office.objects.on(on).filter(node=estate.node, kind=Office.Kind.OWNERS_COMMITTEE)
    since = list(offices.order_by("since").values_list("since", flat=True)[:1])
    if term is not None:
        return min([term[0], *since]), term[1]
    return (since[0], None) if since else (None, None)
