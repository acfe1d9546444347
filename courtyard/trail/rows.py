"""One row, for one deed alone.

Rows are locked with `no_key`, here and everywhere (guards/test_locks.py): PostgreSQL checks foreign keys when a
transaction ends, after its lines are sealed, and waits for whoever holds the row they point to FOR UPDATE. That one may
wait for the chain that is sealed. FOR NO KEY UPDATE still shuts out every other who locks, and lets keys be checked.
"""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Manager, Model, QuerySet

from courtyard.core.errors import NotThere

Row = TypeVar("Row", bound=Model)


def there(rows: QuerySet[Row] | Manager[Row], pk: UUID) -> Row:
    """The row with this key. Raises NotThere."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotThere
    return found


def locked(rows: QuerySet[Row] | Manager[Row], pk: UUID) -> Row:
    """The row with this key, locked alone, whatever is read with it. Raises NotThere."""
    return there(rows.select_for_update(of=("self",), no_key=True), pk)


def holder(rows: QuerySet[Any] | Manager[Any], pk: UUID, column: str) -> UUID:
    """What a row belongs to, and is locked before it. Raises NotThere."""
    found: UUID | None = rows.filter(pk=pk).values_list(column, flat=True).first()
    if found is None:
        raise NotThere
    return found
