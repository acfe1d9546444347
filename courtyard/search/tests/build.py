"""A clerk who reads the trail to its end, and what somebody finds."""

from datetime import datetime, timedelta

from courtyard.conftest import MONDAY_9AM
from courtyard.people.models import Person
from courtyard.search import queries
from courtyard.search.registers import searchables
from courtyard.search.upkeep import reindex
from courtyard.trail.models import Line
from courtyard.trail.registers import readers

LATER = MONDAY_9AM + timedelta(days=3)


def clerk_reads(at: datetime = LATER) -> None:
    """All lines, again and again: PostgreSQL lets the clerk itself read only what is committed."""
    for reader in readers:
        if reader.name.startswith("search."):
            reader.read(list(Line.objects.filter(kind__in=reader.kinds).order_by("id")), at)


def enter_all() -> None:
    """For what a test's cast was given without a deed."""
    for searchable in searchables:
        list(reindex(searchable))


def found(person: Person, text: str, kind: str = "cases", at: datetime = LATER) -> list[str]:
    """What the person finds of one kind, by title, in the order of the list."""
    return [hit.title for hit in queries.find(searchables[kind], person, at, text).hits]
