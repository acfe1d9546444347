"""Things on the list of a handover: listed, struck, given, received, missing. Each by name."""

from datetime import datetime
from uuid import UUID

from courtyard.committee.actions.seals import pass_seal
from courtyard.committee.events.papers import ItemGiven, ItemListed, ItemMissing, ItemReceived, ItemStruck
from courtyard.committee.locks import lock_handover, lock_item
from courtyard.committee.models import (
    NAME_MAX,
    REASON_MAX,
    TITLE_MAX,
    Committee,
    Handover,
    HandoverItem,
    Member,
    Seal,
)
from courtyard.committee.permissions.papers import (
    may_hand_over,
    may_list_item,
    may_receive,
    may_say_missing,
    may_strike_item,
)
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

ITEMS_MAX = 200


class NoLabel(BadInput):
    says = sentence("Say in at most {most} characters what is handed over.")
    field = "label"


class TooManyItems(BadInput):
    says = sentence("A list has at most {most} things. Write several of one kind on one line.")
    field = "label"


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


class FinishedAlready(Refusal):
    says = sentence("This handover is finished. What was received cannot be changed any more.")


class ReceivedAlready(Refusal):
    says = sentence("This was received already. It stays on the list.")


class GivenAlready(Refusal):
    says = sentence("This was handed over already. If it never came, the other side says that it is missing.")


class SealStays(Refusal):
    says = sentence("A seal that exists stays on the list. If it cannot be found, say that it is missing.")


class NotGiven(Refusal):
    says = sentence("Nobody has handed this over yet. Whoever gives it says so first.")


class SameHands(Refusal):
    says = sentence(
        "You handed this over yourself. Somebody else of the other side receives it, so that two names stand for it."
    )


@deed
def list_item(
    handover_id: UUID, *, kind: str, label: str, form_id: UUID | None = None, by: Person, at: datetime
) -> HandoverItem:
    """One more thing on the list. Its `form_id`, made with the empty form, makes one form one thing."""
    one = lock_handover(handover_id)
    require(may_list_item, by, one, at)
    before = one.items.filter(pk=form_id).first() if form_id else None
    if before is not None:
        return before
    _require_open(one)
    if not label.strip() or len(label.strip()) > TITLE_MAX or kind not in HandoverItem.Kind.values:
        raise NoLabel(most=TITLE_MAX)
    if one.items.count() >= ITEMS_MAX:
        raise TooManyItems(most=ITEMS_MAX)
    last = one.items.order_by("-position").values_list("position", flat=True).first() or 0
    item = HandoverItem.objects.create(
        id=form_id or new_id(), estate=one.estate, handover=one, position=last + 1, kind=kind, label=label.strip()
    )
    record(ItemListed(item=item.pk, kind=kind, label=item.label), node=one.estate_id, about=one.pk, by=by, at=at)
    return item


@deed
def strike_item(item_id: UUID, *, words: str, by: Person, at: datetime) -> Handover:
    """On the list by mistake, or never there: taken off it, with a reason. What was given is never taken off."""
    one, item = lock_item(item_id)
    require(may_strike_item, by, one, at)
    _require_open(one)
    if item.seal_id is not None:
        raise SealStays
    if item.given_at is not None:
        raise GivenAlready
    if not words.strip():
        raise NoReason
    event = ItemStruck(item=item.pk, code=item.code, label=item.label, reason=words.strip()[:REASON_MAX])
    item.delete()
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def hand_over(item_id: UUID, *, by: Person, at: datetime) -> HandoverItem:
    """Given, by name. What was said to be missing is found. The secretary writes it down for a member who left."""
    one, item = lock_item(item_id)
    require(may_hand_over, by, one, at)
    if item.given_at is not None:
        return item
    _require_open(one)
    giver = one.member if one.member and one.member.ground != Member.Ground.DIED else None
    item.given_at, item.given_by = at, by
    item.given_name, item.missing = (giver.name if giver else by.name)[:NAME_MAX], ""
    item.save(update_fields=["given_at", "given_by", "given_name", "missing"])
    event = ItemGiven(item=item.pk, position=item.position, code=item.code, label=item.label, name=item.given_name)
    whom = giver.person_id if giver else None
    record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=whom)
    return item


@deed
def receive(item_id: UUID, *, by: Person, at: datetime) -> HandoverItem:
    """Received, by name, by somebody else than whoever gave it. Who receives a former member's seal keeps it."""
    one, item = lock_item(item_id)
    require(may_receive, by, one, at)
    if item.received_at is not None:
        return item
    _require_open(one)
    if item.given_at is None:
        raise NotGiven
    if item.given_by_id == by.pk:
        raise SameHands
    item.received_at, item.received_by, item.received_name = at, by, by.name[:NAME_MAX]
    item.save(update_fields=["received_at", "received_by", "received_name"])
    _pass_seal(one, item, by, at)
    event = ItemReceived(
        item=item.pk, position=item.position, code=item.code, label=item.label, name=item.received_name
    )
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return item


def _pass_seal(one: Handover, item: HandoverItem, by: Person, at: datetime) -> None:
    if item.seal_id is None or one.member is None:
        return
    kept = Seal.objects.filter(pk=item.seal_id, keeper=one.member, ended_on__isnull=True).exists()
    seats = Member.objects.sitting().filter(estate=one.estate, person=by, committee__state__in=Committee.LIVING)
    seat = seats.select_related("committee").first()
    if kept and seat is not None:
        pass_seal(item.seal_id, to=seat, by=by, at=at)


@deed
def say_missing(item_id: UUID, *, words: str, by: Person, at: datetime) -> HandoverItem:
    """It did not come, and what is known of it. It stays owed; a mark that it was given is taken away."""
    one, item = lock_item(item_id)
    require(may_say_missing, by, one, at)
    _require_open(one)
    if item.received_at is not None:
        raise ReceivedAlready
    if not words.strip():
        raise NoReason
    item.given_at = item.given_by = None
    item.given_name, item.missing = "", words.strip()[:REASON_MAX]
    item.save(update_fields=["given_at", "given_by", "given_name", "missing"])
    event = ItemMissing(item=item.pk, position=item.position, code=item.code, label=item.label, words=item.missing)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return item


def _require_open(one: Handover) -> None:
    if one.state == Handover.State.DONE:
        raise FinishedAlready
