"""Somebody's name goes from committees and groups that are over; that the seat was taken stays."""

from datetime import datetime

from courtyard.committee.events.names import NamesForgotten
from courtyard.committee.models import (
    Committee,
    Conflict,
    Formation,
    GroupMember,
    HandoverItem,
    Member,
    SealUse,
    Secretary,
)
from courtyard.committee.permissions.names import may_forget_names
from courtyard.people.models import ERASED_NAME, Person
from courtyard.people.queries import chain_of
from courtyard.trail.deeds import deed, record, require


@deed
def forget_names(whose: Person, *, by: Person, at: datetime) -> int:
    """Returns in how many rows it stood. Whoever sits keeps their name as long as they sit: it is posted by law."""
    require(may_forget_names, by, whose, at)
    members = Member.objects.filter(person=whose).exclude(committee__state__in=Committee.LIVING, until__isnull=True)
    groups = GroupMember.objects.filter(person=whose).exclude(formation__state__in=Formation.RUNNING)
    count = members.exclude(name=ERASED_NAME).update(name=ERASED_NAME, ended_words="")
    count += groups.exclude(name=ERASED_NAME).update(name=ERASED_NAME)
    count += Secretary.objects.filter(person=whose, until__isnull=False).update(name=ERASED_NAME)
    count += Conflict.objects.filter(member__in=members).update(name=ERASED_NAME, words=ERASED_NAME)
    count += SealUse.objects.filter(by=whose, seal__committee__state=Committee.State.ENDED).update(
        keeper_name=ERASED_NAME
    )
    done = HandoverItem.objects.filter(handover__state="done")
    count += done.filter(given_by=whose).update(given_name=ERASED_NAME)
    count += done.filter(received_by=whose).update(received_name=ERASED_NAME)
    if count:
        record(NamesForgotten(rows=count), node=chain_of(whose), about=whose.pk, by=by, at=at, whom=whose.pk)
    return count
