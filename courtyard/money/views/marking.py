"""Marking rectangles on a picture without any script: a picture is a button that tells where it was pointed at.

Two corners make a rectangle. Where nobody can point, four numbers do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from courtyard.money.forms.vouchers import MaskForm
from courtyard.money.models import Voucher
from courtyard.money.pictures import MASKS_MAX, WHOLE, WIDTHS, BadMask, Mask, between
from courtyard.web.refusals import told

SPOT = "spot"
DOT = 8


@dataclass(frozen=True)
class Marked:
    """The rectangles so far, the first corner of the next one, and whether the copy is to be shown now."""

    masks: list[Mask]
    corner: tuple[int, int] | None = None
    done: bool = False

    @property
    def written(self) -> str:
        return ";".join(",".join(map(str, one.plain())) for one in self.masks)

    @property
    def corner_written(self) -> str:
        return ",".join(map(str, self.corner)) if self.corner else ""


def width_of(written: str) -> int:
    """A width in which pictures are shown; the smallest for anything else."""
    return next((one for one in WIDTHS if str(one) == written), WIDTHS[0])


def masks_in(written: str) -> list[Mask]:
    """What stands in a form or an address; what is no rectangle is left out."""
    found = []
    for part in written.split(";")[:MASKS_MAX]:
        numbers = part.split(",")
        if len(numbers) == 4 and all(one.isascii() and one.isdigit() and len(one) <= 4 for one in numbers):
            found.append(Mask(*map(int, numbers)))
    return found


def corner_in(written: str) -> tuple[int, int] | None:
    x, _, y = written.partition(",")
    return (int(x), int(y)) if x.isascii() and x.isdigit() and y.isascii() and y.isdigit() else None


def dot_in(written: str) -> list[Mask]:
    """A corner as a small square, so that one sees where one pointed."""
    corner = corner_in(written)
    if corner is None:
        return []
    left, top = (min(max(at - DOT // 2, 0), WHOLE - DOT) for at in corner)
    return [Mask(left, top, DOT, DOT)]


def read(form: MaskForm, post: Mapping[str, str], voucher: Voucher, size: tuple[int, int]) -> Marked:
    """What is marked after what was pressed. Untouched, what was marked before."""
    if not form.is_bound or not form.is_valid():
        return Marked([Mask(*one) for one in voucher.masks] if not form.is_bound else masks_in(post.get("masks", "")))
    masks, corner = masks_in(form.cleaned_data["masks"]), corner_in(form.cleaned_data["corner"])
    spot = _spot(post, size)
    if spot is not None:
        return Marked(masks, spot) if corner is None else _with(form, Marked(masks), between(corner, spot))
    if "undo" in post:
        return Marked(masks) if corner else Marked(masks[:-1])
    if "add" in post:
        typed = form.numbers()
        return _with(form, Marked(masks, corner), typed)
    return Marked(masks, None, done=True)


def _with(form: MaskForm, so_far: Marked, mask: Mask | None) -> Marked:
    """One more; a rectangle of nothing, or beyond the edge, is said on the form."""
    if mask is None or mask.left + mask.width > WHOLE or mask.top + mask.height > WHOLE or not mask.width * mask.height:
        form.add_error(None, told(BadMask()))
        return so_far
    return Marked([*so_far.masks, mask])


def _spot(post: Mapping[str, str], size: tuple[int, int]) -> tuple[int, int] | None:
    """Where the picture was pointed at, in thousandths."""
    at = [post.get(f"{SPOT}.{axis}", "") for axis in ("x", "y")]
    if not all(one.isascii() and one.isdigit() and len(one) <= 5 for one in at):
        return None
    x, y = (min(int(one) * WHOLE // side, WHOLE) for one, side in zip(at, size, strict=True))
    return x, y
