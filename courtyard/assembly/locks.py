"""One vote, for one deed: whoever casts holds it with others, whoever closes it holds it alone."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection

from courtyard.assembly.models import Assembly, Motion
from courtyard.core.errors import NotThere, OutOfTurn
from courtyard.trail.rows import locked

WITH_PLACE = ("estate__node", "building", "entrance", "petition")


def lock(assembly_id: UUID) -> Assembly:
    """The vote, for this deed alone. Raises NotThere."""
    return locked(Assembly.objects.select_related(*WITH_PLACE), assembly_id)


def share(assembly_id: UUID) -> Assembly:
    """The vote, held together with others who cast: closing it waits for all of them, and they wait for the close.

    SQLite has one writer at a time anyway. Raises NotThere.
    """
    _hold("SELECT 1 FROM assembly_assembly WHERE id = %s FOR SHARE", assembly_id)
    found = Assembly.objects.select_related("estate__node").filter(pk=assembly_id).first()
    if found is None:
        raise NotThere
    return found


def share_of(head_id: UUID) -> None:
    """The vote of a head, held as `share` does. Whoever reads it afterwards reads what it is until they are done."""
    _hold(
        "SELECT 1 FROM assembly_assembly a JOIN assembly_head h ON h.assembly_id = a.id WHERE h.id = %s FOR SHARE OF a",
        head_id,
    )


def _hold(statement: str, of: UUID) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(statement, [of])


def lock_motion(motion_id: UUID) -> tuple[Assembly, Motion]:
    """A motion and its vote, the vote locked. Raises NotThere."""
    of = Motion.objects.filter(pk=motion_id).values_list("assembly", flat=True).first()
    assembly = lock(of or motion_id)
    motion = Motion.objects.filter(pk=motion_id, assembly=assembly).first()
    if motion is None:
        raise NotThere
    return assembly, motion


def in_state(assembly: Assembly, states: Collection[Any], wanted: Any) -> None:
    """Refuse by name what cannot be done in the state the vote is in."""
    if assembly.state not in states:
        raise OutOfTurn(Assembly.State(assembly.state), wanted)
