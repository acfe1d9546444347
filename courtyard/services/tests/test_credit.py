"""Points: given for a case of the catalogue, told first, public when nobody objected, corrected, expired, dropped."""

from datetime import date, timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere, OutOfTurn
from courtyard.core.moves import faults
from courtyard.people.models import CLERK
from courtyard.people.standing import forget_standing
from courtyard.services.actions import credit as actions
from courtyard.services.actions.companies import NoReason, close_company, name_agent
from courtyard.services.actions.credit import drop_points, expire_points, give_points, publish_points
from courtyard.services.actions.supervision import NotYet
from courtyard.services.chores import credit as credit_chores
from courtyard.services.holding import CompanyOffRegister, NotServing
from courtyard.services.models import CreditPoint, Served
from courtyard.services.queries.credit import points_of
from courtyard.services.tests.build import STARTS, TODAY
from courtyard.services.tests.companies import (
    DAY,
    OBJECT_UNTIL,
    YESTERDAY,
    agent,
    given_points,
    giving,
    objected,
    public_points,
    serving,
)
from courtyard.trail.models import Line

S = CreditPoint.State
PUBLIC_ON, EXPIRES_ON = date(2026, 7, 1), date(2027, 7, 1)
MINUTE = timedelta(minutes=1)


def test_states_lead_from_one_to_the_next() -> None:
    assert faults(CreditPoint.MOVES, S.TOLD, S) == ()


# give


def test_the_sub_district_gives_points_and_the_company_has_fifteen_working_days(court: Court) -> None:
    company = serving(court)

    one = give_points(company.pk, giving(court), by=court.jie, at=MONDAY_9AM)

    assert (one.state, one.points, one.rulebook, one.seat) == (S.TOLD, 3, "cn-shanghai/2026.2", court.subdistrict)
    assert one.article == "沪房规范〔2023〕2号、3号（记3分的情形）"
    assert one.object_until == OBJECT_UNTIL
    assert points_of(company, TODAY) == 0
    assert Line.objects.get(kind="services.points_given").fields["points"] == 3


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"evidence": " "}, actions.NoPointsEvidence),
        ({"evidence": "据" * 501}, actions.NoPointsEvidence),
        ({"reason": ""}, actions.NoPointsReason),
        ({"reason": "因" * 501}, actions.NoPointsReason),
        ({"rule": "rude"}, actions.UnknownPointRule),
        ({"happened_on": date(2023, 6, 30)}, actions.UnknownPointRule),
        ({"happened_on": TODAY + DAY}, NotYet),
        ({"happened_on": STARTS - DAY}, NotServing),
    ],
)
def test_points_that_cannot_be_are_refused_by_name(
    court: Court, given: dict[str, Any], refusal: type[Exception]
) -> None:
    company = serving(court)

    with pytest.raises(refusal):
        give_points(company.pk, giving(court, **given), by=court.jie, at=MONDAY_9AM)

    assert CreditPoint.objects.count() == 0


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "yan", "zhu", "bai", "reg", "far"])
def test_nobody_below_the_offices_gives_points(court: Court, name: str) -> None:
    company = serving(court)

    with pytest.raises(NotAllowed):
        give_points(company.pk, giving(court), by=getattr(court, name), at=MONDAY_9AM)


def test_an_officer_who_acts_for_the_company_gives_it_none(court: Court) -> None:
    company = serving(court)
    name_agent(company.pk, court.jie, by=court.shi, at=MONDAY_9AM)
    forget_standing(court.jie)

    with pytest.raises(NotAllowed):
        give_points(company.pk, giving(court), by=court.jie, at=MONDAY_9AM)


