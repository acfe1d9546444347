"""Votes, measured: a ballot cast through its page beside the bare floor, a million of them counted, and counted again
from their full bundle by the stand-alone file.
"""

import os
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.cases import FLOOR
from bench.load import COOKIE, Call, Load, press, token
from bench.report import Report, at_least, at_most, median
from bench.server import Place, Running, serving
from courtyard.assembly import standalone
from courtyard.core.counting.bundle.files import bundles, seal, write
from courtyard.core.counting.bundle.results import result_of
from courtyard.core.counting.bundle.vote import Ballot, Head, Motion, Named, Vote
from courtyard.core.rulebook import load_part
from courtyard.core.rulebook.counts import CountRule

FEW, BALLOTS, BALLOTS_SQLITE = 1_000, 1_000_000, 20_000
ROUNDS, SECONDS, CONNECTIONS = 3, 4.0, 8
HEADS_A_PRESS = 1_600
"""More than are cast in four seconds, and a multiple of the sessions that take turns."""
WILL = "这是我本人的意思"
FILL = "bench.fill_votes"
HEADS_A_BUILDING = 3_000
CHOICES = ("for", "for", "against", "for", "abstain", "for", "for")
BOOK = Path(__file__).resolve().parent.parent / "courtyard" / "rulebooks" / "cn" / "2026.1.toml"
MIB = 1024
"""What the system counts memory in: a MiB has so many of them."""


def measure(place: Place, report: Report, *, quick: bool) -> None:
    ballots, rounds = (10_000, 1) if quick else (BALLOTS, ROUNDS)
    many = ballots if place.name == "PostgreSQL" else min(ballots, BALLOTS_SQLITE)
    place.run("courtyard", "migrate", "--verbosity", "0")
    place.run("courtyard", "collectstatic", "--no-input", "--verbosity", "0")
    place.run("bench.floor")
    casting(place, report, (FEW, many), rounds, 1.0 if quick else SECONDS)
    counting(place, report)
    recounting(place, report, ballots, rounds)


def casting(place: Place, report: Report, sizes: tuple[int, ...], rounds: int, seconds: float) -> None:
    """Each request is another head's first ballot, sent from the page where it was checked; the floor in turn."""
    told = place.ask("begin", of=FILL)
    rates: list[float] = []
    with serving(place, "bench.floor:application") as floor, serving(place) as ours:
        page = Page(ours, told)
        for size in sizes:
            held = place.ask("ballots", str(size), of=FILL)["ballots"]
            page.press(1, 1)
            for connections in (1, CONNECTIONS):
                bare: list[Load] = []
                real: list[Load] = []
                for _ in range(rounds):
                    bare.append(press(floor, FLOOR, connections=connections, seconds=seconds))
                    real.append(page.press(connections, seconds))
                rate = tell(place, report, f"{size:,} ballots held, {connections} at once", bare, real)
                if connections > 1:
                    rates.append(rate)
            stored = place.ask("held", of=FILL)["ballots"] - held
            if stored < page.taken():
                raise RuntimeError(f"{stored} ballots are stored of more that got a receipt")
    growth = rates[0] / rates[-1]
    what = f"ballot cast, {CONNECTIONS} at once: {sizes[-1]:,} held against {sizes[0]:,}, of the floor"
    report.add(what, place.name, growth, " ×", goal=at_most(1.2, " ×"))


def tell(place: Place, report: Report, when: str, bare: list[Load], real: list[Load]) -> float:
    """How many times the floor's rate ours is."""
    judged = f", {CONNECTIONS} at once" in when
    rate, bare_rate = median([load.a_second for load in real]), median([load.a_second for load in bare])
    report.add(f"bare floor, {when}", place.name, bare_rate, "/s")
    report.add(f"ballot cast, {when}", place.name, rate, "/s")
    goal = at_least(0.35, " ×") if judged else None
    report.add(f"ballot cast, {when}: of the floor", place.name, rate / bare_rate, " ×", goal=goal)
    report.add(f"ballot cast, {when}: p50", place.name, median([load.p50 for load in real]), " ms")
    report.add(f"ballot cast, {when}: p99", place.name, median([load.p99 for load in real]), " ms")
    report.add(f"ballot cast, {when}: web CPU", place.name, median([load.cpu_ms for load in real]), " ms")
    return rate / bare_rate


