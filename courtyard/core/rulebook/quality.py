"""How quality is reckoned and compared, from [quality] of a rulebook. It is our method, and says so."""

from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from courtyard.core.quality.method import FIELDS, SOURCES, Comparison, Method, Source, Trait
from courtyard.core.quantities import BadShare, parse_share
from courtyard.core.rulebook.terms import Ruled, terms_of
from courtyard.core.tables import Misfit, Table

WEIGHT_MAX = 100
STEADY_MAX = 1_000
BANDS_MAX = 6
TRAITS: tuple[Trait, ...] = ("district", "size", "age")
CATEGORIES_MAX = 60


@dataclass(frozen=True, slots=True)
class QualityRule(Ruled):
    """The method with its article, and by which field a kind of case counts."""

    method: Method
    categories: MappingProxyType[str, str]


def quality_of(table: Table) -> QualityRule:
    """The method in [quality]. Raises Misfit."""
    rule = QualityRule(**terms_of(table), method=_method(table), categories=_categories(table))
    table.close()
    return rule


def _method(table: Table) -> Method:
    sources = table.table("sources")
    found = {name: _source(sources.table(name)) for name in SOURCES}
    sources.close()
    fields = table.table("fields")
    weights = {name: _between(fields, name, 1, WEIGHT_MAX) for name in FIELDS}
    fields.close()
    return Method(
        middle=_share(table, "middle"),
        sources=MappingProxyType(found),
        fields=MappingProxyType(weights),
        least_sources=_between(table, "least_sources", 1, len(SOURCES)),
        least_fields=_between(table, "least_fields", 1, len(FIELDS)),
        late=_share(table, "late"),
        comparison=_comparison(table.table("comparison")),
    )


def _source(table: Table) -> Source:
    one = Source(
        weight=_between(table, "weight", 1, WEIGHT_MAX),
        steady=_between(table, "steady", 1, STEADY_MAX),
        least=_between(table, "least", 1, STEADY_MAX),
    )
    table.close()
    return one


def _comparison(table: Table) -> Comparison:
    one = Comparison(
        least=_between(table, "least", 3, STEADY_MAX),
        age_bands=_bands(table, "age_bands"),
        size_bands=_bands(table, "size_bands"),
        widen=tuple(table.choices("widen", TRAITS)),
    )
    table.close()
    return one


def _bands(table: Table, key: str) -> tuple[int, ...]:
    ends = tuple(table.numbers(key, BANDS_MAX))
    if not ends or list(ends) != sorted(set(ends)):
        raise Misfit(table.path_to(key), "bands are given by their upper ends, the smallest first, each once")
    return ends


def _categories(table: Table) -> MappingProxyType[str, str]:
    named = table.table("categories")
    found = {name: named.choice(name, FIELDS) for name in list(table.mapping("categories"))[:CATEGORIES_MAX]}
    named.close()
    return MappingProxyType({name: str(field) for name, field in found.items()})


def _between(table: Table, key: str, least: int, most: int) -> int:
    number = table.number(key)
    if not least <= number <= most:
        raise Misfit(table.path_to(key), f"it must be between {least} and {most}")
    return number


def _share(table: Table, key: str) -> Fraction:
    try:
        return parse_share(table.text(key))
    except BadShare as bad:
        raise Misfit(table.path_to(key), str(bad)) from bad
