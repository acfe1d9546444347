"""Many rows taken out together, each table that refers to them asked once."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CASCADE, SET_NULL, ForeignObjectRel, Model, ProtectedError, QuerySet


def take_out(rows: QuerySet[Any]) -> int:
    """Delete all of `rows`, and what goes with them; how many they were. Raises ProtectedError while anything stays
    that refers to one.

    Django's own delete reads the rows in parts and asks every such table anew for each part: forty tables and fifty
    thousand residents take it more than a minute.
    """
    for relation in _referring(rows.model):
        leaning = relation.related_model._meta.base_manager.filter(**{f"{relation.field.name}__in": rows})
        if relation.on_delete is CASCADE:
            leaning.delete()
        elif relation.on_delete is SET_NULL:
            leaning.update(**{relation.field.name: None})
        elif found := leaning.first():
            raise ProtectedError(f"{found._meta.label} refers to what would go", {found})
    return int(rows._raw_delete(rows.db))  # noqa: SLF001 -- one statement, nothing read


def _referring(model: type[Model]) -> Iterator[ForeignObjectRel]:
    """The foreign keys of other tables that point here, those without a way back among them."""
    for field in model._meta.get_fields(include_hidden=True):
        if isinstance(field, ForeignObjectRel) and field.on_delete is not None:
            yield field
