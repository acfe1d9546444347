"""`courtyard verify [FILE]`: whether the record holds, in the database or in a file somebody was given."""

import os
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courtyard.trail.sources import Database, File
from courtyard.trail.verify import Report, verify


class Command(BaseCommand):
    help = "Verify every line, erasure and checkpoint. Exit status 1 when something does not hold."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="a file of `courtyard record`; no database needed")
        parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), help="processes (all cores)")

    def handle(self, *, file: Path | None, workers: int, **options: Any) -> None:
        start = time.perf_counter()
        try:
            source = File.read(file) if file else Database()
        except (OSError, ValueError) as reason:
            raise CommandError(f"{file} cannot be read: {reason}", returncode=2) from reason
        report = verify(source, workers=max(1, workers))
        self._tell(report, time.perf_counter() - start)
        if not report.holds:
            sys.exit(1)

    def _tell(self, report: Report, seconds: float) -> None:
        for fault in report.faults:
            self.stdout.write(f"DOES NOT HOLD  chain {fault.node}, line {fault.seq}: {fault.reason}")
        rate = f"{report.lines / seconds:,.0f} lines/s" if seconds else ""
        what = f"{report.lines:,} lines on {report.chains} chains, {report.checkpoints} checkpoints"
        verdict = "The record holds" if report.holds else f"The record does not hold ({len(report.faults)} faults)"
        self.stdout.write(f"{verdict}: {what}, {seconds:.1f} s, {rate}")
