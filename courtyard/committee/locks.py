"""One estate's committee, for one deed alone: whoever changes who sits in it holds the estate."""

from uuid import UUID

from courtyard.committee.models import Committee, Filing, Formation, Handover, HandoverItem, Member, Resolution
from courtyard.core.errors import NotThere
from courtyard.places.models import Estate


def lock_estate(estate_id: UUID) -> Estate:
    """The estate, locked. Raises NotThere."""
    found = Estate.objects.select_for_update(of=("self",)).select_related("node").filter(pk=estate_id).first()
    if found is None:
        raise NotThere
    return found


def lock_committee(committee_id: UUID) -> Committee:
    """A committee, its estate locked before it. Raises NotThere."""
    found = Committee.objects.filter(pk=committee_id).values_list("estate", flat=True).first()
    if found is None:
        raise NotThere
    estate = lock_estate(found)
    committee = Committee.objects.select_for_update(of=("self",)).get(pk=committee_id)
    committee.estate = estate
    return committee


def lock_member(member_id: UUID) -> Member:
    """A member of a committee that is locked. Raises NotThere."""
    found = Member.objects.filter(pk=member_id).values_list("committee", flat=True).first()
    if found is None:
        raise NotThere
    committee = lock_committee(found)
    member = Member.objects.select_related("person").get(pk=member_id)
    member.committee = committee
    return member


def lock_resolution(resolution_id: UUID) -> Resolution:
    """A resolution of a committee that is locked: two signatures never count past each other. Raises NotThere."""
    found = Resolution.objects.filter(pk=resolution_id).values_list("committee", flat=True).first()
    if found is None:
        raise NotThere
    committee = lock_committee(found)
    resolution = Resolution.objects.get(pk=resolution_id)
    resolution.committee = committee
    return resolution


def lock_filing(filing_id: UUID) -> Filing:
    """A filing of an estate that is locked. Raises NotThere."""
    found = Filing.objects.filter(pk=filing_id).values_list("estate", flat=True).first()
    if found is None:
        raise NotThere
    estate = lock_estate(found)
    filing = Filing.objects.select_for_update(of=("self",)).select_related("committee__formation").get(pk=filing_id)
    filing.estate = filing.committee.estate = estate
    return filing


def lock_handover(handover_id: UUID) -> Handover:
    """A handover of an estate that is locked. Raises NotThere."""
    found = Handover.objects.filter(pk=handover_id).values_list("estate", flat=True).first()
    if found is None:
        raise NotThere
    estate = lock_estate(found)
    rows = Handover.objects.select_for_update(of=("self",)).select_related("giver", "taker", "member__committee")
    one = rows.get(pk=handover_id)
    one.estate = estate
    return one


def lock_item(item_id: UUID) -> tuple[Handover, HandoverItem]:
    """One thing of a handover that is locked. Raises NotThere."""
    found = HandoverItem.objects.filter(pk=item_id).values_list("handover", flat=True).first()
    one = lock_handover(found or item_id)
    item = one.items.filter(pk=item_id).first()
    if item is None:
        raise NotThere
    return one, item


def lock_formation(formation_id: UUID) -> Formation:
    """A formation, its estate locked before it. Raises NotThere."""
    found = Formation.objects.filter(pk=formation_id).values_list("estate", flat=True).first()
    if found is None:
        raise NotThere
    estate = lock_estate(found)
    formation = Formation.objects.select_for_update(of=("self",)).get(pk=formation_id)
    formation.estate = estate
    return formation
