"""Comma-separated text, whatever the program and its encoding."""

import csv
from collections import Counter
from io import StringIO

from courtyard.places.sheets.refusals import UnknownEncoding, Unopenable

_SEPARATORS = ",\t;|"
_LOOKED_AT = 40
# GB18030 reads nearly any bytes; text that comes out with these is not text.
_NEVER = frozenset(chr(code) for code in (*range(9), 11, 12, *range(14, 27), *range(28, 32), 127, 0xFFFE, 0xFFFF))


def rows(data: bytes) -> list[list[str]]:
    """The records, cells stripped. Raises UnknownEncoding or Unopenable."""
    text = decoded(data)
    try:
        return [
            [cell.strip() for cell in record]
            for record in csv.reader(StringIO(text, newline=""), delimiter=separator(text), strict=False)
        ]
    except csv.Error:
        raise Unopenable from None


def decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(data, "utf-16")
    try:
        return _plain(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _as(data, "gb18030")


def _as(data: bytes, encoding: str) -> str:
    try:
        return _plain(data.decode(encoding))
    except UnicodeDecodeError:
        raise UnknownEncoding from None


def _plain(text: str) -> str:
    if not _NEVER.isdisjoint(text[:100_000]):
        raise UnknownEncoding
    return text


def separator(text: str) -> str:
    """The mark that divides most of the first lines into the same number of cells."""
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]

    def steadiness(mark: str) -> tuple[int, int]:
        counts = Counter(len(next(csv.reader([line], delimiter=mark), [])) for line in lines)
        wide = {width: count for width, count in counts.items() if width > 1}
        return max(((count, width) for width, count in wide.items()), default=(0, 0))

    return max(_SEPARATORS, key=lambda mark: (*steadiness(mark), -_SEPARATORS.index(mark)))
