"""Who convenes a meeting, speaks for a party there, and reads what came of it."""

from datetime import datetime

from courtyard.duties.permissions import SPEAKS
from courtyard.meetings.models import Meeting
from courtyard.meetings.registers import kinds
from courtyard.notify.permissions import may_post_for
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate


def may_convene(person: Person, estate: Estate, kind: str, at: datetime) -> bool:
    """Whom the kind of meeting names."""
    return kind in kinds and kinds[kind].may_convene(person, estate, at)


def may_plan(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever convenes any kind of meeting there."""
    return any(kind.may_convene(person, estate, at) for kind in kinds)


def may_replan(person: Person, meeting: Meeting, at: datetime) -> bool:
    return may_convene(person, meeting.estate, meeting.kind, at)


may_put_on = may_take_off = may_move_up = may_call = may_attend = may_settle = may_finish = may_replan
may_cancel = may_replan


def may_publish(person: Person, meeting: Meeting, at: datetime) -> bool:
    """Of those who convene it, who may hang something on the board in the name of the party that publishes."""
    party = kinds[meeting.kind].published_by if meeting.kind in kinds else ""
    return may_replan(person, meeting, at) and may_post_for(person, meeting.estate, party, at)


def speaks_for(person: Person, meeting: Meeting, at: datetime) -> list[str]:
    """The parties of the meeting for which somebody speaks."""
    if meeting.kind in kinds and (speaks := kinds[meeting.kind].speaks) is not None:
        return speaks(person, meeting, at)
    theirs = standing(person)
    return [party for party in meeting.needs if theirs.holds(SPEAKS[party], meeting.estate.node, at)]


def may_acknowledge(person: Person, meeting: Meeting, at: datetime) -> bool:
    return bool(speaks_for(person, meeting, at))


may_sign = may_acknowledge


def may_prepare(person: Person, meeting: Meeting, at: datetime) -> bool:
    """Sees what is still being prepared, and what is minuted but not signed: those who meet, and those above."""
    return bool(speaks_for(person, meeting, at)) or standing(person).holds(Office.ABOVE, meeting.estate.node, at)


def may_read(person: Person, meeting: Meeting, at: datetime) -> bool:
    """Residents read what is called and what is published; those who meet, everything."""
    if may_prepare(person, meeting, at) or may_replan(person, meeting, at):
        return True
    return meeting.state in {"called", "finished", "published", "cancelled"} and may_read_list(
        person, meeting.estate, at
    )


def may_read_list(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever lives there, holds an office there, or sits above."""
    theirs = standing(person)
    return theirs.lives_in(estate.pk, at) or theirs.holds(list(Office.Kind), estate.node, at)


def may_forget_names(person: Person, whose: Person, at: datetime) -> bool:
    """Their own; the clerk with the rest of an account that is erased."""
    return person.pk == whose.pk or person.kind == Person.Kind.CLERK
