"""The masked copy of a picture: what is covered is not there any more, it is not merely drawn over in the page."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from courtyard.assembly.attachments import QUALITY
from courtyard.core.errors import BadInput, NotThere, sentence

WHOLE = 1_000
MASKS_MAX = 60
WIDTHS = (340, 680, 1_020)
"""Pixels of the page in which a picture is shown to be marked: a phone's, and larger for small print."""


class BadMask(BadInput):
    says = sentence("A rectangle lies within the picture and is larger than nothing. Mark it again.")
    field = "masks"


class ManyMasks(BadInput):
    says = sentence("At most {most} rectangles can be covered. Use larger ones.")
    field = "masks"


@dataclass(frozen=True, slots=True)
class Mask:
    """A rectangle in thousandths of the picture's width and height."""

    left: int
    top: int
    width: int
    height: int

    def plain(self) -> list[int]:
        return [self.left, self.top, self.width, self.height]


def between(one: tuple[int, int], other: tuple[int, int]) -> Mask:
    """The rectangle between two corners, whichever they are."""
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Mask(left, top, right - left, bottom - top)


def check(masks: Sequence[Mask]) -> None:
    """Raises BadMask, ManyMasks."""
    if len(masks) > MASKS_MAX:
        raise ManyMasks(most=MASKS_MAX)
    for one in masks:
        inside = min(one.left, one.top) >= 0 and max(one.left + one.width, one.top + one.height) <= WHOLE
        if not inside or one.width < 1 or one.height < 1:
            raise BadMask


def read(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except FileNotFoundError as gone:
        raise NotThere from gone


def masked(data: bytes, masks: Sequence[Mask]) -> bytes:
    """The picture with its rectangles black, as a JPEG of nothing but pixels. Edges are covered whole."""
    with Image.open(io.BytesIO(data)) as image:
        flat = _flat(image)
    pen = ImageDraw.Draw(flat)
    for one in masks:
        right = -(-(one.left + one.width) * flat.width // WHOLE)
        bottom = -(-(one.top + one.height) * flat.height // WHOLE)
        pen.rectangle((one.left * flat.width // WHOLE, one.top * flat.height // WHOLE, right, bottom), fill="black")
    return _as_jpeg(flat)


def scaled(data: bytes, masks: Sequence[Mask], width: int) -> bytes:
    """The same, as wide as the page shows it."""
    with Image.open(io.BytesIO(masked(data, masks))) as image:
        return _as_jpeg(image.resize((width, max(1, image.height * width // image.width))))


def size_of(data: bytes, width: int) -> tuple[int, int]:
    """How wide and high it is shown."""
    with Image.open(io.BytesIO(data)) as image:
        return width, max(1, image.height * width // image.width)


def _flat(image: Image.Image) -> Image.Image:
    """On white, where it can be seen through."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _as_jpeg(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=QUALITY)
    return stream.getvalue()
