"""Owners may say why a candidate should not stand, until the notice; the group answers, and nobody about themselves."""

import pytest

from courtyard.assembly import actions as votes
from courtyard.assembly.models import Candidate
from courtyard.assembly.tests import build
from courtyard.committee.actions import objections as actions
from courtyard.committee.actions.formation import NoReason
from courtyard.committee.actions.objections import (
    AnsweredAlready,
    NoticeGiven,
    NotPostedYet,
    ObjectedAlready,
    StillOnTheList,
)
from courtyard.committee.models import CandidateObjection
from courtyard.committee.tests import underway as forming
from courtyard.committee.tests.underway import AT
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.places.models import Home
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line


def objected(court: Court, candidate: Candidate) -> CandidateObjection:
    return actions.object_to_candidate(candidate.pk, words="他在物业公司任职", by=court.lin, at=AT)


def test_an_owner_objects_and_the_same_form_is_one_objection(court: Court) -> None:
    one, listed = forming.posted(court)
    form = new_id()

    for _ in range(2):
        actions.object_to_candidate(listed[0].pk, words="他在物业公司任职", form=form, by=court.lin, at=AT)

    said = CandidateObjection.objects.get()
    assert (said.pk, said.formation, said.person, said.answered_at) == (form, one, court.lin, None)
    assert Line.objects.filter(kind="committee.candidate_objected").count() == 1
    with pytest.raises(ObjectedAlready):
        objected(court, listed[0])


@pytest.mark.parametrize("name", ["mei", "desk", "zhu", "bai", "reg", "jie", "shi", "far"])
def test_nobody_objects_who_owns_no_home_here(court: Court, name: str) -> None:
    _, listed = forming.posted(court)

    with pytest.raises(NotAllowed):
        actions.object_to_candidate(listed[0].pk, words="不合适", by=getattr(court, name), at=AT)


def test_objections_come_between_the_posting_and_the_notice_and_with_words(court: Court) -> None:
    forming.documented(court)
    _, motion = forming.called(court)
    early = forming.stands(court, motion, *forming.candidates(court))[0]
    with pytest.raises(NotPostedYet):
        objected(court, early)
    with pytest.raises(NotThere):
        actions.object_to_candidate(new_id(), words="不合适", by=court.lin, at=AT)


def test_once_notice_is_given_the_ballot_stands(court: Court) -> None:
    _, listed = forming.posted(court)
    with pytest.raises(NoReason):
        actions.object_to_candidate(listed[0].pk, words=" ", by=court.lin, at=AT)
    Home.objects.exclude(tenures__votes=True).update(delivered=False)
    votes.order_candidates(listed[0].motion_id, by=court.jie, at=AT)
    votes.report(listed[0].motion.assembly_id, by=court.jie, at=build.REPORTED)
    votes.give_notice(listed[0].motion.assembly_id, by=court.jie, at=build.NOTICED)

    with pytest.raises(NoticeGiven):
        objected(court, listed[0])


def test_answered_with_a_no_the_candidate_stands(court: Court) -> None:
    _, listed = forming.posted(court)
    said = objected(court, listed[0])

    said = actions.answer_candidate_objection(said.pk, upheld=False, words="查过，不属实", by=court.jie, at=AT)

    listed[0].refresh_from_db()
    assert (said.answer, said.upheld, said.answered_by) == ("查过，不属实", False, court.jie)
    assert listed[0].state == Candidate.State.ACCEPTED
    assert Line.objects.get(kind="committee.candidate_objection_answered").whom == court.lin.pk
    with pytest.raises(AnsweredAlready):
        actions.answer_candidate_objection(said.pk, upheld=True, words="再查", by=court.jie, at=AT)


def test_upheld_the_candidate_stands_no_longer_and_is_told_why(court: Court) -> None:
    _, listed = forming.posted(court)
    said = objected(court, listed[0])

    actions.answer_candidate_objection(said.pk, upheld=True, words="配偶在物业公司任职", by=court.jie, at=AT)

    listed[0].refresh_from_db()
    assert (listed[0].state, listed[0].reason) == (Candidate.State.REFUSED, "配偶在物业公司任职")


def test_once_the_order_is_drawn_nobody_is_taken_off_the_list(court: Court) -> None:
    _, listed = forming.posted(court)
    said = objected(court, listed[0])
    votes.order_candidates(listed[0].motion_id, by=court.jie, at=AT)

    with pytest.raises(StillOnTheList):
        actions.answer_candidate_objection(said.pk, upheld=True, words="属实", by=court.jie, at=AT)


def test_nobody_outside_the_group_answers_and_nobody_about_themselves(court: Court) -> None:
    _, listed = forming.posted(court)
    said = objected(court, listed[0])
    for by in (court.lin, court.yan, court.zhu):
        with pytest.raises(NotAllowed):
            actions.answer_candidate_objection(said.pk, upheld=False, words="不属实", by=by, at=AT)
    Candidate.objects.filter(pk=listed[0].pk).update(person=forming.owner_in_group(court))

    with pytest.raises(NotAllowed):
        actions.answer_candidate_objection(
            said.pk, upheld=False, words="不属实", by=forming.owner_in_group(court), at=AT
        )
    with pytest.raises(NoReason):
        actions.answer_candidate_objection(said.pk, upheld=False, words="", by=court.jie, at=AT)
