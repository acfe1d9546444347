"""Two spreadsheets, counted without any database: who may vote, and what came in.

Columns are called as in the worked examples or as offices call them. One nobody knows is refused, and so is a row that
cannot be read: by its number and with the reason, so that a sheet is never counted in part.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from courtyard.core.counting.roll import Delivery, Unit, Use
from courtyard.core.counting.settling import Choice, HouseRules, Paper
from courtyard.core.errors import BadInput, sentence
from courtyard.core.quantities import BadArea, parse_cm2
from courtyard.core.tables import Misfit, Table

T = TypeVar("T")

ROWS_MAX = 2_000_000
FIGURES_MAX = 15

ROLL_COLUMNS: Mapping[str, str] = {
    "id": "id", "home": "id", "unit": "id", "房号": "id", "室号": "id",
    "area": "area", "面积": "area", "专有面积": "area", "建筑面积": "area",
    "shares": "shares", "份额": "shares",
    "owner": "owner", "owners": "owner", "业主": "owner", "产权人": "owner",
    "owner_at_close": "owner_at_close", "截止时业主": "owner_at_close",
    "building": "building", "楼号": "building",
    "use": "use", "用途": "use",
    "status": "status", "交付情况": "status",
    "delivered": "delivered", "票已送达": "delivered",
}  # fmt: skip
BALLOT_COLUMNS: Mapping[str, str] = {
    "owner": "owner", "owners": "owner", "业主": "owner", "产权人": "owner",
    "choice": "choice", "意见": "choice", "表决意见": "choice",
    "seq": "seq", "序号": "seq",
    "by": "by", "投票人": "by",
    "channel": "channel", "方式": "channel",
    "proxy_agent": "proxy_agent", "代理人": "proxy_agent",
    "valid": "valid", "有效": "valid",
    "defect": "defect", "无效原因": "defect",
}  # fmt: skip
CHOICES: Mapping[str, Choice] = {
    "for": "for", "同意": "for", "赞成": "for",
    "against": "against", "不同意": "against", "反对": "against",
    "abstain": "abstain", "弃权": "abstain",
}  # fmt: skip
USES: Mapping[str, Use] = {
    "": "dwelling", "dwelling": "dwelling", "住宅": "dwelling", "parking": "parking", "车位": "parking",
}  # fmt: skip
DELIVERIES: Mapping[str, Delivery] = {
    "": "delivered", "delivered": "delivered", "已交付": "delivered", "unsold": "unsold", "未售": "unsold",
    "sold_undelivered": "sold_undelivered", "已售未交付": "sold_undelivered",
}  # fmt: skip
TRUTHS: Mapping[str, bool] = {
    "yes": True, "true": True, "1": True, "是": True, "no": False, "false": False, "0": False, "否": False,
}  # fmt: skip


class BadSheet(BadInput):
    """A spreadsheet that cannot be counted, and where."""

    says = sentence("{sheet}, row {row}: {reason}.")


@dataclass(frozen=True, slots=True)
class RollSheet:
    """The homes, and the owners to whom a ballot was proven delivered."""

    units: tuple[Unit, ...]
    delivered: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Row:
    sheet: str
    number: int
    cells: Mapping[str, str]

    def text(self, key: str) -> str:
        return self.cells.get(key, "")

    def told(self, key: str) -> str:
        """A cell that must say something."""
        if not self.text(key):
            raise self.refusal(f"{key} is empty")
        return self.text(key)

    def among(self, key: str, known: Mapping[str, T]) -> T:
        text = self.text(key).lower()
        if text not in known:
            raise self.refusal(f"{key} “{self.text(key)}” is none of {_list(known)}")
        return known[text]

    def number_of(self, key: str) -> int:
        text = self.told(key)
        if not text.isascii() or not text.isdigit() or len(text) > FIGURES_MAX:
            raise self.refusal(f"{key} “{text[:FIGURES_MAX]}” is no whole number")
        return int(text)

    def cm2(self, key: str) -> int:
        try:
            return parse_cm2(self.told(key))
        except BadArea as bad:
            raise self.refusal(str(bad).rstrip(".")) from bad

    def refusal(self, reason: str) -> BadSheet:
        return BadSheet(sheet=self.sheet, row=self.number, reason=reason)


def read_roll(name: str, lines: Iterable[Sequence[str]]) -> RollSheet:
    """The roll in a sheet whose first line names its columns; `name` is the sheet's, for a refusal. Raises BadSheet."""
    units: list[Unit] = []
    delivered: set[str] = set()
    for row in _rows(name, lines, ROLL_COLUMNS, ("id", "owner")):
        unit = Unit(
            id=row.told("id"),
            area_cm2=row.cm2("area") if row.text("area") or "shares" not in row.cells else 0,
            owner=row.told("owner"),
            shares=row.number_of("shares") if "shares" in row.cells else 0,
            owner_at_close=row.text("owner_at_close"),
            building=row.text("building"),
            use=row.among("use", USES),
            delivery=row.among("status", DELIVERIES),
        )
        units.append(unit)
        if row.text("delivered") and row.among("delivered", TRUTHS):
            delivered.add(unit.owner)
    return RollSheet(tuple(units), frozenset(delivered))


