"""What a count says: each gate in two sentences, and a sheet or an example that cannot be read by its place."""

from fractions import Fraction
from typing import Any

import pytest

from courtyard.core.counting.gates import Gate
from courtyard.core.counting.sheets import BadSheet, house_rules_of, read_ballots, read_roll
from courtyard.core.counting.tally import Tally
from courtyard.core.counting.vectors import BadVectors, judge
from courtyard.core.counting.words import explain
from courtyard.core.tables import Misfit
from courtyard.core.tests.counted import RULES, vectors

AREA = Gate("participation_area", "took_part", "all", "area", "at_least", Fraction(2, 3))
HEADS = Gate("approval_heads", "for", "took_part", "heads", "over", Fraction(1, 2))
AGAINST = Gate("against", "against", "cast", "shares", "at_most", Fraction(1, 4))


def said(gate: Gate, tally: Tally) -> str:
    return " ".join(one.render() for one in explain(gate.check(tally)))


def test_a_gate_says_what_is_missing_in_square_metres() -> None:
    tally = Tally({"for": {"area": 6_500_000}, "absent": {"area": 6_000_000}})

    assert said(AREA, tally) == (
        "650.00 m² took part, of 1,250.00 m² in all. "
        "At least two thirds is needed, which is 833.34 m²: 183.34 m² short."
    )


def test_a_gate_says_how_many_owners_are_missing() -> None:
    tally = Tally({"for": {"heads": 4}, "against": {"heads": 3}, "abstain": {"heads": 1}})

    assert said(HEADS, tally) == (
        "4 owners are in favour, of 8 owners that took part. More than half is needed, which is 5 owners or more: "
        "1 owner short."
    )


def test_a_ceiling_says_how_many_are_too_many() -> None:
    assert said(AGAINST, Tally({"for": {"shares": 70}, "against": {"shares": 30}})).endswith("5 shares too many.")
    assert said(AGAINST, Tally({"for": {"shares": 75}, "against": {"shares": 25}})).endswith("25 shares: kept.")


def test_of_nothing_no_share_is_taken() -> None:
    assert said(HEADS, Tally({"absent": {"heads": 9}})).endswith(
        "Nobody voted, so there is nothing to take a share of."
    )


ROLL = ["房号,面积,业主,票已送达", "101,89.65,甲,是", "102,90,乙+丙,"]


def lines(*rows: str) -> list[list[str]]:
    return [row.split(",") for row in rows]


def test_a_sheet_of_an_office_is_read() -> None:
    roll = read_roll("roll.csv", lines(*ROLL, ",,,"))
    papers = read_ballots("ballots.csv", lines("业主,意见,无效原因", "甲,同意,", "乙+丙,弃权,没有签名"))

    assert [(unit.id, unit.area_cm2, unit.owner) for unit in roll.units] == [
        ("101", 896_500, "甲"), ("102", 900_000, "乙+丙"),
    ]  # fmt: skip
    assert roll.delivered == {"甲"}
    assert [(paper.head, paper.choice, paper.defect) for paper in papers] == [
        ("甲", "for", ""), ("乙+丙", "abstain", "没有签名"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (["房号,面积,业主,党员"], "roll.csv, row 1: nobody knows the column “党员”"),
        (["房号,面积"], "row 1: the column owner is missing"),
        (["房号,home,业主"], "row 1: two columns say the same"),
        (["房号,面积,业主", "101,大,甲"], "row 2: “大” is not an area"),
        (["房号,面积,业主", "101,,甲"], "row 2: area is empty"),
        (["房号,面积,业主,用途", "101,90,甲,教堂"], "row 2: use “教堂” is none of"),
        (["房号,面积,业主", "101,90,甲,多"], "row 2: 4 cells under 3 columns"),
        ([], "row 1: the sheet is empty"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_where_and_why(rows: list[str], reason: str) -> None:
    with pytest.raises(BadSheet) as refused:
        read_roll("roll.csv", lines(*rows))

    assert reason in str(refused.value)


def test_parameters_nobody_knows_are_refused() -> None:
    assert house_rules_of({"proxy_limit": 3, "scope_building": "B1"})[0].proxies_max == 3
    with pytest.raises(Misfit, match="nobody knows this key"):
        house_rules_of({"proxys": 3})
    with pytest.raises(Misfit, match="negative"):
        house_rules_of({"proxy_limit": -1})


def one(**changed: Any) -> dict[str, Any]:
    first = vectors()["vectors"][0]
    return {"schema": vectors()["schema"], "vectors": [{**first, **changed}]}


def test_a_wrong_expectation_is_named() -> None:
    (judged,) = judge(one(expected={"passed": False, "approval_area": "1/2"}), RULES.__getitem__)

    assert judged.differences == ("passed: True instead of False", "approval_area: 5/8 instead of 1/2")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"colour": "red"}, "vectors.1.colour: nobody knows this key"),
        ({"kind": "cn_lottery"}, "“cn_lottery” is none of"),
        ({"input": {"units": [], "params": {}}}, "vectors.1.input.units"),
        ({"expected": {"mood": "good"}}, "mood: nobody answers this key"),
    ],
)
def test_an_example_with_an_unknown_key_fails_by_name(changed: dict[str, Any], reason: str) -> None:
    (judged,) = judge(one(**changed), RULES.__getitem__)

    assert not judged.passed
    assert reason in judged.differences[0]


def test_another_file_holds_no_examples() -> None:
    with pytest.raises(BadVectors):
        list(judge({"schema": "something else"}, RULES.__getitem__))
