"""What offices found: inspections with what is owed for them, penalties, complaints, each withdrawn with a reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.duties.models import Duty
from courtyard.people.standing import forget_standing
from courtyard.services.actions import supervision as actions
from courtyard.services.actions.companies import NoReason, close_company, name_agent
from courtyard.services.actions.supervision import inspect, penalise, put_right, uphold, withdraw_finding
from courtyard.services.holding import CompanyOffRegister, NotServing
from courtyard.services.models import Served, Supervision
from courtyard.services.tests.build import STARTS, TODAY
from courtyard.services.tests.companies import (
    DAY,
    FINE_FEN,
    YESTERDAY,
    found,
    registered,
    serving,
    to_mend,
)
from courtyard.trail.models import Line

BY = date(2026, 6, 15)
ARTICLE = "上海市住宅物业管理规定第八十一条"
LATER = MONDAY_9AM + timedelta(days=10)


def kinds() -> list[str]:
    return list(Line.objects.filter(kind__startswith="services.").order_by("id").values_list("kind", flat=True))


# inspect


def test_an_inspection_that_finds_all_in_order(court: Court) -> None:
    company = serving(court)

    one = inspect(company.pk, found(court), in_order=True, by=court.jie, at=MONDAY_9AM)

    assert (one.kind, one.outcome, one.node, one.seat) == (
        "inspection", "in_order", court.estate.node, court.subdistrict,
    )  # fmt: skip
    assert Duty.objects.count() == 0


def test_what_has_to_be_put_right_is_a_duty_of_the_company_in_that_estate(court: Court) -> None:
    company = serving(court)

    one = to_mend(court, company)

    duty = Duty.objects.get()
    assert (duty.party, duty.estate, duty.about, duty.due_at.date()) == ("wu", court.estate, one.pk, BY)
    assert (one.outcome, one.mend_by) == ("to_mend", BY)


@pytest.mark.parametrize("mend_by", [None, TODAY, YESTERDAY])
def test_what_has_to_be_put_right_has_a_day_to_come(court: Court, mend_by: date | None) -> None:
    company = serving(court)

    with pytest.raises(actions.NoDayToMend):
        inspect(company.pk, found(court), mend_by=mend_by, by=court.jie, at=MONDAY_9AM)

    assert Supervision.objects.count() == 0


def test_what_is_in_order_has_nothing_to_put_right(court: Court) -> None:
    company = serving(court)

    with pytest.raises(actions.NothingToMend):
        inspect(company.pk, found(court), mend_by=BY, in_order=True, by=court.jie, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"on": TODAY + DAY}, actions.NotYet),
        ({"on": STARTS - DAY}, NotServing),
        ({"words": "  "}, actions.SaysNothing),
        ({"words": "乱" * 501}, actions.SaysNothing),
    ],
)
def test_a_finding_that_cannot_be_is_refused_by_name(
    court: Court, given: dict[str, Any], refusal: type[Exception]
) -> None:
    company, wrong = serving(court), found(court, **given)

    with pytest.raises(refusal):
        inspect(company.pk, wrong, in_order=True, by=court.jie, at=MONDAY_9AM)
    with pytest.raises(refusal):
        penalise(company.pk, wrong, article=ARTICLE, by=court.jie, at=MONDAY_9AM)
    with pytest.raises(refusal):
        uphold(company.pk, wrong, case_number="202606-0001", by=court.jie, at=MONDAY_9AM)

    assert Supervision.objects.count() == 0


def test_a_company_answers_only_for_where_it_serves(court: Court) -> None:
    company = serving(court)

    with pytest.raises(NotServing):
        inspect(company.pk, found(court, node=court.other.node), in_order=True, by=court.jie, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "yan", "zhu", "bai", "reg", "far"])
def test_nobody_below_the_offices_enters_anything(court: Court, name: str) -> None:
    company, by = serving(court), getattr(court, name)

    with pytest.raises(NotAllowed):
        inspect(company.pk, found(court), in_order=True, by=by, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        penalise(company.pk, found(court), article=ARTICLE, by=by, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        uphold(company.pk, found(court), case_number="1", by=by, at=MONDAY_9AM)


def test_an_officer_who_acts_for_the_company_enters_nothing_of_it(court: Court) -> None:
    company = serving(court)
    name_agent(company.pk, court.jie, by=court.shi, at=MONDAY_9AM)
    forget_standing(court.jie)

    with pytest.raises(NotAllowed):
        inspect(company.pk, found(court), in_order=True, by=court.jie, at=MONDAY_9AM)


def test_nothing_is_entered_of_a_company_that_is_gone(court: Court) -> None:
    company = serving(court)
    Served.objects.update(until=YESTERDAY)
    close_company(company.pk, reason="并入别家", by=court.shi, at=MONDAY_9AM)

    with pytest.raises(CompanyOffRegister):
        inspect(company.pk, found(court), in_order=True, by=court.jie, at=MONDAY_9AM)


def test_one_form_sent_twice_is_one_finding(court: Court) -> None:
    company, once = serving(court), found(court)

    first, second = (inspect(company.pk, once, mend_by=BY, by=court.jie, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    assert Duty.objects.count() == 1
    assert kinds().count("services.company_inspected") == 1


# put right


def test_the_office_sees_that_it_is_put_right_and_the_duty_is_done(court: Court) -> None:
    one = to_mend(court, serving(court))

    put_right(one.pk, on=BY, words="通道已清空", by=court.jie, at=LATER)
    put_right(one.pk, on=BY, words="再看一次", by=court.jie, at=LATER)

    one.refresh_from_db()
    assert (one.outcome, one.mended_on, one.mended_words) == ("mended", BY, "通道已清空")
    assert Duty.objects.get().done_by == court.jie
    assert Line.objects.get(kind="services.put_right").fields["late"] is False


def test_the_company_does_not_say_itself_that_it_is_put_right(court: Court) -> None:
    one = to_mend(court, serving(court))

    for name in ("zhu", "bai", "desk", "lin"):
        with pytest.raises(NotAllowed):
            put_right(one.pk, on=BY, words="好了", by=getattr(court, name), at=LATER)

    assert Duty.objects.open().count() == 1


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"on": TODAY + timedelta(days=11)}, actions.NotYet),
        ({"on": YESTERDAY - DAY}, actions.BeforeFound),
        ({"words": " "}, actions.SaysNothing),
    ],
)
def test_what_cannot_have_been_put_right_is_refused(
    court: Court, given: dict[str, Any], refusal: type[Exception]
) -> None:
    one = to_mend(court, serving(court))
    said: dict[str, Any] = {"on": BY, "words": "好了"} | given

    with pytest.raises(refusal):
        put_right(one.pk, **said, by=court.jie, at=LATER)


def test_what_is_in_order_or_withdrawn_is_not_put_right(court: Court) -> None:
    company = serving(court)
    fine = inspect(company.pk, found(court), in_order=True, by=court.jie, at=MONDAY_9AM)
    gone = to_mend(court, company)
    withdraw_finding(gone.pk, reason="记错了小区", by=court.jie, at=MONDAY_9AM)

    for one in (fine, gone):
        with pytest.raises(actions.NothingOpen):
            put_right(one.pk, on=BY, words="好了", by=court.jie, at=LATER)


# penalise, uphold


def test_a_penalty_has_its_article_and_may_have_a_fine(court: Court) -> None:
    company = serving(court)

    fined = penalise(company.pk, found(court), article=ARTICLE, fine_fen=FINE_FEN, by=court.jie, at=MONDAY_9AM)
    warned = penalise(company.pk, found(court), article=ARTICLE, by=court.shi, at=MONDAY_9AM)

    assert (fined.fine_fen, fined.article, fined.seat) == (FINE_FEN, ARTICLE, court.subdistrict)
    assert (warned.fine_fen, warned.seat) == (None, court.city)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"fine_fen": -1}, actions.BelowZero),
        ({"fine_fen": 0}, actions.BelowZero),
        ({"fine_fen": actions.FINE_FEN_MAX + 1}, actions.FineTooLarge),
        ({"article": " "}, actions.NoArticle),
        ({"article": "条" * 161}, actions.NoArticle),
    ],
)
def test_a_penalty_that_cannot_be_is_refused(court: Court, given: dict[str, Any], refusal: type[Exception]) -> None:
    company = serving(court)

    with pytest.raises(refusal):
        penalise(company.pk, found(court), **({"article": ARTICLE} | given), by=court.jie, at=MONDAY_9AM)

    assert Supervision.objects.count() == 0


def test_a_complaint_upheld_cites_its_case(court: Court) -> None:
    company = serving(court)

    one = uphold(company.pk, found(court), case_number=" 202606-0001 ", by=court.jie, at=MONDAY_9AM)

    assert (one.kind, one.outcome, one.case_number) == ("complaint", "upheld", "202606-0001")
    for number in (" ", "1" * 121):
        with pytest.raises(actions.NoCase):
            uphold(company.pk, found(court), case_number=number, by=court.jie, at=MONDAY_9AM)


def test_a_penalty_or_complaint_sent_twice_is_one(court: Court) -> None:
    company, once, again = serving(court), found(court), found(court)

    for _ in range(2):
        penalise(company.pk, once, article=ARTICLE, by=court.jie, at=MONDAY_9AM)
        uphold(company.pk, again, case_number="7", by=court.jie, at=MONDAY_9AM)

    assert Supervision.objects.count() == 2


# withdraw


def test_a_finding_is_withdrawn_with_a_reason_and_nothing_is_owed_for_it(court: Court) -> None:
    one = to_mend(court, serving(court))

    with pytest.raises(NoReason):
        withdraw_finding(one.pk, reason=" ", by=court.jie, at=MONDAY_9AM)
    withdraw_finding(one.pk, reason="记错了小区", by=court.jie, at=LATER)
    withdraw_finding(one.pk, reason="再撤一次", by=court.jie, at=LATER)

    one.refresh_from_db()
    assert (one.withdrawn_at, one.withdrawn_why) == (LATER, "记错了小区")
    assert Duty.objects.get().withdrawn_at == LATER
    assert kinds().count("services.finding_withdrawn") == 1


def test_the_company_withdraws_nothing(court: Court) -> None:
    one = to_mend(court, serving(court))

    for name in ("zhu", "desk", "lin"):
        with pytest.raises(NotAllowed):
            withdraw_finding(one.pk, reason="不想要", by=getattr(court, name), at=MONDAY_9AM)


def test_what_is_not_there_is_not_there(court: Court) -> None:
    with pytest.raises(NotThere):
        put_right(registered(court).pk, on=BY, words="好了", by=court.jie, at=LATER)
