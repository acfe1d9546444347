"""Lines for readers: a thing's timeline, and what anybody may look up by a digest."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from courtyard.core.events import Event
from courtyard.core.quantities import format_cm2
from courtyard.trail.models import Checkpoint, FileHash, Line
from courtyard.trail.registers import namers

LINES_MAX = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A line in the reader's language."""

    line: Line
    sentence: str
    by: str


def tell(event: Event | None) -> str:
    """The event's sentence. Coded fields are said in words; what was erased is said to be."""
    if event is None:
        return gettext("This version of Courtyard does not recognise this entry.")
    body, words = event.parts()
    fields = {name: said(event, name, value) for name, value in body.items()}
    fields |= {name: gettext("(erased)") if value is None else value for name, value in words.items()}
    return gettext(event.says).format(**fields) if event.says else event.NAME


def said(event: Event, name: str, value: Any) -> Any:
    """A field in words: a code by its label, an area in square metres."""
    label = event.labels.get(name, {}).get(str(value))
    if label:
        return gettext(label)
    if value is None:
        return gettext("unknown")
    return format_cm2(value) if "_cm2" in name else value


def names(kind: str, ids: Collection[UUID], request: HttpRequest) -> Mapping[UUID, str]:
    return namers[kind].names(ids, request) if kind in namers and ids else {}


def told(lines: Iterable[Line], request: HttpRequest) -> list[Told]:
    lines = list(lines)
    people = names("persons", {line.by for line in lines}, request)
    return [Told(line, tell(line.event), people.get(line.by, "")) for line in lines]


def timeline(thing: UUID, request: HttpRequest) -> list[Told]:
    """What was done to a thing, oldest first."""
    return told(Line.objects.about(thing)[:LINES_MAX], request)


@dataclass(frozen=True, slots=True)
class Found:
    """That a digest stands on the record, where and since when; not what was said."""

    what: str
    line: Line
    place: str
    checkpoint: Checkpoint | None


def find(digest: str, request: HttpRequest) -> list[Found]:
    """A line's or a file's SHA-256 on the record: at most ten places."""
    lines = [("line", line) for line in Line.objects.filter(digest=digest)[:1]]
    hashes = FileHash.objects.filter(digest=digest).select_related("line").order_by("id")[:10]
    # The index beside the lines is under no seal: what counts is that the line says so.
    lines += [("file", file_hash.line) for file_hash in hashes if digest in file_hash.line.body]
    places = names("nodes", {line.node for _, line in lines}, request)
    return [Found(what, line, places.get(line.node, ""), covered_by(line)) for what, line in lines]


def covered_by(line: Line) -> Checkpoint | None:
    """The first checkpoint signed after the line was sealed."""
    return Checkpoint.objects.filter(at__gte=line.sealed_at).order_by("number").first()
