"""Who sees how many estates have the committee they should have."""

from datetime import datetime

from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Node


def may_see_coverage(person: Person, node: Node, at: datetime) -> bool:
    """Figures of a part of the tree: for its officers, and for whoever convenes or sits for residents there."""
    offices = (*Office.ABOVE, Office.Kind.CONVENOR, Office.Kind.RESIDENTS_COMMITTEE)
    return node.kind != Node.Kind.ESTATE and standing(person).holds(offices, node, at)
