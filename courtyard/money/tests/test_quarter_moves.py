"""More than half of a quarter's public revenue goes to the maintenance fund, once, and is shared over the homes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books import refusals as no
from courtyard.core.errors import NotAllowed, Refusal
from courtyard.money.actions import quarter_moves as actions
from courtyard.money.actions.books import close_month
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.actions.quarter_moves import Moving, move_quarter
from courtyard.money.models import Account, Entry, QuarterMove
from courtyard.money.queries import revenue as queries
from courtyard.money.queries.sums import balance_fen
from courtyard.money.tests.build import HAD_FEN, OPENS, TODAY, book
from courtyard.money.tests.revenue import APRIL, MARCH, Q1, Q2, by_assembly, came, cost, decided, earned, moved
from courtyard.money.tests.revenue import project as a_project
from courtyard.money.there_is import NotThatMuch
from courtyard.places.models import Home
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line

DAY = timedelta(days=1)


def homes_fen(court: Court) -> list[int]:
    """What each home has in the fund."""
    rows = Account.objects.filter(estate=court.estate, key="fund_of_homes")
    return sorted(rows.annotate(fen=Sum("months__credit_fen") - Sum("months__debit_fen")).values_list("fen", flat=True))


def test_what_is_moved_is_shared_over_the_homes_by_area(court: Court) -> None:
    earned(court)
    big = court.building.homes.order_by("name")[1]
    Home.objects.filter(pk=big.pk).update(area_cm2=2 * (court.home.area_cm2 or 0))

    move = moved(court, 1_000_01)

    shares, whole = homes_fen(court), queries.sharing_homes(court.estate.pk)
    assert (sum(shares), len(shares), move.homes) == (1_000_01, len(whole), len(whole))
    assert max(shares) - 2 * min(shares) in (-1, 0, 1)
    assert Line.objects.filter(kind="money.quarter_moved", about=move.pk).count() == 1


def test_the_money_goes_from_account_to_account(court: Court) -> None:
    one = book(court)
    came(court, a_project(court))

    move = moved(court)

    assert balance_fen(one, "revenue_bank") == HAD_FEN + 800_00
    assert balance_fen(one, "fund_bank") == 1_000_00
    assert balance_fen(one, "fund_undistributed") == 1_000_00
    assert (move.entry.kind, move.net_fen, move.least_fen) == ("transfer", 1_800_00, 900_01)


def test_exactly_half_is_too_little_and_a_fen_more_is_enough(court: Court) -> None:
    earned(court)

    with pytest.raises(actions.TooLittle) as refused:
        moved(court, 900_00)
    moved(court, 900_01)

    assert refused.value.fields["least_yuan"] == "900.01"
    assert "第五十一条" in refused.value.fields["article"]


def test_cost_comes_off_before_half_is_reckoned(court: Court) -> None:
    one = earned(court)
    cost(court, one, 800_00)

    with pytest.raises(actions.TooLittle):
        moved(court, 500_00)

    assert moved(court, 500_01).net_fen == 1_000_00


def test_the_owners_may_decide_on_less(court: Court) -> None:
    earned(court)
    decision = decided(court, "一季度收益先修大门", "other")

    move = moved(court, 300_00, ground=by_assembly(decision))

    assert (move.fen, move.least_fen, move.decision) == (300_00, 900_01, decision.pk)
    assert move.entry.authority_id == decision.pk


def test_a_quarter_is_moved_once(court: Court) -> None:
    earned(court)
    again = new_id()
    first = moved(court, id=again)

    assert moved(court, id=again) == first
    with pytest.raises(actions.MovedAlready) as refused:
        moved(court)

    assert refused.value.fields == {"yuan": "1,000.00", "number": first.entry.number}
    assert QuarterMove.objects.count() == 1


def test_the_database_itself_knows_one_move_of_a_quarter(court: Court) -> None:
    earned(court)
    first = moved(court)
    columns: dict[str, Any] = {"estate": court.estate, "net_fen": 1, "homes": 0, "moved_by": court.yan}
    entry = came(court, a_project(court)).entry

    with pytest.raises(IntegrityError), transaction.atomic():
        QuarterMove.objects.create(
            quarter=first.quarter, fen=1, least_fen=1, entry=entry, moved_at=MONDAY_9AM, **columns
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        QuarterMove.objects.create(quarter="2025Q4", fen=1, least_fen=2, entry=entry, moved_at=MONDAY_9AM, **columns)


def test_a_move_taken_back_makes_room_and_the_homes_have_nothing_left_of_it(court: Court) -> None:
    earned(court)
    first = moved(court)
    back = reverse_entry(first.entry_id, reason="多算了", by=court.yan, at=MONDAY_9AM)
    figures = queries.quarters_in(book(court), 2026, TODAY)[0]
    assert (figures.move, figures.waits, set(homes_fen(court))) == (None, True, {0})

    second = moved(court, 950_00, day=TODAY)

    first.refresh_from_db()
    assert (first.taken_back_by, second.fen) == (back, 950_00)
    assert sum(homes_fen(court)) == 950_00


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"fen": 0}, no.BadAmount),
        ({"fen": -100}, no.BadAmount),
        ({"fen": 950.5}, no.BadAmount),
        ({"fen": HAD_FEN + 1_800_01}, NotThatMuch),
        ({"quarter": Q2}, actions.QuarterNotOver),
        ({"quarter": Q1.before, "day": MARCH}, actions.QuarterBeforeBooks),
        ({"day": date(2026, 3, 31)}, actions.MovedBefore),
    ],
)
def test_a_bad_move_is_refused(court: Court, given: dict[str, Any], wrong: type[Refusal]) -> None:
    earned(court)

    with pytest.raises(wrong):
        moved(court, **({"fen": 1_000_00} | given))

    assert (QuarterMove.objects.count(), Entry.objects.filter(kind="transfer").count()) == (0, 0)


def test_nothing_is_moved_into_a_month_that_is_closed(court: Court) -> None:
    earned(court)
    for month in (1, 2, 3, 4):
        close_month(court.estate.pk, OPENS.replace(month=month), by=court.yan, at=MONDAY_9AM)

    with pytest.raises(no.PeriodClosed):
        moved(court)

    assert moved(court, day=TODAY).fen == 1_000_00


def test_a_quarter_with_nothing_left_has_nothing_to_move(court: Court) -> None:
    one = earned(court)
    cost(court, one, 1_800_00)

    with pytest.raises(actions.NothingToMove):
        moved(court)


def test_where_no_area_is_known_it_stays_with_the_estate(court: Court) -> None:
    earned(court)
    Home.objects.filter(estate=court.estate).update(area_cm2=None)

    move = moved(court)

    assert (move.homes, homes_fen(court)) == (0, [])
    assert queries.homes_without_area(court.estate.pk) > 0


def test_income_that_came_later_is_told_as_lacking(court: Court) -> None:
    one = earned(court)
    moved(court)
    came(court, one, 1_000_00)

    figures = queries.quarters_in(book(court), 2026, TODAY)[0]

    assert figures.lacks_fen == 1_400_01 - 1_000_00


@pytest.mark.parametrize("name", ["zhu", "lin", "desk", "jie", "far"])
def test_only_the_owners_side_moves_it(court: Court, name: str) -> None:
    earned(court)
    told = Moving(estate_id=court.estate.pk, quarter=Q1, fen=1_000_00, day=APRIL, what="补充维修资金")

    with pytest.raises(NotAllowed):
        move_quarter(told, by=getattr(court, name), at=MONDAY_9AM)
