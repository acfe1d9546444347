"""Elections: thresholds, ranks, ties that nobody breaks in silence, and votes that a statute cuts down."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.counting.bodies import member_meeting, preparatory_group
from courtyard.core.counting.elections import (
    BadElection,
    Ballots,
    Candidate,
    Election,
    elect,
    plurality,
    seats_error,
)  # fmt: skip
from courtyard.core.counting.tally import BadTally
from courtyard.core.counting.weights import capped, fr_proxies, nsw_proxies, original_owner_reduced
from courtyard.core.tests.counted import RULES

GATES = RULES["cn.cc278-ordinary"].gates
HUNDRED = Ballots(total_heads=100, total_area_cm2=10**9, heads=80, area_cm2=8 * 10**8)


def elected(votes: dict[str, int], **given: object) -> Election:
    candidates = [Candidate(name, heads, heads * 10**7) for name, heads in votes.items()]
    return elect(GATES, HUNDRED, candidates, **{"seats": 5, **given})  # type: ignore[arg-type]


def test_exactly_half_of_those_who_took_part_is_not_enough() -> None:
    result = elected({"A": 41, "B": 40})

    assert result.over_threshold == ("A",)


def test_a_rank_that_does_not_fit_is_tied_and_nobody_of_it_is_elected() -> None:
    result = elected({"A": 70, "B": 60, "C": 55, "D": 50, "E": 50, "F": 50}, alternates=2)

    assert (result.elected, result.tied) == (("A", "B", "C"), ("D", "E", "F"))
    assert (result.alternates, result.vacancies, result.next) == ((), 2, "resolve_tie")


def test_alternates_that_tie_do_not_move_up_by_chance() -> None:
    result = elected({"A": 70, "B": 69, "C": 68, "D": 67, "E": 66, "F": 50, "G": 50}, alternates=1)

    assert (result.passed, result.alternates, result.tied) == (True, (), ())


def test_without_two_thirds_taking_part_nobody_is_elected() -> None:
    few = Ballots(total_heads=100, total_area_cm2=10**9, heads=66, area_cm2=10**9)

    result = elect(GATES, few, [Candidate("A", 66, 10**9)], seats=5)

    assert (result.elected, result.over_threshold, result.next) == ((), (), "participation_too_low")


@pytest.mark.parametrize(
    ("filled", "follows"), [(5, "file_within_30_days"), (3, "by_election_possible"), (2, "new_election")]
)
def test_what_follows_depends_on_the_seats_filled(filled: int, follows: str) -> None:
    result = elected({f"C{n}": 79 - n for n in range(filled)})

    assert result.next == follows


def test_votes_that_cannot_be_are_refused() -> None:
    with pytest.raises(BadElection, match="more votes than took part"):
        elected({"A": 81})
    with pytest.raises(BadElection, match="twice"):
        elect(GATES, HUNDRED, [Candidate("A", 1, 1), Candidate("A", 2, 2)], seats=5)


@pytest.mark.parametrize(
    ("seats", "area_m2", "error"),
    [
        (5, 50_000, None),
        (6, 50_000, "seats_must_be_odd"),
        (3, 50_000, "too_few_seats"),
        (3, 10_000, None),
        (1, 900, "too_few_seats"),
    ],
)
def test_a_committee_has_five_seats_or_more_and_odd(seats: int, area_m2: int, error: str | None) -> None:
    assert seats_error(seats, area_m2 * 10_000) == error


def test_a_committee_decides_with_more_than_half_of_all_its_members() -> None:
    rule = RULES["cn-shanghai.committee"]

    assert [member_meeting(rule, 7, 4, approve).passed for approve in (3, 4)] == [False, True]
    assert not member_meeting(rule, 8, 4, 4).passed
    with pytest.raises(BadTally):
        member_meeting(rule, 7, 4, 5)


def test_a_preparatory_group_is_odd_half_owners_and_chaired_by_the_street() -> None:
    rule = RULES["cn-shanghai.preparatory-group"]

    found = preparatory_group(rule, size=8, owner_reps=3, chair="owner")

    assert found.reasons == ("owner_reps_below_1/2", "size_must_be_odd", "chair_must_be_street_or_town")
    assert preparatory_group(rule, size=7, owner_reps=4, chair="street_or_town").reasons == ()


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(min_value=1, max_value=1_000), min_size=2))
def test_after_the_cap_nobody_outvotes_all_the_others(shares: dict[str, int]) -> None:
    after = capped(shares)

    assert all(votes * 2 <= sum(after.values()) for votes in after.values())
    assert [name for name in shares if after[name] != shares[name]] == [
        name for name, votes in shares.items() if votes * 2 > sum(shares.values())
    ]


def test_the_original_owner_of_half_counts_a_third_from_three_lots_on() -> None:
    assert original_owner_reduced({"D": 50, "A": 50}, "D", 3)["D"] == Fraction(50, 3)
    assert original_owner_reduced({"D": 49, "A": 51}, "D", 3)["D"] == 49
    assert original_owner_reduced({"D": 50, "A": 50}, "D", 2)["D"] == 50


def test_proxies_end_at_their_limit() -> None:
    assert [fr_proxies(20, [15] * many, 1_000).allowed for many in (3, 5, 6)] == [True, True, False]
    assert [nsw_proxies(held, lots).allowed for held, lots in ((1, 20), (2, 39), (2, 40))] == [True, False, True]


def test_plurality_leaves_out_whoever_has_no_vote() -> None:
    assert plurality([("A", 3), ("B", 0)], 2) == (("A",), ())
