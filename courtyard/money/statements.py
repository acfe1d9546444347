"""A bank's file, looked at before anything is kept: which lines are in it, which are new, and what is wrong."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courtyard.core import bank as core
from courtyard.core.bank.mapping import OtherHeadings
from courtyard.core.errors import BadInput, sentence
from courtyard.core.register import Row, letter
from courtyard.money.models import BankAccount
from courtyard.money.queries.bank_import import account_text, known_of, saved_columns
from courtyard.places import sheets
from courtyard.places.sheets.refusals import FileTooLarge

BYTES_MAX = 10 * 1024 * 1024
SAMPLES, SAMPLE_CHARACTERS = 3, 30
DIGITS = 4


class OtherAccount(BadInput):
    says = sentence("This file is of an account that ends with {other}, and this one ends with {digits}.")
    field = "file"


class WhichAccount(BadInput):
    says = sentence("This file holds several accounts, and none of them ends with {digits}.")
    field = "file"


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the file: what stands above it, a few cells, and what it is taken for."""

    index: int
    letter: str
    text: str
    samples: tuple[str, ...]
    column: core.Column


@dataclass(frozen=True, slots=True)
class Looked:
    """`columns` and `headings` are of sheets only. `remembered` says that the map of the last time was used."""

    statement: core.Statement
    columns: core.ColumnMap | None
    headings: tuple[Heading, ...]
    remembered: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Against:
    """A file beside what is here already: new lines, how many are known, how many are before the account begins."""

    new: tuple[core.Line, ...]
    known: int
    before: int

    @property
    def in_fen(self) -> int:
        return sum(one.fen for one in self.new if one.fen > 0)

    @property
    def out_fen(self) -> int:
        return -sum(one.fen for one in self.new if one.fen < 0)


def look_into(data: bytes, name: str, account: BankAccount, changes: Mapping[int, core.Column] | None = None) -> Looked:
    """What the file says by the saved map, by a guess, or as somebody corrected either. Raises BadInput."""
    if len(data) > BYTES_MAX:
        raise FileTooLarge(most=BYTES_MAX // 1024 // 1024)
    sha256 = hashlib.sha256(data).hexdigest()
    if core.is_ofx(data):
        return Looked(_of_account(core.read_ofx(data), account), None, (), False, sha256)
    rows = sheets.read(data, name).rows
    columns, remembered = _columns(rows, account)
    if changes:
        columns = columns.corrected(changes)
    statement = core.read_statement(rows, columns)
    _require_ours(statement, account)
    return Looked(statement, columns, _headings(rows, columns), remembered, sha256)


def against(account: BankAccount, statement: core.Statement) -> Against:
    """Beside what is kept of the account. One query."""
    lines = [one for one in statement.lines if one.day >= account.since]
    recognised = core.recognise(account_text(account), lines, known_of(account, lines))
    new = tuple(line for line, _identity in recognised.new)
    return Against(new, len(lines) - len(new), len(statement.lines) - len(lines))


def _columns(rows: Sequence[Row], account: BankAccount) -> tuple[core.ColumnMap, bool]:
    saved = saved_columns(account)
    if saved is not None:
        try:
            core.find_header(rows, saved)
        except OtherHeadings:
            return core.guess_columns(rows).columns, False
        return saved, True
    return core.guess_columns(rows).columns, False


def _headings(rows: Sequence[Row], columns: core.ColumnMap) -> tuple[Heading, ...]:
    header = core.find_header(rows, columns)
    below = [row for row in rows[header + 1 :] if row.filled()][:SAMPLES]
    return tuple(
        Heading(
            index, letter(index), rows[header].text(index) or text,
            tuple(row.text(index)[:SAMPLE_CHARACTERS] for row in below if row.text(index)), columns.columns[index],
        )
        for index, text in enumerate(columns.headings)
    )  # fmt: skip


def _of_account(statements: Sequence[core.Statement], account: BankAccount) -> core.Statement:
    """Of the accounts in an OFX file the one this is."""
    ours = [one for one in statements if one.account.endswith(account.digits)]
    if len(ours) == 1:
        return ours[0]
    if len(statements) == 1:
        _require_ours(statements[0], account)
        return statements[0]
    raise WhichAccount(digits=account.digits)


def _require_ours(statement: core.Statement, account: BankAccount) -> None:
    """Where the file says which account it is of, in figures that can be compared."""
    other = statement.account[-DIGITS:]
    if account.digits and len(other) == DIGITS and other.isdigit() and other != account.digits:
        raise OtherAccount(other=other, digits=account.digits)
