"""What came of one motion or election, told as it is posted: verdict, bars, one sentence, all piles, the article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, pgettext

from courtyard.assembly.gauges import gauge, is_turnout, percent, sentence_of, weight_in_words
from courtyard.core.counting.elections import Ballots, Candidate, Election
from courtyard.core.counting.gates import Checked, Gate, all_pass, check_all
from courtyard.core.counting.outcome import Outcome
from courtyard.core.counting.tally import PILES, Amount, Pile, Weight
from courtyard.core.counting.words import amount
from courtyard.core.quantities import format_cm2

SHOWN: tuple[Weight, ...] = ("heads", "area", "shares", "lots", "votes", "members")


@dataclass(frozen=True, slots=True)
class MotionResult:
    """One motion. `deemed` is the lawful outcome where unreturned papers follow the majority by the estate's `clause`;
    `strict`, of what came back, is printed in either case. `article` is the rule's own where it is empty."""

    number: int
    title: str
    strict: Outcome
    deemed: Outcome | None = None
    clause: str = ""
    article: str = ""

    @property
    def lawful(self) -> Outcome:
        return self.deemed or self.strict

    @property
    def turnout(self) -> tuple[Checked, ...]:
        return tuple(check for check in self.lawful.checks if is_turnout(check))


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who stood: what the core counts, and a name."""

    candidate: Candidate
    name: str


@dataclass(frozen=True, slots=True)
class ElectionResult:
    """One election. `gates` are its rule's; `tie` says in words how a tie was broken, or that it is open."""

    number: int
    title: str
    election: Election
    ballots: Ballots
    standing: tuple[Standing, ...]
    gates: tuple[Gate, ...]
    article: str
    certain: bool = True
    tie: str = ""

    @property
    def turnout(self) -> tuple[Checked, ...]:
        return self.election.participation


Result = MotionResult | ElectionResult


def shared_turnout(results: Sequence[Result]) -> tuple[Checked, ...]:
    """Who took part, where that is the same for everything that was voted on; else each result says its own."""
    every = [result.turnout for result in results]
    return every[0] if every and all(one == every[0] for one in every) else ()


def turnout_of(checks: Sequence[Checked]) -> dict[str, Any]:
    enough = all_pass(checks)
    return {
        "title": gettext("Did enough owners take part?"),
        "passed": enough,
        "verdict": pgettext("turnout", "Enough") if enough else pgettext("turnout", "Not enough"),
        "gauges": [gauge(check) for check in checks],
        "says": sentence_of(checks),
    }


def told_of(result: Result, *, with_turnout: bool) -> dict[str, Any]:
    told = _election(result) if isinstance(result, ElectionResult) else _motion(result)
    return told | {
        "place": pgettext("on paper", "Item {n}").format(n=result.number),
        "title": result.title,
        "turnout": [gauge(check) for check in result.turnout] if with_turnout else [],
        "turnout_says": sentence_of(result.turnout) if with_turnout else "",
    }


def _motion(result: MotionResult) -> dict[str, Any]:
    lawful = result.lawful
    return {
        "passed": lawful.passed,
        "verdict": _verdict(lawful.passed),
        "gauges": _gauges(lawful, result.strict if result.deemed else None),
        "says": _says(lawful),
        "piles": _piles(result),
        "article": _article(result.article or lawful.rule.article, certain=lawful.rule.certainty == "verified"),
        "deemed": _deemed(result, result.deemed) if result.deemed else None,
    }


def _verdict(passed: bool) -> str:
    return pgettext("verdict", "Carried") if passed else pgettext("verdict", "Not carried")


def _says(outcome: Outcome) -> str:
    decisive = [check for check in outcome.checks if not is_turnout(check)]
    if not all_pass(check for check in outcome.checks if is_turnout(check)):
        return gettext("Not enough owners took part, so it is not carried, whatever the answers.")
    return sentence_of(decisive)


def _gauges(outcome: Outcome, strict: Outcome | None = None) -> list[dict[str, Any]]:
    """What decides besides the turnout. With `strict`, what was added to it is drawn apart."""
    decisive = [check for check in outcome.checks if not is_turnout(check)]
    before = {check.gate: check.have for check in strict.checks} if strict else {}
    return [gauge(check, check.have - before.get(check.gate, check.have)) for check in decisive]


def _deemed(result: MotionResult, deemed: Outcome) -> dict[str, Any]:
    strict = result.strict
    heads, area = (_added(deemed, strict, weight) for weight in ("heads", "area"))
    return {
        "title": gettext("Papers that did not come back"),
        "says": gettext(
            "{heads}, {area}: it is proven that the ballot was delivered, and none came back. By the estate’s own "
            "rules ({clause}) they count with the majority. They are the hatched part of the bars."
        ).format(heads=heads, area=area, clause=result.clause),
        "strict": gettext("Counting only what came back"),
        "passed": strict.passed,
        "verdict": _verdict(strict.passed),
        "gauges": [gauge(check) for check in strict.checks],
    }


