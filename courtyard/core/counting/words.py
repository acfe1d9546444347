"""A count in sentences that a grandmother understands: what there is, what is needed, and what is missing.

The core knows no gettext: `Said` is an English template and what fills it, for a page, a command or a paper to render
in the reader's language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Union

from courtyard.core.counting.gates import Checked
from courtyard.core.counting.tally import Amount, Group, Weight
from courtyard.core.errors import sentence
from courtyard.core.quantities import format_cm2

CM2_A_HUNDREDTH = 100
"""A hundredth of a square metre, in cm²."""

Filling = Union[str, "Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """A template and its fields, which may be sentences themselves."""

    says: str
    fields: Mapping[str, Filling] = field(default_factory=dict)

    def render(self, translate: Callable[[str], str] = str) -> str:
        filled = {
            name: filling.render(translate) if isinstance(filling, Said) else filling
            for name, filling in self.fields.items()
        }
        return translate(self.says).format(**filled)


HELD: Mapping[tuple[Group, Group], str] = {
    ("took_part", "all"): sentence("{have} took part, of {whole} in all."),
    ("took_part", "required_quorum"): sentence("{have} took part; {whole} must."),
    ("for", "took_part"): sentence("{have} are in favour, of {whole} that took part."),
    ("for", "cast"): sentence("{have} are in favour, of {whole} for or against."),
    ("for", "all"): sentence("{have} are in favour, of {whole} in all."),
    ("for", "required_quorum"): sentence("{have} are in favour; the quorum is {whole}."),
    ("against", "cast"): sentence("{have} are against, of {whole} for or against."),
}
OTHERWISE = sentence("{have}, of {whole}.")

REACHED = {
    "at_least": sentence("At least {share} is needed, which is {need}: reached."),
    "over": sentence("More than {share} is needed, which is {need} or more: reached."),
    "at_most": sentence("At most {share} is allowed, which is {need}: kept."),
    "under": sentence("Less than {share} is allowed, which is {need} at most: kept."),
}
MISSED = {
    "at_least": sentence("At least {share} is needed, which is {need}: {short} short."),
    "over": sentence("More than {share} is needed, which is {need} or more: {short} short."),
    "at_most": sentence("At most {share} is allowed, which is {need}: {short} too many."),
    "under": sentence("Less than {share} is allowed, which is {need} at most: {short} too many."),
}
NOBODY = sentence("Nobody voted, so there is nothing to take a share of.")

UNITS: Mapping[Weight, tuple[str, str]] = {
    "heads": (sentence("1 owner"), sentence("{n} owners")),
    "area": (sentence("{n} m²"), sentence("{n} m²")),
    "shares": (sentence("1 share"), sentence("{n} shares")),
    "lots": (sentence("1 home"), sentence("{n} homes")),
    "votes": (sentence("1 vote"), sentence("{n} votes")),
    "members": (sentence("1 member"), sentence("{n} members")),
}

SHARES: Mapping[Fraction, str] = {
    Fraction(1, 2): sentence("half"),
    Fraction(1, 3): sentence("a third"),
    Fraction(2, 3): sentence("two thirds"),
    Fraction(1, 4): sentence("a quarter"),
    Fraction(3, 4): sentence("three quarters"),
    Fraction(1, 5): sentence("a fifth"),
    Fraction(3, 5): sentence("three fifths"),
    Fraction(1, 10): sentence("a tenth"),
    Fraction(1): sentence("everything"),
}


def explain(check: Checked) -> tuple[Said, Said]:
    """A gate in two sentences: what there is, and what is needed with what is missing."""
    gate = check.gate
    held = Said(
        HELD.get((gate.of, gate.base), OTHERWISE),
        {"have": amount(check.have, gate.weight), "whole": amount(check.whole, gate.weight)},
    )
    if not check.whole:
        return held, Said(NOBODY)
    up = gate.sign in ("at_least", "over")
    told: dict[str, Filling] = {"share": share_in_words(gate.share), "need": _plain(check.need, gate.weight, up=up)}
    if check.passed:
        return held, Said(REACHED[gate.sign], told)
    return held, Said(MISSED[gate.sign], told | {"short": _plain(check.short, gate.weight, up=True)})


def amount(many: Amount, weight: Weight) -> Said:
    """So many owners, square metres (from cm², with every decimal that is there), shares and so on."""
    one, more = UNITS[weight]
    if weight == "area":
        return Said(more, {"n": format_cm2(int(many), exact=True)})
    figure = f"{many:,}" if isinstance(many, int) else f"{many.numerator:,}/{many.denominator:,}"
    return Said(one) if many == 1 else Said(more, {"n": figure})


def _plain(many: Amount, weight: Weight, *, up: bool) -> Said:
    """Areas with two decimals, rounded so that what is said suffices (or is allowed); the gate itself never rounds."""
    if weight != "area":
        return amount(many, weight)
    hundredths = ceil(Fraction(many) / CM2_A_HUNDREDTH) if up else floor(Fraction(many) / CM2_A_HUNDREDTH)
    return amount(hundredths * CM2_A_HUNDREDTH, weight)


def share_in_words(share: Fraction) -> Said:
    """“Two thirds”; “3/7” where no word is kept for it."""
    return Said(SHARES[share]) if share in SHARES else Said("{n}", {"n": f"{share.numerator}/{share.denominator}"})
