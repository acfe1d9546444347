"""`python -m courtyard.web.documents.press app/name`: JSON on standard input, a PDF on standard output."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from unicodedata import category

import typst

from courtyard.web.documents.fonts import fonts, has_bold, missing

PACKAGE = Path(__file__).resolve().parents[2]
ACCESSIBLE: Final = "ua-1"
"""PDF/UA: it can be read aloud. typst refuses it where a picture has no words or a character no shape."""
OPENS, CLOSES = "\ue000", "\ue001"
"""What stands around the number of a character that no font has: the parts draw a box there, to be written into."""


def printed(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF. Raises typst.TypstError where the template or a font is broken."""
    made = date.fromisoformat(data["date"])
    words = json.dumps(showable(data), ensure_ascii=False, sort_keys=True)
    return typst.compile(
        path_of(template),
        root=PACKAGE,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": words, "bold": "yes" if has_bold() else ""},
        pdf_standards=ACCESSIBLE,
        timestamp=datetime(made.year, made.month, made.day, tzinfo=UTC),
    )


def path_of(template: str) -> Path:
    app, name = template.split("/")
    return PACKAGE / app / "documents" / f"{name}.typ"


def showable(data: Any) -> Any:
    """The same data, with what cannot be seen left out, and a number where no font has a character."""
    characters = {character for text in _texts(data) for character in text}
    unseen = {one for one in characters if category(one) in {"Cc", "Cf"} and one not in "\n\t"}
    table: dict[int, str | None] = dict.fromkeys(map(ord, unseen))
    for one in missing(characters - unseen):
        table[ord(one)] = f"{OPENS}{ord(one):04X}{CLOSES}"
    return _translated(data, table) if table else data


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(one)


def _translated(value: Any, table: Mapping[int, str | None]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, Mapping):
        return {key: _translated(one, table) for key, one in value.items()}
    return [_translated(one, table) for one in value] if isinstance(value, list) else value


def main() -> int:
    try:
        made = printed(sys.argv[1], json.load(sys.stdin.buffer))
    except typst.TypstError as broken:
        sys.stderr.write(broken.diagnostic or broken.message)
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
