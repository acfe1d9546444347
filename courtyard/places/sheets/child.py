"""The process that opens the spreadsheet, seen from this side. It may die; then the file is refused by name."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

from courtyard.places.sheets.refusals import Locked, NothingInside, TooMuchInside, Unopenable

_SCRIPT = Path(__file__).with_name("workbook.py")
_FAULTS = {"locked": Locked, "unreadable": Unopenable}


class Glimpse(NamedTuple):
    """A sheet's size and its first rows."""

    name: str
    rows: int
    columns: int
    head: list[list[Any]]


class Child:
    """Ask `names`, then go through `glimpses`, and of each either `take` the rows or `skip` it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._head: list[list[Any]] = []
        self._names: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(_SCRIPT), str(len(self._data))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return self

    def __exit__(self, *_error: object) -> None:
        """Nothing of it is left running, whatever happened."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue  # it died with our words unread
        self._process.wait()

    def names(self) -> tuple[str, ...]:
        self._write(self._data)
        self._names = tuple(self._read()["names"])
        if not self._names:
            raise NothingInside
        return self._names

    def glimpses(self) -> Iterator[Glimpse]:
        for _name in self._names:
            said = self._read()
            self._head = said["head"]
            yield Glimpse(said["name"], said["rows"], said["columns"], said["head"])

    def skip(self) -> None:
        self._write(b"no\n")

    def take(self) -> Iterator[tuple[list[Any], list[int]]]:
        """All rows of the sheet last glimpsed, merged cells filled from above, and which columns are such."""
        self._write(b"yes\n")
        ranges = [tuple(one) for one in self._read()["merged"]]
        rows = iter(self._head), map(json.loads, self._pipe(self._process.stdout))
        yield from filled_down((row for part in rows for row in part), ranges)
        if self._process.wait() != 0:
            raise self._death()

    def _write(self, words: bytes) -> None:
        try:
            pipe = self._pipe(self._process.stdin)
            pipe.write(words)
            pipe.flush()
        except BrokenPipeError:
            raise self._death() from None

    def _read(self) -> dict[str, Any]:
        line = self._pipe(self._process.stdout).readline()
        if not line:
            raise self._death()
        said: dict[str, Any] = json.loads(line)
        if "fault" in said:
            raise _FAULTS[said["fault"]]
        return said

    def _death(self) -> Exception:
        """A signal means that it asked for more memory or time than a register needs."""
        return TooMuchInside() if self._process.wait() < 0 else Unopenable()

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise Unopenable
        return pipe


def filled_down(rows: Iterator[list[Any]], ranges: list[tuple[int, ...]]) -> Iterator[tuple[list[Any], list[int]]]:
    """Give each merged cell the value of the topmost. `ranges` are column, first and last row, counted from 0."""
    starting: dict[int, list[tuple[int, int]]] = {}
    for column, top, bottom in ranges:
        starting.setdefault(top, []).append((column, bottom))
    running: dict[int, tuple[int, Any]] = {}
    for index, cells in enumerate(rows):
        running = {column: kept for column, kept in running.items() if kept[0] >= index}
        if running:
            cells.extend([""] * (max(running) + 1 - len(cells)))
            for column, (_bottom, value) in running.items():
                cells[column] = value
        merged = list(running)
        for column, bottom in starting.get(index, ()):
            running[column] = (bottom, cells[column] if column < len(cells) else "")
        yield cells, merged
