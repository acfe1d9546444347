"""A rulebook says what it means, or is refused with the place and the reason."""

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from courtyard.core.calendars import MainlandChina, PlainWeek
from courtyard.core.clocks import Promise, due_at
from courtyard.core.rulebook import BadRulebook, Clocks, Rule, Rulebook, UnknownCategory, clock_for, load

SHANGHAI = Path(__file__).parents[2] / "rulebooks" / "cn-shanghai" / "2026.1.toml"
TODAY = date(2026, 11, 23)

SMALL = """
version = "1"
label_zh = "梅园"
label_en = "Plum Court"
zone = "Europe/Berlin"
calendar = { name = "plain", weekdays = ["monday", "saturday"], holidays = [2026-12-26], known_until = 2026-12-31 }
desk = [{ opens = 08:00:00, closes = 12:00:00 }, { opens = 14:00:00, closes = 00:00:00 }]

[rules.old]
label_zh = "两日"
label_en = "two days"
days = 2
article = "§ 1"
source = "the by-laws"
certainty = "verified"
valid_from = 2020-01-01
valid_to = 2025-12-31

[rules.usual]
label_zh = "五个工作日"
label_en = "five working days"
working_days = 5
article = "§ 2"
source = "the by-laws"
certainty = "secondary"
valid_from = 2020-01-01

[categories.lift]
label_zh = "电梯"
label_en = "Lifts"
party = "wu"
resolved = ["old", "usual"]
"""


def small() -> dict[str, Any]:
    return tomllib.loads(SMALL)


def without(data: Mapping[str, Any], *path: str) -> dict[str, Any]:
    changed: dict[str, Any] = deepcopy(dict(data))
    *folders, last = path
    table = changed
    for folder in folders:
        table = table[folder]
    del table[last]
    return changed


def with_value(data: Mapping[str, Any], value: Any, *path: str) -> dict[str, Any]:
    changed: dict[str, Any] = deepcopy(dict(data))
    *folders, last = path
    table = changed
    for folder in folders:
        table = table[folder]
    table[last] = value
    return changed


def shanghai() -> Rulebook:
    return load(tomllib.loads(SHANGHAI.read_text(encoding="utf-8")), "cn-shanghai")


def promise_of(rule: Rule | None) -> Promise | None:
    return rule.promise if rule else None


def test_a_small_rulebook_is_loaded() -> None:
    book = load(small(), "plum")

    assert (book.name, book.version, book.calendar) == ("plum", "1", "plain")
    assert book.hours.calendar == PlainWeek(frozenset({0, 5}), frozenset({date(2026, 12, 26)}), date(2026, 12, 31))
    assert [(span.opens, span.closes) for span in book.hours.spans] == [(time(8), time(12)), (time(14), time(0))]
    assert book.categories["lift"].label("zh-hans") == "电梯"
    assert book.categories["lift"].label("en-gb") == "Lifts"
    assert book == load(small(), "plum")


def test_of_several_rules_the_first_in_force_counts() -> None:
    book = load(small(), "plum")

    def resolved(on: date) -> str | None:
        rule = clock_for(book, "lift", urgent=False, on=on).resolved
        return rule.key if rule else None

    assert resolved(date(2019, 12, 31)) is None
    assert resolved(date(2020, 1, 1)) == "old"
    assert resolved(date(2025, 12, 31)) == "old"
    assert resolved(date(2026, 1, 1)) == "usual"


def test_a_category_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownCategory):
        clock_for(load(small(), "plum"), "cats", urgent=False, on=TODAY)


