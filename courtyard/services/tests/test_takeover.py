"""What a company hands over: given by its manager, received by somebody else, finished when all is there."""

from datetime import date

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.duties.models import Duty
from courtyard.people.models import Office
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.services.actions import takeover as wrong
from courtyard.services.actions.contract_calendar import TAKEOVER
from courtyard.services.actions.contract_ending import end_contract
from courtyard.services.actions.takeover import (
    Thing,
    begin_takeover,
    finish_takeover,
    give_thing,
    list_thing,
    miss_thing,
    receive_thing,
    strike_thing,
)
from courtyard.services.events.takeover import THINGS
from courtyard.services.models import Contract, TakeoverItem
from courtyard.services.takeover import USUAL, said
from courtyard.services.tests.contracting import DAY, TODAY, company, holds, signed
from courtyard.services.tests.test_contract_ending import OVER, nine, running
from courtyard.services.tests.test_contract_signing import moment
from courtyard.trail.models import Line


def begun(court: Court) -> Contract:
    """The company is gone since today, and hands over."""
    one = running(court)
    return end_contract(one.pk, on=TODAY, reason="企业退出", by=court.jie, at=MONDAY_9AM)


def things(one: Contract) -> list[TakeoverItem]:
    return list(TakeoverItem.objects.filter(contract=one).order_by("position"))


def handed(court: Court, one: TakeoverItem) -> TakeoverItem:
    give_thing(one.pk, by=court.zhu, at=MONDAY_9AM)
    return receive_thing(one.pk, by=court.yan, at=MONDAY_9AM)


def test_the_list_has_documents_rooms_money_and_access(court: Court) -> None:
    one = begun(court)

    rows = things(one)

    assert [(row.kind, row.code) for row in rows] == [(kind, code) for kind, codes in USUAL for code in codes]
    assert {row.code for row in rows} == set(THINGS)
    duty = Duty.objects.get(kind=TAKEOVER)
    assert (duty.due_at, duty.party, duty.article) == (
        moment(date(2026, 6, 18)), "wu", "上海市住宅物业管理规定第五十条",
    )  # fmt: skip


def test_it_can_begin_once_another_company_is_hired(court: Court) -> None:
    one = running(court)
    with pytest.raises(wrong.NobodyLeaves):
        begin_takeover(one.pk, by=court.yan, at=MONDAY_9AM)
    signed(court, company(court, "朗月物业"), starts_on=OVER + DAY, ends_on=OVER + 300 * DAY)

    for _ in range(2):
        going = begin_takeover(one.pk, by=court.yan, at=MONDAY_9AM)

    assert (going.takeover_begun_on, len(things(going))) == (TODAY, sum(len(codes) for _, codes in USUAL))
    assert Line.objects.filter(kind="services.takeover_begun").count() == 1


def test_each_thing_is_given_and_received_by_two_people(court: Court) -> None:
    row = things(begun(court))[0]

    with pytest.raises(wrong.NotGiven):
        receive_thing(row.pk, by=court.yan, at=MONDAY_9AM)
    for _ in range(2):
        give_thing(row.pk, by=court.zhu, at=MONDAY_9AM)
    for _ in range(2):
        row = receive_thing(row.pk, by=court.yan, at=MONDAY_9AM)

    assert (row.given_by, row.received_by) == (court.zhu, court.yan)
    assert Line.objects.filter(kind__in=["services.thing_given", "services.thing_received"]).count() == 2


