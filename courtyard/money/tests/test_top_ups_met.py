"""A notice to top up the fund is met by the money, whatever brought it, and stands again where that was taken back."""

from datetime import date

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions import top_ups as no
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.actions.top_ups import withdraw_top_up
from courtyard.money.tests.build import TODAY, book, booked, leg
from courtyard.money.tests.topping import DECIDE_BY, RESTORE_BY, again, duties, low_house, paid_in, settled, told
from courtyard.trail.models import Line


def test_once_no_home_is_below_half_the_notice_is_met_on_the_day_of_that_entry(court: Court) -> None:
    book(court)
    first, second, *_ = low_house(court, low=2)
    one = told(court, day=date(2026, 5, 11))

    paid_in(court, first, 4_000_00)
    assert again(one).restored_on is None
    paid_in(court, second, 3_999_99, day=date(2026, 6, 4))
    assert again(one).restored_on is None
    paid_in(court, second, 1, day=date(2026, 6, 5))

    assert again(one).restored_on == date(2026, 6, 5)
    assert [state for _, _, state in duties(one)] == ["met", "met"]
    with pytest.raises(no.NoticeOver):
        withdraw_top_up(one.pk, reason="发错了", by=court.yan, at=MONDAY_9AM)


def test_whatever_brings_the_money_meets_it(court: Court) -> None:
    book(court)
    first, *_ = low_house(court, low=1)
    one = told(court)

    booked(court, leg("fund_undistributed", "fund_of_homes", 4_000_00, home=first), kind="transfer", what="利息分摊")

    assert again(one).restored_on == TODAY


def test_by_a_decision_it_is_met_at_what_was_decided(court: Court) -> None:
    book(court)
    first, *_ = low_house(court, low=1)
    one = settled(court, told(court), percent=60)

    paid_in(court, first, 4_999_99)
    assert again(one).restored_on is None
    paid_in(court, first, 1)

    assert again(one).restored_on == TODAY


def test_where_what_met_it_was_entered_wrongly_it_stands_again(court: Court) -> None:
    book(court)
    first, *_ = low_house(court, low=1)
    one = told(court)
    payment = paid_in(court, first, 4_000_00)

    reverse_entry(payment.entry_id, reason="记错了", by=court.yan, at=MONDAY_9AM)

    assert again(one).restored_on is None
    assert duties(one) == [
        ("money.top_up_decision", DECIDE_BY, "met"), ("money.top_up_restore", RESTORE_BY, "met"),
        ("money.top_up_restore", RESTORE_BY, "open"),
    ]  # fmt: skip
    paid_in(court, first, 4_000_00)
    assert again(one).restored_on == TODAY


def test_what_falls_again_later_is_another_notice(court: Court) -> None:
    book(court)
    first, *_ = low_house(court, low=1)
    one = told(court)
    paid_in(court, first, 4_000_00)

    booked(court, leg("fund_of_homes", "fund_undistributed", 4_500_00, home=first), kind="transfer", what="分摊")

    assert again(one).restored_on == TODAY
    assert told(court).pk != one.pk


def test_no_line_of_the_record_tells_of_a_home(court: Court) -> None:
    book(court)
    first, *_ = low_house(court, low=1)
    one = settled(court, told(court))
    paid_in(court, first, 5_000_00, payer="林家", receipt="沪维0001")
    assert again(one).restored_on == TODAY

    lines = Line.objects.filter(kind__startswith="money.top_up").order_by("pk")

    assert [line.kind for line in lines] == [
        "money.top_up_noticed", "money.top_up_decided", "money.top_up_restored", "money.top_up_received",
    ]  # fmt: skip
    said = str([line.fields for line in lines])
    assert not any(word in said for word in ("500000", "5,000", first.name, str(first.pk), "林家", "沪维"))
