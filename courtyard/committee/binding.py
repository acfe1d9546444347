"""`python -m courtyard.committee.binding count FILE` and `… bind FOLDER`: papers of a filing, looked into and bound.

It runs in a process of its own: a PDF is a program, and one that somebody sends in may take all memory, or for ever.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

A4 = (595.28, 841.89)
MARGIN = 28.35
"""Of a page that a picture stands on, in points: one centimetre."""
SIDE_MAX = 2_400
"""Of a picture, in pixels: more than 200 on every inch of an A4 page."""
QUALITY = 85
FINE, BROKEN, LOCKED = 0, 3, 4
UNREADABLE = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError)
"""What pypdf raises over files that are no PDFs, or only half of one."""


class Locked(Exception):
    """It opens with a password only."""


def read(path: Path) -> PdfReader:
    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Locked
    return reader


def count(path: Path) -> int:
    """How many pages there are, each of them looked at. Raises Locked, ValueError, what pypdf raises."""
    reader = read(path)
    for page in reader.pages:
        if not page.mediabox.width or not page.mediabox.height:
            raise ValueError("a page without a size")
    if not reader.pages:
        raise ValueError("no page")
    return len(reader.pages)


def bind(folder: Path) -> bytes:
    """All files of a folder, by name, one after the other: PDFs as they are, pictures each on a page."""
    writer = PdfWriter()
    for path in sorted(folder.iterdir()):
        for page in read(path).pages if path.suffix == ".pdf" else [picture(path)]:
            _quieten(page)
            writer.add_page(page)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def picture(path: Path) -> PageObject:
    """A picture in the middle of an A4 page, upright or lying as it is itself."""
    with Image.open(path, formats=["JPEG", "PNG"]) as image:
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    flat.thumbnail((SIDE_MAX, SIDE_MAX))
    stream = io.BytesIO()
    flat.save(stream, "PDF", quality=QUALITY)
    drawn = PdfReader(stream).pages[0]
    width, height = A4 if flat.height >= flat.width else A4[::-1]
    page = PageObject.create_blank_page(width=width, height=height)
    wide, high = float(drawn.mediabox.width), float(drawn.mediabox.height)
    scale = min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high)
    page.merge_transformed_page(drawn, (scale, 0, 0, scale, (width - wide * scale) / 2, (height - high * scale) / 2))
    return page


def _quieten(page: PageObject) -> None:
    """What a page does by itself is left out; stamps and links stay as they look."""
    page.pop("/AA", None)
    for note in _notes(page):
        note.pop("/AA", None)
        action = note.get("/A")
        if isinstance(action, DictionaryObject) and action.get("/S") != "/URI":
            note.pop("/A")


def _notes(page: PageObject) -> Iterator[DictionaryObject]:
    notes = page.get("/Annots")
    notes = notes.get_object() if notes is not None else None
    for one in notes if isinstance(notes, ArrayObject) else ():
        note = one.get_object()
        if isinstance(note, DictionaryObject):
            yield note


def main() -> int:
    what, path = sys.argv[1], Path(sys.argv[2])
    try:
        made = bind(path) if what == "bind" else str(count(path)).encode()
    except Locked:
        return LOCKED
    except UNREADABLE as wrong:
        sys.stderr.write(f"{type(wrong).__name__}: {wrong}")
        return BROKEN
    sys.stdout.buffer.write(made)
    return FINE


if __name__ == "__main__":
    sys.exit(main())
