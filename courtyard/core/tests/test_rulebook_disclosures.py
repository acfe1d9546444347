"""Disclosures as data: the whole table of the law, what a city narrows, what is refused with file, line and reason."""

import tomllib
from datetime import date
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.rulebook import BadRulebook, Part, load, load_part
from courtyard.core.rulebook.disclosures import Disclosure, Event
from courtyard.core.tests.estate_facts import BOOKS, shanghai

TEXT = (BOOKS / "cn-shanghai" / "2026.2.toml").read_text("utf-8")
FILE = "cn-shanghai/2026.2.toml"
FUND = TEXT[TEXT.index("[disclosures.fund_accounts]") : TEXT.index("[disclosures.revenue_accounts]")]
DAY = st.dates(date(2024, 1, 1), date(2031, 1, 1))


def china() -> Part:
    return load_part(tomllib.loads((BOOKS / "cn" / "2026.1.toml").read_text("utf-8")), "cn")


def refused(old: str, new: str, block: str = FUND) -> str:
    assert old in block
    text = TEXT.replace(block, block.replace(old, new, 1), 1)
    with pytest.raises(BadRulebook) as refusal:
        load(tomllib.loads(text), FILE, china(), text)
    return str(refusal.value)


def by_id() -> dict[str, Disclosure]:
    return {one.id: one for one in shanghai().disclosures.values()}


def test_the_rulebook_has_the_whole_table_and_each_line_says_where_it_stands() -> None:
    lines = by_id()

    assert sorted(one for one in lines if len(one) == 3) == [f"D{number:02}" for number in range(1, 33)]
    assert sorted(one for one in lines if len(one) > 3) == ["D14b", "D20b", "D20c", "D23b"]
    assert [key for key, one in lines.items() if not (one.article and one.source and one.level)] == []
    assert {key for key, one in lines.items() if one.certainty == "memory"} == {"D09", "D31"}
    assert all(lines[key].unsure for key in ("D09", "D10", "D29", "D31"))


def test_what_is_not_settled_is_said_in_both_languages() -> None:
    for one in shanghai().disclosures.values():
        if one.unsure:
            assert one.unsure.label("zh-hans") != one.unsure.label("en")
        assert one.contents("zh-hans") != one.contents("en")
        assert one.where("zh-hans") != one.where("en")


def test_a_city_narrows_what_its_country_leaves_open() -> None:
    country, city = china().disclosures, shanghai().disclosures

    assert country["fund_accounts"].when.schedule == "standing"
    assert city["fund_accounts"].when.yearly == ((1, 31), (7, 31))
    assert (country["committee_decision"].certainty, city["committee_decision"].certainty) == ("memory", "verified")
    assert city["assembly_notice"] == country["assembly_notice"]
    assert set(country) <= set(city)


def test_each_is_a_duty_under_its_number_so_that_the_calendar_owes_it() -> None:
    book = shanghai()

    assert set(book.duties) == {f"D{number:02}" for number in range(1, 33)}
    for one in book.disclosures.values():
        if one.id in book.duties:
            duty = book.duties[one.id]
            assert (duty.bearer, duty.article, duty.where_zh) == (one.bearer, one.article, one.where_zh)
            assert (duty.yearly, duty.event, duty.days) == (one.when.yearly, one.when.event, one.when.days)
    assert {key for key, duty in book.duties.items() if duty.only_if} == {"D20", "D28"}


def test_a_duty_of_the_rulebooks_own_stands_beside_what_is_published() -> None:
    own = TEXT + "\n[duties.census]\n" + FUND.partition("\n")[2].replace('id = "D08"\nlabel_zh', "label_zh", 1)
    for key in ("keeper", "places", "covers", "contents_zh", "contents_en", "unsure_zh", "unsure_en"):
        head, _, tail = own.rpartition(f"\n{key} = ")
        own = head + "\n" + tail.partition("\n")[2]

    book = load(tomllib.loads(own), FILE, china(), own)

    assert set(book.duties) - set(shanghai().duties) == {"census"}


