"""One estate's committee, for one deed alone: whoever changes who sits in it holds the estate."""

from uuid import UUID

from courtyard.committee.models import (
    Committee,
    Filing,
    Formation,
    Handover,
    HandoverItem,
    Holdup,
    Limit,
    Member,
    Reception,
    Resolution,
    Seal,
    Step,
)
from courtyard.places.locks import lock_estate
from courtyard.trail.rows import holder, locked, there


def lock_committee(committee_id: UUID) -> Committee:
    """A committee, its estate locked before it. Raises NotThere."""
    estate = lock_estate(holder(Committee.objects, committee_id, "estate"))
    committee = locked(Committee.objects, committee_id)
    committee.estate = estate
    return committee


def lock_member(member_id: UUID) -> Member:
    """A member of a committee that is locked. Raises NotThere."""
    committee = lock_committee(holder(Member.objects, member_id, "committee"))
    member = there(Member.objects.select_related("person"), member_id)
    member.committee = committee
    return member


def lock_resolution(resolution_id: UUID) -> Resolution:
    """A resolution of a committee that is locked: two signatures never count past each other. Raises NotThere."""
    committee = lock_committee(holder(Resolution.objects, resolution_id, "committee"))
    resolution = there(Resolution.objects, resolution_id)
    resolution.committee = committee
    return resolution


def lock_filing(filing_id: UUID) -> Filing:
    """A filing of an estate that is locked. Raises NotThere."""
    estate = lock_estate(holder(Filing.objects, filing_id, "estate"))
    filing = locked(Filing.objects.select_related("committee__formation"), filing_id)
    filing.estate = filing.committee.estate = estate
    return filing


def lock_handover(handover_id: UUID) -> Handover:
    """A handover of an estate that is locked. Raises NotThere."""
    estate = lock_estate(holder(Handover.objects, handover_id, "estate"))
    one = locked(Handover.objects.select_related("giver", "taker", "member__committee"), handover_id)
    one.estate = estate
    return one


def lock_item(item_id: UUID) -> tuple[Handover, HandoverItem]:
    """One thing of a handover that is locked. Raises NotThere."""
    one = lock_handover(holder(HandoverItem.objects, item_id, "handover"))
    return one, there(one.items, item_id)


def lock_formation(formation_id: UUID) -> Formation:
    """A formation, its estate locked before it. Raises NotThere."""
    estate = lock_estate(holder(Formation.objects, formation_id, "estate"))
    formation = locked(Formation.objects, formation_id)
    formation.estate = estate
    return formation


def lock_step(step_id: UUID) -> tuple[Formation, Step]:
    """A step of a formation that is locked. Raises NotThere."""
    formation = lock_formation(holder(Step.objects, step_id, "formation"))
    return formation, there(Step.objects, step_id)


def lock_holdup(holdup_id: UUID) -> Holdup:
    """What holds up a step of a formation that is locked. Raises NotThere."""
    formation, step = lock_step(holder(Holdup.objects, holdup_id, "step"))
    one = there(Holdup.objects, holdup_id)
    step.formation = formation
    one.step = step
    return one


def lock_seal(seal_id: UUID) -> Seal:
    """A seal of an estate that is locked: two seals never come into one hand at once. Raises NotThere."""
    estate = lock_estate(holder(Seal.objects, seal_id, "estate"))
    seal = there(Seal.objects.select_related("keeper__committee", "committee"), seal_id)
    seal.estate = estate
    return seal


def lock_limit(limit_id: UUID) -> Limit:
    """The estate before it: a decision of the committee is spent once, whichever limit it goes by. Raises NotThere."""
    estate = lock_estate(holder(Limit.objects, limit_id, "estate"))
    limit = there(Limit.objects.select_related("decision"), limit_id)
    limit.estate = estate
    return limit


def lock_reception(reception_id: UUID) -> Reception:
    """A reception day of an estate that is locked. Raises NotThere."""
    estate = lock_estate(holder(Reception.objects, reception_id, "estate"))
    one = there(Reception.objects, reception_id)
    one.estate = estate
    return one
