"""The register in figures, as `courtyard import --json` prints it."""

from collections.abc import Callable
from typing import Any

from courtyard.core.register.result import Register


def summary(register: Register, translate: Callable[[str], str] = str) -> dict[str, Any]:
    """Homes, ownership entries, area and every error with its row, cell and reason."""
    return {
        "homes": len(register.homes),
        "owners": register.owners,
        "area_cm2": register.area_cm2,
        "errors": [
            {"row": problem.row, "cell": problem.cell, "reason": problem.text(translate)}
            for problem in register.problems
        ],
    }
