"""What the desk does with a case on its way: hand over, ask for help, sign, note, go and look."""

from datetime import timedelta

import pytest

from courtyard.cases import actions
from courtyard.cases.actions import (
    GoesPastThem,
    HelpsAlready,
    HelpsNot,
    LeadHelps,
    NoReason,
    NotOfThatParty,
    SameLead,
    Turn,
)
from courtyard.cases.course import course
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.build import TUESDAY_9AM, said
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed, OutOfTurn


def test_a_handover_needs_a_reason_and_keeps_the_deadline(court: Court) -> None:
    case = build.triaged(court, handler=court.bai)
    due_at = case.due_at

    with pytest.raises(NoReason):
        actions.refer(case.pk, by=court.desk, at=TUESDAY_9AM, party="ye", words=" ")
    case = actions.refer(
        case.pk, by=court.desk, at=TUESDAY_9AM, party="ye", words="是公共收益的事。", handler=court.yan
    )

    assert (case.party, case.handler, case.due_at, case.held_since) == ("ye", court.yan, due_at, TUESDAY_9AM)
    held = course(case, court.lin, TUESDAY_9AM).held
    assert held is not None
    assert (held.to_party, held.words) == ("ye", "是公共收益的事。")


@pytest.mark.parametrize(("name", "refused"), [("desk", False), ("bai", False), ("lin", True), ("jie", True)])
def test_the_desk_and_the_lead_hand_over(court: Court, name: str, refused: bool) -> None:
    case = build.triaged(court, handler=court.bai)

    if refused:
        with pytest.raises(NotAllowed):
            actions.refer(case.pk, by=getattr(court, name), at=TUESDAY_9AM, party="ju", words="不归我们。")
    else:
        actions.refer(case.pk, by=getattr(court, name), at=TUESDAY_9AM, party="ju", words="不归我们。")

    case.refresh_from_db()
    assert case.party == ("wu" if refused else "ju")


def test_a_handover_to_the_same_hands_or_to_a_stranger_is_refused(court: Court) -> None:
    case = build.triaged(court, handler=court.bai)

    with pytest.raises(SameLead):
        actions.refer(case.pk, by=court.desk, at=TUESDAY_9AM, party="wu", handler=court.bai, words="你们办。")
    with pytest.raises(NotOfThatParty):
        actions.refer(case.pk, by=court.desk, at=TUESDAY_9AM, party="ye", handler=court.lin, words="你们办。")
    with pytest.raises(OutOfTurn):
        actions.refer(build.filed(court).pk, by=court.desk, at=TUESDAY_9AM, party="ye", words="还没分派。")


def test_the_same_handover_twice_is_one(court: Court) -> None:
    case, turn = build.triaged(court), Turn()

    for _ in range(2):
        actions.refer(case.pk, by=court.desk, at=TUESDAY_9AM, party="ye", words="归业委会。", turn=turn)

    assert said(case) == ["filed", "triaged", "referred"]


def test_a_second_party_helps_and_answers_until_it_is_released(court: Court) -> None:
    case = build.triaged(court)
    with pytest.raises(NotAllowed):
        actions.answer(case.pk, by=court.yan, at=TUESDAY_9AM, words="我们看了。")

    actions.involve(case.pk, by=court.desk, at=TUESDAY_9AM, party="ye", words="请看一下合同。")
    actions.answer(case.pk, by=court.yan, at=TUESDAY_9AM, words="合同里有。")
    case = actions.release(case.pk, by=court.desk, at=TUESDAY_9AM, party="ye", words="看过了，谢谢。")

    assert case.helpers == []
    assert said(case) == ["filed", "triaged", "helper_involved", "answered", "helper_released"]
    with pytest.raises(NotAllowed):
        actions.answer(case.pk, by=court.yan, at=TUESDAY_9AM, words="还有一句。")


def test_who_helps_is_another_party_and_once(court: Court) -> None:
    case = build.triaged(court)
    actions.involve(case.pk, by=court.desk, at=TUESDAY_9AM, party="ye", words="请协办。")

    with pytest.raises(LeadHelps):
        actions.involve(case.pk, by=court.desk, at=TUESDAY_9AM, party="wu", words="请协办。")
    with pytest.raises(HelpsAlready):
        actions.involve(case.pk, by=court.desk, at=TUESDAY_9AM, party="ye", words="请协办。")
    with pytest.raises(HelpsNot):
        actions.release(case.pk, by=court.desk, at=TUESDAY_9AM, party="ju", words="不用了。")
    with pytest.raises(GoesPastThem):
        actions.involve(case.pk, by=court.desk, at=TUESDAY_9AM, party="jie", words="请协办。")


def test_where_two_sign_the_resident_is_asked_only_after_both(court: Court) -> None:
    case = build.triaged(court)
    actions.involve(case.pk, by=court.desk, at=TUESDAY_9AM, party="ye", words="要一起签字。", signs=True)

    case = actions.resolve(case.pk, by=court.bai, at=TUESDAY_9AM, words="修好了。")
    assert (case.state, case.resolved_at) == (Case.State.SIGNING, None)
    with pytest.raises(NotAllowed):
        actions.sign(case.pk, by=court.bai, at=TUESDAY_9AM, agrees=True)
    with pytest.raises(NoReason):
        actions.sign(case.pk, by=court.yan, at=TUESDAY_9AM, agrees=False)
    case = actions.sign(case.pk, by=court.yan, at=TUESDAY_9AM, agrees=False, words="墙还没刷。")
    assert case.state == Case.State.TRIAGED

    actions.resolve(case.pk, by=court.bai, at=TUESDAY_9AM, words="墙也刷了。")
    later = TUESDAY_9AM + timedelta(hours=3)
    case = actions.sign(case.pk, by=court.yan, at=later, agrees=True)

    assert (case.state, case.resolved_at) == (Case.State.RESOLVED, later)


def test_a_note_is_for_those_who_handle_it_and_for_nobody_else(court: Court) -> None:
    case, turn = build.triaged(court, handler=court.bai, public=True), Turn()

    for _ in range(2):
        actions.note(case.pk, by=court.bai, at=TUESDAY_9AM, words="住户脾气急，先打电话。", turn=turn)

    assert said(case) == ["filed", "triaged", "noted"]
    read = {
        name: "住户脾气急，先打电话。" in [step.words for step in course(case, getattr(court, name), TUESDAY_9AM).steps]
        for name in ("lin", "mei", "desk", "yan", "bai", "jie")
    }
    assert read == {"lin": False, "mei": False, "desk": True, "yan": True, "bai": True, "jie": False}
    with pytest.raises(NotAllowed):
        actions.note(case.pk, by=court.lin, at=TUESDAY_9AM, words="我也记一笔。")


def test_being_on_site_is_said_and_stops_its_clock(court: Court) -> None:
    case = build.triaged(court, urgent=True)
    assert case.on_site_due_at is not None

    case = actions.attend(case.pk, by=court.bai, at=case.on_site_due_at, words="到了，先断电。")

    assert case.on_site_at == case.on_site_due_at
    with pytest.raises(NotAllowed):
        actions.attend(case.pk, by=court.lin, at=TUESDAY_9AM, words="我看到他了。")
