"""Buildings, entrances and rooms as people write them, in one spelling each; whole addresses taken apart."""

import re
from typing import NamedTuple

from courtyard.core.errors import sentence
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.text import chinese_number, is_nothing, squeeze, tidy

PLACE_MAX = 40

NO_PLACE = sentence("We cannot tell the building and room from this.")
SEVERAL_ROOMS = sentence("There are several rooms in one cell. Put each on its own row.")
A_DATE = sentence("The spreadsheet has turned this into a date. Format the cell as text and enter it again.")
ROOM_LETTER_O = sentence("It contains the letter O instead of the digit 0.")
TOO_LONG = sentence("This is too long. Use at most {most} characters.")

_FIGURE = r"(?:[0-9]+(?:-[0-9]+)?[甲乙丙丁A-Za-z]?|[一二三四五六七八九十百]+|[A-Za-z])"
_BUILDING = re.compile(rf"(?P<before>.*?)第?(?P<figure>{_FIGURE})(?P<word>号楼|幢|栋|座|号|#楼?|楼)?")
_ENGLISH_BUILDING = re.compile(r"(?:building|bldg\.?|block|blk\.?)(?:no\.?)?#?([0-9]+)", re.IGNORECASE)
_STRONG = re.compile(rf"第?(?P<figure>{_FIGURE})(?P<word>号楼|幢|栋|座|#楼?)")
_WEAK = re.compile(rf"(?P<figure>{_FIGURE})号(?=.)(?!$|室$|房$)")
_STREET = re.compile(r"[路街道巷村里]$")
_INSIDE_ENTRANCE = re.compile(
    r"(?P<entrance>(?:[0-9]+|[一二三四五六七八九十]+|[A-Za-z东南西北中甲乙丙丁])(?:单元|门|梯)|[0-9]+号(?=[0-9]))"
)
_STOREY = re.compile(r"^(?:[0-9]+|[一二三四五六七八九十]+)(?:层|楼)(?=[0-9])")
_DASHED = re.compile(
    r"(?P<building>[0-9]{1,3}|[A-Za-z])-(?:(?P<entrance>[0-9]{1,2})-)?(?P<room>[0-9A-Za-z]{2,6}(?:室|房)?)"
)
_NAMED = re.compile(
    r"(?P<building>(?:地下|地面|露天|室外|人防)?(?:车库|地库|停车[场库位]|车位|会所|裙房|商铺|商场|底商))(?P<room>.+)$"
)
_THREE = re.compile(r"(?P<building>[0-9]{1,3})-(?P<entrance>[0-9]{1,2})-(?P<room>[0-9]{2,5}[A-Za-z]?)(?:室|房)?")
_ENGLISH = re.compile(
    r"(?:building|bldg\.?|block|blk\.?|tower)\s*(?:no\.?\s*)?#?(?P<building>\w+)[\s,/-]+"
    r"(?:(?:entrance|unit|stair)\s*#?(?P<entrance>\w+)[\s,/-]+(?=\S))?(?:room|rm\.?|flat|apt\.?|apartment|unit)?\s*#?(?P<room>[\w-]+)",
    re.IGNORECASE,
)
_PHASE = re.compile(r"(?:[一二三四五六七八九十0-9]+期|[东南西北中A-Za-z][区苑园]|[一二三四五六七八九十]+区)+$")
_ESTATE = re.compile(r"(?:[区县镇市苑园村城庭府坊里湾院寓邸号路街道巷]|花园|家园|大厦|广场)$")
_LANE = re.compile(r"[0-9]+弄")
_ROOM = re.compile(
    r"(?:房间|室|room|rm\.?|flat|apt\.?|apartment|no\.?|#)?"
    r"([0-9][0-9A-Za-z-]*|[A-Za-z]{1,2}-?[0-9][0-9A-Za-z-]*)(?:号?[室房]|户|号)?",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"([0-9]+)\.0+")
