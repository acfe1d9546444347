"""Seals: cut after filing, each with another keeper, put on nothing without a decision, passed on, laid up."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from courtyard.committee.actions import seals as actions
from courtyard.committee.actions.seals import Cut, Use, cut_seal, use_seal
from courtyard.committee.citing import DecidedLater, NotCarried, NotDecided, NotOfThisEstate
from courtyard.committee.models import Member, Resolution, Seal, SealUse
from courtyard.committee.tests.business import CUT_ON, FILED, TODAY, cut, decision, filed, secretary, three_seals, use
from courtyard.committee.tests.sitting import decided, in_office, persons, put, sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.trail.models import Line

YESTERDAY = TODAY - timedelta(days=1)
LINES = Line.objects.filter(kind__startswith="committee.seal")


# cut


def test_a_member_enters_a_seal_that_was_cut_after_filing(court: Court) -> None:
    committee = filed(court)

    seal = cut_seal(cut(committee, keeper=1), by=court.yan, at=MONDAY_9AM)

    assert (seal.kind, seal.keeper, seal.cut_on, seal.since) == ("committee", sitting(committee)[1], CUT_ON, CUT_ON)
    assert [line.kind for line in LINES] == ["committee.seal_cut"]


def test_no_seal_is_cut_before_the_committee_is_filed(court: Court) -> None:
    with pytest.raises(actions.NotFiled):
        cut_seal(cut(in_office(court)), by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("kind", ["committee", "assembly"])
def test_the_seal_that_bears_the_terms_number_is_cut_on_the_day_of_filing_or_later(court: Court, kind: str) -> None:
    """The assembly's may be older than the term."""
    committee = filed(court)
    before = cut(committee, kind, cut_on=FILED - timedelta(days=1))

    if kind == "committee":
        with pytest.raises(actions.CutBeforeFiling):
            cut_seal(before, by=court.yan, at=MONDAY_9AM)
        before = cut(committee, kind, cut_on=FILED)
    cut_seal(before, by=court.yan, at=MONDAY_9AM)

    assert Seal.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"kind": "stamp"}, actions.NoSuchSeal),
        ({"cut_on": TODAY + timedelta(days=1)}, actions.NotYet),
    ],
)
def test_a_seal_of_no_kind_or_of_tomorrow_is_refused(
    court: Court, given: dict[str, Any], refusal: type[Exception]
) -> None:
    committee = filed(court)

    with pytest.raises(refusal):
        cut_seal(cut(committee, **given), by=court.yan, at=MONDAY_9AM)

    assert Seal.objects.count() == 0


def test_there_is_one_seal_of_a_kind(court: Court) -> None:
    committee = filed(court)
    cut_seal(cut(committee), by=court.yan, at=MONDAY_9AM)

    with pytest.raises(actions.SealThere):
        cut_seal(cut(committee, keeper=1), by=court.yan, at=MONDAY_9AM)