def test_one_form_sent_twice_gives_points_once(court: Court) -> None:
    company, once = serving(court), giving(court)

    first, second = (give_points(company.pk, once, by=court.jie, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    assert Line.objects.filter(kind="services.points_given").count() == 1


def test_the_same_thing_costs_points_once(court: Court) -> None:
    company = serving(court)
    first = given_points(court, company)

    with pytest.raises(actions.GivenAlready):
        given_points(court, company)
    drop_points(first.pk, reason="记错了", by=court.jie, at=MONDAY_9AM)
    given_points(court, company)

    assert CreditPoint.objects.filter(state=S.TOLD).count() == 1


def test_a_company_that_is_gone_gets_no_points(court: Court) -> None:
    company = serving(court)
    Served.objects.update(until=YESTERDAY)
    close_company(company.pk, reason="注销", by=court.shi, at=MONDAY_9AM)

    with pytest.raises(CompanyOffRegister):
        given_points(court, company)


# publish


def test_what_nobody_objected_to_is_public_once_the_time_is_over(court: Court) -> None:
    company = serving(court)
    one = given_points(court, company)

    credit_chores.publish(OBJECT_UNTIL - MINUTE)
    one.refresh_from_db()
    before = one.state
    credit_chores.publish(OBJECT_UNTIL)
    one.refresh_from_db()

    assert (before, one.state) == (S.TOLD, S.PUBLIC)
    assert (one.public_on, one.correctable_on, one.expires_on) == (PUBLIC_ON, date(2026, 8, 1), EXPIRES_ON)
    assert points_of(company, PUBLIC_ON) == 3


def test_six_points_can_be_corrected_after_three_months(court: Court) -> None:
    one = public_points(court, serving(court), rule="audit_obstructed")

    assert (one.points, one.correctable_on) == (6, date(2026, 10, 1))


def test_nobody_publishes_before_the_time_nor_by_hand(court: Court) -> None:
    one = given_points(court, serving(court))

    with pytest.raises(actions.StillTimeToObject):
        publish_points(one.pk, by=CLERK, at=OBJECT_UNTIL - MINUTE)
    for name in ("jie", "shi", "zhu", "lin"):
        with pytest.raises(NotAllowed):
            publish_points(one.pk, by=getattr(court, name), at=OBJECT_UNTIL)


def test_what_is_objected_to_is_not_published_by_the_clock(court: Court) -> None:
    company = serving(court)
    one = objected(court, company, agent(court, company))

    credit_chores.publish(OBJECT_UNTIL + DAY)
    with pytest.raises(actions.StillObjected):
        publish_points(one.pk, by=CLERK, at=OBJECT_UNTIL + DAY)

    one.refresh_from_db()
    assert one.state == S.OBJECTED


def test_published_twice_it_is_public_once(court: Court) -> None:
    one = public_points(court, serving(court))

    publish_points(one.pk, by=CLERK, at=OBJECT_UNTIL + DAY)

    assert Line.objects.filter(kind="services.points_published").count() == 1


# expire


def test_points_expire_after_a_year_by_the_day_and_by_the_clerk(court: Court) -> None:
    company = serving(court)
    one = public_points(court, company)
    over = OBJECT_UNTIL + timedelta(days=365)

    counted = [points_of(company, day) for day in (PUBLIC_ON - DAY, PUBLIC_ON, EXPIRES_ON - DAY, EXPIRES_ON)]
    with pytest.raises(actions.NotOver):
        expire_points(one.pk, by=CLERK, at=over - DAY)
    credit_chores.expire(over)
    credit_chores.expire(over)

    one.refresh_from_db()
    assert counted == [0, 3, 3, 0]
    assert (one.state, one.ended_on) == (S.EXPIRED, EXPIRES_ON)
    assert points_of(company, EXPIRES_ON - DAY) == 3
    assert expire_points(one.pk, by=CLERK, at=over).state == S.EXPIRED
    with pytest.raises(NotAllowed):
        expire_points(one.pk, by=court.jie, at=over)


# drop


def test_points_given_by_mistake_never_counted(court: Court) -> None:
    company = serving(court)
    one = public_points(court, company)

    with pytest.raises(NoReason):
        drop_points(one.pk, reason=" ", by=court.jie, at=OBJECT_UNTIL + DAY)
    drop_points(one.pk, reason="不是这家公司", by=court.jie, at=OBJECT_UNTIL + DAY)
    drop_points(one.pk, reason="再撤一次", by=court.jie, at=OBJECT_UNTIL + DAY)

    one.refresh_from_db()
    assert (one.state, one.ended_why) == (S.DROPPED, "不是这家公司")
    assert points_of(company, PUBLIC_ON) == 0
    assert Line.objects.filter(kind="services.points_dropped").count() == 1


def test_only_offices_drop_points_and_only_while_they_stand(court: Court) -> None:
    company = serving(court)
    person, one = agent(court, company), public_points(court, company)

    for somebody in (person, court.zhu, court.lin, court.desk):
        with pytest.raises(NotAllowed):
            drop_points(one.pk, reason="不想要", by=somebody, at=OBJECT_UNTIL)
    expire_points(one.pk, by=CLERK, at=OBJECT_UNTIL + timedelta(days=365))
    with pytest.raises(OutOfTurn):
        drop_points(one.pk, reason="晚了", by=court.jie, at=OBJECT_UNTIL + timedelta(days=366))


def test_points_that_are_not_there_are_not_there(court: Court) -> None:
    with pytest.raises(NotThere):
        drop_points(serving(court).pk, reason="没有", by=court.jie, at=MONDAY_9AM)


def test_points_of_several_cases_add_up(court: Court) -> None:
    company = serving(court)
    for rule in ("urgent_late", "audit_obstructed"):
        public_points(court, company, rule=rule)

    assert points_of(company, PUBLIC_ON) == 9
