"""Checks as data: what a city inherits from its country, and what is refused, with file, line and reason."""

import tomllib
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

import pytest

from courtyard.core.rulebook import BadRulebook, load, load_part
from courtyard.core.rulebook.checks import NEEDS
from courtyard.core.tests.estate_facts import BOOKS, shanghai

TEXT = (BOOKS / "cn" / "2026.1.toml").read_text("utf-8")
CHECK = TEXT[TEXT.index("[checks.C04]") : TEXT.index("[checks.C16]")]
CITY = (BOOKS / "cn-shanghai" / "2026.2.toml").read_text("utf-8")
FILE = "cn/2026.1.toml"


def with_check(old: str, new: str) -> str:
    assert old in CHECK
    return TEXT.replace(CHECK, CHECK.replace(old, new, 1), 1)


def refused(text: str) -> str:
    with pytest.raises(BadRulebook) as refusal:
        load_part(tomllib.loads(text), FILE, text)
    return str(refusal.value)


def test_a_city_inherits_its_countrys_checks_and_says_otherwise_where_it_must() -> None:
    china, book = load_part(tomllib.loads(TEXT), "cn"), shanghai()

    assert book.checks["C16"] == china.checks["C16"]
    assert (china.checks["C04"].period, china.checks["C04"].second_period) == ("committee_term", "")
    assert book.checks["C04"].period == "committee_term_min"
    assert book.checks["C04"].second_period == "committee_term_max"
    assert book.checks["C26"].share == Fraction(1, 2)
    assert book.checks["C05"].numbers == {
        "seats_min": 5, "small_seats_min": 3, "small_area_m2": 10_000, "seats_max": 11,
    }  # fmt: skip


def test_a_rulebook_without_checks_has_none() -> None:
    before = (BOOKS / "cn-shanghai" / "2026.1.toml").read_text("utf-8")

    assert load(tomllib.loads(before), "cn-shanghai").checks == {}


def test_a_mistake_is_named_with_file_line_and_reason() -> None:
    text = with_check('bearer = "ye"', 'bearer = "xx"')
    line = text[: text.index('bearer = "xx"')].count("\n") + 1

    said = refused(text)

    assert FILE in said
    assert f"checks.C04.bearer, line {line}: “xx” is none of" in said


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('severity = "breach"', 'severity = "sin"', "“sin” is none of breach, warning, info"),
        ('severity = "breach"\n', "", "checks.C04.severity"),
        ('period = "committee_term"', 'period = "committee_tern"', "the rulebook has no “committee_tern”"),
        ('period = "committee_term"\n', "", "checks.C04.period"),
        ('bearer = "ye"', 'bearer = "ye"\nsecond_period = "x"', "the rulebook has no “x”"),
        ('bearer = "ye"', 'bearer = "ye"\ncounts = "x"', "the rulebook has no “x”"),
        ('bearer = "ye"', 'bearer = "ye"\ndays = 0', "it must be between 1 and"),
        ('bearer = "ye"', 'bearer = "ye"\nmonths = 4000', "it must be between 1 and"),
        ('bearer = "ye"', 'bearer = "ye"\nshare = "2/1"', "checks.C04.share"),
        ('bearer = "ye"', 'bearer = "ye"\nnumbers = {}', "it must hold 1 to"),
        ('bearer = "ye"', 'bearer = "ye"\nweeks = 3', "nobody knows this key"),
        ("[checks.C04]", "[checks.C4]", "a check is called C and two digits"),
        ("[checks.C04]", "[checks.C12]", "checks.C12.days"),
        ("[checks.C04]", "[checks.C26]\nshare = '1/2'\nnumbers = { x = 1 }", "checks.C26.numbers.held_min"),
    ],
)
def test_what_cannot_be_meant_is_refused(old: str, new: str, reason: str) -> None:
    assert reason in refused(with_check(old, new))


def test_a_check_that_a_city_inherits_finds_its_period_there_too() -> None:
    china = load_part(tomllib.loads(TEXT), "cn")
    without = replace(china, periods=MappingProxyType({}))

    with pytest.raises(BadRulebook) as refusal:
        load(tomllib.loads(CITY), "cn-shanghai/2026.2.toml", without, CITY)

    assert "the rulebook has no" in str(refusal.value)


def test_what_a_check_needs_is_asked_of_checks_there_are() -> None:
    assert set(NEEDS) <= set(shanghai().checks)


@pytest.mark.parametrize(
    ("check", "line", "reason"),
    [
        ("C28", "no_such_line", "the rulebook has no “no_such_line”"),
        ("C28", "fee_standards", "“fee_standards” needs yearly and covers for that"),
        ("C35", "committee_decision", "“committee_decision” needs after and posted_days for that"),
        ("C36", "revenue_plan", "“revenue_plan” needs after for that"),
    ],
)
def test_a_check_of_what_is_published_finds_a_line_that_says_when(check: str, line: str, reason: str) -> None:
    start = CITY.index(f"[checks.{check}]")
    at = CITY.index('line = "', start)
    text = CITY[:at] + f'line = "{line}"' + CITY[CITY.index("\n", at) :]

    with pytest.raises(BadRulebook) as refusal:
        load(tomllib.loads(text), "cn-shanghai/2026.2.toml", load_part(tomllib.loads(TEXT), "cn"), text)

    assert f"checks.{check}.line" in str(refusal.value)
    assert reason in str(refusal.value)


def test_where_it_was_read_a_city_is_surer_than_its_country() -> None:
    china, book = load_part(tomllib.loads(TEXT), "cn"), shanghai()

    assert (china.checks["C38"].certainty, book.checks["C38"].certainty) == ("memory", "verified")
    assert {"C41", "C50"} <= set(china.checks)