def test_a_seal_entered_twice_with_one_form_is_one_seal(court: Court) -> None:
    once = cut(filed(court))

    first, second = (cut_seal(once, by=court.yan, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    assert LINES.count() == 1


def test_each_seal_has_another_keeper(court: Court) -> None:
    committee = filed(court)
    cut_seal(cut(committee, "committee", 0), by=court.yan, at=MONDAY_9AM)

    with pytest.raises(actions.SameKeeper) as refused:
        cut_seal(cut(committee, "finance", 0), by=court.yan, at=MONDAY_9AM)

    assert refused.value.fields == {"name": court.yan.name, "seal": Seal.Kind.COMMITTEE}
    assert Seal.objects.count() == 1


def test_the_database_itself_keeps_two_seals_out_of_one_hand(court: Court) -> None:
    first, second, _ = three_seals(filed(court))

    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.filter(pk=first.pk).update(keeper=second.keeper)


def test_an_alternate_and_a_former_member_keep_no_seal(court: Court) -> None:
    committee = filed(court, alternates=("候补人",))
    alternate = committee.members.get(alternate=True)
    gone = sitting(committee)[4]
    Member.objects.filter(pk=gone.pk).update(until=TODAY, ground="resigned")

    for keeper in (alternate, gone):
        with pytest.raises(actions.NotSitting):
            cut_seal(Cut(kind="committee", keeper=keeper, cut_on=CUT_ON), by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "bai", "reg", "jie", "shi", "far"])
def test_nobody_but_a_member_enters_a_seal(court: Court, name: str) -> None:
    committee = filed(court)

    with pytest.raises(NotAllowed):
        cut_seal(cut(committee), by=getattr(court, name), at=MONDAY_9AM)

    assert Seal.objects.count() == 0


# used


def test_the_keeper_puts_a_seal_on_what_the_committee_decided(court: Court) -> None:
    committee = filed(court)
    seal, resolution = three_seals(committee)[0], decided(committee, court)

    one = use_seal(seal.pk, use(resolution), by=court.yan, at=MONDAY_9AM)

    assert (one.resolution, one.decision, one.what, one.copies) == (resolution, None, "门禁更换合同", 2)
    assert one.keeper_name == court.yan.name
    line = Line.objects.get(kind="committee.seal_used")
    assert (line.fields["by_what"], line.fields["late"]) == (resolution.title, False)


def test_the_keeper_puts_a_seal_on_what_the_owners_decided(court: Court) -> None:
    seal = three_seals(filed(court))[0]
    owners_did = decision(court, "聘请新物业")

    one = use_seal(seal.pk, use(decision=owners_did.pk), by=court.yan, at=MONDAY_9AM)

    assert (one.resolution, one.decision) == (None, owners_did)


def test_a_use_entered_late_says_so(court: Court) -> None:
    committee = filed(court)
    seal = three_seals(committee)[0]

    use_seal(seal.pk, use(decided(committee, court), used_on=YESTERDAY), by=court.yan, at=MONDAY_9AM)

    assert Line.objects.get(kind="committee.seal_used").fields["late"] is True


def test_a_seal_without_a_decision_is_refused(court: Court) -> None:
    committee = filed(court)
    seal, resolution = three_seals(committee)[0], decided(committee, court)

    for nothing in (use(), use(resolution, decision=decision(court).pk)):
        with pytest.raises(actions.NoDecision) as refused:
            use_seal(seal.pk, nothing, by=court.yan, at=MONDAY_9AM)
        assert "36号" in str(refused.value)

    assert SealUse.objects.count() == 0


@pytest.mark.parametrize("state", ["draft", "failed", "revoked"])
def test_a_decision_that_is_none_opens_no_seal(court: Court, state: str) -> None:
    committee = filed(court)
    seal, resolution = three_seals(committee)[0], decided(committee, court)
    Resolution.objects.filter(pk=resolution.pk).update(state=state, reason="没通过")

    with pytest.raises(NotDecided):
        use_seal(seal.pk, use(resolution), by=court.yan, at=MONDAY_9AM)


def test_a_resolution_nobody_signed_opens_no_seal(court: Court) -> None:
    committee = filed(court)
    seal = three_seals(committee)[0]

    with pytest.raises(NotDecided):
        use_seal(seal.pk, use(put(committee, court)), by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("given", [{"carried": False}, {"carried": False, "set_aside": True}])
def test_what_the_owners_did_not_carry_opens_no_seal(court: Court, given: dict[str, Any]) -> None:
    seal = three_seals(filed(court))[0]

    with pytest.raises(NotCarried):
        use_seal(seal.pk, use(decision=decision(court, **given).pk), by=court.yan, at=MONDAY_9AM)


def test_a_seal_is_not_used_before_its_decision(court: Court) -> None:
    committee = filed(court)
    seal = three_seals(committee)[0]
    today = decided(committee, court, on=TODAY)
    not_yet = decision(court, in_force_on=TODAY + timedelta(days=1))

    with pytest.raises(DecidedLater):
        use_seal(seal.pk, use(today, used_on=YESTERDAY), by=court.yan, at=MONDAY_9AM)
    with pytest.raises(DecidedLater):
        use_seal(seal.pk, use(decision=not_yet.pk), by=court.yan, at=MONDAY_9AM)
    use_seal(seal.pk, use(today), by=court.yan, at=MONDAY_9AM)

    assert SealUse.objects.count() == 1


def test_a_decision_of_another_estate_opens_no_seal(court: Court) -> None:
    committee = filed(court)
    seal, elsewhere = three_seals(committee)[0], decision(court)
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(estate=court.other)

    for nowhere in (use(decision=elsewhere.pk), Use(used_on=TODAY, what="合同", resolution=uuid4())):
        with pytest.raises(NotOfThisEstate):
            use_seal(seal.pk, nowhere, by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"used_on": TODAY + timedelta(days=1)}, actions.NotYet),
        ({"used_on": CUT_ON - timedelta(days=1)}, actions.BeforeKept),
        ({"what": " "}, actions.NoPaper),
        ({"what": "合" * 81}, actions.NoPaper),
        ({"copies": 0}, actions.BadCopies),
        ({"copies": 1000}, actions.BadCopies),
    ],
)
def test_a_use_that_cannot_be_is_refused_by_name(court: Court, given: dict[str, Any], refusal: type[Exception]) -> None:
    committee = filed(court)
    seal, resolution = three_seals(committee)[0], decided(committee, court)

    with pytest.raises(refusal):
        use_seal(seal.pk, use(resolution, **given), by=court.yan, at=MONDAY_9AM)

    assert SealUse.objects.count() == 0


def test_a_use_sent_twice_is_one_use(court: Court) -> None:
    committee = filed(court)
    seal, once = three_seals(committee)[0], use(decided(committee, court))

    first, second = (use_seal(seal.pk, once, by=court.yan, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    assert SealUse.objects.count() == 1


def test_nobody_but_its_keeper_uses_a_seal(court: Court) -> None:
    """Not the chair, not the keeper of another one, not the secretary."""
    committee = filed(court)
    seal, resolution = three_seals(committee)[1], decided(committee, court)
    keeper = persons(committee)[1]

    for somebody in (court.yan, persons(committee)[2], secretary(court), court.lin, court.desk, court.jie):
        with pytest.raises(NotAllowed):
            use_seal(seal.pk, use(resolution), by=somebody, at=MONDAY_9AM)
    use_seal(seal.pk, use(resolution), by=keeper, at=MONDAY_9AM)

    assert SealUse.objects.count() == 1


def test_a_keeper_who_left_the_committee_uses_it_no_more(court: Court) -> None:
    committee = filed(court)
    seal, resolution = three_seals(committee)[1], decided(committee, court)
    Member.objects.filter(pk=sitting(committee)[1].pk).update(until=TODAY, ground="resigned")

    with pytest.raises(NotAllowed):
        use_seal(seal.pk, use(resolution), by=persons(committee)[0], at=MONDAY_9AM)
