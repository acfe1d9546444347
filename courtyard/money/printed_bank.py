"""Books against bank on paper and as a spreadsheet, with every difference; for whoever keeps the fund."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import get_language, gettext

from courtyard.core.quantities import format_fen
from courtyard.money.models import BankAccount
from courtyard.money.workbook import OPTIONS, yuan
from courtyard.web.times import in_full

WIDTHS = (14, 60, 16, 40, 40)


def paper(account: BankAccount, told: Mapping[str, Any]) -> dict[str, Any]:
    """For `pdf("money/reconciliation", …)`; `told` is what showing_bank.reconciliation gives."""
    return {
        "title": gettext("Books against bank"), "language": get_language(), "date": told["day"].isoformat(),
        "words": {"page": gettext("Page {n} of {all}")}, "estate": account.estate.node.name,
        "heading": gettext("Books against bank"), "day": in_full(told["day"]), "facts": _facts(account, told),
        "differences": gettext("Every difference"), "none": gettext("There is no difference."),
        "heads": _heads(), "rows": [[_day(row), row["says"], format_fen(row["fen"]), *_about(row)]
                                    for row in told["rows"]],
    }  # fmt: skip


def _heads() -> list[str]:
    return [
        gettext("Day"), gettext("Why they differ"), gettext("Books have more, in yuan"), gettext("In the books"),
        gettext("At the bank"),
    ]  # fmt: skip


def _facts(account: BankAccount, told: Mapping[str, Any]) -> list[list[str]]:
    facts = [
        [gettext("Account"), gettext("{bank}, ending {digits}").format(bank=account.bank, digits=account.digits)],
        [gettext("In the books"), gettext("{yuan} yuan").format(yuan=format_fen(told["book"]))],
        [gettext("At the bank"), gettext("{yuan} yuan").format(yuan=format_fen(told["bank"]))],
        [gettext("Difference"), gettext("{yuan} yuan").format(yuan=format_fen(told["difference"]))],
    ]
    if told["missing"]:
        facts.append([gettext("Lines that are missing here"), format_fen(told["missing"])])
    return facts


def _day(row: Mapping[str, Any]) -> str:
    day: str = row["day"].isoformat()
    return day


def _about(row: Mapping[str, Any]) -> tuple[str, str]:
    """Entries by number and words, lines of the bank by day and what they say."""
    entries = [gettext("no. {n} {what}").format(n=one.number, what=one.what) for one in row["entries"]]
    lines = [f"{one.day.isoformat()} {format_fen(one.fen)} {one.name} {one.text}".strip() for one in row["lines"]]
    return "；".join(entries), "；".join(lines)


def as_xlsx(account: BankAccount, told: Mapping[str, Any]) -> bytes:
    """Amounts as numbers, everything else as text that is never reckoned."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        sheet, money = (
            book.add_worksheet(gettext("Books against bank")[:31]),
            book.add_format({"num_format": "#,##0.00"}),
        )
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for number, row in enumerate(_rows(account, told)):
            for column, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    sheet.write_number(number, column, cell, money)
                else:
                    sheet.write_string(number, column, cell)
    return file.getvalue()


def _rows(account: BankAccount, told: Mapping[str, Any]) -> Iterator[Sequence[str | Decimal]]:
    yield [account.estate.node.name, account.bank, account.digits, _day(told)]
    for label, fen in (
        (gettext("In the books"), told["book"]), (gettext("At the bank"), told["bank"]),
        (gettext("Difference"), told["difference"]),
    ):  # fmt: skip
        yield [label, "", yuan(fen)]
    yield _heads()
    for row in told["rows"]:
        yield [_day(row), row["says"], yuan(row["fen"]), *_about(row)]
