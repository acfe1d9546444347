"""What floors above tell people about: who depends on an imported register."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courtyard.web.registers import Register


@dataclass(frozen=True, slots=True)
class Dependent:
    """Something that an import cannot be taken back under.

    `count(estate, batch)` says how many there are that refer to what the batch brought: homes, buildings and
    entrances, persons and tenures carry it in their column `batch`. `says` holds {n}: "{n} cases".
    """

    name: str
    says: Any
    count: Callable[[UUID, UUID], int]


dependents: Register[Dependent] = Register("what depends on an import")
