"""Who prepares a vote, and what is refused: through the actions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from courtyard.assembly import actions
from courtyard.assembly.actions import Text
from courtyard.assembly.models import Attachment, Challenge, Delivery, Head, HeadOwner, Official
from courtyard.assembly.queries import about_person
from courtyard.assembly.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere, OutOfTurn
from courtyard.people.models import Tenure
from courtyard.people.tests import build as people
from courtyard.places.models import Home


@pytest.fixture(autouse=True)
def everybody_owns(court: Court) -> None:
    homes = list(Home.objects.filter(estate=court.estate).order_by("name"))
    Tenure.objects.filter(person=court.mei).update(kind=Tenure.Kind.OWNER, votes=True)
    people.tenure(court.desk, homes[2])
    people.tenure(court.yan, homes[3])


def preparing(court: Court) -> list[Callable[..., Any]]:
    """Every deed that only whoever runs the vote does, in a draft with one motion, its paper, a challenge, a task."""
    one = build.drafted(court)
    motion = build.motion(court, one)
    kept = build.kept(court, ending="pdf")
    paper = actions.add_attachment(
        motion.pk, name="报价", kind="application/pdf", file=kept, by=court.yan, at=MONDAY_9AM
    )
    more = build.kept(court, ending="pdf")
    said = actions.challenge(one.pk, words="不对", by=court.lin, at=MONDAY_9AM)
    named = build.official(court, one, court.reg, "teller")
    text = Text(matter="other", title="另一件", decides="做。")
    return [
        lambda **by: actions.revise(one.pk, build.plan(court), **by),
        lambda **by: actions.put_motion(one.pk, text, **by),
        lambda **by: actions.add_attachment(motion.pk, name="x", kind="application/pdf", file=more, **by),
        lambda **by: actions.drop_attachment(paper.pk, **by),
        lambda **by: actions.drop_motion(motion.pk, **by),
        lambda **by: actions.report(one.pk, **by),
        lambda **by: actions.name_official(one.pk, person=court.lin, role="teller", **by),
        lambda **by: actions.end_official(named.pk, **by),
        lambda **by: actions.answer_challenge(said.pk, corrected=False, words="对的", **by),
        lambda **by: actions.void(one.pk, reason="不办了", **by),
    ]


@pytest.mark.parametrize("name", ["lin", "desk", "zhu", "reg", "jie", "far"])
def test_nobody_but_who_convened_it_prepares_a_vote(court: Court, name: str) -> None:
    for deed in preparing(court):
        with pytest.raises(NotAllowed):
            deed(by=getattr(court, name), at=MONDAY_9AM)

    assert (Attachment.objects.count(), Official.objects.count()) == (1, 1)
    assert Challenge.objects.get().state == Challenge.State.OPEN


def test_whoever_convened_it_does_each_of_these(court: Court) -> None:
    for deed in preparing(court):
        if "report" not in deed.__code__.co_names:
            deed(by=court.yan, at=MONDAY_9AM)

    assert (Attachment.objects.count(), Challenge.objects.get().state) == (0, "rejected")


def test_a_motion_is_not_taken_over_from_another_vote(court: Court) -> None:
    one, other = build.drafted(court), build.drafted(court)
    motion = build.motion(court, one)

    with pytest.raises(NotThere):
        actions.put_motion(
            other.pk, Text(matter="other", title="别的", decides="做。", id=motion.pk), by=court.yan, at=MONDAY_9AM
        )

    motion.refresh_from_db()
    assert motion.title == "更换生活水泵"


def test_a_changed_motion_is_reported_anew(court: Court) -> None:
    one = build.drafted(court)
    motion = build.motion(court, one, "fund-use")
    actions.report(one.pk, by=court.yan, at=MONDAY_9AM)
    actions.reply(one.pk, words="好。", by=court.desk, at=MONDAY_9AM)

    text = Text(matter="fund-use", title="换五台", decides="换五台水泵。", id=motion.pk)
    actions.put_motion(one.pk, text, by=court.yan, at=MONDAY_9AM)

    one.refresh_from_db()
    assert (one.reported_at, one.replied_at, one.reply) == (None, None, "")


def test_a_notice_is_delivered_by_those_who_are_to_and_to_homes_on_the_roll(court: Court) -> None:
    one = build.noticed(court)
    elsewhere = Home.objects.get(estate=court.other)
    build.official(court, one, court.mei, "canvasser")

    for person in (court.lin, court.desk, court.zhu, court.far):
        with pytest.raises(NotAllowed):
            actions.deliver(one.pk, homes=[court.home.pk], channel="hand", by=person, at=build.DURING)
    with pytest.raises(NotThere):
        actions.deliver(one.pk, homes=[elsewhere.pk], channel="hand", by=court.mei, at=build.DURING)
    for _ in range(2):
        actions.deliver(one.pk, homes=[court.home.pk], channel="hand", by=court.mei, at=build.DURING)

    assert Delivery.objects.get().home == court.home


def test_an_owner_says_for_all_of_their_homes_that_they_have_the_notice(court: Court) -> None:
    more = Home.objects.create(estate=court.estate, building=court.building, name="105", area_cm2=500_000)
    people.tenure(court.lin, more)
    one = build.noticed(court)

    assert actions.receive_notice(one.pk, by=court.lin, at=build.DURING) == 2
    assert actions.receive_notice(one.pk, by=court.lin, at=build.DURING) == 0
    with pytest.raises(NotAllowed):
        actions.receive_notice(one.pk, by=court.far, at=build.DURING)

    assert set(Delivery.objects.values_list("home__name", flat=True)) == {"101", "105"}


def test_the_roll_is_challenged_before_the_notice_by_owners_alone(court: Court) -> None:
    one = build.drafted(court)
    build.motion(court, one)

    with pytest.raises(NotAllowed):
        actions.challenge(one.pk, words="不对", by=court.zhu, at=MONDAY_9AM)
    actions.give_notice(one.pk, by=court.yan, at=build.NOTICED)
    with pytest.raises(OutOfTurn):
        actions.challenge(one.pk, words="不对", by=court.lin, at=build.NOTICED)


def test_names_are_erased_and_the_roll_still_holds(court: Court) -> None:
    one = build.noticed(court)
    before = (one.roll_hash, Head.objects.get(owners__person=court.lin).owners_hash)
    assert [title for title, _, _ in about_person(court.lin, 10)] == ["梅苑小区2026年第1次业主大会"]

    with pytest.raises(NotAllowed):
        actions.forget_names(court.lin, by=court.yan, at=build.DURING)
    actions.forget_names(court.lin, by=court.lin, at=build.DURING)

    head = Head.objects.get(owners__person=court.lin)
    one.refresh_from_db()
    assert (head.names, one.roll_hash, head.owners_hash) == ("", *before)
    assert HeadOwner.objects.filter(person=court.lin).count() == 1


def test_silence_is_over_after_the_days_the_rules_give(court: Court) -> None:
    one = build.drafted(court)
    build.motion(court, one, "fund-use")
    one = actions.report(one.pk, by=court.yan, at=build.REPORTED)

    with pytest.raises(NotAllowed):
        actions.reply(one.pk, words="好。", by=court.lin, at=build.REPORTED)

    assert actions.give_notice(one.pk, by=court.yan, at=build.REPORTED + timedelta(days=12)).replied_at is None
