"""C38 and C39 from the books: homes whose part of the fund is low, and what came of it once owners were told."""

from datetime import date

from courtyard.assembly.models import Assembly, Decision
from courtyard.compliance.models import Finding
from courtyard.compliance.tests import build, money
from courtyard.compliance.tests.build import DAY, look, rows_of
from courtyard.compliance.tests.test_money_checks import said
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.duties.models import Duty
from courtyard.money.models import TopUpNotice
from courtyard.money.tests.build import booked, leg
from courtyard.money.tests.topping import paid_in, raised, settled, told
from courtyard.places.models import Building, Home
from courtyard.places.tests import build as places


def test_c38_says_how_many_homes_of_a_building_are_low_until_there_is_a_plan(court: Court) -> None:
    build.known(court)
    homes = money.low_homes(court, "8号楼", homes=12, low=3)
    assert said(court, "C38") == [("", "warning", "ye")]
    assert {key: rows_of(court, "C38")[0].finding.fields[key] for key in ("label", "homes")} == {
        "label": "8号楼", "homes": 3,
    }  # fmt: skip
    assert not any(home.name in row.says for home in homes for row in rows_of(court, "C38"))

    money.raise_again(court)

    assert said(court, "C38") == []


def test_c38_ends_when_the_money_is_there_again(court: Court) -> None:
    build.known(court)
    homes = money.low_homes(court, "8号楼", homes=12, low=1)
    assert len(said(court, "C38")) == 1

    booked(court, leg("fund_bank", "fund_of_homes", 50_000_00, home=homes[0]), what="续交维修资金")

    assert said(court, "C38") == []


def test_c38_is_told_from_the_month_after_it_fell_and_stays_the_same_finding(court: Court) -> None:
    build.known(court)
    homes = money.low_homes(court, "8号楼", homes=12, low=0)
    booked(court, leg("fund_of_homes", "fund_undistributed", 9_000_00, home=homes[0]), kind="transfer", what="分摊")

    assert [row.finding.since for row in rows_of(court, "C38", date(2026, 6, 30))] == []
    assert [row.finding.since for row in rows_of(court, "C38", date(2026, 7, 1))] == [date(2026, 7, 1)]
    assert [row.finding.since for row in rows_of(court, "C38", date(2026, 9, 9))] == [date(2026, 7, 1)]


def test_c38_of_few_homes_tells_of_nobody(court: Court) -> None:
    build.known(court)
    money.low_homes(court, "8号楼", homes=3, low=1)
    few = rows_of(court, "C38")
    Home.objects.filter(building__name="2号楼").update(use=Home.Use.PARKING)

    assert [row.finding.fields["label"] for row in few] == ["梅苑小区"]
    assert rows_of(court, "C38") == []


# C39 rests on a notice: twelve homes of the eighth house, told on the eighth of June

NOT_DECIDED, NOT_MET = date(2026, 9, 8), date(2026, 12, 8)
"""The days after the two periods of 90 days."""


def asked(court: Court) -> TopUpNotice:
    build.known(court)
    money.low_homes(court, "8号楼", homes=12, low=2)
    return told(court, building=Building.objects.get(name="8号楼").pk)


def test_c39_ninety_days_after_the_notice_it_is_to_be_decided(court: Court) -> None:
    asked(court)

    assert said(court, "C39", NOT_DECIDED - DAY) == []
    assert said(court, "C39", NOT_DECIDED) == [("", "warning", "ye")]
    assert said(court, "C39", NOT_MET) == [("over", "warning", "ye")]
    fields = rows_of(court, "C39", NOT_DECIDED)[0].finding.fields
    assert {key: fields[key] for key in ("label", "noticed_on", "restore_on")} == {
        "label": "8号楼", "noticed_on": "2026-06-08", "restore_on": "2026-12-07",
    }  # fmt: skip


def test_c39_ends_with_a_decision_that_holds(court: Court) -> None:
    decision = raised(court)
    settled(court, asked(court), decision)
    assert said(court, "C39", NOT_DECIDED) == []

    Decision.objects.filter(pk=decision.pk).update(carried=False, set_aside=True)

    assert said(court, "C39", NOT_DECIDED) == [("", "warning", "ye")]


def test_c39_ends_when_the_money_is_there_or_nobody_had_to_be_told(court: Court) -> None:
    one = asked(court)
    first, second = Home.objects.filter(building__name="8号楼").order_by("name")[:2]
    paid_in(court, first)
    assert len(said(court, "C39", NOT_DECIDED)) == 1

    paid_in(court, second)
    assert said(court, "C39", NOT_DECIDED) == []

    TopUpNotice.objects.filter(pk=one.pk).update(
        restored_on=None, withdrawn_at=MONDAY_9AM, withdrawn_by=court.yan, reason="发错了"
    )
    assert said(court, "C39", NOT_DECIDED) == []


def test_c39_is_owed_once_by_the_notice_itself(court: Court) -> None:
    one = asked(court)

    look(court, MONDAY_9AM + 100 * DAY)

    assert [row.check_id for row in Finding.objects.filter(subject=str(one.pk))] == ["C39"]
    assert not Duty.objects.filter(kind="compliance.finding", key__startswith="C39").exists()
    assert Duty.objects.get(kind="money.top_up_decision").is_open()


def test_c38_a_decided_notice_is_a_plan_even_where_the_decision_is_older(court: Court) -> None:
    one = asked(court)
    decision = raised(court, in_force_on=date(2025, 1, 1))
    assert len(said(court, "C38")) == 1

    settled(court, one, decision)

    assert said(court, "C38") == []


def test_c38_a_buildings_plan_is_none_for_its_neighbours(court: Court) -> None:
    asked(court)
    vote = money.raise_again(court)
    other = places.building(court.estate, "9号楼", 0)
    Assembly.objects.filter(pk=vote.assembly_id).update(scope="building", building=other)

    assert len(said(court, "C38")) == 1
