"""From the rows of a bank's export to a statement: every line read exactly, every fault named with its row."""

import re
from collections.abc import Sequence
from datetime import date

from courtyard.core.bank import chain, figures
from courtyard.core.bank.cells import day_of, digits_of, fen_of, plain
from courtyard.core.bank.columns import Column
from courtyard.core.bank.faults import Fault, at_cell
from courtyard.core.bank.mapping import ColumnMap, completed, find_header, guess_columns
from courtyard.core.bank.signs import Way, way
from courtyard.core.bank.statement import Line, Statement
from courtyard.core.errors import BadInput, TooLarge, sentence
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.rows import Row
from courtyard.core.register.text import is_nothing

LINES_MAX = 50_000
NAME_MAX = 120
ACCOUNT_MAX = 60
TEXT_MAX = 600
SERIAL_MAX = 80

NO_DAY_HERE = sentence("There is no day. Every line needs the day on which the money moved.")
NO_MONEY = sentence("There is no amount: neither money in nor money out.")
BOTH_WAYS = sentence("There is an amount in and an amount out. A line moves money one way.")
NO_WAY = sentence("This does not say whether the money came in or went out.")
OTHER_ACCOUNT = sentence("This line is of account {other}, and the statement is of {account}. Import each by itself.")
OTHER_CURRENCY = sentence("This line is in {currency}. Only yuan can be booked.")
NEITHER_WAY = sentence("Passed over: the bank says this moves no money of the account.")
NOT_CARRIED_OUT = sentence("Passed over: the payment was not carried out (“{status}”).")
MOVES_NOTHING = sentence("Passed over: the amount is nought.")
NOT_A_LINE = sentence("Passed over: this row has neither a day nor an amount.")

_YUAN = frozenset(("", "cny", "rmb", "人民币", "人民币元", "元", "156", "01", "001", "人民币(cny)"))
_UNDONE = re.compile(r"失败|关闭|撤销|取消|等待|处理中|未支付")
_FURNITURE = re.compile(
    r"#|[-=_*—]{3,}|(?:本页|本日|本月|累计|当前页)?(?:小计|合计|总计)|以下空白|温馨提示|打印|第\d+页"
)
_NAME_BESIDE = re.compile(r"(?P<account>[^()]+)\((?P<name>[^()]+)\)")  # gui***@example.org(桂芳华)
_MONEY = (Column.IN, Column.OUT, Column.AMOUNT)


class NoLines(BadInput):
    says = sentence("Below the headings there is no line at all. Choose the file with the bank's lines.")
    field = "file"


class TooManyLines(TooLarge):
    says = sentence("The statement has more than {most} lines. Export it month by month.")
    field = "file"


def read_statement(rows: Sequence[Row], columns: ColumnMap | None = None) -> Statement:
    """The statement that the rows of a sheet hold, by a saved map or by a guess.

    Raises NoHeadings, OtherHeadings, NoLines or TooManyLines; what is wrong with single rows is in `faults`.
    """
    if columns is None:
        guess = guess_columns(rows)
        header, columns = guess.header, guess.columns
    else:
        header = find_header(rows, columns)
    return _Reader(rows, header, completed(columns, rows[header + 1 :])).statement()


class _Passed(Exception):
    """A row that is no movement of the account, and why."""

    def __init__(self, note: Fault) -> None:
        super().__init__(note.says)
        self.note = note


