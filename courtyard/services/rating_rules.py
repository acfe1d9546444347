"""What a place says about ratings: data, read from ratings.toml, our own default where it says nothing."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from courtyard.core.tables import Table
from courtyard.places.models import Estate


@dataclass(frozen=True, slots=True)
class RatingRules:
    """A field is shown from `answers_min` marks on; a quarter is rated until `late_days` after its end."""

    answers_min: int
    late_days: int
    article: str


@cache
def _places() -> dict[str, RatingRules]:
    text = files("courtyard.services").joinpath("ratings.toml").read_text(encoding="utf-8")
    return {name: _rules(Table({name: said}).table(name)) for name, said in tomllib.loads(text).items()}


def _rules(table: Table) -> RatingRules:
    keys = ("answers_min", "late_days")
    rules = RatingRules(**{key: table.number(key) for key in keys}, article=table.text("article"))
    table.close()
    return rules


def rules_for(estate: Estate) -> RatingRules:
    """The rules of the estate's city."""
    places = _places()
    return places.get(estate.node.rulebook, places["default"])


def late_days_max() -> int:
    """After so many days no place rates the last quarter any more."""
    return max(one.late_days for one in _places().values())
