"""Papers that belong to a motion: a PDF as it is, a picture without where and when it was taken."""

import io
import warnings
from dataclasses import dataclass
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from courtyard.cases.pictures import PIXELS_MAX, CutOff, VastPicture
from courtyard.core.errors import BadInput, TooLarge, sentence

BYTES_MAX = 20 * 1024 * 1024
PDF = "application/pdf"
PICTURES = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png")}
"""By the format that Pillow finds; an MPO, two JPEGs in one file, opens as JPEG."""
ENDINGS = {PDF: "pdf"} | {kind: ending for ending, kind in PICTURES.values()}
QUALITY = 90


class NoPaper(BadInput):
    says = sentence("“{name}” is neither a PDF nor a JPEG or PNG picture. Save it as a PDF and choose that.")
    field = "file"


class HeavyPaper(TooLarge):
    says = sentence("“{name}” is larger than {megabytes} MB. Please choose a smaller file.")
    field = "file"


@dataclass(frozen=True, slots=True)
class File:
    """A file ready to be kept: what it is says its content, never its name."""

    name: str
    kind: str
    data: bytes

    @property
    def ending(self) -> str:
        return ENDINGS[self.kind]


def look_into(upload: IO[bytes], name: str, size: int) -> File:
    """Raises a refusal that names the file."""
    if size > BYTES_MAX:
        raise HeavyPaper(name=name, megabytes=BYTES_MAX // 1024**2)
    upload.seek(0)
    data = upload.read(BYTES_MAX + 1)
    if data.startswith(b"%PDF-"):
        return File(name, PDF, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _picture(data, name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise VastPicture(name=name) from bomb
    except UnidentifiedImageError as unknown:
        raise NoPaper(name=name) from unknown
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as broken:  # what Pillow raises for broken files
        raise CutOff(name=name) from broken


def _picture(data: bytes, name: str) -> File:
    """As large as it came, since a plan has to be read; upright, and with nothing in it but pixels."""
    with Image.open(io.BytesIO(data), formats=list(PICTURES)) as image:
        if image.width * image.height > PIXELS_MAX:
            raise VastPicture(name=name)
        ending, kind = PICTURES.get(image.format or "", PICTURES["JPEG"])
        upright = ImageOps.exif_transpose(image)
        mode = "RGB" if ending == "jpg" else "RGBA" if _has_holes(upright) else "RGB"
        bare = Image.new(mode, upright.size)
        bare.paste(upright.convert(mode))
    stream = io.BytesIO()
    bare.save(stream, "JPEG" if ending == "jpg" else "PNG", quality=QUALITY, optimize=True)
    return File(name, kind, stream.getvalue())


def _has_holes(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
