"""A catalogue of service standards as rows of a spreadsheet: read, found fault with, compared, written again.

Pure: it gets rows and gives back a draft and the faults, each with its row, its column and what would be right.
"""

from courtyard.core.standards.compare import Differences, Kind, differences
from courtyard.core.standards.draft import FIELDS, ITEMS_MAX, LEVELS_MAX, Draft, ItemLine, LevelLine
from courtyard.core.standards.faults import Fault
from courtyard.core.standards.headings import Column, headings
from courtyard.core.standards.reader import ROWS_MAX, Reading, read
from courtyard.core.standards.writer import EXAMPLE, written

__all__ = [
    "EXAMPLE", "FIELDS", "ITEMS_MAX", "LEVELS_MAX", "ROWS_MAX", "Column", "Differences", "Draft", "Fault", "ItemLine",
    "Kind", "LevelLine", "Reading", "differences", "headings", "read", "written",
]  # fmt: skip
