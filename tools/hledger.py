"""hledger, for the tests: it reckons our plain-text books again, as anybody could."""

import shutil

from tools import debian
from tools.debian import Say

NAME = "hledger"


def find(say: Say) -> str | None:
    """The path of hledger; root installs it where it is missing."""
    if shutil.which(NAME) is None and debian.can_install():
        debian.install([NAME], say)
    path = shutil.which(NAME)
    if path is None:
        say("no hledger here, so our plain-text books are not reckoned again. As root: apt-get install hledger")
    return path
