"""What every rule says of itself: its words, where it stands, how sure we are, and from when to when it holds."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, get_args

from courtyard.core.errors import Refusal, sentence
from courtyard.core.tables import Misfit, Table

Certainty = Literal["verified", "secondary", "memory", "own"]
"""How sure we are: read in its source, found in commentary only, not found in any text; or it is the estate's own."""

Level = Literal["L", "J", "M", "R", "N", "G"]
"""Law or State Council regulation; judicial interpretation; regulation of a ministry; local regulation; normative
document; guidance."""

OUR_DEFAULT = "合院默认做法"
"""The article of what no text sets: a working default of ours, said so wherever it is shown."""


class BadRulebook(Refusal):
    """A rulebook says something that cannot be meant. `path` leads to it: “rules.complaint.days”."""

    status = 500
    says = sentence("The rulebook {name} cannot be used. At {path}: {reason}.")


@dataclass(frozen=True, slots=True)
class Named:
    """What has its words beside it, as data: a rulebook's names are the place's own, not the program's."""

    label_zh: str
    label_en: str

    def label(self, language: str) -> str:
        """The Chinese words for language codes that begin with “zh”, the English ones for others."""
        return self.label_zh if language.lower().startswith("zh") else self.label_en

    def __str__(self) -> str:
        return self.label_en


@dataclass(frozen=True, slots=True)
class Ruled(Named):
    """A rule of any kind. Only a `verified` one may be shown as law; one from `memory` is a working default."""

    key: str
    article: str
    source: str
    level: str
    certainty: Certainty
    valid_from: date
    valid_to: date | None

    def in_force(self, on: date) -> bool:
        """Whether the rule holds on this day; its first and last days included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def ends_within(self, on: date, days: int) -> bool:
        """Whether it holds on this day, and its last day is at most so many days off."""
        return self.in_force(on) and self.valid_to is not None and self.valid_to <= on + timedelta(days=days)


def terms_of(table: Table) -> dict[str, Any]:
    """The fields of Ruled, read from a rule's table. Raises Misfit for an end before the beginning."""
    said: dict[str, Any] = {
        "key": table.key,
        "label_zh": table.text("label_zh"),
        "label_en": table.text("label_en"),
        "article": table.text("article"),
        "source": table.text("source"),
        "level": table.choice("level", get_args(Level)) if "level" in table else "",
        "certainty": table.choice("certainty", ("verified", "secondary", "memory")),
        "valid_from": table.day("valid_from"),
        "valid_to": table.day("valid_to") if "valid_to" in table else None,
    }
    if said["valid_to"] is not None and said["valid_to"] < said["valid_from"]:
        raise Misfit(table.path_to("valid_to"), "it ends before it begins")
    return said
