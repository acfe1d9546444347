"""The database itself refuses to change the record: triggers for SQLite and PostgreSQL.

Lines are never deleted and never changed, but for their words, and those only to nothing and only where an
erasure stands on the record. Erasures and checkpoints are never changed nor deleted at all.
"""

from collections.abc import Iterable
from typing import Any

KEPT = ("id", "xid", "node", "seq", "kind", "about", "by", "whom", "at", "sealed_at", "body", "digests", "digest")
FOREVER = ("trail_erasure", "trail_checkpoint")
MESSAGE = "the record is never altered"


def lock(apps: Any, schema_editor: Any) -> None:
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def unlock(apps: Any, schema_editor: Any) -> None:
    for statement in unlocking(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _statements(vendor: str) -> list[str]:
    return _postgresql() if vendor == "postgresql" else _sqlite()


def unlocking(vendor: str) -> list[str]:
    """What takes the triggers away again: for going back a migration, and for emptying a test database."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER {name} ON {table}" for name, table, _ in _triggers()] + [
            f"DROP TRIGGER {table}_not_emptied ON {table}" for table in ("trail_line", *FOREVER)
        ]
    return [f"DROP TRIGGER {name}" for name, _, _ in _triggers()]


def locking(vendor: str) -> list[str]:
    return _statements(vendor)


def _triggers() -> list[tuple[str, str, str]]:
    """Name, table, and the event on which it refuses."""
    triggers = [("trail_line_not_deleted", "trail_line", "DELETE"), ("trail_line_not_altered", "trail_line", "UPDATE")]
    for table in FOREVER:
        triggers += [(f"{table}_not_deleted", table, "DELETE"), (f"{table}_not_altered", table, "UPDATE")]
    return triggers


def _sqlite() -> list[str]:
    changed = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in KEPT)
    allowed = "EXISTS (SELECT 1 FROM trail_erasure WHERE line_id = OLD.id)"
    conditions = {"trail_line_not_altered": f"WHEN {changed} OR NEW.words IS NOT NULL OR NOT {allowed}"}
    return [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} {conditions.get(name, '')} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for name, table, event in _triggers()
    ]


def _postgresql() -> list[str]:
    changed = " OR ".join(f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in KEPT)
    statements = [
        f"""CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$""",
        f"""CREATE OR REPLACE FUNCTION trail_refuse_but_erasure() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
          IF {changed} OR NEW.words IS NOT NULL
             OR NOT EXISTS (SELECT 1 FROM trail_erasure WHERE line_id = OLD.id)
          THEN RAISE EXCEPTION '{MESSAGE}'; END IF;
          RETURN NEW;
        END $$""",
    ]
    for name, table, event in _triggers():
        function = "trail_refuse_but_erasure" if name == "trail_line_not_altered" else "trail_refuse"
        statements.append(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")
    statements += [
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()"
        for table in ("trail_line", *FOREVER)
    ]
    return statements


def forever_locking(vendor: str, tables: Iterable[str]) -> list[str]:
    """What keeps the rows of other apps' tables as they were written, once trail's own locks are there."""
    statements = []
    for table in tables:
        for name, event in ((f"{table}_not_deleted", "DELETE"), (f"{table}_not_altered", "UPDATE")):
            before = f"CREATE TRIGGER {name} BEFORE {event} ON {table}"
            if vendor == "postgresql":
                statements.append(f"{before} FOR EACH ROW EXECUTE FUNCTION trail_refuse()")
            else:
                statements.append(f"{before} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END")
        if vendor == "postgresql":
            emptied = f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}"
            statements.append(f"{emptied} FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()")
    return statements


def forever_unlocking(vendor: str, tables: Iterable[str]) -> list[str]:
    """What takes them away again."""
    events = ("deleted", "altered", "emptied") if vendor == "postgresql" else ("deleted", "altered")
    on = " ON {table}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER {table}_not_{event}{on.format(table=table)}" for table in tables for event in events]
