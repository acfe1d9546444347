"""Who sees what service is worth, and who brings figures of others."""

from datetime import datetime

from courtyard.assembly.models import Assembly, Motion
from courtyard.assembly.permissions import may_add_attachment
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Node

ABOUT_SERVICE = ("company", "service-fee")
"""Matters of the rulebook that ask what service is worth."""


def may_see_quality(person: object, estate: Estate, at: datetime) -> bool:
    """Everybody: figures say nothing of anybody."""
    return True


def may_load_peers(person: Person, node: Node, at: datetime) -> bool:
    """The district's and the city's officers, for their own place."""
    return standing(person).holds((Office.Kind.DISTRICT, Office.Kind.CITY), node, at)


may_take_back_peers = may_see_peers = may_load_peers


def may_attach_quality(person: Person, motion: Motion, at: datetime) -> bool:
    """Whoever prepares the vote, while it is prepared, to a motion about the company or its fee."""
    is_draft = motion.assembly.state == Assembly.State.DRAFT
    return is_draft and motion.matter in ABOUT_SERVICE and may_add_attachment(person, motion.assembly, at)
