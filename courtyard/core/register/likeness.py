"""What the cells of a column look like, whatever its heading says."""

import re
from collections.abc import Callable, Iterable, Mapping

from courtyard.core.register import addresses, areas, deliveries, identity, names, shares, uses
from courtyard.core.register.columns import Column
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.phones import MOBILE
from courtyard.core.register.text import narrow, squeeze

_BUILDING = re.compile(
    r"(?:.*[^0-9])?(?:[0-9]+|[一二三四五六七八九十]+|[A-Za-z])(?:号楼|幢|栋|座|号|#楼?)|[0-9]{1,3}|[A-Z]"
)
_ENTRANCE = re.compile(r"(?:[0-9]{1,3}|[一二三四五六七八九十]+|[甲乙丙丁东西南北A-Z])(?:单元|门|梯|号)?")
_ROOM = re.compile(r"(?:[A-Za-z]{0,2}-?)?[0-9]{3,5}[A-Za-z]?(?:室|房)?|.*车位.*|[A-Z]{1,2}[0-9]*-[0-9]+")
_FIXED = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}|[0-9]{8}")
_HAN_NAMES = re.compile(r"[㐀-鿿·]{2,4}(?:[、,;/\s][㐀-鿿·]{2,4})*")
_LATIN_NAMES = re.compile(r"[A-Z][A-Za-z'.-]+(?: (?:& )?[A-Z][A-Za-z'.-]*)+")
_MASKED = re.compile(r"1[3-9][0-9]\*{3,5}[0-9]{3,4}")


def _readable(read: Callable[[str], object]) -> Callable[[str], bool]:
    def reads(text: str) -> bool:
        try:
            return read(text) is not None
        except Unreadable:
            return False

    return reads


def _is_phone(text: str) -> bool:
    bare = squeeze(text)
    return bool(
        MOBILE.search(text) or MOBILE.search(bare.replace("-", "")) or _FIXED.fullmatch(bare) or _MASKED.fullmatch(bare)
    )


def _is_name(text: str) -> bool:
    if len(squeeze(text)) > 3 and names.is_legal(text):
        return not _BUILDING.fullmatch(squeeze(text))
    other = uses.is_use(text) or _is_delivery(text)
    plain = narrow(text).strip()
    return bool(_HAN_NAMES.fullmatch(plain) or _LATIN_NAMES.fullmatch(plain)) and not other


def _is_share(text: str) -> bool:
    marked = any(mark in text for mark in "%％/½有") or squeeze(text) in {"0.5", "1", "100", "50"}
    return marked and _readable(shares.said)(text)


def _is_delivery(text: str) -> bool:
    return not (text.isdigit() and len(text) < 8) and bool(_readable(deliveries.delivered)(text))


def _is_building(text: str) -> bool:
    plain = squeeze(text)
    return bool(_BUILDING.fullmatch(plain)) or plain.lower().startswith(("building", "block")) or "车库" in plain


def _is_address(text: str) -> bool:
    return bool(_readable(addresses.address)(text))


LOOKS: Mapping[Column, Callable[[str], bool]] = {
    Column.ID_NUMBER: lambda text: len(squeeze(text)) >= 15 and _readable(identity.identity)(text),
    Column.PHONE: _is_phone,
    Column.DELIVERED: _is_delivery,
    Column.USE: uses.is_use,
    Column.SHARE: _is_share,
    Column.ADDRESS: _is_address,
    Column.AREA: lambda text: text[:1].isdigit() and bool(_readable(areas.area_cm2)(text)),
    Column.BUILDING: _is_building,
    Column.ENTRANCE: lambda text: _ENTRANCE.fullmatch(squeeze(text)) is not None,
    Column.HOME: lambda text: _ROOM.fullmatch(squeeze(text)) is not None,
    Column.OWNER: _is_name,
}


def per_hundred(column: Column, texts: Iterable[str]) -> int:
    """How many in a hundred of these cells look like that column's; 0 when there are none."""
    looks, given = LOOKS.get(column), list(texts)
    if looks is None or not given:
        return 0
    return sum(map(looks, given)) * 100 // len(given)
