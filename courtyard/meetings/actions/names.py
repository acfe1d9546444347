"""Somebody's name goes from the minutes; that their party was there stays."""

from datetime import datetime

from courtyard.meetings.events import NamesForgotten
from courtyard.meetings.models import PartyMark, Presence
from courtyard.meetings.permissions import may_forget_names
from courtyard.people.models import Person
from courtyard.people.queries import chain_of
from courtyard.trail.deeds import deed, record, require


@deed
def forget_names(whose: Person, *, by: Person, at: datetime) -> int:
    """A person's name is erased from minutes and signatures; returns in how many rows it stood."""
    require(may_forget_names, by, whose, at)
    count = Presence.objects.filter(person=whose).exclude(name="").update(name="")
    count += PartyMark.objects.filter(person=whose).exclude(name="").update(name="")
    if count:
        record(NamesForgotten(meetings=count), node=chain_of(whose), about=whose.pk, by=by, at=at)
    return count
