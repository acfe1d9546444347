"""Accounts at the bank: added, corrected, ended; their statements taken in, each line once; held against the books."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from courtyard.core import bank as core
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.money.events.bank import (
    AccountReconciled,
    BankAccountAdded,
    BankAccountCorrected,
    BankAccountEnded,
    StatementImported,
)
from courtyard.money.locks import lock_bank_account, lock_book
from courtyard.money.models import BankAccount, BankLine, Book, ColumnMap, Reconciliation, Statement
from courtyard.money.models.bank import FILE_NAME_MAX, REFERENCE_MAX
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.permissions.bank import may_add_bank_account, may_keep_bank
from courtyard.money.queries.bank import open_lines
from courtyard.money.queries.bank_import import account_text, known_of
from courtyard.money.queries.bank_reconciling import reconciled
from courtyard.people.models import Person
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

AT_ONCE = 1_000


class NotAtABank(BadInput):
    says = sentence("Money of this account of the books does not lie at a bank.")
    field = "key"


class ThereAlready(BadInput):
    says = sentence("The account at {bank} stands for this line of the books already. End that one first.")
    field = "key"


class BadDigits(BadInput):
    says = sentence("Give the last four digits of the account’s number.")
    field = "digits"


class BeforeTheBooks(BadInput):
    says = sentence("The books begin on {day}. Choose that day or a later one that has come.")
    field = "since"


class Ended(Refusal):
    says = sentence("This account was ended on {day}.")


class StillOpen(Refusal):
    says = sentence("Not every line of this account is matched, {n} are left. Match them first.")


class NoEndReason(BadInput):
    says = sentence("Say why, in at most {most} characters.")
    field = "reason"


class HasFaults(BadInput):
    says = sentence("This file has faults, so nothing was imported. Look at them, and choose a whole file.")
    field = "file"


class ImportedBefore(BadInput):
    says = sentence("This very file was imported on {day}. Nothing was imported again.")
    field = "file"


class NothingNew(BadInput):
    says = sentence("Every line of this file is here already, {n} in all. Nothing was imported.")
    field = "file"


class NotYetOver(BadInput):
    says = sentence("Choose a day from {first} to {last}.")
    field = "day"


@dataclass(frozen=True, kw_only=True)
class AtABank:
    """An account at a bank as somebody says it; its `id` makes one form one account."""

    fund: str
    key: str
    bank: str
    digits: str
    holder: str
    since: date
    opening_fen: int | None = None
    gateway: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A file that was read whole; its `id` makes one form one import. `columns` is None for OFX, which has none."""

    statement: core.Statement
    columns: core.ColumnMap | None
    sha256: str
    name: str
    id: UUID = field(default_factory=new_id)


@deed
def add_bank_account(estate_id: UUID, told: AtABank, *, by: Person, at: datetime) -> BankAccount:
    """From its first day on the bank's lines are held against one line of the chart."""
    book = lock_book(estate_id)
    require(may_add_bank_account, by, told.fund, book.estate, at)
    before = BankAccount.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    _check(book, told, at)
    account = BankAccount.objects.create(
        id=told.id, estate=book.estate, fund=told.fund, key=told.key, bank=told.bank.strip(), digits=told.digits,
        holder=told.holder.strip(), gateway=told.gateway, since=told.since, opening_fen=told.opening_fen, added_by=by,
        added_at=at,
    )  # fmt: skip
    event = BankAccountAdded(bank=account.bank, key=account.key, since=account.since)
    record(event, node=book.pk, about=account.pk, by=by, at=at)
    return account


@deed
def correct_bank_account(
    account_id: UUID, *, bank: str, digits: str, holder: str, opening_fen: int | None, by: Person, at: datetime
) -> BankAccount:
    """What was typed wrongly; which line of the books it stands for is never changed."""
    book, account = lock_bank_account(account_id)
    require(may_keep_bank, by, account, at)
    if not account.gateway and not _four(digits):
        raise BadDigits
    account.bank, account.holder, account.opening_fen = bank.strip(), holder.strip(), opening_fen
    account.digits = "" if account.gateway else digits
    account.save(update_fields=["bank", "digits", "holder", "opening_fen"])
    record(BankAccountCorrected(bank=account.bank), node=book.pk, about=account.pk, by=by, at=at)
    return account


@deed
def end_bank_account(account_id: UUID, *, on: date, reason: str, by: Person, at: datetime) -> BankAccount:
    """Nothing is imported into it any more; another may take its place."""
    book, account = lock_bank_account(account_id)
    require(may_keep_bank, by, account, at)
    if account.ended_on is not None:
        raise Ended(day=account.ended_on)
    if not 0 < len(reason.strip()) <= WORDS_MAX:
        raise NoEndReason(most=WORDS_MAX)
    _require_day(book, account, on, at)
    if left := open_lines(account).count():
        raise StillOpen(n=left)
    account.ended_on, account.end_reason = on, reason.strip()
    account.save(update_fields=["ended_on", "end_reason"])
    event = BankAccountEnded(bank=account.bank, day=on, reason=account.end_reason)
    record(event, node=book.pk, about=account.pk, by=by, at=at)
    return account


