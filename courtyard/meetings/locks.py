"""One meeting, for one deed alone."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from courtyard.core.errors import NotThere, OutOfTurn
from courtyard.meetings.models import AgendaItem, Meeting
from courtyard.trail.rows import locked


def lock(meeting_id: UUID) -> Meeting:
    """The meeting, locked. Raises NotThere."""
    return locked(Meeting.objects.select_related("estate__node"), meeting_id)


def lock_item(item_id: UUID) -> tuple[Meeting, AgendaItem]:
    """An item and its meeting, the meeting locked: whoever changes an item holds its meeting. Raises NotThere."""
    meeting = lock(AgendaItem.objects.filter(pk=item_id).values_list("meeting", flat=True).first() or item_id)
    item = AgendaItem.objects.filter(pk=item_id, meeting=meeting).first()
    if item is None:
        raise NotThere
    return meeting, item


def in_state(meeting: Meeting, states: Collection[Any], wanted: Any) -> None:
    """Refuse by name what cannot be done in the meeting's state."""
    if meeting.state not in states:
        raise OutOfTurn(Meeting.State(meeting.state), wanted)
