"""How much memory running processes take, each with its part of what it shares with others (PSS)."""

import threading
from pathlib import Path
from typing import Self

LOOK_EVERY_SECONDS = 0.05
MIB = 1024


def mebibytes(pid: int) -> float:
    """Nothing of a process that has just ended."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) / MIB for line in rollup.splitlines() if line.startswith("Pss:")), 0)


def children_of(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def tree_of(pid: int) -> list[int]:
    """The process and all that it started, and they."""
    return [pid, *(one for child in children_of(pid) for one in tree_of(child))]


class Peak:
    """The most that one of these processes, with all below it, took while this was open.

    with Peak(process.pid) as peak:
        …
    assert peak.mebibytes < 500
    """

    def __init__(self, *pids: int) -> None:
        self.mebibytes = 0.0
        self._pids = pids
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK_EVERY_SECONDS):
            sizes = (sum(map(mebibytes, tree_of(pid))) for pid in self._pids)
            self.mebibytes = max(self.mebibytes, *sizes)
