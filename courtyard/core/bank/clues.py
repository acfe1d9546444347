"""What a payer writes beside the money: codes of bills and homes, however they are spaced, wide or small."""

import re
from collections.abc import Collection, Iterable, Iterator

from courtyard.core.bank.expected import Home
from courtyard.core.register.text import chinese_number, squeeze, tidy

REFERENCE_MIN = 6
_DROPPED = re.compile(r"[\s\-—–_·.,:#/]+")
_FIGURES = re.compile(r"[0-9]+")
_NUMERAL = "一二三四五六七八九十"
_FIGURE = rf"(?:[0-9]{{1,3}}|[A-Z]|[{_NUMERAL}]{{1,3}})"
_ROOM = r"(?P<room>[A-Z]?[0-9]{2,5}[A-Z]?)(?![0-9])"
_WORDED = re.compile(
    rf"(?<![0-9A-Z{_NUMERAL}])(?P<building>{_FIGURE})\s?(?:号楼|幢|栋|座|#楼?|号|楼)\s?-?"
    rf"(?:(?P<entrance>[0-9]{{1,2}}|[{_NUMERAL}甲乙丙丁]{{1,2}})\s?(?:单元|门|梯|-)\s?-?)?"
    rf"(?:[0-9]{{1,2}}(?:层|楼)\s?)?{_ROOM}"
)
_DASHED = re.compile(
    r"(?<![0-9A-Z./-])(?P<building>[0-9]{1,3}|[A-Z])\s?[-/]\s?(?:(?P<entrance>[0-9]{1,2})\s?[-/]\s?)?"
    rf"{_ROOM}(?![-/.])"
)
_BUILDING = re.compile(rf"(?<![0-9])({_FIGURE})(?:号楼|幢|栋|座|号|#楼?|楼)?")
_AFTER = re.compile(r"[^0-9A-Z]{0,4}([A-Z]?(?:[0-9]{1,2}-)?[0-9]{1,5}[A-Z]?)(?![0-9])")


def bare_reference(written: str) -> str:
    """A code as it is looked for: wide letters narrow, small ones large, without spaces and dashes."""
    return _DROPPED.sub("", squeeze(written).upper())


def references_in(text: str, wanted: Collection[str], lengths: Iterable[int]) -> set[str]:
    """Those of `wanted` (bare codes) that stand in the text. `lengths` are the lengths that occur among them.

    A code of figures alone must not be a piece of a longer number.
    """
    bare = bare_reference(text)
    found = {figures for figures in _FIGURES.findall(tidy(text)) if figures in wanted}
    for length in lengths:
        for start in range(len(bare) - length + 1):
            piece = bare[start : start + length]
            if piece in wanted and not _is_piece_of_number(bare, start, length):
                found.add(piece)
    return found


def _is_piece_of_number(bare: str, start: int, length: int) -> bool:
    if not bare[start : start + length].isdigit():
        return False
    before, after = bare[max(start - 1, 0) : start], bare[start + length : start + length + 1]
    return before.isdigit() or after.isdigit()


class Homes:
    """The homes of an estate, found in what people write: 1号楼302, 1-302, A栋302室, 二单元."""

    def __init__(self, homes: Iterable[Home]) -> None:
        self._by_place: dict[tuple[str, str], list[Home]] = {}
        self._by_name: dict[str, list[Home]] = {}
        for home in dict.fromkeys(homes):
            self._by_place.setdefault((_figure(home.building), _room(home.room)), []).append(home)
            if not _BUILDING.search(squeeze(home.building).upper()):
                self._by_name.setdefault(squeeze(home.building).upper(), []).append(home)

    def named(self, text: str) -> list[frozenset[Home]]:
        """For each home the text names, which ones it may be: more than one where it leaves the entrance open."""
        said = tidy(text).upper()
        found = [
            self._at(match["building"], match["entrance"] or "", match["room"])
            for pattern in (_WORDED, _DASHED)
            for match in pattern.finditer(said)
        ]
        found += self._beside_names(said)
        return list(dict.fromkeys(homes for homes in found if homes))

    def _at(self, building: str, entrance: str, room: str) -> frozenset[Home]:
        homes = self._by_place.get((_figure(building), _room(room)), [])
        way = _number(entrance)
        return frozenset(home for home in homes if not way or not home.entrance or _number(home.entrance) == way)

    def _beside_names(self, said: str) -> Iterator[frozenset[Home]]:
        """Buildings that have a name and no number: 地下车库 023."""
        for name, homes in self._by_name.items():
            for place in re.finditer(re.escape(name), said):
                after = _AFTER.match(said, place.end())
                if after:
                    yield frozenset(home for home in homes if _room(home.room) == _room(after[1]))


def _figure(building: str) -> str:
    """The number or letter a building goes by; its whole name where it has none. 二期1号楼 goes by 1."""
    text = squeeze(building).upper()
    found = [match[1] for match in _BUILDING.finditer(text)]
    return _number(found[-1]) if found else text


def _number(written: str) -> str:
    """1 for 01, 一 and 1单元; letters as they are."""
    text = squeeze(written).upper()
    digits = re.search(r"[0-9]+", text)
    if digits:
        return digits[0].lstrip("0") or "0"
    numeral = re.match(rf"[{_NUMERAL}]+", text)
    return (chinese_number(numeral[0]) or text) if numeral else re.sub(r"单元|门|梯", "", text)


def _room(room: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", squeeze(room).upper()).lstrip("0")


def bare_name(name: str) -> str:
    """A name as it is compared; empty where it is masked, for 桂** may be many."""
    text = squeeze(name).lower()
    return "" if "*" in text or "＊" in text else text
