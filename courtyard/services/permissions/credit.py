"""Who gives points, reads them before they are public, objects, decides, corrects."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.duties.permissions import is_clerk
from courtyard.people.models import Office, Person, Representative
from courtyard.people.standing import standing
from courtyard.places.models import Node
from courtyard.services.models import Company, CreditPoint
from courtyard.services.permissions.companies import acts_for, is_above, manages, may_inspect

may_give_points = may_inspect
"""An office above the estate where it happened, never the company itself."""


def is_public(points: CreditPoint, at: datetime) -> bool:
    return points.counts(localdate(at))


def may_see_points(person: Person | None, points: CreditPoint, at: datetime) -> bool:
    """Everybody while they are public; otherwise the company's people, the estate's managers, the offices above."""
    return is_public(points, at) or (person is not None and may_see_course(person, points, at))


def may_see_course(person: Person, points: CreditPoint, at: datetime) -> bool:
    """Who it concerns, and so who reads all of it: the file, who objected, what became of it."""
    if is_above(person, points.node, at) or acts_for(person, points.company, at):
        return True
    return manages(person, points.company, points.node, at)


may_see_points_file = may_see_course
"""A file may name residents: what is public is said in words."""


def may_see_coming(person: Person, company: Company, at: datetime) -> bool:
    """Whether there may be something for them that is not public: which of it, each point says itself."""
    kinds = (*Office.ABOVE, Office.Kind.COMPANY_MANAGER)
    return acts_for(person, company, at) or any(one.kind in kinds for one in standing(person).offices_on(localdate(at)))


def speaks_for(person: Person, points: CreditPoint, at: datetime) -> bool:
    """Whoever acts for the company; while nobody does, the manager of the estate, so that somebody always can."""
    if acts_for(person, points.company, at):
        return True
    return not has_agent(points.company, at) and manages(person, points.company, points.node, at)


def has_agent(company: Company, at: datetime) -> bool:
    if company.person_id is None:
        return False
    named = Representative.objects.filter(legal=company.person_id, since__lte=localdate(at))
    return named.exclude(until__lte=localdate(at)).exists()


may_object_to_points = may_ask_correction = speaks_for


def may_answer_objection(person: Person, points: CreditPoint, at: datetime) -> bool:
    """An office where the points were given, or above it; not who gave them, while somebody else is there."""
    if not sits_over(person, points, at):
        return False
    return person.pk != points.given_by_id or not others_over(points, at)


def sits_over(person: Person, points: CreditPoint, at: datetime) -> bool:
    return is_above(person, points.seat, at) and not acts_for(person, points.company, at)


def others_over(points: CreditPoint, at: datetime) -> bool:
    """Whether somebody else than who gave the points holds an office there or above."""
    seats = Office.objects.on(localdate(at)).reaching(points.seat).filter(kind__in=Office.ABOVE)
    return seats.exclude(person=points.given_by_id).exists()


may_correct_points = may_refuse_correction = may_drop_points = sits_over


def may_publish_points(person: Person, points: CreditPoint, at: datetime) -> bool:
    """Nobody hurries it: the clerk, once the time for objection is over."""
    return is_clerk(person)


may_expire_points = may_publish_points


def seat_over(person: Person, node: Node, at: datetime) -> Node:
    """The place whose office they hold that reaches `node`, the nearest one; asked once they may enter something."""
    reaching = [
        office.node
        for office in standing(person).offices_on(localdate(at))
        if office.kind in Office.ABOVE and node.path.startswith(office.node.path)
    ]
    return max(reaching, key=lambda place: len(place.path), default=node)
