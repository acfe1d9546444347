"""One cell of a bank's sheet: an amount to the fen, a day, a number of an account. No float on the way."""

import re
from datetime import date, datetime, timedelta

from courtyard.core.errors import sentence
from courtyard.core.quantities import FEN_MAX, BadMoney, parse_fen
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.rows import Cell
from courtyard.core.register.text import is_nothing, narrow

AMOUNT_MAX = 40
YEARS = range(1990, 2101)
SERIALS = range(32_874, 73_416)  # the same years, in days as spreadsheets count them
_SERIAL_EPOCH = date(1899, 12, 30)

NO_AMOUNT = sentence("This is not an amount in yuan. Write it like 1,234.50.")
FINER = sentence("This amount has parts of a fen. Write it with two decimals.")
TOO_MUCH = sentence("This amount is larger than any estate's. Please check it.")
NO_DAY = sentence("This is not a day. Write it like 2026-01-31.")
DAY_OR_MONTH = sentence("Here the day and the month can be mistaken for each other. Write it like 2026-01-31.")
OTHER_CENTURY = sentence("The year {year} cannot be right here. Please check the day.")

_MARKS = str.maketrans(dict.fromkeys("`'\"\t\r\n", "") | dict.fromkeys("−–—‐‑‒", "-") | {"￥": "¥"})
_CURRENCY = re.compile(r"^(?:cny|rmb|人民币)|(?:cny|rmb)$", re.IGNORECASE)
_BRACKETED = re.compile(r"\((?P<figure>[^()+-]+)\)")
_EXACT = re.compile(r"(?P<whole>[0-9]+)(?:\.(?P<part>[0-9]*))?(?:[eE](?P<power>[+-]?[0-9]{1,2}))?")
_FIGURES = 15  # as many as a spreadsheet keeps of a number
_POWER_MAX = 20

_CLOCK = r"[0-9]{1,2}[:时]?[0-9]{2}(?:[:分]?[0-9]{2}(?:\.[0-9]{1,9})?秒?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?"
_YEAR_FIRST = re.compile(
    rf"([0-9]{{4}})([-/.年])([0-9]{{1,2}})[-/.月]([0-9]{{1,2}})日?(?:[t,\s]*{_CLOCK})?", re.IGNORECASE
)
_RUN = re.compile(rf"([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})(?:\.0+)?(?:[t\s]*{_CLOCK})?", re.IGNORECASE)
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{4}})(?:\s+{_CLOCK})?", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(rf"([0-9]{{1,2}})[-\s]?([a-z]{{3,9}})[-,\s]*([0-9]{{4}})(?:\s+{_CLOCK})?", re.IGNORECASE)
_NAMED_FIRST = re.compile(rf"([a-z]{{3,9}})\s+([0-9]{{1,2}}),?\s+([0-9]{{4}})(?:\s+{_CLOCK})?", re.IGNORECASE)
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")


def plain(written: str) -> str:
    """The cell without the marks by which exports keep a spreadsheet from touching it: `2026-01-05, "="1"", tabs."""
    text = narrow(written).translate(_MARKS).strip()
    return text.removeprefix("=").strip()


def fen_of(written: str) -> int | None:
    """Fen of an amount as banks write it, None where the cell is empty.

    Reads “1,234.50”, “-12”, “(12.00)”, “12.00-”, “+3”, “￥３.5元”, “CNY 1”, “1.2E4”, and what a program prints of a
    binary fraction: “12.299999999999999” is 12.30, as the spreadsheet shows it. Raises Unreadable.
    """
    text = re.sub(r"\s+", "", plain(written))
    if is_nothing(text):
        return None
    if len(text) > AMOUNT_MAX:
        raise Unreadable(NO_AMOUNT)
    negative, text = _signed(_CURRENCY.sub("", text))
    exact = _EXACT.fullmatch(text)
    fen = _exact(exact) if exact else _worded(text)
    if fen > FEN_MAX:
        raise Unreadable(TOO_MUCH)
    return -fen if negative else fen


def _signed(text: str) -> tuple[bool, str]:
    """Whether the amount is below nought, and the amount without its sign."""
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        return True, bracketed["figure"]
    bare = text.removeprefix("¥")
    for mark, negative in (("-", True), ("+", False)):
        if bare.startswith(mark):
            return negative, bare[1:]
        if bare.endswith(mark):
            return negative, bare[:-1]
    return False, bare


def _exact(text: re.Match[str]) -> int:
    """Plain figures and 1.2E4. Beyond fifteen figures they are the noise of a binary fraction."""
    part = text["part"] or ""
    digits = int(text["whole"] + part)
    power = int(text["power"] or 0) - len(part) + 2
    scale: int = 10 ** abs(power)
    if power >= 0:
        if digits and power > _POWER_MAX:
            raise Unreadable(TOO_MUCH)
        return digits * scale
    if digits % scale and (noise := len(str(digits)) - _FIGURES) > 0:
        digits = round(digits, -noise)
    fen, rest = divmod(digits, scale)
    if rest:
        raise Unreadable(FINER)
    return fen


def _worded(text: str) -> int:
    """With commas or a unit. A second sign is none."""
    try:
        fen = parse_fen(text)
    except BadMoney:
        raise Unreadable(NO_AMOUNT) from None
    if fen < 0:
        raise Unreadable(NO_AMOUNT)
    return fen


def day_of(cell: Cell) -> date:
    """The day a cell names; the time of day, where there is one, is passed over. Raises Unreadable.

    Reads 2026-01-05, 2026/1/5, 2026.01.05, 2026年1月5日, 20260105, 20260105103000, 5 Jan 2026, 05/31/2026 where it
    can be told, and 46027 as spreadsheets count days.
    """
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    text = plain(cell)
    if serial := _SERIAL.fullmatch(text):
        if int(serial[1]) in SERIALS:
            return _SERIAL_EPOCH + timedelta(days=int(serial[1]))
        raise Unreadable(NO_DAY)
    return _day(*_parts(text))


def _parts(text: str) -> tuple[int, int, int]:
    """Year, month and day."""
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _RUN.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NAMED.fullmatch(text):
        return int(found[3]), _month(found[2]), int(found[1])
    if found := _NAMED_FIRST.fullmatch(text):
        return int(found[3]), _month(found[1]), int(found[2])
    if found := _YEAR_LAST.fullmatch(text):
        return int(found[3]), *_told_apart(int(found[1]), int(found[2]))
    raise Unreadable(NO_DAY)


def _told_apart(one: int, other: int) -> tuple[int, int]:
    """Month and day, where only one reading is possible."""
    if one == other or other > 12:
        return one, other
    if one > 12:
        return other, one
    raise Unreadable(DAY_OR_MONTH)


def _month(name: str) -> int:
    short = name[:3].lower()
    if short not in _MONTHS:
        raise Unreadable(NO_DAY)
    return _MONTHS.index(short) + 1


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unreadable(NO_DAY) from None
    if found.year not in YEARS:
        raise Unreadable(OTHER_CENTURY, year=year)
    return found


def digits_of(written: str) -> str:
    """A number of an account without the spaces and hyphens banks put between: 6222 0210-01 is 6222021001."""
    return re.sub(r"[\s-]+", "", plain(written)).strip("[]")
