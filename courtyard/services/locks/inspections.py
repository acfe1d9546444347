"""Things of one estate, for one deed alone."""

from uuid import UUID

from courtyard.services.models import Finding, FindingPhoto, Round
from courtyard.trail.rows import holder, locked, there


def lock_round(round_id: UUID) -> Round:
    """A round: two findings of one item never come past each other. Raises NotThere."""
    return locked(Round.objects.select_related("estate__node", "building", "contract"), round_id)


def lock_finding(finding_id: UUID) -> Finding:
    """A finding of a round that is locked. Raises NotThere."""
    one = lock_round(holder(Finding.objects, finding_id, "round"))
    finding = there(Finding.objects.select_related("item", "case"), finding_id)
    finding.round = one
    return finding


def lock_finding_photo(photo_id: UUID) -> FindingPhoto:
    """A photograph of a round that is locked. Raises NotThere."""
    finding = lock_finding(holder(FindingPhoto.objects, photo_id, "finding"))
    photo = there(FindingPhoto.objects, photo_id)
    photo.finding = finding
    return photo
