"""What a stranger's clone must not name: where somebody's packages come from, and somebody's machine.

The names are in pieces, so that this file does not hold them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from guards.tree import name, tracked

REGISTRIES = (
    ("py", "pi.org"),
    ("python", "hosted.org"),
    ("npm", "js.org"),
    ("npm", "js.com"),
    ("npm", "mirror.com"),
    ("yarn", "pkg.com"),
    ("deb", ".debian.org"),
    ("ftp.", "debian.org"),
    ("security.", "debian.org"),
    ("snapshot.", "debian.org"),
    ("deb.node", "source.com"),
)
FOLDERS = (("/wo", "rk/"), ("/ro", "ot/"), (".lib", "rary/"), ("../sha", "red/"))
NAMES = [re.escape("".join(pieces)) for pieces in REGISTRIES]
PATHS = [r"(?<![\w.-])" + re.escape("".join(pieces)) for pieces in FOLDERS]
FORBIDDEN = re.compile("|".join(NAMES + PATHS))


def lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    yield from enumerate(text.splitlines(), start=1)


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        f"{name(path)}:{number}: {match.group()}"
        for path in tracked()
        for number, line in lines(path)
        if (match := FORBIDDEN.search(line))
    ]

    assert found == []
