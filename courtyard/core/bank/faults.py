"""What is wrong with a row of a bank's sheet, or worth knowing. The page says it in the reader's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from courtyard.core.register.faults import Unreadable
from courtyard.core.register.rows import Row


@dataclass(frozen=True, slots=True)
class Fault:
    """In which row, in which cell (empty where it is about the whole row), what stands there, and a sentence.

    `row` counts from 1 as the spreadsheet does; 0 is about the whole sheet. Sums in `fields` are written out in yuan.
    """

    row: int
    says: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    cell: str = ""
    was: str = ""

    def text(self, translate: Callable[[str], str] = str) -> str:
        return translate(self.says).format(**self.fields)


def at_cell(row: Row, column: int, fault: Unreadable) -> Fault:
    """The fault of one cell."""
    return Fault(row.number, fault.reason, fault.fields, row.cell_name(column), row.text(column))
