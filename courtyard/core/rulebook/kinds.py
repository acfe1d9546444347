"""What is usual for a kind of estate: the level of service in each field, and the index of quality aimed at.

Defaults for whoever draws up a contract, and what a comparison is held against; never a limit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from courtyard.core.rulebook.terms import Ruled, terms_of
from courtyard.core.standards import FIELDS, LEVELS_MAX
from courtyard.core.tables import Misfit, Table

INDEX_MAX = 100


@dataclass(frozen=True, slots=True)
class KindRule(Ruled):
    """`levels` has each of the five fields once; `target_index` is of 100."""

    levels: Mapping[str, int]
    target_index: int


def kind_rule_of(table: Table) -> KindRule:
    """Raises Misfit for a field that is missing or none of the five, a level or an index out of bounds."""
    levels = table.numbered("levels", len(FIELDS))
    if sorted(levels) != sorted(FIELDS):
        raise Misfit(table.path_to("levels"), f"it needs each of {', '.join(FIELDS)}")
    if not all(1 <= number <= LEVELS_MAX for number in levels.values()):
        raise Misfit(table.path_to("levels"), f"a level is a number from 1 to {LEVELS_MAX}")
    index = table.number("target_index")
    if not 1 <= index <= INDEX_MAX:
        raise Misfit(table.path_to("target_index"), f"it must be between 1 and {INDEX_MAX}")
    rule = KindRule(**terms_of(table), levels=MappingProxyType(levels), target_index=index)
    table.close()
    return rule
