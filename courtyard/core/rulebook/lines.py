"""On which line of a TOML file a key stands, so that a mistake in it is found at once."""

import re

_HEADER = re.compile(r"\s*\[+\s*([^\]\[]+?)\s*\]+")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")


def line_of(text: str, path: str) -> int:
    """The line, from 1, on which the key at `path` stands; else that of its table; else the first.

    A path is keys joined by dots: “rules.complaint.days”. Numbers within it count the rows of a list.
    """
    wanted = path.split(".")
    while wanted:
        line = _find(text, wanted)
        if line:
            return line
        wanted = wanted[:-1]
    return 1


def _find(text: str, wanted: list[str]) -> int:
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.fullmatch(line.split("#")[0].rstrip()):
            table = [part.strip().strip('"') for part in header[1].split(".")]
            if table == wanted:
                return number
        elif (key := _KEY.match(line)) and [*table, key[1]] == wanted:
            return number
    return 0
