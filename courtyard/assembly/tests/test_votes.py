"""A vote from the draft to the count, through the actions."""

from datetime import timedelta

import pytest

from courtyard.assembly import actions, queries
from courtyard.assembly.actions import House
from courtyard.assembly.actions.counting import SamePerson
from courtyard.assembly.actions.notice import NoReplyYet, NotReported, RollNotReady, TooSoon
from courtyard.assembly.models import Assembly, Ballot, Head, Vote
from courtyard.assembly.taking import Closed, NotAnswered, NotOpenYet, Voted
from courtyard.assembly.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.people.models import Tenure
from courtyard.people.tests import build as people
from courtyard.places.models import Home
from courtyard.places.tests import build as places

S = Assembly.State


pytestmark = pytest.mark.usefixtures("owners")


def test_a_notice_writes_the_roll_down(court: Court) -> None:
    one = build.noticed(court)

    assert (one.state, one.year, one.number, one.heads) == (S.FROZEN, 2026, 1, 4)
    assert one.area_cm2 == 4 * 800_000
    assert [len(value) for value in (one.roll_hash, one.motions_hash, one.rules_hash)] == [64, 64, 64]
    assert [head.label for head in one.roll.all()] == ["1号楼101室", "1号楼102室", "1号楼103室", "1号楼104室"]


def test_a_roll_with_a_missing_area_cannot_be_frozen(court: Court) -> None:
    Home.objects.filter(name="104").update(area_cm2=None)

    with pytest.raises(RollNotReady) as refused:
        build.noticed(court)

    assert "104" in refused.value.fields["what"]
    assert not Head.objects.exists()


def test_notice_is_given_fifteen_days_before(court: Court) -> None:
    one = build.drafted(court, opens_at=MONDAY_9AM + timedelta(days=14), closes_at=build.CLOSES)
    build.motion(court, one)

    with pytest.raises(TooSoon):
        actions.give_notice(one.pk, by=court.yan, at=MONDAY_9AM)


def test_major_matters_are_reported_and_the_convenor_has_time_to_reply(court: Court) -> None:
    one = build.drafted(court)
    build.motion(court, one, "fund-use")

    with pytest.raises(NotReported):
        actions.give_notice(one.pk, by=court.yan, at=build.NOTICED)
    actions.report(one.pk, by=court.yan, at=build.NOTICED)
    with pytest.raises(NoReplyYet):
        actions.give_notice(one.pk, by=court.yan, at=build.NOTICED)
    actions.reply(one.pk, words="没有意见。", by=court.desk, at=build.NOTICED)

    assert actions.give_notice(one.pk, by=court.yan, at=build.NOTICED).state == S.FROZEN


def test_nobody_else_gives_notice(court: Court) -> None:
    one = build.drafted(court)
    build.motion(court, one)

    for person in (court.lin, court.zhu, court.desk, court.far):
        with pytest.raises(NotAllowed):
            actions.give_notice(one.pk, by=person, at=build.NOTICED)


def test_nothing_of_a_vote_changes_after_the_notice(court: Court) -> None:
    one = build.noticed(court)

    with pytest.raises(OutOfTurn):
        build.motion(court, one)
    with pytest.raises(OutOfTurn):
        actions.revise(one.pk, build.plan(court), by=court.yan, at=build.NOTICED)


def test_four_owners_vote_and_it_is_counted(court: Court) -> None:
    one = build.noticed(court, matters=("fund-use", "fund-raise"))
    for person in (court.lin, court.mei):
        build.cast(one, person, "for")
    build.cast(one, court.yan, "against")

    one = build.counted(court, one)

    assert one.state == S.COUNTED
    assert [motion.passed for motion in one.motions.all()] == [True, False]
    first = one.motions.first()
    assert first is not None
    assert build.result_of(first)["gates"][0]["share"] == "3/4"
    piles = {pile.choice: (pile.heads, pile.area_cm2) for pile in first.piles.filter(building=None)}
    assert piles == {"for": (2, 1_600_000), "against": (1, 800_000), "abstain": (0, 0), "invalid": (0, 0),
                     "absent": (1, 800_000)}  # fmt: skip


