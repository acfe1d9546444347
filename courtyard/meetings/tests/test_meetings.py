"""A meeting is prepared, called, minuted, signed and published; and what is refused on the way."""

from datetime import timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere, OutOfTurn
from courtyard.core.moves import faults
from courtyard.duties import actions as duties
from courtyard.duties.models import Duty
from courtyard.meetings import actions, queries
from courtyard.meetings.actions import Item, Settled
from courtyard.meetings.models import AgendaItem, Meeting, PartyMark, Presence
from courtyard.meetings.tests import build
from courtyard.meetings.tests.build import HELD, STARTS
from courtyard.notify import upkeep
from courtyard.notify.models import BoardNotice, Notice
from courtyard.trail.models import Line
from courtyard.trail.registers import readers

S = Meeting.State
HOUR = timedelta(hours=1)


def hear() -> None:
    upkeep.hear(Line.objects.filter(kind__in=readers["notify"].kinds).order_by("pk"), MONDAY_9AM)


def test_every_state_is_reached() -> None:
    assert faults(Meeting.MOVES, S.DRAFT, S) == ()


def test_a_meeting_goes_from_its_plan_to_the_board(court: Court) -> None:
    meeting = build.published(court)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.year, meeting.number) == (S.PUBLISHED, 2026, 1)
    assert meeting.digest == queries.digest_of(meeting)
    assert BoardNotice.objects.get().words.startswith("车库渗水定了。")
    said = list(Line.objects.filter(about=meeting.pk).order_by("pk").values_list("kind", flat=True))
    assert said[:3] == ["meetings.planned", "meetings.put_on", "meetings.called"]
    assert said[-1] == "meetings.published"


def test_what_was_promised_is_a_duty_of_the_party(court: Court) -> None:
    meeting = build.finished(court)

    duty = Duty.objects.get()

    assert (duty.kind, duty.party, duty.bearer, duty.what) == ("meetings.promise", "wu", None, "装排水泵1")
    assert queries.promises_of([meeting]) == [duty]
    assert duty.link == f"/e/plum/meetings/{meeting.pk}/"


def test_the_same_form_plans_one_meeting_and_one_is_prepared_at_a_time(court: Court) -> None:
    plan = build.a_plan(court)
    first = actions.plan(plan, by=court.desk, at=MONDAY_9AM)

    assert actions.plan(plan, by=court.desk, at=MONDAY_9AM) == first
    with pytest.raises(actions.BeingPrepared):
        actions.plan(build.a_plan(court), by=court.desk, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"starts_at": MONDAY_9AM - HOUR, "ends_at": MONDAY_9AM}, actions.InThePast),
        ({"starts_at": MONDAY_9AM + timedelta(days=400)}, actions.InThePast),
        ({"ends_at": STARTS}, actions.TooLong),
        ({"ends_at": STARTS + timedelta(hours=9)}, actions.TooLong),
        ({"place": " "}, actions.Nowhere),
        ({"place": "院" * 81}, actions.Nowhere),
    ],
)
def test_a_time_or_place_that_cannot_be_is_refused(court: Court, wrong: dict[str, Any], refusal: type) -> None:
    with pytest.raises(refusal):
        actions.plan(build.a_plan(court, **wrong), by=court.desk, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "yan", "zhu", "bai", "jie", "far"])
