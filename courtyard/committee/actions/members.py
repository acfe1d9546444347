"""Members choose their posts, declare, leave; alternates move up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from courtyard.assembly.eligibility import ASKED, FAILED, PASSED, checks_of
from courtyard.assembly.models import Decision
from courtyard.assembly.permissions import owns_in
from courtyard.committee.actions.handover import begin_member_handover
from courtyard.committee.actions.seating import _file_change, _give_offices, _joining
from courtyard.committee.actions.steps import mark_step
from courtyard.committee.events.terms import (
    AlternateMovedUp,
    EligibilityDeclared,
    MemberLeft,
    PostChosen,
    PostsChosen,
)
from courtyard.committee.locks import lock_committee, lock_member
from courtyard.committee.models import REASON_MAX, Committee, Member, Resolution, Sitting
from courtyard.committee.permissions.terms import (
    may_choose_posts,
    may_declare,
    may_end_membership,
    may_move_up,
    may_resign,
    sits_in,
)
from courtyard.committee.queries import terms as queries
from courtyard.committee.steps import MEETING
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.people.models import CLERK, Person
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Committee.State
ELECTS = ("committee-election", "committee-by-election")
LEFT = sentence("A member left the committee")
MOVED = sentence("An alternate moved up")
POSTS = sentence("Chair or vice-chairs were chosen anew")
G = Member.Ground
GROUNDS = (G.SOLD, G.ABSENT, G.ELIGIBILITY, G.RECALLED, G.DIED)
"""What others end a membership for. Resigning is one's own; the end of a term comes by itself."""
BY_COMMITTEE = (G.ABSENT, G.ELIGIBILITY)
"""Grounds that are looked into: the committee decides on them by signatures; the sub-district may, too."""


class NoMeetingYet(Refusal):
    says = sentence(
        "Chair and vice-chairs are chosen at a meeting to which more than half of all members came (Guiding rules, art "
        "32). Call the committee together and write down who came; then choose."
    )


class NotSitting(BadInput):
    says = sentence("Only a member who sits today can have a post.")
    field = "chair"


class ChairAndVice(BadInput):
    says = sentence("The chair cannot be a vice-chair, too.")
    field = "vices"


class LeftAlready(Refusal):
    says = sentence("This person has left the committee already.")


class NoWords(BadInput):
    says = sentence("Say it in at most {most} characters.")
    field = "words"


class BadDay(BadInput):
    says = sentence("Choose a day from the beginning of the membership until today.")
    field = "on"


class NoGround(BadInput):
    says = sentence("Choose why the membership ends.")
    field = "ground"


class NotHalfAbsent(BadInput):
    says = sentence(
        "{name} missed {missed} of {held} meetings in {year}. A membership ends for absence from half of a year’s "
        "meetings or more (Shanghai’s property regulation, art 31)."
    )
    field = "ground"


class StillOwns(BadInput):
    says = sentence("The register says that {name} still owns a home here. Put the register right first.")
    field = "ground"


class NeedsResolution(BadInput):
    says = sentence(
        "The other members decide this together: more than half of all members sign (Shanghai’s property regulation, "
        "art 26). Put it to a meeting, and choose that decision here."
    )
    field = "resolution"


class NeedsDecision(BadInput):
    says = sentence(
        "Members are replaced by the owners’ assembly alone (Civil Code, art 278). Choose its decision here."
    )
    field = "decision"


class NoEmptySeat(Refusal):
    says = sentence("Every seat is taken. An alternate moves up when a member leaves.")


class NoAlternate(Refusal):
    says = sentence("Nobody is left among the alternates. The seat is filled by a by-election.")


class NotInOffice(Refusal):
    says = sentence("This committee is not in office.")


class NotChecked(BadInput):
    says = sentence("Say of each condition whether you meet it.")
    field = "checks"


@dataclass(frozen=True, kw_only=True)
class Ending:
    """Why somebody's membership ends, from which day on, and by which decision of the committee or the owners."""

    ground: str
    words: str
    on: date
    resolution: UUID | None = None
    decision: UUID | None = None


