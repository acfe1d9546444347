"""Candidates and seats: who stands, in which order, who is elected, and what a tie comes to."""

from typing import Any

import pytest

from courtyard.assembly import actions
from courtyard.assembly.actions.elections import (
    InOrder,
    NoConsent,
    NotAnOwner,
    NotChecked,
    NotEligible,
    StandsAlready,
)
from courtyard.assembly.actions.motions import BadSeats
from courtyard.assembly.actions.notice import NoCandidates
from courtyard.assembly.lots import place
from courtyard.assembly.models import Assembly, Candidate, Motion
from courtyard.assembly.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import Person

pytestmark = pytest.mark.usefixtures("owners")

GOOD = {"capable": True, "no_relative": True, "no_damage": True, "no_misuse": True, "complies": True}


def election(court: Court, seats: int = 3, **given: Any) -> tuple[Assembly, Motion]:
    one = build.drafted(court)
    return one, build.motion(court, one, "committee-election", "选举业委会", seats=seats, **given)


def listed(court: Court, motion: Motion, *persons: Person) -> list[Candidate]:
    for person in persons:
        candidate = actions.nominate(motion.pk, person=person, by=person, at=MONDAY_9AM)
        by = court.yan if person != court.yan else _other(court, motion)
        actions.accept_candidate(candidate.pk, checks=GOOD, by=by, at=MONDAY_9AM)
    return actions.order_candidates(motion.pk, by=court.yan, at=MONDAY_9AM)


def _other(court: Court, motion: Motion) -> Person:
    """Nobody decides about themselves: another member of the committee does."""
    from courtyard.people.models import Office
    from courtyard.people.standing import forget_standing
    from courtyard.people.tests import build as people

    if not Office.objects.filter(person=court.reg, kind=Office.Kind.OWNERS_COMMITTEE).exists():
        people.office(court.reg, court.estate.node, Office.Kind.OWNERS_COMMITTEE)
        forget_standing(court.reg)
    return court.reg


def noticed(court: Court, one: Assembly) -> Assembly:
    actions.report(one.pk, by=court.yan, at=build.REPORTED)
    return actions.give_notice(one.pk, by=court.yan, at=build.NOTICED)


def test_three_of_four_candidates_are_elected_and_the_fourth_moves_up(court: Court) -> None:
    one, motion = election(court, alternates=1)
    order = listed(court, motion, court.lin, court.mei, court.desk, court.yan)
    one = noticed(court, one)
    number = {candidate.person_id: candidate.number for candidate in order}
    three = [number[person.pk] for person in (court.lin, court.mei, court.desk)]
    fourth = [number[court.yan.pk], *three[:2]]
    for person, chosen in ((court.lin, three), (court.mei, three), (court.desk, three), (court.yan, fourth)):
        build.cast(one, person, chosen)

    one = build.counted(court, one)

    motion.refresh_from_db()
    assert motion.passed
    assert set(build.result_of(motion)["elected"]) == set(three)
    assert (build.result_of(motion)["tied"], build.result_of(motion)["vacancies"]) == ([], 0)


def test_the_order_on_the_ballot_can_be_drawn_again_by_anyone(court: Court) -> None:
    _, motion = election(court)
    order = listed(court, motion, court.lin, court.mei, court.desk)

    motion.refresh_from_db()

    assert len(motion.seed) == 64
    assert order == sorted(order, key=lambda candidate: place(motion.seed, candidate.pk))
    with pytest.raises(InOrder):
        actions.nominate(motion.pk, person=court.yan, by=court.yan, at=MONDAY_9AM)


def test_a_tie_is_broken_by_a_published_lot_where_the_rules_say_so(court: Court) -> None:
    one, motion = election(court, tie_break="seed")
    order = listed(court, motion, court.lin, court.mei, court.desk, court.yan)
    one = noticed(court, one)
    numbers = [candidate.number for candidate in order]
    for person, left_out in zip((court.lin, court.mei, court.desk, court.yan), numbers, strict=True):
        build.cast(one, person, [number for number in numbers if number != left_out])

    build.counted(court, one)

    motion.refresh_from_db()
    assert len(build.result_of(motion)["elected"]) == 3
    assert len(build.result_of(motion)["seed"]) == 64


def test_only_owners_stand_once_and_nobody_without_agreeing(court: Court) -> None:
    _, motion = election(court)

    with pytest.raises(NotAnOwner):
        actions.nominate(motion.pk, person=court.zhu, by=court.lin, at=MONDAY_9AM)
    candidate = actions.nominate(motion.pk, person=court.mei, by=court.lin, at=MONDAY_9AM)
    with pytest.raises(StandsAlready):
        actions.nominate(motion.pk, person=court.mei, by=court.mei, at=MONDAY_9AM)
    with pytest.raises(NoConsent):
        actions.accept_candidate(candidate.pk, checks=GOOD, by=court.yan, at=MONDAY_9AM)
    actions.consent(candidate.pk, by=court.mei, at=MONDAY_9AM)

    assert actions.accept_candidate(candidate.pk, checks=GOOD, by=court.yan, at=MONDAY_9AM).state == "accepted"


def test_each_check_is_answered_and_one_that_fails_keeps_a_candidate_off_the_list(court: Court) -> None:
    _, motion = election(court)
    candidate = actions.nominate(motion.pk, person=court.lin, by=court.lin, at=MONDAY_9AM)

    with pytest.raises(NotChecked):
        actions.accept_candidate(candidate.pk, checks={}, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotEligible) as refused:
        actions.accept_candidate(candidate.pk, checks=GOOD | {"no_relative": False}, by=court.yan, at=MONDAY_9AM)
    refused_one = actions.refuse_candidate(
        candidate.pk, checks=GOOD | {"no_relative": False}, words="配偶在物业公司任职。", by=court.yan, at=MONDAY_9AM
    )

    assert refused.value.fields["article"] == "上海市住宅物业管理规定第二十条"
    assert (refused_one.state, refused_one.checks["no_relative"]) == ("refused", "failed")


def test_nobody_decides_about_themselves_and_whoever_stood_can_withdraw(court: Court) -> None:
    _, motion = election(court)
    candidate = actions.nominate(motion.pk, person=court.yan, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(NotAllowed):
        actions.accept_candidate(candidate.pk, checks=GOOD, by=court.yan, at=MONDAY_9AM)
    assert actions.withdraw_candidate(candidate.pk, by=court.yan, at=MONDAY_9AM).state == "withdrawn"


def test_an_even_committee_is_none_and_seats_need_candidates(court: Court) -> None:
    with pytest.raises(BadSeats):
        election(court, seats=4)
    one, motion = election(court)
    listed(court, motion, court.lin)
    actions.report(one.pk, by=court.yan, at=build.REPORTED)

    with pytest.raises(NoCandidates):
        actions.give_notice(one.pk, by=court.yan, at=build.NOTICED)
