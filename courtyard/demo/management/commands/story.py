"""`courtyard story`: an empty database filled with the demo's story. `courtyard demo` calls it."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from courtyard.demo.story import tell
from courtyard.places.models import Node
from courtyard.trail.keys import SigningKey


class Command(BaseCommand):
    help = "Fill an empty demo database with the story (no serving). The same seed and day give the same story."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=2026)

    def handle(self, *, seed: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The story is told in the demo only: COURTYARD_DEMO=1.")
        call_command("migrate", verbosity=0)
        if Node.objects.exists():
            raise CommandError("This database is not empty. The story begins on an empty page.")
        if not settings.CHECKPOINT_KEY.exists():
            SigningKey.make(settings.CHECKPOINT_KEY)
        tell(seed, now(), say=self.stdout.write, key=SigningKey.read(settings.CHECKPOINT_KEY))
