"""The rules an estate lives under: its city's rulebook, what differs for its kind, and its own rules, in versions."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from uuid import UUID

from courtyard.core.clocks import Promise
from courtyard.core.rulebook import Category, OwnRule, Part, Rulebook, Ruled, extends, load, load_part, with_own
from courtyard.places.models import Estate, EstateRules

KEPT = 4_096
"""Composed rulebooks kept in memory: one for each kind of estate, and one for each estate with rules of its own."""


class NoRulebook(LookupError):
    """There is no file of that name, or no such version of it."""


def versions(name: str) -> list[str]:
    """The versions of a rulebook that can be loaded, oldest first: 2026.2 comes before 2026.10."""
    folder = files("courtyard").joinpath("rulebooks", name)
    found = [entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return sorted(found, key=lambda version: [int(part) for part in version.split(".")])


@cache
def newest(name: str) -> str:
    return versions(name)[-1]


def rulebook(name: str, version: str = "") -> Rulebook:
    """A version of a rulebook, the newest where none is said. Raises NoRulebook."""
    return _rulebook(name, version or newest(name))


def books() -> list[str]:
    """The names of all rulebooks, those of countries among them."""
    return sorted(entry.name for entry in files("courtyard").joinpath("rulebooks").iterdir() if entry.is_dir())


def voting(name: str, version: str = "") -> Rulebook | Part:
    """A rulebook for its rules of counting, which a country's part has, too. Raises NoRulebook."""
    if name not in books():
        raise NoRulebook(name)
    version = version or newest(name)
    return _part(name, version) if tomllib.loads(_text(name, version)).get("part") else rulebook(name, version)


@cache
def _rulebook(name: str, version: str) -> Rulebook:
    text = _text(name, version)
    data = tomllib.loads(text)
    file = f"{name}/{version}.toml"
    base = extends(data, file, text)
    return load(data, file, _part(*base) if base else None, text)


@cache
def _part(name: str, version: str) -> Part:
    text = _text(name, version)
    part = load_part(tomllib.loads(text), f"{name}/{version}.toml", text)
    return replace(part, name=name)


def _text(name: str, version: str) -> str:
    file = files("courtyard").joinpath("rulebooks", name, f"{version}.toml")
    if not file.is_file():
        raise NoRulebook(f"{name} {version}")
    return file.read_text(encoding="utf-8")


def rules_of(estate: Estate, version: str = "") -> Rulebook:
    """The rules an estate lives under now, or lived under in a version that something began with.

    A version says both: “2026.2+3” is the city's of 2026.2 with the estate's own third.
    """
    name = estate.node.rulebook
    city, _, own = (version or version_of(estate)).partition("+")
    return _composed(name, city, estate.kind, estate.pk if own else None, int(own or 0))


def version_of(estate: Estate) -> str:
    """What a case, a vote or a duty keeps, so that it ends under the rules it began with."""
    city = newest(estate.node.rulebook)
    return f"{city}+{estate.own_rules}" if estate.own_rules else city


@lru_cache(maxsize=KEPT)
def _composed(name: str, city: str, kind: str, estate_id: UUID | None, own: int) -> Rulebook:
    book = rulebook(name, city)
    chosen = {key: category.for_kind(kind) for key, category in book.categories.items()}
    categories = {key: replace(category, by_kind=MappingProxyType({})) for key, category in chosen.items()}
    other = _rules_of_kinds(book.categories.values()) - _rules_in(categories.values())
    rules = {key: rule for key, rule in book.rules.items() if key not in other}
    book = replace(book, categories=MappingProxyType(categories), rules=MappingProxyType(rules))
    if estate_id is None:
        return book
    adopted = EstateRules.objects.get(estate=estate_id, number=own)
    return with_own(book, own_rules(adopted))


def _rules_of_kinds(categories: Iterable[Category]) -> set[str]:
    """The rules that hold for some kinds of estate only."""
    categories = list(categories)
    return _rules_in(other for one in categories for other in one.by_kind.values()) - _rules_in(categories)


def _rules_in(categories: Iterable[Category]) -> set[str]:
    named = ((*c.first_contact, *c.resolved, *c.urgent_on_site, *c.urgent_on_site_with_office) for c in categories)
    return {rule.key for rules in named for rule in rules}


def own_rules(adopted: EstateRules) -> Iterator[OwnRule]:
    """What one version of an estate's own rules says."""
    items: Mapping[str, Mapping[str, str]] = adopted.items
    for key, said in items.items():
        promise = Promise(int(said["amount"]), said["unit"])  # type: ignore[arg-type]
        yield OwnRule(key, promise, said["clause"], said["page"], adopted.title)


def every_rule(book: Rulebook) -> list[Ruled]:
    """All rules of all kinds."""
    sections = (
        book.rules, book.periods, book.duties, book.checks, book.kinds, book.works, book.points,
        book.accounts, book.limits, book.modes,
    )  # fmt: skip
    return [rule for section in sections for rule in section.values()]