def test_the_last_of_two_ballots_counts_and_the_first_is_forgotten(court: Court) -> None:
    one = build.noticed(court)

    first, last = build.cast(one, court.lin, "for"), build.cast(one, court.lin, "against")

    first.refresh_from_db()
    assert (first.state, first.choices, last.state) == (Ballot.State.REPLACED, None, Ballot.State.STANDS)
    assert [vote.choice for vote in Vote.objects.all()] == ["against"]
    assert first.receipt != last.receipt


def test_where_the_first_counts_the_second_is_refused(court: Court) -> None:
    one = build.noticed(court, House(duplicates="first_valid"))
    build.cast(one, court.lin)

    with pytest.raises(Voted):
        build.cast(one, court.lin, "against")


def test_ballots_are_taken_from_the_opening_to_the_close(court: Court) -> None:
    one = build.noticed(court)

    with pytest.raises(NotOpenYet):
        build.cast(one, court.lin, at=build.OPENS - timedelta(seconds=5))
    build.cast(one, court.lin, at=build.CLOSES - timedelta(seconds=5))
    with pytest.raises(Closed):
        build.cast(one, court.mei, at=build.CLOSES + timedelta(seconds=1))


def test_every_question_is_answered(court: Court) -> None:
    one = build.noticed(court, matters=("other", "other"))
    only_one = dict(list(build.choices(one).items())[:1])

    with build.database_at(build.DURING), pytest.raises(NotAnswered):
        actions.cast(build.head_of(one, court.lin).pk, only_one, by=court.lin, at=build.DURING)

    assert not Ballot.objects.exists()


def test_nobody_votes_for_somebody_else_nor_for_a_home_they_sold(court: Court) -> None:
    one = build.noticed(court)
    head = build.head_of(one, court.lin)

    with build.database_at(build.DURING):
        for person in (court.mei, court.zhu, court.far):
            with pytest.raises(NotAllowed):
                actions.cast(head.pk, build.choices(one), by=person, at=build.DURING)


def test_whoever_bought_in_mid_vote_does_not_vote_and_who_sold_does(court: Court) -> None:
    one = build.noticed(court)
    Tenure.objects.filter(person=court.lin).update(until=build.OPENS.date())
    people.tenure(court.zhu, court.home)

    assert queries.heads_of(court.zhu, one, build.DURING) == []
    assert build.cast(one, court.lin).state == Ballot.State.STANDS


def test_whoever_counts_does_not_check(court: Court) -> None:
    one = build.noticed(court)
    build.cast(one, court.lin)
    build.official(court, one, court.desk, "teller")
    build.closed(one)
    actions.count(one.pk, by=court.desk, at=build.AFTER)

    with pytest.raises(SamePerson):
        actions.check_count(one.pk, by=court.desk, at=build.AFTER)


def test_a_confidential_vote_is_counted_and_forgets_who_chose_what(court: Court) -> None:
    one = build.noticed(court, House(secrecy="confidential"), matters=("other", "other"))
    for person, answer in ((court.lin, "for"), (court.mei, "for"), (court.yan, "against")):
        build.cast(one, person, answer)
    assert not Vote.objects.exists()
    assert all(ballot.choices is None and ballot.sealed for ballot in Ballot.objects.all())

    one = build.counted(court, one)

    assert [motion.passed for motion in one.motions.all()] == [True, True]
    assert not Vote.objects.exists()
    assert all(ballot.choices is None and ballot.sealed is None for ballot in Ballot.objects.all())


def test_turnout_is_told_while_it_runs_and_no_choice(court: Court) -> None:
    places.building(court.estate, "2号楼", homes=0)
    one = build.noticed(court)
    build.cast(one, court.lin)

    told = queries.turnout(one)

    assert (told.heads, told.area_cm2, told.all_heads) == (1, 800_000, 4)
    assert queries.turnout_by_building(one) == []
