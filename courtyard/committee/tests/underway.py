"""Formations of Plum Court for tests, through the real deeds: due, reported, with a group, trained."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from courtyard.assembly import actions as votes
from courtyard.assembly.models import Assembly, Candidate, Motion
from courtyard.assembly.tests import build
from courtyard.committee.actions import formation as actions
from courtyard.committee.actions import group as groups
from courtyard.committee.actions import posting
from courtyard.committee.actions.formation import Due
from courtyard.committee.actions.group import Forming, Named, Training
from courtyard.committee.actions.posting import Shown
from courtyard.committee.models import Formation, GroupMember, Step
from courtyard.committee.tests.sitting import owners
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.duties.models import Duty
from courtyard.people.models import Person
from courtyard.people.standing import forget_standing

AT = MONDAY_9AM
TODAY = date(2026, 6, 8)
DAY = timedelta(days=1)
WHY = "交付面积过半"
GOOD = {"capable": True, "no_relative": True, "no_damage": True, "no_misuse": True, "complies": True}
OWNERS = ("顾望舒", "简行之", "莫知微")
"""Three owners of the second house, who sit in the group."""
K, Side = Formation.Kind, GroupMember.Side


def due(court: Court, kind: str = K.FIRST, on: date = TODAY, **given: Any) -> Formation:
    one = Due(estate=court.estate, kind=kind, due_on=on, why=WHY, **given)
    return actions.begin_formation(one, by=court.jie, at=AT)


def reported(court: Court, kind: str = K.FIRST, on: date = TODAY, due_on: date = TODAY) -> Formation:
    one = due(court, kind, due_on)
    return actions.report(one.pk, on=on, words="建设单位送来书面报告", by=court.jie, at=AT)


def members(court: Court, names: Sequence[str] = OWNERS) -> list[Named]:
    """Five: three owners, one for the residents' committee, and jie in the chair."""
    return [
        Named(side=Side.STREET, name=court.jie.name, person=court.jie, chairs=True),
        Named(side=Side.RESIDENTS, name=court.desk.name, person=court.desk),
        *(Named(side=Side.OWNER, name=one.name, person=one) for one in owners(court, names)),
    ]


def forming(court: Court, those: Sequence[Named] | None = None, on: date = TODAY, **given: Any) -> Forming:
    return Forming(members=members(court) if those is None else those, on=on, **({"seats": 3} | given))


def grouped(court: Court, kind: str = K.FIRST, those: Sequence[Named] | None = None, at: datetime = AT) -> Formation:
    one = due(court, kind) if kind == K.EARLY else reported(court, kind)
    one = groups.form_group(one.pk, forming(court, those), by=court.jie, at=at)
    for member in one.group.select_related("person"):
        if member.person is not None:
            forget_standing(member.person)
    return one


def training(one: Formation, *, number: str = "沪培2026-{n}", but: int = 0) -> Training:
    """Everybody came, but so many, and has a certificate."""
    came = list(one.group.filter(until__isnull=True))[but:]
    return Training(on=TODAY, came={member.pk: number.format(n=n) for n, member in enumerate(came, start=1)})


def trained(court: Court, kind: str = K.FIRST) -> Formation:
    one = grouped(court, kind)
    return groups.train_group(one.pk, training(one), by=court.jie, at=AT)


def documented(court: Court) -> Formation:
    one = trained(court)
    return posting.post_documents(one.pk, Shown(words="贴在各单元门口，十五日内可提意见"), by=court.jie, at=AT)


def owner_in_group(court: Court) -> Person:
    """The first of the owners who sit in the group."""
    one: Person = Person.objects.get(name=OWNERS[0])
    return one


def called(court: Court, convener: str = Assembly.Convener.GROUP, seats: int = 3) -> tuple[Assembly, Motion]:
    """The group's vote, in preparation, with the election of the committee in it."""
    plan = build.plan(court, convener=convener)
    assembly = votes.draft(plan, by=court.jie, at=AT)
    text = votes.Text(matter="committee-election", title="选举业委会", decides="选举委员三名。", seats=seats)
    return assembly, votes.put_motion(assembly.pk, text, by=court.jie, at=AT)


def stands(court: Court, motion: Motion, *persons: Person) -> list[Candidate]:
    """Proposed by themselves, looked at by the sub-district, and on the list."""
    return [
        votes.accept_candidate(
            votes.nominate(motion.pk, person=person, by=person, at=AT).pk, checks=GOOD, by=court.jie, at=AT
        )
        for person in persons
    ]


def candidates(court: Court) -> list[Person]:
    """Three owners of the second house who are not in the group."""
    return owners(court, ("水清浅", "山有木", "石无言"))


def posted(court: Court) -> tuple[Formation, list[Candidate]]:
    """The candidates hang on the board; owners may object to them."""
    one = documented(court)
    assembly, motion = called(court)
    listed = stands(court, motion, *candidates(court))
    return posting.post_candidates(one.pk, assembly=assembly.pk, by=court.jie, at=AT), listed


def step(one: Formation, name: str) -> Step:
    return one.steps.get(name=name)


def duty(one: Formation, name: str) -> Duty:
    """What is owed for a step of it."""
    owed = step(one, name).duty
    assert owed is not None
    return Duty.objects.get(pk=owed)
