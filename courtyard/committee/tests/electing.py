"""An election of three seats in Plum Court: voted, published and brought into force by the assembly's real deeds."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from courtyard.assembly import actions
from courtyard.assembly.models import Assembly, Motion
from courtyard.assembly.tests import build
from courtyard.assembly.tests.test_elections import listed
from courtyard.conftest import Court
from courtyard.people.models import CLERK, Person, Tenure
from courtyard.people.tests import build as people
from courtyard.places.models import Home

SEATS = 3


def owners(court: Court) -> list[Person]:
    """lin, mei, yan and the desk's person own a home each, in this order."""
    homes = list(Home.objects.filter(estate=court.estate, building=court.building).order_by("name"))
    Tenure.objects.filter(person=court.mei).update(kind=Tenure.Kind.OWNER, votes=True)
    for person, home in ((court.desk, homes[2]), (court.yan, homes[3])):
        if not person.tenures.exists():
            people.tenure(person, home)
    return [court.lin, court.mei, court.yan, court.desk]


def voted(
    court: Court, matter: str = "committee-election", seats: int = SEATS, alternates: int = 0,
    ballots: Mapping[Person, Sequence[Person]] | None = None, standing: Sequence[Person] = (),
) -> Motion:  # fmt: skip
    """All four vote: unless told otherwise for lin, mei and yan."""
    four = owners(court) if not court.desk.tenures.exists() else [court.lin, court.mei, court.yan, court.desk]
    one = build.drafted(court)
    motion = build.motion(court, one, matter, "选举业委会", seats=seats, alternates=alternates)
    order = listed(court, motion, *(standing or four))
    actions.report(one.pk, by=court.yan, at=build.REPORTED)
    one = actions.give_notice(one.pk, by=court.yan, at=build.NOTICED)
    number = {candidate.person_id: candidate.number for candidate in order}
    for person in four:
        chosen = (ballots or {}).get(person, four[:3])
        build.cast(one, person, [number[other.pk] for other in chosen])
    build.counted(court, one)
    motion.refresh_from_db()
    return motion


def published(court: Court, motion: Motion) -> Assembly:
    """The result is public; objections are taken."""
    from courtyard.assembly import upkeep

    one = Assembly.objects.get(pk=motion.assembly_id)
    with upkeep.bundled(one, build.AFTER) as (public, full):
        return actions.certify(one.pk, bundle=public, full=full, by=court.yan, at=build.AFTER)


def until(one: Assembly) -> datetime:
    """When the time for objections is over."""
    assert one.objections_until is not None, "it was published"
    return one.objections_until + timedelta(minutes=1)


def in_force(court: Court, motion: Motion) -> datetime:
    """Brought into force once nobody can object any more; returns when."""
    one = Assembly.objects.get(pk=motion.assembly_id)
    if one.state != Assembly.State.CERTIFIED:
        one = published(court, motion)
    actions.bring_into_force(one.pk, by=CLERK, at=until(one))
    return until(one)


def objected(court: Court, motion: Motion, one: Assembly) -> datetime:
    """An objection is upheld, so that the election is set aside; returns when."""
    objection = actions.object_to(one.pk, motion=motion, words="票箱没有封好", by=court.desk, at=build.AFTER)
    actions.answer_objection(objection.pk, words="成立", upheld=True, by=court.yan, at=build.AFTER)
    actions.bring_into_force(one.pk, by=CLERK, at=until(one))
    return until(one)
