"""`courtyard count ROLL.csv BALLOTS.csv --rule RULE`: two spreadsheets counted, with no database.

`courtyard count --vectors FILE` counts worked examples and ends with how many passed.
"""

import csv
import json
import sys
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language, gettext, override

from courtyard.assembly.rules import count_rule
from courtyard.core.counting.certificate import as_data, in_sentences
from courtyard.core.counting.resolution import Resolution, resolve
from courtyard.core.counting.roll import roll_of
from courtyard.core.counting.settling import HouseRules
from courtyard.core.counting.sheets import house_rules_of, read_ballots, read_roll
from courtyard.core.counting.vectors import judge
from courtyard.core.errors import Refusal
from courtyard.core.tables import Misfit

FILE_BYTES_MAX = 512 * 2**20
ENCODINGS = ("utf-8-sig", "gb18030")
LANGUAGES = {"zh": "zh-hans", "en": "en"}


class Command(BaseCommand):
    help = "Count a vote from two spreadsheets, or a file of worked examples. No database is needed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("roll", nargs="?", type=Path, help="homes, areas and owners (CSV)")
        parser.add_argument("ballots", nargs="?", type=Path, help="owners and their choices on one motion (CSV)")
        parser.add_argument("--rule", help="a matter or a rule: fund-use, fund-raise, cn.cc278-special, sg.special …")
        parser.add_argument("--params", type=Path, help="what the estate's rules fix: duplicates, proxy_limit … (TOML)")
        parser.add_argument("--vectors", type=Path, help="worked examples (JSON)")
        parser.add_argument("--json", action="store_true", help="the certificate for machines")
        parser.add_argument("--language", choices=tuple(LANGUAGES), default="zh")

    def handle(self, *, vectors: Path | None, language: str, **options: Any) -> None:
        with override(LANGUAGES[language]):
            try:
                if vectors:
                    self._judge(_json(vectors))
                else:
                    self._count(**options)
            except Refusal as refused:
                raise CommandError(gettext(refused.says).format(**refused.fields), returncode=2) from refused

    def _judge(self, data: Any) -> None:
        passed = failed = 0
        for judged in judge(data, count_rule):
            passed, failed = passed + judged.passed, failed + (not judged.passed)
            for difference in judged.differences:
                self.stdout.write(f"{judged.id}  {judged.title}: {difference}")
        self.stdout.write(f"{passed} passed, {failed} failed")
        if failed:
            sys.exit(1)

    def _count(
        self, *, roll: Path | None, ballots: Path | None, rule: str | None, params: Path | None, json: bool, **_: Any
    ) -> None:
        if not (roll and ballots and rule):
            raise CommandError("ROLL.csv, BALLOTS.csv and --rule are needed; or --vectors FILE.", returncode=2)
        found, (house, building) = count_rule(rule), _params(params)
        told = read_roll(roll.name, _lines(roll))
        papers = read_ballots(ballots.name, _lines(ballots))
        who = roll_of(told.units, building=building, count_parking=house.count_parking, record_point=house.record_point)
        resolution = resolve(found, who, papers, house, told.delivered)
        hashes = {"roll": _digest(roll), "ballots": _digest(ballots)}
        self._certify(resolution, hashes, in_json=json)

    def _certify(self, resolution: Resolution, hashes: dict[str, str], *, in_json: bool) -> None:
        if in_json:
            told = as_data(resolution) | {"sha256": hashes}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for said in in_sentences(resolution, get_language() or ""):
            self.stdout.write(said.render(gettext))
        for name, digest in hashes.items():
            self.stdout.write(f"SHA-256 {name}: {digest}")


def _lines(path: Path) -> Iterator[list[str]]:
    """A CSV's rows, whether it was saved in UTF-8 or in a Chinese office's encoding."""
    data = _bytes(path)
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return csv.reader(text.splitlines())
    raise CommandError(f"{path} is no text: save the sheet as CSV.", returncode=2)


def _params(path: Path | None) -> tuple[HouseRules, str]:
    if path is None:
        return HouseRules(), ""
    try:
        return house_rules_of(tomllib.loads(_bytes(path).decode()))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        raise CommandError(f"{path}: {reason}", returncode=2) from reason
    except Misfit as misfit:
        raise CommandError(f"{path}: {misfit.path}: {misfit.reason}", returncode=2) from misfit


def _json(path: Path) -> Any:
    try:
        data = json.loads(_bytes(path))
    except ValueError as reason:
        raise CommandError(f"{path} is no JSON: {reason}", returncode=2) from reason
    if not isinstance(data, dict):
        raise CommandError(f"{path} holds no worked examples.", returncode=2)
    return data


def _digest(path: Path) -> str:
    return sha256(_bytes(path)).hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise CommandError(f"{path} is larger than {FILE_BYTES_MAX >> 20} MiB.", returncode=2)
        return path.read_bytes()
    except OSError as reason:
        raise CommandError(f"{path} cannot be read: {reason.strerror}", returncode=2) from reason