@pytest.mark.parametrize(
    ("data", "path", "reason"),
    [
        (without(small(), "version"), "version", "it is missing"),
        (without(small(), "rules", "usual", "article"), "rules.usual.article", "it is missing"),
        (without(small(), "rules", "usual", "certainty"), "rules.usual.certainty", "it is missing"),
        (without(small(), "calendar", "known_until"), "calendar.known_until", "it is missing"),
        (with_value(small(), 1, "author"), "author", "nobody knows this key"),
        (with_value(small(), 1, "rules", "usual", "wokring_days"), "rules.usual.wokring_days", "nobody knows this key"),
        (with_value(small(), 1, "calendar", "week"), "calendar.week", "nobody knows this key"),
        (with_value(small(), [], "categories", "lift", "urgent"), "categories.lift.urgent", "nobody knows this key"),
        (with_value(small(), 1, "version"), "version", "it must be a text"),
        (with_value(small(), " ", "label_en"), "label_en", "it must say something, in at most 300 characters"),
        (with_value(small(), "x" * 301, "label_en"), "label_en", "it must say something, in at most 300 characters"),
        (with_value(small(), True, "rules", "old", "days"), "rules.old.days", "it must be a whole number"),
        (with_value(small(), 2.0, "rules", "old", "days"), "rules.old.days", "it must be a whole number"),
        (
            with_value(small(), 0, "rules", "old", "days"),
            "rules.old.days",
            "0 days: a promise is between 1 and 366 of these",
        ),
        (
            without(small(), "rules", "old", "days"),
            "rules.old",
            "it needs a period: exactly one of minutes, hours, working_hours, days, working_days",
        ),
        (
            with_value(small(), 3, "rules", "old", "hours"),
            "rules.old",
            "it needs a period: exactly one of minutes, hours, working_hours, days, working_days",
        ),
        (
            with_value(small(), "2020", "rules", "old", "valid_from"),
            "rules.old.valid_from",
            "it must be a day, like 2026-01-31",
        ),
        (
            with_value(small(), datetime(2020, 1, 1, tzinfo=UTC), "rules", "old", "valid_from"),
            "rules.old.valid_from",
            "it must be a day, like 2026-01-31",
        ),
        (
            with_value(small(), date(2019, 1, 1), "rules", "old", "valid_to"),
            "rules.old.valid_to",
            "it ends before it begins",
        ),
        (
            with_value(small(), "sure", "rules", "old", "certainty"),
            "rules.old.certainty",
            "“sure” is none of verified, secondary, memory",
        ),
        (
            with_value(small(), "me", "categories", "lift", "party"),
            "categories.lift.party",
            "“me” is none of wu, ye, ju",
        ),
        (
            with_value(small(), ["soon"], "categories", "lift", "resolved"),
            "categories.lift.resolved",
            "“soon” is none of old, usual",
        ),
        (
            with_value(small(), [["old"]], "categories", "lift", "resolved"),
            "categories.lift.resolved",
            "“['old']” is none of old, usual",
        ),
        (
            with_value(small(), ["usual", "usual"], "categories", "lift", "resolved"),
            "categories.lift.resolved",
            "it must name at least one, and each once",
        ),
        (
            with_value(small(), ["old"], "categories", "lift", "resolved"),
            "categories.lift.resolved",
            "the last rule must be one without an end, or cases lose their deadline",
        ),
        (
            without(small(), "categories", "lift", "resolved"),
            "categories.lift.resolved",
            "the last rule must be one without an end, or cases lose their deadline",
        ),
        (with_value(small(), {}, "rules"), "rules", "it must hold 1 to 200 tables"),
        (with_value(small(), {"usual": 1}, "rules"), "rules.usual", "it must be a table"),
        (with_value(small(), "moon", "calendar", "name"), "calendar.name", "“moon” is none of cn, plain"),
        (
            with_value(small(), ["someday"], "calendar", "weekdays"),
            "calendar.weekdays",
            "“someday” is none of monday, tuesday, wednesday, thursday, friday, saturday, sunday",
        ),
        (
            with_value(small(), ["2026-12-26"], "calendar", "holidays"),
            "calendar.holidays",
            "it must be a list of at most 1000 days, like 2026-01-31",
        ),
        (with_value(small(), [], "desk"), "desk", "it must be a list of 1 to 6 tables"),
        (with_value(small(), [1], "desk"), "desk", "it must be a list of 1 to 6 tables"),
        (
            with_value(small(), [{"opens": time(9), "closes": time(8)}], "desk"),
            "desk.1",
            "a desk that opens at 09:00:00 cannot close at 08:00:00 of the same day",
        ),
        (
            with_value(
                small(), [{"opens": time(9), "closes": time(12)}, {"opens": time(11), "closes": time(13)}], "desk"
            ),
            "desk",
            "the desk closes at 12:00:00 and cannot open at 11:00:00",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(data: dict[str, Any], path: str, reason: str) -> None:
    with pytest.raises(BadRulebook) as refused:
        load(data, "plum")

    assert refused.value.fields == {"name": "plum", "path": path, "reason": reason}


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "Europe", "../zone", "/etc/passwd"])
def test_a_zone_that_is_nowhere_is_refused(zone: str) -> None:
    with pytest.raises(BadRulebook) as refused:
        load(with_value(small(), zone, "zone"), "plum")

    assert refused.value.fields["path"] == "zone"


def test_an_empty_file_is_no_rulebook() -> None:
    with pytest.raises(BadRulebook, match="plum"):
        load({}, "plum")


def test_shanghai_keeps_chinas_calendar_and_desk_hours_of_its_own() -> None:
    book = shanghai()

    assert book.hours.calendar == MainlandChina()
    assert book.hours.zone.key == "Asia/Shanghai"
    assert list(book.categories) == [
        "lift", "water", "power", "fire", "building", "parking",
        "cleaning", "green", "noise", "money", "owners", "other",
    ]  # fmt: skip


def test_somebody_stuck_in_a_lift_waits_half_an_hour_at_most() -> None:
    book = shanghai()

    near = clock_for(book, "lift", urgent=True, on=TODAY, site_office=True)
    far = clock_for(book, "lift", urgent=True, on=TODAY)

    assert promise_of(near.on_site) == Promise(30, "minutes")
    assert promise_of(far.on_site) == Promise(2, "hours")
    assert near.on_site is not None
    assert near.on_site.certainty == "verified"
    assert near.on_site.article == "沪房规范〔2023〕2号、3号（记3分的情形）"


@pytest.mark.parametrize(
    ("category", "resolved"),
    [
        ("lift", Promise(3, "days")),
        ("water", Promise(3, "days")),
        ("noise", Promise(5, "working_days")),
        ("money", Promise(5, "working_days")),
        ("other", Promise(1, "working_days")),
    ],
)
def test_what_is_not_urgent_has_its_usual_deadline(category: str, resolved: Promise) -> None:
    clocks = clock_for(shanghai(), category, urgent=False, on=TODAY, site_office=True)

    assert clocks.on_site is None
    assert promise_of(clocks.resolved) == resolved
    assert promise_of(clocks.first_contact) == Promise(1, "working_days")


def test_when_the_rules_on_repairs_have_run_out_the_general_ones_remain() -> None:
    after = clock_for(shanghai(), "lift", urgent=True, on=date(2028, 7, 1))

    assert after.on_site is None
    assert promise_of(after.resolved) == Promise(5, "working_days")


def test_only_what_was_read_in_its_source_says_so() -> None:
    rules = shanghai().rules

    assert {key for key, rule in rules.items() if rule.certainty != "verified"} == {
        "first_contact",
        "close_unanswered",
        "escalate_to_subdistrict",
    }
    assert rules["first_contact"].certainty == "memory"
    assert all(rule.article and rule.source for rule in rules.values())
    assert rules["recheck"].promise == Promise(3, "working_days")
    assert rules["complex"].promise == Promise(15, "working_days")


@pytest.mark.parametrize("urgent", [True, False])
def test_every_category_has_a_deadline_whatever_the_day(urgent: bool) -> None:
    book = shanghai()

    for key in book.categories:
        for on in (date(2019, 12, 2), date(2023, 6, 30), TODAY, date(2040, 1, 1)):
            clocks: Clocks = clock_for(book, key, urgent=urgent, on=on)
            filed = datetime(on.year, on.month, on.day, 15, tzinfo=UTC)
            assert clocks.resolved is not None
            assert due_at(filed, clocks.resolved.promise, book.hours) > filed
