"""An account at a bank, the bank's files, and something a line may settle, as the tests of the bank find them."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.bank import Expected, Part
from courtyard.money import statements
from courtyard.money.actions.bank import AtABank, Taken, add_bank_account, import_statement
from courtyard.money.actions.entries import enter
from courtyard.money.booking import Booking, Leg, Side
from courtyard.money.locks import lock_book
from courtyard.money.models import BankAccount, BankLine, Entry, Statement
from courtyard.money.targets import Target, targets
from courtyard.money.tests.build import HAD_FEN, OPENS
from courtyard.people.models import Person
from courtyard.trail.deeds import deed
from courtyard.trail.ids import new_id

HEAD = "交易日期,收入,支出,余额,对方户名,摘要,交易流水号\n"
ADS = "2026-06-01,1000.00,,6000.00,浦江广告有限公司,电梯广告费,A0001\n"
CHARGE = "2026-06-02,,12.50,5987.50,,账户管理费,A0002\n"
INTEREST = "2026-06-03,3.21,,5990.71,,结息,A0003\n"
MONTH = HEAD + ADS + CHARGE + INTEREST


def account(court: Court, key: str = "revenue_bank", *, by: Person | None = None, **told: Any) -> BankAccount:
    """The estate's account of public revenue at a bank of Shanghai, kept by yan."""
    given: dict[str, Any] = {
        "fund": "revenue", "key": key, "bank": "浦江银行", "digits": "8888", "holder": "梅苑业主委员会", "since": OPENS,
        "opening_fen": HAD_FEN,
    } | told  # fmt: skip
    return add_bank_account(court.estate.pk, AtABank(**given), by=by or court.yan, at=MONDAY_9AM)


def taken(one: BankAccount, text: str, name: str = "六月.csv", **told: Any) -> Taken:
    data = text.encode()
    looked = statements.look_into(data, name, one)
    sha256 = hashlib.sha256(data).hexdigest()
    return Taken(statement=looked.statement, columns=looked.columns, sha256=sha256, name=name, **told)


def imported(court: Court, one: BankAccount, text: str = MONTH, *, by: Person | None = None) -> Statement:
    return import_statement(one.pk, taken(one, text), by=by or court.yan, at=MONDAY_9AM)


def line(one: BankAccount, fen: int) -> BankLine:
    return BankLine.objects.get(account=one, fen=fen)


class Wanted:
    """A target of the test's own: what is expected it says itself, what is settled it books as lift advertisements."""

    def __init__(self, court: Court, *expected: Expected, off: int = 0) -> None:
        self.court, self.expected, self.off, self.settled = court, list(expected), off, 0

    def open(self, _estate_id: Any, _fund: str) -> Sequence[Expected]:
        return self.expected

    @property
    def settle(self) -> Any:
        @deed
        def settle(line: BankLine, part: Part, *, by: Person, at: datetime) -> Entry:
            legs = [Leg(Side(line.account.key), Side("revenue_lift_ads"), part.fen + self.off)]
            booking = Booking(
                kind=Entry.Kind.RECEIPT, day=line.day, what="电梯广告费", legs=legs, source="bill", source_id=new_id()
            )
            self.settled += 1
            return enter(lock_book(line.estate_id), booking, by=by, at=at)

        return settle


@contextmanager
def wanting(name: str, wanted: Wanted, **more: Any) -> Iterator[None]:
    """A target for as long as this takes; what stands under that name comes back afterwards."""
    before = targets._items.pop(name, None)
    targets.add(Target(name, "账单", wanted.open, wanted.settle, **more))
    try:
        yield
    finally:
        targets._items.pop(name)
        if before is not None:
            targets.add(before)


def bill(fen: int, code: str = "K7M294TXPW3H", day: date = date(2026, 6, 1), key: str = "b1") -> Expected:
    return Expected(key, fen, day, references=(code,))
