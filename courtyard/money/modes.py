"""In which way the company is paid here: it decides through which accounts fees go."""

from dataclasses import dataclass
from datetime import date

from courtyard.core.rulebook import Mode
from courtyard.places.models import Estate
from courtyard.services.models import Contract
from courtyard.services.queries.current import contract_on

FALLBACK: Mode = "lump_sum"


@dataclass(frozen=True, slots=True)
class Told:
    """The mode, and the contract that says so; without one the mode is only taken for granted."""

    mode: Mode
    contract: Contract | None


def mode_of(estate: Estate, day: date) -> Mode:
    """The operating mode of the contract that binds on `day`; lump sum where none does (`told_mode` says which)."""
    return told_mode(estate, day).mode


def told_mode(estate: Estate, day: date) -> Told:
    found = contract_on(estate, day)
    return Told(found.mode, found) if found is not None else Told(FALLBACK, None)  # type: ignore[arg-type]
