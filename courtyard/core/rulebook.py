"""Rulebooks: which kinds of case there are, who answers first, and which clocks run, each with its article.

A rulebook is a TOML file that a caller has parsed; `load` checks every key of it, and refuses the whole
file with the place and the reason rather than run a clock nobody wrote.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from courtyard.core.calendars import CALENDARS, WorkingCalendar
from courtyard.core.clocks import UNITS, DeskHours, Promise, Span
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.tables import Misfit, Table

Certainty = Literal["verified", "secondary", "memory"]
"""How sure we are of a rule: read in its source, found in commentary only, or not found in any text."""

Party = Literal["wu", "ye", "ju"]
"""The property company, the owners' committee, the residents' committee."""

RULES_MAX = 200
CATEGORIES_MAX = 60
SPANS_MAX = 6
HOLIDAYS_MAX = 1_000
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class BadRulebook(Refusal):
    """A rulebook says something that cannot be meant. `path` leads to it: “rules.complaint.days”."""

    status = 500
    says = sentence("The rulebook {name} cannot be used. At {path}: {reason}.")


class UnknownCategory(BadInput):
    """The rulebook has no such kind of case."""

    says = sentence("Choose from the list what this is about.")
    field = "category"


@dataclass(frozen=True, slots=True)
class Named:
    """What has its words beside it, as data: a rulebook's names are the place's own, not the program's."""

    label_zh: str
    label_en: str

    def label(self, language: str) -> str:
        """The Chinese words for language codes that begin with “zh”, the English ones for others."""
        return self.label_zh if language.lower().startswith("zh") else self.label_en


@dataclass(frozen=True, slots=True)
class Rule(Named):
    """One period somebody promised or the law set: how long, where it stands, and how sure we are.

    Only a `verified` rule may be shown as law; one from `memory` is a working default.
    """

    key: str
    promise: Promise
    article: str
    source: str
    certainty: Certainty
    valid_from: date
    valid_to: date | None

    def in_force(self, on: date) -> bool:
        """Whether the rule holds on this day; its first and last days included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Category(Named):
    """A kind of case: who answers first, and its rules. Of several, the first in force counts."""

    key: str
    party: Party
    first_contact: tuple[Rule, ...]
    resolved: tuple[Rule, ...]
    urgent_on_site: tuple[Rule, ...]
    urgent_on_site_with_office: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Rulebook(Named):
    """What one file says. Whatever begins under a version keeps it to its end."""

    name: str
    version: str
    calendar: str
    hours: DeskHours
    rules: Mapping[str, Rule]
    categories: Mapping[str, Category]


@dataclass(frozen=True, slots=True)
class Clocks:
    """The rules whose clocks start with a case; None where no rule is in force."""

    first_contact: Rule | None
    on_site: Rule | None
    resolved: Rule | None


def clock_for(rulebook: Rulebook, category: str, *, urgent: bool, on: date, site_office: bool = False) -> Clocks:
    """The clocks of a case of this category filed on the day `on`.

    Somebody must come to the site only for what is urgent, sooner where the company has an office on the
    estate (`site_office`). No rule gives urgent repairs another day by which they must be done, so
    `resolved` is that of any other. Raises UnknownCategory.
    """
    kind = rulebook.categories.get(category)
    if kind is None:
        raise UnknownCategory
    with_office = kind.urgent_on_site_with_office if site_office else ()
    return Clocks(
        first_contact=_in_force(kind.first_contact, on),
        on_site=_in_force((*with_office, *kind.urgent_on_site), on) if urgent else None,
        resolved=_in_force(kind.resolved, on),
    )


def load(data: Mapping[str, Any], name: str) -> Rulebook:
    """The rulebook in a parsed TOML file; `name` is the file's, for the refusal.

    Raises BadRulebook for a missing or unknown key, a value of another type, a unit, calendar, zone,
    party, certainty or rule that does not exist, or a category that would one day have no deadline.
    """
    try:
        return _rulebook(Table(data), name)
    except Misfit as misfit:
        raise BadRulebook(name=name, path=misfit.path or "the top", reason=misfit.reason) from misfit


def _rulebook(top: Table, name: str) -> Rulebook:
    calendar_table = top.table("calendar")
    calendar_name = calendar_table.choice("name", tuple(CALENDARS))
    rules = {table.key: _rule(table) for table in top.tables("rules", RULES_MAX)}
    book = Rulebook(
        name=name,
        version=top.text("version"),
        label_zh=top.text("label_zh"),
        label_en=top.text("label_en"),
        calendar=calendar_name,
        hours=_hours(top, _calendar(calendar_table, calendar_name)),
        rules=MappingProxyType(rules),
        categories=MappingProxyType(
            {table.key: _category(table, rules) for table in top.tables("categories", CATEGORIES_MAX)}
        ),
    )
    top.close()
    return book


def _calendar(table: Table, name: str) -> WorkingCalendar:
    given: dict[str, Any] = {}
    if name == "plain":
        given["weekdays"] = frozenset(WEEKDAYS.index(day) for day in table.choices("weekdays", WEEKDAYS))
        given["holidays"] = frozenset(table.days("holidays", HOLIDAYS_MAX))
        given["known_until"] = table.day("known_until")
    table.close()
    with table.at("weekdays"):
        return CALENDARS[name](**given)


def _hours(top: Table, calendar: WorkingCalendar) -> DeskHours:
    with top.at("zone"):
        zone = ZoneInfo(top.text("zone"))
    spans = tuple(_span(table) for table in top.rows("desk", SPANS_MAX))
    with top.at("desk"):
        return DeskHours(spans, calendar, zone)


def _span(table: Table) -> Span:
    opens, closes = table.time("opens"), table.time("closes")
    table.close()
    with table.at():
        return Span(opens, closes)


def _rule(table: Table) -> Rule:
    rule = Rule(
        key=table.key,
        label_zh=table.text("label_zh"),
        label_en=table.text("label_en"),
        promise=_promise(table),
        article=table.text("article"),
        source=table.text("source"),
        certainty=table.choice("certainty", get_args(Certainty)),
        valid_from=table.day("valid_from"),
        valid_to=table.day("valid_to") if "valid_to" in table else None,
    )
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        raise Misfit(table.path_to("valid_to"), "it ends before it begins")
    table.close()
    return rule


def _promise(table: Table) -> Promise:
    units = [unit for unit in UNITS if unit in table]
    if len(units) != 1:
        raise Misfit(table.path, f"it needs a period: exactly one of {', '.join(UNITS)}")
    with table.at(units[0]):
        return Promise(table.number(units[0]), units[0])


def _category(table: Table, rules: Mapping[str, Rule]) -> Category:
    def named(key: str) -> tuple[Rule, ...]:
        return tuple(rules[rule] for rule in table.choices(key, tuple(rules))) if key in table else ()

    category = Category(
        key=table.key,
        label_zh=table.text("label_zh"),
        label_en=table.text("label_en"),
        party=table.choice("party", get_args(Party)),
        first_contact=named("first_contact"),
        resolved=named("resolved"),
        urgent_on_site=named("urgent_on_site"),
        urgent_on_site_with_office=named("urgent_on_site_with_office"),
    )
    if not category.resolved or category.resolved[-1].valid_to is not None:
        raise Misfit(
            table.path_to("resolved"), "the last rule must be one without an end, or cases lose their deadline"
        )
    table.close()
    return category


def _in_force(rules: tuple[Rule, ...], on: date) -> Rule | None:
    return next((rule for rule in rules if rule.in_force(on)), None)
