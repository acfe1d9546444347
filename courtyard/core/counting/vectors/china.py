"""The Chinese kinds of worked example: resolutions, published figures, petitions, elections, and bodies that vote."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, get_args

from courtyard.core.counting.bodies import member_meeting, preparatory_group
from courtyard.core.counting.elections import Ballots, Candidate, TieBreak, elect, seats_error
from courtyard.core.counting.outcome import Outcome, apply
from courtyard.core.counting.resolution import follow_majority, resolve
from courtyard.core.counting.roll import Delivery, Unit, Use, roll_of
from courtyard.core.counting.settling import Choice, HouseRules, Paper
from courtyard.core.counting.sheets import read_params
from courtyard.core.counting.tally import BadTally, Tally, share
from courtyard.core.quantities import CM2_A_M2, parse_cm2
from courtyard.core.rulebook.counts import CountRule
from courtyard.core.tables import Table

RuleFinder = Callable[[str], CountRule]
Answers = Mapping[str, Any]

UNITS_MAX = 1_000_000
RULES = {"ordinary": "cn.cc278-ordinary", "special": "cn.cc278-special"}
PETITIONS = {
    "heads": "cn.petition20", "heads_and_area": "cn.petition20-both", "area_and_heads": "cn.petition20-both",
    "both": "cn.petition20-both",
}  # fmt: skip
BASES = ("area", *PETITIONS)


def resolution(given: Table, rule: RuleFinder) -> Answers:
    units = [_unit(row) for row in given.rows("units", UNITS_MAX)]
    papers = [_paper(row) for row in given.rows("ballots", UNITS_MAX, at_least=0)]
    delivered = given.texts("delivered_unreturned", UNITS_MAX, at_least=0) if "delivered_unreturned" in given else []
    for event in given.rows("events", UNITS_MAX, at_least=0) if "events" in given else ():
        _event(event)
    if "matter" in given:
        given.number("matter")
    params = given.table("params")
    threshold, house, building = _params(params)
    roll = roll_of(
        units, building=building, count_parking=house.count_parking, record_point=house.record_point
    )  # fmt: skip
    outcome = resolve(rule(RULES[threshold]), roll, papers, house, delivered).lawful
    return {
        "total_area": Fraction(roll.area_cm2, CM2_A_M2),
        "total_heads": roll.heads,
        **_shares(outcome),
        "passed": outcome.passed,
        "reasons": outcome.reasons,
    }


def aggregate(given: Table, rule: RuleFinder) -> Answers:
    """Published figures of heads alone: the gates that ask for heads, and the share of all that was made much of."""
    table = given.table("tally")
    told = {key: table.number(key) for key in ("total_heads", "for", "against", "abstain") if key in table}
    silent = table.number("delivered_unreturned") if "delivered_unreturned" in table else 0
    table.close()
    params = given.table("params")
    threshold, house, _ = _params(params)
    took_part = told["for"] + told["against"] + told.get("abstain", 0)
    tally = Tally(
        {
            "for": {"heads": told["for"]},
            "against": {"heads": told["against"]},
            "abstain": {"heads": told.get("abstain", 0)},
            "absent": {"heads": told["total_heads"] - took_part},
        }
    )
    found = rule(RULES[threshold])
    if house.unreturned == "follow_majority_if_delivered" and found.may_follow:
        tally = follow_majority(tally, {"heads": silent}) or tally
    checks = [gate.check(tally) for gate in found.gates if gate.weight == "heads"]
    reasons = [check.reason if check.whole else "no_participation" for check in checks if not check.passed]
    return {
        **{check.gate.key: check.share for check in checks},
        "for_over_all_heads": share(tally.of("for", "heads"), tally.of("all", "heads")),
        "passed_on_heads": not reasons,
        "reasons": reasons,
    }


def petition(given: Table, rule: RuleFinder) -> Answers:
    """By heads, by area or by both, as the basis says; what the other would have said stands beside it."""
    basis = given.choice("basis", BASES)
    heads, all_heads = given.number("petition_heads"), given.number("total_heads")
    area, all_area = _cm2(given, "petition_area"), _cm2(given, "total_area")
    if heads > all_heads or area > all_area:
        raise BadTally(reason="more signed than there are")
    tally = Tally(
        {"for": {"heads": heads, "area": area}, "absent": {"heads": all_heads - heads, "area": all_area - area}}
    )
    met = {check.gate.weight: check for check in apply(rule(PETITIONS["both"]), tally).checks}
    by_heads, by_area = met["heads"], met["area"]
    passed = by_area.passed if basis == "area" else apply(rule(PETITIONS[basis]), tally).passed
    return {
        "heads": by_heads.share,
        "area": by_area.share,
        "met_by_heads": by_heads.passed,
        "met_by_area": by_area.passed,
        "passed": passed,
    }


def election(given: Table, rule: RuleFinder) -> Answers:
    ballots = Ballots(
        total_heads=given.number("total_heads"),
        total_area_cm2=_cm2(given, "total_area"),
        heads=given.number("participating_heads"),
        area_cm2=_cm2(given, "participating_area"),
    )
    seats = given.number("seats")
    alternates = given.number("alternates") if "alternates" in given else 0
    tie_break: TieBreak = given.choice("tie_break", get_args(TieBreak)) if "tie_break" in given else "none"
    candidates = [_candidate(row) for row in given.rows("candidates", UNITS_MAX, at_least=0)]
    if error := seats_error(seats, ballots.total_area_cm2):
        return {"config_error": error, "elected": [], "passed": False}
    gates = rule("cn.cc278-ordinary").gates
    result = elect(gates, ballots, candidates, seats=seats, tie_break=tie_break, alternates=alternates)
    return {
        **{check.gate.key: check.share for check in result.participation},
        "over_threshold": result.over_threshold,
        "elected": result.elected,
        "alternates": result.alternates,
        "unresolved_tie": result.tied,
        "vacancies": result.vacancies,
        "next": result.next,
        "passed": result.passed,
    }


def committee_meeting(given: Table, rule: RuleFinder) -> Answers:
    outcome = member_meeting(
        rule("cn-shanghai.committee"), given.number("members"), given.number("attending"), given.number("approve")
    )
    return {
        **{check.gate.key: check.share for check in outcome.checks},
        "quorum": outcome.checks[0].passed,
        "passed": outcome.passed,
    }


def prep_group(given: Table, rule: RuleFinder) -> Answers:
    found = preparatory_group(
        rule("cn-shanghai.preparatory-group"),
        size=given.number("size"),
        owner_reps=given.number("owner_reps"),
        chair=given.text("chair"),
    )
    return {"owner_share": found.owner_share, "passed": not found.reasons, "reasons": found.reasons}


CHINA: Mapping[str, Callable[[Table, RuleFinder], Answers]] = {
    "cn_resolution": resolution,
    "cn_aggregate": aggregate,
    "cn_petition": petition,
    "cn_election": election,
    "cn_committee_meeting": committee_meeting,
    "cn_preparatory_group": prep_group,
}


def _shares(outcome: Outcome) -> Answers:
    return {check.gate.key: check.share for check in outcome.checks}


def _cm2(table: Table, key: str) -> int:
    with table.at(key):
        return parse_cm2(table.text(key))


def _unit(row: Table) -> Unit:
    unit = Unit(
        id=row.text("id"),
        area_cm2=_cm2(row, "area"),
        owner=row.text("owner"),
        owner_at_close=row.text("owner_at_close") if "owner_at_close" in row else "",
        building=row.text("building") if "building" in row else "",
        use=row.choice("use", get_args(Use)) if "use" in row else "dwelling",
        delivery=row.choice("status", get_args(Delivery)) if "status" in row else "delivered",
    )
    row.close()
    return unit


def _paper(row: Table) -> Paper:
    valid = row.flag("valid") if "valid" in row else True
    defect = row.text("defect") if "defect" in row else ""
    paper = Paper(
        head=row.text("owner"),
        choice=row.choice("choice", get_args(Choice)),
        seq=row.number("seq"),
        by=row.text("by") if "by" in row else "",
        channel=row.text("channel") if "channel" in row else "",
        agent=row.text("proxy_agent") if "proxy_agent" in row else "",
        defect="" if valid else defect or "invalid",
    )
    row.close()
    return paper


def _event(row: Table) -> None:
    """A sale in mid-vote is told for the reader: whose the home is at which point stands with the home."""
    row.number("seq")
    row.choice("type", ("title_registered",))
    row.text("unit")
    row.text("to")
    row.close()


def _params(table: Table) -> tuple[str, HouseRules, str]:
    threshold = table.choice("threshold", tuple(RULES)) if "threshold" in table else "ordinary"
    return threshold, *read_params(table)


def _candidate(row: Table) -> Candidate:
    candidate = Candidate(row.text("id"), row.number("for_heads"), _cm2(row, "for_area"))
    row.close()
    return candidate
