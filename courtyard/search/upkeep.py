"""Keeping the index: things are entered as they stand whenever the record says something of them."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction

from courtyard.core.tokens import tokens
from courtyard.search.models import Entry
from courtyard.search.registers import Searchable, Words, mark, searchables
from courtyard.trail.events import WordsErased
from courtyard.trail.models import Line, Reader
from courtyard.trail.registers import TrailReader, readers

AT_ONCE = 500
MARKS_MAX = 40


def offer(searchable: Searchable) -> None:
    """Make a kind of thing searchable: called from an app's apps.py. What there is already is entered, too."""

    def read(lines: Iterable[Line], at: datetime) -> None:
        enter(searchable, {thing for line in lines for thing in _touched(searchable, line)})

    searchables.add(searchable)
    readers.add(TrailReader(_reader(searchable), searchable.events | {WordsErased.NAME}, read))


def _reader(searchable: Searchable) -> str:
    return f"search.{searchable.name}"


def _touched(searchable: Searchable, line: Line) -> Iterator[UUID]:
    """Where somebody's words were erased, whatever the erased lines spoke of is read anew."""
    if line.kind in searchable.events:
        yield from searchable.touched(line)
    if line.kind == WordsErased.NAME:
        spoke = Line.objects.filter(erasure__batch=line.fields["batch"], node=line.node, kind__in=searchable.events)
        for one in spoke.order_by("id").iterator(chunk_size=AT_ONCE):
            yield from searchable.touched(one)


def enter(searchable: Searchable, things: Collection[UUID]) -> int:
    """Enter these things as they stand now; what is gone is taken out. Returns how many there are."""
    ids = sorted(things)
    return sum(_enter(searchable, ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE))


def _enter(searchable: Searchable, things: Collection[UUID]) -> int:
    fresh = {words.about: words for words in searchable.words(things)}
    gone = [thing for thing in things if thing not in fresh]
    Entry.objects.filter(kind=searchable.name, about__in=gone).delete()
    entries = [_entry(searchable, words) for words in fresh.values()]
    Entry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "about"],
        update_fields=["at", "title", "body", "marks"],
    )
    return len(entries)


def _entry(searchable: Searchable, words: Words) -> Entry:
    marks = [mark("kind", searchable.name), *sorted(words.marks)[:MARKS_MAX]]
    return Entry(
        kind=searchable.name,
        about=words.about,
        at=words.at,
        title=" ".join(tokens(words.title)),
        body=" ".join(tokens(words.body)),
        marks=" ".join(marks),
    )


def reindex(searchable: Searchable) -> Iterator[int]:
    """Enter everything anew, a batch at a time, and take out what is gone; says how many, batch by batch.

    The clerk's reader waits meanwhile: whoever read a thing before it changed must not write it down after.
    """
    after: UUID | None = None
    while True:
        with _alone(searchable):
            things = searchable.every(after, AT_ONCE)
            entered = enter(searchable, things)
            until = things[-1] if len(things) == AT_ONCE else None
            _take_out(searchable, things, after, until)
        yield entered
        if until is None:
            return
        after = until


def _take_out(searchable: Searchable, things: Collection[UUID], after: UUID | None, until: UUID | None) -> None:
    """Entries between two ids of which nothing is left."""
    between = Entry.objects.filter(kind=searchable.name).exclude(about__in=things)
    between = between.filter(about__gt=after) if after else between
    between = between.filter(about__lte=until) if until else between
    between.delete()


@contextmanager
def _alone(searchable: Searchable) -> Iterator[None]:
    """A transaction that holds the reader's place."""
    Reader.objects.get_or_create(name=_reader(searchable))
    with transaction.atomic():
        Reader.objects.select_for_update(no_key=True).get(name=_reader(searchable))
        yield
