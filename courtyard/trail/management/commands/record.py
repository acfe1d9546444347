"""`courtyard record FILE`: the record as a file anyone can verify without the database."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courtyard.trail.sources import Database, write


class Command(BaseCommand):
    help = "Write the record to a file; `courtyard verify FILE` checks it without the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--words", action="store_true", help="with people's words: not for giving away")

    def handle(self, *, file: Path, words: bool, **options: Any) -> None:
        draft = file.with_name(file.name + ".part")
        with draft.open("w", encoding="utf-8") as stream:
            count = write(Database(), stream, words=words)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
        self.stdout.write(f"{count:,} lines written to {file}")
