"""In which way the company is paid here: it decides through which accounts fees go."""

from dataclasses import dataclass
from datetime import date

from courtyard.core.rulebook import Mode
from courtyard.places.models import Estate
from courtyard.services.models import Contract
from courtyard.services.queries.current import contract_on

FALLBACK: Mode = "lump_sum"
CHANGES_MAX = 24
"""Contracts that are looked at for one period, drafts among them."""


@dataclass(frozen=True, slots=True)
class Told:
    """The mode, and the contract that says so; without one the mode is only taken for granted."""

    mode: Mode
    contract: Contract | None


def mode_of(estate: Estate, day: date) -> Mode:
    """The operating mode of the contract that binds on `day`; lump sum where none does (`told_mode` says which)."""
    return told_mode(estate, day).mode


def changes_on(estate: Estate, first: date, last: date) -> date | None:
    """The first day after `first`, up to `last`, from which a contract says another mode than the one on `first`.

    Where a contract ends and none follows nothing is said, so nothing has changed.
    """
    begin = Contract.objects.filter(estate=estate.pk, starts_on__gt=first, starts_on__lte=last)
    days = begin.order_by("starts_on").values_list("starts_on", flat=True).distinct()
    mode = mode_of(estate, first)
    said = ((day, told_mode(estate, day)) for day in days[:CHANGES_MAX])
    return next((day for day, told in said if told.contract is not None and told.mode != mode), None)


def told_mode(estate: Estate, day: date) -> Told:
    found = contract_on(estate, day)
    return Told(found.mode, found) if found is not None else Told(FALLBACK, None)  # type: ignore[arg-type]
