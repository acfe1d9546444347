"""A committee is elected, takes office, ends with the next one; or its election is set aside."""

from datetime import date, datetime
from uuid import UUID

from courtyard.assembly.models import Assembly, Candidate, Decision, Motion
from courtyard.assembly.results import lawful
from courtyard.committee.actions.filing import open_election_filing, withdraw_filing
from courtyard.committee.actions.formation import mark_elected, mark_in_office, mark_set_aside
from courtyard.committee.actions.seating import (
    _end_all,
    _file_change,
    _give_offices,
    _joining,
    _line_up,
    _seat,
)
from courtyard.committee.events.terms import (
    CommitteeElected,
    CommitteeEnded,
    CommitteeTookOffice,
    ElectionSetAside,
    SeatsFilled,
)
from courtyard.committee.locks import lock_committee
from courtyard.committee.models import Committee, Formation, Member
from courtyard.committee.permissions.terms import may_elect, may_set_aside, may_take_office
from courtyard.committee.queries import terms as queries
from courtyard.committee.seats import require_seats
from courtyard.core.errors import NotThere, Refusal, sentence
from courtyard.people.models import Person
from courtyard.places.locks import lock_estate
from courtyard.trail.deeds import deed, record, require

S = Committee.State
ELECTION, BY_ELECTION = "committee-election", "committee-by-election"
BY_ELECTED = sentence("A member was elected to an empty seat")


class NoElection(Refusal):
    says = sentence("Nobody is elected by this motion.")


class NotPublished(Refusal):
    says = sentence("The result of this election is not published yet.")


class NotInForce(Refusal):
    says = sentence("This takes effect once the election is in force, after the time for objections.")


class WasSetAside(Refusal):
    says = sentence("This election was set aside after an objection. It has to be held anew.")


class TooFewElected(Refusal):
    says = sentence(
        "{filled} of {seats} seats are filled. More than half are needed for a committee to begin (Shanghai’s property "
        "regulation, art 32): the election is held anew."
    )


class ElectedAlready(Refusal):
    says = sentence("Another committee is elected here already and has not taken office yet.")


class NobodySits(Refusal):
    says = sentence("No committee is in office here whose empty seats could be filled.")


@deed
def elect(motion_id: UUID, *, by: Person, at: datetime) -> Committee:
    """What an election came to: a committee that waits to take office, or seats of the one in office that are filled.

    A committee begins with more than half of its seats; the others are filled by a by-election (上海 art 32). A
    by-election takes effect at once, so it waits until it is in force. Told twice, it is the same.
    """
    motion = Motion.objects.select_related("assembly__estate__node").filter(pk=motion_id).first()
    if motion is None:
        raise NotThere
    require(may_elect, by, motion, at)
    if motion.matter not in (ELECTION, BY_ELECTION):
        raise NoElection
    if motion.assembly.state not in Assembly.PUBLISHED:
        raise NotPublished
    lock_estate(motion.assembly.estate_id)
    if motion.matter == BY_ELECTION:
        return _fill_seats(motion, by, at)
    before = Committee.objects.filter(motion=motion.pk).first()
    if before is not None:
        return before
    chosen, alternates = _counted(motion)
    _require_lawful(motion, len(chosen))
    committee = _elected(motion, by, at)
    event = CommitteeElected(
        number=committee.number, seats=committee.seats, filled=len(chosen), alternates=len(alternates),
        elected_on=committee.elected_on, ends_on=committee.ends_on, motion=motion.pk,
    )  # fmt: skip
    record(event, node=committee.estate_id, about=committee.pk, by=by, at=at)
    _seat(committee, chosen, committee.elected_on, by=by, at=at)
    _line_up(committee, alternates, committee.elected_on, by=by, at=at)
    open_election_filing(committee, by=by, at=at)
    formation = committee.formation
    if formation is not None and formation.state != Formation.State.DUE:
        mark_elected(formation, on=committee.elected_on, assembly=motion.assembly_id, by=by, at=at)
    return committee


def _elected(motion: Motion, by: Person, at: datetime) -> Committee:
    estate = motion.assembly.estate
    if Committee.objects.filter(estate=estate, state=S.ELECTED).exists():
        raise ElectedAlready
    on = queries.day_of(estate, motion.assembly.certified_at or at)
    formation = Formation.objects.filter(estate=estate, state__in=Formation.RUNNING).first()
    years = formation.term_years if formation and formation.term_years else queries.term_law(estate).most
    return Committee.objects.create(
        estate=estate, number=queries.next_number(estate), seats=motion.seats, elected_on=on, starts_on=on,
        ends_on=queries.ends_after(on, years), motion=motion.pk, formation=formation, entered_at=at, entered_by=by,
    )  # fmt: skip


