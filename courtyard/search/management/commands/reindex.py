"""`courtyard reindex [NAME …]`: build the search's index anew. The clerk keeps it by itself otherwise."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courtyard.search.registers import searchables
from courtyard.search.upkeep import reindex


class Command(BaseCommand):
    help = "Enter everything that can be searched anew, in batches, while people go on working."

    def add_arguments(self, parser: CommandParser) -> None:
        names = ", ".join(one.name for one in searchables)
        parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these kinds ({names})")

    def handle(self, *, names: list[str], **options: Any) -> None:
        unknown = [name for name in names if name not in searchables]
        if unknown:
            raise CommandError(f"{', '.join(unknown)}: there is no such kind")
        for searchable in searchables:
            if not names or searchable.name in names:
                start = time.perf_counter()
                entered = sum(reindex(searchable))
                self.stdout.write(f"{searchable.name}: {entered:,} entered, {time.perf_counter() - start:.1f} s")
