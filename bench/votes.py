"""Votes, measured: a million ballots of one motion, counted again from their full bundle by the stand-alone file."""

import os
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.report import Report, at_most
from bench.server import Place
from courtyard.assembly import standalone
from courtyard.core.counting.bundle.files import bundles, seal, write
from courtyard.core.counting.bundle.results import result_of
from courtyard.core.counting.bundle.vote import Ballot, Head, Motion, Named, Vote
from courtyard.core.rulebook import load_part
from courtyard.core.rulebook.counts import CountRule

BALLOTS, ROUNDS = 1_000_000, 3
HEADS_A_BUILDING = 3_000
CHOICES = ("for", "for", "against", "for", "abstain", "for", "for")
BOOK = Path(__file__).resolve().parent.parent / "courtyard" / "rulebooks" / "cn" / "2026.1.toml"
MIB = 1024
"""What the system counts memory in: a MiB has so many of them."""


def measure(place: Place, report: Report, *, quick: bool) -> None:
    ballots, rounds = (10_000, 1) if quick else (BALLOTS, ROUNDS)
    path = place.folder.parent / "bundle.zip"
    if not path.exists():  # no database has a part in it
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
