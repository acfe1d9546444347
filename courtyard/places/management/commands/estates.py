"""`courtyard estates [--codes]`: which estates there are."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count

from courtyard.places.models import Estate


class Command(BaseCommand):
    help = "List the estates: code, homes, kind, name. With --codes only the codes, one a line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--codes", action="store_true", help="only the codes, one a line")

    def handle(self, *, codes: bool, **options: Any) -> None:
        estates = Estate.objects.select_related("node").annotate(count=Count("homes")).order_by("node__code")
        for estate in estates.iterator():
            line = f"{estate.code:<24} {estate.count:>7,}  {estate.kind:<18} {estate.node.name}"
            self.stdout.write(estate.code if codes else line)
