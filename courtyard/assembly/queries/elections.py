"""Elections being prepared: where candidates can be proposed, who was asked to stand, and the one owner of a name."""

from datetime import date

from courtyard.assembly.models import Assembly, Candidate, Motion
from courtyard.people.models import Person, Tenure
from courtyard.places.models import Building, Estate

SHOWN = 30
WITH_PLACE = ("assembly__estate__node", "assembly__building", "assembly__entrance__building")


def nominating(estate: Estate) -> list[Motion]:
    """Elections for which candidates can still be proposed."""
    prepared = Motion.objects.filter(
        estate=estate, kind=Motion.Kind.ELECTION, seed="", assembly__state=Assembly.State.DRAFT
    )
    return list(prepared.select_related(*WITH_PLACE).order_by("assembly__opens_at", "position")[:SHOWN])


def asked_to_stand(person: Person) -> list[Candidate]:
    """Where somebody was proposed and has not said yes or no."""
    waiting = Candidate.objects.filter(
        person=person, state=Candidate.State.NOMINATED, consented_at__isnull=True,
        motion__assembly__state=Assembly.State.DRAFT,
    )  # fmt: skip
    return list(waiting.select_related("motion__assembly__estate__node")[:SHOWN])


def candidates_of(motion: Motion) -> list[Candidate]:
    """Everybody proposed: on the ballot in its order, then as they came."""
    rows = motion.candidates.select_related("person")
    return sorted(rows, key=lambda one: (not one.number, one.number, one.nominated_at, one.pk))


def owner_of(building: Building, home: str, name: str, on: date) -> Person | None:
    """The owner of that name in that home. Whoever proposes somebody knows both; nobody browses names."""
    owning = Tenure.objects.on(on).owning().filter(home__building=building, home__name=home.strip())
    found = [one.person for one in owning.select_related("person") if one.person.name == name.strip()]
    return found[0] if len(found) == 1 else None
