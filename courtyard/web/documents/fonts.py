"""The characters that documents are set in: the machine's own where it has Chinese ones, else those of a wheel."""

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import noto_cjk_sans_otc
import typst

FAMILY = "Noto Sans CJK SC"
BOLD = 600
SHIPPED = Path(str(noto_cjk_sans_otc.FONT_PATH))
UNSEEN = {"Cf", "Mn", "Me", "Zl", "Zp", "Zs"}
"""Marks and spaces that shaping takes care of: they need no shape of their own."""
NOBODYS = {"Co", "Cs", "Cn"}
"""Private, half and unassigned characters: what one font draws there, nobody else can read."""
TABLES_MAX, SUBTABLES_MAX = 512, 64


@cache
def fonts() -> typst.Fonts:
    """All fonts of this machine, for rare characters too, and Noto Sans CJK in any case."""
    found = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    if FAMILY in found.families():
        return found
    folder = str(SHIPPED.parent)
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[folder])


@cache
def has_bold() -> bool:
    return any(font.family == FAMILY and font.weight >= BOLD for font in fonts().fonts())


def missing(characters: Iterable[str]) -> frozenset[str]:
    """Those that no font here can show."""
    return frozenset(character for character in characters if not _can_be_shown(character))


def _can_be_shown(character: str) -> bool:
    kind = unicodedata.category(character)
    if character in "\n\t" or kind in UNSEEN:
        return True
    return kind not in NOBODYS and kind != "Cc" and any(_holds(*face, ord(character)) for face in _faces())


@cache
def _faces() -> tuple[tuple[str, int], ...]:
    """Files and places in them, the family of the text first: nearly every character is found there."""
    known = sorted(fonts().fonts(), key=lambda font: font.family != FAMILY)
    return tuple(dict.fromkeys((font.path, font.index) for font in known if font.path))


def _holds(path: str, index: int, code: int) -> bool:
    starts, ends = _coverage(path, index)
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@cache
def _coverage(path: str, index: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """From and to of each stretch of characters in a font's `cmap` (OpenType), in order; none of a broken font."""
    try:
        stretches = sorted(_stretches(Path(path).read_bytes(), index))
    except (OSError, struct.error, StopIteration):
        stretches = []
    return tuple(first for first, _ in stretches), tuple(last for _, last in stretches)


def _stretches(font: bytes, index: int) -> list[tuple[int, int]]:
    (start,) = struct.unpack_from(">I", font, 12 + 4 * index) if font[:4] == b"ttcf" else (0,)
    (tables,) = struct.unpack_from(">H", font, start + 4)
    entries = (struct.unpack_from(">4sIII", font, start + 12 + 16 * n) for n in range(min(tables, TABLES_MAX)))
    cmap = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    offsets = {
        cmap + struct.unpack_from(">HHI", font, cmap + 4 + 8 * n)[2] for n in range(min(subtables, SUBTABLES_MAX))
    }
    by_format = {struct.unpack_from(">H", font, offset)[0]: offset for offset in offsets}
    if 12 in by_format:
        return _segments_of_12(font, by_format[12])
    return _segments_of_4(font, by_format[4]) if 4 in by_format else []


def _segments_of_12(font: bytes, at: int) -> list[tuple[int, int]]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    return [struct.unpack_from(">II", font, at + 16 + 12 * n) for n in range(groups)]


def _segments_of_4(font: bytes, at: int) -> list[tuple[int, int]]:
    """The last segment ends at U+FFFF, which is no character."""
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + doubled)
    return [(first, last) for first, last in zip(starts, ends, strict=True) if last < 0xFFFF]
