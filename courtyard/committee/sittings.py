"""The committee's meeting as a kind of meeting: its members come themselves, and the residents' committee is invited.
It writes nothing itself."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext, gettext_lazy

from courtyard.committee.actions import meetings as actions
from courtyard.committee.permissions.resolutions import may_hold_meetings
from courtyard.committee.permissions.terms import sits_in
from courtyard.committee.queries.resolutions import committee_of
from courtyard.committee.queries.terms import KIND, day_of
from courtyard.meetings.models import Meeting
from courtyard.meetings.registers import MeetingKind
from courtyard.people.models import Person

NOTICE_DAYS = 7
"""指导规则 art 39, of which we have no text yet: said as advice, and nothing is refused for it."""


def expected(meeting: Meeting) -> Iterable[tuple[str, Person]]:
    """Who has a seat on the meeting's day; alternates have none."""
    committee = committee_of(meeting)
    if committee is None:
        return []
    members = committee.members.on(day_of(meeting.estate, meeting.starts_at)).select_related("person")
    return [("ye", member.person) for member in members.order_by("rank", "id")]


def speaks(person: Person, meeting: Meeting, at: datetime) -> list[str]:
    """A member signs the minutes for the committee; the secretary writes them, and does not sign."""
    committee = committee_of(meeting)
    return ["ye"] if committee is not None and sits_in(person, committee, at) else []


def advice(meeting: Meeting, at: datetime) -> Iterable[str]:
    """What to think of before the notice goes out."""
    estate = meeting.estate
    if (day_of(estate, meeting.starts_at) - day_of(estate, at)).days < NOTICE_DAYS:
        yield gettext(
            "The agenda should be out seven days ahead, so that owners can say what they think (Guiding rules, art 39, "
            "to be confirmed). There are fewer left: choose a later day if nothing speaks against it."
        )
    yield gettext("With the notice the residents’ committee is invited to come, too.")


COMMITTEE_MEETING = MeetingKind(
    KIND, gettext_lazy("meeting of the owners’ committee"), gettext_lazy("minutes of the owners’ committee"), ("ye",),
    may_hold_meetings, published_by="ye", call=actions.call, replan=actions.replan, attend=actions.attend,
    expected=expected, speaks=speaks, advice=advice, in_person=True, order=10,
)  # fmt: skip
