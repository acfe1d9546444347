"""The `courtyard` command. Each app brings its commands as Django management commands; this gives them one door."""

import os
import sys
from tempfile import TemporaryDirectory

from django.core.management import ManagementUtility
from django.core.management.utils import get_random_secret_key
from pydantic import ValidationError

ALONE = {"count", "recount"}
"""What counts files for anybody: it needs no database, no secret and no folder of its own."""


def main() -> None:
    """`courtyard help` lists what there is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courtyard.config.settings")
    if len(sys.argv) > 1 and sys.argv[1] == "secret":
        sys.stdout.write(get_random_secret_key() + "\n")
        return
    if len(sys.argv) > 1 and sys.argv[1] == "demo":
        os.environ["COURTYARD_DEMO"] = "1"
    if len(sys.argv) > 1 and sys.argv[1] in ALONE:
        with TemporaryDirectory() as folder:
            os.environ.setdefault("COURTYARD_SECRET_KEY", get_random_secret_key())
            os.environ.setdefault("COURTYARD_VAR", folder)
            _run()
    else:
        _run()


def _run() -> None:
    utility = ManagementUtility(sys.argv)
    utility.prog_name = "courtyard"
    try:
        utility.execute()
    except ValidationError as reasons:
        sys.exit("\n".join(f"courtyard: {reason['msg'].removeprefix('Value error, ')}" for reason in reasons.errors()))
