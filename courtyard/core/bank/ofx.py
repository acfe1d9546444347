"""OFX, the format of home banking programs: exactly the lines and the balance of a statement, and nothing else.

Version 1 (SGML, values without closing tags) and version 2 (XML) are read by one strict scanner. It knows no entities
but the five of XML and numbered characters, refuses every declaration, and opens nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from courtyard.core.bank import chain
from courtyard.core.bank.cells import NO_AMOUNT, NO_DAY, day_of, digits_of, fen_of
from courtyard.core.bank.faults import Fault
from courtyard.core.bank.reader import (
    ACCOUNT_MAX,
    LINES_MAX,
    MOVES_NOTHING,
    NAME_MAX,
    OTHER_CURRENCY,
    SERIAL_MAX,
    TEXT_MAX,
    NoLines,
    TooManyLines,
)
from courtyard.core.bank.statement import Figure, Line, Stated, Statement
from courtyard.core.errors import BadInput, TooLarge, sentence
from courtyard.core.register.faults import Unreadable

BYTES_MAX = 10 * 1024 * 1024
DEPTH_MAX = 32
STATEMENTS_MAX = 50
_VALUE_MAX = 2_000

_BEGIN = re.compile(r"<OFX>", re.IGNORECASE)
_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z0-9.]{1,32})\s*(?P<empty>/?)>(?P<value>[^<]*)")
_ENTITY = re.compile(r"&(?:(?P<name>amp|lt|gt|quot|apos|nbsp)|#(?P<number>[0-9]{1,6}));")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " "}
_LATIN = re.compile(rb"CHARSET:\s*(?:1252|8859-1|ISO-8859-1)", re.IGNORECASE)
_STATEMENTS = frozenset(("STMTRS", "CCSTMTRS"))
_FIELDS = frozenset(("DTPOSTED", "TRNAMT", "FITID", "NAME", "MEMO", "REFNUM", "CHECKNUM"))
_DECIMAL_COMMA = re.compile(r"([+-]?[0-9]+),([0-9]{1,2})")


class NotOfx(BadInput):
    says = sentence("This is not an OFX file. Choose the file your bank calls OFX, or take CSV or XLSX.")
    field = "file"


class BrokenOfx(BadInput):
    says = sentence("This OFX file is damaged near line {place}. Download it from the bank again.")
    field = "file"


class OfxTooLarge(TooLarge):
    says = sentence("The file is larger than {most} MB. Export it month by month.")
    field = "file"


@dataclass(slots=True)
class _Account:
    """One statement while it is read."""

    account: str = ""
    currency: str = ""
    payments: list[dict[str, str]] = field(default_factory=list)
    closing: str = ""


def is_ofx(data: bytes) -> bool:
    """Whether the file begins like OFX of either version."""
    head = data[:4_000].lstrip(b"\xef\xbb\xbf \r\n\t").upper()
    return head.startswith((b"OFXHEADER", b"<OFX>")) or b"<?OFX" in head


def read_ofx(data: bytes) -> tuple[Statement, ...]:
    """The statements of an OFX file, one for each account. A line's `row` is its number in the file, from 1.

    Raises NotOfx, BrokenOfx, OfxTooLarge, TooManyLines, or NoLines where no account has any.
    """
    if len(data) > BYTES_MAX:
        raise OfxTooLarge(most=BYTES_MAX // 1024 // 1024)
    text = _decoded(data)
    begin = _BEGIN.search(text)
    if not is_ofx(data) or begin is None:
        raise NotOfx
    accounts = _Scanner(text, begin.start()).accounts()
    first, statements = 1, []
    for account in accounts:
        statements.append(_statement(account, first))
        first += len(account.payments)
    if first == 1:
        raise NoLines
    return tuple(statements)


def _decoded(data: bytes) -> str:
    """UTF-8; else Latin where the header says so; else what Chinese programs write."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        encoding = "cp1252" if _LATIN.search(data[:2_000]) else "gb18030"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise NotOfx from None


