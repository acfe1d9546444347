"""Paper ballots of a stretch of the roll, ready to be printed: a number, a signed code, and what a head pays."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import segno
from django.utils.safestring import SafeString, mark_safe

from courtyard.assembly import codes
from courtyard.assembly.models import Assembly, Head, Motion
from courtyard.assembly.queries.motions import MotionRow
from courtyard.core.quantities import shared_fen

SHEETS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Code:
    """As a scanner reads it and as a person types it."""

    text: str
    square: SafeString


@dataclass(frozen=True, slots=True)
class Sheet:
    """One head's paper. A confidential one has a stub with its own code, and below the cut a code that tells nothing
    but the area it weighs.
    """

    head: Head
    homes: str
    stub: Code
    slip: Code | None
    items: tuple[tuple[Motion, MotionRow, int], ...]


def sheets(one: Assembly, start: int, scan_at: str, faces: Sequence[MotionRow]) -> tuple[list[Sheet], int]:
    """Sheets from a number of the roll on, and the number with which the next stretch begins (0 at the end)."""
    heads = Head.objects.filter(assembly=one, number__gte=start).prefetch_related("roll_homes").order_by("number")
    page = list(heads[: SHEETS_AT_ONCE + 1])
    made = [_sheet(one, head, scan_at, faces) for head in page[:SHEETS_AT_ONCE]]
    return made, page[SHEETS_AT_ONCE].number if len(page) > SHEETS_AT_ONCE else 0


def _sheet(one: Assembly, head: Head, scan_at: str, faces: Sequence[MotionRow]) -> Sheet:
    stub = _code(codes.paper_code(one.pk, head.number), scan_at)
    slip = _code(codes.slip_code(one.pk, uuid4(), head.area_cm2), "") if one.is_confidential else None
    items = tuple(
        (face.motion, face, shared_fen(face.motion.cost_fen or 0, head.area_cm2, one.area_cm2)) for face in faces
    )
    return Sheet(head, "、".join(home.label for home in head.roll_homes.all()), stub, slip, items)


def _code(text: str, scan_at: str) -> Code:
    """The square holds the address at which a stub is received, so that a telephone’s camera opens it, too."""
    drawn = segno.make(f"{scan_at}{text}", error="m", micro=False).svg_inline(scale=3, border=2, svgclass="qr")
    return Code(codes.spaced(text), mark_safe(drawn))  # noqa: S308 -- drawn by us from our own code
