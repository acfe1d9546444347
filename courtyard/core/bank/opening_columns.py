"""The columns of a list of what each home has in the maintenance fund, by the headings that lists give them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from courtyard.core.bank.columns import heading
from courtyard.core.errors import BadInput, sentence
from courtyard.core.register import columns as register_columns
from courtyard.core.register.rows import Row, letter

SEARCHED_ROWS = 60
COLUMNS_MAX = 60


class OpeningColumn(StrEnum):
    """What a column holds. ADDED and USED, where they are, make the balance out of the first deposit."""

    BUILDING = "building"
    ENTRANCE = "entrance"
    HOME = "home"
    ADDRESS = "address"
    DEPOSIT = "deposit"
    ADDED = "added"
    USED = "used"
    BALANCE = "balance"
    IGNORE = "ignore"


OPENING_LABELS: Mapping[OpeningColumn, str] = {
    OpeningColumn.BUILDING: sentence("Building"),
    OpeningColumn.ENTRANCE: sentence("Entrance"),
    OpeningColumn.HOME: sentence("Room number"),
    OpeningColumn.ADDRESS: sentence("Building and home in one"),
    OpeningColumn.DEPOSIT: sentence("First deposit"),
    OpeningColumn.ADDED: sentence("Interest, or paid in later"),
    OpeningColumn.USED: sentence("Used so far"),
    OpeningColumn.BALANCE: sentence("Balance"),
    OpeningColumn.IGNORE: sentence("Not used"),
}
_HEADINGS: Mapping[OpeningColumn, str] = {
    OpeningColumn.DEPOSIT: (
        "首期 首期金额 首期交存 首期交存额 首期交存金额 首期缴存 首期缴存额 首期缴存金额 首次交存 首次交存额 "
        "首次缴存 首期维修资金 首期专项维修资金 首期维修基金 首期资金 首期款 初始金额 初始交存 交存金额 缴存金额 "
        "交存额 缴存额 已交金额 firstdeposit deposit"
    ),
    OpeningColumn.ADDED: (
        "利息 累计利息 利息收入 结息 利息金额 增值 增值收益 收益 收益分配 续交 续交金额 续筹 续筹金额 "
        "再次交存 再次交存额 补交 补交金额 公共收益划入 划入 interest added"
    ),
    OpeningColumn.USED: (
        "使用 已使用 已用 使用金额 已用金额 已使用金额 累计使用 累计使用金额 支出 累计支出 支出金额 支用 支用金额 分摊 "
        "分摊金额 分摊支出 维修支出 used spent"
    ),
    OpeningColumn.BALANCE: (
        "余额 账户余额 分户余额 分户账余额 当前余额 期末余额 结余 结余金额 可用余额 本息余额 余额合计 期末结余 "
        "资金余额 维修资金余额 专项维修资金余额 本息合计 balance"
    ),
}
_BY_HEADING = {text: column for column, texts in _HEADINGS.items() for text in texts.split()}
_PLACES = {
    register_columns.Column.BUILDING: OpeningColumn.BUILDING,
    register_columns.Column.ENTRANCE: OpeningColumn.ENTRANCE,
    register_columns.Column.HOME: OpeningColumn.HOME,
    register_columns.Column.ADDRESS: OpeningColumn.ADDRESS,
}
_MANY = frozenset((OpeningColumn.ADDED, OpeningColumn.USED, OpeningColumn.IGNORE))


class NoOpeningHeadings(BadInput):
    says = sentence(
        "We find no row of headings in this file. There must be one with the home, such as 室号, and what it has, "
        "such as 余额."
    )
    field = "file"


class MissingOpeningColumn(BadInput):
    says = sentence("Say which column has the home, and which has the balance.")
    field = "columns"


class OpeningColumnTwice(BadInput):
    says = sentence("Columns {one} and {other} are both said to be the same thing. Leave one.")
    field = "columns"


@dataclass(frozen=True, slots=True)
class OpeningGuess:
    """Where the headings stand (an index of rows, from 0), what they are, and what the columns seem to hold."""

    header: int
    headings: tuple[str, ...]
    columns: tuple[OpeningColumn, ...]


def guess_opening(rows: Sequence[Row]) -> OpeningGuess:
    """The headings and what they mean. Show it, let a person correct it. Raises NoOpeningHeadings."""
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        texts = tuple(row.text(column) for column in range(min(len(row.cells), COLUMNS_MAX)))
        columns = _first_of_each([opening_column_of(text) for text in texts])
        if OpeningColumn.BALANCE in columns and {OpeningColumn.HOME, OpeningColumn.ADDRESS} & set(columns):
            return OpeningGuess(index, texts, columns)
    raise NoOpeningHeadings


def opening_column_of(written: str) -> OpeningColumn:
    """What a heading means; IGNORE where it is of no use here."""
    found = _BY_HEADING.get(heading(written))
    if found is not None:
        return found
    place = register_columns.column_of(written)
    return OpeningColumn.IGNORE if place is None else _PLACES.get(place[0], OpeningColumn.IGNORE)


def require_opening_columns(columns: Sequence[OpeningColumn]) -> None:
    """Raises OpeningColumnTwice or MissingOpeningColumn."""
    for index, column in enumerate(columns):
        if column not in _MANY and column in columns[:index]:
            raise OpeningColumnTwice(one=letter(list(columns).index(column)), other=letter(index))
    if OpeningColumn.BALANCE not in columns or not {OpeningColumn.HOME, OpeningColumn.ADDRESS} & set(columns):
        raise MissingOpeningColumn


def _first_of_each(columns: Sequence[OpeningColumn]) -> tuple[OpeningColumn, ...]:
    return tuple(
        OpeningColumn.IGNORE if column not in _MANY and column in columns[:index] else column
        for index, column in enumerate(columns)
    )
