"""Gates: one comparison each, of one group with a share of another, in one weight. A rule passes when all of its do."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal, get_args

from courtyard.core.counting.tally import Amount, Group, Tally, Weight, share

Sign = Literal["at_least", "over", "at_most", "under"]
"""以上 includes the number itself (Civil Code art 1259), 过半数 and 超过 do not: the two are never mixed up."""

SIGNS: tuple[Sign, ...] = get_args(Sign)


@dataclass(frozen=True, slots=True)
class Gate:
    """`of` must be at least (over, at most, under) such a share of `base`, weighed by `weight`."""

    key: str
    of: Group
    base: Group
    weight: Weight
    sign: Sign
    share: Fraction

    def check(self, tally: Tally) -> "Checked":
        """Raises BadTally for a weight the tally does not know."""
        return Checked(self, have=tally.of(self.of, self.weight), whole=tally.of(self.base, self.weight))


@dataclass(frozen=True, slots=True)
class Checked:
    """A gate held against a tally. Of nothing, no share is reached and none is kept."""

    gate: Gate
    have: Amount
    whole: Amount

    @property
    def share(self) -> Fraction | None:
        return share(self.have, self.whole)

    @property
    def passed(self) -> bool:
        if not self.whole:
            return False
        # cross-multiplied, so that nothing is ever rounded
        have = self.have * self.gate.share.denominator
        line = self.whole * self.gate.share.numerator
        match self.gate.sign:
            case "at_least":
                return have >= line
            case "over":
                return have > line
            case "at_most":
                return have <= line
            case "under":
                return have < line

    @property
    def need(self) -> int:
        """The whole number that would just do, of this `whole`: the least for a floor, the most for a ceiling."""
        line = Fraction(self.whole) * self.gate.share
        match self.gate.sign:
            case "at_least":
                return ceil(line)
            case "over":
                return floor(line) + 1
            case "at_most":
                return floor(line)
            case "under":
                return ceil(line) - 1

    @property
    def short(self) -> Amount:
        """How far from `need`: too few of a floor, too many of a ceiling; 0 where it passed."""
        return 0 if self.passed else max(self.need - self.have, self.have - self.need)

    @property
    def reason(self) -> str:
        """The code of a gate that was not passed, for machines: “participation_area_below_2/3”."""
        words = {"at_least": "below", "over": "not_over", "at_most": "above", "under": "not_under"}
        line = f"{self.gate.share.numerator}/{self.gate.share.denominator}"
        return f"{self.gate.key}_{words[self.gate.sign]}_{line}"


def check_all(gates: Iterable[Gate], tally: Tally) -> tuple[Checked, ...]:
    return tuple(gate.check(tally) for gate in gates)


def all_pass(checks: Iterable[Checked]) -> bool:
    return all(check.passed for check in checks)
