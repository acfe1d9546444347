"""The group that prepares an election: who may sit in it, who forms and changes it, and the gate of its training."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from courtyard.assembly.freezes import freeze_of
from courtyard.committee.actions import group as actions
from courtyard.committee.actions.formation import NoReason, NotYet
from courtyard.committee.actions.group import (
    BadCommittee,
    BadYears,
    EvenGroup,
    Named,
    NoChair,
    NoEvidence,
    NotAllTrained,
    NotReported,
    TooFewOwners,
    TooManyMembers,
    Training,
    TwiceInGroup,
)
from courtyard.committee.actions.holdups import hold_up
from courtyard.committee.actions.posting import post_list
from courtyard.committee.models import Formation, GroupMember, Handover, Step
from courtyard.committee.steps import DOCUMENTS, ELECTION, TRAINING
from courtyard.committee.tests import underway as forming
from courtyard.committee.tests.sitting import in_office
from courtyard.committee.tests.underway import AT, DAY, TODAY
from courtyard.committee.upkeep import keep
from courtyard.conftest import Court
from courtyard.core.errors import BadInput, NotAllowed, OutOfTurn
from courtyard.notify.models import BoardNotice
from courtyard.people.models import Office
from courtyard.trail.models import Line

K, S, Side = Formation.Kind, Formation.State, GroupMember.Side


def formed(court: Court, those: Sequence[Named]) -> Formation:
    one = Formation.objects.filter(state=S.DUE).first() or forming.reported(court)
    return actions.form_group(one.pk, forming.forming(court, those), by=court.jie, at=AT)


def test_the_group_sits_its_members_act_for_it_and_the_vote_is_owed(court: Court) -> None:
    one = forming.grouped(court)

    assert (one.state, one.grouped_on, one.seats, one.term_years, one.group.count()) == (S.GROUPED, TODAY, 3, 5, 5)
    held = Office.objects.filter(kind=Office.Kind.GROUP, node=court.estate.node, until__isnull=True)
    assert held.count() == 5
    assert (forming.step(one, ELECTION).due_on, forming.step(one, ELECTION).duty is not None) == (
        TODAY.replace(month=9, day=7), True,
    )  # fmt: skip
    assert Line.objects.filter(kind="committee.group_member_named").count() == 5


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "yan", "zhu", "bai", "reg", "shi"])
def test_nobody_but_the_sub_district_forms_one(court: Court, name: str) -> None:
    one = forming.reported(court)

    with pytest.raises(NotAllowed):
        actions.form_group(one.pk, forming.forming(court), by=getattr(court, name), at=AT)

    assert not GroupMember.objects.exists()


def test_it_is_formed_once_however_often_it_is_sent_and_of_no_day_to_come(court: Court) -> None:
    one = forming.reported(court)
    with pytest.raises(NotYet):
        actions.form_group(one.pk, forming.forming(court, on=TODAY + DAY), by=court.jie, at=AT)
    those = forming.forming(court)
    for _ in range(2):
        actions.form_group(one.pk, those, by=court.jie, at=AT)

    with pytest.raises(OutOfTurn):
        actions.form_group(one.pk, forming.forming(court, seats=5), by=court.jie, at=AT)
    assert one.group.count() == len(those.members)


def test_it_waits_for_the_report_but_no_longer_than_that_was_due(court: Court) -> None:
    one = forming.due(court, on=TODAY - 30 * DAY)
    early, due = AT - DAY, AT
    Step.objects.filter(formation=one, name="report").update(due_on=TODAY)

    with pytest.raises(NotReported):
        actions.form_group(one.pk, forming.forming(court, on=TODAY - DAY), by=court.jie, at=early)
    one = actions.form_group(one.pk, forming.forming(court), by=court.jie, at=due)

    assert one.state == S.GROUPED


def _even(those: list[Named]) -> list[Named]:
    return [*those, Named(side=Side.OTHER, name="陶然")]


def _few_owners(those: list[Named]) -> list[Named]:
    return [replace(one, side=Side.OTHER) if one.side == Side.OWNER else one for one in those]


def _no_chair(those: list[Named]) -> list[Named]:
    return [replace(one, chairs=False) for one in those]


def _owner_chairs(those: list[Named]) -> list[Named]:
    return [replace(one, chairs=one == those[-1]) for one in those]


def _twice(those: list[Named]) -> list[Named]:
    return [*those[:-1], those[-2]]


def _crowd(those: list[Named]) -> list[Named]:
    return [*those, *(Named(side=Side.OWNER, name=f"业主{n}") for n in range(22))]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (_even, EvenGroup), (_few_owners, TooFewOwners), (_no_chair, NoChair), (_owner_chairs, NoChair),
        (_twice, TwiceInGroup), (_crowd, TooManyMembers),
    ],
)  # fmt: skip
def test_a_group_that_is_none_is_refused_by_name(court: Court, change: object, refusal: type[BadInput]) -> None:
    those = change(forming.members(court))  # type: ignore[operator]

    with pytest.raises(refusal):
        formed(court, those)

    assert not GroupMember.objects.exists()
    assert Formation.objects.get().state == S.DUE


@pytest.mark.parametrize(("plan", "refusal"), [
    ({"seats": 4}, BadCommittee), ({"term_years": 2}, BadYears), ({"term_years": 6}, BadYears),
])  # fmt: skip
def test_what_it_prepares_is_a_committee_of_the_law(
    court: Court, plan: dict[str, Any], refusal: type[BadInput]
) -> None:
    one = forming.reported(court)

    with pytest.raises(refusal):
        actions.form_group(one.pk, forming.forming(court, **plan), by=court.jie, at=AT)


def test_before_a_re_election_what_the_law_freezes_is_frozen_and_the_office_takes_the_papers(court: Court) -> None:
    in_office(court, ends_on=TODAY.replace(month=11, day=10))

    one = forming.grouped(court, K.REELECTION)

    frozen = freeze_of(court.estate, AT)
    assert frozen is not None
    assert frozen.about == one.pk
    assert Handover.objects.get().formation == one


def test_before_a_first_committee_nothing_is_frozen(court: Court) -> None:
    forming.grouped(court)

    assert freeze_of(court.estate, AT) is None


def test_somebody_leaves_and_another_comes_whom_nobody_trained_yet(court: Court) -> None:
    one = forming.trained(court)
    gone = one.group.get(name=forming.OWNERS[0])
    other = forming.candidates(court)[0]
    instead = Named(side=Side.OWNER, name=other.name, person=other)
    with pytest.raises(NoReason):
        actions.change_group(one.pk, out=gone.pk, instead=instead, reason="", by=court.jie, at=AT)

    for _ in range(2):
        actions.change_group(one.pk, out=gone.pk, instead=instead, reason="搬走了", by=court.jie, at=AT)

    gone.refresh_from_db()
    assert (gone.until, gone.reason, one.group.filter(until__isnull=True).count()) == (TODAY, "搬走了", 5)
    assert Office.objects.filter(person=other, kind=Office.Kind.GROUP, until__isnull=True).exists()
    assert not Office.objects.filter(person=gone.person, kind=Office.Kind.GROUP, until__isnull=True).exists()
    with pytest.raises(NotAllTrained):
        actions._require_trained(Formation.objects.get(pk=one.pk))


def test_once_its_names_hang_a_change_hangs_too_and_once(court: Court) -> None:
    one = forming.grouped(court)
    gone, other = one.group.get(name=forming.OWNERS[0]), forming.candidates(court)[0]
    post_list(one.pk, by=court.jie, at=AT)

    for _ in range(2):
        instead = Named(side=Side.OWNER, name=other.name, person=other)
        actions.change_group(one.pk, out=gone.pk, instead=instead, reason="搬走了", by=court.jie, at=AT)

    old, new = BoardNotice.objects.order_by("pk")
    assert (gone.name in old.words, other.name in old.words) == (True, False)
    assert (gone.name in new.words, other.name in new.words) == (False, True)


def test_a_changed_group_is_a_group_still_and_only_the_sub_district_changes_it(court: Court) -> None:
    one = forming.grouped(court)
    gone = one.group.get(name=forming.OWNERS[0])
    instead = Named(side=Side.DEVELOPER, name="钱建设")

    with pytest.raises(NotAllowed):
        actions.change_group(one.pk, out=gone.pk, instead=instead, reason="搬走了", by=court.desk, at=AT)
    with pytest.raises(TooFewOwners):
        actions.change_group(one.pk, out=gone.pk, instead=instead, reason="搬走了", by=court.jie, at=AT)


def test_nobody_changes_a_group_that_is_not_formed(court: Court) -> None:
    one = forming.reported(court)
    instead = Named(side=Side.OTHER, name="陶然")

    with pytest.raises(OutOfTurn):
        actions.change_group(one.pk, out=one.pk, instead=instead, reason="搬走了", by=court.jie, at=AT)


def test_everybodys_certificate_shows_the_training_and_opens_the_gate(court: Court) -> None:
    one = forming.trained(court)

    step = forming.step(one, TRAINING)
    assert (step.done_on, step.done_by) == (TODAY, court.jie)
    assert set(one.group.values_list("trained_on", flat=True)) == {TODAY}
    actions._require_trained(one)


def test_the_attendance_list_shows_it_as_well(court: Court) -> None:
    one = forming.grouped(court)
    file = keep(court.estate.pk, b"%PDF-1.7 list", "pdf", AT)
    came = replace(forming.training(one, number=""), file=file, file_name="签到表.pdf")

    actions.train_group(one.pk, came, by=court.jie, at=AT)

    step = forming.step(one, TRAINING)
    assert (step.file_name, step.sha256) == ("签到表.pdf", file.sha256)


def test_without_evidence_or_with_somebody_missing_the_gate_stays_shut(court: Court) -> None:
    one = forming.grouped(court)
    with pytest.raises(NoEvidence):
        actions.train_group(one.pk, forming.training(one, number=""), by=court.jie, at=AT)
    with pytest.raises(NoEvidence):
        actions.train_group(one.pk, Training(on=TODAY), by=court.jie, at=AT)

    with pytest.raises(NotAllTrained):
        actions.train_group(one.pk, forming.training(one, but=1), by=court.jie, at=AT)

    assert forming.step(one, TRAINING).done_on is None
    with pytest.raises(NotAllTrained):
        actions._require_trained(one)


def test_nobody_but_the_sub_district_says_that_it_was_trained(court: Court) -> None:
    one = forming.grouped(court)

    with pytest.raises(NotAllowed):
        actions.train_group(one.pk, forming.training(one), by=forming.owner_in_group(court), at=AT)


def test_training_is_written_down_once_the_group_is_there_and_of_no_day_to_come(court: Court) -> None:
    one = forming.reported(court)
    with pytest.raises(OutOfTurn):
        actions.train_group(one.pk, Training(on=TODAY), by=court.jie, at=AT)
    one = actions.form_group(one.pk, forming.forming(court), by=court.jie, at=AT)

    with pytest.raises(NotYet):
        actions.train_group(one.pk, replace(forming.training(one), on=TODAY + DAY), by=court.jie, at=AT)


def test_what_others_hold_up_ends_when_the_step_is_done(court: Court) -> None:
    one = forming.grouped(court)
    held = hold_up(
        forming.step(one, TRAINING).pk, body="ju", words="会议室被占了", since=TODAY, by=court.jie, at=AT
    )  # fmt: skip

    actions.train_group(one.pk, forming.training(one), by=court.jie, at=AT)

    held.refresh_from_db()
    assert (held.until, forming.step(one, DOCUMENTS).done_on) == (TODAY, None)
