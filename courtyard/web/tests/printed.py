"""What a PDF says when it is read back: its words, how large they are, where they stand, and in which fonts."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from courtyard.web.documents import press

A4 = (595, 842)


@dataclass(frozen=True)
class Run:
    """Words of one size in one place; `y` counts from the foot of the page."""

    text: str
    size: float
    x: float
    y: float


@dataclass
class Page:
    width: int
    height: int
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Without blanks and line breaks: where a line ends is no word's business."""
        return closed("".join(run.text for run in self.runs))

    def size_of(self, text: str) -> float:
        """The smallest size in which any of these words stands."""
        return min(run.size for run in self.runs if run.text.strip() and closed(run.text) in closed(text))

    def height_of(self, text: str) -> float:
        """How far above the foot of the page these words begin."""
        return next(run.y for run in self.runs if closed(run.text) and closed(text).startswith(closed(run.text)))


@dataclass
class Printed:
    pages: list[Page]
    fonts: dict[str, bool]
    """Each font, and whether it is embedded."""
    title: str
    language: str

    @property
    def text(self) -> str:
        return "".join(page.text for page in self.pages)


def closed(text: str) -> str:
    return "".join(text.split())


def set_here(template: str, data: Mapping[str, Any]) -> "Printed":
    """As `pdf` does it, in this process: a test may change what the press finds."""
    return read(press.printed(template, json.loads(json.dumps(data))))


def read(pdf: bytes) -> Printed:
    reader = PdfReader(BytesIO(pdf))
    fonts = {name: held for page in reader.pages for name, held in _fonts(page)}
    title = reader.metadata.title if reader.metadata else ""
    return Printed([_page(page) for page in reader.pages], fonts, title or "", str(reader.root_object["/Lang"]))


def _page(page: PageObject) -> Page:
    found = Page(round(page.mediabox.width), round(page.mediabox.height))

    def visit(text: str, cm: list[float], tm: list[float], _: Any, size: float) -> None:
        if text.strip():
            scale = abs(tm[3]) * abs(cm[3])
            found.runs.append(Run(text, size * scale, tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]))

    page.extract_text(visitor_text=visit)
    return found


def _fonts(page: PageObject) -> Iterator[tuple[str, bool]]:
    resources = page["/Resources"]
    assert isinstance(resources, DictionaryObject)
    for one in resources.get("/Font", {}).values():
        font = one.get_object()
        below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = below["/FontDescriptor"].get_object()
        yield str(font["/BaseFont"]).partition("+")[2], any(key.startswith("/FontFile") for key in descriptor)
