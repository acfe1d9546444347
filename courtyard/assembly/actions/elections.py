"""Candidates: proposed, agreed, looked at under the rules, put in an order that anyone can draw again."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from courtyard.assembly.eligibility import ASKED, FAILED, PASSED, checks_of
from courtyard.assembly.events import (
    CandidateAccepted,
    CandidateConsented,
    CandidateNominated,
    CandidateRefused,
    CandidatesOrdered,
    CandidateWithdrawn,
)
from courtyard.assembly.locks import in_state, lock, lock_motion
from courtyard.assembly.lots import place
from courtyard.assembly.models import NAME_MAX, REASON_MAX, Assembly, Candidate, Motion
from courtyard.assembly.permissions import (
    may_accept_candidate,
    may_consent,
    may_nominate,
    may_order_candidates,
    may_refuse_candidate,
    may_withdraw_candidate,
)
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.models import Chain

S = Candidate.State
CANDIDATES_MAX = 60


class NoElection(Refusal):
    says = sentence("Nobody is elected by this motion.")


class NotAnOwner(BadInput):
    says = sentence("Only an owner of this estate can stand.")
    field = "person"


class StandsAlready(BadInput):
    says = sentence("This person has been proposed already.")
    field = "person"


class TooManyCandidates(BadInput):
    says = sentence("There are {most} candidates already.")
    field = "person"


class NoConsent(Refusal):
    says = sentence("{name} has not agreed to stand yet.")


class NotEligible(Refusal):
    says = sentence("This check is not passed: {check} ({article})")


class NotChecked(BadInput):
    says = sentence("Say of each check whether it is passed.")
    field = "checks"


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


class InOrder(Refusal):
    says = sentence("The order on the ballot has been drawn. Nobody can be added any more.")


@deed
def nominate(motion_id: UUID, *, person: Person, words: str = "", by: Person, at: datetime) -> Candidate:
    """Somebody is proposed for a seat. Whoever proposes themselves has agreed already."""
    one, motion = _lock(motion_id)
    require(may_nominate, by, motion, at)
    in_state(one, (Assembly.State.DRAFT,), Assembly.State.DRAFT)
    _require_unordered(motion)
    if not motion.is_election:
        raise NoElection
    if not checks_of(person, one.estate, at)["owner"] == PASSED:
        raise NotAnOwner
    there = Candidate.objects.filter(motion=motion)
    if there.filter(person=person).exists():
        raise StandsAlready
    if there.count() >= CANDIDATES_MAX:
        raise TooManyCandidates(most=CANDIDATES_MAX)
    candidate = Candidate.objects.create(
        estate=one.estate, motion=motion, person=person, name=person.name[:NAME_MAX],
        statement=words.strip()[:REASON_MAX], nominated_by=by, nominated_at=at,
        consented_at=at if person.pk == by.pk else None,
    )  # fmt: skip
    event = CandidateNominated(motion=motion.pk, candidate=candidate.pk, name=candidate.name, words=candidate.statement)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=person.pk)
    return candidate


@deed
def consent(candidate_id: UUID, *, words: str | None = None, by: Person, at: datetime) -> Candidate:
    """Nobody stands who has not agreed to, and what is said of them they say themselves."""
    one, candidate = _lock_candidate(candidate_id)
    require(may_consent, by, candidate, at)
    in_state(one, (Assembly.State.DRAFT,), Assembly.State.DRAFT)
    if candidate.consented_at is None:
        candidate.consented_at = at
        if words is not None:
            candidate.statement = words.strip()[:REASON_MAX]
        candidate.save(update_fields=["consented_at", "statement"])
        event = CandidateConsented(motion=candidate.motion_id, candidate=candidate.pk, name=candidate.name)
        record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=candidate.person_id)
    return candidate


@deed
def accept_candidate(candidate_id: UUID, *, checks: Mapping[str, bool], by: Person, at: datetime) -> Candidate:
    """On the list: what the register can tell is looked up, the rest is what somebody looked at and says."""
    one, candidate = _lock_candidate(candidate_id)
    require(may_accept_candidate, by, candidate, at)
    in_state(one, (Assembly.State.DRAFT,), Assembly.State.DRAFT)
    told = _told(candidate, one, checks, at)
    candidate.move_to(S.ACCEPTED)
    if candidate.consented_at is None:
        raise NoConsent(name=candidate.name)
    for key, state in told.items():
        if state == FAILED:
            raise NotEligible(check=ASKED[key].says, article=ASKED[key].article)
    _decide(candidate, told, "", by, at)
    event = CandidateAccepted(
        motion=candidate.motion_id, candidate=candidate.pk, checks=dict(told), name=candidate.name
    )
    record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=candidate.person_id)
    return candidate


@deed
def refuse_candidate(
    candidate_id: UUID, *, checks: Mapping[str, bool], words: str, by: Person, at: datetime
) -> Candidate:
    """Not on the list, and why not: the person reads it, and can object."""
    one, candidate = _lock_candidate(candidate_id)
    require(may_refuse_candidate, by, candidate, at)
    in_state(one, (Assembly.State.DRAFT,), Assembly.State.DRAFT)
    _require_unordered(candidate.motion)
    if not words.strip():
        raise NoReason
    told = _told(candidate, one, checks, at)
    candidate.move_to(S.REFUSED)
    _decide(candidate, told, words.strip()[:REASON_MAX], by, at)
    event = CandidateRefused(
        motion=candidate.motion_id, candidate=candidate.pk, checks=dict(told), name=candidate.name,
        reason=candidate.reason,
    )  # fmt: skip
    record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=candidate.person_id)
    return candidate


@deed
def withdraw_candidate(candidate_id: UUID, *, by: Person, at: datetime) -> Candidate:
    """Whoever was proposed does not stand, as long as the order is not drawn."""
    one, candidate = _lock_candidate(candidate_id)
    require(may_withdraw_candidate, by, candidate, at)
    in_state(one, (Assembly.State.DRAFT,), Assembly.State.DRAFT)
    if candidate.state == S.WITHDRAWN:
        return candidate
    candidate.move_to(S.WITHDRAWN)
    candidate.number = 0
    candidate.save(update_fields=["state", "number"])
    event = CandidateWithdrawn(motion=candidate.motion_id, candidate=candidate.pk, name=candidate.name)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=candidate.person_id)
    return candidate


@deed
def order_candidates(motion_id: UUID, *, by: Person, at: datetime) -> list[Candidate]:
    """The order on the ballot: by the hash of each candidate's id behind a seed that nobody chose.

    The seed is the head of the estate's chain at this moment, published with the order: anyone can draw it again.
    """
    one, motion = _lock(motion_id)
    require(may_order_candidates, by, motion, at)
    in_state(one, (Assembly.State.DRAFT,), Assembly.State.DRAFT)
    listed = [candidate for candidate in motion.candidates.all() if candidate.state == S.ACCEPTED]
    seed = motion.seed or (Chain.objects.filter(node=one.estate_id).values_list("head", flat=True).first() or "")
    motion.candidates.update(number=0)
    drawn = sorted(listed, key=lambda candidate: place(seed, candidate.pk))
    for number, candidate in enumerate(drawn, start=1):
        candidate.number = number
        candidate.save(update_fields=["number"])
    motion.seed = seed
    motion.save(update_fields=["seed"])
    event = CandidatesOrdered(motion=motion.pk, seed=seed, order=[candidate.pk for candidate in drawn])
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return drawn


def _require_unordered(motion: Motion) -> None:
    if motion.seed:
        raise InOrder


def _told(candidate: Candidate, one: Assembly, checks: Mapping[str, bool], at: datetime) -> dict[str, str]:
    """Each check with its state: looked up where the register knows, else as it was said."""
    known = checks_of(candidate.person, one.estate, at)
    asked = {key: PASSED if checks[key] else FAILED for key in ASKED if key not in known and key in checks}
    if set(known) | set(asked) != set(ASKED):
        raise NotChecked
    return known | asked


def _decide(candidate: Candidate, told: Mapping[str, str], reason: str, by: Person, at: datetime) -> None:
    candidate.checks, candidate.reason = dict(told), reason
    candidate.decided_by, candidate.decided_at = by, at
    candidate.save(update_fields=["state", "checks", "reason", "decided_by", "decided_at"])


def _lock(motion_id: UUID) -> tuple[Assembly, Motion]:
    one, motion = lock_motion(motion_id)
    motion.assembly = one
    return one, motion


def _lock_candidate(candidate_id: UUID) -> tuple[Assembly, Candidate]:
    found = Candidate.objects.filter(pk=candidate_id).values_list("motion__assembly", flat=True).first()
    if found is None:
        raise NotThere
    one = lock(found)
    candidate = Candidate.objects.select_related("motion", "person").get(pk=candidate_id)
    candidate.motion.assembly = one
    return one, candidate
