"""Catalogues of standards: loaded as a whole, published from a day on, ended, dropped. What was published stays."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.standards import Draft
from courtyard.people.models import Person
from courtyard.places.models import Node
from courtyard.services.events.standards import (
    CatalogueDropped,
    CatalogueEnded,
    CatalogueLoaded,
    CataloguePublished,
)
from courtyard.services.locks.standards import lock_catalogue, lock_place
from courtyard.services.models import Catalogue, Contract, Item, Level
from courtyard.services.models.standard import CODE_MAX, NAME_MAX, SOURCE_MAX, WORDS_MAX
from courtyard.services.permissions.standards import (
    may_drop_catalogue,
    may_end_catalogue,
    may_load_catalogue,
    may_publish_catalogue,
)
from courtyard.services.queries.standards import day_at
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

AHEAD_MAX = timedelta(days=3 * 366)


class NoName(BadInput):
    says = sentence("Say in at most {most} characters what the catalogue is called.")
    field = "name"


class NoVersion(BadInput):
    says = sentence("Give the version, in at most {most} characters: 2026, or 2026.2.")
    field = "version"


class LongSource(BadInput):
    says = sentence("Say in at most {most} characters where it comes from.")
    field = "source"


class VersionPublished(BadInput):
    says = sentence(
        "{name} {version} is published, and what was published never changes: contracts rest on it. "
        "Load it under a new version."
    )
    field = "version"


class VersionThere(BadInput):
    says = sentence("{name} {version} is loaded already and not published. Drop that one first, or give a new version.")
    field = "version"


class PublishedAlready(Refusal):
    says = sentence("{name} {version} is published, and what was published never changes. Load a new version.")


class NeverPublished(Refusal):
    says = sentence("{name} {version} was never published, so it cannot end. You can drop it.")


class EndedAlready(Refusal):
    says = sentence("{name} {version} ends on {day} already.")


class InUse(Refusal):
    says = sentence("A contract that is being prepared rests on {name} {version}. It can be dropped once none does.")


class BeginsInThePast(BadInput):
    says = sentence("Standards hold from today on at the earliest. Choose today or a day that is still to come.")
    field = "valid_from"


class BeginsFarAhead(BadInput):
    says = sentence("Choose a day within the next three years.")
    field = "valid_from"


class BeforeLast(BadInput):
    says = sentence("{version} holds from {day} on. A version that takes its place begins later. Choose a later day.")
    field = "valid_from"


class EndsTooEarly(BadInput):
    says = sentence("Its last day is today at the earliest, and not before its first day. Choose another day.")
    field = "valid_to"


class NoReason(BadInput):
    says = sentence("Say why, in at most {most} characters. Everybody reads it.")
    field = "reason"


@dataclass(frozen=True, kw_only=True)
class Loading:
    """A catalogue that was read without a fault. Its `id` makes one form one catalogue."""

    node: Node
    name: str
    version: str
    draft: Draft
    source: str = ""
    is_example: bool = False
    sha256: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def load_catalogue(loading: Loading, *, by: Person, at: datetime) -> Catalogue:
    """All of it or nothing. Nobody but whoever prepares it sees it before it is published."""
    node = lock_place(loading.node.pk)
    require(may_load_catalogue, by, node, at)
    before = Catalogue.objects.filter(pk=loading.id, node=node).first()
    if before is not None:
        return before
    name, version = _checked(loading)
    _require_new(node, name, version)
    one = Catalogue.objects.create(
        id=loading.id, node=node, name=name, version=version, source=loading.source.strip(),
        is_example=loading.is_example, sha256=loading.sha256, loaded_by=by, loaded_at=at,
    )  # fmt: skip
    _write(one, loading.draft)
    event = CatalogueLoaded(
        name=name, version=version, source=one.source, is_example=one.is_example, levels=len(loading.draft.levels),
        items=len(loading.draft.items), sha256=one.sha256,
    )  # fmt: skip
    record(event, node=node.pk, about=one.pk, by=by, at=at)
    return one


def _checked(loading: Loading) -> tuple[str, str]:
    name, version = loading.name.strip(), loading.version.strip()
    if not name or len(name) > NAME_MAX:
        raise NoName(most=NAME_MAX)
    if not version or len(version) > CODE_MAX:
        raise NoVersion(most=CODE_MAX)
    if len(loading.source.strip()) > SOURCE_MAX:
        raise LongSource(most=SOURCE_MAX)
    return name, version


def _require_new(node: Node, name: str, version: str) -> None:
    there = Catalogue.objects.filter(node=node, name=name, version=version).first()
    if there is not None:
        kind = VersionThere if there.valid_from is None else VersionPublished
        raise kind(name=name, version=version)


def _write(one: Catalogue, draft: Draft) -> None:
    Level.objects.bulk_create(
        Level(catalogue=one, field=line.field, number=line.number, name=line.name, words=line.words)
        for line in draft.levels
    )
    Item.objects.bulk_create(
        Item(
            catalogue=one, field=line.field, code=line.code, position=position, level_from=line.level_from,
            level_to=line.level_to, what=line.what, how=line.how, often=line.often, every_days=line.every_days,
            passes=line.passes, category=line.category,
        )
        for position, line in enumerate(draft.items, start=1)
    )  # fmt: skip


@deed
def publish_catalogue(catalogue_id: UUID, *, valid_from: date, by: Person, at: datetime) -> Catalogue:
    """From a day on contracts may rest on it. The version before ends on the day before."""
    one = lock_catalogue(catalogue_id)
    require(may_publish_catalogue, by, one, at)
    if one.valid_from == valid_from:
        return one
    if one.valid_from is not None:
        raise PublishedAlready(name=one.name, version=one.version)
    _require_ahead(valid_from, day_at(one.node, at))
    last = _end_last(one, valid_from)
    one.valid_from = valid_from
    one.save(update_fields=["valid_from"])
    event = CataloguePublished(
        name=one.name, version=one.version, valid_from=valid_from, ends=last.version if last else ""
    )
    record(event, node=one.node_id, about=one.pk, by=by, at=at)
    return one


def _require_ahead(valid_from: date, today: date) -> None:
    if valid_from < today:
        raise BeginsInThePast
    if valid_from > today + AHEAD_MAX:
        raise BeginsFarAhead


def _end_last(one: Catalogue, valid_from: date) -> Catalogue | None:
    """The version that holds until then makes room."""
    published = Catalogue.objects.filter(node=one.node_id, name=one.name, valid_from__isnull=False)
    last = published.order_by("-valid_from").first()
    if last is None or last.valid_from is None:
        return None
    if last.valid_from >= valid_from:
        raise BeforeLast(version=last.version, day=last.valid_from)
    if last.valid_to is None or last.valid_to >= valid_from:
        last.valid_to = valid_from - timedelta(days=1)
        last.save(update_fields=["valid_to"])
        return last
    return None


@deed
def end_catalogue(catalogue_id: UUID, *, valid_to: date, reason: str, by: Person, at: datetime) -> Catalogue:
    """No new contract rests on it after that day, and none takes its place. Contracts made under it keep it."""
    one = lock_catalogue(catalogue_id)
    require(may_end_catalogue, by, one, at)
    if one.valid_from is None:
        raise NeverPublished(name=one.name, version=one.version)
    if one.valid_to == valid_to:
        return one
    if one.valid_to is not None:
        raise EndedAlready(name=one.name, version=one.version, day=one.valid_to)
    if valid_to < max(one.valid_from, day_at(one.node, at)):
        raise EndsTooEarly
    if not reason.strip() or len(reason.strip()) > WORDS_MAX:
        raise NoReason(most=WORDS_MAX)
    one.valid_to, one.ended_why = valid_to, reason.strip()
    one.save(update_fields=["valid_to", "ended_why"])
    event = CatalogueEnded(name=one.name, version=one.version, valid_to=valid_to, reason=one.ended_why)
    record(event, node=one.node_id, about=one.pk, by=by, at=at)
    return one


@deed
def drop_catalogue(catalogue_id: UUID, *, by: Person, at: datetime) -> None:
    """One that was never published goes, with its levels and items."""
    one = lock_catalogue(catalogue_id)
    require(may_drop_catalogue, by, one, at)
    if one.valid_from is not None:
        raise PublishedAlready(name=one.name, version=one.version)
    if Contract.objects.filter(catalogue=one).exists():
        raise InUse(name=one.name, version=one.version)
    pk = one.pk
    one.delete()
    record(CatalogueDropped(name=one.name, version=one.version), node=one.node_id, about=pk, by=by, at=at)
