"""A clerk with one more reader, which writes the ids of the lines it hears into a file:

python -m courtyard.trail.tests.listening_clerk FILE
"""

import os
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import django

NAME = "tests.listener"
KINDS = frozenset({"cases.filed", "cases.triaged", "people.signed_in"})
REST_SECONDS = "0.2"


def main(file: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "courtyard.config.settings"
    django.setup()
    from django.core.management import call_command

    from courtyard.trail.models import Line
    from courtyard.trail.registers import TrailReader, readers

    def listen(lines: Iterable[Line], at: datetime) -> None:
        with file.open("a", encoding="ascii") as heard:
            heard.writelines(f"{line.pk}\n" for line in lines)

    readers.add(TrailReader(NAME, KINDS, listen))
    call_command("clerk", "--rest", REST_SECONDS)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
