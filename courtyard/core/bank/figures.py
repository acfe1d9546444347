"""What stands above and below the lines of a statement: whose account it is, and sums to check them against."""

import re
from collections.abc import Iterator, Mapping, Sequence

from courtyard.core.bank.cells import digits_of, fen_of, plain
from courtyard.core.bank.columns import Column
from courtyard.core.bank.mapping import ColumnMap
from courtyard.core.bank.statement import Figure, Stated
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.rows import Row
from courtyard.core.register.text import narrow, squeeze

_AMOUNT = r"-?¥?-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]{1,2})?"
_NAMED = re.compile(rf"(?P<label>[一-龥()/]{{2,16}})[:]?[\[(]?(?P<value>{_AMOUNT})(?P<unit>笔|元|次)?")
_BOTH = re.compile(
    rf"(?P<label>[一-龥]{{2,12}})[:]?(?P<count>[0-9]+)笔[,、;]?(?:共|金额|合计)?[:]?(?P<sum>{_AMOUNT})元?"
)
_ACCOUNT = re.compile(
    r"(?:账号|卡号|账户|账户号|客户账号|结算账号|查询账号|本方账号)[:]?[\[(]?(?P<account>[0-9*][0-9* -]{5,34})"
)
_ACCOUNT_LABEL = re.compile(r"(?:本方|查询|客户|结算|银行)?(?:账号|卡号|账户|账户号|账号/卡号)[:]?")
_NAME_LABEL = re.compile(r"(?:本方|账户|客户)?(?:户名|名称|账户名称|单位名称|客户名称|账户名)[:]?")
_NAME = re.compile(r"(?:户名|账户名称|账户名|单位名称|客户名称)[:][\[(]?(?P<name>[^\s\[\]:,;]{2,60})")
_WHOLE = re.compile(r"(?:本期|累计|总)?(?:合计|总计)[:]?|totals?:?", re.IGNORECASE)

_IN, _OUT = r"收入|贷方|贷记|存入|转入|收方|收款|入账", r"支出|借方|借记|支取|转出|付方|付款|出账"
_KINDS: tuple[tuple[Figure, re.Pattern[str]], ...] = (
    (Figure.OPENING, re.compile(r"期初|上期余额|上[日月页]余额|起始余额|承前|opening")),
    (Figure.CLOSING, re.compile(r"期末|本期余额|终止余额|结束余额|截止余额|closing")),
    (Figure.IN_COUNT, re.compile(rf"(?:{_IN}).*笔数|总?笔数.*(?:{_IN})")),
    (Figure.OUT_COUNT, re.compile(rf"(?:{_OUT}).*笔数|总?笔数.*(?:{_OUT})")),
    (Figure.COUNT, re.compile(r"总笔数|合计笔数|^共计?$|^笔数|明细笔数")),
    (Figure.IN_SUM, re.compile(rf"(?:{_IN}).*(?:合计|总|金额|发生额|累计)|(?:合计|总|累计)(?:{_IN})|^(?:{_IN})$")),
    (Figure.OUT_SUM, re.compile(rf"(?:{_OUT}).*(?:合计|总|金额|发生额|累计)|(?:合计|总|累计)(?:{_OUT})|^(?:{_OUT})$")),
)
_COUNT_OF = {Figure.IN_SUM: Figure.IN_COUNT, Figure.OUT_SUM: Figure.OUT_COUNT}
_COUNTS = frozenset((Figure.IN_COUNT, Figure.OUT_COUNT, Figure.COUNT))
_SUMS = frozenset((Figure.IN_SUM, Figure.OUT_SUM))


def stated(rows: Sequence[Row], columns: ColumnMap) -> dict[Figure, Stated]:
    """The figures that rows outside the lines state. The first of each counts."""
    found: dict[Figure, Stated] = {}
    labels: Mapping[int, str] = {}
    above = 0
    for row in rows:
        if row.number != above + 1:
            labels = {}
        texts = {column: _bare(row.text(column)) for column in row.filled()}
        for figure, value in (
            *_in_total(row, columns),
            *_in_balance(row, columns),
            *_in_cells(texts),
            *_below(texts, labels),
        ):
            found.setdefault(figure, Stated(row.number, value))
        labels, above = texts, row.number
    return found


def account(rows: Sequence[Row]) -> tuple[str, str]:
    """The number of the account and its name, as far as the rows say; empty otherwise."""
    number = name = ""
    for row in rows:
        texts = [_bare(row.text(column)) for column in row.filled()]
        number = number or _number(texts)
        name = name or _name(texts)
    return number, name


