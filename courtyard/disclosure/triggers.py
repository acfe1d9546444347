"""The database itself keeps the wall: what was published, taken down and answered is never changed nor deleted."""

from typing import Any

from courtyard.trail.locks import forever_locking, forever_unlocking

KEPT = ("disclosure_publication", "disclosure_publicationfile", "disclosure_takendown", "disclosure_answer")


def lock(apps: Any, schema_editor: Any) -> None:
    for statement in locking(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def unlock(apps: Any, schema_editor: Any) -> None:
    for statement in unlocking(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def locking(vendor: str) -> list[str]:
    return forever_locking(vendor, KEPT)


def unlocking(vendor: str) -> list[str]:
    return forever_unlocking(vendor, KEPT)
