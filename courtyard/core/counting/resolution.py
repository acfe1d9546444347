"""A resolution of owners: settled, tallied, held against its rule, and counted both ways where silence may follow.

Ballots proven delivered and not returned follow the majority only where the estate's rules said so beforehand, the rule
allows it at all (no three-quarters matter does) and there is a majority on both counts to follow; whoever publishes the
result publishes the strict count beside it. Contested, so off by default: 建房〔2009〕274号 art 26; (2022)沪02民初16号.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from courtyard.core.counting.outcome import Outcome, apply
from courtyard.core.counting.roll import Roll
from courtyard.core.counting.settling import HouseRules, Paper, Settled, settle
from courtyard.core.counting.tally import Tally, Weights
from courtyard.core.rulebook.counts import CountRule


@dataclass(frozen=True, slots=True)
class Resolution:
    """`strict` counts what was returned. `deemed` adds the silent to the majority; None where nothing is deemed."""

    settled: Settled
    strict: Outcome
    deemed: Outcome | None

    @property
    def lawful(self) -> Outcome:
        """The outcome that decides, under the rules of the estate."""
        return self.deemed or self.strict

    @property
    def passed(self) -> bool:
        return self.lawful.passed


def resolve(
    rule: CountRule, roll: Roll, papers: Iterable[Paper], house: HouseRules, delivered: Iterable[str] = ()
) -> Resolution:
    """Count the papers of one motion. `delivered` are heads with proof that their ballot reached them.

    Raises BadBallots where two papers have one number.
    """
    settled = settle(roll, papers, house)
    strict = apply(rule, settled.tally())
    return Resolution(settled, strict, deemed_of(strict, roll.weigh(settled.silent(delivered)), house))


def deemed_of(strict: Outcome, silent: Weights, house: HouseRules) -> Outcome | None:
    """The outcome once the silent follow the majority; None where nobody is silent, or none of this is allowed."""
    follows = silent["heads"] and strict.rule.may_follow and house.unreturned == "follow_majority_if_delivered"
    tally = follow_majority(strict.tally, silent) if follows else None
    return apply(strict.rule, tally) if tally else None


def follow_majority(tally: Tally, silent: Weights) -> Tally | None:
    """The tally with the silent added to those in favour; None without a majority in favour, by heads and by area."""
    counts = [weight for weight in silent if weight in ("heads", "area")]
    if not all(tally.of("for", weight) > tally.of("against", weight) for weight in counts):
        return None
    return tally.moved(silent, "absent", "for")
