"""Seals go from hand to hand, lie with the housing office at the end of a term, and go out of use."""

from datetime import date

import pytest

from courtyard.assembly.tests.pages import clerk_tells
from courtyard.committee.actions import seals as actions
from courtyard.committee.actions.seals import cut_seal, end_seal, lay_up_seals, pass_seal, use_seal
from courtyard.committee.models import Committee, Member, Seal
from courtyard.committee.tests.business import CUT_ON, TODAY, cut, filed, secretary, three_seals, use
from courtyard.committee.tests.sitting import decided, elected, owners, persons, sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.notify.models import Notice
from courtyard.people.models import CLERK
from courtyard.people.standing import forget_standing
from courtyard.trail.models import Line

LINES = Line.objects.filter(kind__startswith="committee.seal")


def test_a_seal_goes_to_another_member_and_both_names_are_on_record(court: Court) -> None:
    committee = filed(court)
    seal = three_seals(committee)[1]
    before, after = sitting(committee)[1], sitting(committee)[3]

    pass_seal(seal.pk, to=after, by=before.person, at=MONDAY_9AM)

    seal.refresh_from_db()
    assert (seal.keeper, seal.since) == (after, TODAY)
    lines = {line.kind: line for line in LINES.exclude(kind="committee.seal_cut")}
    assert (lines["committee.seal_given_up"].whom, lines["committee.seal_passed"].whom) == (
        before.person_id, after.person_id,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        use_seal(seal.pk, use(decided(committee, court)), by=before.person, at=MONDAY_9AM)


def test_a_seal_does_not_go_to_who_keeps_another(court: Court) -> None:
    committee = filed(court)
    seal = three_seals(committee)[1]

    with pytest.raises(actions.SameKeeper):
        pass_seal(seal.pk, to=sitting(committee)[2], by=court.yan, at=MONDAY_9AM)


def test_passed_to_its_keeper_it_stays_where_it_is(court: Court) -> None:
    committee = filed(court)
    seal = three_seals(committee)[1]

    pass_seal(seal.pk, to=sitting(committee)[1], by=court.yan, at=MONDAY_9AM)

    seal.refresh_from_db()
    assert seal.since == CUT_ON
    assert LINES.exclude(kind="committee.seal_cut").count() == 0


def test_another_member_cannot_take_a_seal_from_its_keeper(court: Court) -> None:
    committee = filed(court)
    seal = three_seals(committee)[1]

    for somebody in (persons(committee)[3], secretary(court), court.lin, court.desk):
        with pytest.raises(NotAllowed):
            pass_seal(seal.pk, to=sitting(committee)[3], by=somebody, at=MONDAY_9AM)


def test_once_its_keeper_has_left_any_member_says_who_keeps_it(court: Court) -> None:
    committee = filed(court)
    seal, taker = three_seals(committee)[1], sitting(committee)[3]
    Member.objects.filter(pk=sitting(committee)[1].pk).update(until=TODAY, ground="resigned")

    pass_seal(seal.pk, to=taker, by=taker.person, at=MONDAY_9AM)

    seal.refresh_from_db()
    assert seal.keeper == taker


# the end of a term


def test_laid_up_with_the_housing_office_nobody_keeps_them_and_nobody_uses_them(court: Court) -> None:
    committee = filed(court)
    seals, resolution = three_seals(committee), decided(committee, court)

    laid = lay_up_seals(committee.pk, by=court.yan, at=MONDAY_9AM)

    assert sorted(seal.kind for seal in laid) == ["assembly", "committee", "finance"]
    assert list(Seal.objects.values_list("keeper", flat=True)) == [None, None, None]
    with pytest.raises(actions.LaidUp):
        use_seal(seals[0].pk, use(resolution), by=court.yan, at=MONDAY_9AM)
    assert lay_up_seals(committee.pk, by=court.yan, at=MONDAY_9AM) == []
    assert Line.objects.filter(kind="committee.seals_laid_up").count() == 1


def test_who_hands_seals_to_the_housing_office(court: Court) -> None:
    """Whoever sat in it, also after its end; the sub-district and the clerk for them."""
    committee = filed(court)
    three_seals(committee)

    for somebody in (court.lin, court.desk, court.zhu, secretary(court)):
        with pytest.raises(NotAllowed):
            lay_up_seals(committee.pk, by=somebody, at=MONDAY_9AM)
    committee.members.update(until=TODAY, ground="term")
    for somebody in (court.yan, court.jie, CLERK):
        lay_up_seals(committee.pk, by=somebody, at=MONDAY_9AM)

    assert Seal.objects.filter(keeper__isnull=True).count() == 3


def test_the_assemblys_seal_comes_back_to_the_new_committee_and_the_old_terms_does_not(court: Court) -> None:
    old = filed(court)
    assembly_seal, committee_seal, _ = three_seals(old)
    lay_up_seals(old.pk, by=court.yan, at=MONDAY_9AM)
    old.members.update(until=TODAY, ground="term")
    Committee.objects.filter(pk=old.pk).update(state="ended", ended_on=TODAY)
    new = elected(court, filed_on=TODAY)
    member = sitting(new)[0]

    pass_seal(assembly_seal.pk, to=member, by=member.person, at=MONDAY_9AM)
    with pytest.raises(actions.OldTerm):
        pass_seal(committee_seal.pk, to=sitting(new)[1], by=member.person, at=MONDAY_9AM)

    assembly_seal.refresh_from_db()
    assert (assembly_seal.keeper, assembly_seal.committee) == (member, new)


def test_a_seal_that_is_no_longer_used_is_put_on_nothing(court: Court) -> None:
    committee = filed(court)
    seal, resolution = three_seals(committee)[0], decided(committee, court)

    with pytest.raises(actions.NoReason):
        end_seal(seal.pk, reason=" ", by=court.yan, at=MONDAY_9AM)
    for _ in range(2):
        end_seal(seal.pk, reason="刻坏了，已交房管局", by=court.yan, at=MONDAY_9AM)

    seal.refresh_from_db()
    assert (seal.ended_on, seal.ended_why) == (TODAY, "刻坏了，已交房管局")
    assert Line.objects.filter(kind="committee.seal_ended").count() == 1
    with pytest.raises(actions.SealOver):
        use_seal(seal.pk, use(resolution), by=court.yan, at=MONDAY_9AM)
    with pytest.raises(actions.SealOver):
        pass_seal(seal.pk, to=sitting(committee)[4], by=court.yan, at=MONDAY_9AM)


def test_nobody_but_a_member_ends_a_seal_and_a_new_one_can_be_cut(court: Court) -> None:
    committee = filed(court)
    seal = three_seals(committee)[0]

    for somebody in (court.lin, court.desk, court.jie, secretary(court)):
        with pytest.raises(NotAllowed):
            end_seal(seal.pk, reason="不用了", by=somebody, at=MONDAY_9AM)
    end_seal(seal.pk, reason="不用了", by=court.yan, at=MONDAY_9AM)
    cut_seal(cut(committee, "assembly", 0), by=court.yan, at=MONDAY_9AM)

    assert Seal.objects.filter(ended_on__isnull=True).count() == 3


def test_the_new_keeper_and_the_other_members_hear_of_it(court: Court) -> None:
    committee = filed(court)
    seal, after = three_seals(committee)[0], sitting(committee)[3]
    use_seal(seal.pk, use(decided(committee, court)), by=court.yan, at=MONDAY_9AM)
    pass_seal(seal.pk, to=after, by=court.yan, at=MONDAY_9AM)

    clerk_tells(MONDAY_9AM)

    kept = Notice.objects.filter(kind="committee.notice_seal", person=after.person)
    used = Notice.objects.filter(kind="committee.notice_seal_used")
    assert kept.count() == 1
    assert set(used.values_list("person", flat=True)) == {one.pk for one in persons(committee)} - {court.yan.pk}


def test_somebody_of_another_committee_cannot_be_given_a_seal(court: Court) -> None:
    committee = filed(court)
    seal = three_seals(committee)[0]
    stranger = owners(court, ("外人",))[0]
    forget_standing(stranger)
    elsewhere = Committee.objects.create(
        estate=court.other, number=1, state="in_office", seats=5, elected_on=date(2024, 1, 1),
        starts_on=date(2024, 1, 1), ends_on=date(2028, 12, 31), entered_at=MONDAY_9AM, entered_by=court.yan,
    )  # fmt: skip
    member = Member.objects.create(
        estate=court.other, committee=elsewhere, person=stranger, name="外人", since=date(2024, 1, 1)
    )

    with pytest.raises(actions.NotSitting):
        pass_seal(seal.pk, to=member, by=court.yan, at=MONDAY_9AM)