@deed
def choose_posts(
    committee_id: UUID, *, chair: UUID, vices: Collection[UUID] = (), by: Person, at: datetime
) -> Committee:
    """One chair, and vice-chairs, of those who sit; at the first meeting, and anew at any later one."""
    committee = lock_committee(committee_id)
    require(may_choose_posts, by, committee, at)
    held = Sitting.objects.filter(committee=committee, held_on__isnull=False).order_by("held_on", "pk")
    quorate = [one for one in held if one.attended * 2 > one.seats]
    if not quorate:
        raise NoMeetingYet
    sitting = {one.pk: one for one in committee.members.sitting()}
    if chair not in sitting or not set(vices) <= set(sitting):
        raise NotSitting
    if chair in vices:
        raise ChairAndVice
    wanted = dict.fromkeys(vices, Member.Post.VICE) | {chair: Member.Post.CHAIR}
    if {pk: one.post for pk, one in sitting.items()} == {pk: wanted.get(pk, Member.Post.MEMBER) for pk in sitting}:
        return committee
    anew = any(one.post == Member.Post.CHAIR for one in sitting.values())
    committee.members.sitting().update(post=Member.Post.MEMBER)
    committee.members.filter(pk__in=vices).update(post=Member.Post.VICE)
    committee.members.filter(pk=chair).update(post=Member.Post.CHAIR)
    on = queries.day_of(committee.estate, at)
    event = PostsChosen(vices=len(wanted) - 1, on=on)
    record(event, node=committee.estate_id, about=committee.pk, by=by, at=at)
    for pk, post in wanted.items():
        _say_post(sitting[pk], post, on, by, at)
    if anew and committee.filed_on is not None:
        _file_change(committee, POSTS, new_id(), on, at=at)
    if committee.formation_id is not None:
        mark_step(committee.formation_id, MEETING, on=on, by=CLERK, at=at)
    return committee


def _say_post(member: Member, post: str, on: date, by: Person, at: datetime) -> None:
    event = PostChosen(member=member.pk, post=post, on=on, name=member.name)
    record(event, node=member.estate_id, about=member.committee_id, by=by, at=at, whom=member.person_id)


@deed
def resign(member_id: UUID, *, words: str, by: Person, at: datetime) -> Member:
    """Somebody lays down their own seat, in writing. Nobody is kept in it."""
    member = lock_member(member_id)
    require(may_resign, by, member, at)
    if member.until is not None:
        return member
    if not words.strip() or len(words) > REASON_MAX:
        raise NoWords(most=REASON_MAX)
    on = queries.day_of(member.committee.estate, at)
    _leave(member, Ending(ground=G.RESIGNED, words=words, on=on), at)
    record(_left(member), node=member.estate_id, about=member.committee_id, by=by, at=at, whom=member.person_id)
    return member


@deed
def end_membership(member_id: UUID, ending: Ending, *, by: Person, at: datetime) -> Member:
    """Somebody is a member no longer, on one of the law's grounds; what the ground rests on is looked at."""
    member = lock_member(member_id)
    require(may_end_membership, by, member, at)
    if member.until is not None:
        return member
    if not ending.words.strip() or len(ending.words) > REASON_MAX:
        raise NoWords(most=REASON_MAX)
    if not member.since <= ending.on <= queries.day_of(member.committee.estate, at):
        raise BadDay
    _check_ground(member, ending, by, at)
    _leave(member, ending, at)
    event = _left(member, ending.resolution, ending.decision)
    record(event, node=member.estate_id, about=member.committee_id, by=by, at=at, whom=member.person_id)
    return member


def _check_ground(member: Member, ending: Ending, by: Person, at: datetime) -> None:
    if ending.ground not in GROUNDS:
        raise NoGround
    if ending.ground == G.ABSENT:
        _require_half_absent(member, ending.on)
    if ending.ground == G.SOLD and owns_in(member.person, member.committee.estate, at):
        raise StillOwns(name=member.name)
    if ending.ground == G.RECALLED:
        carried = Decision.objects.filter(estate=member.estate_id, carried=True, matter__in=ELECTS)
        if ending.decision is None or not carried.filter(pk=ending.decision).exists():
            raise NeedsDecision
    if ending.ground in BY_COMMITTEE and sits_in(by, member.committee, at):
        own = Resolution.objects.filter(committee=member.committee_id, state__in=Resolution.DECIDED)
        if ending.resolution is None or not own.filter(pk=ending.resolution).exists():
            raise NeedsResolution