def _counted(motion: Motion) -> tuple[list[Candidate], list[Candidate]]:
    """The elected and their alternates, the most votes first, by the count that decides."""
    result = lawful(motion.assembly, motion)
    by_number = {one.number: one for one in motion.candidates.select_related("person") if one.number}
    elected, alternates = ([by_number[int(n)] for n in result.get(which, ())] for which in ("elected", "alternates"))
    return elected, alternates


def _require_lawful(motion: Motion, filled: int) -> None:
    require_seats(motion.seats, motion.assembly.estate)
    if filled * 2 <= motion.seats:
        raise TooFewElected(filled=filled, seats=motion.seats)


def _fill_seats(motion: Motion, by: Person, at: datetime) -> Committee:
    """Empty seats go to those with the most votes; whoever was seated by this election before is left alone."""
    decision = _in_force(motion.pk)
    committee = queries.in_office(motion.assembly.estate)
    if committee is None:
        raise NobodySits
    since = decision.in_force_on
    seated = set(committee.members.filter(since__gte=since).values_list("person", flat=True))
    sits = set(committee.members.sitting().values_list("person", flat=True))
    chosen, alternates = _counted(motion)
    empty = queries.vacancies(committee)
    filling = [one for one in chosen if one.person_id not in seated | sits][:empty]
    if not filling:
        return committee
    event = SeatsFilled(filled=len(filling), empty=empty, motion=motion.pk)
    record(event, node=committee.estate_id, about=committee.pk, by=by, at=at)
    members = _seat(committee, filling, since, by=by, at=at)
    _line_up(committee, alternates, since, by=by, at=at)
    _give_offices(committee, since, at=at)
    for member in members:
        _file_change(committee, BY_ELECTED, _joining(member), since, at=at)
    return committee


def _in_force(motion_id: UUID | None) -> Decision:
    """The decision of an election, in force and not set aside; also of one that left seats open."""
    decision = Decision.objects.filter(motion=motion_id).first()
    if decision is None:
        raise NotInForce
    if decision.set_aside:
        raise WasSetAside
    return decision


@deed
def take_office(committee_id: UUID, *, by: Person, at: datetime) -> Committee:
    """The election is in force: the old committee ends, its members' offices with it, and the new one sits."""
    committee = lock_committee(committee_id)
    require(may_take_office, by, committee, at)
    if committee.state == S.IN_OFFICE:
        return committee
    committee.move_to(S.IN_OFFICE)
    on = _in_force(committee.motion).in_force_on
    old = Committee.objects.filter(estate=committee.estate_id, state=S.IN_OFFICE).first()
    if old is not None:
        _end(old, on, by, at)
    committee.save(update_fields=["state"])
    record(
        CommitteeTookOffice(number=committee.number, on=on), node=committee.estate_id, about=committee.pk, by=by, at=at
    )
    _give_offices(committee, on, at=at)
    if committee.formation is not None:
        mark_in_office(committee.formation, by=by, at=at)
    return committee


def _end(old: Committee, on: date, by: Person, at: datetime) -> None:
    """Its term is over because the next one sits. Offices are settled by who sits in the next one."""
    old.move_to(S.ENDED)
    old.ended_on, old.ended_why = on, Member.Ground.TERM.value
    old.save(update_fields=["state", "ended_on", "ended_why"])
    _end_all(old, Member.Ground.TERM, on)
    record(CommitteeEnded(number=old.number, on=on), node=old.estate_id, about=old.pk, by=by, at=at)


@deed
def set_aside(committee_id: UUID, *, by: Person, at: datetime) -> Committee:
    """An objection to the election was upheld: this committee never was one."""
    committee = lock_committee(committee_id)
    require(may_set_aside, by, committee, at)
    if committee.state == S.SET_ASIDE:
        return committee
    committee.move_to(S.SET_ASIDE)
    decision = Decision.objects.filter(motion=committee.motion).first()
    if decision is None or not decision.set_aside:
        raise NotInForce
    committee.save(update_fields=["state"])
    _end_all(committee, Member.Ground.SET_ASIDE, decision.in_force_on)
    event = ElectionSetAside(number=committee.number, motion=decision.motion_id)
    record(event, node=committee.estate_id, about=committee.pk, by=by, at=at)
    withdraw_filing(committee, by=by, at=at)
    if committee.formation is not None:
        mark_set_aside(committee.formation, by=by, at=at)
    return committee
