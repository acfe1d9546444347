"""What meetings show on other pages, and what they keep about a person."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy

from courtyard.meetings import actions, queries
from courtyard.meetings.models import Meeting, PartyMark
from courtyard.meetings.permissions import speaks_for
from courtyard.people.models import Person
from courtyard.web.registers import Panel, PersonalData


def waiting(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """Notices to acknowledge and minutes to sign, for whoever speaks for a party."""
    if hat is None or not hat.party or not isinstance(request.user, Person):
        return None
    at = now()
    rows = []
    for one in queries.awaiting(hat.node):
        kind = PartyMark.Kind.ACKNOWLEDGED if one.state == Meeting.State.CALLED else PartyMark.Kind.SIGNED
        done = queries.marks_of(one, kind)
        if hat.party in speaks_for(request.user, one, at) and hat.party not in done and _is_asked(one, hat.party, at):
            rows.append({"meeting": one, "title": queries.title_of(one), "to_sign": kind == PartyMark.Kind.SIGNED})
    return {"rows": rows, "waits": len(rows)} if rows else None


def _is_asked(one: Meeting, party: str, at: Any) -> bool:
    return party in queries.unsigned(one) if one.state == Meeting.State.FINISHED else not one.is_over(at)


def see(person: Person) -> list[Mapping[str, Any]]:
    """In which minutes their name stands."""
    rows = queries.names_of(person)[:1_000]
    return [{gettext("Meeting"): queries.title_of(p.meeting), gettext("When"): p.meeting.starts_at} for p in rows]


PANEL = Panel("meetings.waiting", "home", "meetings/_waiting.html", waiting, order=25)
OWN_DATA = PersonalData(
    "meetings", gettext_lazy("Your name in minutes"),
    gettext_lazy("So that everybody can read who sat for which party. Your name goes when you ask; your office stays."),
    None, see, actions.forget_names, order=61,
)  # fmt: skip
