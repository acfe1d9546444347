"""All checks together: what the rulebook has of them, what holds of every finding, and what the manual says of them."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.compliance import CHECKS, Facts, evaluate
from courtyard.core.compliance.facts import (
    Attendance,
    Change,
    CompanyMotion,
    FormerMember,
    LateCase,
    Limit,
    LimitUse,
    Manager,
    MeetingRequest,
    Petition,
    Reelection,
    Seal,
    SealUse,
    ServiceContract,
    Ticket,
    Tie,
)
from courtyard.core.compliance.says import SAYS
from courtyard.core.tests.estate_facts import TODAY, decision, facts, meeting, shanghai, term, vote

MANUAL = Path(__file__).parents[3] / "docs" / "compliance.md"
LATIN = re.compile(r"[\u4e00-\u9fff][,;?!:]")


def test_an_estate_that_does_everything_in_time_hears_nothing() -> None:
    for on in (date(2024, 3, 1), date(2025, 7, 7), TODAY, date(2027, 1, 1), date(2027, 2, 20)):
        assert evaluate(facts(), shanghai(), on) == []


def test_the_rulebook_has_every_check_and_each_says_where_it_stands() -> None:
    checks = shanghai().checks

    assert set(checks) == set(CHECKS)
    assert [code for code, rule in checks.items() if not (rule.article and rule.source and rule.level)] == []
    assert {code for code, rule in checks.items() if rule.certainty != "verified"} == {"C12", "C53"}
    assert {code for code, rule in checks.items() if rule.bearer == "jie"} == {"C02", "C19", "C46"}
    assert {code for code, rule in checks.items() if rule.bearer == "group"} == {"C03", "C22"}


def test_what_to_do_next_is_said_in_both_languages() -> None:
    for rule in shanghai().checks.values():
        assert rule.next("zh-hans") == rule.next_zh != rule.next("en") == rule.next_en
        assert not LATIN.search(rule.next_zh + rule.label_zh)
        assert rule.next_zh.endswith("。")
        assert rule.next_en.endswith(".")


def test_every_check_has_its_sentence() -> None:
    assert list(dict.fromkeys(key.partition(".")[0] for key in SAYS)) == list(CHECKS)


def test_a_rulebook_runs_the_checks_it_has_and_those_in_force() -> None:
    wrong = facts(joint_sessions_on=(), meetings=(meeting(date(2026, 11, 20), residents_invited=False),))
    book = shanghai()
    without = replace(book, checks=MappingProxyType({}))
    ended = replace(book.checks["C48"], valid_to=date(2026, 11, 22))
    later = replace(book, checks=MappingProxyType({**book.checks, "C48": ended}))

    codes = [[one.check for one in evaluate(wrong, some, TODAY)] for some in (book, without, later)]

    assert codes == [["C08", "C14", "C48"], [], ["C08", "C14"]]


EXAMPLES = 50
"""An estate is much to make up: each costs as much as a dozen of other tests' examples."""

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
SOMETIME = st.none() | DAYS
IDS = st.uuids(version=4)
SMALL = st.integers(0, 6)