def test_only_the_residents_committee_convenes(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        actions.plan(build.a_plan(court), by=getattr(court, name), at=MONDAY_9AM)


def test_numbers_count_the_year_and_begin_anew(court: Court) -> None:
    first = build.called(court)
    second = build.called(court, starts_at=STARTS + timedelta(days=30), ends_at=STARTS + timedelta(days=30, hours=1))
    january = STARTS + timedelta(days=220)
    third = build.called(court, starts_at=january, ends_at=january + HOUR)

    assert [(one.year, one.number) for one in (first, second, third)] == [(2026, 1), (2026, 2), (2027, 1)]


def test_an_agenda_with_nothing_on_it_calls_nobody(court: Court) -> None:
    meeting = build.drafted(court, items=0)

    with pytest.raises(actions.NothingOnTheAgenda):
        actions.call(meeting.pk, by=court.desk, at=MONDAY_9AM)


def test_a_time_that_has_passed_is_not_called(court: Court) -> None:
    meeting = build.drafted(court)

    with pytest.raises(actions.TooLateToCall):
        actions.call(meeting.pk, by=court.desk, at=STARTS)


def test_items_are_put_on_moved_up_and_taken_off(court: Court) -> None:
    meeting = build.drafted(court, items=3)
    first, second, third = meeting.items.order_by("position")

    actions.move_up(third.pk, by=court.desk, at=MONDAY_9AM)
    actions.move_up(first.pk, by=court.desk, at=MONDAY_9AM)
    actions.take_off(second.pk, by=court.desk, at=MONDAY_9AM)

    assert list(meeting.items.order_by("position")) == [first, third]


def test_a_matter_is_put_on_once_and_titles_are_short(court: Court) -> None:
    meeting = build.drafted(court)
    about = court.estate.pk
    for _ in range(2):
        actions.put_on(meeting.pk, Item(title="路灯", source="case", about=about), by=court.desk, at=MONDAY_9AM)

    assert meeting.items.count() == 2
    for wrong, refusal in (({"title": " "}, actions.NoTitle), ({"title": "灯", "minutes": 0}, actions.NoTime)):
        with pytest.raises(refusal):
            actions.put_on(meeting.pk, Item(**wrong), by=court.desk, at=MONDAY_9AM)


def test_an_agenda_has_an_end(court: Court) -> None:
    meeting = build.drafted(court, items=30)

    with pytest.raises(actions.FullAgenda):
        actions.put_on(meeting.pk, Item(title="再加一项"), by=court.desk, at=MONDAY_9AM)


def test_each_party_acknowledges_for_itself_once(court: Court) -> None:
    meeting = build.called(court)

    for _ in range(2):
        actions.acknowledge(meeting.pk, party="wu", by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.acknowledge(meeting.pk, party="ye", by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.acknowledge(meeting.pk, party="wu", by=court.bai, at=MONDAY_9AM)

    assert [mark.party for mark in PartyMark.objects.all()] == ["wu"]


def test_another_time_asks_the_parties_again(court: Court) -> None:
    meeting = build.called(court)
    actions.acknowledge(meeting.pk, party="wu", by=court.zhu, at=MONDAY_9AM)
    starts_at, ends_at = STARTS + HOUR, STARTS + 2 * HOUR

    for _ in range(2):
        actions.replan(meeting.pk, starts_at=starts_at, ends_at=ends_at, place="东门岗亭", by=court.desk, at=MONDAY_9AM)

    assert not PartyMark.objects.exists()
    assert Line.objects.filter(kind="meetings.replanned").count() == 1


def test_those_who_are_to_come_are_told(court: Court) -> None:
    meeting = build.called(court)
    actions.cancel(meeting.pk, reason="台风来了", by=court.desk, at=MONDAY_9AM)

    hear()

    told = {(one.person, one.fields["what"]) for one in Notice.objects.filter(kind="meetings.notice_called")}
    events = ("meetings.called", "meetings.cancelled")
    assert told == {(person, event) for person in (court.yan, court.zhu) for event in events}


def test_minutes_are_taken_while_it_is_held(court: Court) -> None:
    meeting = build.called(court)
    item = meeting.items.get()
    said = Settled(outcome="agreed", words="定了。")

    with pytest.raises(actions.NotYetBegun):
        actions.settle(item.pk, said, by=court.desk, at=MONDAY_9AM)
    with pytest.raises(actions.NotYetBegun):
        actions.attend(meeting.pk, came={court.desk.pk}, why_not={}, by=court.desk, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("outcome", "words", "refusal"),
    [("perhaps", "定了", actions.NoOutcome), ("agreed", " ", actions.NoWords), ("agreed", "定" * 501, actions.NoWords)],
)
def test_an_item_ends_one_way_and_says_how(court: Court, outcome: str, words: str, refusal: type) -> None:
    item = build.called(court).items.get()

    with pytest.raises(refusal):
        actions.settle(item.pk, Settled(outcome=outcome, words=words), by=court.desk, at=HELD)


def test_a_promise_in_the_past_settles_nothing(court: Court) -> None:
    item = build.called(court).items.get()
    late = actions.Promise(party="wu", what="装泵", due_at=STARTS)

    with pytest.raises(duties.DueInThePast):
        actions.settle(item.pk, Settled(outcome="agreed", words="定了", promises=[late]), by=court.desk, at=HELD)

    assert AgendaItem.objects.get().outcome == ""


def test_who_came_is_said_of_those_who_were_to_come(court: Court) -> None:
    meeting = build.called(court)
    with pytest.raises(actions.NobodyCame):
        build.came(meeting, court.lin, by=court.desk)

    build.came(meeting, court.desk, court.zhu, court.lin, by=court.desk)

    assert set(Presence.objects.filter(came=True).values_list("name", flat=True)) == {court.desk.name, court.zhu.name}
    assert Presence.objects.get(came=False).party == "ye"


def test_minutes_without_an_outcome_or_without_anybody_are_not_complete(court: Court) -> None:
    meeting = build.called(court)
    with pytest.raises(actions.NotAllSettled):
        actions.finish(meeting.pk, by=court.desk, at=HELD)
    said = Settled(outcome="put_off", words="等报价。")
    actions.settle(meeting.items.get().pk, said, by=court.desk, at=HELD)

    with pytest.raises(actions.NobodyCounted):
        actions.finish(meeting.pk, by=court.desk, at=HELD)


def test_finished_minutes_change_no_more(court: Court) -> None:
    meeting = build.finished(court)
    item = meeting.items.get()

    for change in (
        lambda: actions.settle(item.pk, Settled(outcome="put_off", words="再说"), by=court.desk, at=HELD),
        lambda: actions.put_on(meeting.pk, Item(title="又一项"), by=court.desk, at=HELD),
        lambda: actions.take_off(item.pk, by=court.desk, at=HELD),
        lambda: actions.cancel(meeting.pk, reason="算了", by=court.desk, at=HELD),
        lambda: build.came(meeting, court.desk, by=court.desk),
    ):
        with pytest.raises(OutOfTurn):
            change()


def test_the_digest_holds_whatever_becomes_of_promises_and_names(court: Court) -> None:
    meeting = build.signed(court)
    duty = Duty.objects.get()
    duties.withdraw(duty.pk, by=court.desk, at=HELD + HOUR, reason="写重了")
    actions.forget_names(court.zhu, by=court.zhu, at=HELD)

    meeting = Meeting.objects.get()

    assert queries.digest_of(meeting) == meeting.digest
    assert Presence.objects.get(person=court.zhu).name == ""
    assert PartyMark.objects.get(person=court.zhu).name == ""
    with pytest.raises(NotAllowed):
        actions.forget_names(court.desk, by=court.zhu, at=HELD)


def test_nobody_signs_for_another_party_and_residents_not_at_all(court: Court) -> None:
    meeting = build.finished(court)

    for person, party in ((court.zhu, "ye"), (court.lin, "wu"), (court.bai, "wu")):
        with pytest.raises(NotAllowed):
            actions.sign(meeting.pk, party=party, by=person, at=HELD)


def test_without_a_signature_it_is_published_after_five_days(court: Court) -> None:
    meeting = build.finished(court)
    actions.sign(meeting.pk, party="ju", by=court.desk, at=HELD)

    with pytest.raises(actions.NotYetSigned):
        actions.publish(meeting.pk, summary="定了。", by=court.desk, at=HELD)
    with pytest.raises(actions.NoSummary):
        actions.publish(meeting.pk, summary=" ", by=court.desk, at=HELD + timedelta(days=5))
    actions.publish(meeting.pk, summary="定了。", by=court.desk, at=HELD + timedelta(days=5))

    line = Line.objects.get(kind="meetings.published")
    assert line.fields["unsigned"] == ["ye", "wu"]


def test_what_is_cancelled_says_why(court: Court) -> None:
    meeting = build.called(court)
    with pytest.raises(actions.NoReason):
        actions.cancel(meeting.pk, reason=" ", by=court.desk, at=MONDAY_9AM)

    actions.cancel(meeting.pk, reason="台风来了", by=court.desk, at=MONDAY_9AM)

    with pytest.raises(OutOfTurn):
        actions.acknowledge(meeting.pk, party="wu", by=court.zhu, at=MONDAY_9AM)


def test_what_is_not_there_is_not_there(court: Court) -> None:
    for deed in (actions.call, actions.finish):
        with pytest.raises(NotThere):
            deed(court.estate.pk, by=court.desk, at=MONDAY_9AM)
    with pytest.raises(NotThere):
        actions.take_off(court.estate.pk, by=court.desk, at=MONDAY_9AM)
