"""Points as data: what the city lists, and what is refused, with file, line and reason."""

import tomllib
from datetime import date

import pytest

from courtyard.core.rulebook import BadRulebook, load, load_part
from courtyard.core.tests.estate_facts import BOOKS, shanghai

TEXT = (BOOKS / "cn-shanghai" / "2026.2.toml").read_text("utf-8")
RULE = TEXT[TEXT.index("[points.repair_line]") : TEXT.index("[points.urgent_late]")]
FILE = "cn-shanghai/2026.2.toml"


def test_an_objection_has_a_day_by_which_it_is_answered() -> None:
    text = TEXT.replace("[periods.points_answer]", "[periods.another]")
    china = load_part(tomllib.loads((BOOKS / "cn" / "2026.1.toml").read_text("utf-8")), "cn")

    with pytest.raises(BadRulebook) as refusal:
        load(tomllib.loads(text), FILE, china, text)

    assert "periods.points_answer" in str(refusal.value)


def refused(old: str, new: str) -> str:
    assert old in RULE
    text = TEXT.replace(RULE, RULE.replace(old, new, 1), 1)
    china = load_part(tomllib.loads((BOOKS / "cn" / "2026.1.toml").read_text("utf-8")), "cn")
    with pytest.raises(BadRulebook) as refusal:
        load(tomllib.loads(text), FILE, china, text)
    return str(refusal.value)


def test_the_city_lists_what_costs_a_company_points() -> None:
    points = shanghai().points

    assert {key for key, rule in points.items() if rule.points == 6} == {
        "fund_accounts", "revenue_accounts", "revenue_settling", "commission_accounts", "audit_obstructed",
    }  # fmt: skip
    assert {key for key, rule in points.items() if rule.points == 3} == {
        "repair_line", "urgent_late", "repair_late", "raise_without_audit", "two_weekly_check",
    }  # fmt: skip
    assert {(rule.objection_working_days, rule.public_months) for rule in points.values()} == {(15, 12)}
    assert {(rule.points, rule.correct_months) for rule in points.values()} == {(6, 3), (3, 1)}


def test_only_what_was_read_is_law_and_all_of_it_ends() -> None:
    points = shanghai().points

    assert [key for key, rule in points.items() if rule.certainty == "memory"] == ["two_weekly_check"]
    assert {rule.valid_to for rule in points.values()} == {date(2028, 6, 30)}


def test_a_rulebook_without_points_has_none() -> None:
    before = (BOOKS / "cn-shanghai" / "2026.1.toml").read_text("utf-8")

    assert load(tomllib.loads(before), "cn-shanghai").points == {}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("points = 3", "points = 4", "it must be one of 3, 6, 18"),
        ("objection_working_days = 15", "objection_working_days = 0", "it must be between 1 and"),
        ("correct_months = 1", "correct_months = 12", "it must be less than public_months"),
        ("public_months = 12", "public_months = 121", "it must be between 1 and"),
        ("public_months = 12\n", "", "it is missing"),
        ("points = 3", "points = 3\nweeks = 1", "nobody knows this key"),
        ('certainty = "verified"', 'certainty = "sure"', "“sure” is none of"),
    ],
)
def test_what_cannot_be_meant_is_refused(old: str, new: str, reason: str) -> None:
    assert reason in refused(old, new)