def is_whole_total(row: Row) -> bool:
    """Whether the row begins with 合计, the sum of all lines."""
    filled = row.filled()
    return bool(filled) and _WHOLE.fullmatch(squeeze(row.text(filled[0]))) is not None


def is_label(text: str) -> bool:
    """Whether the text names such a figure: 期末余额, 收入合计：2笔."""
    return _kind(_bare(text)) is not None


def states_balance(row: Row, columns: ColumnMap) -> bool:
    """Whether a line of the table only says what was there: 承前余额 with a balance and no amount."""
    return next(_in_balance(row, columns), None) is not None


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", narrow(text)).replace("帐", "账").strip("#`'\"")


def _in_total(row: Row, columns: ColumnMap) -> Iterator[tuple[Figure, int]]:
    if not is_whole_total(row):
        return
    for column, figure in ((Column.IN, Figure.IN_SUM), (Column.OUT, Figure.OUT_SUM)):
        index = columns.index(column)
        value = None if index is None else _fen(row.text(index))
        if value is not None:
            yield figure, abs(value)


def _in_balance(row: Row, columns: ColumnMap) -> Iterator[tuple[Figure, int]]:
    index = columns.index(Column.BALANCE)
    value = None if index is None else _fen(row.text(index))
    if value is None or any(row.text(at) for way in (Column.IN, Column.OUT) for at in columns.all(way)):
        return
    for at in columns.all(Column.TEXT):
        kind = _kind(_bare(row.text(at)))
        if kind in (Figure.OPENING, Figure.CLOSING):
            yield kind, value


def _in_cells(texts: Mapping[int, str]) -> Iterator[tuple[Figure, int]]:
    """借方合计：1,234.00 in one cell, or the label in one and the figure in the next."""
    places = list(texts)
    for at, column in enumerate(places):
        text = texts[column]
        yield from _named(text)
        following = texts[places[at + 1]] if at + 1 < len(places) else ""
        if following and not _has_figure(text):
            yield from _worth(_kind(text), following)


def _named(text: str) -> Iterator[tuple[Figure, int]]:
    for found in _BOTH.finditer(text):
        kind = _kind(found["label"])
        if kind in _COUNT_OF:
            yield from _worth(_COUNT_OF[kind], found["count"])
            yield from _worth(kind, found["sum"])
    for found in _NAMED.finditer(_BOTH.sub(" ", text)):
        kind = _kind(found["label"])
        counted = found["unit"] == "笔"
        if counted and kind in _COUNT_OF:
            yield from _worth(_COUNT_OF[kind], found["value"])
        elif not counted or kind in _COUNTS:
            yield from _worth(kind, found["value"])


def _below(texts: Mapping[int, str], labels: Mapping[int, str]) -> Iterator[tuple[Figure, int]]:
    """A row of figures below a row of what they are."""
    named = [column for column in labels if _kind(labels[column]) and not _has_figure(labels[column])]
    if len(named) >= 2 and all(_has_figure(texts.get(column, "")) for column in named):
        for column in named:
            yield from _worth(_kind(labels[column]), texts[column])


def _worth(kind: Figure | None, written: str) -> Iterator[tuple[Figure, int]]:
    """The figure as it is kept, where it can be read: a sum without its sign, a count only if it is whole."""
    value = None if kind is None else _fen(written.removesuffix("笔"))
    if kind is None or value is None:
        return
    if kind not in _COUNTS:
        yield kind, abs(value) if kind in _SUMS else value
    elif value >= 0 and value % 100 == 0:
        yield kind, value // 100


def _kind(label: str) -> Figure | None:
    text = re.sub(r"[():：\[\]]|\((?:元|人民币)\)", "", label)
    return next((figure for figure, pattern in _KINDS if pattern.search(text)), None)


def _has_figure(text: str) -> bool:
    return any(mark.isdigit() for mark in text)


def _fen(written: str) -> int | None:
    try:
        return fen_of(written)
    except Unreadable:
        return None


def _number(texts: Sequence[str]) -> str:
    for at, text in enumerate(texts):
        if found := _ACCOUNT.search(text):
            return digits_of(found["account"])
        following = texts[at + 1] if at + 1 < len(texts) else ""
        if _ACCOUNT_LABEL.fullmatch(text) and re.fullmatch(r"\[?[0-9*-]{6,35}\]?", following):
            return digits_of(following)
    return ""


def _name(texts: Sequence[str]) -> str:
    for at, text in enumerate(texts):
        if found := _NAME.search(text):
            return found["name"]
        if _NAME_LABEL.fullmatch(text) and at + 1 < len(texts):
            return plain(texts[at + 1])[:60]
    return ""
