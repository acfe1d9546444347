"""Official e-vote systems: the roll goes out to them, their result comes in with evidence."""

import csv
import io
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, pgettext

from courtyard.assembly import upkeep
from courtyard.assembly.events import ElectorateExported, OutsideResultBrought
from courtyard.assembly.locks import in_state, lock
from courtyard.assembly.models import REASON_MAX, Assembly, Head, OutsideResult
from courtyard.assembly.outside import SHEET_MAX, read_sheet, results_of
from courtyard.assembly.permissions import may_bring_outside_result, may_export_electorate
from courtyard.assembly.upkeep import Kept
from courtyard.core.errors import BadInput, NotThere, TooLarge, sentence
from courtyard.core.quantities import format_cm2
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require

S = Assembly.State
ROWS_AT_ONCE = 2_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "why"


class LongSheet(TooLarge):
    says = sentence("This sheet is too long. It has one line for each motion and choice.")
    field = "sheet"


class LostEvidence(BadInput):
    says = sentence("The file was kept too long and has been removed. Please choose it again.")
    field = "evidence"


@deed
def export_electorate(assembly_id: UUID, *, names: bool, why: str, by: Person, at: datetime) -> bytes:
    """The frozen roll for the city's own system: numbers, homes and areas; names only where it asks for them."""
    one = lock(assembly_id)
    require(may_export_electorate, by, one, at)
    if not one.official_system:
        raise NotThere
    in_state(one, (S.FROZEN, S.CLOSED), S.FROZEN)
    if not why.strip():
        raise NoReason
    what = "names" if names else "numbers"
    event = ElectorateExported(heads=one.heads, what=what, why=why.strip()[:REASON_MAX])
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return _sheet(one, names=names)


def _sheet(one: Assembly, *, names: bool) -> bytes:
    """A spreadsheet in UTF-8 with its mark, so that it opens with its Chinese whole."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    own = [gettext("Names")] if names else []
    writer.writerow(
        [
            gettext("Number"),
            pgettext("column", "Building"),
            gettext("Homes"),
            gettext("How many homes"),
            gettext("Area, m²"),
            *own,
        ]
    )
    heads = Head.objects.filter(assembly=one).order_by("number")
    rows = heads.values_list("number", "place", "label", "homes", "area_cm2", "names")
    for number, place, label, homes, area, said in rows.iterator(chunk_size=ROWS_AT_ONCE):
        told = [_cell(said)] if names else []
        writer.writerow([number, _cell(place), _cell(label), homes, format_cm2(area, exact=True), *told])
    return out.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


@deed
def bring_outside_result(assembly_id: UUID, *, sheet: str, evidence: Kept, by: Person, at: datetime) -> OutsideResult:
    """What the official system counted, with its own certificate as evidence. Until it is published it can be brought
    in anew, and the record keeps that it was.
    """
    one = lock(assembly_id)
    require(may_bring_outside_result, by, one, at)
    if not one.official_system:
        raise NotThere
    in_state(one, (S.CLOSED, S.COUNTED), S.COUNTED)
    if len(sheet) > SHEET_MAX:
        raise LongSheet
    motions = list(one.motions.prefetch_related("candidates", "attachments"))
    told = results_of(one, motions, read_sheet(sheet, motions))
    if not upkeep.own(evidence):
        raise LostEvidence
    before = OutsideResult.objects.filter(assembly=one).first()
    if before is not None:
        upkeep.let_go([before.file], at)
    brought, _ = OutsideResult.objects.update_or_create(
        assembly=one,
        defaults={
            "estate": one.estate, "system": one.official_system, "file": evidence.file, "sha256": evidence.sha256,
            "piles": told, "brought_by": by, "brought_at": at,
        },
    )  # fmt: skip
    event = OutsideResultBrought(system=one.official_system, sha256=evidence.sha256)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return brought
