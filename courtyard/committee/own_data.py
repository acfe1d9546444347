"""What committees keep about a person, and for how long."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from courtyard.committee.actions.names import forget_names
from courtyard.committee.models import GroupMember, MeetingRequest, Member, Secretary, Signature
from courtyard.people.models import Person
from courtyard.web.registers import PersonalData

MOST = 1_000


def see(person: Person) -> list[Mapping[str, Any]]:
    """Seats, groups and tasks, and what they signed there."""
    rows = (
        {gettext("What"): what, gettext("Since"): when, gettext("Estate"): where} for what, when, where in _told(person)
    )
    return list(islice(rows, MOST))


def _told(person: Person) -> Iterator[tuple[str, date, str]]:
    of_seat = gettext("{post} of owners’ committee no. {number}")
    for one in Member.objects.filter(person=person).select_related("estate__node", "committee"):
        post = gettext("alternate") if one.alternate else str(one.get_post_display())
        yield of_seat.format(post=post, number=one.committee.number), one.since, one.estate.node.name
    for group in GroupMember.objects.filter(person=person).select_related("estate__node"):
        yield gettext("in the group for an election"), group.since, group.estate.node.name
    for secretary in Secretary.objects.filter(person=person).select_related("estate__node"):
        yield gettext("secretary"), secretary.since, secretary.estate.node.name
    signed = Signature.objects.filter(member__person=person).select_related("estate__node", "resolution")
    for one_signed in signed.order_by("-at")[:MOST]:
        what = gettext("signed: {title}").format(title=one_signed.resolution.title)
        yield what, one_signed.at, one_signed.estate.node.name
    for asked in MeetingRequest.objects.filter(member__person=person).select_related("estate__node"):
        yield gettext("asked for a meeting"), asked.asked_on, asked.estate.node.name


OWN_DATA = PersonalData(
    "committee",
    gettext_lazy("Your part in the owners’ committee"),
    gettext_lazy(
        "Who sits in a committee is posted by law. Your name goes when you ask and your term is over; that the seat "
        "was taken, and what was decided, stays."
    ),
    None,
    see,
    forget_names,
    order=66,
)  # fmt: skip
