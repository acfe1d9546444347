"""`courtyard key`: make the key that signs checkpoints."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from courtyard.trail.keys import SigningKey


class Command(BaseCommand):
    help = "Make the key that signs checkpoints, where COURTYARD_CHECKPOINT_KEY says. It never overwrites one."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        try:
            key = SigningKey.make(settings.CHECKPOINT_KEY)
        except FileExistsError as reason:
            raise CommandError(f"{settings.CHECKPOINT_KEY} is there already") from reason
        self.stdout.write(f"{settings.CHECKPOINT_KEY} made. Its public half, to give to everybody:\n{key.public_hex}")
