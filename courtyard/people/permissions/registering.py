"""Who may shape the tree and keep an estate's register of homes: offices, and the clerk where an estate is set up."""

from datetime import datetime

from courtyard.people.models import CLERK_ID, Import, Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Node

KEEPERS = (Office.Kind.REGISTRAR, Office.Kind.RESIDENTS_COMMITTEE)
WRITERS = (Office.Kind.OWNERS_COMMITTEE, Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.CONVENOR)
READERS = (*KEEPERS, Office.Kind.CONVENOR, Office.Kind.OWNERS_COMMITTEE)


def may_shape_tree(person: Person, node: Node, at: datetime) -> bool:
    """An office above, below its own place; nobody but the clerk lays the root."""
    return person.pk == CLERK_ID or standing(person).holds(Office.ABOVE, node, at)


def may_keep_homes(person: Person, node: Node, at: datetime) -> bool:
    return person.pk == CLERK_ID or standing(person).holds(KEEPERS, node, at)


def may_write_rules(person: Person, node: Node, at: datetime) -> bool:
    """The owners' own rules are written down by their committee, or by those who convene where there is none."""
    return person.pk == CLERK_ID or standing(person).holds(WRITERS, node, at)


def may_see_homes(person: Person, node: Node, at: datetime) -> bool:
    return person.pk == CLERK_ID or standing(person).holds(READERS, node, at)


def may_upload(person: Person, estate: Estate, at: datetime) -> bool:
    return may_keep_homes(person, estate.node, at)


def may_revise(person: Person, upload: Import, at: datetime) -> bool:
    return may_upload(person, upload.estate, at)


may_apply_import = may_discard_import = may_undo_import = may_revise


def may_tell_names(person: Person, estate: Estate, at: datetime) -> bool:
    """Says which entries of one name are one person."""
    return may_upload(person, estate, at)


def may_export_register(person: Person, estate: Estate, at: datetime) -> bool:
    """The whole register leaves the house, with names: only its keeper, and with a reason."""
    return standing(person).holds((Office.Kind.REGISTRAR,), estate.node, at)