@deed
def import_statement(account_id: UUID, told: Taken, *, by: Person, at: datetime) -> Statement:
    """The lines of a file that are not here yet, all of them or none. Raises HasFaults, ImportedBefore, NothingNew."""
    book, account = lock_bank_account(account_id)
    require(may_keep_bank, by, account, at)
    if account.ended_on is not None:
        raise Ended(day=account.ended_on)
    before = Statement.objects.filter(account=account.pk, sha256=told.sha256).first()
    if before is not None and before.pk == told.id:
        return before
    if before is not None:
        raise ImportedBefore(day=before.imported_at)
    if told.statement.faults:
        raise HasFaults
    lines = [one for one in told.statement.lines if one.day >= account.since]
    recognised = core.recognise(account_text(account), lines, known_of(account, lines))
    if not recognised.new:
        raise NothingNew(n=len(told.statement.lines))
    statement = _statement(account, told, lines, len(recognised.new), by, at)
    _keep_lines(account, statement, recognised)
    _keep_columns(account, told.columns, by, at)
    event = StatementImported(
        first=statement.first_on, last=statement.last_on, rows=statement.rows, added=statement.added,
        sha256=statement.sha256,
    )  # fmt: skip
    record(event, node=book.pk, about=account.pk, by=by, at=at)
    return statement


@deed
def reconcile_account(account_id: UUID, day: date, *, by: Person, at: datetime) -> Reconciliation:
    """Books and bank were held against each other at the end of a day: what came of it is everybody's to read."""
    book, account = lock_bank_account(account_id)
    require(may_keep_bank, by, account, at)
    _require_day(book, account, day, at, field="day")
    found = reconciled(account, day).found
    one = Reconciliation.objects.create(
        estate=book.estate, account=account, day=day, book_fen=found.book_fen, bank_fen=found.bank_fen,
        differences=len(found.differences), reconciled_by=by, reconciled_at=at,
    )  # fmt: skip
    event = AccountReconciled(day=day, book_fen=one.book_fen, bank_fen=one.bank_fen, differences=one.differences)
    record(event, node=book.pk, about=account.pk, by=by, at=at)
    return one


def _check(book: Book, told: AtABank, at: datetime) -> None:
    rules = rules_of(book.estate)
    line = rules.accounts.get(told.key)
    there = line is not None and line.fund == told.fund and line.kind == "asset" and line.per == "estate"
    if line is None or not there or not (line.cash or told.gateway):
        raise NotAtABank
    if not told.gateway and not _four(told.digits):
        raise BadDigits
    taken = BankAccount.objects.filter(estate=book.pk, key=told.key, ended_on__isnull=True).first()
    if taken is not None:
        raise ThereAlready(bank=taken.bank)
    if not book.opens_on <= told.since <= rules.hours.day_of(at):
        raise BeforeTheBooks(day=book.opens_on)


def _four(digits: str) -> bool:
    return len(digits) == 4 and digits.isascii() and digits.isdigit()


def _require_day(book: Book, account: BankAccount, day: date, at: datetime, field: str = "on") -> None:
    today = rules_of(book.estate).hours.day_of(at)
    if not account.since <= day <= today:
        refusal = NotYetOver(first=account.since, last=today)
        refusal.field = field
        raise refusal


def _statement(
    account: BankAccount, told: Taken, lines: Sequence[core.Line], added: int, by: Person, at: datetime
) -> Statement:
    return Statement.objects.create(
        id=told.id, estate=account.estate, account=account, sha256=told.sha256, name=told.name[-FILE_NAME_MAX:],
        first_on=lines[0].day, last_on=max(one.day for one in lines), rows=len(lines), added=added,
        opening_fen=told.statement.opening_fen if len(lines) == len(told.statement.lines) else None,
        closing_fen=told.statement.closing_fen, imported_by=by, imported_at=at,
    )  # fmt: skip


def _keep_lines(account: BankAccount, statement: Statement, recognised: core.Recognised) -> None:
    """Kept lines that turn out to have a number are known by it from now on, or an equal payment is taken for one."""
    for before, after in recognised.renamed:
        BankLine.objects.filter(account=account.pk, identity=before).update(identity=after)
    rows = [
        BankLine(
            estate=account.estate, account=account, statement=statement, number=number, identity=identity.key,
            content=identity.content, day=line.day, fen=line.fen, open_fen=line.fen, balance_fen=line.balance_fen,
            name=line.name, text=line.text, reference=line.serial[:REFERENCE_MAX],
        )
        for number, (line, identity) in enumerate(recognised.new, start=account.last_line + 1)
    ]  # fmt: skip
    BankLine.objects.bulk_create(rows, batch_size=AT_ONCE)
    account.last_line += len(rows)
    account.save(update_fields=["last_line"])


def _keep_columns(account: BankAccount, columns: core.ColumnMap | None, by: Person, at: datetime) -> None:
    if columns is None:
        return
    said: dict[str, Any] = {"estate": account.estate, "columns": columns.to_json(), "saved_by": by, "saved_at": at}
    ColumnMap.objects.update_or_create(account=account, defaults=said)
