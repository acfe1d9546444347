"""Periods, duties and own rules of a rulebook: reckoned as the law reckons, and refused with the line of a mistake."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.calendars import MainlandChina
from courtyard.core.clocks import Promise
from courtyard.core.rulebook import (
    BadRulebook,
    NotStricter,
    OwnRule,
    Part,
    Rulebook,
    UnknownRule,
    extends,
    load,
    load_part,
    months_after,
    with_own,
)
from courtyard.core.rulebook.lines import line_of

BOOKS = Path(__file__).parents[2] / "rulebooks"
CHINA, SHANGHAI = BOOKS / "cn" / "2026.1.toml", BOOKS / "cn-shanghai" / "2026.2.toml"
CALENDAR = MainlandChina()


def china() -> Part:
    return load_part(tomllib.loads(CHINA.read_text(encoding="utf-8")), "cn")


def shanghai() -> Rulebook:
    text = SHANGHAI.read_text(encoding="utf-8")
    return load(tomllib.loads(text), "cn-shanghai", china(), text)


def test_a_city_builds_on_its_country_and_says_otherwise_where_it_must() -> None:
    book = shanghai()

    assert book.periods["assembly_notice"].article == "物业管理条例第十四条"
    assert book.duties["D17"].bearer == "wu"
    assert book.periods["joint_meeting"].article == "沪房物业〔2026〕36号"
    with pytest.raises(BadRulebook) as refusal:
        load(tomllib.loads(SHANGHAI.read_text(encoding="utf-8")), "cn-shanghai")
    assert "extends" in str(refusal.value)


def test_a_city_builds_on_one_version_of_its_country() -> None:
    """What began under a city's version keeps it, whatever the country says later."""
    data = tomllib.loads(SHANGHAI.read_text(encoding="utf-8"))
    later = replace(china(), version="2026.2")

    assert extends(data, "cn-shanghai") == ("cn", "2026.1")
    with pytest.raises(BadRulebook):
        load(data, "cn-shanghai", later)
    with pytest.raises(BadRulebook) as refusal:
        extends({"extends": "cn"}, "cn-shanghai", 'extends = "cn"')
    assert "At extends, line 1" in str(refusal.value)


def test_every_rule_says_where_it_stands_and_only_what_was_read_is_law() -> None:
    book = shanghai()
    rules = [*book.rules.values(), *book.periods.values(), *book.duties.values()]

    assert [rule.key for rule in rules if not (rule.article and rule.source and rule.level)] == []
    unsure = {rule.key for rule in rules if rule.certainty == "memory"}
    by_kind = {"public_housing_repair", "affordable_service"}
    defaults = {"first_contact", "close_unanswered", "escalate_to_subdistrict", "supervisor_answer", "D09", "D31"}
    votes = {"convenor_reply", "objections", "petition_open", "petition_convene"}
    groups, companies = {"group_training"}, {"points_answer"}
    assert unsure == defaults | by_kind | votes | groups | companies


def test_what_ends_soon_is_told_in_time() -> None:
    book, day = shanghai(), date(2026, 11, 23)

    ending = [duty.key for duty in book.duties.values() if duty.ends_within(day, 90)]

    assert ending == ["D20"]  # 沪房规范〔2021〕15号 ends with the year
    assert not book.duties["D20"].in_force(date(2027, 1, 1))


def test_public_revenue_is_due_on_the_fifteenth_of_each_quarters_first_month() -> None:
    duty = shanghai().duties["D10"]

    days = list(duty.last_days(date(2026, 11, 1), date(2028, 2, 1)))

    assert days == [date(2027, 1, 15), date(2027, 4, 15), date(2027, 7, 15), date(2027, 10, 15), date(2028, 1, 15)]
    assert list(duty.last_days(date(2026, 1, 1), date(2026, 4, 1))) == []  # in force from 1 April 2026 on


@pytest.mark.parametrize(
    ("key", "event", "last"),
    [
        ("committee_filing", date(2026, 6, 1), date(2026, 7, 1)),
        ("names_posted", date(2026, 9, 29), date(2026, 10, 8)),  # 2 October is a day off, and so are those after it
        ("temporary_provider", date(2026, 8, 31), date(2027, 3, 1)),  # 28 February is a Sunday
    ],
)
def test_a_period_after_something_ends_as_the_civil_code_says(key: str, event: date, last: date) -> None:
    assert shanghai().periods[key].after(event, CALENDAR) == last


def test_a_notice_before_something_is_safe_with_sixteen_days_and_at_the_limit_with_fifteen() -> None:
    notice, meeting = shanghai().periods["assembly_notice"], date(2026, 6, 20)

    assert notice.before(meeting) == date(2026, 6, 4)
    assert notice.before(meeting, safe=False) == date(2026, 6, 5)
    assert shanghai().periods["reelection_report"].before(date(2026, 7, 31)) == date(2026, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-240, 240))
