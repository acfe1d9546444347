"""What a count says when it is written down: for people in sentences, for machines as JSON."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from courtyard.core.counting.gates import Checked
from courtyard.core.counting.outcome import Outcome
from courtyard.core.counting.resolution import Resolution
from courtyard.core.counting.tally import PILES, Amount, Pile, Weight
from courtyard.core.counting.words import Filling, Said, amount, explain
from courtyard.core.errors import sentence

PASSED, NOT_PASSED = sentence("It is carried."), sentence("It is not carried.")
RULE = sentence("Counted by {article}: {label}.")
ROLL = sentence("On the roll: {weights}.")
DEEMED = sentence(
    "{silent} were proven to have their ballots and sent none back. By the estate’s own rules they follow the majority."
)
STRICT = sentence("Counting only what came back, it would not be carried.")
STRICT_TOO = sentence("Counting only what came back, it is carried, too.")
SECOND_AT_ONCE = sentence("A second vote may be held at once.")
SECOND_LATER = sentence("A second vote may be held at a new meeting.")
PILE_WORDS: Mapping[Pile, str] = {
    "for": sentence("For: {weights}."),
    "against": sentence("Against: {weights}."),
    "abstain": sentence("Abstained: {weights}."),
    "invalid": sentence("Took part with an invalid ballot: {weights}."),
    "absent": sentence("Did not take part: {weights}."),
}
AND = sentence("{one}, {other}")
SHOWN: tuple[Weight, ...] = ("heads", "area", "shares", "lots", "votes", "members")


def in_sentences(resolution: Resolution, language: str) -> Iterator[Said]:
    """The result, how it was counted, and each gate. `language` chooses the rule's own words."""
    lawful = resolution.lawful
    yield Said(PASSED if lawful.passed else NOT_PASSED)
    yield Said(RULE, {"article": lawful.rule.article, "label": lawful.rule.label(language)})
    yield Said(ROLL, {"weights": _weights(lawful, "all")})
    for pile in PILES:
        if any(lawful.tally.piles.get(pile, {}).values()):
            yield Said(PILE_WORDS[pile], {"weights": _weights(lawful, pile)})
    for check in lawful.checks:
        yield from explain(check)
    if resolution.deemed:
        silent = resolution.deemed.tally.of("for", "heads") - resolution.strict.tally.of("for", "heads")
        yield Said(DEEMED, {"silent": amount(silent, "heads")})
        yield Said(STRICT_TOO if resolution.strict.passed else STRICT)
    if lawful.second and lawful.second.open:
        yield Said(SECOND_AT_ONCE if lawful.second.when == "at_once" else SECOND_LATER)


def as_data(resolution: Resolution) -> dict[str, Any]:
    """The same for machines: exact shares as “n/d”, area in cm²."""
    papers = Counter(fate.value for fate in resolution.settled.fates.values())
    return figures(resolution.strict, resolution.deemed) | {"papers": dict(papers)}


def figures(strict: Outcome, deemed: Outcome | None) -> dict[str, Any]:
    """What a tally alone can tell, without the papers it came from."""
    lawful = deemed or strict
    return {
        "passed": lawful.passed,
        "rule": lawful.rule.key,
        "article": lawful.rule.article,
        "certainty": lawful.rule.certainty,
        "piles": {pile: _plain(weights) for pile, weights in lawful.tally.piles.items()},
        "gates": [gate_data(check) for check in lawful.checks],
        "reasons": list(lawful.reasons),
        "second_vote_open": bool(lawful.second and lawful.second.open),
        "deemed": bool(deemed),
        "strict": {"passed": strict.passed, "gates": [gate_data(check) for check in strict.checks]},
    }


def gate_data(check: Checked) -> dict[str, Any]:
    return {
        "gate": check.gate.key,
        "weight": check.gate.weight,
        "have": _figure(check.have),
        "of": _figure(check.whole),
        "share": None if check.share is None else _figure(check.share),
        "sign": check.gate.sign,
        "wanted": _figure(check.gate.share),
        "need": check.need,
        "short": _figure(check.short),
        "passed": check.passed,
    }


def _plain(weights: Mapping[Weight, Amount]) -> dict[str, int | str]:
    return {weight: _figure(many) for weight, many in weights.items()}


def _figure(many: Amount) -> int | str:
    return f"{many.numerator}/{many.denominator}" if isinstance(many, Fraction) else many


def _weights(outcome: Outcome, group: Any) -> Filling:
    """Heads and area, or whatever the rule asks for, in one phrase."""
    asked = {check.gate.weight for check in outcome.checks} | {"heads"}
    told = [
        amount(outcome.tally.of(group, weight), weight) for weight in SHOWN if weight in asked & outcome.tally.known
    ]
    phrase: Filling = told[0]
    for one in told[1:]:
        phrase = Said(AND, {"one": phrase, "other": one})
    return phrase
