"""What an estate has to publish: which of it is due, what a publication looked like, and what changed since the last.

The lines are the rulebook's (`[disclosures.KEY]`); docs/disclosures.md lists them.
"""

from courtyard.core.disclosures.due import Due, State, due
from courtyard.core.disclosures.records import Happening, Published, Traits
from courtyard.core.disclosures.snapshots import (
    BadSnapshot,
    Changed,
    Difference,
    File,
    Row,
    Snapshot,
    difference,
    read_snapshot,
)

__all__ = [
    "BadSnapshot",
    "Changed",
    "Difference",
    "Due",
    "File",
    "Happening",
    "Published",
    "Row",
    "Snapshot",
    "State",
    "Traits",
    "difference",
    "due",
    "read_snapshot",
]