def _require_half_absent(member: Member, on: date) -> None:
    """In the year of the day, or in the one before it."""
    for year in (on.year, on.year - 1):
        theirs = next((one for one in queries.attendance_of(member.committee, year) if one.member == member), None)
        if theirs is not None and theirs.half_missed(on):
            return
    theirs = next(one for one in queries.attendance_of(member.committee, on.year) if one.member == member)
    raise NotHalfAbsent(name=member.name, missed=theirs.missed, held=theirs.held, year=on.year)


def _leave(member: Member, ending: Ending, at: datetime) -> None:
    """The seat is empty from that day on: the office goes with it, the change is filed, things are handed over."""
    committee = member.committee
    member.until, member.ground, member.ended_words = ending.on, str(ending.ground), ending.words.strip()
    member.save(update_fields=["until", "ground", "ended_words"])
    if member.alternate or committee.state != S.IN_OFFICE:
        return
    _give_offices(committee, ending.on, at=at)
    _file_change(committee, LEFT, member.pk, ending.on, at=at)
    begin_member_handover(member, on=ending.on, by=CLERK, at=at)


def _left(member: Member, resolution: UUID | None = None, decision: UUID | None = None) -> MemberLeft:
    assert member.until is not None, "whoever left left on a day"
    return MemberLeft(
        member=member.pk, ground=member.ground, on=member.until, had_seat=not member.alternate, resolution=resolution,
        decision=decision, name=member.name, words=member.ended_words,
    )  # fmt: skip


@deed
def move_up(committee_id: UUID, *, by: Person, at: datetime) -> Member:
    """The alternate with the most votes takes an empty seat. Whoever owns nothing here any more is passed over, and
    waits no longer."""
    committee = lock_committee(committee_id)
    require(may_move_up, by, committee, at)
    if committee.state != S.IN_OFFICE:
        raise NotInOffice
    if not queries.vacancies(committee):
        raise NoEmptySeat
    on = queries.day_of(committee.estate, at)
    member = _next_alternate(committee, on, by, at)
    member.alternate, member.since = False, on
    member.save(update_fields=["alternate", "since"])
    _give_offices(committee, on, at=at)
    _file_change(committee, MOVED, _joining(member), on, at=at)
    event = AlternateMovedUp(member=member.pk, rank=member.rank, on=on, name=member.name)
    record(event, node=committee.estate_id, about=committee.pk, by=by, at=at, whom=member.person_id)
    return member


def _next_alternate(committee: Committee, on: date, by: Person, at: datetime) -> Member:
    for member in committee.members.waiting().select_related("person"):
        if owns_in(member.person, committee.estate, at):
            return member
        member.until, member.ground = max(on, member.since), G.SOLD.value
        member.save(update_fields=["until", "ground"])
        record(_left(member), node=committee.estate_id, about=committee.pk, by=by, at=at, whom=member.person_id)
    raise NoAlternate


@deed
def declare(member_id: UUID, *, checks: Mapping[str, bool], by: Person, at: datetime) -> Member:
    """A member says of each condition whether they meet it; what the register knows is looked up. Said again, it is
    said anew: what changed since counts."""
    member = lock_member(member_id)
    require(may_declare, by, member, at)
    if member.until is not None:
        raise LeftAlready
    known = checks_of(member.person, member.committee.estate, at)
    asked = {key: PASSED if checks[key] else FAILED for key in ASKED if key not in known and key in checks}
    if set(known) | set(asked) != set(ASKED):
        raise NotChecked
    member.checks, member.declared_at = known | asked, at
    member.save(update_fields=["checks", "declared_at"])
    event = EligibilityDeclared(member=member.pk, checks=member.checks, name=member.name)
    record(event, node=member.estate_id, about=member.committee_id, by=by, at=at, whom=member.person_id)
    return member
