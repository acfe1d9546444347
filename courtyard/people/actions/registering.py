"""The register's import: previewed, applied as one deed, undone while nothing depends on it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.timezone import localdate

from courtyard.core.errors import NotThere, OutOfTurn, Refusal, sentence
from courtyard.people.events.registering import (
    PersonsConfirmedOne,
    PersonsConfirmedTwo,
    RegisterDiscarded,
    RegisterImported,
    RegisterImportUndone,
    RegisterRevised,
    RegisterUploaded,
)
from courtyard.people.importing import kept
from courtyard.people.importing.compare import Comparison, compare
from courtyard.people.importing.drafts import Draft, packed
from courtyard.people.importing.known import Known, known
from courtyard.people.importing.leaning import leaning
from courtyard.people.importing.papers import Papers
from courtyard.people.importing.plan import Enrolment, Roll, spec
from courtyard.people.importing.preview import Preview, is_ready
from courtyard.people.models import Import, Person, PrintedCode, Tenure
from courtyard.people.permissions.registering import (
    may_apply_import,
    may_discard_import,
    may_revise,
    may_undo_import,
    may_upload,
)
from courtyard.places import actions as places
from courtyard.places.models import Estate
from courtyard.places.removal import take_out
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

ROWS_AT_ONCE = 2_000
"""Rows in one statement: more is no faster and costs memory."""


class NotReady(Refusal):
    says = sentence("{problems} rows still cannot be read. Either every row goes in or none does: nothing was saved.")


class SeenOld(Refusal):
    says = sentence("Someone has just changed this preview. Look at it again, then import.")


class Leaning(Refusal):
    says = sentence("This import can no longer be undone: {what}. Nothing was changed.")


@deed
def upload(
    estate_id: UUID, *, draft: Draft, looked: Preview, by: Person, at: datetime, import_id: UUID | None = None
) -> Import:
    """Keep a file for a day, to be looked at. Of what the register will say nothing is stored.

    The same `import_id` again is the same upload.
    """
    estate = Estate.objects.select_related("node").select_for_update(of=("self",), no_key=True).get(pk=estate_id)
    require(may_upload, by, estate, at)
    there = Import.objects.filter(pk=import_id, estate=estate, uploaded_by=by).first() if import_id else None
    if there:
        return there
    one = Import(
        id=import_id or new_id(), estate=estate, file_name=draft.file_name, file_hash=draft.file_hash, uploaded_at=at,
        uploaded_by=by, columns=_columns(looked), papers=looked.papers.sealed(), summary=dict(looked.summary),
    )  # fmt: skip
    one.file = kept.write(estate.pk, packed(draft.rows))
    one.save(force_insert=True)
    event = RegisterUploaded(file_hash=one.file_hash, rows=len(draft.rows))
    record(event, node=estate.pk, about=one.pk, by=by, at=at)
    return one


@deed
def revise(import_id: UUID, *, looked: Preview, by: Person, at: datetime) -> Import:
    """Columns matched, cells corrected, names told apart: all as `looked` has read them."""
    one = _lock(import_id)
    require(may_revise, by, one, at)
    if one.state != Import.State.PREVIEWED:
        raise OutOfTurn(Import.State(one.state), Import.State.PREVIEWED)
    _require_seen(one, looked.version)
    one.columns, one.papers, one.summary = _columns(looked), looked.papers.sealed(), dict(looked.summary)
    one.version += 1
    one.save(update_fields=["columns", "papers", "summary", "version"])
    event = RegisterRevised(cells=len(looked.papers.corrections), names=len(looked.papers.decisions))
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def discard_import(import_id: UUID, *, by: Person, at: datetime) -> Import:
    """Throw the preview away, or let the clerk do it when its day is over."""
    one = _lock(import_id)
    require(may_discard_import, by, one, at)
    one.move_to(Import.State.DISCARDED)
    _forget(one)
    one.save(update_fields=["state", "file", "papers"])
    record(RegisterDiscarded(file_hash=one.file_hash), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def apply_import(import_id: UUID, *, looked: Preview, by: Person, at: datetime) -> Import:
    """All rows go into the register, or none. A second click by the same person changes nothing."""
    one = _lock(import_id)
    require(may_apply_import, by, one, at)
    if one.state == Import.State.APPLIED and one.applied_by_id == by.pk:
        return one
    one.move_to(Import.State.APPLIED)
    _require_seen(one, looked.version)
    there = known(one.estate_id, localdate(at))
    compared = compare(looked.register, there, looked.columns)
    if not is_ready(looked.summary) or compared.register.problems:
        raise NotReady(problems=len(compared.register.problems) + looked.summary["without_reason"])
    roll = _write(one, compared, looked.papers, there, by, at)
    one.applied_at, one.applied_by = at, by
    one.summary = {**looked.summary, "made": _made(one, compared, roll)}
    _forget(one)
    one.save(update_fields=["state", "applied_at", "applied_by", "summary", "file", "papers"])
    register = compared.register
    event = RegisterImported(
        file_hash=one.file_hash, homes=len(register.homes), owners=register.owners, area_cm2=register.area_cm2
    )
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _write(one: Import, compared: Comparison, papers: Papers, there: Known, by: Person, at: datetime) -> Roll:
    """Homes, then persons, then who owns what."""
    new = [plan for plan in compared.plans if plan.known is None]
    specs = [spec(plan.line, there) for plan in new]
    homes = places.add_homes(one.estate_id, specs=specs, batch=one.pk, by=by, at=at) if specs else []
    ids = {plan.line.row: home.pk for plan, home in zip(new, homes, strict=True)}
    ids |= {plan.line.row: plan.known.id for plan in compared.plans if plan.known}
    areas = {ids[plan.line.row]: plan.line.area_cm2 or 0 for plan in compared.plans if plan.fills_area}
    if areas:
        places.fill_areas(one.estate_id, areas=areas, batch=one.pk, by=by, at=at)
    enrolment = Enrolment(one.estate_id, one.pk, there, at, localdate(at))
    enrolment.decide(compared.plans, papers.decisions)
    for plan in compared.plans:
        enrolment.enrol(plan, ids[plan.line.row])
    _insert_all(enrolment.roll.persons)
    _insert_all(enrolment.roll.tenures)
    _say_who_is_whom(one, enrolment.roll, by, at)
    return enrolment.roll


def _say_who_is_whom(one: Import, roll: Roll, by: Person, at: datetime) -> None:
    if roll.told_apart:
        Person.objects.filter(pk__in=roll.told_apart).update(told_apart_at=at)
    for said in roll.ones:
        event = PersonsConfirmedOne(entries=said.entries, others=[], reason=said.reason)
        record(event, node=one.estate_id, about=said.person_id, by=by, at=at, whom=said.person_id)
    if roll.twos:
        record(PersonsConfirmedTwo(names=roll.twos), node=one.estate_id, about=one.pk, by=by, at=at)


def _made(one: Import, compared: Comparison, roll: Roll) -> dict[str, int]:
    """What there must still be, untouched, for the import to be taken back."""
    return {
        "homes": sum(1 for plan in compared.plans if plan.known is None),
        "areas": sum(1 for plan in compared.plans if plan.fills_area),
        "persons": len(roll.persons),
        "tenures": len(roll.tenures),
    }


@deed
def undo_import(import_id: UUID, *, by: Person, at: datetime) -> Import:
    """Take the whole import back, while nothing leans on what it brought."""
    one = _lock(import_id)
    require(may_undo_import, by, one, at)
    one.move_to(Import.State.UNDONE)
    if what := leaning(one):
        raise Leaning(what="、".join(what))
    PrintedCode.objects.filter(Q(home__batch=one.pk) | Q(person__batch=one.pk)).delete()
    try:
        owners = take_out(Tenure.objects.filter(batch=one.pk))
        take_out(Person.objects.filter(batch=one.pk))
    except ProtectedError:
        raise places.StillNeeded from None
    homes = places.take_back_homes(one.estate_id, batch=one.pk, by=by, at=at)
    one.save(update_fields=["state"])
    event = RegisterImportUndone(file_hash=one.file_hash, homes=homes, owners=owners)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _lock(import_id: UUID) -> Import:
    """The import, and its estate's register: whoever else changes that waits."""
    estate = Import.objects.filter(pk=import_id).values_list("estate_id", flat=True).first()
    if estate is None:
        raise NotThere
    Estate.objects.select_for_update(no_key=True).get(pk=estate)
    return Import.objects.select_related("estate__node").select_for_update(of=("self",), no_key=True).get(pk=import_id)


def _require_seen(one: Import, version: int) -> None:
    if one.version != version:
        raise SeenOld


def _columns(looked: Preview) -> dict[str, str]:
    return {str(index): column.value for index, column in looked.columns.items()}


def _forget(one: Import) -> None:
    """The copy goes once it is certain that nobody needs it: a deed that fails has not touched it."""
    name, one.file, one.papers = one.file, "", ""
    transaction.on_commit(lambda: kept.forget(name))


def _insert_all(rows: Sequence[Any]) -> None:
    stream = iter(rows)
    while part := list(islice(stream, ROWS_AT_ONCE)):
        type(part[0]).objects.bulk_create(part)
