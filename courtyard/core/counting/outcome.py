"""A tally held against a rule: every gate with what it has and needs, the second vote, and what else follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from courtyard.core.counting.gates import Checked, all_pass, check_all
from courtyard.core.counting.tally import Tally, Weights
from courtyard.core.rulebook.counts import CountRule, SecondWhen


@dataclass(frozen=True, slots=True)
class SecondOutcome:
    """Whether a second vote opens and, where it is held on the same figures, what it says."""

    when: SecondWhen
    opens: tuple[Checked, ...]
    checks: tuple[Checked, ...]

    @property
    def open(self) -> bool:
        return all_pass(self.opens)

    @property
    def passed(self) -> bool:
        return self.open and all_pass(self.checks)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tally comes to under a rule, gate by gate."""

    rule: CountRule
    tally: Tally
    checks: tuple[Checked, ...]
    second: SecondOutcome | None
    also: Mapping[str, tuple[Checked, ...]]

    @property
    def passed(self) -> bool:
        return all_pass(self.checks)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The gates that were not passed, as codes. Where nobody took part, no share of it is spoken of."""
        missed = [check for check in self.checks if not check.passed]
        reasons = [check.reason for check in missed if check.whole]
        return tuple(reasons if all(check.whole for check in missed) else [*reasons, "no_participation"])

    def follows(self, question: str) -> bool:
        """The answer to one of the rule's further questions."""
        return all_pass(self.also[question])


def apply(rule: CountRule, tally: Tally, second_tally: Tally | None = None) -> Outcome:
    """Hold the rule's gates against a tally; the second vote's against its own, or the same figures.

    Raises BadTally where the tally does not know a weight that the rule asks for.
    """
    checks, second = check_all(rule.gates, tally), None
    if rule.second and not all_pass(checks):
        opens = check_all(rule.second.opens, tally)
        second = SecondOutcome(rule.second.when, opens, check_all(rule.second.gates, second_tally or tally))
    also = {question: check_all(gates, tally) for question, gates in rule.also.items()}
    return Outcome(rule, tally, checks, second, MappingProxyType(also))


def with_silence(rule: CountRule, tally: Tally, silent: Weights) -> Tally:
    """The tally once absentees who kept silent count as in favour, where the rule says so."""
    return tally.moved(silent, "absent", "for") if rule.silent_days else tally
