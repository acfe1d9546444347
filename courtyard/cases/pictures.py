"""Photographs as we keep them: looked into, turned upright, made smaller, without where and when they were taken."""

import io
import warnings
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import IO, Any
from uuid import UUID

from django.core import signing
from PIL import Image, ImageOps, UnidentifiedImageError

from courtyard.core.errors import BadInput, TooLarge, sentence

BYTES_MAX = 12 * 1024 * 1024
PIXELS_MAX = 50_000_000
SIDE_MAX, THUMBNAIL_MAX = 1600, 320
QUALITY, THUMBNAIL_QUALITY = 82, 75
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # MPO, two JPEGs in one file, opens as JPEG
DRAFT_AGE = timedelta(hours=20)
"""How long a photograph waits for a form to be put right. The clerk sweeps what is older than a day."""

_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"}
_SALT = "courtyard.cases.pictures"


class NoPicture(BadInput):
    says = sentence("We cannot open “{name}”; it may not be a photo. Please choose a JPEG, PNG, WebP or GIF.")


class CutOff(BadInput):
    says = sentence("“{name}” is incomplete or damaged. Please choose it again.")


class PhoneFormat(BadInput):
    says = sentence(
        "“{name}” is in HEIC format, which most computers cannot show. Take a screenshot of the photo and choose "
        "that, or set your phone’s camera to “most compatible”."
    )


class HeavyPicture(TooLarge):
    says = sentence("“{name}” is larger than {megabytes} MB. Please choose a smaller photo, or a screenshot of it.")


class VastPicture(TooLarge):
    says = sentence("“{name}” has too many pixels. Please choose a smaller photo, or a screenshot of it.")


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph ready to be kept: two JPEGs."""

    large: bytes
    small: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A photograph that lies in the storage and waits for the deed that takes it over."""

    file: str
    thumbnail: str
    sha256: str
    width: int
    height: int


def read(upload: IO[bytes], name: str, size: int) -> Picture:
    """The photograph in an upload, whatever its name says it is. Raises a refusal that names the file."""
    if size > BYTES_MAX:
        raise HeavyPicture(name=name, megabytes=BYTES_MAX // 1024**2)
    if _is_phone_format(upload):
        raise PhoneFormat(name=name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _picture(upload, name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise VastPicture(name=name) from bomb
    except UnidentifiedImageError as unknown:
        raise NoPicture(name=name) from unknown
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as broken:  # what Pillow raises for broken files
        raise CutOff(name=name) from broken


def _is_phone_format(upload: IO[bytes]) -> bool:
    upload.seek(0)
    head = upload.read(12)
    upload.seek(0)
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC


def _picture(upload: IO[bytes], name: str) -> Picture:
    with Image.open(upload, formats=FORMATS) as image:
        if image.width * image.height > PIXELS_MAX:
            raise VastPicture(name=name)
        image.verify()
    upload.seek(0)
    with Image.open(upload, formats=FORMATS) as image:
        image.draft("RGB", (2 * SIDE_MAX, 2 * SIDE_MAX))
        upright = _opaque(ImageOps.exif_transpose(image))
    upright.thumbnail((SIDE_MAX, SIDE_MAX), Image.Resampling.LANCZOS)
    small = upright.copy()
    small.thumbnail((THUMBNAIL_MAX, THUMBNAIL_MAX), Image.Resampling.LANCZOS)
    return Picture(_jpeg(upright, QUALITY), _jpeg(small, THUMBNAIL_QUALITY), *upright.size)


def _opaque(image: Image.Image) -> Image.Image:
    """On white, as paper would show it; a moving picture's first frame."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return image.convert("RGB")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """A new file with the pixels and nothing else: no EXIF, no place, no comment, no profile."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    stream = io.BytesIO()
    bare.save(stream, "JPEG", quality=quality, optimize=True)
    return stream.getvalue()


def ticket(one: Kept, form: UUID) -> str:
    """By which a form that has to be put right finds a photograph again that has arrived already."""
    return signing.dumps(asdict(one), salt=f"{_SALT}.{form.hex}", compress=True)


def redeem(text: str, form: UUID) -> Kept | None:
    """The photograph of a ticket that was written for this form, and not long ago."""
    try:
        fields: dict[str, Any] = signing.loads(text, salt=f"{_SALT}.{form.hex}", max_age=DRAFT_AGE)
    except signing.BadSignature:
        return None
    return Kept(**fields)
