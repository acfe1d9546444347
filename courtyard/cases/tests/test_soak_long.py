"""Two minutes of everything at once, on the real server and beside two clerks: nothing breaks, nothing swells."""

import os
import threading
import time
from pathlib import Path
from statistics import median

import pytest

from courtyard.cases.models import Case
from courtyard.cases.tests.load import Load
from courtyard.config import gunicorn
from courtyard.conftest import PASSWORD, Court
from courtyard.people.models import Person
from courtyard.people.signin import Argon2
from courtyard.trail import upkeep
from courtyard.trail.models import Checkpoint, Line, Reader
from courtyard.trail.tests.listening_clerk import KINDS, NAME
from courtyard.web.tests.memory import children_of, mebibytes
from courtyard.web.tests.server import Server, server, wait_until

__all__ = ["server"]

SECONDS = int(os.environ.get("SOAK_SECONDS", "100"))
WARM_ANSWERS, WARM_SECONDS_MAX = 2_400, 400
"""Before the time begins: so many have opened each kind of page in each worker, however slow the machine."""
GROWTH_MIB_MAX = 8
"""Of a worker in that time. What keeps a little of every request grows faster."""
FEW = 8
"""Seconds over which a worker's size is taken: a photograph that is being read needs some for a moment."""

Terminal = pytest.CaptureFixture[str]


@pytest.mark.long
@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_a_busy_day_beside_two_clerks(court: Court, server: Server, tmp_path: Path, capsys: Terminal) -> None:
    Person.objects.filter(pk=court.jie.pk).update(password=Argon2().encode(PASSWORD, "salt of the test"))
    heard = tmp_path / "heard"
    assert server.say("key").returncode == 0
    web = server.start()
    clerks = [server.run("courtyard.trail.tests.listening_clerk", str(heard)) for _clerk in range(2)]
    wait_until(lambda: len(children_of(web.pid)) == gunicorn.workers)
    workers = children_of(web.pid)
    load = Load(court, server.port)

    load.begin()
    wait_until(lambda: load.answers.total() > WARM_ANSWERS or bool(load.broken), WARM_SECONDS_MAX)
    sizes = watch(workers)
    load.end()
    wait_until(nothing_is_left_to_read)
    server.end(*clerks)

    tell(capsys, load, sizes)
    assert not load.broken
    assert load.answers.keys() >= {"file", "case", "desk", "triage", "sign in", "sign out"}
    assert lines_of(heard) == all_lines()
    assert set(Case.objects.values_list("pk", flat=True)) == load.filed
    assert [clerk.returncode for clerk in clerks] == [0, 0]
    assert children_of(web.pid) == workers
    assert max(growth(size) for size in sizes) < GROWTH_MIB_MAX
    assert "Traceback" not in server.log
    assert Checkpoint.objects.count() == len({one.date() for one in Checkpoint.objects.values_list("at", flat=True)})
    assert server.say("verify").returncode == 0


def watch(workers: list[int]) -> list[list[float]]:
    """The memory of each worker, second after second."""
    tick, start = threading.Event(), time.monotonic()
    sizes: list[list[float]] = [[] for _worker in workers]
    for second in range(1, SECONDS + 1):
        tick.wait(start + second - time.monotonic())
        for pid, size in zip(workers, sizes, strict=True):
            size.append(mebibytes(pid))
    return sizes


def growth(size: list[float]) -> float:
    return median(size[-FEW:]) - median(size[:FEW])


def nothing_is_left_to_read() -> bool:
    return not upkeep._after(Reader.objects.get(name=NAME))


def lines_of(heard: Path) -> list[int]:
    return [int(line) for line in heard.read_text().split()] if heard.exists() else []


def all_lines() -> list[int]:
    """In the order of their commits; each is to be heard once."""
    lines = Line.objects.filter(kind__in=KINDS).order_by("xid", "pk")
    return list(lines.values_list("pk", flat=True))


def tell(terminal: Terminal, load: Load, sizes: list[list[float]]) -> None:
    """Whether it passes or not."""
    said = ", ".join(f"{what} × {times}" for what, times in sorted(load.answers.items()))
    grown = ", ".join(f"{size[0]:.0f} → {size[-1]:.0f} MiB" for size in sizes)
    with terminal.disabled():
        print(f"\nsoak: {said}\nworkers: {grown}")
