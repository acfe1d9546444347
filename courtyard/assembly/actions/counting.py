"""The close, the count and its check."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from courtyard.assembly import keys, queries, upkeep
from courtyard.assembly.events import AssemblyClosed, AssemblyCounted, CountChecked
from courtyard.assembly.keys import destroy_later
from courtyard.assembly.locks import in_state, lock
from courtyard.assembly.models import Assembly, Ballot, Head, Motion, Paper, Pile, Slip
from courtyard.assembly.opening import BOX, Counted, count_again, count_box
from courtyard.assembly.permissions import may_check_count, may_close, may_count
from courtyard.assembly.signing import CONVENE
from courtyard.core.counting.bundle.vote import SILENT, TOOK_PART, plain
from courtyard.core.errors import Refusal, sentence
from courtyard.duties import actions as duties
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK, Person
from courtyard.trail.clock import database_now
from courtyard.trail.deeds import deed, record, require

S = Assembly.State


class StillOpen(Refusal):
    says = sentence("This vote is open until {closes_at}.")


class PapersLeft(Refusal):
    says = sentence("{n} paper ballots still have to be entered and checked.")


class SlipsDiffer(Refusal):
    says = sentence(
        "{stubs} stubs were accepted and {slips} slips entered and checked, weighing {slip_area} of {stub_area} cm². "
        "They have to be the same before the box is opened."
    )


class SamePerson(Refusal):
    says = sentence("Somebody else has to check the count: you counted yourself.")


@deed
def close(assembly_id: UUID, *, by: Person, at: datetime) -> Assembly:
    """No ballot comes in any more. Whoever casts at this moment is before or after, never half."""
    one = lock(assembly_id)
    require(may_close, by, one, at)
    if one.state == S.CLOSED:
        return one
    one.move_to(S.CLOSED)
    if database_now() < one.closes_at:
        raise StillOpen(closes_at=one.closes_at)
    one.closed_at = at
    one.save(update_fields=["state", "closed_at"])
    there = Ballot.objects.filter(assembly=one)
    event = AssemblyClosed(
        ballots=there.filter(state__in=(Ballot.State.STANDS, Ballot.State.PENDING)).count(),
        pending=there.filter(state=Ballot.State.PENDING).count(),
    )
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    _held(one, at)
    return one


def _held(one: Assembly, at: datetime) -> None:
    """The assembly that owners asked for was held: whoever owed it does not any more."""
    owed = Duty.objects.filter(kind=CONVENE, about=one.petition_id) if one.petition_id else Duty.objects.none()
    for duty in owed:
        if duty.is_open():
            duties.discharge(duty.pk, by=CLERK, at=at, evidence=one.pk, link=queries.address_of(one))


@deed
def count(assembly_id: UUID, *, by: Person, at: datetime) -> Assembly:
    """Open the box, add up, and let go of the key and of every tie between a confidential choice and its head."""
    one = lock(assembly_id)
    require(may_count, by, one, at)
    one.move_to(S.COUNTED)
    _require_entered(one)
    motions = list(one.motions.prefetch_related("candidates", "attachments"))
    counted = count_box(one, motions)
    for motion in motions:
        motion.result = counted.results[motion.position]
        motion.passed = motion.result["passed"]
        motion.save(update_fields=["result", "passed"])
    _write_piles(one, motions, counted)
    one.counted_at, one.counted_by, one.box_hash = at, by, counted.digest
    one.full_bundle = _keep_rows(one, counted, at) if one.is_confidential else ""
    one.save(update_fields=["state", "counted_at", "counted_by", "box_hash", "full_bundle"])
    heads, area_cm2 = counted.took_part()
    event = AssemblyCounted(ballots=heads, area_cm2=area_cm2, box_hash=counted.digest)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _require_entered(one: Assembly) -> None:
    waiting = Paper.objects.filter(assembly=one, state__in=(Paper.State.RECEIVED, Paper.State.ENTERED)).count()
    if waiting:
        raise PapersLeft(n=waiting)
    if not one.is_confidential:
        return
    stubs = Ballot.objects.filter(assembly=one, state=Ballot.State.STANDS, channel=Ballot.Channel.PAPER)
    stub_area = sum(stubs.values_list("head__area_cm2", flat=True))
    slips, key = list(Slip.objects.filter(assembly=one)), keys.read(one.pk)
    slip_area = sum(key.open(slip.pk, slip.sealed)["area_cm2"] for slip in slips)
    checked = sum(1 for slip in slips if slip.checked_by_id)
    if (stubs.count(), stub_area) != (checked, slip_area) or checked < len(slips):
        raise SlipsDiffer(stubs=stubs.count(), slips=checked, stub_area=stub_area, slip_area=slip_area)


def _write_piles(one: Assembly, motions: Sequence[Motion], counted: Counted) -> None:
    """The totals as the core has them; a building's only where they tell on nobody. Who took part in a resolution is
    the sum of its piles, so it is no pile of its own.
    """
    by_position = {motion.position: motion for motion in motions}
    there = Head.objects.filter(assembly=one, building__isnull=False).values_list("place", "building").distinct()
    buildings = {plain(place): building for place, building in there.order_by("place")}
    whole = {(total.motion, total.building) for total in counted.sealed.totals if total.choice == "for"}
    Pile.objects.bulk_create(
        Pile(
            estate=one.estate, motion=by_position[total.motion], choice=total.choice, heads=total.heads,
            building_id=buildings[total.building] if total.building else None, area_cm2=total.area_cm2,
        )
        for total in counted.sealed.totals
        if not (total.choice == TOOK_PART and (total.motion, total.building) in whole)
        and (total.choice != SILENT or total.heads)
    )  # fmt: skip


def _keep_rows(one: Assembly, counted: Counted, at: datetime) -> str:
    """What was chosen, in rows without heads, sealed for scrutineers; then nothing ties a choice to a head any more."""
    file = upkeep.keep(one.estate_id, keys.make(one.pk, BOX).seal_bytes(one.pk, counted.rows), "box", at)
    upkeep.own(file)
    Ballot.objects.filter(assembly=one).update(sealed=None)
    Slip.objects.filter(assembly=one).delete()
    destroy_later(one.pk)
    return file.file


@deed
def check_count(assembly_id: UUID, *, by: Person, at: datetime) -> Assembly:
    """Another person has the box counted again, from its rows, and it comes to the same."""
    one = lock(assembly_id)
    require(may_check_count, by, one, at)
    in_state(one, (S.COUNTED,), S.COUNTED)
    if one.counted_by_id == by.pk:
        raise SamePerson
    count_again(one)
    one.checked_at, one.checked_by = at, by
    one.save(update_fields=["checked_at", "checked_by"])
    record(CountChecked(box_hash=one.box_hash), node=one.estate_id, about=one.pk, by=by, at=at)
    return one