class _Reader:
    """Goes through the rows once."""

    def __init__(self, rows: Sequence[Row], header: int, columns: ColumnMap) -> None:
        self._rows = rows
        self._header = header
        self._columns = columns
        self._read: list[tuple[Line, tuple[int, int]]] = []
        self._faults: list[Fault] = []
        self._notes: list[Fault] = []
        self._outside = list(rows[:header])
        self._account, self._account_name = figures.account(rows[:header])
        self._own = ""

    def statement(self) -> Statement:
        for row in self._rows[self._header + 1 :]:
            if row.filled():
                self._row(row)
        if not self._read and not self._faults:
            raise NoLines
        lines, newest_first = chain.oldest_first([line for line, _movement in self._read])
        stated = figures.stated(self._outside, self._columns)
        unread = {fault.row for fault in self._faults}
        faults = [*self._faults, *chain.faults_of_balance(lines, unread)]
        if not unread:
            faults += chain.faults_of_totals(lines, [movement for _line, movement in self._read], stated)
        return Statement(
            self._own or self._account, self._account_name, tuple(lines), stated, newest_first,
            tuple(sorted(faults, key=lambda fault: fault.row)), tuple(self._notes),
        )  # fmt: skip

    def _row(self, row: Row) -> None:
        if self._columns.fits(row):
            return
        if self._is_outside(row):
            self._outside.append(row)
            return
        try:
            self._line(row)
        except _Passed as passed:
            self._notes.append(passed.note)

    # What is a line

    def _is_outside(self, row: Row) -> bool:
        """Whether the row speaks of the statement, not of one payment."""
        first = plain(row.text(row.filled()[0]))
        if _FURNITURE.match(first) or figures.is_whole_total(row):
            return True
        if self._moves(row):
            return False
        if figures.is_label(first) or figures.states_balance(row, self._columns):
            return True
        if self._outside and self._outside[-1].number == row.number - 1:
            return not self._has_day(row) and figures.is_label(self._first_of(self._outside[-1]))
        return False

    @staticmethod
    def _first_of(row: Row) -> str:
        filled = row.filled()
        return plain(row.text(filled[0])) if filled else ""

    def _moves(self, row: Row) -> bool:
        """Whether there is a day and something where the amounts stand."""
        return self._has_day(row) and any(self._given(row, column) for column in _MONEY)

    def _has_day(self, row: Row) -> bool:
        index = self._columns.index(Column.DAY)
        try:
            return index is not None and bool(day_of(row.cell(index)))
        except Unreadable:
            return False

    def _given(self, row: Row, column: Column) -> bool:
        return not is_nothing(self._text(row, column))

    def _text(self, row: Row, column: Column) -> str:
        index = self._columns.index(column)
        return "" if index is None else plain(row.text(index))

    # One line

    def _line(self, row: Row) -> None:
        if not self._given(row, Column.DAY) and not any(self._given(row, column) for column in _MONEY):
            raise _Passed(Fault(row.number, NOT_A_LINE))
        status = self._text(row, Column.STATUS)
        if _UNDONE.search(status):
            raise _Passed(Fault(row.number, NOT_CARRIED_OUT, {"status": status[:40]}))
        before = len(self._faults)
        day = self._day(row)
        movement = self._movement(row)
        balance = self._fen(row, Column.BALANCE)
        self._require_ours(row)
        if len(self._faults) > before or day is None or movement is None:
            return
        if len(self._read) == LINES_MAX:
            raise TooManyLines(most=LINES_MAX)
        fen = movement[0] - movement[1]
        if fen == 0:
            raise _Passed(Fault(row.number, MOVES_NOTHING))
        name, account = self._other_side(row, incoming=fen > 0)
        line = Line(row.number, day, fen, balance, name, account, self._words(row), self._serial(row))
        self._read.append((line, movement))

    def _day(self, row: Row) -> date | None:
        index = self._columns.index(Column.DAY)
        assert index is not None, "a map without a day is not made"
        if not self._given(row, Column.DAY):
            self._refuse(row, index, Unreadable(NO_DAY_HERE))
            return None
        try:
            return day_of(row.cell(index))
        except Unreadable as fault:
            self._refuse(row, index, fault)
            return None

    def _movement(self, row: Row) -> tuple[int, int] | None:
        """Fen in and fen out, either below nought where a payment is taken back."""
        before = len(self._faults)
        one_column = self._columns.index(Column.AMOUNT) is not None
        found = self._by_sign(row) if one_column else self._by_column(row)
        if len(self._faults) > before:
            return None
        if found is None:
            self._refuse(row, self._money_column, Unreadable(NO_MONEY))
        return found

    def _by_column(self, row: Row) -> tuple[int, int] | None:
        came, went = self._fen(row, Column.IN), self._fen(row, Column.OUT)
        if came and went:
            self._refuse(row, self._money_column, Unreadable(BOTH_WAYS))
        if came is None and went is None:
            return None
        return came or 0, -(went or 0) if self._columns.minus_out else went or 0

    def _by_sign(self, row: Row) -> tuple[int, int] | None:
        fen = self._fen(row, Column.AMOUNT)
        if fen is None:
            return None
        index = self._columns.index(Column.SIGN)
        if index is None:
            return max(fen, 0), max(-fen, 0)
        said = way(row.text(index))
        if said is Way.NEITHER:
            raise _Passed(Fault(row.number, NEITHER_WAY))
        if said is None:
            self._refuse(row, index, Unreadable(NO_WAY))
            return 0, 0
        if said is Way.IN:
            return fen, 0
        return 0, -fen if self._columns.signed else fen

    @property
    def _money_column(self) -> int:
        return next(index for column in _MONEY if (index := self._columns.index(column)) is not None)

    def _fen(self, row: Row, column: Column) -> int | None:
        index = self._columns.index(column)
        if index is None:
            return None
        try:
            return fen_of(row.text(index))
        except Unreadable as fault:
            self._refuse(row, index, fault)
            return None

    def _require_ours(self, row: Row) -> None:
        """In yuan, and of the account of the lines above."""
        currency = self._text(row, Column.CURRENCY)
        at = self._columns.index(Column.CURRENCY)
        if at is not None and currency.lower() not in _YUAN:
            self._refuse(row, at, Unreadable(OTHER_CURRENCY, currency=currency[:20]))
        account = digits_of(self._text(row, Column.OWN_ACCOUNT))[:ACCOUNT_MAX]
        at = self._columns.index(Column.OWN_ACCOUNT)
        if at is not None and account and account != (self._own or account):
            self._refuse(row, at, Unreadable(OTHER_ACCOUNT, other=account, account=self._own))
        self._own = self._own or account

    def _other_side(self, row: Row, *, incoming: bool) -> tuple[str, str]:
        """Name and account of whom the money came from or went to."""
        names = (Column.NAME, Column.PAYER_NAME if incoming else Column.PAYEE_NAME)
        accounts = (Column.ACCOUNT, Column.PAYER_ACCOUNT if incoming else Column.PAYEE_ACCOUNT)
        name = next((text for column in names if not is_nothing(text := self._text(row, column))), "")
        account = next((text for column in accounts if not is_nothing(text := self._text(row, column))), "")
        beside = None if name else _NAME_BESIDE.fullmatch(account)
        if beside:
            account, name = beside["account"], beside["name"]
        return " ".join(name.split())[:NAME_MAX], digits_of(account)[:ACCOUNT_MAX]

    def _words(self, row: Row) -> str:
        """What all columns of words say, each thing once."""
        texts = (" ".join(plain(row.text(index)).split()) for index in self._columns.all(Column.TEXT))
        return " ".join(dict.fromkeys(text for text in texts if not is_nothing(text)))[:TEXT_MAX].rstrip()

    def _serial(self, row: Row) -> str:
        """The bank's number; noughts alone are none."""
        serial = re.sub(r"\s+", "", self._text(row, Column.SERIAL))[:SERIAL_MAX]
        return "" if is_nothing(serial) or not serial.strip("0") else serial

    def _refuse(self, row: Row, column: int, fault: Unreadable) -> None:
        self._faults.append(at_cell(row, column, fault))
