"""Reading the register of homes and owners as offices really keep it.

`guess_columns(rows)` says which column is which; a person corrects it; `parse(rows, columns)` reads the homes and
owners and names every cell that cannot be read. Rows come from a file by way of `courtyard.places.sheets`.
"""

from courtyard.core.register.columns import Column
from courtyard.core.register.guess import ColumnGuess, Forbidden, Guess, forbidden_columns, guess_columns
from courtyard.core.register.parser import parse
from courtyard.core.register.result import Counts, HomeLine, Note, OwnerEntry, Problem, Register
from courtyard.core.register.rows import Cell, Row, letter, without
from courtyard.core.register.same import Evidence, Namesake, Namesakes, same_names
from courtyard.core.register.summary import summary
from courtyard.core.register.uses import Use

__all__ = [
    "Cell", "Column", "ColumnGuess", "Counts", "Evidence", "Forbidden", "Guess", "HomeLine", "Namesake", "Namesakes",
    "Note", "OwnerEntry", "Problem", "Register", "Row", "Use", "forbidden_columns", "guess_columns", "letter", "parse",
    "same_names", "summary", "without",
]  # fmt: skip
