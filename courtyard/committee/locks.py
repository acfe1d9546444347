"""One estate's committee, for one deed alone: whoever changes who sits in it holds the estate."""

from typing import Any
from uuid import UUID

from django.db.models import Manager

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
from courtyard.core.errors import NotThere
from courtyard.places.models import Estate


def lock_estate(estate_id: UUID) -> Estate:
    """The estate, locked. Raises NotThere."""
    found = Estate.objects.select_for_update(of=("self",)).select_related("node").filter(pk=estate_id).first()
    if found is None:
        raise NotThere
    return found


def _of(rows: Manager[Any], pk: UUID, column: str = "estate") -> UUID:
    """What a thing belongs to, and is locked before it. Raises NotThere."""
    found: UUID | None = rows.filter(pk=pk).values_list(column, flat=True).first()
    if found is None:
        raise NotThere
    return found


def lock_committee(committee_id: UUID) -> Committee:
    """A committee, its estate locked before it. Raises NotThere."""
    estate = lock_estate(_of(Committee.objects, committee_id))
    committee = Committee.objects.select_for_update(of=("self",)).get(pk=committee_id)
    committee.estate = estate
    return committee


def lock_member(member_id: UUID) -> Member:
    """A member of a committee that is locked. Raises NotThere."""
    committee = lock_committee(_of(Member.objects, member_id, "committee"))
    member = Member.objects.select_related("person").get(pk=member_id)
    member.committee = committee
    return member


def lock_resolution(resolution_id: UUID) -> Resolution:
    """A resolution of a committee that is locked: two signatures never count past each other. Raises NotThere."""
    committee = lock_committee(_of(Resolution.objects, resolution_id, "committee"))
    resolution = Resolution.objects.get(pk=resolution_id)
    resolution.committee = committee
    return resolution


def lock_filing(filing_id: UUID) -> Filing:
    """A filing of an estate that is locked. Raises NotThere."""
    estate = lock_estate(_of(Filing.objects, filing_id))
    filing = Filing.objects.select_for_update(of=("self",)).select_related("committee__formation").get(pk=filing_id)
    filing.estate = filing.committee.estate = estate
    return filing


def lock_handover(handover_id: UUID) -> Handover:
    """A handover of an estate that is locked. Raises NotThere."""
    estate = lock_estate(_of(Handover.objects, handover_id))
    rows = Handover.objects.select_for_update(of=("self",)).select_related("giver", "taker", "member__committee")
    one = rows.get(pk=handover_id)
    one.estate = estate
    return one


def lock_item(item_id: UUID) -> tuple[Handover, HandoverItem]:
    """One thing of a handover that is locked. Raises NotThere."""
    one = lock_handover(_of(HandoverItem.objects, item_id, "handover"))
    item = one.items.filter(pk=item_id).first()
    if item is None:
        raise NotThere
    return one, item


def lock_formation(formation_id: UUID) -> Formation:
    """A formation, its estate locked before it. Raises NotThere."""
    estate = lock_estate(_of(Formation.objects, formation_id))
    formation = Formation.objects.select_for_update(of=("self",)).get(pk=formation_id)
    formation.estate = estate
    return formation


def lock_step(step_id: UUID) -> tuple[Formation, Step]:
    """A step of a formation that is locked. Raises NotThere."""
    formation = lock_formation(_of(Step.objects, step_id, "formation"))
    return formation, Step.objects.get(pk=step_id)


def lock_holdup(holdup_id: UUID) -> Holdup:
    """What holds up a step of a formation that is locked. Raises NotThere."""
    formation, step = lock_step(_of(Holdup.objects, holdup_id, "step"))
    one = Holdup.objects.get(pk=holdup_id)
    step.formation = formation
    one.step = step
    return one


def lock_seal(seal_id: UUID) -> Seal:
    """A seal of an estate that is locked: two seals never come into one hand at once. Raises NotThere."""
    estate = lock_estate(_of(Seal.objects, seal_id))
    seal = Seal.objects.select_related("keeper__committee", "committee").get(pk=seal_id)
    seal.estate = estate
    return seal


def lock_limit(limit_id: UUID) -> Limit:
    """The estate before it: a decision of the committee is spent once, whichever limit it goes by. Raises NotThere."""
    estate = lock_estate(_of(Limit.objects, limit_id))
    limit = Limit.objects.select_related("decision").get(pk=limit_id)
    limit.estate = estate
    return limit


def lock_reception(reception_id: UUID) -> Reception:
    """A reception day of an estate that is locked. Raises NotThere."""
    estate = lock_estate(_of(Reception.objects, reception_id))
    one = Reception.objects.get(pk=reception_id)
    one.estate = estate
    return one
