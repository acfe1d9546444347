"""`courtyard paykey GATEWAY KEY`: a secret with which a payment gateway signs what it tells, in a file of its own."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courtyard.money.gateways import gateways, inbox, make_secret


class Command(BaseCommand):
    help = "Make the secret of a payment gateway, outside the database, and say where it lies."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("gateway", metavar="GATEWAY", help="file, or one that you registered")
        parser.add_argument("key", metavar="KEY", help="how messages name this secret: 2026-1")

    def handle(self, *, gateway: str, key: str, **options: Any) -> None:
        if gateway not in gateways:
            raise CommandError(f"There is no gateway {gateway}: {', '.join(one.name for one in gateways)}.")
        try:
            path = make_secret(gateway, key)
        except FileExistsError:
            raise CommandError(f"The key {key} of {gateway} is there already.") from None
        except ValueError:
            raise CommandError("A key is named by letters, figures, - and _.") from None
        inbox().mkdir(mode=0o700, parents=True, exist_ok=True)
        self.stdout.write(f"{path}\nGive its bytes to whoever signs. Messages as files go to {inbox()}")
