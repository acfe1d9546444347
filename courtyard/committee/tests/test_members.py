"""Posts are chosen, members leave on the law's grounds, alternates move up, everybody declares."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from courtyard.committee.actions import members as actions
from courtyard.committee.actions.members import (
    BadDay,
    ChairAndVice,
    Ending,
    LeftAlready,
    NeedsDecision,
    NeedsResolution,
    NoAlternate,
    NoEmptySeat,
    NoGround,
    NoMeetingYet,
    NotChecked,
    NotHalfAbsent,
    NotSitting,
    NoWords,
    StillOwns,
)
from courtyard.committee.models import Committee, Filing, Handover, Member
from courtyard.committee.queries.terms import attendance_of
from courtyard.committee.tests import sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.meetings.models import Meeting, Presence
from courtyard.people.models import Office, Person, Tenure
from courtyard.people.standing import forget_standing
from courtyard.trail.tests.clock import Clock

TODAY = MONDAY_9AM.date()
GOOD = {"capable": True, "no_relative": True, "no_damage": True, "no_misuse": True, "complies": True}


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def holds(member: Member) -> bool:
    held = Office.objects.on(TODAY).filter(person=member.person, kind=Office.Kind.OWNERS_COMMITTEE)
    return held.exists()


def ending(ground: str, **given: Any) -> Ending:
    whole: dict[str, Any] = {"ground": ground, "words": "会上说明过", "on": TODAY}
    return Ending(**(whole | given))


def met(committee: Committee, court: Court, at: Any, *absent: Member) -> Meeting:
    """A meeting held at that time, with who came written down."""
    meeting = sitting.held_meeting(committee, court, at, came=committee.members.sitting().count() - len(absent))
    for member in sitting.sitting(committee):
        Presence.objects.create(
            estate=court.estate, meeting=meeting, party="ye", person=member.person, name=member.name,
            came=member not in absent,
        )  # fmt: skip
    return meeting


def test_members_choose_a_chair_and_vice_chairs_at_their_first_meeting(court: Court) -> None:
    committee = sitting.in_office(court, posts=False)
    sitting.held_meeting(committee, court)
    first, second, third, *_ = sitting.sitting(committee)

    actions.choose_posts(committee.pk, chair=second.pk, vices=[first.pk, third.pk], by=court.yan, at=MONDAY_9AM)
    actions.choose_posts(committee.pk, chair=second.pk, vices=[first.pk, third.pk], by=court.yan, at=MONDAY_9AM)

    assert [member.post for member in sitting.sitting(committee)] == ["vice", "chair", "vice", "member", "member"]
    assert not Filing.objects.exists()


def test_a_new_chair_of_a_filed_committee_is_filed(court: Court) -> None:
    committee = sitting.in_office(court, filed_on=date(2024, 4, 1))
    sitting.held_meeting(committee, court)
    _, second, *_ = sitting.sitting(committee)

    actions.choose_posts(committee.pk, chair=second.pk, by=court.yan, at=MONDAY_9AM)

    assert committee.members.get(post="chair") == second
    assert Filing.objects.get().kind == "change"


def test_who_can_be_chosen_when_and_by_whom(court: Court) -> None:
    committee = sitting.in_office(court, posts=False, alternates=("甘棠",))
    first, second, *_ = sitting.sitting(committee)
    alternate = committee.members.get(alternate=True)
    with pytest.raises(NoMeetingYet):
        actions.choose_posts(committee.pk, chair=first.pk, by=court.yan, at=MONDAY_9AM)
    sitting.held_meeting(committee, court, came=2)
    with pytest.raises(NoMeetingYet):
        actions.choose_posts(committee.pk, chair=first.pk, by=court.yan, at=MONDAY_9AM)
    sitting.held_meeting(committee, court, MONDAY_9AM, came=3)

    for name in ("lin", "desk", "zhu", "jie"):
        with pytest.raises(NotAllowed):
            actions.choose_posts(committee.pk, chair=first.pk, by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.choose_posts(committee.pk, chair=first.pk, by=alternate.person, at=MONDAY_9AM)
    with pytest.raises(NotSitting):
        actions.choose_posts(committee.pk, chair=alternate.pk, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(ChairAndVice):
        actions.choose_posts(committee.pk, chair=first.pk, vices=[first.pk, second.pk], by=court.yan, at=MONDAY_9AM)

    assert not committee.members.exclude(post="member").exists()


def test_a_member_resigns_and_everything_follows(court: Court) -> None:
    committee = sitting.in_office(court)
    member = sitting.sitting(committee)[2]

    actions.resign(member.pk, words="身体不好", by=member.person, at=MONDAY_9AM)
    actions.resign(member.pk, words="再说一遍", by=member.person, at=MONDAY_9AM)

    member.refresh_from_db()
    assert (member.until, member.ground, member.ended_words) == (TODAY, "resigned", "身体不好")
    assert not holds(member)
    assert Filing.objects.get().about == member.pk
    assert Handover.objects.get().member == member


def test_nobody_resigns_for_another_or_without_a_word(court: Court) -> None:
    committee = sitting.in_office(court)
    member = sitting.sitting(committee)[2]

    with pytest.raises(NotAllowed):
        actions.resign(member.pk, words="他不干了", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NoWords):
        actions.resign(member.pk, words=" ", by=member.person, at=MONDAY_9AM)

    assert holds(member)


def test_the_committee_ends_an_absent_members_seat_by_its_decision(court: Court) -> None:
    committee = sitting.in_office(court)
    member = sitting.sitting(committee)[3]
    for week in range(1, 7):
        met(committee, court, MONDAY_9AM - timedelta(weeks=week), *([member] if week % 2 else []))
    decision = sitting.decided(committee, court)
    with pytest.raises(NeedsResolution):
        actions.end_membership(member.pk, ending("absent"), by=court.yan, at=MONDAY_9AM)

    actions.end_membership(member.pk, ending("absent", resolution=decision.pk), by=court.yan, at=MONDAY_9AM)

    member.refresh_from_db()
    assert (member.ground, member.until) == ("absent", TODAY)
    assert not holds(member)


def test_absence_from_fewer_than_half_ends_nothing(court: Court) -> None:
    committee = sitting.in_office(court)
    member = sitting.sitting(committee)[3]
    for week in range(1, 6):
        met(committee, court, MONDAY_9AM - timedelta(weeks=week), *([member] if week < 3 else []))

    with pytest.raises(NotHalfAbsent) as refused:
        actions.end_membership(member.pk, ending("absent"), by=court.jie, at=MONDAY_9AM)

    assert (refused.value.fields["missed"], refused.value.fields["held"]) == (2, 5)
    assert holds(member)


def test_attendance_is_reckoned_from_meetings_held_while_they_sat(court: Court) -> None:
    committee = sitting.in_office(court)
    early, late = sitting.sitting(committee)[2:4]
    met(committee, court, MONDAY_9AM - timedelta(weeks=8), early)
    met(committee, court, MONDAY_9AM - timedelta(weeks=2))
    Member.objects.filter(pk=late.pk).update(since=TODAY - timedelta(weeks=4))

    rows = {row.member.pk: row for row in attendance_of(committee, TODAY.year)}

    assert (rows[early.pk].held, rows[early.pk].missed, rows[early.pk].came) == (2, 1, 1)
    assert (rows[late.pk].held, rows[late.pk].missed) == (1, 0)
    assert not rows[early.pk].half_missed(TODAY)
    assert rows[early.pk].half_missed(date(TODAY.year + 1, 1, 1))


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "reg"])
def test_others_end_nobodys_seat(court: Court, name: str) -> None:
    member = sitting.sitting(sitting.in_office(court))[2]

    with pytest.raises(NotAllowed):
        actions.end_membership(member.pk, ending("died"), by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.end_membership(member.pk, ending("died"), by=member.person, at=MONDAY_9AM)


def test_each_ground_is_looked_into(court: Court) -> None:
    committee = sitting.in_office(court)
    member = sitting.sitting(committee)[2]
    wrong: list[tuple[type[Exception], Ending]] = [
        (StillOwns, ending("sold")), (NeedsDecision, ending("recalled")), (NeedsResolution, ending("eligibility")),
        (NoGround, ending("resigned")), (NoGround, ending("term")), (NoWords, ending("died", words="")),
        (BadDay, ending("died", on=TODAY + timedelta(days=1))), (BadDay, ending("died", on=date(2024, 3, 14))),
    ]  # fmt: skip

    for refusal, given in wrong:
        with pytest.raises(refusal):
            actions.end_membership(member.pk, given, by=court.yan, at=MONDAY_9AM)
    Tenure.objects.filter(person=member.person).update(until=TODAY)
    forget_standing(member.person)
    actions.end_membership(member.pk, ending("sold"), by=court.yan, at=MONDAY_9AM)
    actions.end_membership(member.pk, ending("died"), by=court.yan, at=MONDAY_9AM)

    member.refresh_from_db()
    assert member.ground == "sold"
    assert Handover.objects.count() == 1


def test_the_alternate_with_the_most_votes_takes_the_empty_seat(court: Court) -> None:
    committee = sitting.in_office(court, alternates=("甘棠", "白芷"))
    gone, second = sitting.sitting(committee)[2], committee.members.waiting()[1]
    with pytest.raises(NoEmptySeat):
        actions.move_up(committee.pk, by=court.yan, at=MONDAY_9AM)
    actions.resign(gone.pk, words="搬家", by=gone.person, at=MONDAY_9AM)

    moved = actions.move_up(committee.pk, by=court.yan, at=MONDAY_9AM)

    assert (moved.name, moved.alternate, moved.since) == ("甘棠", False, TODAY)
    assert holds(moved)
    assert not holds(second)
    with pytest.raises(NoEmptySeat):
        actions.move_up(committee.pk, by=court.yan, at=MONDAY_9AM)
    assert Filing.objects.count() == 2


def test_an_alternate_who_sold_is_passed_over(court: Court) -> None:
    committee = sitting.in_office(court, ("秦松涛",), seats=3, alternates=("甘棠",))
    alternate = committee.members.get(alternate=True)
    Tenure.objects.filter(person=alternate.person).update(until=TODAY)
    forget_standing(alternate.person)

    with pytest.raises(NotAllowed):
        actions.move_up(committee.pk, by=court.lin, at=MONDAY_9AM)
    with pytest.raises(NoAlternate):
        actions.move_up(committee.pk, by=court.jie, at=MONDAY_9AM)

    assert committee.members.sitting().count() == 2


def test_a_member_declares_each_condition(court: Court) -> None:
    committee = sitting.in_office(court)
    member = sitting.sitting(committee)[0]

    actions.declare(member.pk, checks=GOOD | {"no_relative": False}, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotChecked):
        actions.declare(member.pk, checks={"capable": True}, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.declare(member.pk, checks=GOOD, by=court.jie, at=MONDAY_9AM)

    member.refresh_from_db()
    assert member.declared_at == MONDAY_9AM
    assert (member.checks["owner"], member.checks["no_relative"]) == ("passed", "failed")


def test_who_left_declares_nothing(court: Court) -> None:
    member = sitting.sitting(sitting.in_office(court))[1]
    actions.resign(member.pk, words="搬家", by=member.person, at=MONDAY_9AM)

    with pytest.raises(LeftAlready):
        actions.declare(member.pk, checks=GOOD, by=member.person, at=MONDAY_9AM)


def test_the_whole_way_of_members_through_the_pages(court: Court, clock: Clock) -> None:
    committee = sitting.in_office(court, posts=False, alternates=("甘棠",))
    sitting.held_meeting(committee, court)
    first, second, third, *_ = sitting.sitting(committee)
    yan = client_of(court.yan)
    assert "/e/plum/committee/members/choose-posts/" in yan.get("/").content.decode()

    chosen = {"chair": str(first.pk), "vices": [str(second.pk)]}
    assert yan.post("/e/plum/committee/members/choose-posts/", chosen).status_code == 303
    told = dict.fromkeys(GOOD, "passed")
    assert yan.post(f"/e/plum/committee/members/{first.pk}/declare/", told).status_code == 303
    letter = client_of(third.person).post(f"/e/plum/committee/members/{third.pk}/resign/", {"words": "搬家"})
    assert letter.status_code == 303
    assert yan.post("/e/plum/committee/members/move-up/").status_code == 303
    page = f"/e/plum/committee/members/{second.pk}/end/"
    assert yan.post(page, {"ground": "sold", "on": "2026-06-08", "words": "卖房"}).status_code == 422
    assert yan.post(page, {"ground": "died", "on": "2026-06-08", "words": "病故"}).status_code == 303

    read = yan.get("/e/plum/committee/members/").content.decode()
    assert "甘棠" in read
    assert "/e/plum/committee/by-election/" in read
    assert yan.get("/e/plum/committee/by-election/").status_code == 200
    assert client_of(court.lin).get("/e/plum/committee/by-election/").status_code == 404
    assert client_of(court.far).get("/e/plum/committee/members/").status_code == 404
    assert client_of(court.lin).get("/e/plum/committee/members/").status_code == 200
