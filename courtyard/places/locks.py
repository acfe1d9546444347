"""A place, for one deed alone."""

from uuid import UUID

from courtyard.places.models import Estate
from courtyard.trail.rows import locked


def lock_estate(estate_id: UUID) -> Estate:
    """The estate, locked. Raises NotThere."""
    return locked(Estate.objects.select_related("node"), estate_id)
