"""All checks of money and publications together, on estates that Hypothesis made up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.compliance import Facts, evaluate
from courtyard.core.compliance.money_facts import (
    Audit,
    CommonUse,
    Emergency,
    FundSpend,
    FundWorks,
    LowAccounts,
    Paid,
    RevenueQuarter,
    RevenueSpend,
    TopUp,
)
from courtyard.core.counting.tally import Tally
from courtyard.core.disclosures import Published
from courtyard.core.quarters import Quarter
from courtyard.core.tests.estate_facts import shanghai, term

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
SOMETIME = st.none() | DAYS
IDS = st.uuids(version=4)
WHO = st.sampled_from(["ye", "wu", "jie", "developer"])
MAYBE = st.none() | st.sampled_from(["ye", "wu"])
FEN = st.sampled_from([0, 1, 30, 91, 5_000_000])
PAID = st.lists(st.builds(Paid, DAYS, FEN), max_size=3).map(tuple)
X = st.just("x")


def few(things: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(things, max_size=3).map(tuple)


TALLIES = st.builds(
    lambda agreed, refused: Tally(
        {"for": {"area": agreed, "heads": agreed}, "against": {"area": refused, "heads": refused}}
    ),
    st.integers(0, 5),
    st.integers(0, 5),
)
QUARTERS = st.builds(Quarter, st.integers(2025, 2028), st.integers(1, 4))
AUDITS = st.builds(
    Audit, IDS, st.sampled_from(["year", "term"]), st.sampled_from([2, 2025, 2026]), SOMETIME, WHO, SOMETIME, SOMETIME,
    SOMETIME, SOMETIME, SOMETIME,
)  # fmt: skip
PUBLISHED = st.builds(
    Published, st.sampled_from(["fund_accounts", "revenue_accounts", "revenue_plan", "annual_report"]),
    st.sampled_from(["2026-H1", "2026-H2", "2026-Q3", "2027-Q1", "2026"]), DAYS,
)  # fmt: skip

MONEY: Mapping[str, Any] = {
    "published": few(PUBLISHED),
    "published_from": SOMETIME,
    "fund_keeper": MAYBE,
    "fund_kept_from": SOMETIME,
    "revenue_keeper": MAYBE,
    "revenue_kept_from": SOMETIME,
    "revenue_quarters": few(
        st.builds(RevenueQuarter, IDS, QUARTERS, WHO, WHO, FEN, st.none() | FEN, SOMETIME, PAID, st.booleans())
    ),
    "revenue_spends": few(st.builds(RevenueSpend, IDS, X, DAYS, FEN, WHO, SOMETIME)),
    "audits": st.lists(AUDITS, max_size=3, unique_by=lambda one: (one.kind, one.of)).map(tuple),
    "audits_from": SOMETIME,
    "low_accounts": few(st.builds(LowAccounts, IDS, X, st.integers(0, 3), DAYS, SOMETIME, SOMETIME)),
    "top_ups": few(st.builds(TopUp, IDS, X, DAYS, SOMETIME, SOMETIME)),
    "fund_works": few(st.builds(FundWorks, IDS, X, WHO, st.just(100), PAID, SOMETIME)),
    "fund_spends": few(
        st.builds(
            FundSpend, IDS, X, DAYS, FEN, WHO,
            st.sampled_from(["assembly", "limit", "emergency", "none", "unknown"]), SOMETIME,
        )
    ),
    "common_uses": few(st.builds(CommonUse, IDS, X, WHO, DAYS, SOMETIME, SOMETIME, st.none() | TALLIES, st.booleans())),
    "emergencies": few(st.builds(Emergency, IDS, X, DAYS, SOMETIME, SOMETIME)),
}  # fmt: skip

TERMS = st.builds(term, number=st.integers(1, 3), starts_on=DAYS, ends_on=DAYS, elected_on=DAYS)
FACTS = st.builds(Facts, known_from=DAYS, area_cm2=st.just(1), term=st.none() | TERMS, **MONEY)
EXAMPLES = 60


@settings(max_examples=EXAMPLES)
@given(FACTS, DAYS)
def test_the_order_of_the_facts_changes_nothing(known: Facts, on: date) -> None:
    lists = {name: getattr(known, name) for name in Facts.__slots__ if isinstance(getattr(known, name), tuple)}
    other_way: dict[str, Any] = {name: tuple(reversed(some)) for name, some in lists.items()}

    assert evaluate(replace(known, **other_way), shanghai(), on) == evaluate(known, shanghai(), on)


@settings(max_examples=EXAMPLES)
@given(FACTS, DAYS, DAYS)
def test_what_is_found_on_two_days_began_on_the_same_one(known: Facts, one: date, other: date) -> None:
    first, then = sorted((one, other))

    before = {(found.check, found.subject): found.since for found in evaluate(known, shanghai(), first)}
    after = {(found.check, found.subject): found.since for found in evaluate(known, shanghai(), then)}

    assert {key: since for key, since in after.items() if key in before and since > before[key]} == {}


@settings(max_examples=EXAMPLES)
@given(FACTS, DAYS)
def test_every_finding_is_one_of_its_kind_began_within_the_record_and_can_be_said(known: Facts, on: date) -> None:
    found = evaluate(known, shanghai(), on)

    assert len({(one.check, one.subject) for one in found}) == len(found)
    assert [one for one in found if not known.known_from <= one.since <= on] == []
    assert all(one.says.format(**one.fields) for one in found)


@settings(max_examples=EXAMPLES)
@given(FACTS, DAYS)
def test_without_a_committee_nothing_that_is_published_or_audited_is_held_against_one(known: Facts, on: date) -> None:
    found = evaluate(replace(known, term=None), shanghai(), on)

    asked = {"C28", "C29", "C32", "C34", "C35", "C36", "C37", "C38", "C39", "C52"}
    assert [one for one in found if one.check in asked and one.bearer == "ye"] == []
