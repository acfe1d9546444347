"""What a deed about services holds alone."""

from uuid import UUID

from courtyard.places.models import Home
from courtyard.services.models import Remark
from courtyard.trail.rows import locked


def lock_home(home_id: UUID) -> Home:
    """A home, locked: two of one household never rate past each other. Raises NotThere."""
    return locked(Home.objects.select_related("estate__node", "building", "entrance"), home_id)


def lock_remark(remark_id: UUID) -> Remark:
    """A remark, locked: it is looked at once, and replied to once. Raises NotThere."""
    return locked(Remark.objects.select_related("estate__node"), remark_id)
