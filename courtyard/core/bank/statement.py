"""A bank statement once it is read: its lines in the order in which they happened, and all that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from courtyard.core.bank.faults import Fault


@dataclass(frozen=True, slots=True)
class Line:
    """One movement of the account. `fen` is above nought for money in, below for money out, never nought.

    `balance_fen` is what the bank says was there afterwards, None where it does not say. `serial` is the bank's own
    number of the payment, empty where it has none. `row` is where it stands in the file, from 1.
    """

    row: int
    day: date
    fen: int
    balance_fen: int | None = None
    name: str = ""
    account: str = ""
    text: str = ""
    serial: str = ""


class Figure(StrEnum):
    """What a statement says of itself, above or below its lines. Sums are fen and never negative."""

    OPENING = "opening"
    CLOSING = "closing"
    IN_SUM = "in_sum"
    OUT_SUM = "out_sum"
    IN_COUNT = "in_count"
    OUT_COUNT = "out_count"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Stated:
    """One such figure and its row: fen for balances and sums, a number for counts."""

    row: int
    value: int


@dataclass(frozen=True, slots=True)
class Statement:
    """`lines` are the readable ones, oldest first, whatever order the file has; `faults` in order of their rows.

    A statement with faults is shown, not imported. `notes` name the rows that were passed over and why.
    """

    account: str
    account_name: str
    lines: tuple[Line, ...]
    stated: Mapping[Figure, Stated]
    newest_first: bool
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]

    @property
    def in_fen(self) -> int:
        return sum(line.fen for line in self.lines if line.fen > 0)

    @property
    def out_fen(self) -> int:
        """What went out, as a number above nought."""
        return -sum(line.fen for line in self.lines if line.fen < 0)

    @property
    def opening_fen(self) -> int | None:
        """What was there before the first line, by the bank's own figures."""
        if self.lines and self.lines[0].balance_fen is not None:
            return self.lines[0].balance_fen - self.lines[0].fen
        stated = self.stated.get(Figure.OPENING)
        return stated.value if stated else None

    @property
    def closing_fen(self) -> int | None:
        """What was there after the last line, by the bank's own figures."""
        if self.lines and self.lines[-1].balance_fen is not None:
            return self.lines[-1].balance_fen
        stated = self.stated.get(Figure.CLOSING)
        return stated.value if stated else None