class Page:
    """The ballot's page, each time for heads that have not voted yet."""

    def __init__(self, server: Running, told: dict[str, Any]) -> None:
        self.path = f"/e/bench/assemblies/{told['vote']}/vote/"
        self.heads: list[str] = told["heads"]
        self.server, self.next, self._taken = server, 0, 0
        csrf, cookie = token(server, f"{self.path}{self.heads[0]}/", told["voters"][0])
        self.body = (
            urlencode({"csrfmiddlewaretoken": csrf, "step": "cast", "motion_1": "for", "will": WILL}) + "&id={id}"
        )
        self.sessions = tuple(f"{COOKIE}={session}; {cookie}" for session in told["voters"])

    def press(self, connections: int, seconds: float) -> Load:
        load = press(self.server, self._call(), connections=connections, seconds=seconds)
        if load.requests > HEADS_A_PRESS:
            raise RuntimeError(f"{load.requests} ballots of {HEADS_A_PRESS} heads")
        self._taken += load.requests
        return load

    def taken(self) -> int:
        """Ballots that got a receipt since this was asked last."""
        taken, self._taken = self._taken, 0
        return taken

    def _call(self) -> Call:
        """As many heads as one press could ask for; their owners take turns as the sessions do."""
        heads = self.heads[self.next : self.next + HEADS_A_PRESS]
        self.next += HEADS_A_PRESS
        if len(heads) < HEADS_A_PRESS:
            raise RuntimeError("there are not enough heads for another round")
        return Call(
            self.path, self.sessions, method="POST", body=self.body, kind="application/x-www-form-urlencoded",
            wanted=303, tails=tuple(f"{head}/" for head in heads),
        )  # fmt: skip


def counting(place: Place, report: Report) -> None:
    told = place.ask("count", of=FILL)
    what = f"{told['votes']:,} ballots of one motion"
    report.add(f"{what} counted by the database", place.name, told["sums"], " s", goal=at_most(0.5, " s"))
    report.add(f"{what} opened, settled, sealed and counted twice", place.name, told["box"], " s")


def recounting(place: Place, report: Report, ballots: int, rounds: int) -> None:
    """No database has a part in it."""
    path = place.folder.parent / "bundle.zip"
    if not path.exists():
        place.run("bench.votes", str(path), str(ballots))
    runs = [recount(path, ballots) for _ in range(rounds)]
    what = f"stand-alone recount of {ballots:,} ballots"
    report.add(what, place.name, min(run.seconds for run in runs), " s", goal=at_most(5, " s"))
    report.add(f"{what}: CPU", place.name, min(run.cpu_seconds for run in runs), " s")
    report.add(f"{what}: memory", place.name, max(run.peak_mib for run in runs), " MiB")


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    cpu_seconds: float
    peak_mib: float


def recount(path: Path, ballots: int) -> Run:
    """As a stranger does it. Raises RuntimeError where it does not come to the same."""
    start = time.perf_counter()
    command = [sys.executable, "-I", str(standalone.RECOUNT), str(path), "--language", "en"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status or f"; {ballots:,} voted," not in said:
        raise RuntimeError(said)
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / MIB)


def pack(path: Path, ballots: int) -> None:
    """A named vote in which everybody on the roll has voted."""
    noon = datetime(2026, 11, 20, 4, tzinfo=UTC)
    motion = Motion(1, "维修电梯", rule())
    vote = Vote("陶安小区", "陶安小区2026年第1次业主大会", "named", noon, noon, noon, (motion,))
    roll = (Head(n, 400_000 + n * 7919 % 1_100_000, f"{n // HEADS_A_BUILDING + 1}号楼") for n in range(1, ballots + 1))
    box = Named(Ballot(n, 1, CHOICES[n * 31 % len(CHOICES)]) for n in range(1, ballots + 1))
    receipts = (f"{n * 7919 % 16**9:09X}" for n in range(1, ballots + 1))
    sealed = seal(vote, roll, box, receipts=receipts, salt="0" * 32)
    with path.open("wb") as out:
        write(bundles(sealed, {1: result_of(motion, vote.house, sealed.totals)}, standalone.source()).full, out)


def rule() -> CountRule:
    """The ordinary majority of Civil Code art 278."""
    return load_part(tomllib.loads(BOOK.read_text(encoding="utf-8")), BOOK.name).counts["cc278-ordinary"]


if __name__ == "__main__":
    pack(Path(sys.argv[1]), int(sys.argv[2]))
