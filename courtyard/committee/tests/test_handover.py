"""Documents and seals change hands thing by thing, with a name on both sides."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from courtyard.committee import handing
from courtyard.committee.actions import handover as actions
from courtyard.committee.actions import items
from courtyard.committee.models import Committee, Handover, HandoverItem, Member, Seal
from courtyard.committee.notices import papers as notices
from courtyard.committee.permissions.papers import may_read_handover, readable
from courtyard.committee.tests.papers import (
    TODAY,
    first,
    formation,
    from_member,
    give_all,
    officer,
    secretary,
    to_office,
)
from courtyard.committee.tests.sitting import in_office, persons, sitting
from courtyard.conftest import CAST, MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line

S, K = Handover.State, HandoverItem.Kind
DAY = timedelta(days=1)
LIST = "/e/plum/committee/handovers/"


def test_the_outgoing_committee_hands_over_within_ten_days(court: Court) -> None:
    one = to_office(court)

    assert (one.kind, one.state, one.due_on) == ("to_office", S.OPEN, date(2026, 6, 18))
    kinds = list(one.items.values_list("kind", flat=True))
    assert (kinds[0], kinds.count("document"), kinds.count("account"), kinds.count("access")) == ("seal", 11, 2, 2)
    assert not Duty.objects.filter(kind="committee.handover").exists()


def test_it_is_begun_once_and_only_if_there_is_who_gives(court: Court) -> None:
    way = formation(court)
    committee = in_office(court)

    nothing = actions.begin_handover(way, None, on=TODAY, by=court.jie, at=MONDAY_9AM)
    one = actions.begin_handover(way, committee, on=TODAY, by=court.jie, at=MONDAY_9AM)
    again = actions.begin_handover(way, committee, on=TODAY + DAY, by=court.jie, at=MONDAY_9AM)

    assert (nothing, again) == (None, one)


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "zhu"])
def test_who_forms_no_group_begins_no_handover(court: Court, name: str) -> None:
    way, committee = formation(court), in_office(court)

    with pytest.raises(NotAllowed):
        actions.begin_handover(way, committee, on=TODAY, by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.begin_handback(way, committee, on=TODAY, by=getattr(court, name), at=MONDAY_9AM)
    assert not Handover.objects.exists()


def test_a_thing_is_given_and_received_by_name(court: Court) -> None:
    one = to_office(court)
    item = first(one)

    items.hand_over(item.pk, by=court.yan, at=MONDAY_9AM)
    items.receive(item.pk, by=court.jie, at=MONDAY_9AM + DAY)

    item.refresh_from_db()
    assert (item.given_name, item.given_by) == ("兰委成", court.yan)
    assert (item.received_name, item.received_by) == ("桑解民", court.jie)
    assert Line.objects.filter(about=one.pk, kind__in=("committee.item_given", "committee.item_received")).count() == 2


def test_twice_is_once(court: Court) -> None:
    item = first(to_office(court))
    items.hand_over(item.pk, by=court.yan, at=MONDAY_9AM)
    items.receive(item.pk, by=court.jie, at=MONDAY_9AM)

    items.hand_over(item.pk, by=court.yan, at=MONDAY_9AM + DAY)
    items.receive(item.pk, by=court.jie, at=MONDAY_9AM + DAY)

    item.refresh_from_db()
    assert (item.given_at, item.received_at) == (MONDAY_9AM, MONDAY_9AM)


def test_what_nobody_gave_is_not_received(court: Court) -> None:
    item = first(to_office(court))

    with pytest.raises(items.NotGiven):
        items.receive(item.pk, by=court.jie, at=MONDAY_9AM)


@pytest.mark.parametrize(("name", "gives", "takes"), [
    ("lin", False, False), ("desk", False, False), ("yan", True, False), ("zhu", False, False), ("jie", False, True),
    ("shi", False, False),
])  # fmt: skip
def test_each_side_does_its_own(court: Court, name: str, gives: bool, takes: bool) -> None:
    one, by = to_office(court), getattr(court, name)
    given, other = list(one.items.all())[:2]
    items.hand_over(given.pk, by=court.yan, at=MONDAY_9AM)

    def may(deed: object, item: UUID, **words: str) -> bool:
        try:
            deed(item, by=by, at=MONDAY_9AM, **words)  # type: ignore[operator]
        except NotAllowed:
            return False
        return True

    assert may(items.hand_over, other.pk) == gives
    assert may(items.receive, given.pk) == takes
    assert may(items.say_missing, list(one.items.all())[2].pk, words="找不到") == takes


def test_whoever_gives_does_not_receive(court: Court) -> None:
    one, _ = from_member(court, ground=Member.Ground.DIED)
    item = one.items.get(kind=K.DOCUMENT)
    items.hand_over(item.pk, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(items.SameHands):
        items.receive(item.pk, by=court.yan, at=MONDAY_9AM)

    item.refresh_from_db()
    assert item.received_at is None


def test_with_things_missing_it_is_not_finished_and_each_is_named(court: Court) -> None:
    one = to_office(court)
    rows = list(one.items.all())
    for item in rows[:-2]:
        items.hand_over(item.pk, by=court.yan, at=MONDAY_9AM)
        items.receive(item.pk, by=court.jie, at=MONDAY_9AM)
    items.say_missing(rows[-1].pk, words="钥匙在前任主任那里", by=court.jie, at=MONDAY_9AM)

    with pytest.raises(actions.StillOut) as refused:
        actions.finish_handover(one.pk, by=court.jie, at=MONDAY_9AM)

    assert refused.value.fields["article"] == "上海市住宅物业管理规定第二十九条"
    named = refused.value.fields["what"]
    assert [handing.said(item) in named for item in (rows[-1], rows[-2], rows[0])] == [True, True, False]
    one.refresh_from_db()
    assert (one.state, one.formation.steps.get(name="handover").done_on) == (S.OPEN, None)  # type: ignore[union-attr]


def test_what_was_missing_and_is_found_is_given(court: Court) -> None:
    item = first(to_office(court))
    items.hand_over(item.pk, by=court.yan, at=MONDAY_9AM)
    items.say_missing(item.pk, words="没有收到", by=court.jie, at=MONDAY_9AM)
    item.refresh_from_db()
    assert (item.given_at, item.given_name, item.missing) == (None, "", "没有收到")

    items.hand_over(item.pk, by=court.yan, at=MONDAY_9AM + DAY)

    item.refresh_from_db()
    assert (item.given_at, item.missing) == (MONDAY_9AM + DAY, "")


def test_what_was_received_is_not_missing(court: Court) -> None:
    item, other = list(to_office(court).items.all())[:2]
    items.hand_over(item.pk, by=court.yan, at=MONDAY_9AM)
    items.receive(item.pk, by=court.jie, at=MONDAY_9AM)

    with pytest.raises(items.ReceivedAlready):
        items.say_missing(item.pk, words="没有收到", by=court.jie, at=MONDAY_9AM)
    with pytest.raises(items.NoReason):
        items.say_missing(other.pk, words=" ", by=court.jie, at=MONDAY_9AM)


def test_finished_the_seals_are_laid_up_and_the_step_is_done(court: Court) -> None:
    one = to_office(court)
    give_all(one, court.yan, court.jie)

    actions.finish_handover(one.pk, by=court.jie, at=MONDAY_9AM + DAY)
    again = actions.finish_handover(one.pk, by=court.jie, at=MONDAY_9AM + 2 * DAY)

    assert (again.state, again.done_on, again.done_by) == (S.DONE, TODAY + DAY, court.jie)
    assert Seal.objects.get().keeper is None
    assert again.formation is not None
    assert again.formation.steps.get(name="handover").done_on == TODAY + DAY


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "zhu", "shi"])
def test_the_receiving_side_finishes(court: Court, name: str) -> None:
    one = to_office(court)
    give_all(one, court.yan, court.jie)

    with pytest.raises(NotAllowed):
        actions.finish_handover(one.pk, by=getattr(court, name), at=MONDAY_9AM)


def test_finished_nothing_changes(court: Court) -> None:
    one = to_office(court)
    give_all(one, court.yan, court.jie)
    actions.finish_handover(one.pk, by=court.jie, at=MONDAY_9AM)

    with pytest.raises(items.FinishedAlready):
        items.list_item(one.pk, kind=K.DOCUMENT, label="又一份合同", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(items.FinishedAlready):
        items.strike_item(first(one).pk, words="写错了", by=court.yan, at=MONDAY_9AM)


def test_a_thing_is_listed_once(court: Court) -> None:
    one, ident = to_office(court), new_id()
    many = one.items.count()

    for _ in range(2):
        items.list_item(one.pk, kind=K.DOCUMENT, label="2025年电梯合同", form_id=ident, by=court.yan, at=MONDAY_9AM)

    item = one.items.get(pk=ident)
    assert (one.items.count(), item.position, item.label) == (many + 1, many + 1, "2025年电梯合同")


def test_a_thing_says_what_it_is(court: Court) -> None:
    one = to_office(court)

    with pytest.raises(items.NoLabel):
        items.list_item(one.pk, kind=K.DOCUMENT, label=" ", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        items.list_item(one.pk, kind=K.DOCUMENT, label="合同", by=court.lin, at=MONDAY_9AM)


def test_the_list_has_a_limit(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    one = to_office(court)
    monkeypatch.setattr(items, "ITEMS_MAX", one.items.count())

    with pytest.raises(items.TooManyItems):
        items.list_item(one.pk, kind=K.DOCUMENT, label="合同", by=court.yan, at=MONDAY_9AM)


def test_what_was_listed_by_mistake_is_struck_with_a_reason(court: Court) -> None:
    one = to_office(court)
    item = items.list_item(one.pk, kind=K.DOCUMENT, label="别的小区的合同", by=court.yan, at=MONDAY_9AM)

    with pytest.raises(items.NoReason):
        items.strike_item(item.pk, words=" ", by=court.jie, at=MONDAY_9AM)
    items.strike_item(item.pk, words="写错了", by=court.jie, at=MONDAY_9AM)

    assert not one.items.filter(pk=item.pk).exists()
    assert Line.objects.get(kind="committee.item_struck").fields["reason"] == "写错了"


def test_a_seal_and_what_was_given_are_never_struck(court: Court) -> None:
    one = to_office(court)
    given = list(one.items.all())[1]
    items.hand_over(given.pk, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(items.SealStays):
        items.strike_item(first(one).pk, words="找不到", by=court.jie, at=MONDAY_9AM)
    with pytest.raises(items.GivenAlready):
        items.strike_item(given.pk, words="写错了", by=court.jie, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        items.strike_item(given.pk, words="写错了", by=court.lin, at=MONDAY_9AM)


def test_after_its_term_the_old_committee_still_gives(court: Court) -> None:
    one = to_office(court)
    Committee.objects.update(state=Committee.State.ENDED, ended_on=TODAY)
    Member.objects.update(until=TODAY, ground=Member.Ground.TERM)

    items.hand_over(first(one).pk, by=court.yan, at=MONDAY_9AM)

    assert first(one).given_by == court.yan


def test_the_office_hands_the_same_things_to_the_new_committee(court: Court) -> None:
    one = to_office(court)
    assert one.formation is not None
    give_all(one, court.yan, court.jie)
    Committee.objects.update(state=Committee.State.ENDED, ended_on=TODAY)
    new = in_office(court, ("夏知微", "冬青石"), yan=False, seats=3)

    back = actions.begin_handback(one.formation, new, on=TODAY, by=court.jie, at=MONDAY_9AM)
    again = actions.begin_handback(one.formation, new, on=TODAY, by=court.jie, at=MONDAY_9AM)
    give_all(back, officer(court), persons(new)[0])
    actions.finish_handover(back.pk, by=persons(new)[1], at=MONDAY_9AM + DAY)

    assert (again, back.due_on) == (back, date(2026, 6, 18))
    assert list(back.items.values_list("code", "seal")) == list(one.items.values_list("code", "seal"))
    assert one.formation.steps.get(name="handback").done_on == TODAY + DAY


def test_who_leaves_owes_what_they_kept_by_name(court: Court) -> None:
    one, member = from_member(court)

    again = actions.begin_member_handover(member, on=TODAY, by=CLERK, at=MONDAY_9AM)

    duty = Duty.objects.get(kind="committee.handover")
    assert (again, one.duty, duty.bearer) == (one, duty.pk, member.person)
    assert (one.due_on, duty.due_at.date()) == (TODAY + 10 * DAY, TODAY + 10 * DAY)
    assert duty.article == "上海市住宅物业管理规定第三十条"
    assert list(one.items.values_list("code", flat=True)) == ["seal_committee", "kept_papers"]


@pytest.mark.parametrize("name", ["lin", "desk", "zhu"])
def test_no_neighbour_says_that_a_member_hands_over(court: Court, name: str) -> None:
    member = sitting(in_office(court))[-1]

    with pytest.raises(NotAllowed):
        actions.begin_member_handover(member, on=TODAY, by=getattr(court, name), at=MONDAY_9AM)


def test_whoever_receives_a_members_seal_keeps_it_and_the_duty_is_done(court: Court) -> None:
    one, member = from_member(court)

    give_all(one, member.person, court.yan)
    actions.finish_handover(one.pk, by=court.yan, at=MONDAY_9AM + DAY)

    keeper = Seal.objects.get().keeper
    assert keeper is not None
    assert keeper.person == court.yan
    assert Duty.objects.get(kind="committee.handover").done_at == MONDAY_9AM + DAY


def test_the_secretary_writes_down_what_a_former_member_brings(court: Court) -> None:
    one, member = from_member(court)

    items.hand_over(first(one).pk, by=secretary(court), at=MONDAY_9AM)

    assert first(one).given_name == member.name


def test_where_somebody_died_the_committee_sees_to_it(court: Court) -> None:
    one, _ = from_member(court, ground=Member.Ground.DIED)

    duty = Duty.objects.get(kind="committee.handover")
    assert (duty.bearer, duty.party) == (None, "ye")
    give_all(one, persons(one.giver)[1], court.yan)  # type: ignore[arg-type]
    assert not one.items.filter(received_at__isnull=True).exists()


def test_the_chair_says_that_nothing_was_kept(court: Court) -> None:
    one, _ = from_member(court, keeps=False)

    actions.say_nothing_kept(one.pk, by=court.yan, at=MONDAY_9AM)
    again = actions.say_nothing_kept(one.pk, by=court.yan, at=MONDAY_9AM + DAY)

    assert (again.state, again.done_on, again.items.count()) == (S.DONE, TODAY, 0)
    assert Duty.objects.get(kind="committee.handover").done_by == CLERK


def test_a_seal_is_not_nothing(court: Court) -> None:
    one, _ = from_member(court)

    with pytest.raises(actions.SealKept):
        actions.say_nothing_kept(one.pk, by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("who", ["lin", "desk", "jie", "plain member", "who left"])
def test_only_the_chair_or_a_vice_chair_says_so(court: Court, who: str) -> None:
    one, member = from_member(court, keeps=False)
    others = {"plain member": persons(member.committee)[2], "who left": member.person}
    by = others.get(who) or getattr(court, who)

    with pytest.raises(NotAllowed):
        actions.say_nothing_kept(one.pk, by=by, at=MONDAY_9AM)


def test_a_list_is_read_by_those_whom_the_page_links(court: Court) -> None:
    one = to_office(court)
    member = sitting(one.giver)[-1]  # type: ignore[arg-type]
    Member.objects.filter(pk=member.pk).update(until=TODAY, ground=Member.Ground.RESIGNED)
    member.refresh_from_db()
    other = actions.begin_member_handover(member, on=TODAY, by=CLERK, at=MONDAY_9AM)
    rows, people = [one, other], [*(getattr(court, name) for name in CAST), member.person, officer(court)]

    for person in people:
        reads = {row.pk for row in rows if may_read_handover(person, row, MONDAY_9AM)}
        assert readable(person, rows, court.estate, MONDAY_9AM) == reads
    who = [name for name in CAST if may_read_handover(getattr(court, name), one, MONDAY_9AM)]
    assert who == ["desk", "yan", "jie"]


def test_both_sides_hear_that_it_begins(court: Court) -> None:
    one = to_office(court)
    line = Line.objects.get(kind="committee.handover_begun", about=one.pk)

    told = list(notices.hear(line, MONDAY_9AM))

    assert one.giver is not None
    assert {tell.to for tell in told} == {person.pk for person in persons(one.giver)}
    assert {tell.fields["what"] for tell in told} == {"begun"}
