"""What pages of standards show: fields with their levels and items, what changed, which rows are broken."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from courtyard.core.standards import Column, Differences, Draft, Fault, ItemLine, Kind
from courtyard.places.models import Node
from courtyard.services.models import Field
from courtyard.services.queries.standards import Usual, sides
from courtyard.services.sheets import categories_of

PARTS = {
    "name": gettext_lazy("name of the level"), "words": gettext_lazy("what the level promises"),
    "field": gettext_lazy("field of service"), "what": gettext_lazy("what is checked"),
    "how": gettext_lazy("how it is checked"), "often": gettext_lazy("how often"),
    "every_days": gettext_lazy("days between"), "passes": gettext_lazy("what passes"),
    "level_from": gettext_lazy("from level"), "level_to": gettext_lazy("to level"),
    "category": gettext_lazy("category of request"),
}  # fmt: skip
KINDS = {
    Kind.ADDED: (pgettext_lazy("a line of a catalogue", "new"), "plus"),
    Kind.REMOVED: (pgettext_lazy("a line of a catalogue", "gone"), "dash"),
    Kind.CHANGED: (pgettext_lazy("a line of a catalogue", "changed"), "redo"),
}
COLUMNS = tuple(column.value for column in Column)


def shown(draft: Draft, node: Node) -> dict[str, Any]:
    """The fields, and how much there is."""
    labels = categories_of(node)
    fields = [
        {
            "field": side.field,
            "levels": side.levels,
            "items": [(item, labels.get(item.category, "")) for item in side.items],
        }
        for side in sides(draft)
    ]
    return {"fields": fields, "levels_count": len(draft.levels), "items_count": len(draft.items)}


def changed(found: Differences | None) -> dict[str, Any]:
    """What differs from the version before, line by line; nothing where there is none."""
    if found is None:
        return {"changes": None}
    rows = [
        {
            "kind": KINDS[one.kind][0],
            "icon": KINDS[one.kind][1],
            "field": Field(one.line.field).label,
            "what": f"{one.line.code} {one.line.what}" if isinstance(one.line, ItemLine) else one.line.name,
            "parts": [(PARTS[name], _said(name, old), _said(name, new)) for name, old, new in one.parts],
        }
        for one in (*found.levels, *found.items)
    ]
    counts = [(KINDS[kind][0], found.count(kind)) for kind in Kind]
    return {"changes": rows, "counts": counts}


def _said(name: str, value: str) -> str:
    return str(Field(value).label) if name == "field" and value in Field.values else value


def broken(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Each broken row: where, what stands there, and what would be right."""
    return [
        {"row": one.row, "cell": one.cell, "heading": one.heading, "was": one.was, "says": one.told(gettext)}
        for one in faults
    ]


def usual_rows(found: Iterable[Usual]) -> list[dict[str, Any]]:
    """City by city, what is usual for each kind of estate, the fields in their order."""
    return [
        {
            "city": one.city,
            "rows": [
                {"kind": kind, "rule": rule, "levels": [(field, rule.levels[field]) for field in Field]}
                for kind, rule in one.rows
            ],
        }
        for one in found
    ]
