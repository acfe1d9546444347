"""`courtyard recount BUNDLE.zip`: a published vote counted again, with no database.

First by the stand-alone file that lies in every bundle, then by the core: two programs that share nothing.
"""

import sys
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext, override

from courtyard.assembly import standalone
from courtyard.assembly.standalone.recount import NoBundle, Recount, differing, words
from courtyard.core.counting.bundle.reading import (
    read_confidential,
    read_named,
    read_roll,
    read_totals,
    vote_of,
)
from courtyard.core.counting.bundle.results import result_of
from courtyard.core.counting.bundle.totals import totals
from courtyard.core.counting.bundle.vote import Total, Vote
from courtyard.core.errors import Refusal

LANGUAGES = {"zh": "zh-hans", "en": "en"}


class Command(BaseCommand):
    help = "Count a published vote again, from its bundle. No database is needed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bundle", type=Path, metavar="BUNDLE.zip", help="the public or the full bundle of a vote")
        parser.add_argument("--language", choices=tuple(LANGUAGES), default="zh")

    def handle(self, *, bundle: Path, language: str, **_: Any) -> None:
        try:
            file = bundle.open("rb")
        except OSError as reason:
            raise CommandError(words(language, "no_zip", path=str(bundle)), returncode=2) from reason
        with file, override(LANGUAGES[language]):
            try:
                passed, failed = self._recount(Recount(file, language, self.stdout.write))
            except NoBundle as found:
                key, path = found.args
                raise CommandError(words(language, key, path=path or str(bundle)), returncode=2) from found
        self.stdout.write(f"{passed} passed, {failed} failed")
        if failed:
            sys.exit(1)

    def _recount(self, recount: Recount) -> tuple[int, int]:
        passed, failed = recount.run()
        if not recount.readable:
            return passed, failed
        if recount.archive.read("recount.py") != standalone.source():
            self.stdout.write(gettext("The recount.py in this bundle is another one than ours; ours was used."))
        found = list(_differences(recount))
        for difference in found:
            said = gettext("Our own program counted as well and differs: {what}.").format(what=difference)
            self.stdout.write(f"✗ {said}")
        if not found:
            self.stdout.write("✓ " + gettext("Our own program counted as well and comes to the same."))
        return passed + (not found), failed + bool(found)


def _differences(recount: Recount) -> Iterable[str]:
    """Where the core comes to something else: than the stand-alone file, and than what was published."""
    try:
        vote = vote_of(recount.told)
        rows = _totals(recount, vote)
        for row in rows:
            if recount.totals[str(row.motion), row.choice, row.building] != [row.heads, row.area_cm2]:
                yield f"{row.motion},{row.choice},{row.building}"
        for motion, told in zip(vote.motions, recount.told["motions"], strict=True):
            ours = result_of(motion, vote.house, rows)
            yield from (path for path, *_ in differing(told["result"], ours, f"motions.{motion.number}.result"))
    except Refusal as refused:
        yield gettext(refused.says).format(**refused.fields).rstrip(".。")


def _totals(recount: Recount, vote: Vote) -> tuple[Total, ...]:
    def lines(name: str) -> TextIOWrapper:
        return TextIOWrapper(recount.archive.open(name), encoding="utf-8", errors="replace", newline="")

    if not recount.full:
        return read_totals(lines("totals.csv"))
    roll = read_roll(lines("roll.csv"), lines("delivered.csv"))
    if recount.named:
        return totals(vote, roll, read_named(lines("ballots.csv")))
    return totals(vote, roll, read_confidential(lines("took_part.csv"), lines("choices.csv")))