def read_ballots(name: str, lines: Iterable[Sequence[str]]) -> tuple[Paper, ...]:
    """The ballots of one motion. Without a column of numbers, they came in as they stand. Raises BadSheet."""
    return tuple(_paper(row) for row in _rows(name, lines, BALLOT_COLUMNS, ("owner", "choice")))


def house_rules_of(data: Mapping[str, Any]) -> tuple[HouseRules, str]:
    """The estate's parameters from a parsed TOML file, and the building that alone votes, if any. Raises Misfit."""
    return read_params(Table(data))


def read_params(table: Table) -> tuple[HouseRules, str]:
    """What the rules of procedure fix; whatever they do not say stays with the most careful reading. Raises Misfit."""
    usual = HouseRules()
    house = HouseRules(
        duplicates=_chosen(table, "duplicates", ("reject_both", "first_valid", "last_valid"), usual.duplicates),
        invalid_participates="invalid_participates" in table and table.flag("invalid_participates"),
        proxies_max=_limit(table) if "proxy_limit" in table else None,
        unreturned=_chosen(
            table, "unreturned", ("not_participating", "follow_majority_if_delivered"), usual.unreturned
        ),
        count_parking="count_parking" in table and table.flag("count_parking"),
        record_point=_chosen(table, "record_point", ("notice", "close"), usual.record_point),
    )
    building = table.text("scope_building") if "scope_building" in table else ""
    table.close()
    return house, building


def _chosen(table: Table, key: str, among: tuple[Any, ...], usual: T) -> T:
    chosen: T = table.choice(key, among) if key in table else usual
    return chosen


def _limit(table: Table) -> int:
    limit = table.number("proxy_limit")
    if limit < 0:
        raise Misfit(table.path_to("proxy_limit"), "it must not be negative")
    return limit


def _paper(row: _Row) -> Paper:
    valid = row.among("valid", TRUTHS) if row.text("valid") else not row.text("defect")
    return Paper(
        head=row.told("owner"),
        choice=row.among("choice", CHOICES),
        seq=row.number_of("seq") if "seq" in row.cells else row.number,
        by=row.text("by"),
        channel=row.text("channel"),
        agent=row.text("proxy_agent"),
        defect="" if valid else row.text("defect") or "invalid",
    )


def _rows(name: str, lines: Iterable[Sequence[str]], known: Mapping[str, str], needed: Sequence[str]) -> Iterable[_Row]:
    columns: list[str] = []
    for number, line in enumerate(lines, start=1):
        if number > ROWS_MAX:
            raise BadSheet(sheet=name, row=number, reason=f"more than {ROWS_MAX:,} rows")
        cells = [cell.strip() for cell in line]
        if not columns:
            columns = _columns(name, number, cells, known, needed)
        elif any(cells):
            if len(cells) > len(columns):
                raise BadSheet(sheet=name, row=number, reason=f"{len(cells)} cells under {len(columns)} columns")
            yield _Row(name, number, dict(zip(columns, cells, strict=False)))
    if not columns:
        raise BadSheet(sheet=name, row=1, reason="the sheet is empty")


def _columns(
    name: str, number: int, cells: Sequence[str], known: Mapping[str, str], needed: Sequence[str]
) -> list[str]:
    columns = []
    for cell in cells:
        if cell.lower() not in known:
            raise BadSheet(sheet=name, row=number, reason=f"nobody knows the column “{cell}”; known are {_list(known)}")
        columns.append(known[cell.lower()])
    missing = [key for key in needed if key not in columns]
    if missing or len(set(columns)) < len(columns):
        reason = f"the column {missing[0]} is missing" if missing else "two columns say the same"
        raise BadSheet(sheet=name, row=number, reason=reason)
    return columns


def _list(known: Mapping[str, Any]) -> str:
    return ", ".join(word for word in known if word)
