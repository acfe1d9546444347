"""`courtyard catalogue FILE --place CODE [--publish DATE]`: a catalogue of service standards, all of it or nothing.

With `--example` and without FILE it is our own example, marked as one wherever it is shown. Exit status 0 when it is
loaded, 1 when rows are broken (each is named), 2 when the file cannot be read or the place is not there.
"""

import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext

from courtyard.core.errors import Refusal
from courtyard.people.models import CLERK
from courtyard.places.models import Node
from courtyard.services import sheets
from courtyard.services.actions.standards import Loading, load_catalogue, publish_catalogue
from courtyard.services.models import Catalogue
from courtyard.services.sheets import Looked
from courtyard.trail.deeds import together
from courtyard.web.refusals import told

BROKEN, UNREADABLE = 1, 2


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise ArgumentTypeError(f"{text} is no day, like 2026-01-31") from wrong


class Command(BaseCommand):
    help = "Load a catalogue of service standards (XLSX, XLS, ODS, CSV). All rows go in, or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="left out with --example, it is our own example")
        parser.add_argument("--place", required=True, metavar="CODE", help="the city or district it is for")
        parser.add_argument("--name", help="what it is called; else the file's name")
        parser.add_argument("--edition", metavar="VERSION", help="its version: 2026, or 2026.2")
        parser.add_argument("--source", default="", help="the document that sets these standards")
        parser.add_argument("--example", action="store_true", help="mark it as an example wherever it is shown")
        parser.add_argument("--publish", type=_day, metavar="DAY", help="publish it, too, valid from this day on")
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default=settings.LANGUAGE_CODE)

    def handle(self, *, file: Path | None, place: str, language: str, **options: Any) -> None:
        with translation.override(language):
            node = Node.objects.filter(code=place).first()
            if node is None:
                self._leave(gettext("There is no place {code}.").format(code=place), UNREADABLE)
            try:
                looked = self._look(file, node, example=options["example"])
                self._require_whole(looked)
                one = self._load(_loading(looked, node, file, options), options["publish"])
            except Refusal as refusal:
                self._leave(told(refusal), UNREADABLE)
            said = gettext("{name} {version}: {n} check items loaded for {place}.")
            self.stdout.write(said.format(name=one.name, version=one.version, n=one.items.count(), place=node.name))

    def _look(self, file: Path | None, node: Node, *, example: bool) -> Looked:
        if file is None:
            if not example:
                self._leave(gettext("Name the file, or say --example for our own."), UNREADABLE)
            return sheets.look_into(*sheets.ours(), node)
        try:
            return sheets.look_into(file.read_bytes(), file.name, node)
        except OSError as reason:
            said = gettext("{file} cannot be opened: {reason}")
            self._leave(said.format(file=file, reason=reason.strerror), UNREADABLE)

    def _require_whole(self, looked: Looked) -> None:
        for fault in looked.reading.faults:
            self.stderr.write(f"{fault.cell or '-'}\t{fault.told(gettext)}")
        if looked.reading.draft is None:
            self._leave(gettext("Nothing was loaded."), BROKEN)

    def _load(self, loading: Loading, valid_from: date | None) -> Catalogue:
        at = now()
        with transaction.atomic(), together():
            one = load_catalogue(loading, by=CLERK, at=at)
            return publish_catalogue(one.pk, valid_from=valid_from, by=CLERK, at=at) if valid_from else one

    def _leave(self, sentence: str, status: int) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(status)


def _loading(looked: Looked, node: Node, file: Path | None, options: dict[str, Any]) -> Loading:
    """What was said on the command line; of our own example, what we say of it."""
    assert looked.reading.draft is not None, "a file with faults is left before"
    ours = file is None
    return Loading(
        node=node, draft=looked.reading.draft, sha256=looked.sha256, is_example=options["example"],
        name=options["name"] or (sheets.OURS_NAME if file is None else file.stem),
        version=options["edition"] or (sheets.OURS_VERSION if ours else ""),
        source=options["source"] or (sheets.OURS_SOURCE if ours else ""),
    )  # fmt: skip
