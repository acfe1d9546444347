"""A company objects, once and in time; another office answers; what is put right is corrected."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.errors import NotAllowed
from courtyard.core.rulebook import OUR_DEFAULT
from courtyard.duties.models import Duty
from courtyard.people.models import Office, Representative
from courtyard.people.standing import forget_standing
from courtyard.services.actions import objections as actions
from courtyard.services.actions.companies import name_agent
from courtyard.services.actions.credit import drop_points
from courtyard.services.actions.objections import (
    answer_objection,
    ask_correction,
    correct_points,
    object_to_points,
    refuse_correction,
)
from courtyard.services.models import CreditPoint
from courtyard.services.queries.credit import points_of
from courtyard.services.tests.companies import (
    DAY,
    OBJECT_UNTIL,
    agent,
    district,
    given_points,
    objected,
    public_points,
    serving,
)
from courtyard.trail.models import Line

S = CreditPoint.State
TUESDAY = MONDAY_9AM + DAY
CORRECTABLE = datetime(2026, 8, 1, 9, tzinfo=SHANGHAI)


# object


def test_the_company_objects_and_the_office_above_owes_an_answer(court: Court) -> None:
    company = serving(court)
    person, middle = agent(court, company), district(court)

    one = object_to_points(given_points(court, company).pk, words="当天全区停水", by=person, at=TUESDAY)

    duty = Duty.objects.get()
    assert (one.state, one.objection, one.objected_by) == (S.OBJECTED, "当天全区停水", person)
    assert (duty.node, duty.office, duty.estate) == (court.district, Office.Kind.DISTRICT, None)
    assert (duty.article, duty.certainty, duty.due_at.date()) == (OUR_DEFAULT, "memory", date(2026, 7, 1))
    assert middle.pk != one.given_by_id


def test_an_objection_is_made_once(court: Court) -> None:
    company = serving(court)
    person = agent(court, company)
    one = objected(court, company, person)

    with pytest.raises(actions.ObjectedAlready):
        object_to_points(one.pk, words="再说一次", by=person, at=TUESDAY)

    assert Duty.objects.count() == 1


def test_an_objection_that_comes_too_late_is_told_the_day(court: Court) -> None:
    company = serving(court)
    person, one = agent(court, company), given_points(court, company)

    with pytest.raises(actions.TooLateToObject) as refused:
        object_to_points(one.pk, words="晚了", by=person, at=OBJECT_UNTIL)
    object_to_points(one.pk, words="正好", by=person, at=OBJECT_UNTIL - timedelta(minutes=1))

    assert refused.value.fields["day"].astimezone(SHANGHAI).date() == date(2026, 6, 30)


def test_an_objection_says_something(court: Court) -> None:
    company = serving(court)
    person, one = agent(court, company), given_points(court, company)

    for words in (" ", "冤" * 501):
        with pytest.raises(actions.NoWords):
            object_to_points(one.pk, words=words, by=person, at=TUESDAY)


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "zhu", "bai", "jie", "shi", "far"])
def test_a_stranger_does_not_object(court: Court, name: str) -> None:
    """Nor does the manager, while somebody is named to act for the company."""
    company = serving(court)
    agent(court, company)
    one = given_points(court, company)

    with pytest.raises(NotAllowed):
        object_to_points(one.pk, words="不对", by=getattr(court, name), at=TUESDAY)


def test_while_nobody_acts_for_it_the_manager_of_the_estate_objects(court: Court) -> None:
    company = serving(court)
    one = given_points(court, company)

    with pytest.raises(NotAllowed):
        object_to_points(one.pk, words="不对", by=court.bai, at=TUESDAY)
    object_to_points(one.pk, words="不对", by=court.zhu, at=TUESDAY)

    one.refresh_from_db()
    assert one.objected_by == court.zhu


def test_who_acts_no_longer_objects_no_more(court: Court) -> None:
    company = serving(court)
    person, one = agent(court, company), given_points(court, company)
    Representative.objects.filter(person=person).update(since=date(2026, 1, 1), until=date(2026, 6, 9))

    with pytest.raises(NotAllowed):
        object_to_points(one.pk, words="不对", by=person, at=TUESDAY)


# answer


def test_an_objection_is_upheld_and_the_points_are_dropped(court: Court) -> None:
    company = serving(court)
    one = objected(court, company, agent(court, company))

    answer_objection(one.pk, upheld=True, words="停水属实", by=court.shi, at=TUESDAY + DAY)

    one.refresh_from_db()
    assert (one.state, one.answer, one.ended_why, one.public_on) == (S.DROPPED, "停水属实", "停水属实", None)
    assert Duty.objects.get().done_by == court.shi
    assert points_of(company, date(2026, 7, 1)) == 0


def test_an_objection_is_rejected_and_the_points_are_public_at_once(court: Court) -> None:
    company = serving(court)
    one = objected(court, company, agent(court, company))

    answer_objection(one.pk, upheld=False, words="停水在次日", by=court.shi, at=TUESDAY + DAY)

    one.refresh_from_db()
    assert (one.state, one.public_on, one.expires_on) == (S.PUBLIC, date(2026, 6, 10), date(2027, 6, 10))
    assert points_of(company, date(2026, 6, 10)) == 3
    kinds = Line.objects.filter(about=one.pk).order_by("id").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["services.objection_rejected", "services.points_published"]


def test_who_gave_the_points_does_not_answer(court: Court) -> None:
    company = serving(court)
    one = objected(court, company, agent(court, company))

    with pytest.raises(actions.AnsweredByGiver):
        answer_objection(one.pk, upheld=False, words="我没错", by=court.jie, at=TUESDAY)

    assert Duty.objects.open().count() == 1


def test_where_nobody_else_sits_who_gave_them_answers(court: Court) -> None:
    """Better than no answer: the record says who it was."""
    company = serving(court)
    one = objected(court, company, agent(court, company))
    Office.objects.filter(person=court.shi).delete()
    forget_standing(court.shi)

    answer_objection(one.pk, upheld=True, words="重新看过", by=court.jie, at=TUESDAY)

    one.refresh_from_db()
    assert one.answered_by == court.jie


def test_the_company_does_not_answer_itself(court: Court) -> None:
    company = serving(court)
    one = objected(court, company, agent(court, company))
    name_agent(company.pk, court.mei, by=court.shi, at=MONDAY_9AM)
    forget_standing(court.mei)

    with pytest.raises(actions.TheCompanyItself):
        answer_objection(one.pk, upheld=True, words="我们没错", by=court.mei, at=TUESDAY)


def test_an_officer_below_does_not_answer_for_the_office_above(court: Court) -> None:
    """The city gave them: the sub-district does not overrule it."""
    company = serving(court)
    person = agent(court, company)
    one = objected(court, company, person)
    CreditPoint.objects.filter(pk=one.pk).update(seat=court.city, given_by=court.shi)

    with pytest.raises(NotAllowed):
        answer_objection(one.pk, upheld=True, words="改了", by=court.jie, at=TUESDAY)


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "zhu", "reg"])
def test_nobody_below_answers(court: Court, name: str) -> None:
    company = serving(court)
    one = objected(court, company, agent(court, company))

    with pytest.raises(NotAllowed):
        answer_objection(one.pk, upheld=True, words="好", by=getattr(court, name), at=TUESDAY)


def test_an_answer_gives_its_reasons_and_is_given_once(court: Court) -> None:
    company = serving(court)
    one = objected(court, company, agent(court, company))

    with pytest.raises(actions.NoWords):
        answer_objection(one.pk, upheld=True, words=" ", by=court.shi, at=TUESDAY)
    answer_objection(one.pk, upheld=True, words="停水属实", by=court.shi, at=TUESDAY)
    with pytest.raises(actions.NotObjectedTo):
        answer_objection(one.pk, upheld=False, words="改主意", by=court.shi, at=TUESDAY)


def test_the_database_itself_keeps_objection_and_answer_apart(court: Court) -> None:
    company = serving(court)
    person = agent(court, company)
    one = objected(court, company, person)

    with pytest.raises(IntegrityError), transaction.atomic():
        CreditPoint.objects.filter(pk=one.pk).update(answer="好", answered_at=TUESDAY, answered_by=person)


def test_dropped_while_it_waits_nobody_owes_an_answer_any_more(court: Court) -> None:
    company = serving(court)
    one = objected(court, company, agent(court, company))

    drop_points(one.pk, reason="记错了", by=court.jie, at=TUESDAY)

    assert Duty.objects.get().withdrawn_at == TUESDAY


# correct


def test_what_is_put_right_is_corrected_and_no_longer_counts(court: Court) -> None:
    company = serving(court)
    person, one = agent(court, company), public_points(court, company)

    ask_correction(one.pk, words="已建抢修班", by=person, at=CORRECTABLE)
    correct_points(one.pk, words="抽查三次均按时到场", by=court.jie, at=CORRECTABLE + DAY)
    correct_points(one.pk, words="再写一次", by=court.jie, at=CORRECTABLE + DAY)

    one.refresh_from_db()
    assert (one.state, one.ended_on, one.ended_why) == (S.CORRECTED, date(2026, 8, 2), "抽查三次均按时到场")
    assert [points_of(company, date(2026, 8, day)) for day in (1, 2)] == [3, 0]
    assert Line.objects.filter(kind="services.points_corrected").count() == 1


def test_a_correction_is_refused_with_reasons_and_may_be_asked_for_again(court: Court) -> None:
    company = serving(court)
    person, one = agent(court, company), public_points(court, company)
    ask_correction(one.pk, words="已建抢修班", by=person, at=CORRECTABLE)

    with pytest.raises(actions.AskedAlready):
        ask_correction(one.pk, words="再问", by=person, at=CORRECTABLE)
    with pytest.raises(actions.NoWords):
        refuse_correction(one.pk, words=" ", by=court.jie, at=CORRECTABLE)
    refuse_correction(one.pk, words="夜间仍无人", by=court.jie, at=CORRECTABLE)
    with pytest.raises(actions.NotAsked):
        refuse_correction(one.pk, words="再拒", by=court.jie, at=CORRECTABLE)
    ask_correction(one.pk, words="夜班已排", by=person, at=CORRECTABLE + DAY)

    one.refresh_from_db()
    assert (one.correction, one.correction_refused, one.state) == ("夜班已排", "", S.PUBLIC)


def test_a_correction_is_not_asked_for_too_early_nor_of_what_is_not_public(court: Court) -> None:
    company = serving(court)
    person, one = agent(court, company), given_points(court, company)

    with pytest.raises(actions.NotPublic):
        ask_correction(one.pk, words="已改", by=person, at=TUESDAY)
    other = public_points(court, company, rule="repair_late")
    with pytest.raises(actions.TooEarlyToCorrect) as refused:
        ask_correction(other.pk, words="已改", by=person, at=CORRECTABLE - DAY)

    assert refused.value.fields == {"day": date(2026, 8, 1)}


def test_nobody_else_asks_and_only_offices_decide(court: Court) -> None:
    company = serving(court)
    person, one = agent(court, company), public_points(court, company)

    for somebody in (court.jie, court.lin, court.zhu, court.desk):
        with pytest.raises(NotAllowed):
            ask_correction(one.pk, words="已改", by=somebody, at=CORRECTABLE)
    with pytest.raises(actions.NotAsked):
        correct_points(one.pk, words="好", by=court.jie, at=CORRECTABLE)
    ask_correction(one.pk, words="已改", by=person, at=CORRECTABLE)
    for somebody in (person, court.zhu, court.lin, court.desk):
        with pytest.raises(NotAllowed):
            correct_points(one.pk, words="好", by=somebody, at=CORRECTABLE)
        with pytest.raises(NotAllowed):
            refuse_correction(one.pk, words="不好", by=somebody, at=CORRECTABLE)
