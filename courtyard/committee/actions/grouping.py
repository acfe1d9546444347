"""What forming and dissolving a group does to rows of others: offices of its members. Runs inside a deed."""

from datetime import datetime

from courtyard.committee import rules
from courtyard.committee.models import Formation, GroupMember
from courtyard.people.actions.offices import appoint, end_office
from courtyard.people.models import CLERK, Office


def _give_office(member: GroupMember, at: datetime) -> None:
    """Whoever has an account acts for the group from now on."""
    if member.person is None:
        return
    estate = member.formation.estate
    held = Office.objects.filter(node=estate.node, person=member.person, kind=Office.Kind.GROUP, until__isnull=True)
    if not held.exists():
        appoint(estate.pk, member.person, by=CLERK, at=at, kind=Office.Kind.GROUP, since=rules.today_in(estate, at))


def _take_office(member: GroupMember, at: datetime) -> None:
    estate = member.formation.estate
    held = Office.objects.filter(node=estate.node, person=member.person_id, kind=Office.Kind.GROUP, until__isnull=True)
    for office in held:
        end_office(office.pk, by=CLERK, at=at, until=max(rules.today_in(estate, at), office.since))


def _leave_group(formation: Formation, *, at: datetime) -> None:
    """The group is no more: its members' offices end with it."""
    for member in formation.group.filter(until__isnull=True).select_related("person"):
        member.formation = formation
        _take_office(member, at)