def test_months_lead_to_the_corresponding_day_or_the_last(day: date, months: int) -> None:
    other = months_after(day, months)

    assert (other.year * 12 + other.month) - (day.year * 12 + day.month) == months
    assert other.day == day.day or (other.day < day.day and (other + timedelta(days=1)).day == 1)


LIFT = OwnRule("ordinary_repair", Promise(2, "days"), "第十二条", "4", "本小区管理规约")


def test_an_estates_own_rule_is_shorter_and_says_clause_and_page() -> None:
    book = with_own(shanghai(), [LIFT])

    rule = book.categories["lift"].resolved[0]
    assert (rule.promise, rule.certainty) == (Promise(2, "days"), "own")
    assert (rule.article, rule.page) == ("本小区管理规约 第十二条", "4")
    assert (rule.label("zh-hans"), rule.label("en")) == ("一般维修的时限", "ordinary repair")
    assert (rule.source, rule.valid_to) == ("", None)  # neither the law's text nor its end
    assert shanghai().categories["lift"].resolved[0].promise == Promise(3, "days")


@pytest.mark.parametrize(
    ("own", "refusal"),
    [
        (OwnRule("ordinary_repair", Promise(4, "days"), "§ 1", "1", "x"), NotStricter),
        (OwnRule("ordinary_repair", Promise(2, "working_days"), "§ 1", "1", "x"), NotStricter),
        (OwnRule("urgent_on_site", Promise(1, "hours"), "§ 1", "1", "x"), UnknownRule),
        (OwnRule("weather", Promise(1, "hours"), "§ 1", "1", "x"), UnknownRule),
    ],
)
def test_the_law_is_the_most_there_may_be(own: OwnRule, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        with_own(shanghai(), [own])


def refused(text: str) -> str:
    with pytest.raises(BadRulebook) as refusal:
        load_part(tomllib.loads(text), "cn/2026.1.toml", text)
    return str(refusal.value)


def mistake(old: str, new: str) -> str:
    return refused(CHINA.read_text(encoding="utf-8").replace(old, new, 1))


def test_a_mistake_is_named_with_file_line_and_reason() -> None:
    text = CHINA.read_text(encoding="utf-8")
    line = text[: text.index("safe_days")].count("\n") + 1

    said = mistake("safe_days = 16", "sfe_days = 16")

    assert "cn/2026.1.toml" in said
    assert f"periods.assembly_notice.sfe_days, line {line}: nobody knows this key" in said


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('article = "物业管理条例第十四条"\n', "", "it is missing"),
        ("days = 15\nwhen", "weeks = 15\nwhen", "it needs a length"),
        ('when = "before"', 'when = "around"', "is none of"),
        ("safe_days = 16", "safe_days = 14", "at least the days"),
        ('certainty = "verified"', 'certainty = "sure"', "is none of"),
        ('level = "L"', 'level = "X"', "is none of"),
        ("valid_from = 2018-03-19", "valid_from = 2018-03-19\nvalid_to = 2017-01-01", "ends before it begins"),
        ('yearly = ["12-31"]', 'yearly = ["02-30"]', "no day of every year"),
        ('yearly = ["12-31"]', "yearly = []", "a list of 1 to 12"),
        ("on_request = true", "on_request = false", "left out"),
        ("on_request = true", "", "it needs a schedule"),
        ('before = { event = "assembly", days = 15 }', 'before = { event = "assembly" }', "days or months"),
        ('bearer = "ye"', 'bearer = "xx"', "is none of"),
        ("part = true", "", "it is missing"),
    ],
)
def test_what_cannot_be_meant_is_refused(old: str, new: str, reason: str) -> None:
    assert reason in mistake(old, new)


@pytest.mark.parametrize(
    ("path", "line"), [("a.b.c", 4), ("a.b", 3), ("a.b.missing", 3), ("top", 1), ("nowhere", 1), ("a.x.y", 6)]
)
def test_lines_are_found_by_their_keys(path: str, line: int) -> None:
    assert line_of("top = 1\n\n[a.b] # here\nc = 2\n\n[a.x]\n", path) == line


def test_a_kind_of_estate_may_answer_otherwise() -> None:
    text = SHANGHAI.read_text(encoding="utf-8") + '\n[categories.lift.kinds.after_sale_public]\nparty = "ju"\n'

    book = load(tomllib.loads(text), "cn-shanghai", china(), text)

    lift = book.categories["lift"]
    assert (lift.party, lift.for_kind("after_sale_public").party, lift.for_kind("commodity").party) == (
        "wu",
        "ju",
        "wu",
    )
    assert lift.for_kind("after_sale_public").resolved == lift.resolved


def test_nothing_unreadable_hides_in_the_files_shipped() -> None:
    shipped: list[tuple[str, Any]] = [
        (str(path), tomllib.loads(path.read_text("utf-8"))) for path in BOOKS.rglob("*.toml")
    ]

    assert {data["version"] for _, data in shipped} == {"2026.1", "2026.2"}
