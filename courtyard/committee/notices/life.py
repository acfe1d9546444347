"""Who hears of the committee: members whose signature is asked for, and the residents' committee that is invited and
told."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.committee.events.meetings import ResidentsInvited, ResolutionPosted, ResolutionPut
from courtyard.committee.events.terms import AlternateMovedUp, MemberSeated
from courtyard.committee.models import Committee, Member, Resolution
from courtyard.committee.permissions.resolutions import TOLD
from courtyard.committee.queries.resolutions import address_of
from courtyard.core.errors import sentence
from courtyard.meetings.models import Meeting
from courtyard.meetings.queries import address_of as meeting_address
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Office
from courtyard.places.models import Estate
from courtyard.trail.models import Line

INVITED, POSTED, TO_SIGN, SEATED = (
    "committee.notice_invited", "committee.notice_posted", "committee.notice_to_sign", "committee.notice_seated",
)  # fmt: skip
KINDS = (
    NoticeKind(
        INVITED, _("Meetings of the owners’ committee to which my committee is invited"),
        sentence("The owners’ committee of {place} invites you to its meeting: {where}, {starts_at}."), order=36,
    ),
    NoticeKind(
        POSTED, _("Decisions of the owners’ committee"),
        sentence("The owners’ committee of {place} decided: {title}"), order=37,
    ),
    NoticeKind(
        TO_SIGN, _("Decisions of my committee for me to sign"),
        sentence("A decision of the owners’ committee waits for your signature: {title}"), order=38,
    ),
    NoticeKind(
        SEATED, _("My seat in the owners’ committee"),
        sentence("You have a seat in the owners’ committee of {place}, from {seat_on} on."), order=39,
    ),
)  # fmt: skip
INVITES, POSTS, PUTS = ResidentsInvited.NAME, ResolutionPosted.NAME, ResolutionPut.NAME
SEATS = frozenset({MemberSeated.NAME, AlternateMovedUp.NAME})
EVENTS = SEATS | {INVITES, POSTS, PUTS}


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    if line.kind in SEATS:
        return _of_seat(line)
    if line.kind == INVITES:
        meeting = Meeting.objects.select_related("estate__node").filter(pk=line.about).first()
        return _of_meeting(line, meeting, at) if meeting else ()
    one = Resolution.objects.select_related("estate__node", "committee").filter(pk=line.about).first()
    return _of_resolution(line, one, at) if one else ()


def _of_meeting(line: Line, meeting: Meeting, at: datetime) -> Iterator[Tell]:
    fields: dict[str, str | int] = {
        "place": meeting.estate.node.name, "where": meeting.place, "starts_at": meeting.starts_at.isoformat()
    }  # fmt: skip
    for to in _residents_committee(meeting.estate, at):
        yield Tell(INVITED, to, fields, meeting.estate_id, meeting.pk, meeting_address(meeting))


def _of_resolution(line: Line, one: Resolution, at: datetime) -> Iterator[Tell]:
    fields: dict[str, str | int] = {"place": one.estate.node.name, "title": one.title}
    if line.kind == POSTS:
        for to in _residents_committee(one.estate, at):
            yield Tell(POSTED, to, fields, one.estate_id, one.pk, address_of(one))
    elif one.state == Resolution.State.DRAFT:
        members = Member.objects.sitting().filter(committee=one.committee_id).exclude(person=line.by)
        for to in members.order_by("rank", "id").values_list("person", flat=True):
            yield Tell(TO_SIGN, to, fields, one.estate_id, one.pk, address_of(one))


def _of_seat(line: Line) -> Iterator[Tell]:
    committee = Committee.objects.select_related("estate__node").filter(pk=line.about).first()
    if committee is None or line.whom is None or line.whom == line.by:
        return
    node = committee.estate.node
    link = reverse("committee:committee", args=[node.code])
    fields: dict[str, str | int] = {"place": node.name, "seat_on": str(line.fields["on"])}
    yield Tell(SEATED, line.whom, fields, committee.estate_id, committee.pk, link)


def _residents_committee(estate: Estate, at: datetime) -> Iterable[UUID]:
    held = Office.objects.on(localdate(at)).reaching(estate.node).filter(kind__in=TOLD)
    return list(held.values_list("person", flat=True).distinct())


TELLER = Teller("committee", EVENTS, hear)
