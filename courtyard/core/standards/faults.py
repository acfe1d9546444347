"""What is wrong with a row, and what would be right. The page that shows it says it in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from courtyard.core.errors import sentence

NO_HEADINGS = sentence(
    "We find no headings. In one row there must stand: {wanted}. The template to download has all of them."
)
MISSING_COLUMN = sentence("The column “{heading}” is missing. Add it, or take the template.")
TWICE_COLUMN = sentence("The column “{heading}” stands there twice, here and in column {other}. Leave one.")
TOO_MANY_ROWS = sentence(
    "The sheet has {rows} rows, and the limit is {most}. A catalogue is shorter; see what to drop."
)
TOO_MANY_ITEMS = sentence("There are {n} check items, and the limit is {most}. A round could not walk them all.")
NO_FIELD = sentence("Say which field it is: {fields}.")
UNKNOWN_FIELD = sentence("“{text}” is none of the five fields. Write one of: {fields}.")
NEITHER = sentence(
    "The row is neither a level nor a check item. Give a level its number, or a check item its code."
)  # fmt: skip
BOTH = sentence("The row is a level and a check item at once. Write them in two rows.")
NOT_WHOLE = sentence("“{text}” is not a whole number from 1 to {most}.")
EMPTY = sentence("This must not be empty. Write it down.")
TOO_LONG = sentence("It has {n} characters, and there is room for {most}. Shorten it.")
LEVEL_TWICE = sentence("Level {number} of this field stands in row {other} already. Drop one, or correct the number.")
CODE_TWICE = sentence("The code “{code}” stands in row {other} already. Each check item has its own.")
TURNED_ROUND = sentence("It runs from level {low} to level {high}. The first must not be the higher one.")
NO_SUCH_LEVEL = sentence("Level {number} does not exist in this field; its levels are: {levels}.")
NO_LEVELS = sentence("This field has no levels yet. Add a row with level, name and what is promised.")
NO_ITEMS = sentence("Nothing is looked at under level {number} of this field. Add a check item, or drop the level.")
LEVEL_LEFT_OUT = sentence("Level {number} is left out between the others. Number the levels 1, 2, 3 … without gaps.")
UNKNOWN_CATEGORY = sentence("There is no category of request “{text}”. Leave it empty, or write one of: {known}.")
NOTHING_THERE = sentence("Below the headings there is nothing. Write the levels first, then the check items.")


@dataclass(frozen=True, slots=True)
class Fault:
    """In which row and column, what stands there, and a sentence that says what would be right.

    `column` is the letter and `heading` its heading, both empty where it is about the whole row or the whole sheet.
    """

    row: int
    says: str
    fields: Mapping[str, str | int] = field(default_factory=dict)
    column: str = ""
    heading: str = ""
    was: str = ""

    def told(self, translate: Callable[[str], str] = str) -> str:
        return translate(self.says).format(**self.fields)

    @property
    def cell(self) -> str:
        return f"{self.column}{self.row}" if self.row else ""
