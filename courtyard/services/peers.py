"""A table of estates to compare with, row by row: what each is like, what it pays, what its service is worth."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courtyard.core.errors import BadInput, sentence
from courtyard.core.quantities import BadMoney, parse_fen
from courtyard.core.quarters import BadQuarter, Quarter
from courtyard.core.register.rows import Row
from courtyard.places.models import Estate, Node
from courtyard.services.models.contract import FEN_PER_M2_MAX

_POINTS = re.compile(r"(?P<whole>[0-9]{1,3})(?:\.(?P<part>[0-9])0*)?")
ROWS_MAX = 20_000
FAULTS_SHOWN = 20
HOMES_MAX = 50_000
YEARS = range(1850, 2101)

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "label": ("小区", "名称", "小区名称", "estate"),
    "kind": ("类型", "房屋类型", "小区类型", "kind"),
    "built": ("建成年份", "年份", "built"),
    "lifts": ("电梯", "有无电梯", "lifts"),
    "homes": ("户数", "homes"),
    "fen_per_m2": ("物业费", "物业费（元/㎡·月）", "元/平方米·月", "fee"),
    "milli": ("得分", "服务得分", "points"),
    "quarter": ("季度", "quarter"),
}
KINDS: Mapping[str, str] = {
    "售后公房": "after_sale_public", "商品房": "commodity", "保障房": "affordable", "混合": "mixed",
    "混合小区": "mixed", "其他": "other", **{kind: kind for kind in Estate.Kind.values},
}  # fmt: skip
LIFTS: Mapping[str, bool] = {"有": True, "无": False, "没有": False, "yes": True, "no": False, "是": True, "否": False}


class NoSuchColumns(BadInput):
    says = sentence("The table has no column for: {missing}. Its first row names the columns; take the template.")
    field = "file"


class BrokenRows(BadInput):
    says = sentence("Nothing was loaded. Put these right and choose the file again: {rows}")
    field = "file"


class TooManyPeers(BadInput):
    says = sentence("The table has {rows} rows; {most} are taken at once.")
    field = "file"


@dataclass(frozen=True, slots=True)
class PeerRow:
    """One estate in one quarter."""

    label: str
    kind: str
    built: int | None
    lifts: bool
    homes: int
    fen_per_m2: int | None
    milli: int | None
    quarter: str
    district: Node

    def columns(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


class _Broken(Exception):
    """What is wrong with a cell, as it stands there."""


def read(rows: Sequence[Row], district: Node) -> list[PeerRow]:
    """The estates of a sheet whose first row names its columns. Raises BadInput that names every broken row."""
    places = _columns(rows[0])
    filled = [row for row in rows[1:] if any(row.cells)]
    if len(filled) > ROWS_MAX:
        raise TooManyPeers(rows=len(filled), most=ROWS_MAX)
    found: list[PeerRow] = []
    broken: list[str] = []
    for row in filled:
        try:
            found.append(_row(row, places, district))
        except _Broken as wrong:
            broken.append(f"{row.number}: {wrong}")
    if broken:
        raise BrokenRows(rows="; ".join(broken[:FAULTS_SHOWN]))
    return found


def _columns(head: Row) -> dict[str, int]:
    names = [head.text(column).strip().lower() for column in range(len(head.cells))]
    places = {key: names.index(one) for key, ways in COLUMNS.items() for one in ways if one in names}
    missing = [ways[0] for key, ways in COLUMNS.items() if key not in places]
    if missing:
        raise NoSuchColumns(missing=", ".join(missing))
    return places


def _row(row: Row, places: Mapping[str, int], district: Node) -> PeerRow:
    def text(key: str) -> str:
        return row.text(places[key]).strip()

    return PeerRow(
        label=text("label")[:120],
        kind=_among(text("kind"), KINDS),
        built=_whole(text("built"), YEARS) if text("built") else None,
        lifts=_among(text("lifts"), LIFTS),
        homes=_whole(text("homes"), range(1, HOMES_MAX + 1)),
        fen_per_m2=_fee(text("fen_per_m2")) if text("fen_per_m2") else None,
        milli=_points(text("milli")) if text("milli") else None,
        quarter=_quarter(text("quarter")),
        district=district,
    )


def _among(text: str, known: Mapping[str, Any]) -> Any:
    if text not in known:
        raise _Broken(text or "–")
    return known[text]


def _whole(text: str, among: range) -> int:
    whole = text.removesuffix(".0")
    if not whole.isascii() or not whole.isdigit() or int(whole) not in among:
        raise _Broken(text or "–")
    return int(whole)


def _fee(text: str) -> int:
    try:
        fen = parse_fen(text)
    except BadMoney as bad:
        raise _Broken(text) from bad
    if not 0 < fen <= FEN_PER_M2_MAX:
        raise _Broken(text)
    return fen


def _points(text: str) -> int:
    """Points of a hundred with at most one decimal, in thousandths of the whole."""
    found = _POINTS.fullmatch(text)
    milli = int(found["whole"]) * 10 + int(found["part"] or 0) if found else 1_001
    if milli > 1_000:
        raise _Broken(text)
    return milli


def _quarter(text: str) -> str:
    try:
        return str(Quarter.of(text.upper()))
    except BadQuarter as bad:
        raise _Broken(text or "–") from bad
