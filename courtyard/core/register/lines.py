"""What each row of the sheet is: a home's, or one of the lines that paper needs and a register does not."""

import re
from collections.abc import Mapping, Sequence
from enum import Enum, auto

from courtyard.core.register import addresses
from courtyard.core.register.columns import Column
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.headers import Header
from courtyard.core.register.rows import Row
from courtyard.core.register.text import is_nothing, squeeze

_TOTAL = re.compile(
    r"(?:.{0,16}?(?:小计|合计|总计|共计|累计)(?:[:(（].*|[0-9].*|共.*|户数.*|面积.*)?"
    r"|(?:共|共计|计|总)?[0-9]+(?:户|套|间)(?:[,、;].*)?|总?(?:户数|套数|面积)[:].*"
    r"|(?:sub-?|page|grand|building)?totals?\b.*)",
    re.IGNORECASE,
)
_WHOLE_TOTAL = re.compile(
    r"(?:本页|本幢|本栋|本楼|本单元|页|全部|总)?(?:小计|合计|总计|共计|累计)[:]?|(?:sub-?|grand)?totals?:?",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"名册|清册|一览|登记表|统计表|汇总|明细表|名单|台账|信息表|情况表|附件|附表|续表|续上页|接上页|转下页|以下空白|"
    r"第[0-9一二三四五六七八九十百]+页|共[0-9一二三四五六七八九十百]+页|制表|填表|填报|审核|复核|经办|打印|导出时间|单位[:(]|^注[0-9]|^[^:]{1,10}[:]|\bpage\d|register|prepared|printed|^[-–—=_.·*\s]+$",
    re.IGNORECASE,
)  # fmt: skip
_DIGIT = re.compile(r"[0-9０-９]")
_WORDY = 6  # a room without any figure is short: 底层东, 门卫室
_TOTAL_MARKS = frozenset("计户套间数积")
_OWNER_LABEL = re.compile(r"(?:业主|产权人|权利人|户主|房主|共有人|姓名):")
_CONTEXT = re.compile(r"(?<![共计有0-9])((?:[0-9]+|[一二三四五六七八九十]+|[A-Za-z])(?:号楼|幢|栋|座)|(?<=弄)[0-9]+号)")
_DIGITS = re.compile(r"[0-9一二三四五六七八九十]+")
_OWN = (Column.BUILDING, Column.ADDRESS, Column.HOME)


class Kind(Enum):
    DATA = auto()
    TITLE = auto()
    HEADER = auto()
    SUBTOTAL = auto()
    BLANK = auto()


class Lines:
    """Tells the rows of one sheet apart."""

    def __init__(self, rows: Sequence[Row], header: Header | None, columns: Mapping[int, Column]) -> None:
        self._header = header
        self._columns = columns
        above = rows[: header.first] if header else ()
        self._titles = {len(row.filled()): set[str]() for row in above}
        for row in above:
            self._titles[len(row.filled())] |= {_skeleton(row)} - {""}

    def kind(self, row: Row, index: int) -> Kind:
        """`index` counts the sheet's rows from 0."""
        filled = row.filled()
        if not filled:
            return Kind.BLANK
        if self._header and index < self._header.first:
            return Kind.TITLE
        if self._is_header(row, index):
            return Kind.HEADER
        if self._is_subtotal(row, filled):
            return Kind.SUBTOTAL
        if self._is_title(row, filled):
            return Kind.TITLE
        return Kind.DATA if any(self._says_something(row, column) for column in filled) else Kind.BLANK

    def _is_header(self, row: Row, index: int) -> bool:
        header = self._header
        if header is None:
            return False
        return index <= header.last or header.is_repeated_by(row) or header.is_numbering(row, index)

    def _says_something(self, row: Row, column: int) -> bool:
        meaning = self._columns.get(column, Column.IGNORE)
        return meaning not in (Column.IGNORE, Column.FLOOR) and not is_nothing(row.text(column))

    def _is_subtotal(self, row: Row, filled: Sequence[int]) -> bool:
        """A line of sums. A firm whose name holds 合计 is an owner as long as it has a home."""
        for column in filled:
            text = row.text(column)
            if len(text) > 60 or not _may_be_total(text) or not _TOTAL.fullmatch(squeeze(text)):
                continue
            meaning = self._columns.get(column, Column.IGNORE)
            if meaning in _OWN or _WHOLE_TOTAL.fullmatch(squeeze(text)) or not self._has_home(row):
                return True
        return False

    def _has_home(self, row: Row) -> bool:
        return any(row.text(c) for c, meaning in self._columns.items() if meaning in (Column.HOME, Column.ADDRESS))

    def _is_title(self, row: Row, filled: Sequence[int]) -> bool:
        if len(filled) in self._titles and _skeleton(row) in self._titles[len(filled)]:
            return True
        if all(self._is_furniture(row, column) for column in filled):
            return True
        return len(filled) == 1 and self._stands_alone(row, filled[0])

    def _is_furniture(self, row: Row, column: int) -> bool:
        text = squeeze(row.text(column))
        if self._columns.get(column) is Column.OWNER and _OWNER_LABEL.match(text):
            return False
        return _FURNITURE.search(text) is not None

    def _stands_alone(self, row: Row, column: int) -> bool:
        """One cell alone is a heading such as 6号楼, unless it can be a home, an owner or a figure."""
        meaning = self._columns.get(column, Column.IGNORE)
        if meaning in (Column.IGNORE, Column.FLOOR):
            return not row.text(column).isdigit()  # 27 alone is a numbered line left empty
        if meaning in (Column.BUILDING, Column.ENTRANCE):
            return not is_nothing(row.text(column))
        if meaning is Column.HOME:
            return not (_DIGIT.search(row.text(column)) or len(row.text(column)) <= _WORDY)
        return meaning is Column.ADDRESS and not _is_address(row.text(column))


def building_named(row: Row) -> str:
    """The building that a title speaks of, if it speaks of exactly one: 陶安小区5号楼业主名册."""
    found = {match for column in row.filled() for match in _CONTEXT.findall(squeeze(row.text(column)))}
    try:
        names = {addresses.building(name) for name in found}
    except Unreadable:
        return ""
    return names.pop() if len(names) == 1 else ""


def _may_be_total(text: str) -> bool:
    """A quick look, for most cells are none."""
    return not _TOTAL_MARKS.isdisjoint(text) or "total" in text.lower()


def _is_address(text: str) -> bool:
    try:
        addresses.address(text)
    except Unreadable:
        return False
    return True


def _skeleton(row: Row) -> str:
    """The row's words without figures: page 2's title is page 1's."""
    return _DIGITS.sub("", "|".join(squeeze(row.text(column)) for column in row.filled())).strip("|.-")
