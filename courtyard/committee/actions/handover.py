"""Handing over: begun by what happened, with a list; finished once everything on it is received."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import pgettext

from courtyard.committee import handing
from courtyard.committee.actions.seals import lay_up_seals
from courtyard.committee.actions.steps import mark_step
from courtyard.committee.events.papers import (
    HandoverBegun,
    HandoverFinished,
    NothingKept,
)
from courtyard.committee.locks import lock_handover
from courtyard.committee.models import (
    Committee,
    Formation,
    Handover,
    HandoverItem,
    Member,
    Seal,
)
from courtyard.committee.permissions.papers import (
    may_begin_handback,
    may_begin_handover,
    may_begin_member_handover,
    may_finish_handover,
    may_say_nothing_kept,
)
from courtyard.committee.queries.filing import period_of
from courtyard.committee.queries.terms import day_of
from courtyard.committee.steps import HANDBACK, HANDOVER
from courtyard.core.errors import Refusal, sentence
from courtyard.duties import actions as duties
from courtyard.duties.models import Duty
from courtyard.duties.schedule import closes_on
from courtyard.people.models import CLERK, Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate
from courtyard.places.rules import version_of
from courtyard.trail.deeds import deed, record, require

K, S = Handover.Kind, Handover.State
DUTY = "committee.handover"
WHAT = sentence("Hand over what you kept as a member of the owners’ committee")
WHAT_OF_DEAD = sentence("Take over what a member who died kept for the owners’ committee")
DAYS = 10
AT_ONCE = timedelta(days=1)


class StillOut(Refusal):
    says = sentence(
        "Not received yet: {what}. A handover is finished once everything on the list is received ({article}). What "
        "cannot be found stays open, and is owed until it is found."
    )


class SealKept(Refusal):
    says = sentence("This person kept a seal: {what}. It has to be handed over first.")


@deed
def begin_handover(
    formation: Formation, giver: Committee | None, *, on: date, by: Person, at: datetime
) -> Handover | None:
    """A re-election group is formed: the outgoing committee hands everything to the housing office (上海 art 29).

    Its time runs as a step of the formation. Without a committee before it there is nothing to hand over.
    """
    estate = lock_estate(formation.estate_id)
    require(may_begin_handover, by, estate, at)
    before = Handover.objects.filter(formation=formation, kind=K.TO_OFFICE).first()
    if before is not None or giver is None:
        return before
    one = Handover(kind=K.TO_OFFICE, giver=giver, formation=formation, on=on)
    begun = _begin(one, estate, [*_seals(Seal.objects.filter(estate=estate)), *_usual()], at)
    record(begun, node=estate.pk, about=one.pk, by=by, at=at)
    return one


@deed
def begin_handback(formation: Formation, taker: Committee, *, on: date, by: Person, at: datetime) -> Handover:
    """The new committee is filed: the housing office hands it what it received from the old one (上海 art 29)."""
    estate = lock_estate(formation.estate_id)
    require(may_begin_handback, by, estate, at)
    before = Handover.objects.filter(formation=formation, kind=K.TO_NEXT).first()
    if before is not None:
        return before
    of = {"handover__formation": formation, "handover__kind": K.TO_OFFICE}
    came = HandoverItem.objects.filter(**of, received_at__isnull=False).order_by("position")
    items = [HandoverItem(kind=i.kind, code=i.code, label=i.label, seal_id=i.seal_id) for i in came]
    one = Handover(kind=K.TO_NEXT, taker=taker, formation=formation, on=on)
    begun = _begin(one, estate, items, at)
    record(begun, node=estate.pk, about=one.pk, by=by, at=at)
    return one


@deed
def begin_member_handover(member: Member, *, on: date, by: Person, at: datetime) -> Handover:
    """Somebody left: what they kept goes to the committee, and they owe it by name (上海 art 30)."""
    estate = lock_estate(member.estate_id)
    member.committee.estate = estate
    require(may_begin_member_handover, by, member, at)
    before = Handover.objects.filter(member=member).first()
    if before is not None:
        return before
    kept = _seals(Seal.objects.filter(estate=estate, keeper=member))
    papers = HandoverItem(kind=HandoverItem.Kind.DOCUMENT, code=handing.OF_A_MEMBER)
    one = Handover(kind=K.MEMBER, giver=member.committee, member=member, on=on)
    begun = _begin(one, estate, [*kept, papers], at)
    record(begun, node=estate.pk, about=one.pk, by=by, at=at, whom=member.person_id)
    one.duty = _owe(one, member, at).pk
    one.save(update_fields=["duty"])
    return one


def _seals(seals: Iterable[Seal]) -> list[HandoverItem]:
    return [
        HandoverItem(kind=HandoverItem.Kind.SEAL, code=handing.SEALS[Seal.Kind(seal.kind)], seal=seal)
        for seal in seals
        if seal.ended_on is None
    ]


def _usual() -> list[HandoverItem]:
    return [HandoverItem(kind=kind, code=code) for kind, codes in handing.USUAL for code in codes]


def _begin(one: Handover, estate: Estate, items: list[HandoverItem], at: datetime) -> HandoverBegun:
    key = "member_handover" if one.kind == K.MEMBER else "reelection_handover"
    one.estate, one.begun_at = estate, at
    one.due_on, _ = period_of(estate, key, one.on, DAYS)
    one.save(force_insert=True)
    for position, item in enumerate(items, start=1):
        item.estate, item.handover, item.position = estate, one, position
    HandoverItem.objects.bulk_create(items)
    return HandoverBegun(kind=one.kind, items=len(items), on=one.on, due_on=one.due_on)


def _owe(one: Handover, member: Member, at: datetime) -> Duty:
    """By name; where somebody died the committee sees to it. The clerk writes it down."""
    estate, died = one.estate, member.ground == Member.Ground.DIED
    _, law = period_of(estate, "member_handover", one.on, DAYS)
    return duties.owe(
        duties.Owed(
            kind=DUTY, node=estate.node, estate=estate, what=WHAT_OF_DEAD if died else WHAT,
            due_at=max(closes_on(one.due_on, estate.node.zone), at + AT_ONCE),
            bearer=None if died else member.person, party="ye" if died else "",
            article=law.article if law else "", source=law.source if law else "",
            certainty=law.certainty if law else "", rulebook=f"{estate.node.rulebook} {version_of(estate)}",
            about=one.pk, link=_address(one), key=one.pk.hex,
        ),
        by=CLERK, at=at,
    )  # fmt: skip


def _address(one: Handover) -> str:
    return reverse("committee:handover", args=[one.estate.node.code, one.pk])


@deed
def say_nothing_kept(handover_id: UUID, *, by: Person, at: datetime) -> Handover:
    """The chair says that whoever left has nothing of the committee's. A seal is never nothing."""
    one = lock_handover(handover_id)
    require(may_say_nothing_kept, by, one, at)
    if one.state == S.DONE:
        return one
    open_ = list(one.items.filter(received_at__isnull=True))
    seals = [item for item in open_ if item.seal_id is not None]
    if seals:
        raise SealKept(what=_labels(seals))
    one.items.filter(pk__in=[item.pk for item in open_]).delete()
    _finish(one, by, at)
    event = NothingKept(on=day_of(one.estate, at), struck=[item.code for item in open_ if item.code])
    whom = one.member.person_id if one.member else None
    record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=whom)
    return one


