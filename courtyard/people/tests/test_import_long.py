"""50,000 homes go in within 500 MB, by the command and through the pages, and come out again; how fast is told."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.db.models import Sum

from courtyard.config import gunicorn
from courtyard.conftest import Court
from courtyard.core.tests.register_files import xlsx
from courtyard.people.models import Import, Office, Person, Tenure
from courtyard.people.tests import build as people
from courtyard.people.tests.register_large import Figures, large_register
from courtyard.places.models import Home
from courtyard.places.tests import build as places
from courtyard.web.tests.caller import Caller, typed
from courtyard.web.tests.memory import Peak, children_of
from courtyard.web.tests.server import Server, server, signed_in, wait_until

__all__ = ["server"]

MEBIBYTES_MAX = 500
IMPORTS = "/e/town/register/imports/"

Terminal = pytest.CaptureFixture[str]

pytestmark = [pytest.mark.long, pytest.mark.alone, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def large() -> tuple[bytes, Figures]:
    paper, figures = large_register()
    return xlsx(paper), figures


def test_fifty_thousand_homes_are_looked_at_by_the_command(
    server: Server, large: tuple[bytes, Figures], tmp_path: Path, capsys: Terminal
) -> None:
    data, figures = large
    file = tmp_path / "register.xlsx"
    file.write_bytes(data)
    words = ["courtyard", "import", str(file), "--estate", "new", "--dry-run", "--json"]

    start = time.monotonic()
    command = [sys.executable, "-m", *words]
    process = subprocess.Popen(command, env=server.environment, stdout=subprocess.PIPE)
    with process, Peak(process.pid) as peak:
        said, _errors = process.communicate()
    seconds = time.monotonic() - start

    tell(capsys, f"dry run {seconds:.1f} s, {peak.mebibytes:.0f} MiB")
    assert process.returncode == 0
    assert json.loads(said) == asdict(figures) | {"errors": []}
    assert not Home.objects.exists()
    assert peak.mebibytes < MEBIBYTES_MAX


def test_fifty_thousand_homes_go_in_through_the_pages_and_come_out(
    court: Court, server: Server, large: tuple[bytes, Figures], capsys: Terminal
) -> None:
    data, figures = large
    town = places.estate(court.area, "town", "城上城片区", "City over City")
    people.office(court.reg, town.node, Office.Kind.REGISTRAR)
    before = Home.objects.count(), Person.objects.count(), Tenure.objects.count()
    seconds: dict[str, float] = {}
    web = server.start()
    caller = Caller(server.port, signed_in(court.reg))

    wait_until(lambda: len(children_of(web.pid)) == gunicorn.workers)
    with Peak(*children_of(web.pid)) as peak:
        with timed(seconds, "upload"):
            preview = caller.post(IMPORTS, {"id": uuid4(), "file": named(data)}).location
        with timed(seconds, "preview"):
            page = caller.get(preview)
        with timed(seconds, "apply"):
            applied = caller.post(f"{preview}apply/", typed(page.body, "revise"))
        there = counted()
        with timed(seconds, "undo"):
            undone = caller.post(f"{preview}undo/", {})

    told = ", ".join(f"{what} {took:.1f} s" for what, took in seconds.items())
    tell(capsys, f"{told}; {peak.mebibytes:.0f} MiB")
    assert (page.status, applied.status, undone.status) == (200, 302, 302)
    assert there == figures
    assert Import.objects.get().state == Import.State.UNDONE
    assert (Home.objects.count(), Person.objects.count(), Tenure.objects.count()) == before
    assert peak.mebibytes < MEBIBYTES_MAX
    assert server.say("verify").returncode == 0


def counted() -> Figures:
    """What the import brought."""
    homes = Home.objects.filter(batch__isnull=False)
    area = homes.aggregate(area=Sum("area_cm2"))["area"]
    return Figures(homes.count(), Tenure.objects.filter(batch__isnull=False).count(), area)


def named(data: bytes) -> BytesIO:
    file = BytesIO(data)
    file.name = "register.xlsx"
    return file


@contextmanager
def timed(seconds: dict[str, float], what: str) -> Iterator[None]:
    start = time.monotonic()
    yield
    seconds[what] = time.monotonic() - start


def tell(terminal: Terminal, figures: str) -> None:
    """Whether it passes or not."""
    with terminal.disabled():
        print(f"\n50,000 homes: {figures}")