class _Scanner:
    """Goes through the tags and remembers which ones are open."""

    def __init__(self, text: str, begin: int) -> None:
        self._text = text
        self._at = begin
        self._open: list[str] = []
        self._accounts: list[_Account] = []
        self._payments = 0

    def accounts(self) -> list[_Account]:
        for closes, name, value in self._tags():
            if closes:
                self._close(name)
            elif value:
                self._take(name, value)
            else:
                self._enter(name)
        if self._open:
            raise self._broken()
        return self._accounts

    def _tags(self) -> Iterator[tuple[bool, str, str]]:
        end = len(self._text.rstrip())
        while self._at < end:
            found = _TAG.match(self._text, self._at)
            if found is None or len(found["value"]) > _VALUE_MAX:
                raise self._broken()
            self._at = found.end()
            if not found["empty"]:
                yield bool(found["closes"]), found["name"].upper(), _plain(found["value"])

    def _enter(self, name: str) -> None:
        """A tag with nothing behind it holds others, or is a value left empty."""
        if len(self._open) == DEPTH_MAX or (name == "STMTTRN" and name in self._open):
            raise self._broken()
        if name in _STATEMENTS:
            if len(self._accounts) == STATEMENTS_MAX:
                raise self._broken()
            self._accounts.append(_Account())
        if name == "STMTTRN":
            self._payment()
        self._open.append(name)

    def _payment(self) -> None:
        self._payments += 1
        if self._payments > LINES_MAX:
            raise TooManyLines(most=LINES_MAX)
        if not self._accounts:
            raise self._broken()
        self._accounts[-1].payments.append({})

    def _close(self, name: str) -> None:
        """Whatever is open within is over, too; what is not open is the end of a value."""
        if name in self._open:
            while self._open.pop() != name:
                pass

    def _take(self, name: str, value: str) -> None:
        if not self._accounts or not _STATEMENTS & set(self._open):
            return
        account = self._accounts[-1]
        if "STMTTRN" in self._open:
            other = {"BANKACCTTO", "CCACCTTO", "BANKACCTFROM", "CCACCTFROM"} & set(self._open)
            key = "ACCOUNT" if other and name == "ACCTID" else name
            if key in _FIELDS or key == "ACCOUNT":
                account.payments[-1].setdefault(key, value)
        elif name == "ACCTID" and {"BANKACCTFROM", "CCACCTFROM"} & set(self._open):
            account.account = account.account or value
        elif name == "CURDEF":
            account.currency = account.currency or value
        elif name == "BALAMT" and "LEDGERBAL" in self._open:
            account.closing = account.closing or value

    def _broken(self) -> BrokenOfx:
        return BrokenOfx(place=self._text.count("\n", 0, self._at) + 1)


def _plain(value: str) -> str:
    """The value with its entities read once: what comes out is not read again."""

    def character(found: re.Match[str]) -> str:
        if found["name"]:
            return _ENTITIES[found["name"]]
        code = int(found["number"])
        return chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else " "

    return _ENTITY.sub(character, value).strip()


def _statement(account: _Account, first: int) -> Statement:
    lines: list[Line] = []
    faults: list[Fault] = []
    notes: list[Fault] = []
    if account.currency.upper() not in ("", "CNY", "RMB"):
        faults.append(Fault(0, OTHER_CURRENCY, {"currency": account.currency[:20]}, "CURDEF", account.currency[:20]))
    for row, payment in enumerate(account.payments, start=first):
        day = _read_day(row, payment.get("DTPOSTED", ""), faults)
        fen = _read_fen(row, payment.get("TRNAMT", ""), "TRNAMT", faults)
        if fen == 0:
            notes.append(Fault(row, MOVES_NOTHING))
        elif day is not None and fen is not None:
            lines.append(_line(row, day, fen, payment))
    closing = _read_fen(0, account.closing, "BALAMT", faults) if account.closing else None
    stated = {} if closing is None else {Figure.CLOSING: Stated(0, closing)}
    ordered, newest_first = chain.oldest_first(lines)
    return Statement(
        digits_of(account.account)[:ACCOUNT_MAX], "", tuple(ordered), stated, newest_first, tuple(faults), tuple(notes)
    )


def _line(row: int, day: date, fen: int, payment: dict[str, str]) -> Line:
    name = payment.get("NAME", "")[:NAME_MAX]
    account = digits_of(payment.get("ACCOUNT", ""))[:ACCOUNT_MAX]
    words = dict.fromkeys(payment[key] for key in ("MEMO", "REFNUM", "CHECKNUM") if key in payment)
    text = " ".join(words)[:TEXT_MAX].rstrip()
    return Line(row, day, fen, None, name, account, text, payment.get("FITID", "")[:SERIAL_MAX])


def _read_day(row: int, written: str, faults: list[Fault]) -> date | None:
    """20260105, or with a time and its zone behind: the day is the one the bank writes."""
    try:
        if not written[:8].isdecimal():
            raise Unreadable(NO_DAY)
        return day_of(written[:8])
    except Unreadable as fault:
        faults.append(Fault(row, fault.reason, fault.fields, "DTPOSTED", written[:40]))
        return None


def _read_fen(row: int, written: str, tag: str, faults: list[Fault]) -> int | None:
    """A decimal comma is allowed in OFX, and commas between thousands are not."""
    comma = _DECIMAL_COMMA.fullmatch(written)
    try:
        fen = fen_of(f"{comma[1]}.{comma[2]}" if comma else written)
    except Unreadable as fault:
        faults.append(Fault(row, fault.reason, fault.fields, tag, written[:40]))
        return None
    if fen is None:
        faults.append(Fault(row, NO_AMOUNT, {}, tag, written[:40]))
    return fen
