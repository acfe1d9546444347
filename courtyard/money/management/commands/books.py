"""`courtyard books ESTATE --format hledger|beancount|csv|xlsx`: an estate's books on standard output, homes folded."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courtyard.money.exports import FORMS
from courtyard.money.queries.ledger import book_of


class Command(BaseCommand):
    help = "Write an estate's books as plain text or for a spreadsheet; homes stand in their control accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("estate", metavar="ESTATE", help="its code, as `courtyard estates --codes` lists them")
        parser.add_argument("--format", choices=list(FORMS), default="hledger")

    def handle(self, *, estate: str, format: str, **options: Any) -> None:  # noqa: A002 - the option's own name
        book = book_of(estate)
        if book is None:
            raise CommandError(f"No books are kept for {estate}.")
        for part in FORMS[format].write(book):
            if isinstance(part, bytes):
                sys.stdout.buffer.write(part)
            else:
                self.stdout.write(part, ending="")
