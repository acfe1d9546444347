"""One estate's books, for one deed alone: entries are numbered through, and a month closes between two of them."""

from typing import Any
from uuid import UUID

from django.db.models import Manager, QuerySet

from courtyard.core.errors import Refusal, sentence
from courtyard.money.models import (
    BankAccount,
    BankLine,
    Bill,
    Book,
    Draw,
    Entry,
    Expense,
    RevenueProject,
    Spending,
    TopUpNotice,
    Voucher,
)
from courtyard.trail.rows import holder, locked, there


class NoBooks(Refusal):
    says = sentence("No books are kept here yet. Open them first, with what there is on their first day.")


def lock_book(estate_id: UUID) -> Book:
    """The books of an estate, locked. Raises NoBooks."""
    books = Book.objects.select_related("estate__node")
    if not books.filter(pk=estate_id).exists():
        raise NoBooks
    return locked(books, estate_id)


def _in_books(rows: Manager[Any] | QuerySet[Any], key: UUID) -> tuple[Book, Any]:
    """One of these rows, in books that are locked before it is read. Raises NotThere, NoBooks."""
    book = lock_book(holder(rows.select_related(None).prefetch_related(None), key, "estate"))
    one = there(rows, key)
    one.estate = book.estate
    return book, one


def lock_entry(entry_id: UUID) -> tuple[Book, Entry]:
    """An entry of books that are locked. Raises NotThere."""
    return _in_books(Entry.objects.prefetch_related("postings__debit", "postings__credit"), entry_id)


def lock_bill(bill_id: UUID) -> tuple[Book, Bill]:
    """A bill, in books that are locked: nobody pays it meanwhile. Raises NotThere."""
    return _in_books(Bill.objects.select_related("run"), bill_id)


def lock_bank_account(account_id: UUID) -> tuple[Book, BankAccount]:
    """An account at a bank, in books that are locked. Raises NoBooks, NotThere."""
    return _in_books(BankAccount.objects, account_id)


def lock_bank_line(line_id: UUID) -> tuple[Book, BankLine]:
    """A line of the bank, in books that are locked: of two who match it, one sees what the other did."""
    book, line = _in_books(BankLine.objects.select_related("account"), line_id)
    line.account.estate = book.estate
    return book, line


def lock_spending(spending_id: UUID) -> tuple[Book, Spending]:
    """A spending, and the books it will be paid from, which are locked before it. Raises NotThere."""
    book = lock_book(holder(Spending.objects, spending_id, "estate"))
    spending = locked(Spending.objects.select_related("building", "entrance__building", "chosen"), spending_id)
    spending.estate = book.estate
    return book, spending


def lock_draw(draw_id: UUID) -> tuple[Book, Spending, Draw]:
    """A part of a spending that is locked. Raises NotThere."""
    book, spending = lock_spending(holder(Draw.objects, draw_id, "spending"))
    draw = locked(Draw.objects, draw_id)
    draw.estate, draw.spending = book.estate, spending
    return book, spending, draw


def lock_voucher(voucher_id: UUID) -> tuple[Spending, Voucher]:
    """A paper of a spending that is locked. Raises NotThere."""
    _, spending = lock_spending(holder(Voucher.objects, voucher_id, "spending"))
    voucher = locked(Voucher.objects, voucher_id)
    voucher.estate, voucher.spending = spending.estate, spending
    return spending, voucher


def lock_expense(expense_id: UUID) -> tuple[Book, Expense]:
    """An expense of books that are locked. Raises NotThere, NoBooks."""
    return _in_books(Expense.objects.select_related("entry"), expense_id)


def lock_project(project_id: UUID) -> tuple[Book, RevenueProject]:
    """A project of books that are locked. Raises NotThere, NoBooks."""
    return _in_books(RevenueProject.objects, project_id)


def lock_top_up(notice_id: UUID) -> tuple[Book, TopUpNotice]:
    """A notice to top up the fund, and the books of the fund, which are locked before it. Raises NotThere, NoBooks."""
    book = lock_book(holder(TopUpNotice.objects, notice_id, "estate"))
    one = locked(TopUpNotice.objects.select_related("building", "decision"), notice_id)
    one.estate = book.estate
    return book, one
