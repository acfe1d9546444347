"""While a re-election group sits, some matters are not decided: refused at the motion, and at the notice."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from courtyard.assembly import actions, freezes
from courtyard.assembly.models import Assembly, Freeze
from courtyard.assembly.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import CLERK, Person

ARTICLE = "上海市住宅物业管理规定第二十八条"
HOUR = timedelta(hours=1)


def freeze(court: Court, by: Person | None = None, about: UUID | None = None) -> Freeze:
    return actions.freeze(
        court.estate, about=about or uuid4(), why="换届改选小组成立", article=ARTICLE, by=by or court.jie, at=MONDAY_9AM
    )


@pytest.mark.parametrize("matter", ["company", "service-fee", "rebuild", "fund-use"])
def test_what_is_frozen_cannot_be_put(court: Court, matter: str) -> None:
    one = build.drafted(court)
    freeze(court)

    with pytest.raises(freezes.Frozen) as refused:
        build.motion(court, one, matter)

    assert refused.value.fields["article"] == ARTICLE
    assert not one.motions.exists()


def test_what_was_put_before_gets_no_notice_while_it_is_frozen(court: Court) -> None:
    one = build.drafted(court)
    build.motion(court, one, "company")
    actions.report(one.pk, by=court.yan, at=build.REPORTED)
    freeze(court)

    with pytest.raises(freezes.Frozen):
        actions.give_notice(one.pk, by=court.yan, at=build.NOTICED)

    assert Assembly.objects.get(pk=one.pk).state == Assembly.State.DRAFT


@pytest.mark.usefixtures("owners")
def test_other_matters_go_on(court: Court) -> None:
    freeze(court)

    assert build.noticed(court, matters=["other"]).state == Assembly.State.FROZEN


def test_once_thawed_everything_may_be_decided_again(court: Court) -> None:
    about = uuid4()
    freeze(court, about=about)
    other = actions.thaw(court.estate, about=uuid4(), by=court.jie, at=MONDAY_9AM + HOUR)
    during = freezes.is_frozen("company", court.estate, MONDAY_9AM + HOUR)

    actions.thaw(court.estate, about=about, by=CLERK, at=MONDAY_9AM + 2 * HOUR)
    actions.thaw(court.estate, about=about, by=CLERK, at=MONDAY_9AM + 3 * HOUR)

    assert other is None
    assert during is not None
    assert freezes.is_frozen("company", court.estate, MONDAY_9AM + 2 * HOUR) is None
    assert freezes.is_frozen("company", court.estate, MONDAY_9AM + HOUR) == during


def test_frozen_twice_is_frozen_once_and_only_there(court: Court) -> None:
    assert freeze(court).pk == freeze(court).pk
    assert freezes.is_frozen("company", court.other, MONDAY_9AM) is None


@pytest.mark.parametrize("name", ["yan", "zhu", "lin", "desk", "far"])
def test_nobody_whose_decisions_are_frozen_freezes_or_thaws(court: Court, name: str) -> None:
    about, person = uuid4(), getattr(court, name)
    with pytest.raises(NotAllowed):
        freeze(court, by=person)
    freeze(court, about=about)

    with pytest.raises(NotAllowed):
        actions.thaw(court.estate, about=about, by=person, at=MONDAY_9AM)

    assert freezes.freeze_of(court.estate, MONDAY_9AM) is not None


def test_a_by_election_fills_any_number_of_seats(court: Court) -> None:
    one = build.drafted(court)

    motion = build.motion(court, one, "committee-by-election", seats=2)

    assert (motion.is_election, motion.seats) == (True, 2)
