"""The database itself keeps the books: what was booked is never changed nor deleted, and a closed month is shut."""

from typing import Any

from courtyard.trail.locks import forever_locking, forever_unlocking

KEPT = ("money_entry", "money_posting", "money_closing")
SHUT = "money_a_closed_month_is_shut"
MESSAGE = "this month is closed"


def lock(apps: Any, schema_editor: Any) -> None:
    for statement in locking(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def unlock(apps: Any, schema_editor: Any) -> None:
    for statement in unlocking(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def locking(vendor: str) -> list[str]:
    return [*forever_locking(vendor, KEPT), *_shutting(vendor)]


def unlocking(vendor: str) -> list[str]:
    on = " ON money_entry" if vendor == "postgresql" else ""
    return [*forever_unlocking(vendor, KEPT), f"DROP TRIGGER {SHUT}{on}"]


def _shutting(vendor: str) -> list[str]:
    """Nothing is booked into a month that is closed, or before one."""
    closed = "EXISTS (SELECT 1 FROM money_closing c WHERE c.estate_id = NEW.estate_id AND {})"
    if vendor != "postgresql":
        condition = closed.format("NEW.day < date(c.month, '+1 month')")
        before = f"CREATE TRIGGER {SHUT} BEFORE INSERT ON money_entry WHEN {condition}"
        return [f"{before} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"]
    condition = closed.format("NEW.day < (c.month + interval '1 month')")
    return [
        f"""CREATE OR REPLACE FUNCTION {SHUT}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
          IF {condition} THEN RAISE EXCEPTION '{MESSAGE}'; END IF;
          RETURN NEW;
        END $$""",
        f"CREATE TRIGGER {SHUT} BEFORE INSERT ON money_entry FOR EACH ROW EXECUTE FUNCTION {SHUT}()",
    ]
