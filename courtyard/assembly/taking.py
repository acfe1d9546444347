"""How a ballot comes in: whether it may, what it says, and which of a head's stands. Nothing here is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import prefetch_related_objects

from courtyard.assembly import codes, keys
from courtyard.assembly.models import Assembly, Ballot, Head, Motion, Proxy, Vote
from courtyard.assembly.opening import answers_in
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.clock import database_now

C, S, D = Ballot.Channel, Ballot.State, Assembly.Duplicates
Choices = Mapping[str, Any]
"""{motion's id: “for”, “against” or “abstain”}; of an election a list of candidates' numbers."""
ANSWERS = ("for", "against", "abstain")


class NotOpenYet(Refusal):
    says = sentence("Ballots are taken from {opens_at}.")


class Closed(Refusal):
    says = sentence("This vote closed at {closes_at}. No ballot is taken any more.")


class Voted(Refusal):
    """The estate's rules let the first ballot stand."""

    says = sentence("A ballot of this home is in already. By the rules of this vote the first one counts.")


class BetterIsIn(Refusal):
    says = sentence(
        "A ballot of this home is in already, by a way that goes before this one in the rules of this vote."
    )


class NotAnswered(BadInput):
    says = sentence("Answer each question: for, against, or abstain.")


class TooManyChosen(BadInput):
    says = sentence("Choose at most {seats} candidates.")


class NoSuchCandidate(BadInput):
    says = sentence("One of those chosen is not on the list.")


@dataclass(frozen=True, slots=True)
class Draft:
    """How a ballot came in. `form`, made with the empty form, makes one form one ballot."""

    channel: str
    by: Person
    at: datetime
    proxy: Proxy | None = None
    form: UUID | None = None


def require_open(one: Assembly) -> None:
    """By the database's clock, while the vote is held."""
    require_open_at(one, database_now())


def require_open_at(one: Assembly, now: datetime) -> None:
    """Whether ballots are taken at this time, or why not. A page asks by its own clock, a deed by the database's."""
    if one.state == Assembly.State.FROZEN and now < one.opens_at:
        raise NotOpenYet(opens_at=one.opens_at)
    if not one.is_open(now):
        raise Closed(closes_at=one.closes_at)


def motions_of(one: Assembly) -> list[Motion]:
    """The motions in their order; candidates are read only where somebody is elected."""
    motions = list(one.motions.all())
    if any(motion.is_election for motion in motions):
        prefetch_related_objects(motions, "candidates")
    return motions


def ballot_of(one: Assembly, head: Head, turn: int, draft: Draft) -> Ballot:
    return Ballot(
        id=draft.form or uuid4(), estate_id=one.estate_id, assembly=one, head=head, channel=draft.channel, turn=turn,
        receipt=codes.receipt(), by=draft.by, proxy=draft.proxy, received_at=draft.at,
    )  # fmt: skip


def put_in(one: Assembly, ballot: Ballot, told: Mapping[str, Any]) -> None:
    """What was chosen: readable in a named vote, sealed under the vote's key in a confidential one."""
    if one.is_confidential:
        ballot.sealed = keys.read(one.pk).seal(ballot.pk, told)
    else:
        ballot.choices = dict(told)


def checked(motions: Sequence[Motion], choices: Choices, *, blank: bool = False) -> dict[str, Any]:
    """Every motion answered, candidates on the list and not too many. On paper one may be left `blank`."""
    if not set(choices) <= {str(motion.pk) for motion in motions}:
        raise NotThere
    told: dict[str, Any] = {}
    for motion in motions:
        choice = choices.get(str(motion.pk))
        if motion.is_election:
            told[str(motion.pk)] = _chosen(motion, choice, blank=blank)
        elif choice in ANSWERS:
            told[str(motion.pk)] = choice
        elif not blank or choice:
            raise NotAnswered
    return told


def _chosen(motion: Motion, choice: Any, *, blank: bool) -> list[int]:
    if not isinstance(choice, list | tuple) and not (blank and choice is None):
        raise NotAnswered
    listed = {one.number for one in motion.candidates.all() if one.number and one.state == "accepted"}
    numbers = sorted(set(choice or ()))
    if not set(numbers) <= listed:
        raise NoSuchCandidate
    if len(numbers) > motion.seats:
        raise TooManyChosen(seats=motion.seats)
    return numbers


def refuse_second(one: Assembly, before: Sequence[Ballot], channel: str) -> None:
    """Where a second ballot could not stand, whoever brings it is told at once."""
    standing = next((ballot for ballot in before if ballot.state in (S.STANDS, S.PENDING)), None)
    if standing is None:
        return
    mine, theirs = rank(one, channel), rank(one, standing.channel)
    if mine > theirs:
        raise BetterIsIn
    if one.duplicates == D.FIRST and (mine == theirs or one.is_confidential):
        raise Voted
    if one.duplicates == D.NONE and mine == theirs and channel != C.PAPER:
        raise Voted


def rank(one: Assembly, channel: str) -> int:
    """The channel's place in the estate's order; what it does not name comes last. Nothing named, all are one.

    In a confidential vote paper goes before everything: once its slip lies in the box nobody can find it there again.
    """
    if one.is_confidential and channel == C.PAPER:
        return -1
    order = one.channels()
    return order.index(channel) if channel in order else len(order)


def standing_of(one: Assembly, valid: Sequence[Ballot]) -> Ballot | None:
    """Of those by the first channel: the last, the first, or none of several."""
    first = min((rank(one, ballot.channel) for ballot in valid), default=0)
    there = sorted((b for b in valid if rank(one, b.channel) == first), key=lambda ballot: ballot.turn)
    if not there:
        return None
    if len(there) == 1 or one.duplicates == D.FIRST:
        return there[0]
    return there[-1] if one.duplicates == D.LAST else None


def votes_of(ballot: Ballot, head: Head, motions: Sequence[Motion]) -> list[Vote]:
    """A row for each answer; a motion left blank on paper is an invalid answer to it."""
    told = ballot.choices or {}
    every = ((motion, choice) for motion in motions for choice in answers_in(motion, told.get(str(motion.pk))))
    return [
        Vote(
            estate_id=ballot.estate_id, motion=motion, ballot=ballot, head=head, choice=choice, area_cm2=head.area_cm2,
            building_id=head.building_id,
        )
        for motion, choice in every
    ]  # fmt: skip
