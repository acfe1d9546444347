"""Owners are told to top up the fund: by whom, of which part, until when; what they decided; a mistake withdrawn."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from courtyard.assembly.freezes import Frozen
from courtyard.assembly.models import Decision
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.duties.models import Duty
from courtyard.money.actions import top_ups as no
from courtyard.money.actions.restoring import reopen_top_ups, restore_top_ups
from courtyard.money.actions.top_ups import withdraw_top_up
from courtyard.money.citing import NoSuchDecision
from courtyard.money.locks import NoBooks
from courtyard.money.models import Book, TopUpNotice
from courtyard.money.tests.build import TODAY, book
from courtyard.money.tests.test_grounds import freeze_here
from courtyard.money.tests.test_settling import at_once
from courtyard.money.tests.topping import (
    DECIDE_BY,
    RESTORE_BY,
    again,
    duties,
    house,
    low_house,
    low_houses,
    raised,
    settled,
    told,
)
from courtyard.people.models import Office
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.places.models import Building
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line

DAY = timedelta(days=1)


# told


def test_owners_are_told_and_the_committee_owes_a_decision_and_the_money(court: Court) -> None:
    book(court)
    low_house(court, homes=12, low=2)

    one = told(court)

    assert (one.homes, one.decide_by, one.restore_by, one.rulebook) == (2, DECIDE_BY, RESTORE_BY, "2026.2")
    assert duties(one) == [
        ("money.top_up_decision", DECIDE_BY, "open"), ("money.top_up_restore", RESTORE_BY, "open"),
    ]  # fmt: skip
    assert set(Duty.objects.filter(about=one.pk).values_list("party", "article")) == {
        ("ye", "上海市住宅物业管理规定第六十五条")
    }


def test_of_a_building_only_its_own_homes_count(court: Court) -> None:
    book(court)
    low_houses(court, {"8号楼": (12, 2), "9号楼": (10, 5)})

    assert told(court, building=house(court).pk).homes == 2
    assert told(court, building=house(court, "9号楼").pk).homes == 5


def test_of_few_homes_no_number_is_kept_and_a_small_building_is_not_told_alone(court: Court) -> None:
    book(court)
    low_house(court, homes=4, low=1)

    with pytest.raises(no.TooFewHomes):
        told(court, building=house(court).pk)
    one = told(court)

    assert one.homes is None
    line = Line.objects.get(kind="money.top_up_noticed")
    assert line.fields["homes"] is None


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "bai", "reg", "jie", "shi", "far"])
def test_nobody_but_the_committee_tells_decides_or_withdraws(court: Court, name: str) -> None:
    book(court)
    low_house(court)
    one, person = told(court), getattr(court, name)

    deeds: tuple[Callable[[], object], ...] = (
        lambda: told(court, by=person),
        lambda: settled(court, one, by=person),
        lambda: withdraw_top_up(one.pk, reason="发错了", by=person, at=MONDAY_9AM),
        lambda: restore_top_ups(Book.objects.get(), TODAY, by=person, at=MONDAY_9AM),
        lambda: reopen_top_ups(Book.objects.get(), [], by=person, at=MONDAY_9AM),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed), transaction.atomic():
            deed()
    assert duties(again(one)) == duties(one)


def test_the_secretary_keeps_the_fund_and_tells_nobody(court: Court) -> None:
    book(court)
    low_house(court)
    people.office(court.lin, court.estate.node, Office.Kind.SECRETARY)
    forget_standing(court.lin)

    with pytest.raises(NotAllowed):
        told(court, by=court.lin)


def test_one_form_is_one_notice_and_another_is_refused_while_it_is_open(court: Court) -> None:
    book(court)
    low_houses(court, {"8号楼": (12, 2), "9号楼": (10, 5)})
    pk = new_id()

    assert told(court, id=pk).pk == told(court, id=pk).pk
    for part in (None, house(court).pk):
        with pytest.raises(no.NoticedAlready):
            told(court, building=part)
    assert (TopUpNotice.objects.count(), Duty.objects.filter(kind__startswith="money.top_up").count()) == (1, 2)


def test_while_a_building_was_told_its_neighbour_may_be_and_the_estate_not(court: Court) -> None:
    book(court)
    low_houses(court, {"8号楼": (12, 2), "9号楼": (10, 5)})
    told(court, building=house(court).pk)

    with pytest.raises(no.NoticedAlready):
        told(court)
    told(court, building=house(court, "9号楼").pk)

    assert TopUpNotice.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_tell_at_once_one_does(court: Court) -> None:
    book(court)
    low_house(court)

    said = at_once(lambda: told(court))

    assert sorted(said) == ["NoticedAlready", "done"]
    assert TopUpNotice.objects.count() == 1


def test_the_database_itself_keeps_one_open_notice_of_a_part(court: Court) -> None:
    book(court)
    low_house(court)
    one = told(court)
    one.pk = new_id()

    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"words": " "}, no.NoNotice),
        ({"words": "长" * 501}, no.NoNotice),
        ({"day": TODAY + DAY}, no.NotThatDay),
        ({"day": date(2025, 12, 31)}, no.NotThatDay),
        ({"building": uuid4()}, no.NoSuchBuilding),
    ],
)
def test_what_cannot_be_meant_is_refused(court: Court, wrong: dict[str, Any], refusal: type[Exception]) -> None:
    book(court)
    low_house(court)

    with pytest.raises(refusal):
        told(court, **wrong)
    assert not TopUpNotice.objects.exists()


def test_a_house_of_another_estate_is_none_of_ours(court: Court) -> None:
    book(court)
    low_house(court)

    with pytest.raises(no.NoSuchBuilding):
        told(court, building=Building.objects.get(estate=court.other).pk)


def test_where_nothing_is_low_nobody_is_told(court: Court) -> None:
    with pytest.raises(NoBooks):
        told(court)
    book(court)
    low_house(court, low=0)

    with pytest.raises(no.NothingLow):
        told(court)


def test_while_a_committee_is_elected_nobody_is_told_but_what_was_decided_is_written_down(court: Court) -> None:
    book(court)
    low_house(court)
    one = told(court)
    freeze_here(court)

    with pytest.raises(Frozen):
        told(court, id=new_id())
    assert settled(court, one).percent == 60


# decided


def test_a_decision_settles_it_and_the_money_is_owed_by_its_day(court: Court) -> None:
    book(court)
    low_house(court)
    decision = raised(court)

    one = settled(court, told(court), decision)

    assert (one.decision_id, one.percent, one.until, one.is_decided) == (decision.pk, 60, date(2026, 10, 31), True)
    assert duties(one) == [
        ("money.top_up_decision", DECIDE_BY, "met"), ("money.top_up_restore", date(2026, 10, 31), "open"),
        ("money.top_up_restore", RESTORE_BY, "withdrawn"),
    ]  # fmt: skip
    assert Line.objects.get(kind="money.top_up_decided").fields["decision"] == decision.pk.hex


def test_only_a_decision_on_raising_the_fund_of_that_part_settles_it(court: Court) -> None:
    book(court)
    low_houses(court, {"8号楼": (12, 2), "9号楼": (10, 5)})
    one, whole = told(court, building=house(court).pk), raised(court)

    for wrong in (
        raised(court, matter="fund-use"),
        raised(court, house(court, "9号楼")),
        raised(court, carried=False),
        raised(court, in_force_on=TODAY + DAY),
        raised(court, estate=court.other),
    ):
        with pytest.raises(NoSuchDecision):
            settled(court, one, wrong)
    assert settled(court, one, raised(court, house(court))).is_decided
    assert settled(court, told(court, building=house(court, "9号楼").pk), whole).is_decided


def test_decided_twice_is_decided_once_and_otherwise_refused(court: Court) -> None:
    book(court)
    low_house(court)
    one, decision = told(court), raised(court)

    settled(court, one, decision)
    settled(court, one, decision)
    with pytest.raises(no.DecidedAlready):
        settled(court, one, decision, percent=80)

    assert Line.objects.filter(kind="money.top_up_decided").count() == 1


def test_where_a_decision_was_set_aside_another_takes_its_place(court: Court) -> None:
    book(court)
    low_house(court)
    one = settled(court, told(court), decision := raised(court))
    Decision.objects.filter(pk=decision.pk).update(carried=False, set_aside=True)

    with pytest.raises(no.NoticedAlready):
        told(court)
    with pytest.raises(NoSuchDecision):
        settled(court, one, decision)
    later = raised(court, title="再次表决")

    assert settled(court, one, later, percent=100).decision_id == later.pk


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"percent": 0}, no.BadPercent),
        ({"percent": -5}, no.BadPercent),
        ({"percent": 1001}, no.BadPercent),
        ({"percent": 50.5}, no.BadPercent),
        ({"until": date(2026, 5, 8)}, no.BadUntil),
        ({"until": date(2036, 6, 9)}, no.BadUntil),
    ],
)
def test_a_decision_says_how_much_and_by_when(court: Court, wrong: dict[str, Any], refusal: type[Exception]) -> None:
    book(court)
    low_house(court)
    one = told(court)

    with pytest.raises(refusal):
        settled(court, one, **wrong)
    assert not again(one).is_decided


# withdrawn


def test_what_was_told_by_mistake_is_withdrawn_with_its_duties(court: Court) -> None:
    book(court)
    low_house(court)
    one = told(court)

    with pytest.raises(no.NoReason):
        withdraw_top_up(one.pk, reason=" ", by=court.yan, at=MONDAY_9AM)
    for _ in range(2):
        one = withdraw_top_up(one.pk, reason="日期写错了", by=court.yan, at=MONDAY_9AM)

    assert (one.reason, [state for _, _, state in duties(one)]) == ("日期写错了", ["withdrawn", "withdrawn"])
    with pytest.raises(no.NoticeOver):
        settled(court, one)
    assert told(court).pk != one.pk


def test_what_is_not_there_is_neither_decided_nor_withdrawn(court: Court) -> None:
    book(court)

    with pytest.raises(NotThere):
        withdraw_top_up(uuid4(), reason="发错了", by=court.yan, at=MONDAY_9AM)
