# ruff: noqa: N999
"""`courtyard import FILE --estate CODE [--dry-run] [--json]`: the register of homes and owners, all of it or nothing.

Exit status 0 when every row is good, 1 when rows are bad (nothing is imported), 2 when the file cannot be read or the
estate is not there.
"""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate, now
from django.utils.translation import gettext

from courtyard.core.errors import BadInput, Refusal
from courtyard.core.quantities import format_cm2
from courtyard.core.register import summary
from courtyard.people.actions import registering
from courtyard.people.importing import drafts, preview
from courtyard.people.importing.drafts import Draft
from courtyard.people.importing.preview import Preview
from courtyard.people.models import CLERK
from courtyard.places.models import Estate
from courtyard.trail.deeds import together

BAD_ROWS, UNREADABLE = 1, 2
SHOWN = 50


class Unusable(Exception):
    """What keeps the command from reading the file at all, as a sentence."""


class Command(BaseCommand):
    help = "Import a register (XLSX, XLS, ODS, CSV). All rows go in, or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--estate", required=True, metavar="CODE", help="`courtyard estates` lists them")
        parser.add_argument("--dry-run", action="store_true", help="only look; the estate may be a new one")
        parser.add_argument("--json", action="store_true", help="print figures and errors as JSON, and nothing else")
        parser.add_argument("--sheet", help="the sheet to take; else the first that looks like a register")
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default=settings.LANGUAGE_CODE)

    def handle(self, *, file: Path, estate: str, dry_run: bool, language: str, **options: Any) -> None:
        with translation.override(language):
            try:
                draft = _draft(file, options["sheet"])
                where = _estate(estate, dry_run=dry_run)
            except Unusable as reason:
                self._refuse(str(reason), as_json=options["json"])
                sys.exit(UNREADABLE)
            looked = preview.first(draft, where.pk if where else None, localdate(now()))
            if looked.ready and where and not dry_run:
                _apply(where, draft, looked)
            self._tell(looked, as_json=options["json"], dry_run=dry_run)
            if not looked.ready:
                sys.exit(BAD_ROWS)

    def _refuse(self, reason: str, *, as_json: bool) -> None:
        self.stderr.write(reason)
        if as_json:
            errors = [{"row": None, "cell": None, "reason": reason}]
            self.stdout.write(
                json.dumps({"homes": 0, "owners": 0, "area_cm2": 0, "errors": errors}, ensure_ascii=False)
            )

    def _tell(self, looked: Preview, *, as_json: bool, dry_run: bool) -> None:
        said = summary(looked.register, gettext)
        if as_json:
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
            return
        area = format_cm2(said["area_cm2"])
        figures = gettext("{homes} homes, {owners} owners, {area} ㎡.")
        self.stdout.write(figures.format(homes=said["homes"], owners=said["owners"], area=area))
        for letter, heading in looked.summary["forbidden"]:
            self.stdout.write(
                gettext("Column {letter} “{heading}” was left out.").format(letter=letter, heading=heading)
            )
        for error in said["errors"][:SHOWN]:
            self.stdout.write(f"{error['cell']}\t{error['reason']}")
        if len(said["errors"]) > SHOWN:
            self.stdout.write(gettext("… and {n} more.").format(n=len(said["errors"]) - SHOWN))
        self.stdout.write(_verdict(looked, dry_run=dry_run))


def _draft(file: Path, sheet: str | None) -> Draft:
    try:
        draft = drafts.read(file.read_bytes(), file.name, sheet)
    except OSError as reason:
        raise Unusable(gettext("{file} cannot be opened: {reason}").format(file=file, reason=reason.strerror)) from None
    except BadInput as refusal:
        raise Unusable(f"{file.name}: {_sentence(refusal)}") from None
    if not draft.has_homes:
        raise Unusable(f"{file.name}: {_sentence(drafts.NoHomes())}")
    return draft


def _sentence(refusal: Refusal) -> str:
    sentence = gettext(refusal.says)
    return sentence.format(**refusal.fields) if refusal.fields else sentence


def _estate(code: str, *, dry_run: bool) -> Estate | None:
    estate = Estate.objects.select_related("node").filter(node__code=code).first()
    if estate is None and not dry_run:
        raise Unusable(
            gettext("There is no estate with the code {code}. Run `courtyard estates` to list them.").format(code=code)
        )
    return estate


def _apply(estate: Estate, draft: Draft, looked: Preview) -> None:
    """Uploaded and applied together: whoever stops it in between leaves nothing behind."""
    at = now()
    with transaction.atomic(), together():
        one = registering.upload(estate.pk, draft=draft, looked=looked, by=CLERK, at=at)
        registering.apply_import(one.pk, looked=looked, by=CLERK, at=at)


def _verdict(looked: Preview, *, dry_run: bool) -> str:
    if looked.summary["problems"]:
        return gettext("{n} rows need fixing. Nothing was imported.").format(n=looked.summary["counts"]["bad"])
    if not looked.ready:
        return gettext("No homes were found. Nothing was imported.")
    return gettext("Every row is good. Nothing was saved.") if dry_run else gettext("Imported.")
