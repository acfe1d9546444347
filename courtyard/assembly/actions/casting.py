"""A ballot is cast: on the phone, at the door, for somebody else by mandate. One of a head stands.

Casting holds the vote together with others who cast and compares the database's time; closing it holds it alone: a
ballot is wholly in, or wholly refused.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from courtyard.assembly.events import BallotReceived, BallotRejected
from courtyard.assembly.locks import share_of
from courtyard.assembly.models import Assembly, Ballot, Head, Motion, Proxy, Vote
from courtyard.assembly.permissions import may_cast, may_cast_as_proxy, may_take_at_door
from courtyard.assembly.taking import (
    Choices,
    Draft,
    ballot_of,
    checked,
    motions_of,
    put_in,
    refuse_second,
    require_open_at,
    standing_of,
    votes_of,
)
from courtyard.core.errors import NotThere
from courtyard.people.models import Person
from courtyard.trail.clock import database_now
from courtyard.trail.deeds import deed, record, require

C, S, D = Ballot.Channel, Ballot.State, Assembly.Duplicates
STANDING = (S.STANDS, S.REPLACED, S.REJECTED)


@deed
def cast(head_id: UUID, choices: Choices, *, form: UUID | None = None, by: Person, at: datetime) -> Ballot:
    """An owner votes on the phone. Cast again, what the rules say counts; what was replaced is kept nowhere."""
    one, head = _enter(head_id)
    require(may_cast, by, head, at)
    ballot, fresh = _take(one, head, choices, Draft(C.PHONE, by, at, form=form))
    if fresh:
        record(_received(ballot), node=one.estate_id, about=one.pk, by=by, at=at)
    return ballot


@deed
def take_at_door(head_id: UUID, choices: Choices, *, form: UUID | None = None, by: Person, at: datetime) -> Ballot:
    """A canvasser's tablet at the door: the owner says it, and confirms it on the screen."""
    one, head = _enter(head_id)
    require(may_take_at_door, by, one, at)
    ballot, fresh = _take(one, head, choices, Draft(C.VISIT, by, at, form=form))
    if fresh:
        record(_received(ballot), node=one.estate_id, about=one.pk, by=by, at=at)
    return ballot


@deed
def cast_as_proxy(proxy_id: UUID, choices: Choices, *, form: UUID | None = None, by: Person, at: datetime) -> Ballot:
    """An agent casts what the owner told them (上海市住宅物业管理规定 art 18)."""
    proxy = Proxy.objects.filter(pk=proxy_id).first()
    if proxy is None:
        raise NotThere
    one, head = _enter(proxy.head_id)
    proxy = Proxy.objects.select_for_update(of=("self",), no_key=True).get(pk=proxy_id)
    require(may_cast_as_proxy, by, proxy, at)
    ballot, fresh = _take(one, head, choices, Draft(C.PROXY, by, at, proxy, form))
    if fresh:
        record(_received(ballot), node=one.estate_id, about=one.pk, by=by, at=at)
    return ballot


def _enter(head_id: UUID) -> tuple[Assembly, Head]:
    """The vote, shared, and the head, alone: its ballots come one after another. Raises NotOpenYet, Closed."""
    share_of(head_id)
    time = database_now()
    heads = Head.objects.select_for_update(of=("self",), no_key=True).select_related("assembly__estate__node")
    head = heads.filter(pk=head_id).order_by().first()
    if head is None:
        raise NotThere
    require_open_at(head.assembly, time)
    return head.assembly, head


def _take(one: Assembly, head: Head, choices: Choices, draft: Draft) -> tuple[Ballot, bool]:
    """The ballot of this form, and whether it is new."""
    before = list(Ballot.objects.filter(head=head).order_by("turn"))
    sent = next((ballot for ballot in before if ballot.pk == draft.form), None)
    if sent is not None:
        return sent, False
    motions = motions_of(one)
    told = checked(motions, choices)
    refuse_second(one, before, draft.channel)
    ballot = ballot_of(one, head, len(before) + 1, draft)
    put_in(one, ballot, told)
    ballot.state = S.REPLACED if before else S.STANDS
    ballot.save(force_insert=True)
    if before:
        _settle(one, head, [*before, ballot], motions, by=draft.by, at=draft.at)
    elif not one.is_confidential:
        Vote.objects.bulk_create(votes_of(ballot, head, motions))
    return ballot, True


def _received(ballot: Ballot) -> BallotReceived:
    return BallotReceived(head=ballot.head_id, channel=ballot.channel, turn=ballot.turn)


def _settle(
    one: Assembly, head: Head, ballots: Sequence[Ballot], motions: Sequence[Motion], *, by: Person, at: datetime
) -> None:
    """Which of a head's ballots stands, by the rules fixed before the vote; the others give way.

    Called with the head locked. What a ballot chose that does not stand is forgotten: nothing brings it back.
    """
    valid = [ballot for ballot in ballots if ballot.state in STANDING]
    stands = standing_of(one, valid)
    for ballot in valid:
        if ballot is not stands:
            ballot.state, ballot.choices, ballot.sealed = (S.REPLACED if stands else S.REJECTED), None, None
            ballot.save(update_fields=["state", "choices", "sealed"])
    Vote.objects.filter(head=head).delete()
    if stands is None:
        if valid:
            record(BallotRejected(head=head.pk), node=one.estate_id, about=one.pk, by=by, at=at)
        return
    stands.state = S.STANDS
    stands.save(update_fields=["state"])
    if not one.is_confidential:
        Vote.objects.bulk_create(votes_of(stands, head, motions))
