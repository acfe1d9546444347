"""Files of publications, in the estate's folder; and how far the clerk has come. No right rests on it."""

from contextlib import AbstractContextManager
from datetime import date, datetime
from uuid import UUID

from courtyard.assembly import upkeep as votes
from courtyard.assembly.upkeep import Kept, own
from courtyard.disclosure.models import Walked

FOLDER = "disclosure"
BEFORE_ALL = UUID(int=0)

__all__ = ["Kept", "keep", "kept", "own", "walked_up_to", "walking"]


def keep(estate_id: UUID, data: bytes, ending: str, at: datetime) -> Kept:
    """Write a file under a random name; the deed that takes it over calls `own`, else it is swept after a day."""
    return votes.keep(estate_id, data, ending, at, FOLDER)


def kept(estate_id: UUID, data: bytes | None, ending: str, at: datetime) -> AbstractContextManager[Kept | None]:
    """A file for the deed done inside; removed again if it is refused."""
    return votes.kept(estate_id, data, ending, at, FOLDER)


def walking(day: date) -> Walked:
    """How far the clerk has come on this day; a new day begins at the beginning."""
    Walked.objects.bulk_create([Walked(pk=1, day=day, up_to=BEFORE_ALL)], ignore_conflicts=True)
    Walked.objects.filter(pk=1, day__lt=day).update(day=day, up_to=BEFORE_ALL)
    return Walked.objects.get(pk=1)


def walked_up_to(before: Walked, up_to: UUID | None) -> None:
    """These estates are through. Whoever comes second, or on another day, moves nothing back."""
    Walked.objects.filter(pk=1, day=before.day, up_to=before.up_to).update(up_to=up_to)
