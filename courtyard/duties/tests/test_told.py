"""Bearers are told of what they owe: when it is theirs by name, and when its day comes near or is past."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.duties import actions, chores, notices, upkeep
from courtyard.duties.actions import NoBearer
from courtyard.duties.models import Duty
from courtyard.duties.tests import build
from courtyard.notify.models import Delivery, Notice
from courtyard.notify.upkeep import hear
from courtyard.notify.wording import say_in
from courtyard.people.models import CLERK, Office, Person
from courtyard.people.tests.build import office, person
from courtyard.trail.models import Line

DAY = timedelta(days=1)
DUE = MONDAY_9AM + 30 * DAY


def told(kind: str, at: datetime = DUE) -> list[tuple[str, str]]:
    """Who was told what, in English, in the order of telling."""
    rows = Notice.objects.filter(kind=kind).select_related("person").order_by("pk")
    return [(one.person.name, say_in("en", one, at)) for one in rows]


def clerk_hears() -> None:
    hear(Line.objects.filter(kind__in=notices.TELLER.events).order_by("id"), MONDAY_9AM)


def test_the_bearer_is_told_before_the_day_on_it_and_after_it(court: Court) -> None:
    build.owes(court, due_at=DUE)

    for day in range(40):
        chores.remind(MONDAY_9AM + day * DAY)

    what = "修好东门道闸 (Plum Court, by 8 July, 09:00)"
    assert told("duties.reminder") == [
        ("竹经纬", f"{step}: {what}") for step in ("Due soon", "Due within a day", "Overdue now", "Still overdue")
    ]


def test_in_chinese_it_is_said_in_chinese(court: Court) -> None:
    build.owes(court, due_at=DUE)
    chores.remind(DUE - DAY)

    notice = Notice.objects.get()

    assert say_in("zh-hans", notice, DUE) == "一天内到期：修好东门道闸（梅苑小区，7月8日09:00前）"


def test_told_once_though_the_clerk_comes_twice(court: Court) -> None:
    duty = build.owes(court, due_at=DUE)
    for minutes in (0, 5):
        chores.remind(DUE - 7 * DAY + timedelta(minutes=minutes))
    Duty.objects.filter(pk=duty.pk).update(remind_at=DUE - 7 * DAY)

    chores.remind(DUE - 7 * DAY)

    assert len(told("duties.reminder")) == 1


def test_a_clerk_killed_half_way_goes_on_where_it_was(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (build.owes(court, due_at=DUE, what=what) for what in ("甲事", "乙事"))
    reminded = upkeep.reminded

    def killed(duties: list[Duty], at: datetime) -> None:
        reminded(duties, at)
        if duties == [second]:
            raise KeyboardInterrupt

    monkeypatch.setattr(upkeep, "reminded", killed)
    with pytest.raises(KeyboardInterrupt):
        chores.remind(DUE - DAY)
    after_the_kill = set(Notice.objects.values_list("about", flat=True))
    monkeypatch.setattr(upkeep, "reminded", reminded)
    chores.remind(DUE - DAY + timedelta(minutes=5))

    assert after_the_kill == {first.pk}
    assert list(Notice.objects.order_by("pk").values_list("about", flat=True)) == [first.pk, second.pk]


def test_more_than_one_batch_is_told_in_several_rounds(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "REMINDED_AT_ONCE", 2)
    for _ in range(3):
        build.owes(court, due_at=DUE)

    more = [chores.remind(DUE - DAY) for _ in range(3)]

    assert (more, Notice.objects.count()) == ([True, False, False], 3)


def test_whoever_owes_by_name_is_told_at_once_and_where_to_say_that_it_is_done(court: Court) -> None:
    court.lin.email = "lin@example.org"
    court.lin.save(update_fields=["email"])
    duty = build.owes(court, party="", bearer=court.lin)

    for _ in range(2):
        clerk_hears()

    notice = Notice.objects.get()
    assert told("duties.owed") == [("林知秋", "You are to do this by 15 June, 09:00: 修好东门道闸")]
    assert notice.link == f"/e/plum/duties/{duty.pk}/discharge/"
    assert Delivery.objects.filter(notice=notice).count() == 1


def test_neither_offices_nor_whoever_wrote_it_down_nor_of_what_is_settled(court: Court) -> None:
    build.owes(court)
    build.owes(court, party="", bearer=court.desk)
    settled = build.owes(court, party="", bearer=court.yan)
    actions.withdraw(settled.pk, by=court.desk, at=MONDAY_9AM, reason="写错了。")

    clerk_hears()

    assert told("duties.owed") == []


@pytest.mark.parametrize(
    "nobody", [{"bearer": Person(name="无此人")}, {"bearer": CLERK}, {"office": "emperor"}, {"party": "jie"}]
)
def test_nobody_made_up_can_owe_anything(court: Court, nobody: dict[str, Any]) -> None:
    with pytest.raises(NoBearer):
        build.owes(court, **({"party": ""} | nobody))

    assert not Duty.objects.exists()


def test_of_what_an_erased_person_or_an_empty_office_owes_nobody_is_told_and_the_clerk_goes_on(court: Court) -> None:
    gone = person("去者", court.estate.node)
    build.owes(court, party="", bearer=gone, due_at=DUE)
    build.owes(court, party="", office=Office.Kind.DISTRICT, due_at=DUE)
    build.owes(court, due_at=DUE)
    Person.objects.filter(pk=gone.pk).update(erased_at=MONDAY_9AM, name="—")

    more = chores.remind(DUE - DAY)

    assert (more, [who for who, _ in told("duties.reminder")]) == (False, ["竹经纬"])
    assert not Duty.objects.filter(remind_at__lte=DUE - DAY).exists()


def test_the_notice_leads_to_where_its_reader_finds_it(court: Court) -> None:
    office(court.reg, court.estate.node, Office.Kind.COMPANY_WORKER)
    party = build.owes(court, due_at=DUE)
    worker = build.owes(court, party="", office=Office.Kind.COMPANY_WORKER, due_at=DUE)
    above = build.owes(court, by=court.jie, node=court.subdistrict, estate=None, party="", office="subdistrict")

    chores.remind(DUE - DAY)

    links = dict(Notice.objects.values_list("about", "link"))
    assert links == {
        party.pk: f"/e/plum/duties/#duty-{party.pk}",
        worker.pk: f"/e/plum/duties/{worker.pk}/discharge/",
        above.pk: f"/tree/990101/duties/#duty-{above.pk}",
    }