def test_accounts_tell_of_the_period_before_and_plans_of_the_next() -> None:
    lines = by_id()

    assert lines["D08"].covered(date(2027, 1, 31)) == (date(2026, 7, 1), date(2026, 12, 31))
    assert lines["D10"].covered(date(2026, 4, 15)) == (date(2026, 1, 1), date(2026, 3, 31))
    assert lines["D12"].covered(date(2026, 12, 31)) == (date(2027, 1, 1), date(2027, 12, 31))
    assert lines["D16"].covered(date(2026, 12, 31)) == (date(2026, 1, 1), date(2026, 12, 31))
    assert lines["D18"].covered(date(2026, 12, 31)) is None


@given(DAY, DAY, st.sampled_from(["D08", "D10", "D12", "D19"]))
def test_each_period_of_a_schedule_is_there_once_and_they_follow_one_another(one: date, other: date, key: str) -> None:
    line, (since, until) = by_id()[key], sorted((one, other))

    last = list(line.last_days(since, until))

    assert last == sorted(set(last))
    assert len({line.period(day) for day in last}) == len(last)
    covered = [line.covered(day) for day in last]
    assert all(a and b and (b[0] - a[1]).days == 1 for a, b in pairwise(covered))


def test_a_rulebook_without_disclosures_has_none() -> None:
    before = (BOOKS / "cn-shanghai" / "2026.1.toml").read_text("utf-8")

    assert load(tomllib.loads(before), "cn-shanghai").disclosures == {}


def test_a_mistake_is_named_with_file_line_and_reason() -> None:
    text = TEXT.replace(FUND, FUND.replace('keeper = "fund"', 'keeper = "bank"'))
    line = text[: text.index('keeper = "bank"')].count("\n") + 1

    said = refused('keeper = "fund"', 'keeper = "bank"')

    assert FILE in said
    assert f"disclosures.fund_accounts.keeper, line {line}: “bank” is none of fund, revenue" in said


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('id = "D08"', 'id = "D8"', "an id is D and two digits"),
        ('id = "D08"', 'id = "D10"', "what it builds on calls it D08"),
        ('bearer = "ye"', 'bearer = "xx"', "“xx” is none of"),
        ('places = ["prominent"]', 'places = ["moon"]', "“moon” is none of"),
        ('places = ["prominent"]', "places = []", "it must name at least one"),
        ('yearly = ["01-31", "07-31"]\n', "", "it needs a schedule"),
        ('yearly = ["01-31", "07-31"]', 'yearly = ["01-32"]', "is no day of every year"),
        ('yearly = ["01-31", "07-31"]', 'event = "moon"', "disclosures.fund_accounts.event"),
        ('yearly = ["01-31", "07-31"]', 'after = { event = "moon", days = 3 }', "after.event"),
        ('yearly = ["01-31", "07-31"]', "standing = true", "disclosures.fund_accounts.covers"),
        ('covers = "before"', 'covers = "behind"', "“behind” is none of before, this, next"),
        ('covers = "before"', "posted_days = 0", "it must be between 1 and"),
        ('covers = "before"', "posted_days = 5\nuntil_next = true", "disclosures.fund_accounts.until_next"),
        ('covers = "before"', "renewed_months = 3", "this schedule has no use for it"),
        ('covers = "before"', 'kinds = ["Villa"]', "a kind of estate is a word"),
        ('covers = "before"', 'modes = ["barter"]', "“barter” is none of"),
        ('covers = "before"', 'committee = "maybe"', "“maybe” is none of with, without"),
        ('covers = "before"', "weeks = 2", "nobody knows this key"),
        ('contents_en = ["raised", ', "contents_en = [", "it must have as many texts as contents_zh"),
        ('unsure_en = "', 'unsure = "', "disclosures.fund_accounts.unsure_en"),
    ],
)
def test_what_cannot_be_meant_is_refused(old: str, new: str, reason: str) -> None:
    assert reason in refused(old, new)


def test_no_two_lines_share_a_number() -> None:
    block = TEXT[TEXT.index("[disclosures.revenue_plan]") : TEXT.index("[disclosures.audit_commissioning]")]

    assert "D10 is “revenue_accounts” already" in refused('id = "D12"', 'id = "D10"', block)


def test_every_event_is_one_that_some_line_waits_for() -> None:
    named = {one.when.event for one in shanghai().disclosures.values()} - {""}

    assert named == set(get_args(Event))
