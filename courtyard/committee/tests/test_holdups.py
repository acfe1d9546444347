"""What holds a step up is written down as whoever's it is, urged, reported, released; and costs nobody else a day."""

from datetime import date

import pytest

from courtyard.committee.actions import holdups as actions
from courtyard.committee.actions.formation import NoReason, NotYet
from courtyard.committee.actions.holdups import BadDay, HeldUpAlready, NobodyHolds, NotOpen
from courtyard.committee.actions.steps import mark_step
from courtyard.committee.delays import by_body, delays
from courtyard.committee.models import Formation, Holdup, Step
from courtyard.committee.steps import DOCUMENTS, ELECTION, LIST, REPORT, TRAINING
from courtyard.committee.tests import underway as forming
from courtyard.committee.tests.underway import AT, DAY, TODAY
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line


def held(court: Court, name: str = DOCUMENTS, body: str = "developer", since: date = TODAY) -> Holdup:
    one = Formation.objects.first() or forming.trained(court)
    step = forming.step(one, name)
    return actions.hold_up(step.pk, body=body, words="2号楼业主清单没有交", since=since, by=court.jie, at=AT)


def said(name: str) -> int:
    return Line.objects.filter(kind=f"committee.{name}").count()


def test_the_group_says_who_holds_its_step_up(court: Court) -> None:
    one = forming.trained(court)
    member = forming.owner_in_group(court)

    found = actions.hold_up(
        forming.step(one, DOCUMENTS).pk, body="developer", words="清单没有交", since=TODAY, by=member, at=AT
    )

    assert (found.body, found.since, found.until, found.told_by, said("held_up")) == (
        "developer", TODAY, None, member, 1,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["lin", "mei", "yan", "zhu", "reg", "shi", "far"])
def test_nobody_else_says_so(court: Court, name: str) -> None:
    one = forming.trained(court)
    step = forming.step(one, DOCUMENTS)

    with pytest.raises(NotAllowed):
        actions.hold_up(step.pk, body="ju", words="他们不来", since=TODAY, by=getattr(court, name), at=AT)

    assert not Holdup.objects.exists()


def test_a_step_is_held_up_by_one_thing_by_somebody_for_a_reason(court: Court) -> None:
    held(court)
    one = Formation.objects.get()
    election = forming.step(one, ELECTION)

    with pytest.raises(HeldUpAlready):
        held(court)
    for body, words, refusal in (("nobody", "清单", NobodyHolds), ("wu", " ", NoReason)):
        with pytest.raises(refusal):
            actions.hold_up(election.pk, body=body, words=words, since=TODAY, by=court.jie, at=AT)
    with pytest.raises(NotYet):
        actions.hold_up(election.pk, body="wu", words="没有会场", since=TODAY + DAY, by=court.jie, at=AT)
    with pytest.raises(NotOpen):
        actions.hold_up(forming.step(one, TRAINING).pk, body="wu", words="没有会场", since=TODAY, by=court.jie, at=AT)
    with pytest.raises(NotThere):
        actions.hold_up(new_id(), body="wu", words="没有会场", since=TODAY, by=court.jie, at=AT)


def test_whoever_holds_it_up_is_urged_and_every_letter_is_counted(court: Court) -> None:
    one = held(court)

    for _ in range(2):
        actions.urge(one.pk, until=TODAY + 7 * DAY, by=court.jie, at=AT)
    one = actions.urge(one.pk, until=TODAY + 9 * DAY, by=court.jie, at=AT)

    assert (one.urged_on, one.urged_until, one.urged_times) == (TODAY, TODAY + 9 * DAY, 2)
    assert said("holdup_urged") == 2


@pytest.mark.parametrize("days", [0, 61])
def test_a_letter_gives_a_day_to_come_within_sixty(court: Court, days: int) -> None:
    one = held(court)

    with pytest.raises(BadDay):
        actions.urge(one.pk, until=TODAY + days * DAY, by=court.jie, at=AT)


def test_it_is_reported_to_the_district_once(court: Court) -> None:
    one = held(court)
    for _ in range(2):
        one = actions.raise_holdup(one.pk, by=court.jie, at=AT)

    assert (one.raised_on, said("holdup_raised")) == (TODAY, 1)


