"""When works begin: said by whoever keeps the fund, in time for the wall, and put off until the day has come."""

from datetime import date, timedelta

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.money.actions import authorising
from courtyard.money.actions.authorising import announce_works
from courtyard.money.models import Spending
from courtyard.money.tests import spend
from courtyard.money.tests.test_ledger_pages import client, read
from courtyard.trail.models import Line

pytestmark = pytest.mark.usefixtures("clock")
TODAY = date(2026, 6, 8)
DAY = timedelta(days=1)
ADDRESS = "/e/plum/spendings/{}/"


def test_the_day_stands_on_its_page_and_on_the_record(court: Court) -> None:
    one = spend.approved(spend.fund(court))

    announce_works(one.pk, TODAY + 7 * DAY, by=court.yan, at=MONDAY_9AM)
    announce_works(one.pk, TODAY + 7 * DAY, by=court.yan, at=MONDAY_9AM)

    assert Line.objects.filter(kind="money.works_announced", about=one.pk).count() == 1
    assert "Works begin" in read(None, ADDRESS.format(one.pk))


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (TODAY, authorising.TooSoon), (TODAY - DAY, authorising.TooSoon), (TODAY + 731 * DAY, authorising.TooFarOff),
        (date.max, authorising.TooFarOff),
    ],
)  # fmt: skip
def test_a_day_leaves_time_for_the_wall_and_is_not_far_off(court: Court, day: date, refusal: type) -> None:
    one = spend.approved(spend.fund(court))

    with pytest.raises(refusal):
        announce_works(one.pk, day, by=court.yan, at=MONDAY_9AM)
    assert Spending.objects.get().begins_on is None


def test_it_is_put_off_until_the_day_has_come(court: Court) -> None:
    one = spend.approved(spend.fund(court))
    announce_works(one.pk, TODAY + 2 * DAY, by=court.yan, at=MONDAY_9AM)

    announce_works(one.pk, TODAY + 3 * DAY, by=court.yan, at=MONDAY_9AM + DAY)
    with pytest.raises(authorising.BegunAlready):
        announce_works(one.pk, TODAY + 9 * DAY, by=court.yan, at=MONDAY_9AM + 3 * DAY)

    assert Spending.objects.get().begins_on == TODAY + 3 * DAY


def test_nothing_begins_before_two_signed_or_after_it_was_accepted(court: Court) -> None:
    there = spend.fund(court)
    early, done = spend.authorised(court), spend.accepted(there)

    for one in (early, done):
        with pytest.raises(authorising.NotToBegin):
            announce_works(one.pk, TODAY + 7 * DAY, by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "jie", "far"])
def test_who_does_not_keep_the_fund_says_no_day(court: Court, name: str) -> None:
    one = spend.approved(spend.fund(court))

    with pytest.raises(NotAllowed):
        announce_works(one.pk, TODAY + 7 * DAY, by=getattr(court, name), at=MONDAY_9AM)
    assert client(getattr(court, name)).get(f"{ADDRESS.format(one.pk)}begin/").status_code == 403


def test_through_its_page(court: Court) -> None:
    one = spend.approved(spend.fund(court))
    begin = f"{ADDRESS.format(one.pk)}begin/"
    assert begin in read(court.yan, ADDRESS.format(one.pk))

    soon = client(court.yan).post(begin, {"day": "2026-06-08"})
    done = client(court.yan).post(begin, {"day": "2026-06-15"})

    assert (soon.status_code, done.status_code) == (422, 302)
    assert "The earliest day is" in soon.text
    assert Spending.objects.get().begins_on == date(2026, 6, 15)
