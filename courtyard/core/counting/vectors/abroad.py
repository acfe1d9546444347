"""The other jurisdictions' kinds of worked example: each finds its rule, and names what comes out as its file does."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from courtyard.core.counting.elections import plurality
from courtyard.core.counting.outcome import Outcome, apply, with_silence
from courtyard.core.counting.tally import Amount, Pile, Tally, Weight, Weights, share
from courtyard.core.counting.weights import capped, fr_proxies, nsw_proxies, original_owner_reduced
from courtyard.core.quantities import BadShare, parse_share
from courtyard.core.rulebook.counts import CountRule
from courtyard.core.tables import Misfit, Table

RuleFinder = Callable[[str], CountRule]
Answers = Mapping[str, Any]

NAMES_MAX = 100_000
PILES: tuple[Pile, ...] = ("for", "against", "abstain", "absent")
WEIGHTS: tuple[Weight, ...] = ("heads", "shares", "lots")
DE_WEIGHTS = {"heads": "de.weg25", "mea": "de.weg25-shares", "units": "de.weg25-lots"}
DE_KEYS: Mapping[str, Weight] = {"heads": "heads", "mea": "shares", "units": "lots"}
ES_PARAGRAPHS = ("17-1", "17-2", "17-3", "17-4", "17-6", "17-7-first", "17-7-second", "17-12")
IT_CALLS = {1: "first", 2: "second"}
HK_PARTS = {"s3(2)": "hk.s3-2", "sch3": "hk.sch3"}
NSW_TYPES = {
    "special": "au-nsw.s5-special", "sustainability": "au-nsw.s5-sustainability",
    "accessibility": "au-nsw.s5-sustainability", "unanimous": "au-nsw.s5-unanimous", "ordinary": "au-nsw.ordinary",
}  # fmt: skip


def de_simple(given: Table, rule: RuleFinder) -> Answers:
    tally = _tally(given)
    principle = given.choice("vote_weight", tuple(DE_WEIGHTS)) if "vote_weight" in given else "heads"
    weight = DE_KEYS[principle]
    return {
        "votes_cast": tally.of("cast", weight),
        "yes": tally.of("for", weight),
        "no": tally.of("against", weight),
        "passed": apply(rule(DE_WEIGHTS[principle]), tally).passed,
    }


def de_21_2(given: Table, rule: RuleFinder) -> Answers:
    """The works, and who pays for them: two questions, the second with two readings."""
    tally = _tally(given)
    outcome = apply(rule("de.weg21-2"), tally)
    return {
        "passed": outcome.passed,
        "share_of_votes_cast": share(tally.of("for", "heads"), tally.of("cast", "heads")),
        "share_of_all_mea": share(tally.of("for", "shares"), tally.of("all", "shares")),
        **{question: outcome.follows(question) for question in outcome.also},
    }


def de_circular(given: Table, rule: RuleFinder) -> Answers:
    owners, consents, refusals = (given.number(key) for key in ("owners", "consents", "refusals"))
    majority = "majority_resolved" in given and given.flag("majority_resolved")
    silent = owners - consents - refusals
    tally = Tally({"for": {"heads": consents}, "against": {"heads": refusals}, "absent": {"heads": silent}})
    found = rule("de.weg23-3-majority" if majority else "de.weg23-3")
    return {"consents_of_owners": share(consents, owners), "passed": apply(found, tally).passed}


def de_23_1a(given: Table, rule: RuleFinder) -> Answers:
    outcome = apply(rule("de.weg23-1a"), _tally(given))
    return {"share_of_votes_cast": outcome.checks[0].share, "passed": outcome.passed}


def fr_24(given: Table, rule: RuleFinder) -> Answers:
    tally = _tally(given)
    return {"expressed": tally.of("cast", "shares"), "passed": apply(rule("fr.24"), tally).passed}


def fr_25(given: Table, rule: RuleFinder) -> Answers:
    """Article 25, the second vote of 25-1, and the later meeting that only works under 25 f may have."""
    tally = _tally(given)
    works = "works_25f" in given and given.flag("works_25f")
    second = _second_tally(given)
    outcome = apply(rule("fr.25-f" if works else "fr.25"), tally, second)
    later = works and not outcome.passed and outcome.follows("new_meeting")
    answers = {"for_over_all": outcome.checks[0].share, "new_meeting_within_3_months_at_art24": later}
    return {**answers, **_two_votes(outcome, second or tally)}


def fr_26(given: Table, rule: RuleFinder) -> Answers:
    tally = _tally(given)
    outcome = apply(rule("fr.26"), tally, _second_tally(given))
    answers = {
        **{check.gate.key: check.share for check in outcome.checks},
        "members_for_of_present": share(tally.of("for", "heads"), tally.of("took_part", "heads")),
    }
    return {**answers, **_two_votes(outcome, tally)}


def fr_22_cap(given: Table, rule: RuleFinder) -> Answers:
    shares = given.numbered("shares", NAMES_MAX)
    tally = _voters(given, capped(shares))
    return {
        "total_votes_after_cap": tally.of("all", "shares"),
        "for_votes": tally.of("for", "shares"),
        "against_votes": tally.of("against", "shares"),
        "passed_art24": apply(rule("fr.24"), tally).passed,
        "passed_art25": apply(rule("fr.25"), tally).passed,
    }


def fr_22_proxy(given: Table, _rule: RuleFinder) -> Answers:
    own, mandators, total = given.number("own"), given.numbers("mandators", NAMES_MAX), given.number("total")
    proxies = fr_proxies(own, mandators, total)
    return {"proxies": proxies.held, "votes_held": share(own + sum(mandators), total), "allowed": proxies.allowed}


def es_17(given: Table, rule: RuleFinder) -> Answers:
    """Article 17 by its paragraphs. Where silence may count, the answer is given before and after the 30 days."""
    tally = _tally(given)
    found = rule(f"es.{_paragraph(given)}")
    if "note" in given:
        given.text("note")
    meeting = apply(found, tally)
    answers = {check.gate.key: check.share for check in meeting.checks}
    if "absent_silent" not in given:
        return answers | {"passed": meeting.passed}
    after = apply(found, with_silence(found, tally, _weights(given.table("absent_silent"))))
    return {
        **{f"{key}_at_meeting": value for key, value in answers.items()},
        "passed_at_meeting": meeting.passed,
        **answers,
        **{f"{check.gate.key}_after_30_days": check.share for check in after.checks},
        "passed": after.passed,
    }


def _paragraph(given: Table) -> str:
    """“17.4_three_fifths” is 17-4; of 17.7 the call belongs to it. What else the name says is for the reader."""
    number, _, rest = given.text("rule_part").partition("_")
    paragraph = number.replace(".", "-")
    if number == "17.7":
        paragraph += f"-{rest}"
    if paragraph not in ES_PARAGRAPHS:
        raise Misfit(given.path_to("rule_part"), f"“{number}” is none of {', '.join(ES_PARAGRAPHS)}")
    return paragraph


def it_1136(given: Table, rule: RuleFinder) -> Answers:
    tally, call = _tally(given), given.number("call")
    if call not in IT_CALLS:
        raise Misfit(given.path_to("call"), "it is 1 or 2")
    kind = given.choice("kind_of_decision", ("ordinary", "c4", "c5"))
    outcome = apply(rule(f"it.1136-{IT_CALLS[call]}-{kind}"), tally)
    checks = {check.gate.key: check for check in outcome.checks}
    return {
        "quorum": checks["quorum_value"].passed and checks["quorum_heads"].passed,
        "heads_for_of_present": checks["heads_for_of_present"].share,
        "value_for": checks["value_for"].share,
        "value_needed": checks["value_for"].gate.share,
        "passed": outcome.passed,
    }


def hk_344(given: Table, rule: RuleFinder) -> Answers:
    outcome = apply(rule(HK_PARTS[given.choice("rule_part", tuple(HK_PARTS))]), _tally(given))
    checks = {check.gate.key: check for check in outcome.checks}
    answers: dict[str, Any] = {"majority_of_votes": checks.pop("majority_of_votes").passed, "passed": outcome.passed}
    for key, check in checks.items():
        answers[key] = check.share
        answers["quorum"] = check.passed
    return answers


def nsw_2015(given: Table, rule: RuleFinder) -> Answers:
    entitlements = given.numbered("unit_entitlements", NAMES_MAX)
    lots = given.number("lots")
    original = given.text("original_owner") if "original_owner" in given else ""
    values = original_owner_reduced(entitlements, original, lots)
    tally = _voters(given, values)
    outcome = apply(rule(NSW_TYPES[given.choice("type", tuple(NSW_TYPES))]), tally)
    against = tally.of("against", "shares")
    return {
        "original_owner_vote_reduced": bool(original) and values.get(original) != entitlements.get(original),
        "value_for": tally.of("for", "shares"),
        "value_against": against,
        "against_share": share(against, tally.of("cast", "shares")),
        "passed": outcome.passed,
    }


def nsw_proxy(given: Table, _rule: RuleFinder) -> Answers:
    proxies = nsw_proxies(given.number("held"), given.number("lots"))
    return {"limit": proxies.limit, "allowed": proxies.allowed}


def ca_4070(given: Table, rule: RuleFinder) -> Answers:
    abstain = given.number("abstain") if "abstain" in given else 0
    piles = {"for": given.number("for"), "against": given.number("against"), "abstain": abstain}
    votes: dict[Pile, Weights] = {pile: {"votes": many} for pile, many in piles.items()}  # type: ignore[misc]
    outcome = apply(rule("us-ca.4070"), Tally(votes, required_quorum=given.number("quorum_required")))
    checks = {check.gate.key: check.passed for check in outcome.checks}
    return {"quorum_met": checks.pop("quorum"), **checks, "passed": outcome.passed}


def ca_5115(given: Table, rule: RuleFinder) -> Answers:
    """An election of directors: the by-laws' quorum, or the statute's where the meeting was called again."""
    members, ballots, seats = (given.number(key) for key in ("members", "ballots", "seats"))
    by_laws, reconvened = _share(given, "bylaw_quorum"), "reconvened" in given and given.flag("reconvened")
    votes = given.numbered("candidates", NAMES_MAX)
    needed = rule("us-ca.5115").gates[0].share if reconvened else by_laws
    tally = Tally({"for": {"votes": ballots}, "absent": {"votes": members - ballots}})
    met = ballots * needed.denominator >= tally.of("all", "votes") * needed.numerator
    elected, tied = plurality(votes.items(), seats) if met else ((), ())
    return {
        "ballots_share": share(ballots, members),
        "quorum_needed": needed,
        "quorum_met": met,
        "elected": elected,
        "unresolved_tie": tied,
        "passed": len(elected) == seats,
    }


ABROAD: Mapping[str, Callable[[Table, RuleFinder], Answers]] = {
    one.__name__: one
    for one in (
        de_simple, de_21_2, de_circular, de_23_1a, fr_24, fr_25, fr_26, fr_22_cap, fr_22_proxy, es_17, it_1136, hk_344,
        nsw_2015, nsw_proxy, ca_4070, ca_5115,
    )
}  # fmt: skip


def _two_votes(outcome: Outcome, second_tally: Tally) -> Answers:
    second = outcome.second
    is_open = second is not None and second.open
    answers: dict[str, Any] = {"first_vote": outcome.passed, "second_vote_open": is_open}
    if is_open:
        answers["second_for"] = second_tally.of("for", "shares")
        answers["second_against"] = second_tally.of("against", "shares")
    return answers | {"passed": outcome.passed or (second is not None and second.passed)}


def _second_tally(given: Table) -> Tally | None:
    """The figures of the second vote, where they differ from the first."""
    return _tally(given, "second_tally") if "second_tally" in given else None


def _tally(given: Table, key: str = "tally") -> Tally:
    """Piles of heads, shares and units. A weight told of one pile is 0 in the others."""
    table = given.table(key)
    piles = {pile: _weights(table.table(pile)) for pile in PILES if pile in table}
    table.close()
    return Tally(piles)


def _weights(table: Table) -> Weights:
    weights: Weights = {weight: table.number(weight) for weight in WEIGHTS if weight in table}
    table.close()
    return weights


def _voters(given: Table, values: Mapping[str, Amount]) -> Tally:
    """Named voters and what each one's vote is worth. Raises Misfit for one who is nobody, or votes twice."""
    piles: dict[Pile, dict[Weight, Amount]] = {"absent": {"shares": sum(values.values(), start=0)}}
    seen: set[str] = set()
    for pile in PILES[:3]:
        names = given.texts(pile, NAMES_MAX, at_least=0) if pile in given else []
        for name in names:
            if name not in values or name in seen:
                raise Misfit(given.path_to(pile), f"“{name}” is on no list, or is here twice")
            seen.add(name)
        piles[pile] = {"shares": sum((values[name] for name in names), start=0)}
        piles["absent"]["shares"] -= piles[pile]["shares"]
    return Tally(piles)


def _share(given: Table, key: str) -> Fraction:
    try:
        return parse_share(given.text(key))
    except BadShare as bad:
        raise Misfit(given.path_to(key), str(bad)) from bad
