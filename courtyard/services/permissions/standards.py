"""Who loads a catalogue of standards for a place, publishes and ends it. Once published, everybody may read it."""

from datetime import datetime
from typing import Any

from courtyard.duties.permissions import is_clerk
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Node
from courtyard.services.models import Catalogue

PLACES = (Node.Kind.CITY, Node.Kind.DISTRICT)
OFFICERS = (Office.Kind.CITY, Office.Kind.DISTRICT)


def may_load_catalogue(person: Person, node: Node, at: datetime) -> bool:
    """Standards are a city's or a district's; its officers load them, and whoever runs the server by command."""
    return node.kind in PLACES and (is_clerk(person) or standing(person).holds(OFFICERS, node, at))


def may_publish_catalogue(person: Person, catalogue: Catalogue, at: datetime) -> bool:
    return may_load_catalogue(person, catalogue.node, at)


may_end_catalogue = may_publish_catalogue
may_drop_catalogue = may_publish_catalogue


def may_read_catalogue(person: Any, catalogue: Catalogue, at: datetime) -> bool:
    """Everybody from its publication on; before that whoever prepares it."""
    if catalogue.valid_from is not None:
        return True
    return isinstance(person, Person) and may_load_catalogue(person, catalogue.node, at)
