"""What the tests talk to, for as long as one command runs: `python -m tools.services COMMAND…`.

The command finds in its environment
    COURTYARD_CHROMIUM    the browser, or nothing where there is none
    COURTYARD_HLEDGER     hledger, which reckons the plain-text books again, or nothing where there is none
    COURTYARD_POSTGRES    postgresql://…/name, a name nobody else uses, or nothing where there is no server
    TEST_DB_SUFFIX        the chance part of that name; every database whose name holds it goes at the end

A server that answers on 127.0.0.1:5432 is used (COURTYARD_PG_PORT looks elsewhere; libpq's PGHOST, PGPORT, PGUSER and
PGPASSWORD are honoured); what bears our name is dropped at the end, and nothing else is touched. Where none answers,
a private one is started on a free port, and stopped. Root installs what is missing from Debian's packages.
Under CI=true a missing browser, hledger or PostgreSQL is a failure; elsewhere its tests are skipped, and this says so.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import FrameType

from tools import browser, hledger, postgres

SUFFIX = secrets.token_hex(4)
MARK = f"courtyard_test_{SUFFIX}"


def say(sentence: str) -> None:
    print(f"services: {sentence}", file=sys.stderr, flush=True)


@contextmanager
def database() -> Iterator[str | None]:
    """The address of a database of our own."""
    with ExitStack() as stack:
        server = postgres.answering() or stack.enter_context(postgres.private(say))
        if server is None:
            yield None
            return
        say(f"PostgreSQL {server.version} on {server.host}:{server.port}, databases {MARK}*")
        try:
            yield server.url(MARK)
        finally:
            server.drop_all_named_like(MARK)


def stop(_signal: int, _frame: FrameType | None) -> None:
    """A told stop is an ordinary end: what was started is stopped, too."""
    raise SystemExit(143)


def run(command: Sequence[str]) -> int:
    in_ci = os.environ.get("CI") == "true"
    chromium, ledger = browser.find(say), hledger.find(say)
    with database() as url:
        there = {"a browser": chromium, "hledger": ledger, "PostgreSQL": url}
        if missing := " and ".join(name for name, what in there.items() if what is None):
            if in_ci:
                say(f"CI needs {missing}, and there is none here.")
                return 1
            say(f"tests that need {missing} are skipped.")
        told = {
            "COURTYARD_CHROMIUM": chromium or "", "COURTYARD_HLEDGER": ledger or "", "COURTYARD_POSTGRES": url or "",
            "TEST_DB_SUFFIX": SUFFIX,
        }  # fmt: skip
        process = subprocess.Popen(command, env=os.environ | told)
        try:
            return process.wait()
        finally:
            finish(process)


def finish(process: subprocess.Popen[bytes]) -> None:
    """Does not leave the command running behind our back when we are told to stop."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    if len(sys.argv) < 2 or shutil.which(sys.argv[1]) is None:
        sys.exit(__doc__)
    sys.exit(run(sys.argv[1:]))
