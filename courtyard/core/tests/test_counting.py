"""Owners' votes, counted: the worked examples, a slow obvious counter, and what must never change a result."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.counting.resolution import Resolution, resolve
from courtyard.core.counting.roll import BadRoll, Unit, roll_of
from courtyard.core.counting.settling import BadBallots, Fate, HouseRules, Paper
from courtyard.core.counting.tally import BadTally, Tally
from courtyard.core.counting.vectors import judge
from courtyard.core.rulebook.counts import CountRule
from courtyard.core.tests.counted import RULES, Vote, random_vote, slow_count, vectors

SEEDS = st.integers(min_value=0, max_value=2**32)
ORDINARY, SPECIAL = RULES["cn.cc278-ordinary"], RULES["cn.cc278-special"]
SLOW_CASES = 10_000


def counted(seed: int) -> tuple[Resolution, Vote]:
    vote = random_vote(random.Random(seed))
    return count(vote), vote


def count(vote: Vote, rule: CountRule = ORDINARY) -> Resolution:
    house = vote.house
    roll = roll_of(
        vote.units, building=vote.building, count_parking=house.count_parking, record_point=house.record_point
    )
    return resolve(rule, roll, vote.papers, house, vote.delivered)


def shares(resolution: Resolution) -> tuple[Fraction | None, ...]:
    return tuple(check.share for check in resolution.lawful.checks)


def test_every_worked_example_comes_out_exactly() -> None:
    judged = list(judge(vectors(), RULES.__getitem__))

    assert [(one.id, one.differences) for one in judged if not one.passed] == []
    assert len(judged) == 69


def test_a_slow_counter_agrees_on_ten_thousand_votes() -> None:
    for seed in range(SLOW_CASES):
        vote, special = random_vote(random.Random(seed)), seed % 2 == 1
        slow = slow_count(vote, special=special)

        quick = count(vote, SPECIAL if special else ORDINARY)

        assert (shares(quick), quick.passed) == (slow["shares"], slow["passed"]), seed


@given(seed=SEEDS, shuffle=SEEDS)
def test_the_order_of_papers_and_homes_changes_nothing(seed: int, shuffle: int) -> None:
    before, vote = counted(seed)
    chance = random.Random(shuffle)

    units, papers = chance.sample(vote.units, len(vote.units)), chance.sample(vote.papers, len(vote.papers))
    after = count(replace(vote, units=units, papers=papers, delivered=vote.delivered[::-1]))

    assert (shares(after), after.passed, after.settled.fates) == (shares(before), before.passed, before.settled.fates)


@given(seed=SEEDS, cut=st.integers(min_value=1, max_value=333_332))
def test_splitting_a_home_of_one_owner_changes_nothing(seed: int, cut: int) -> None:
    before, vote = counted(seed)
    first = vote.units[0]

    halves = [replace(first, area_cm2=cut), replace(first, id="other half", area_cm2=first.area_cm2 - cut)]
    after = count(replace(vote, units=[*halves, *vote.units[1:]]))

    assert (shares(after), after.passed) == (shares(before), before.passed)


@given(seed=SEEDS)
def test_other_names_change_nothing(seed: int) -> None:
    before, vote = counted(seed)
    new = {name: f"业主{n}" for n, name in enumerate(["NEW", *{unit.owner for unit in vote.units}])}

    renamed = replace(
        vote,
        units=[
            replace(unit, owner=new[unit.owner], owner_at_close=new.get(unit.owner_at_close, "")) for unit in vote.units
        ],
        papers=[replace(paper, head=new.get(paper.head, paper.head)) for paper in vote.papers],
        delivered=[new.get(name, name) for name in vote.delivered],
    )
    after = count(renamed)

    assert (shares(after), after.passed) == (shares(before), before.passed)


@given(seed=SEEDS)
def test_everybody_is_in_one_pile_and_every_paper_has_a_fate(seed: int) -> None:
    result, vote = counted(seed)

    tally = result.strict.tally
    assert sum(weights["heads"] for weights in tally.piles.values()) == result.settled.roll.heads
    assert sum(weights["area"] for weights in tally.piles.values()) == result.settled.roll.area_cm2
    assert set(result.settled.fates) == {paper.seq for paper in vote.papers}


@given(whole=st.integers(min_value=1, max_value=10**13), have=st.integers(min_value=0, max_value=10**13))
@settings(max_examples=500)
def test_a_gate_says_exactly_what_would_do(whole: int, have: int) -> None:
    have = min(have, whole)
    tally = Tally({"for": {"area": have}, "abstain": {"area": whole - have}})
    gate = next(gate for gate in ORDINARY.gates if gate.key == "approval_area")

    check = gate.check(tally)

    assert check.passed == (have * 2 > whole)
    assert (check.have >= check.need) == check.passed
    assert check.short == (0 if check.passed else check.need - have)
    assert gate.check(Tally({"for": {"area": check.need}, "abstain": {"area": whole - check.need}})).passed


def test_silence_follows_nobody_in_a_three_quarters_matter() -> None:
    units = [Unit(id=str(n), area_cm2=1_000_000, owner=f"O{n}") for n in range(4)]
    papers = [Paper("O0", "for", 1), Paper("O1", "for", 2)]
    house = HouseRules(unreturned="follow_majority_if_delivered")

    ordinary = resolve(ORDINARY, roll_of(units), papers, house, ["O2", "O3"])
    special = resolve(SPECIAL, roll_of(units), papers, house, ["O2", "O3"])

    assert (ordinary.passed, ordinary.strict.passed, special.passed) == (True, False, False)
    assert (ordinary.deemed is not None, special.deemed) == (True, None)


def test_each_paper_is_told_what_became_of_it() -> None:
    units = [Unit(id=str(n), area_cm2=1_000_000, owner=f"O{n}") for n in range(3)]
    papers = [
        Paper("O0", "for", 1), Paper("O0", "against", 2), Paper("O1", "for", 3, defect="unsigned"),
        Paper("GONE", "for", 4), Paper("O2", "for", 5, agent="A"), Paper("O1", "for", 6, agent="A"),
    ]  # fmt: skip

    settled = resolve(ORDINARY, roll_of(units), papers, HouseRules(duplicates="last_valid", proxies_max=1)).settled

    assert settled.fates == {
        1: Fate.REPLACED, 2: Fate.COUNTED, 3: Fate.INVALID, 4: Fate.NOT_ON_ROLL, 5: Fate.COUNTED, 6: Fate.PROXY_LIMIT,
    }  # fmt: skip


def test_what_cannot_be_is_refused() -> None:
    home = Unit(id="1", area_cm2=1_000_000, owner="O1")

    with pytest.raises(BadRoll, match="twice"):
        roll_of([home, home])
    with pytest.raises(BadRoll, match="no area"):
        roll_of([replace(home, area_cm2=0)])
    with pytest.raises(BadBallots, match="number 1"):
        resolve(ORDINARY, roll_of([home]), [Paper("O1", "for", 1), Paper("O1", "for", 1)], HouseRules())
    with pytest.raises(BadTally):
        Tally({"for": {"heads": -1}})
    with pytest.raises(BadTally, match="shares is missing"):
        RULES["sg.special"].gates[0].check(Tally({"for": {"heads": 1}}))


def test_singapore_needs_a_file_and_no_code() -> None:
    units = [Unit(id=str(n), area_cm2=0, owner=f"O{n}", shares=shares) for n, shares in enumerate((30, 20, 10, 40))]
    papers = [Paper("O0", "for", 1), Paper("O2", "against", 2)]

    result = resolve(RULES["sg.special"], roll_of(units), papers, HouseRules())

    assert shares(result) == (Fraction(2, 5), Fraction(3, 4))
    assert result.passed
