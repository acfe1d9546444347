"""What the clerk does about ratings: asks homes once, closes quarters, forgets refused words; and who hears of it."""

from datetime import datetime, timedelta

import pytest

from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.notify import upkeep
from courtyard.notify.models import Notice
from courtyard.services.actions.ratings import rate
from courtyard.services.actions.remarks import refuse_remark, show_remark
from courtyard.services.chores import ratings as chores
from courtyard.services.models import RatingQuarter, Remark
from courtyard.services.rating_rules import rules_for
from courtyard.services.tests import build
from courtyard.services.tests.rating import CLOSED, LATE, NOW, answer, answers, confirmed, remark
from courtyard.services.upkeep.ratings import PLEASE
from courtyard.trail.models import Line

LAST_MONTH = datetime(2026, 6, 1, 9, 0, tzinfo=SHANGHAI)


def told() -> set[str]:
    return {one.person.name for one in Notice.objects.filter(kind=PLEASE).select_related("person")}


def go_round(at: datetime) -> None:
    for _ in range(5):
        chores.ask_homes(at)


def test_homes_that_have_not_rated_are_asked_once_in_the_last_month(court: Court) -> None:
    build.contract(court)
    confirmed(court, court.mei)
    homes = answers(court, 2)

    go_round(LAST_MONTH - timedelta(days=1))
    assert told() == set()
    for day in range(3):
        go_round(LAST_MONTH + timedelta(days=day))

    assert told() == {court.lin.name, court.mei.name}
    assert Notice.objects.filter(kind=PLEASE).count() == 2
    assert len(homes) == 2
    one = Notice.objects.filter(kind=PLEASE, person=court.lin).get()
    assert (one.link, one.how) == ("/e/plum/rate/", "daily")


def test_only_where_a_company_is_under_contract(court: Court) -> None:
    go_round(LAST_MONTH)

    assert (told(), RatingQuarter.objects.count()) == (set(), 0)


def test_an_unconfirmed_tenant_is_not_asked_for_what_they_cannot_do(court: Court) -> None:
    build.contract(court)

    go_round(LAST_MONTH)

    assert told() == {court.lin.name}


def test_residents_are_asked_some_at_a_time_and_all_of_them(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "PERSONS", 2)
    build.contract(court)
    answers(court, 5, at=LAST_MONTH - timedelta(days=70), quarter="2026Q1")

    assert chores.ask_homes(LAST_MONTH)
    assert len(told()) == 2
    go_round(LAST_MONTH)

    assert len(told()) == 6
    assert not chores.ask_homes(LAST_MONTH)


def test_quarters_are_closed_when_nobody_can_rate_them_any_more(court: Court) -> None:
    answers(court, 2)

    chores.close_quarters(LATE)
    assert RatingQuarter.objects.filter(closed_at__isnull=False).count() == 0
    for _ in range(2):
        assert not chores.close_quarters(CLOSED)

    one = RatingQuarter.objects.get()
    assert (one.quarter, one.answered) == (NOW, 2)
    assert Line.objects.filter(kind="services.ratings_closed").count() == 1


def test_a_clerk_who_was_away_catches_up(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "ESTATES", 1)
    rate(answer(court.home), by=court.lin, at=MONDAY_9AM)
    rate(answer(court.other.homes.get()), by=court.far, at=MONDAY_9AM)

    assert chores.close_quarters(CLOSED + timedelta(days=200))
    assert not chores.close_quarters(CLOSED + timedelta(days=200))

    assert RatingQuarter.objects.filter(closed_at__isnull=False).count() == 2


def test_refused_words_go_after_half_a_year(court: Court) -> None:
    refuse_remark(remark(court).pk, ground="private", by=court.desk, at=MONDAY_9AM)

    chores.forget_refused(MONDAY_9AM + timedelta(days=10))
    assert Remark.objects.get().words
    chores.forget_refused(MONDAY_9AM + timedelta(days=181))

    assert Remark.objects.get().words == ""


def test_whoever_speaks_for_the_company_hears_of_a_shown_remark(court: Court) -> None:
    one, other = remark(court), remark(court, "保安老王。")
    show_remark(one.pk, by=court.desk, at=MONDAY_9AM)
    refuse_remark(other.pk, ground="person", by=court.desk, at=MONDAY_9AM)

    for _ in range(2):
        upkeep.hear(Line.objects.order_by("id"), MONDAY_9AM)

    notice = Notice.objects.get(kind="services.notice_remark")
    assert (notice.person, notice.link) == (court.zhu, "/e/plum/ratings/?quarter=2026Q1")
    assert set(notice.fields) == {"place", "place_en"}


def test_the_numbers_are_data_and_our_own_default(court: Court) -> None:
    rules = rules_for(court.estate)

    assert (rules.answers_min, rules.late_days, rules.article) == (10, 15, "合院默认做法")