def test_nobody_of_the_estate_urges_reports_or_releases(court: Court) -> None:
    one = held(court)

    with pytest.raises(NotAllowed):
        actions.urge(one.pk, until=TODAY + DAY, by=court.lin, at=AT)
    with pytest.raises(NotAllowed):
        actions.raise_holdup(one.pk, by=court.yan, at=AT)
    with pytest.raises(NotAllowed):
        actions.release(one.pk, until=TODAY, by=court.zhu, at=AT)


def test_released_it_holds_nothing_up_and_another_thing_may(court: Court) -> None:
    one = held(court, since=TODAY - 5 * DAY)
    with pytest.raises(NotYet):
        actions.release(one.pk, until=TODAY + DAY, by=court.jie, at=AT)
    with pytest.raises(NotYet):
        actions.release(one.pk, until=TODAY - 6 * DAY, by=court.jie, at=AT)

    for _ in range(2):
        one = actions.release(one.pk, until=TODAY, by=court.jie, at=AT)

    assert (one.until, said("holdup_released")) == (TODAY, 1)
    for refused in (actions.raise_holdup, lambda pk, **how: actions.urge(pk, until=TODAY + DAY, **how)):
        with pytest.raises(NotOpen):
            refused(one.pk, by=court.jie, at=AT)
    assert held(court, body="ju").body == "ju"


def test_nothing_is_held_up_in_what_is_over(court: Court) -> None:
    one = forming.trained(court)
    step = forming.step(one, DOCUMENTS)
    Formation.objects.filter(pk=one.pk).update(state="stopped", reason="不办了")

    with pytest.raises(NotOpen):
        actions.hold_up(step.pk, body="wu", words="没有会场", since=TODAY, by=court.jie, at=AT)


def lost(one: Formation, on: date) -> dict[str, int]:
    steps = list(Step.objects.filter(formation=one).prefetch_related("holdups"))
    return {body: days for body, days, _ in by_body(delays(one.kind, steps, on), ("jie", "group")) if days}


def test_a_step_done_late_costs_its_own_body_those_days(court: Court) -> None:
    one = forming.due(court, on=TODAY - 50 * DAY)
    Step.objects.filter(formation=one, name=REPORT).update(due_on=TODAY - 20 * DAY)

    mark_step(one.pk, REPORT, on=TODAY, by=court.jie, at=AT)

    assert lost(one, TODAY) == {"developer": 20}


def test_what_the_developer_holds_up_costs_the_group_nothing(court: Court) -> None:
    one = forming.trained(court)
    day = TODAY + 37 * DAY
    held(court)
    Step.objects.filter(formation=one, name__in=(DOCUMENTS, LIST)).update(due_on=TODAY + 14 * DAY)
    Step.objects.filter(formation=one, name=LIST).update(done_on=TODAY, done_by=court.jie)

    assert lost(one, day) == {"developer": 37}


def test_what_is_late_for_longer_than_it_was_held_up_is_shared(court: Court) -> None:
    one = forming.trained(court)
    first = held(court)
    actions.release(first.pk, until=TODAY, by=court.jie, at=AT)
    Holdup.objects.filter(pk=first.pk).update(until=TODAY + 10 * DAY)
    Step.objects.filter(formation=one).exclude(name=DOCUMENTS).update(due_on=None)
    Step.objects.filter(formation=one, name=DOCUMENTS).update(due_on=TODAY)

    assert lost(one, TODAY + 25 * DAY) == {"group": 15, "developer": 10}


def test_no_day_is_put_down_to_a_body_twice(court: Court) -> None:
    one = forming.grouped(court)
    held(court, TRAINING, body="jie")
    Step.objects.filter(formation=one).exclude(name=TRAINING).update(due_on=None)
    Step.objects.filter(formation=one, name=TRAINING).update(due_on=TODAY)

    assert lost(one, TODAY + 12 * DAY) == {"jie": 12}


def test_what_is_held_up_later_excuses_nothing_before_it(court: Court) -> None:
    one = forming.trained(court)
    held(court)
    Step.objects.filter(formation=one).exclude(name=LIST).update(due_on=None)
    Step.objects.filter(formation=one, name=LIST).update(due_on=TODAY)

    assert lost(one, TODAY + 10 * DAY) == {"developer": 10, "jie": 10}