_ROOM_WITH_O = re.compile(r"[0-9]+[oO][0-9oO]*|[oO][0-9]+[0-9oO]*")
_SEVERAL = re.compile(r"[0-9A-Za-z][室房]?[、,;和&][0-9A-Za-z]")
_ENTRANCE = re.compile(r"第?([0-9]+|[一二三四五六七八九十]+)(单元|门|梯|号|#)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Place(NamedTuple):
    """What one address says; what it leaves open is empty."""

    building: str
    entrance: str
    room: str


def lane(written: str) -> str:
    """The road and lane an address begins with, up to 弄."""
    text = squeeze(written)
    return text[: text.index("弄") + 1] if _LANE.search(text) else ""


def building(written: str, *, keep_lane: bool = False) -> str:
    """One spelling for 5, 5幢, 5栋, 五号楼, 5号: 5号楼. Names that are no numbers stay. Raises Unreadable."""
    text = squeeze(written)
    if is_nothing(text):
        return ""
    _check(text)
    if english := _ENGLISH_BUILDING.fullmatch(text):
        return _numbered("", english[1])
    if decimal := _DECIMAL.fullmatch(text):
        text = decimal[1]
    found = _BUILDING.fullmatch(text)
    if found is None or (found["word"] is None and found["before"]):
        return text
    before, figure = _before(found["before"], keep_lane=keep_lane), found["figure"]
    if before is None:
        return text
    if found["word"] == "座" or (not figure[0].isdigit() and chinese_number(figure) is None):
        return before + figure + (found["word"] or "")  # A座, B栋: letters keep the word they go by
    return _numbered(before, figure)


def _numbered(before: str, figure: str) -> str:
    plain = figure if figure[0].isdigit() else chinese_number(figure) or figure
    return f"{before}{plain.lstrip('0') or '0'}号楼"


def _before(text: str, *, keep_lane: bool) -> str | None:
    """Of what stands before the number, only what tells one building of the estate from another.

    None when it is no address, so that the number belongs to it: 地下车库1号.
    """
    if "弄" in text:
        return text if keep_lane else ""
    if phase := _PHASE.search(text):
        return phase[0]
    return "" if not text or _ESTATE.search(text) else None


def entrance(written: str, *, word: str = "单元") -> str:
    """One spelling for 2, 二单元, 第2单元; `word` is what a bare number stands for."""
    text = squeeze(written)
    if is_nothing(text):
        return ""
    _check(text)
    if decimal := _DECIMAL.fullmatch(text):
        text = decimal[1]
    found = _ENTRANCE.fullmatch(text)
    if found is None:
        return text
    figure = found[1] if found[1].isdigit() else chinese_number(found[1]) or found[1]
    return f"{figure.lstrip('0') or '0'}{found[2] if found[2] and found[2] != '#' else word}"


def room(written: str) -> str:
    """302 for 302室 and Room 302; B1-023 and 底层东 as they are. Raises Unreadable."""
    text = squeeze(written)
    if text.isdigit():
        return text
    if is_nothing(text):
        return ""
    _check(text)
    if decimal := _DECIMAL.fullmatch(text):
        return decimal[1]
    if _SEVERAL.search(text):
        raise Unreadable(SEVERAL_ROOMS)
    if _ROOM_WITH_O.fullmatch(text.rstrip("室房")):
        raise Unreadable(ROOM_LETTER_O, suggestion=re.sub("[oO]", "0", text.rstrip("室房")))
    found = _ROOM.fullmatch(text)
    return found[1].upper() if found else text


def _check(text: str) -> None:
    if _DATE.fullmatch(text):
        raise Unreadable(A_DATE)
    if len(text) > PLACE_MAX:
        raise Unreadable(TOO_LONG, most=PLACE_MAX)


def in_room(written: str) -> Place:
    """A room cell that may also name its building or entrance: 7号楼1203室, 2单元302, 5-2-302. Raises Unreadable."""
    text = squeeze(written)
    if text.isdigit():
        return Place("", "", text)
    if three := _THREE.fullmatch(text):
        return Place(building(three["building"]), entrance(three["entrance"]), room(three["room"]))
    strong = _STRONG.search(text)
    if strong and strong.end() < len(text):
        return _after(text, strong, keep_lane=False)
    inside = _INSIDE_ENTRANCE.match(text)
    if inside and inside.end() < len(text) and not inside[0].endswith(("门", "号")):
        return Place("", entrance(inside[0]), room(text[inside.end() :]))
    return Place("", "", room(text))


def address(written: str, *, keep_lane: bool = False) -> Place:
    """Building, entrance and room out of one cell: 陶安路12弄5号302室, 5号楼2单元302, 5-2-302. Raises Unreadable."""
    if english := _ENGLISH.fullmatch(tidy(written)):
        return Place(building(english["building"]), entrance(english["entrance"] or ""), room(english["room"]))
    text = squeeze(written)
    if _DATE.fullmatch(text):
        raise Unreadable(A_DATE)
    found = _marker(text)
    if found:
        return _after(text, found, keep_lane=keep_lane)
    if dashed := _DASHED.fullmatch(text.replace("/", "-")):
        return Place(building(dashed["building"]), entrance(dashed["entrance"] or ""), room(dashed["room"]))
    if by_name := _NAMED.search(text):
        return Place(building(by_name["building"]), "", room(by_name["room"].lstrip("-")))
    raise Unreadable(NO_PLACE)


def _marker(text: str) -> re.Match[str] | None:
    """Where the building is named. 幢 and 号楼 are sure; 号 may be the street number, so not the first after a road."""
    strong = _STRONG.search(text)
    if strong:
        return strong if strong.end() < len(text) else None
    weak = list(_WEAK.finditer(text, text.index("弄") + 1 if "弄" in text else 0))
    if len(weak) > 1 and _STREET.search(text[: weak[0].start()]):
        return weak[1]
    return weak[0] if weak else None


def _after(text: str, marker: re.Match[str], *, keep_lane: bool) -> Place:
    """The building at the marker, and what stands behind it."""
    rest = text[marker.end() :].lstrip("-,/")
    inside = _INSIDE_ENTRANCE.match(rest)
    if inside and inside.end() < len(rest):
        rest = rest[inside.end() :].lstrip("-,/")
    else:
        inside = None
    rest = _STOREY.sub("", rest)
    dashed = None if inside else re.fullmatch(r"([0-9]{1,2})-([0-9]{2,5}(?:室|房)?)", rest)
    way = dashed[1] if dashed else inside["entrance"] if inside else ""
    name = building(text[: marker.end()], keep_lane=keep_lane)
    return Place(name, entrance(way), room(dashed[2] if dashed else rest))
