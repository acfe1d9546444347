"""Which cases a person may see, on which page."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from courtyard.cases.models import Case, Circle, Follow, Party
from courtyard.cases.permissions import LEADS, SEATS, may_work
from courtyard.cases.queries.lists import COUNTED_UP_TO
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Node


def visible_to(person: Person, at: datetime) -> QuerySet[Case]:
    """The person's own cases, those they handle, those of their desks, and what neighbours made public.

    A case about a party goes past it, here as everywhere. A company's worker sees what is the company's. The
    sub-district sees what climbed up to it. Whoever reported what another case stands for sees that one as a
    neighbour would.
    """
    stands = standing(person)
    may = Q(reporter=person) | Q(handler=person)
    may |= Q(pk__in=Case.objects.filter(reporter=person, duplicate_of__isnull=False).values("duplicate_of"))
    for office in stands.offices_on(localdate(at)):
        below = Q(estate__node__path__startswith=office.node.path)
        circles = [circle.value for circle, kinds in SEATS.items() if office.kind in kinds]
        if circles:
            may |= below & Q(circle__in=circles)
        if office.kind == Office.Kind.COMPANY_WORKER:
            may |= below & _of_party(Party.WU)
        if office.kind in LEADS["jie"]:
            may |= below & Q(level=Case.Level.SUBDISTRICT)
    homes = {tenure.estate_id for tenure in stands.tenures_on(localdate(at))}
    if homes:
        may |= Q(public=True, estate__in=homes)
    return Case.objects.filter(may).select_related("estate__node", "handler")


def _of_party(party: str) -> Q:
    return Q(Q(party=party) | Q(helping__contains=party), circle=Circle.DESK)


def of_desk(person: Person, estate_id: UUID, node: Node, at: datetime) -> QuerySet[Case]:
    """What this person sees at the estate's desk: what is theirs to handle, or, working for the company, what is its.

    Cases about a party are not on the desk's list for anybody whom they go past.
    """
    cases = Case.objects.filter(estate=estate_id)
    circles = circles_of(person, node, at)
    if circles:
        return cases.filter(circle__in=sorted(circles))
    return cases.filter(_of_party(Party.WU)) if may_work(person, node, at) else cases.none()


def circles_of(person: Person, node: Node, at: datetime) -> set[str]:
    """Which cases of an estate are this person's to handle."""
    return {circle for circle, kinds in SEATS.items() if standing(person).holds(kinds, node, at)}


def of_reporter(person: Person) -> QuerySet[Case]:
    return Case.objects.filter(reporter=person).select_related("estate__node")


def waiting_for(person: Person) -> QuerySet[Case]:
    """Resolved, says the lead; the resident has the last word."""
    return of_reporter(person).filter(state=Case.State.RESOLVED).order_by("-filed_at", "-pk")


def public_in(estate: Estate) -> QuerySet[Case]:
    return Case.objects.filter(estate=estate, public=True).exclude(state=Case.State.WITHDRAWN)


def followed_by(person: Person) -> QuerySet[Case]:
    """Public cases of neighbours that the person follows."""
    followed = Follow.objects.filter(person=person).values("case")
    return Case.objects.filter(pk__in=followed, public=True).select_related("estate__node")


def climbed_to(person: Person, node: Node, at: datetime) -> QuerySet[Case]:
    """What the sub-district's officer has in sight below a node: climbed up to it, or past the desk from the start."""
    if not standing(person).holds(LEADS["jie"], node, at):
        return Case.objects.none()
    up = Q(level=Case.Level.SUBDISTRICT) | Q(circle=Circle.ABOVE)
    return Case.objects.filter(up, estate__node__path__startswith=node.path).select_related("estate__node")


def count_climbed_to(person: Person, node: Node, at: datetime) -> int:
    """Open ones, as far as anything is counted."""
    open_ones = climbed_to(person, node, at).filter(state__in=Case.OPEN)
    return open_ones.order_by()[:COUNTED_UP_TO].count()
