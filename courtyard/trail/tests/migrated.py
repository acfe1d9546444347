"""An empty database that is migrated once, and copied by every worker and every run that finds the same migrations.

SQLite's copy lies in the folder for temporary files, PostgreSQL's beside the databases of `tools.services`, which drops
it with them; on a PostgreSQL without a name of our own nothing is kept, and each worker migrates.
"""

import fcntl
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import django
from django.db import connection

COURTYARD = Path(__file__).resolve().parents[2]
MADE_FROM = ("*/migrations/*.py", "trail/locks.py", "search/indexes.py", "*/triggers.py")
WEEK_S = 7 * 24 * 3600
FOLDER = Path(tempfile.gettempdir()) / f"courtyard-migrated-{os.getuid()}"


def digest() -> str:
    """Of all that the tables are made from."""
    files = sorted(path for pattern in MADE_FROM for path in COURTYARD.glob(pattern))
    said = [django.__version__, sqlite3.sqlite_version, *(path.read_text("utf-8") for path in files)]
    return sha256("\0".join(said).encode()).hexdigest()[:24]


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def begin() -> Callable[[], None]:
    """From now on a database that is created is a copy, if there is one; what is given back keeps it if there is none.

    Whoever comes meanwhile waits, and copies.
    """
    name = digest() if connection.vendor == "sqlite" else os.environ.get("TEST_DB_SUFFIX", "")
    if not name:
        return lambda: None
    copy, keep = WAYS[connection.vendor]
    stack = ExitStack()
    stack.enter_context(one_at_a_time(name))
    found = copy(name)

    def end() -> None:
        with stack:
            connection.creation.__dict__.pop("_create_test_db", None)
            connection.settings_dict["TEST"]["TEMPLATE"] = None
            if not found and connection.introspection.table_names():
                keep(name)

    return end


def send_others_away() -> None:
    """Before the database is dropped: a browser that keeps its connection keeps a session of the server's, too."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def _copy_sqlite(name: str) -> bool:
    creation: Any = connection.creation
    create = creation._create_test_db
    kept = FOLDER / f"{name}.sqlite3"
    if not kept.exists():
        return False

    def copied(*given: Any, **also: Any) -> str:
        made: str = create(*given, **also)
        connection.close()
        connection.settings_dict["NAME"] = made
        connection.ensure_connection()
        with closing(sqlite3.connect(kept)) as source:
            source.backup(connection.connection)
        return made

    creation._create_test_db = copied
    return True


def _keep_sqlite(name: str) -> None:
    for old in FOLDER.glob("*.sqlite3"):
        if time.time() - old.stat().st_mtime > WEEK_S:
            old.unlink()
    half = FOLDER / f"{name}.half"
    half.unlink(missing_ok=True)
    connection.ensure_connection()
    with closing(sqlite3.connect(half)) as target:
        connection.connection.backup(target)
    half.rename(FOLDER / f"{name}.sqlite3")


def _copy_postgres(name: str) -> bool:
    creation: Any = connection.creation
    kept = f"courtyard_test_{name}_migrated"
    with creation._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept])
        found = cursor.fetchone() is not None
    if found:
        connection.settings_dict["TEST"]["TEMPLATE"] = kept
    return found


def _keep_postgres(name: str) -> None:
    made = connection.settings_dict["NAME"]
    connection.close()
    creation: Any = connection.creation
    with creation._nodb_cursor() as cursor:
        quoted = [connection.ops.quote_name(one) for one in (f"courtyard_test_{name}_migrated", made)]
        cursor.execute("CREATE DATABASE {} TEMPLATE {}".format(*quoted))


WAYS = {"sqlite": (_copy_sqlite, _keep_sqlite), "postgresql": (_copy_postgres, _keep_postgres)}
