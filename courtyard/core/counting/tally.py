"""A tally: how much stands behind each answer, weighed in every way a rule may ask for.

Heads and area are weighed side by side, never one from the other. Everything is a whole number, or an exact fraction
where a statute cuts a vote down; a float has no place here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, get_args

from courtyard.core.errors import BadInput, sentence

Weight = Literal["heads", "area", "shares", "lots", "votes", "members"]
"""Owner sets; exclusive area in cm²; parts of the whole (MEA, tantièmes, thousandths, entitlements); homes; …"""

Pile = Literal["for", "against", "abstain", "invalid", "absent"]
"""`invalid` are those who took part without an opinion that counts; `absent` did not take part."""

Group = Literal["for", "against", "abstain", "invalid", "absent", "cast", "took_part", "all", "required_quorum"]

Amount = int | Fraction
Weights = Mapping[Weight, Amount]

PILES: tuple[Pile, ...] = get_args(Pile)
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
GROUPS: Mapping[Group, tuple[Pile, ...]] = {
    **{pile: (pile,) for pile in PILES},
    "cast": ("for", "against"),
    "took_part": ("for", "against", "abstain", "invalid"),
    "all": PILES,
}


class BadTally(BadInput):
    """Figures that cannot be: a negative one, or more votes than there are owners."""

    says = sentence("These figures cannot be counted: {reason}.")


@dataclass(frozen=True, slots=True)
class Tally:
    """Piles of votes and their weights. `required_quorum` is a number of the by-laws, where a rule asks for it."""

    piles: Mapping[Pile, Weights]
    required_quorum: Amount | None = None
    known: frozenset[Weight] = field(init=False)

    def __post_init__(self) -> None:
        known = {weight for weights in self.piles.values() for weight in weights}
        object.__setattr__(self, "known", frozenset(known))
        for pile, weights in self.piles.items():
            for weight, amount in weights.items():
                if amount < 0:
                    raise BadTally(reason=f"{pile} {weight} is {amount}")

    def of(self, group: Group, weight: Weight) -> Amount:
        """What a group weighs: 0 for a pile nobody is in. Raises BadTally for a weight nobody told."""
        if group == "required_quorum":
            if self.required_quorum is None:
                raise BadTally(reason="the quorum is missing")
            return self.required_quorum
        if weight not in self.known:
            raise BadTally(reason=f"{weight} is missing")
        return sum((self.piles.get(pile, {}).get(weight, 0) for pile in GROUPS[group]), start=0)

    def moved(self, weights: Weights, source: Pile, target: Pile) -> "Tally":
        """The tally after so much went from one pile to another. Raises BadTally where there is less than that."""
        piles = {pile: dict(amounts) for pile, amounts in self.piles.items()}
        for weight, amount in weights.items():
            piles.setdefault(source, {})[weight] = piles.get(source, {}).get(weight, 0) - amount
            piles.setdefault(target, {})[weight] = piles.get(target, {}).get(weight, 0) + amount
        return Tally(piles, self.required_quorum)


def share(part: Amount, whole: Amount) -> Fraction | None:
    """The exact share; None of nothing."""
    return Fraction(part) / Fraction(whole) if whole else None
