"""Works that come again by some rule: what, in which field of service, and how often at the least."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from courtyard.core.rulebook.periods import months_after
from courtyard.core.rulebook.terms import Ruled, terms_of
from courtyard.core.standards import FIELDS
from courtyard.core.tables import Misfit, Table

WorkUnit = Literal["days", "months"]
MOST = {"days": 366, "months": 60}


@dataclass(frozen=True, slots=True)
class WorkLine(Ruled):
    """Once every so many days or months, or more often."""

    field: str
    every: int
    unit: WorkUnit

    def next_after(self, day: date) -> date:
        """The last day for the turn after one that was due on `day`."""
        if self.unit == "months":
            return months_after(day, self.every)
        return day + timedelta(days=self.every)


def work_line_of(table: Table) -> WorkLine:
    """Raises Misfit without exactly one of days and months, or for a field that is none of the five."""
    units: list[WorkUnit] = [unit for unit in ("days", "months") if unit in table]
    if len(units) != 1:
        raise Misfit(table.path, "it needs days or months, one of the two")
    every = table.number(units[0])
    if not 1 <= every <= MOST[units[0]]:
        raise Misfit(table.path_to(units[0]), f"it must be between 1 and {MOST[units[0]]}")
    line = WorkLine(**terms_of(table), field=table.choice("field", FIELDS), every=every, unit=units[0])
    table.close()
    return line