def _added(deemed: Outcome, strict: Outcome, weight: Weight) -> str:
    return amount(deemed.tally.of("for", weight) - strict.tally.of("for", weight), weight).render(gettext)


def _piles(result: MotionResult) -> dict[str, Any]:
    """Every pile by heads and area: those who kept silent stand apart, in no pile of those who answered."""
    lawful, strict = result.lawful.tally, result.strict.tally
    names = _pile_words()
    columns: list[tuple[str, Mapping[Weight, Amount]]] = []
    weights = [weight for weight in SHOWN if weight in strict.known]
    for pile in PILES:
        tally = lawful if pile == "absent" else strict
        columns.append((names[pile], {weight: tally.of(pile, weight) for weight in weights}))
    if result.deemed:
        added = {weight: lawful.of("for", weight) - strict.of("for", weight) for weight in weights}
        columns.insert(-1, (gettext("With the majority"), added))
    return {
        "heads": [name for name, _ in columns],
        "rows": [[_unit(weight), *(_figure(many[weight], weight) for _, many in columns)] for weight in weights],
    }


def _pile_words() -> dict[Pile, str]:
    return {
        "for": pgettext("choice", "For"),
        "against": pgettext("choice", "Against"),
        "abstain": pgettext("choice", "Abstain"),
        "invalid": pgettext("pile", "Invalid"),
        "absent": pgettext("pile", "Did not take part"),
    }


def _unit(weight: Weight) -> str:
    return pgettext("column", "Area, m²") if weight == "area" else weight_in_words(weight).capitalize()


def _figure(many: Amount, weight: Weight) -> str:
    if weight == "area":
        return format_cm2(int(many), exact=True)
    return f"{many:,}" if isinstance(many, int) else f"{many.numerator:,}/{many.denominator:,}"


def _article(article: str, *, certain: bool) -> str:
    """The law’s place; one whose words nobody has read is not printed as law."""
    told = gettext("By {article}.").format(article=article)
    return told if certain else told + gettext("(The wording is still to be checked.)")


def _election(result: ElectionResult) -> dict[str, Any]:
    election = result.election
    nobody = result.ballots.tally(Candidate("", 0, 0))
    lines = [check for check in check_all(result.gates, nobody) if not is_turnout(check)]
    return {
        "passed": election.passed,
        "verdict": gettext("{n} of {seats} seats filled").format(n=len(election.elected), seats=election.seats),
        "gauges": [],
        "says": _election_says(result),
        "line": gettext("Votes that each candidate needs: {lines}.").format(
            lines=pgettext("between clauses", "; ").join(gauge(check)["needed"] for check in lines)
        ),
        "table": _table(result),
        "article": _article(result.article, certain=result.certain),
        "deemed": None,
        "piles": None,
    }


def _election_says(result: ElectionResult) -> str:
    match result.election.next:
        case "participation_too_low":
            return gettext("Not enough owners took part, so nobody is elected.")
        case "resolve_tie":
            return result.tie or gettext("Some candidates have the same number of votes, so a seat is still open.")
        case "by_election_possible":
            return gettext("Not all seats are filled. The others may be filled by a by-election.")
        case "new_election":
            return gettext("No more than half of the seats are filled, so the election has to be held again.")
    filed = gettext("All seats are filled. The committee is filed with the authorities within 30 days.")
    return f"{result.tie} {filed}" if result.tie else filed


def _table(result: ElectionResult) -> dict[str, Any]:
    """The elected in order, the alternates, then the others by their votes; and by which line each is judged."""
    election = result.election
    gates = sorted((gate for gate in result.gates if gate.of != "took_part"), key=lambda gate: SHOWN.index(gate.weight))
    rank = {one: place for place, one in enumerate((*election.elected, *election.alternates))}
    order = sorted(
        result.standing,
        key=lambda one: (rank.get(one.candidate.id, len(rank)), -one.candidate.for_heads, -one.candidate.for_area_cm2),
    )
    heads = [pgettext("column", "Candidate")]
    for gate in gates:
        heads += [pgettext("column", "For: {weight}").format(weight=_unit(gate.weight)), pgettext("column", "Share")]
    return {
        "heads": [*heads, pgettext("column", "Result")],
        "rows": [
            {
                "elected": one.candidate.id in election.elected,
                "cells": [one.name, *_votes(result, one, gates), _fate(one.candidate.id, election)],
            }
            for one in order
        ],
    }


def _votes(result: ElectionResult, one: Standing, gates: Sequence[Gate]) -> list[str]:
    cells = []
    for check in check_all(gates, result.ballots.tally(one.candidate)):
        cells += [_figure(check.have, check.gate.weight), percent(check)]
    return cells


def _fate(candidate: str, election: Election) -> str:
    if candidate in election.elected:
        return pgettext("candidate", "elected")
    if candidate in election.alternates:
        return pgettext("candidate", "alternate")
    if candidate in election.tied:
        return pgettext("candidate", "tied")
    if candidate in election.over_threshold:
        return pgettext("candidate", "enough votes, no seat left")
    return pgettext("candidate", "not enough votes")
