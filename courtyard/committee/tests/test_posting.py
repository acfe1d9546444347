"""What the group posts: its names, the roll, the draft rules, candidates, the elected. Each once, in its turn."""

from dataclasses import replace

import pytest

from courtyard.assembly import actions as votes
from courtyard.assembly.models import Assembly
from courtyard.assembly.tests import build
from courtyard.committee.actions import posting as actions
from courtyard.committee.actions.formation import NoReason, mark_elected
from courtyard.committee.actions.group import NotAllTrained, train_group
from courtyard.committee.actions.posting import NobodyElected, NotLookedAt, NotTheGroups, Shown
from courtyard.committee.models import Formation
from courtyard.committee.steps import CANDIDATES, DOCUMENTS, LIST, NAMES
from courtyard.committee.tests import underway as forming
from courtyard.committee.tests.sitting import elected
from courtyard.committee.tests.underway import AT, TODAY
from courtyard.committee.upkeep import keep
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed, NotThere, OutOfTurn
from courtyard.notify.models import BoardNotice
from courtyard.people.models import CLERK
from courtyard.trail.ids import new_id

SHOWN = Shown(words="贴在各单元门口，十五日内可提意见")


def test_the_groups_names_hang_on_the_board_and_nowhere_else(court: Court) -> None:
    one = forming.grouped(court)

    for _ in range(2):
        actions.post_list(one.pk, by=court.jie, at=AT)

    notice, step = BoardNotice.objects.get(), forming.step(one, LIST)
    assert (notice.party, notice.tells, step.done_on) == ("jie", "residents", TODAY)
    assert forming.OWNERS[0] in notice.words
    assert forming.OWNERS[0] not in step.words + forming.duty(one, LIST).evidence


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "yan", "zhu", "reg"])
def test_nobody_but_the_sub_district_posts_the_list(court: Court, name: str) -> None:
    one = forming.reported(court)

    with pytest.raises(NotAllowed):
        actions.post_list(one.pk, by=getattr(court, name), at=AT)


def test_before_there_is_a_group_nothing_of_it_is_posted(court: Court) -> None:
    one = forming.reported(court)

    with pytest.raises(OutOfTurn):
        actions.post_list(one.pk, by=court.jie, at=AT)
    with pytest.raises(OutOfTurn):
        actions.post_documents(one.pk, SHOWN, by=court.jie, at=AT)
    with pytest.raises(OutOfTurn):
        actions.post_candidates(one.pk, assembly=new_id(), by=court.jie, at=AT)


def test_the_group_posts_the_roll_and_the_draft_rules_once_with_the_papers(court: Court) -> None:
    one = forming.trained(court)
    file = keep(court.estate.pk, b"%PDF-1.7 rules", "pdf", AT)
    shown = replace(SHOWN, file=file, file_name="议事规则草案.pdf")

    for _ in range(2):
        actions.post_documents(one.pk, shown, by=forming.owner_in_group(court), at=AT)

    step = forming.step(one, DOCUMENTS)
    assert (step.done_on, step.file_name, step.sha256) == (TODAY, "议事规则草案.pdf", file.sha256)
    assert BoardNotice.objects.get().words == SHOWN.words


def test_nothing_is_posted_before_the_training_or_without_saying_where(court: Court) -> None:
    one = forming.grouped(court)
    with pytest.raises(NotAllTrained):
        actions.post_documents(one.pk, SHOWN, by=court.jie, at=AT)
    train_group(one.pk, forming.training(one), by=court.jie, at=AT)

    with pytest.raises(NoReason):
        actions.post_documents(one.pk, Shown(words=" "), by=court.jie, at=AT)
    with pytest.raises(NotAllowed):
        actions.post_documents(one.pk, SHOWN, by=court.lin, at=AT)


def test_candidates_are_posted_once_all_were_looked_at(court: Court) -> None:
    one, listed = forming.posted(court)

    again = actions.post_candidates(one.pk, assembly=new_id(), by=court.jie, at=AT)

    notice = BoardNotice.objects.order_by("posted_at", "pk").last()
    assert (again.assembly, forming.step(one, CANDIDATES).done_on) == (listed[0].motion.assembly_id, TODAY)
    assert notice is not None
    assert all(each.name in notice.words for each in listed)
    assert forming.step(one, CANDIDATES).words == ""


def test_too_few_or_somebody_nobody_looked_at_are_no_list(court: Court) -> None:
    one = forming.documented(court)
    assembly, motion = forming.called(court)
    first, second, third = forming.candidates(court)
    forming.stands(court, motion, first, second)
    with pytest.raises(NotLookedAt):
        actions.post_candidates(one.pk, assembly=assembly.pk, by=court.jie, at=AT)
    forming.stands(court, motion, third)
    votes.nominate(motion.pk, person=court.lin, by=court.lin, at=AT)

    with pytest.raises(NotLookedAt):
        actions.post_candidates(one.pk, assembly=assembly.pk, by=court.jie, at=AT)


def test_a_vote_that_the_group_did_not_call_elects_no_committee(court: Court) -> None:
    one = forming.documented(court)
    plan = build.plan(court, convener=Assembly.Convener.COMMITTEE)
    committees = votes.draft(plan, by=court.yan, at=AT)
    empty = votes.draft(build.plan(court, convener=Assembly.Convener.STREET), by=court.jie, at=AT)

    with pytest.raises(NotTheGroups):
        actions.post_candidates(one.pk, assembly=committees.pk, by=court.jie, at=AT)
    for assembly in (empty.pk, new_id()):
        with pytest.raises(NotThere):
            actions.post_candidates(one.pk, assembly=assembly, by=court.jie, at=AT)


def test_the_names_of_those_elected_hang_once_there_are_some(court: Court) -> None:
    one = forming.trained(court)
    one = mark_elected(one, on=TODAY, assembly=new_id(), by=CLERK, at=AT)
    with pytest.raises(NobodyElected):
        actions.post_names(one.pk, by=court.jie, at=AT)
    committee = elected(court, formation=Formation.objects.get(pk=one.pk))

    for _ in range(2):
        actions.post_names(one.pk, by=forming.owner_in_group(court), at=AT)

    committee.refresh_from_db()
    assert (committee.names_posted_on, forming.step(one, NAMES).done_on) == (TODAY, TODAY)
    assert all(member.name in BoardNotice.objects.get().words for member in committee.members.all())
    with pytest.raises(NotAllowed):
        actions.post_names(one.pk, by=court.lin, at=AT)
