"""The real server and the bare floor, each under gunicorn with two sync workers, on loopback, ended by their ids."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
START_SECONDS = 30
AT_ONCE_SECONDS, IN_A_ROW = 0.3, 20
OURS = "courtyard.config.gunicorn"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Place:
    """A database of our own, and a folder for files."""

    name: str
    url: str
    folder: Path
    secret: str
    demo: bool = False

    @property
    def environment(self) -> dict[str, str]:
        """Production's, behind a proxy that ends TLS."""
        others = {key: value for key, value in os.environ.items() if not key.startswith("COURTYARD_")}
        return others | {
            "COURTYARD_VAR": str(self.folder),
            "COURTYARD_DATABASE": self.url,
            "COURTYARD_SECRET_KEY": self.secret,
            "COURTYARD_HOSTS": HOST,
            "COURTYARD_PROXIES": "1",
            "COURTYARD_DEMO": "1" if self.demo else "0",
            "DJANGO_SETTINGS_MODULE": "courtyard.config.settings",
        }

    def run(self, module: str, *words: str) -> str:
        """`python -m module …` to its end; what it printed. Raises RuntimeError with what it said when it fails."""
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{module} {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def ask(self, *words: str, of: str = "bench.fill") -> Any:
        """What the program that fills the database answers."""
        return json.loads(self.run(of, *words).splitlines()[-1])


def places(folder: Path) -> Iterator[Place]:
    """SQLite always; PostgreSQL where tools.services found one."""
    yield Place("SQLite", f"sqlite://{folder / 'bench.sqlite3'}", _made(folder / "sqlite"), secrets.token_urlsafe(50))
    server = os.environ.get("COURTYARD_POSTGRES", "")
    if not server:
        print("bench: there is no PostgreSQL here", file=sys.stderr)
        return
    parts = urlsplit(server)
    name = f"{parts.path.lstrip('/')}_bench"  # tools.services drops what bears its mark
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as link:
        link.execute(f'DROP DATABASE IF EXISTS "{name}"')
        link.execute(f'CREATE DATABASE "{name}"')
    url = urlunsplit(parts._replace(path=f"/{name}"))
    yield Place("PostgreSQL", url, _made(folder / "postgresql"), secrets.token_urlsafe(50))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@dataclass(frozen=True, slots=True)
class Running:
    pid: int
    port: int

    @property
    def workers(self) -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("ascii").split()]

    def cpu_seconds(self) -> float:
        """Of all workers, their own and the kernel's on their behalf."""
        return sum(map(_cpu_seconds, self.workers))

    def memory_mib(self) -> float:
        """The largest worker's, with its part of what the workers share (PSS)."""
        return max(map(_pss_mib, self.workers))


@contextmanager
def serving(place: Place, application: str = "") -> Iterator[Running]:
    """gunicorn as in production; `application` is another one than ours, under the same settings."""
    port = _free_port()
    words = ["-c", f"python:{OURS}", "--bind", f"{HOST}:{port}", "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", *words, *([application] if application else [])]
    process = subprocess.Popen(command, cwd=ROOT, env=place.environment)
    try:
        _wait_for(process, port)
        yield Running(process.pid, port)
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    """Until it answers, and at once some times in a row: so that every worker has read its code and the rules."""
    until, quick = time.monotonic() + START_SECONDS, 0
    while process.poll() is None and time.monotonic() < until:
        start = time.monotonic()
        if not _answers(port):
            quick = 0
            time.sleep(0.05)
            continue
        quick = quick + 1 if time.monotonic() - start < AT_ONCE_SECONDS else 0
        if quick == IN_A_ROW:
            return
    raise RuntimeError("the server did not start")


def _answers(port: int) -> bool:
    link = HTTPConnection(HOST, port, timeout=START_SECONDS)
    try:
        link.request("GET", "/", headers={"X-Forwarded-Proto": "https"})
        link.getresponse().read()
    except OSError:
        return False
    finally:
        link.close()
    return True


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _pss_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
