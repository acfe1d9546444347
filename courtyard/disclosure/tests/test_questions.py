"""Any owner asks; the body that published it owes the answer by a day, and everybody reads it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.errors import NotAllowed, NotThere, OutOfTurn
from courtyard.core.moves import faults
from courtyard.disclosure import notices
from courtyard.disclosure.actions import questions as actions
from courtyard.disclosure.actions.questions import (
    OPEN_MAX,
    AnsweredAlready,
    AnswersNothing,
    AskAboutNewest,
    AskedMuch,
    AsksNothing,
    NoGround,
    NoSuchRow,
)
from courtyard.disclosure.models import Answer, Publication, Question
from courtyard.disclosure.own_data import OWN_DATA
from courtyard.disclosure.queries.publications import ANSWER as DUTY
from courtyard.disclosure.tests.build import asked, corrected, published, wall
from courtyard.duties.models import Duty
from courtyard.notify.registers import kinds
from courtyard.people.models import CLERK
from courtyard.trail.models import Line

DAY = timedelta(days=1)
S = Question.State


@pytest.fixture
def hung(court: Court) -> Publication:
    wall(court)
    return published(court)


def test_a_question_is_a_duty_and_its_answer_does_it(court: Court, hung: Publication) -> None:
    one = asked(court, hung)
    duty = Duty.objects.get(kind=DUTY)

    given = [actions.answer(one.pk, words="六月起涨价。", by=court.zhu, at=MONDAY_9AM + DAY).pk for _ in range(2)]

    assert (duty.party, duty.about) == ("wu", one.pk)
    assert duty.due_at.astimezone(SHANGHAI).isoformat() == "2026-06-17T17:30:00+08:00"
    duty.refresh_from_db()
    assert (duty.done_by_id, duty.evidence_id) == (court.zhu.pk, one.pk)
    assert len({*given}) == 1
    kept = [line.kind for line in Line.objects.about(one.pk)]
    assert kept == ["disclosure.question_asked", "disclosure.question_answered"]


def test_asked_twice_under_one_form_is_one_question(court: Court, hung: Publication) -> None:
    one = asked(court, hung)
    again = asked(court, hung, id=one.pk)

    assert again.pk == one.pk
    assert Duty.objects.filter(kind=DUTY).count() == 1
    with pytest.raises(NotThere):
        asked(court, corrected(court, hung, 5), id=one.pk)


@pytest.mark.parametrize("name", ["mei", "far", "zhu", "yan", "desk", "jie"])
def test_only_owners_of_the_estate_ask(court: Court, hung: Publication, name: str) -> None:
    with pytest.raises(NotAllowed):
        asked(court, hung, by=getattr(court, name))

    assert not Question.objects.exists()


def test_a_question_is_about_something_that_hangs(court: Court, hung: Publication) -> None:
    with pytest.raises(AsksNothing):
        asked(court, hung, words="  ")
    with pytest.raises(AsksNothing):
        asked(court, hung, words="长" * 1_001)
    with pytest.raises(NoSuchRow):
        asked(court, hung, row="r9")
    corrected(court, hung, 1)
    with pytest.raises(AskAboutNewest):
        asked(court, hung)


def test_nobody_floods_a_body_with_questions(court: Court, hung: Publication) -> None:
    for _ in range(OPEN_MAX):
        asked(court, hung)

    with pytest.raises(AskedMuch):
        asked(court, hung)


@pytest.mark.parametrize("name", ["lin", "yan", "bai", "desk", "jie"])
def test_only_the_body_that_published_it_answers(court: Court, hung: Publication, name: str) -> None:
    one = asked(court, hung)

    with pytest.raises(NotAllowed):
        actions.answer(one.pk, words="不知道。", by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(AnswersNothing):
        actions.answer(one.pk, words=" ", by=court.zhu, at=MONDAY_9AM)


def test_an_answer_stays_as_it_was_given(court: Court, hung: Publication) -> None:
    one = asked(court, hung)
    actions.answer(one.pk, words="六月起涨价。", by=court.zhu, at=MONDAY_9AM)

    with pytest.raises(AnsweredAlready):
        actions.answer(one.pk, words="没有涨价。", by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.filter(question=one).update(words="没有涨价。")
    with pytest.raises(AnsweredAlready):
        actions.withdraw_question(one.pk, by=court.lin, at=MONDAY_9AM)


def test_whoever_asked_takes_it_back(court: Court, hung: Publication) -> None:
    one = asked(court, hung)

    with pytest.raises(NotAllowed):
        actions.withdraw_question(one.pk, by=court.zhu, at=MONDAY_9AM)
    for _ in range(2):
        one = actions.withdraw_question(one.pk, by=court.lin, at=MONDAY_9AM)

    assert (one.state, one.words) == (S.WITHDRAWN, "")
    assert not Duty.objects.open().filter(kind=DUTY).exists()
    with pytest.raises(NotThere):
        actions.answer(one.pk, words="好。", by=court.zhu, at=MONDAY_9AM)


def test_the_residents_committee_looks_at_questions_first(court: Court, hung: Publication) -> None:
    first, second = asked(court, hung), asked(court, hung, words="老王拿了多少？")

    for name in ("zhu", "yan", "lin", "jie"):
        with pytest.raises(NotAllowed):
            actions.show_question(first.pk, by=getattr(court, name), at=MONDAY_9AM)
        with pytest.raises(NotAllowed):
            actions.refuse_question(first.pk, ground="person", by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NoGround):
        actions.refuse_question(second.pk, ground="dislike", by=court.desk, at=MONDAY_9AM)
    for _ in range(2):
        first = actions.show_question(first.pk, by=court.desk, at=MONDAY_9AM)
        second = actions.refuse_question(second.pk, ground="person", by=court.desk, at=MONDAY_9AM)
    with pytest.raises(OutOfTurn):
        actions.show_question(second.pk, by=court.desk, at=MONDAY_9AM)

    assert (first.state, second.state) == (S.SHOWN, S.REFUSED)
    assert [duty.about for duty in Duty.objects.open().filter(kind=DUTY)] == [first.pk]


def test_the_body_hears_of_a_question_and_the_asker_of_its_answer(court: Court, hung: Publication) -> None:
    one = asked(court, hung)
    actions.answer(one.pk, words="六月起涨价。", by=court.zhu, at=MONDAY_9AM)

    told = [(tell.kind, tell.to) for line in Line.objects.about(one.pk) for tell in notices.hear(line, MONDAY_9AM)]

    assert told == [("disclosure.asked", court.zhu.pk), ("disclosure.answered", court.lin.pk)]
    assert all(kind in kinds for kind, _ in told)


def test_who_asked_is_forgotten_and_what_is_shown_stays(court: Court, hung: Publication) -> None:
    shown, hidden = asked(court, hung), asked(court, hung, words="我家101的车位呢？")
    actions.show_question(shown.pk, by=court.desk, at=MONDAY_9AM)
    seen = OWN_DATA.see(court.lin)

    with pytest.raises(NotAllowed):
        actions.forget_questions(court.lin, by=court.zhu, at=MONDAY_9AM)
    count = actions.forget_questions(court.lin, by=CLERK, at=MONDAY_9AM)

    assert (len(seen), count, OWN_DATA.see(court.lin)) == (2, 2, [])
    shown.refresh_from_db()
    hidden.refresh_from_db()
    assert (shown.words, shown.asker_id) == ("停车费为什么多了？", None)
    assert (hidden.words, hidden.state) == ("", S.WITHDRAWN)


def test_the_states_of_a_question_hang_together() -> None:
    assert faults(Question.MOVES, S.HIDDEN, S) == ()
