"""Counted and published votes, and their pages at a time of their own."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

from django.test import Client

from courtyard.assembly import actions, upkeep
from courtyard.assembly.actions import House
from courtyard.assembly.models import Assembly
from courtyard.assembly.opening import RECOUNT
from courtyard.assembly.tests import build
from courtyard.conftest import Court
from courtyard.people.models import Person

CLOCKS = (
    "assembly.views.counting.now", "assembly.views.results.now", "assembly.views.objections.now",
    "assembly.views.petitions.now", "assembly.views.elections.now", "assembly.templatetags.results.now",
    "assembly.panels.now", "web.templatetags.courtyard.clock",
)  # fmt: skip


@contextmanager
def page_at(at: datetime) -> Iterator[None]:
    """Whoever opens a page inside does it at this time, by the database's clock, too."""
    with ExitStack() as stack:
        stack.enter_context(build.database_at(at))
        for name in CLOCKS:
            stack.enter_context(patch(f"courtyard.{name}", lambda: at))
        yield


def client_of(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def address(one: Assembly, rest: str = "") -> str:
    return f"/e/{one.estate.node.code}/assemblies/{one.pk}/{rest}"


def voted(court: Court, house: House | None = None, matters: tuple[str, ...] = ("other",), **given: object) -> Assembly:
    """Three of four owners voted: two for it, one against."""
    one = build.noticed(court, house, matters, **given)
    for person, answer in ((court.lin, "for"), (court.mei, "for"), (court.yan, "against")):
        build.cast(one, person, answer)
    return one


def published(court: Court, one: Assembly) -> Assembly:
    one = build.counted(court, one)
    with upkeep.bundled(one, build.AFTER) as (public, full):
        return actions.certify(one.pk, bundle=public, full=full, by=court.yan, at=build.AFTER)


def recounted(data: bytes, folder: Path) -> str:
    """What the stand-alone program says of a bundle, run as anybody runs it."""
    file = folder / "bundle.zip"
    file.write_bytes(data)
    done = subprocess.run([sys.executable, "-I", str(RECOUNT), str(file)], capture_output=True, text=True, check=False)
    return done.stdout.strip().splitlines()[-1] + done.stderr


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def names_in(data: bytes) -> list[str]:
    return sorted(zipfile.ZipFile(io.BytesIO(data)).namelist())
