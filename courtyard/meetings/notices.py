"""Who hears of a meeting: those who are to come, and those who are to sign."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.meetings import queries
from courtyard.meetings.models import Meeting
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.trail.models import Line

CALLED, MINUTES = "meetings.notice_called", "meetings.notice_minutes"
KINDS = (
    NoticeKind(
        CALLED, _("Meetings I am to come to"),
        sentence("{what}: {place}, {where}, {starts_at}. Please say that you received this."),
        labels={
            "what": {
                "meetings.called": sentence("You are called to a meeting"),
                "meetings.replanned": sentence("A meeting was moved"),
                "meetings.cancelled": sentence("A meeting was cancelled"),
            }
        },
        order=30,
    ),
    NoticeKind(
        MINUTES, _("Minutes for me to sign"), sentence("The minutes of the meeting of {place} are ready to be signed."),
        order=31,
    ),
)  # fmt: skip
TO_COME = frozenset({"meetings.called", "meetings.replanned", "meetings.cancelled"})


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    meeting = Meeting.objects.select_related("estate__node").filter(pk=line.about).first()
    return _of(line, meeting) if meeting else ()


def _of(line: Line, meeting: Meeting) -> Iterator[Tell]:
    if not meeting.called_at:
        return
    told = TO_COME if line.kind in TO_COME else frozenset()
    kind = CALLED if told else MINUTES
    fields: dict[str, str | int] = {
        "place": meeting.estate.node.name, "where": meeting.place, "starts_at": meeting.starts_at.isoformat(),
        "what": line.kind,
    }  # fmt: skip
    for one in queries.expected(meeting):
        if one.person.pk != line.by:
            link = queries.address_of(meeting)
            yield Tell(kind, one.person.pk, fields, meeting.estate_id, meeting.pk, link)


TELLER = Teller("meetings", TO_COME | {"meetings.finished"}, hear)
