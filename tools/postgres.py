"""A PostgreSQL server for the tests: the one that answers, or a private one."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from tools import debian
from tools.debian import Say

VERSION_MIN = 14
START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 60
CLUSTER_CONF = Path("/etc/postgresql-common/createcluster.conf")


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str
    password: str = ""
    version: int = 0

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password or None,
            dbname="postgres",
            connect_timeout=3,
            autocommit=True,
        )

    def url(self, database: str) -> str:
        secret = f":{quote(self.password, safe='')}" if self.password else ""
        return f"postgresql://{quote(self.user, safe='')}{secret}@{self.host}:{self.port}/{database}"

    def drop_all_named_like(self, mark: str) -> None:
        """Drops the databases whose name holds `mark`, which chance made and nobody else has."""
        with self.connect() as connection:
            named = "SELECT datname FROM pg_database WHERE position(%s in datname) > 0"
            for (name,) in connection.execute(named, [mark]).fetchall():
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def answering() -> Server | None:
    """The server that answers and lets us make databases of our own."""
    port = int(os.environ.get("COURTYARD_PG_PORT") or os.environ.get("PGPORT") or 5432)
    told = os.environ.get("PGHOST", "")
    host = "127.0.0.1" if not told or told.startswith("/") else told  # a URL has no room for a socket's folder
    users = dict.fromkeys([os.environ.get("PGUSER") or "postgres", "postgres"])
    password = os.environ.get("PGPASSWORD", "")
    return next((found for user in users if (found := _try(Server(host, port, user, password)))), None)


def _try(server: Server) -> Server | None:
    mine = "SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
    try:
        with server.connect() as connection:
            version = connection.info.server_version // 10_000
            row = connection.execute(mine).fetchone()
    except psycopg.Error:
        return None
    if version < VERSION_MIN or row is None or not row[0]:
        return None
    return Server(server.host, server.port, server.user, server.password, version)


@contextmanager
def private(say: Say) -> Iterator[Server | None]:
    """A server of our own in a folder of our own, gone at the end. None where there is no PostgreSQL to start."""
    programs = _programs() or _install(say)
    if programs is None:
        say("no PostgreSQL here, neither running nor installed. As root: apt-get install postgresql")
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="courtyard-postgres-"))
    try:
        with _running(programs, folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    """Where initdb and postgres are: Debian keeps them out of PATH, one folder a version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    inside_path = shutil.which("initdb")
    if inside_path and not found:
        found = [Path(inside_path).resolve()]
    usable = [path.parent for path in found if (path.parent / "postgres").exists()]
    return usable[-1] if usable else None


def _install(say: Say) -> Path | None:
    """Debian's package would make a cluster `main` and start it; it is told not to, for as long as this takes."""
    if not debian.can_install() or not debian.install(["postgresql-common"], say):
        return None
    before = CLUSTER_CONF.read_text() if CLUSTER_CONF.exists() else None
    try:
        CLUSTER_CONF.write_text((before or "") + "\ncreate_main_cluster = false\n")
        debian.install(["postgresql"], say)
    finally:
        if before is None:
            CLUSTER_CONF.unlink()
        else:
            CLUSTER_CONF.write_text(before)
    return _programs()


@contextmanager
def _running(programs: Path, folder: Path) -> Iterator[Server]:
    data, log = folder / "data", folder / "log"
    account = _account()
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    prefix = _dying_with_us(account)
    words = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
    initdb = [*prefix, str(programs / "initdb"), "-D", str(data), *words]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    port = _free_port()
    settings = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*prefix, str(programs / "postgres"), "-D", str(data), "-p", str(port), *settings],
            stdout=output,
            stderr=output,
            cwd=folder,
            start_new_session=True,
        )
    try:
        yield _wait_for(Server("127.0.0.1", port, "postgres"), process, log)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=STOP_SECONDS_MAX)


def _account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; Debian's package brings an account for it."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _dying_with_us(account: pwd.struct_passwd | None) -> list[str]:
    """Linux stops the server even when we are killed and no `finally` runs."""
    if shutil.which("setpriv") is None:
        if account is not None:
            raise SystemExit("services: root needs setpriv (util-linux) to run PostgreSQL as another account.")
        return []
    whom = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"] if account else []
    return ["setpriv", "--pdeathsig", "INT", *whom]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: Server, process: subprocess.Popen[bytes], log: Path) -> Server:
    until = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < until and process.poll() is None:
        found = _try(server)
        if found is not None:
            return found
        time.sleep(0.1)
    raise SystemExit(f"services: the private PostgreSQL did not start:\n{log.read_text(errors='replace')[-2000:]}")
