"""The real server, for tests that kill it or load it: gunicorn with two sync workers and production's settings.

    def test_…(server: Server, court: Court) -> None:
        caller = Caller(server.port, signed_in(court.lin))

It serves the test's own database, so the test must be one with `transaction=True`; its files lie in a folder of
their own, which the test's `default_storage` looks into, too. What is behind a proxy in production is told so here:
every request says that it came by HTTPS.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from courtyard.config.environment import ROOT
from courtyard.people.models import Person

HOST = "127.0.0.1"
PATIENCE_SECONDS = 60
LOOK_AGAIN_SECONDS = 0.02


class Server:
    """gunicorn as docs/operate.md starts it, and the other processes of an installation."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = 0
        self.environment = _surroundings(var)
        self._log = var / "log"
        self._started: list[subprocess.Popen[bytes]] = []

    @property
    def log(self) -> str:
        """What all of them said."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def start(self) -> subprocess.Popen[bytes]:
        """Serve on a free port; it answers when this returns."""
        self.port = _free_port()
        bind = f"{HOST}:{self.port}"
        web = self.run("gunicorn", "-c", "python:courtyard.config.gunicorn", "--bind", bind, "--log-level", "warning")
        wait_until(lambda: web.poll() is not None or _listens(self.port))
        assert web.poll() is None, self.log
        return web

    def run(self, module: str, *words: str) -> subprocess.Popen[bytes]:
        """Another process with the server's settings, the leader of a group of its own."""
        with self._log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", module, *words],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self._started.append(process)
        return process

    def say(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`courtyard …`, to its end."""
        return subprocess.run(
            [sys.executable, "-m", "courtyard", *words],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """`kill -9` of the whole group; returns once nobody of it listens or talks to the database any more."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        wait_until(lambda: not _listens(self.port))
        wait_until(nobody_else_is_connected)

    def end(self, *processes: subprocess.Popen[bytes]) -> None:
        """An ordinary end of these."""
        running = [process for process in processes if process.poll() is None]
        for process in running:
            process.terminate()
        for process in running:
            process.wait(PATIENCE_SECONDS)

    def end_all(self) -> None:
        self.end(*self._started)


@pytest.fixture
def server(transactional_db: Any, settings: Any, tmp_path: Path) -> Iterator[Server]:
    var = tmp_path / "var"
    var.mkdir()
    keep_files_in(var / "files", settings)
    one = Server(var)
    prepared = one.say("collectstatic", "--no-input", "--verbosity", "0")
    assert prepared.returncode == 0, prepared.stderr
    try:
        yield one
    finally:
        one.end_all()
        wait_until(nobody_else_is_connected)


def keep_files_in(folder: Path, settings: Any) -> None:
    """From now on `default_storage` looks there; `settings` is pytest's, which remembers how it was."""
    own = settings.STORAGES["default"] | {"OPTIONS": {"location": folder, "base_url": None}}
    settings.STORAGES = settings.STORAGES | {"default": own}


def signed_in(person: Person) -> str:
    """The key of a session of theirs, as the cookie holds it."""
    client = Client()
    client.force_login(person)
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


def wait_until(so: Callable[[], bool], patience: float = PATIENCE_SECONDS) -> None:
    """Raises AssertionError if it is not so for that many seconds."""
    until = time.monotonic() + patience
    while not so():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(LOOK_AGAIN_SECONDS)


def nobody_else_is_connected() -> bool:
    """A killed client's last statement may still run in PostgreSQL; in SQLite it died with the client."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        mine = "datname = current_database() AND pid <> pg_backend_pid()"
        cursor.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {mine}")
        return bool(cursor.fetchone()[0] == 0)


def _surroundings(var: Path) -> dict[str, str]:
    """Production's settings on the test's database, with the test's secret, so that its sessions count."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("COURTYARD_")}
    return ours | {
        "COURTYARD_VAR": str(var),
        "COURTYARD_DATABASE": _database_url(),
        "COURTYARD_SECRET_KEY": django_settings.SECRET_KEY,
        "COURTYARD_HOSTS": HOST,
        "COURTYARD_PROXIES": "1",
    }


def _database_url() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{quote(str(told['NAME']))}"
    secret = f":{quote(told['PASSWORD'], safe='')}" if told["PASSWORD"] else ""
    return f"postgresql://{quote(told['USER'], safe='')}{secret}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex((HOST, port)) == 0
