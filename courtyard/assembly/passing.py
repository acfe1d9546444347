"""How a motion passes, in sentences a grandmother understands: each pair of gates once, by area and by heads."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext

from courtyard.core.counting.gates import Sign
from courtyard.core.counting.words import SHARES
from courtyard.core.errors import sentence
from courtyard.core.rulebook.counts import CountRule

Key = tuple[str, str, Sign]
NEEDS: Mapping[Key, str] = {
    ("took_part", "all", "at_least"): sentence("At least {share} of all owners take part, {weights}."),
    ("took_part", "all", "over"): sentence("More than {share} of all owners take part, {weights}."),
    ("for", "took_part", "at_least"): sentence("Of those who take part, at least {share} are in favour, {weights}."),
    ("for", "took_part", "over"): sentence("Of those who take part, more than {share} are in favour, {weights}."),
    ("for", "all", "at_least"): sentence("Of all owners, at least {share} are in favour, {weights}."),
    ("for", "all", "over"): sentence("Of all owners, more than {share} are in favour, {weights}."),
    ("for", "cast", "at_least"): sentence("Of those for or against, at least {share} are in favour, {weights}."),
    ("for", "cast", "over"): sentence("Of those for or against, more than {share} are in favour, {weights}."),
}
OTHERWISE = sentence("The rule has its own figures: read its text.")
BOTH, BY_AREA, BY_HEADS = (
    sentence("by area and by heads"),
    sentence("by area"),
    sentence("by heads"),
)


def how_it_passes(rule: CountRule) -> list[str]:
    """What the rule asks for, one sentence for gates that differ in nothing but their weight."""
    groups: dict[tuple[Key, Fraction], set[str]] = {}
    for gate in rule.gates:
        groups.setdefault(((gate.of, gate.base, gate.sign), gate.share), set()).add(gate.weight)
    return list(dict.fromkeys(_sentence(key, share, weights) for (key, share), weights in groups.items()))


def _sentence(key: Key, share: Fraction, weights: set[str]) -> str:
    if key not in NEEDS or not weights <= {"area", "heads"}:
        return gettext(OTHERWISE)
    by = BOTH if len(weights) > 1 else BY_AREA if "area" in weights else BY_HEADS
    words = gettext(SHARES[share]) if share in SHARES else f"{share.numerator}/{share.denominator}"
    return gettext(NEEDS[key]).format(share=words, weights=gettext(by))
