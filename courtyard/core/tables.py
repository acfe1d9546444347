"""Reading a parsed TOML table key by key, so that nothing is missing, misspelt or of another type.

Whoever reads a table takes each key once and closes it; a key nobody took is a misfit, too.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time
from typing import Any, TypeVar, cast

TEXT_MAX = 300

Value = TypeVar("Value")
Chosen = TypeVar("Chosen", bound=str)


class Misfit(Exception):
    """What does not fit, and where: `path` is the keys that lead there, joined by dots. Callers name the file."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class Table:
    """One table of a parsed TOML file, at a `path` of keys from the top. Every reader raises Misfit."""

    def __init__(self, data: Mapping[str, Any], path: str = "") -> None:
        self.path = path
        self._data = data
        self._taken: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    @property
    def key(self) -> str:
        """The last key of the path: what the table is called."""
        return self.path.rpartition(".")[2]

    def path_to(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def text(self, key: str) -> str:
        """A text that says something, of at most TEXT_MAX characters."""
        text = self._take(key, str, "a text")
        if not text.strip() or len(text) > TEXT_MAX:
            raise Misfit(self.path_to(key), f"it must say something, in at most {TEXT_MAX} characters")
        return text

    def number(self, key: str) -> int:
        return self._take(key, int, "a whole number")

    def flag(self, key: str) -> bool:
        return self._take(key, bool, "true or false")

    def yes(self, key: str) -> bool:
        """What may only be said where it is so."""
        if not self._take(key, bool, "true"):
            raise Misfit(self.path_to(key), "it is left out where it is not so")
        return True

    def texts(self, key: str, at_most: int, at_least: int = 1) -> list[str]:
        """A list of texts."""
        texts = self._take(key, list, "a list of texts")
        if not at_least <= len(texts) <= at_most or not all(isinstance(text, str) for text in texts):
            raise Misfit(self.path_to(key), f"it must be a list of {at_least} to {at_most} texts")
        return texts

    def numbers(self, key: str, at_most: int) -> list[int]:
        """A list of whole numbers; it may be empty."""
        numbers = self._take(key, list, "a list of whole numbers")
        if len(numbers) > at_most or not all(type(number) is int for number in numbers):
            raise Misfit(self.path_to(key), f"it must be a list of at most {at_most} whole numbers")
        return numbers

    def numbered(self, key: str, at_most: int) -> dict[str, int]:
        """A table of whole numbers by name: at least one."""
        names = self._take(key, dict, "a table")
        if not 1 <= len(names) <= at_most:
            raise Misfit(self.path_to(key), f"it must hold 1 to {at_most} numbers")
        within = Table(names, self.path_to(key))
        return {name: within.number(name) for name in names}

    def day(self, key: str) -> date:
        return self._take(key, date, "a day, like 2026-01-31")

    def time(self, key: str) -> time:
        return self._take(key, time, "a time, like 09:00:00")

    def choice(self, key: str, among: tuple[Chosen, ...]) -> Chosen:
        return self._among(self.path_to(key), self.text(key), among)

    def choices(self, key: str, among: tuple[Chosen, ...]) -> list[Chosen]:
        """A list of some of `among`, at least one, each once."""
        chosen = [self._among(self.path_to(key), item, among) for item in self._take(key, list, "a list")]
        if not chosen or len(set(chosen)) != len(chosen):
            raise Misfit(self.path_to(key), "it must name at least one, and each once")
        return chosen

    def days(self, key: str, at_most: int) -> list[date]:
        days = self._take(key, list, "a list of days")
        if len(days) > at_most or not all(type(day) is date for day in days):
            raise Misfit(self.path_to(key), f"it must be a list of at most {at_most} days, like 2026-01-31")
        return days

    def table(self, key: str) -> "Table":
        return Table(self._take(key, dict, "a table"), self.path_to(key))

    def mapping(self, key: str) -> dict[str, Any]:
        """A table as it is, for whoever asks nothing of its keys."""
        return self._take(key, dict, "a table")

    def tables(self, key: str, at_most: int) -> list["Table"]:
        """The tables within a table, each by its own key: at least one."""
        names = self._take(key, dict, "a table")
        if not 1 <= len(names) <= at_most:
            raise Misfit(self.path_to(key), f"it must hold 1 to {at_most} tables")
        within = self.table(key)
        return [within.table(name) for name in names]

    def some(self, key: str, at_most: int, read: Callable[["Table"], Value]) -> dict[str, Value]:
        """The tables within a table, each as `read` reads it; none where there is no such key."""
        return {table.key: read(table) for table in self.tables(key, at_most)} if key in self else {}

    def rows(self, key: str, at_most: int, at_least: int = 1) -> list["Table"]:
        """The tables of a list. Their paths end in their number, from 1."""
        rows = self._take(key, list, "a list of tables")
        if not at_least <= len(rows) <= at_most or not all(isinstance(row, dict) for row in rows):
            raise Misfit(self.path_to(key), f"it must be a list of {at_least} to {at_most} tables")
        return [Table(row, f"{self.path_to(key)}.{number}") for number, row in enumerate(rows, start=1)]

    def close(self) -> None:
        """Nothing is left that nobody read."""
        for key in self._data:
            if key not in self._taken:
                raise Misfit(self.path_to(key), "nobody knows this key")

    @contextmanager
    def at(self, key: str = "") -> Iterator[None]:
        """What is refused inside (as a bad value, or as a zone that is not found) is a misfit here."""
        try:
            yield
        except (ValueError, KeyError, OSError) as error:
            raise Misfit(self.path_to(key) if key else self.path, str(error.args[-1])) from error

    def _take(self, key: str, kind: type[Value], called: str) -> Value:
        if key not in self._data:
            raise Misfit(self.path_to(key), "it is missing")
        self._taken.add(key)
        value = self._data[key]
        # Exactly this type: TOML's true is no 1, and a day with a time is no day.
        if type(value) is not kind:
            raise Misfit(self.path_to(key), f"it must be {called}")
        return value

    @staticmethod
    def _among(path: str, value: Any, among: tuple[Chosen, ...]) -> Chosen:
        if value not in among:
            raise Misfit(path, f"“{value}” is none of {', '.join(among)}")
        return cast("Chosen", value)
