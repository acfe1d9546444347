"""`courtyard clerk`: readers of the trail and chores, round after round."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils.timezone import now

from courtyard.trail.upkeep import go_round

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do what is to be done by the clock. As many clerks as you like may run; one is enough."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="go round until nothing is left to do, then stop")
        parser.add_argument("--rest", type=float, default=5.0, metavar="SECONDS", help="rest between rounds (5)")

    def handle(self, *, once: bool, rest: float, **options: Any) -> None:
        called_off = threading.Event()
        for call in (signal.SIGTERM, signal.SIGINT):
            signal.signal(call, lambda *_: called_off.set())
        while not called_off.is_set():
            close_old_connections()
            try:
                busy = go_round(now())
            except Exception:
                log.exception("a round failed; the clerk rests and tries again")
                busy = 0
            if once and not busy:
                return
            if not busy:
                called_off.wait(rest)