def test_nobody_receives_what_they_gave_themselves(court: Court) -> None:
    """zhu manages the company and sits for the owners as well."""
    both = holds(court.zhu, court, Office.Kind.OWNERS_COMMITTEE)
    row = things(begun(court))[0]
    give_thing(row.pk, by=both, at=MONDAY_9AM)

    with pytest.raises(wrong.GaveItThemselves):
        receive_thing(row.pk, by=both, at=MONDAY_9AM)

    row.refresh_from_db()
    assert row.received_at is None


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "bai", "reg", "shi", "far"])
def test_nobody_but_the_two_sides_hands_over(court: Court, name: str) -> None:
    one, somebody = begun(court), getattr(court, name)
    row = things(one)[0]

    for deed in (give_thing, receive_thing):
        with pytest.raises(NotAllowed):
            deed(row.pk, by=somebody, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        list_thing(one.pk, Thing(kind="other", what="花盆"), by=somebody, at=MONDAY_9AM)
    for told in (strike_thing, miss_thing):
        with pytest.raises(NotAllowed):
            told(row.pk, reason="没有", by=somebody, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        finish_takeover(one.pk, by=somebody, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        begin_takeover(one.pk, by=somebody, at=MONDAY_9AM)


def test_whoever_managed_it_on_the_last_day_gives_and_who_comes_receives(court: Court) -> None:
    """The office has passed to the next company's manager; what the last one kept it still gives."""
    one = begun(court)
    after = TODAY + 3 * DAY
    Office.objects.filter(person=court.zhu).update(until=TODAY + DAY)
    forget_standing(court.zhu)
    comes = holds(people.person("朗经理", court.estate.node), court, Office.Kind.COMPANY_MANAGER, since=TODAY + DAY)
    row = things(one)[0]

    with pytest.raises(NotAllowed):
        give_thing(row.pk, by=comes, at=nine(after))
    give_thing(row.pk, by=court.zhu, at=nine(after))
    with pytest.raises(NotAllowed):
        receive_thing(row.pk, by=court.zhu, at=nine(after))

    assert receive_thing(row.pk, by=comes, at=nine(after)).received_by == comes


def test_what_is_missing_stays_on_the_list_and_keeps_it_open(court: Court) -> None:
    one = begun(court)
    rows = things(one)
    for row in rows[1:]:
        handed(court, row)
    miss_thing(rows[0].pk, reason="竣工图没有找到", by=court.yan, at=MONDAY_9AM)

    with pytest.raises(wrong.StillOut) as refused:
        finish_takeover(one.pk, by=court.yan, at=MONDAY_9AM)
    assert refused.value.fields == {"what": said(rows[0]), "article": "上海市住宅物业管理规定第五十条"}
    found = handed(court, rows[0])
    for _ in range(2):
        done = finish_takeover(one.pk, by=court.yan, at=nine(TODAY + DAY))

    assert (found.missing, done.takeover_done_on) == ("", TODAY + DAY)
    assert Duty.objects.get(kind=TAKEOVER).done_at == nine(TODAY + DAY)
    assert Line.objects.filter(kind="services.takeover_finished").count() == 1


@pytest.mark.parametrize(("day", "late"), [(date(2026, 6, 18), False), (date(2026, 6, 19), True)])
def test_ten_days_are_not_late_and_eleven_are(court: Court, day: date, late: bool) -> None:
    one = begun(court)
    for row in things(one):
        handed(court, row)

    finish_takeover(one.pk, by=court.yan, at=nine(day))

    assert Line.objects.get(kind="services.takeover_finished").fields["late"] == late


def test_one_more_thing_is_listed_once_and_one_that_is_none_taken_off(court: Court) -> None:
    one = begun(court)
    thing = Thing(kind="other", what="门禁备用卡300张")

    first, second = (list_thing(one.pk, thing, by=court.zhu, at=MONDAY_9AM) for _ in range(2))
    assert (first, first.position) == (second, len(things(one)))
    for _ in range(2):
        struck = strike_thing(things(one)[0].pk, reason="本小区没有", by=court.yan, at=MONDAY_9AM)

    assert struck.struck_why == "本小区没有"
    with pytest.raises(NotAllowed):
        strike_thing(first.pk, reason="不想交", by=court.zhu, at=MONDAY_9AM)


def test_what_cannot_be_done_to_a_thing_is_refused_by_name(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    one = begun(court)
    struck, given, received = things(one)[:3]
    strike_thing(struck.pk, reason="没有", by=court.yan, at=MONDAY_9AM)
    give_thing(given.pk, by=court.zhu, at=MONDAY_9AM)
    handed(court, received)

    with pytest.raises(wrong.Struck):
        give_thing(struck.pk, by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(wrong.GivenAlready):
        strike_thing(given.pk, reason="没有", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(wrong.ReceivedAlready):
        miss_thing(received.pk, reason="没有", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(wrong.NoReason):
        miss_thing(given.pk, reason=" ", by=court.yan, at=MONDAY_9AM)
    for kind, what, refusal in (
        ("ghost", "花盆", wrong.NoSuchKind), ("other", " ", wrong.NoThing), ("other", "长" * 121, wrong.NoThing),
    ):  # fmt: skip
        with pytest.raises(refusal):
            list_thing(one.pk, Thing(kind=kind, what=what), by=court.yan, at=MONDAY_9AM)
    monkeypatch.setattr(wrong, "THINGS_MAX", 1)
    with pytest.raises(wrong.ManyThings):
        list_thing(one.pk, Thing(kind="other", what="花盆"), by=court.yan, at=MONDAY_9AM)


def test_nothing_is_listed_before_it_begins_or_after_it_is_finished(court: Court) -> None:
    waiting = running(court)
    with pytest.raises(wrong.NotBegun):
        list_thing(waiting.pk, Thing(kind="other", what="花盆"), by=court.yan, at=MONDAY_9AM)
    one = end_contract(waiting.pk, on=TODAY, reason="企业退出", by=court.jie, at=MONDAY_9AM)
    for row in things(one):
        handed(court, row)
    finish_takeover(one.pk, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(wrong.FinishedAlready):
        list_thing(one.pk, Thing(kind="other", what="花盆"), by=court.yan, at=MONDAY_9AM)
