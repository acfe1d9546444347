"""What a catalogue says: of each of the five fields its levels, and what is looked at under them."""

from dataclasses import dataclass

FIELDS = ("general", "cleaning", "order", "green", "facilities")
LEVELS_MAX = 9
ITEMS_MAX = 600
NAME_MAX = 80
WORDS_MAX = 500
CODE_MAX = 20
DAYS_MAX = 1_100


@dataclass(frozen=True, slots=True)
class LevelLine:
    """How much of a field is promised. A higher number promises more."""

    field: str
    number: int
    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """Something that is looked at, under the levels from–to of its field."""

    field: str
    code: str
    what: str
    how: str
    often: str
    passes: str
    level_from: int
    level_to: int
    every_days: int | None = None
    category: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Levels and items, in the order of the sheet; items keep theirs within a field."""

    levels: tuple[LevelLine, ...] = ()
    items: tuple[ItemLine, ...] = ()

    def levels_of(self, field: str) -> list[LevelLine]:
        return sorted((one for one in self.levels if one.field == field), key=lambda one: one.number)

    def items_of(self, field: str) -> list[ItemLine]:
        return [one for one in self.items if one.field == field]