@deed
def finish_handover(handover_id: UUID, *, by: Person, at: datetime) -> Handover:
    """Everything on the list is received, and whoever received it says so. With things missing it stays open."""
    one = lock_handover(handover_id)
    require(may_finish_handover, by, one, at)
    if one.state == S.DONE:
        return one
    items = list(one.items.all())
    out = [item for item in items if item.received_at is None]
    if out:
        raise StillOut(what=_labels(out), article=_article(one))
    _finish(one, by, at)
    event = HandoverFinished(kind=one.kind, items=len(items), on=day_of(one.estate, at))
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    _tell_formation(one, by, at)
    return one


def _finish(one: Handover, by: Person, at: datetime) -> None:
    one.move_to(S.DONE)
    one.done_on, one.done_by = day_of(one.estate, at), by
    one.save(update_fields=["state", "done_on", "done_by"])
    for duty in Duty.objects.open().filter(estate=one.estate, kind=DUTY, key=one.pk.hex):
        duties.discharge(duty.pk, by=CLERK, at=at, evidence=one.pk, link=_address(one))


def _tell_formation(one: Handover, by: Person, at: datetime) -> None:
    """With the housing office nobody keeps the seals, and the formation's step is done."""
    if one.formation_id is None:
        return
    if one.kind == K.TO_OFFICE and one.giver_id is not None:
        lay_up_seals(one.giver_id, by=by, at=at)
    step = HANDOVER if one.kind == K.TO_OFFICE else HANDBACK
    mark_step(one.formation_id, step, on=day_of(one.estate, at), by=by, at=at, link=_address(one))


def _labels(items: Iterable[HandoverItem]) -> str:
    return pgettext("between names", ", ").join(handing.said(item) for item in items)


def _article(one: Handover) -> str:
    key = "member_handover" if one.kind == K.MEMBER else "reelection_handover"
    _, law = period_of(one.estate, key, one.on, DAYS)
    return law.article if law else ""
