"""The certificate and its bundles, and the decision in force."""

from datetime import datetime
from uuid import UUID

from django.core.files.storage import default_storage
from django.utils.timezone import localdate

from courtyard.assembly import keys, rules, upkeep
from courtyard.assembly.events import AssemblyCertified, BundleOpened, DecisionInForce
from courtyard.assembly.locks import in_state, lock
from courtyard.assembly.models import REASON_MAX, Assembly, Decision, Motion, Objection, Opening
from courtyard.assembly.opening import BOX
from courtyard.assembly.permissions import may_bring_into_force, may_certify, may_open_bundle
from courtyard.assembly.results import lawful
from courtyard.assembly.texts import text_hash
from courtyard.assembly.upkeep import Kept
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require

S = Assembly.State


class NotChecked(Refusal):
    says = sentence("Somebody else has to count again before the result is published.")


class NoOutsideResult(Refusal):
    says = sentence("The lawful count of this vote is that of {system}. Bring its result in before you publish.")


class BroughtByYou(Refusal):
    says = sentence("You brought the official result in. Somebody else compares it with the certificate and publishes.")


class LostBundle(Refusal):
    says = sentence("The files of the result were kept too long and have been removed. Please publish once more.")


class ObjectionsOpen(Refusal):
    says = sentence("{n} objections are not answered yet.")


class TooEarly(Refusal):
    says = sentence("Objections are taken until {until}.")


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "why"


@deed
def certify(assembly_id: UUID, *, bundle: Kept, full: Kept, by: Person, at: datetime) -> Assembly:
    """The result is published with its bundles; canvassers' notes go; objections are taken from here."""
    one = lock(assembly_id)
    require(may_certify, by, one, at)
    if one.state == S.CERTIFIED:
        return one
    one.move_to(S.CERTIFIED)
    if one.checked_at is None:
        raise NotChecked
    if one.official_system and not hasattr(one, "outside"):
        raise NoOutsideResult(system=one.official_system)
    if one.official_system and one.outside.brought_by_id == by.pk:
        raise BroughtByYou
    if not upkeep.own(bundle) or not upkeep.own(full):
        raise LostBundle
    upkeep.let_go([one.full_bundle], at)
    one.certified_at = at
    one.objections_until = rules.end_of(rules.after(one, "objections", at), one.estate)
    one.bundle, one.bundle_hash = bundle.file, bundle.sha256
    one.full_bundle, one.full_bundle_hash = full.file, full.sha256
    one.save(
        update_fields=[
            "state", "certified_at", "objections_until", "bundle", "bundle_hash", "full_bundle", "full_bundle_hash",
        ]
    )  # fmt: skip
    one.contacts.all().delete()
    passed = [motion.title for motion in one.motions.all() if lawful(one, motion)["passed"]]
    event = AssemblyCertified(
        passed=passed, objections_until=one.objections_until, bundle_hash=one.bundle_hash,
        full_bundle_hash=one.full_bundle_hash,
    )  # fmt: skip
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def bring_into_force(assembly_id: UUID, *, by: Person, at: datetime) -> Assembly:
    """Once objections are answered and their time is over, what was decided holds, and can be cited."""
    one = lock(assembly_id)
    require(may_bring_into_force, by, one, at)
    if one.state == S.FINAL:
        return one
    one.move_to(S.FINAL)
    if one.objections_until is None or at < one.objections_until:
        raise TooEarly(until=one.objections_until)
    if waiting := Objection.objects.filter(assembly=one, answered_at__isnull=True).count():
        raise ObjectionsOpen(n=waiting)
    one.final_at = at
    one.save(update_fields=["state", "final_at"])
    upheld = set(Objection.objects.filter(assembly=one, upheld=True).values_list("motion", flat=True))
    for motion in one.motions.prefetch_related("attachments", "candidates"):
        decided = _decide(one, motion, bool(upheld & {None, motion.pk}), at)
        record(decided, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _decide(one: Assembly, motion: Motion, set_aside: bool, at: datetime) -> DecisionInForce:
    """Into the register. What an upheld objection concerns is set aside: it has to be decided anew."""
    decided = Decision.objects.create(
        estate=one.estate, motion=motion, year=localdate(at).year, number=_next_decision(one, localdate(at).year),
        matter=motion.matter, title=motion.title, carried=lawful(one, motion)["passed"] and not set_aside,
        set_aside=set_aside, text_hash=text_hash(motion), in_force_on=localdate(at),
    )  # fmt: skip
    return DecisionInForce(
        motion=motion.pk, year=decided.year, number=decided.number, title=decided.title, carried=decided.carried,
        set_aside=set_aside, in_force_on=decided.in_force_on, text_hash=decided.text_hash,
    )  # fmt: skip


def _next_decision(one: Assembly, year: int) -> int:
    type(one.estate).objects.select_for_update(no_key=True).get(pk=one.estate_id)
    before = Decision.objects.filter(estate=one.estate_id, year=year)
    return (before.order_by("-number").values_list("number", flat=True).first() or 0) + 1


@deed
def open_bundle(assembly_id: UUID, *, why: str, by: Person, at: datetime) -> bytes:
    """Whoever opens the full count says why, and everybody sees that it was opened."""
    one = lock(assembly_id)
    require(may_open_bundle, by, one, at)
    in_state(one, Assembly.PUBLISHED, S.CERTIFIED)
    if not why.strip():
        raise NoReason
    Opening.objects.create(estate=one.estate, assembly=one, person=by, why=why.strip()[:REASON_MAX], at=at)
    record(BundleOpened(why=why.strip()[:REASON_MAX]), node=one.estate_id, about=one.pk, by=by, at=at)
    with default_storage.open(one.full_bundle) as file:
        return keys.read(one.pk, BOX).open_bytes(one.pk, file.read())