def few(things: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(things, max_size=4).map(tuple)


MEETINGS = st.builds(meeting, DAYS, members=st.just(5), attended=SMALL, by_proxy=SMALL, residents_invited=st.booleans())
DECISIONS = st.builds(decision, DAYS, id=IDS, signed=SMALL, posted_on=SOMETIME, told_on=SOMETIME)
VOTES = st.builds(
    vote, DAYS, DAYS, id=IDS, closed_on=SOMETIME, void=st.booleans(), residents_committee_told=st.booleans(),
    unannounced=st.sampled_from([(), ("a",)]), frozen_matters=st.sampled_from([(), ("b",)]),
)  # fmt: skip
TERMS = st.builds(
    term, seats=SMALL, seated=SMALL, starts_on=DAYS, ends_on=DAYS, elected_on=DAYS, activity_from=DAYS,
    filed_on=SOMETIME, names_posted_on=SOMETIME, last_activity_on=SOMETIME, last_meeting_on=SOMETIME,
    vacancy_since=SOMETIME,
)  # fmt: skip
USES = st.builds(LimitUse, IDS, DAYS, st.integers(1, 900))
LIMITS = st.builds(
    Limit, id=IDS, title=st.just("x"), each_fen=st.just(500), total_fen=st.none() | st.just(1_000), valid_from=DAYS,
    valid_to=SOMETIME, ended_on=SOMETIME, uses=few(USES),
)  # fmt: skip
CONTRACTS = st.builds(
    ServiceContract, id=IDS, company=st.just(UUID(int=1)), kind=st.sampled_from(["first", "ordinary", "temporary"]),
    lump_sum=st.booleans(), signed_on=DAYS, starts_on=DAYS, ends_on=DAYS, ended_on=SOMETIME, filed_on=SOMETIME,
    plan_posted_on=SOMETIME, reviewed_on=SOMETIME,
    fen_per_m2=st.sampled_from([(), (("dwelling", 180),), (("dwelling", 185),)]),
)  # fmt: skip
MOTIONS = st.builds(
    CompanyMotion, id=IDS, title=st.just("x"), convener=st.sampled_from(["ye", "ju"]), noticed_on=DAYS,
    closed_on=SOMETIME, void=st.booleans(), renews=st.booleans(), carried=st.none() | st.booleans(),
    decided_on=SOMETIME, good=SMALL, marks=st.just(6), points=st.integers(0, 9),
)  # fmt: skip
FACTS = st.builds(
    Facts,
    known_from=DAYS,
    area_cm2=st.sampled_from([1, 10**12]),
    term=st.none() | TERMS,
    reelection=st.none() | st.builds(Reelection, IDS, *[SOMETIME] * 6),
    former=few(st.builds(FormerMember, IDS, DAYS, SOMETIME, st.booleans())),
    changes=few(st.builds(Change, IDS, st.just("x"), DAYS, SOMETIME)),
    meetings=st.lists(MEETINGS, max_size=4, unique_by=lambda one: one.on).map(tuple),
    requests=few(st.builds(MeetingRequest, IDS, DAYS, st.just(5), SMALL, SOMETIME)),
    decisions=few(DECISIONS),
    votes=few(VOTES),
    petitions=few(st.builds(Petition, IDS, st.just("x"), DAYS, DAYS, SOMETIME)),
    attendance=few(st.builds(Attendance, IDS, st.just("x"), st.integers(2024, 2029), SMALL, SMALL, SOMETIME)),
    ties=few(st.builds(Tie, IDS, st.just("x"), st.sampled_from(["owner", "capable"]), DAYS)),
    receptions_on=few(DAYS),
    joint_sessions_on=few(DAYS),
    seals=few(st.builds(Seal, IDS, st.just("x"), st.none() | st.just(UUID(int=1)), SOMETIME)),
    seal_uses=few(st.builds(SealUse, IDS, st.just("x"), DAYS, DAYS, st.booleans())),
    limits=few(LIMITS),
    contracts=few(CONTRACTS),
    company_motions=few(MOTIONS),
    late_cases=few(st.builds(LateCase, IDS, st.sampled_from(["on_site", "repair"]), DAYS, DAYS)),
    managers=few(st.builds(Manager, IDS, few(DAYS))),
    tickets=few(st.builds(Ticket, IDS, st.just("1"), DAYS, st.sampled_from(["wu", "ye", "ju", ""]))),
)


@settings(max_examples=EXAMPLES)
@given(FACTS, DAYS)
def test_the_order_of_the_facts_changes_nothing(known: Facts, on: date) -> None:
    lists = {name: getattr(known, name) for name in Facts.__slots__ if isinstance(getattr(known, name), tuple)}
    other_way: dict[str, Any] = {name: tuple(reversed(some)) for name, some in lists.items()}
    turned = replace(known, **other_way)

    assert evaluate(turned, shanghai(), on) == evaluate(known, shanghai(), on) == evaluate(known, shanghai(), on)


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


def manual() -> Iterable[list[str]]:
    for line in MANUAL.read_text("utf-8").splitlines():
        if re.match(r"\| C\d\d ", line):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def test_the_manual_lists_every_check_and_which_run() -> None:
    rows = list(manual())

    assert [row[0] for row in rows] == [f"C{number:02}" for number in range(1, 57)]
    assert [row[0] for row in rows if row[5] == "yes"] == list(CHECKS)
    assert {row[0] for row in rows if row[5].startswith("comes with the ")} == {"C55"}


def test_the_manual_says_of_each_check_what_the_rulebook_says() -> None:
    rules = shanghai().checks

    for code, _, severity, bearer, article, _, _ in manual():
        if code in CHECKS:
            rule = rules[code]
            assert (code, severity.split(",")[0], bearer.split(",")[0]) == (code, rule.severity, rule.bearer)
            assert (code, article) == (code, rule.article)
