"""The rulebook an estate lives under, read once, and the deadlines it gives a case."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language, ngettext

from courtyard.cases.models import Case
from courtyard.core.clocks import Promise, due_at, share_used
from courtyard.core.rulebook import Category, Rulebook, clock_for, load

RULE = "rule"
SOONER: Mapping[str, Promise] = {"day": Promise(24, "hours"), "now": Promise(2, "hours")}
"""What the desk may promise instead of the rulebook's period, where it is sooner: never later."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when, by which promise; `rule` is the rulebook's, empty where the desk promised more than it."""

    due_at: datetime
    promise: Promise
    rule: str


@cache
def rulebook(name: str) -> Rulebook:
    """The rulebook in `rulebooks/<name>.toml`, for the life of the process."""
    text = files("courtyard").joinpath("rulebooks", f"{name}.toml").read_text(encoding="utf-8")
    return load(tomllib.loads(text), name)


def categories(name: str) -> list[tuple[str, str]]:
    """Keys and labels in the reader's language, in the rulebook's order."""
    language = get_language() or ""
    return [(key, category.label(language)) for key, category in rulebook(name).categories.items()]


def category_of(case: Case) -> Category | None:
    """None for a category that a later version of the rulebook no longer has."""
    return rulebook(case.rulebook).categories.get(case.category)


def deadline(name: str, category: str, *, urgent: bool, filed_at: datetime, promised: str = RULE) -> Deadline:
    """The deadline of a case filed at `filed_at`; `promised` may be one of SOONER, if that is sooner.

    Raises UnknownCategory.
    """
    book = rulebook(name)
    clocks = clock_for(book, category, urgent=urgent, on=book.hours.day_of(filed_at))
    if clocks.resolved is None:
        raise LookupError(f"{name} had no period for {category} on {filed_at:%Y-%m-%d}")
    promise = clocks.resolved.promise
    ruled = Deadline(due_at(filed_at, promise, book.hours), promise, clocks.resolved.key)
    if promised not in SOONER:
        return ruled
    sooner = due_at(filed_at, SOONER[promised], book.hours)
    return Deadline(sooner, SOONER[promised], "") if sooner < ruled.due_at else ruled


def deadlines(case: Case, category: str, at: datetime) -> dict[str, Deadline]:
    """What the desk may choose from: the rulebook's, and those that are sooner and not over yet."""
    choice = {
        key: deadline(case.rulebook, category, urgent=case.urgent, filed_at=case.filed_at, promised=key)
        for key in (RULE, *SOONER)
    }
    return {key: one for key, one in choice.items() if key == RULE or (not one.rule and one.due_at > at)}


def on_site_by(case: Case) -> datetime | None:
    """By when somebody must have come to look, where there is danger."""
    book = rulebook(case.rulebook)
    if not case.urgent or case.category not in book.categories:
        return None
    rule = clock_for(book, case.category, urgent=True, on=book.hours.day_of(case.filed_at)).on_site
    return due_at(case.filed_at, rule.promise, book.hours) if rule else None


def share(case: Case, at: datetime) -> int:
    """How much of its time a case has used, in per cent, 100 at most."""
    until = at if case.is_open() or case.resolved_at is None else case.resolved_at
    if until >= case.due_at:
        return 100
    used = share_used(case.filed_at, until, case.promise, rulebook(case.rulebook).hours)
    return min(100, int(used * 100))


def contact_by(case: Case) -> datetime | None:
    """By when the desk must have said a first word."""
    book = rulebook(case.rulebook)
    if case.category not in book.categories:
        return None
    rule = clock_for(book, case.category, urgent=case.urgent, on=book.hours.day_of(case.filed_at)).first_contact
    return due_at(case.filed_at, rule.promise, book.hours) if rule else None


def period(promise: Promise) -> str:
    """3天, 5个工作日: a promise in words."""
    n = promise.amount
    words = {
        "minutes": ngettext("{n} minute", "{n} minutes", n),
        "hours": ngettext("{n} hour", "{n} hours", n),
        "working_hours": ngettext("{n} desk hour", "{n} desk hours", n),
        "days": ngettext("{n} day", "{n} days", n),
        "working_days": ngettext("{n} working day", "{n} working days", n),
    }
    return words[promise.unit].format(n=n)
