"""An app's typst template and its data, made into a PDF for A4 paper.

typst runs in a process of its own: what it remembers would stay in the server's memory (half a gigabyte after a pile
of ballots), and one that does not come to an end can be ended.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from courtyard.core.errors import Refusal, TooLarge, sentence

ROOT = Path(__file__).resolve().parents[3]
PRESS = [sys.executable, "-m", "courtyard.web.documents.press"]
DATA_BYTES_MAX = 16 * 2**20
SECONDS_MAX = 90

logger = logging.getLogger(__name__)


class CannotBeSet(Refusal):
    """The document cannot be made: its template or a font is broken. The log says where."""

    status = 500
    says = sentence("This cannot be printed just now. Nothing was changed. Please try again, or tell the joint desk.")


class TooMuchForOneFile(TooLarge):
    says = sentence("This is too much for one file. Please print it in parts.")


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """`courtyard/<app>/documents/<name>.typ` for “app/name”, filled with what can be JSON.

    Words come in as data, never as markup: `#` and `*` are printed as they are. `data` has a `title`, a `language`
    and a `date` (ISO), which the file carries too; the same data give the same bytes as long as the fonts and typst
    are the same. A character that no font here has is printed as a box with its number, to be filled in by hand.
    Raises CannotBeSet, TooMuchForOneFile.
    """
    told = json.dumps(data, sort_keys=True).encode()
    if len(told) > DATA_BYTES_MAX:
        raise TooMuchForOneFile
    try:
        done = subprocess.run(
            [*PRESS, template], cwd=ROOT, input=told, capture_output=True, timeout=SECONDS_MAX, check=False
        )
    except subprocess.TimeoutExpired as expired:
        logger.error("%s was not set in %s seconds.", template, SECONDS_MAX)
        raise TooMuchForOneFile from expired
    if done.returncode:
        logger.error("%s cannot be set: %s", template, done.stderr.decode(errors="replace"))
        raise CannotBeSet
    return done.stdout
