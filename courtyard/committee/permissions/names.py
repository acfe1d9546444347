"""Who lets somebody's name be forgotten."""

from datetime import datetime

from courtyard.people.models import Person


def may_forget_names(person: Person, whose: Person, at: datetime) -> bool:
    """Their own; the clerk with the rest of an account that is erased."""
    return person.pk == whose.pk or person.kind == Person.Kind.CLERK
