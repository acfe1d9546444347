"""What the company that leaves hands over: each thing given and received by two people, finished once all is there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import pgettext

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.people.models import Person
from courtyard.services.actions.contract_calendar import TAKEOVER, _discharge, _due_on, _owe
from courtyard.services.events.takeover import (
    TakeoverBegun,
    TakeoverFinished,
    ThingGiven,
    ThingListed,
    ThingMissing,
    ThingReceived,
    ThingStruck,
)
from courtyard.services.locks.contracts import lock_contract, lock_thing
from courtyard.services.models import Contract, TakeoverItem
from courtyard.services.models.company import NAME_MAX, WORDS_MAX
from courtyard.services.permissions.takeover import (
    may_begin_takeover,
    may_finish_takeover,
    may_give_thing,
    may_list_thing,
    may_miss_thing,
    may_receive_thing,
    may_strike_thing,
)
from courtyard.services.queries.contracts import day_of
from courtyard.services.queries.takeover import leaves
from courtyard.services.takeover import USUAL, said
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

THINGS_MAX = 100


class NobodyLeaves(Refusal):
    says = sentence(
        "Nobody leaves here as far as is known: a company hands over when notice was given, when another one is hired, "
        "or when its contract has ended. (上海市住宅物业管理规定第五十条)"
    )


class NotBegun(Refusal):
    says = sentence("Nothing is being handed over under this contract yet.")


class FinishedAlready(Refusal):
    says = sentence("This handover is finished. What was received cannot be changed any more.")


class NoThing(BadInput):
    says = sentence("Say in at most {most} characters what is handed over.")
    field = "what"


class NoSuchKind(BadInput):
    says = sentence("Choose what kind of thing it is.")
    field = "kind"


class ManyThings(BadInput):
    says = sentence("A list has at most {most} things. Write several of one kind on one line.")
    field = "what"


class NoReason(BadInput):
    says = sentence("Say it in a few words.")
    field = "words"


class GivenAlready(Refusal):
    says = sentence("No. {position} was handed over already. If it never came, say that it is missing.")


class ReceivedAlready(Refusal):
    says = sentence("No. {position} was received already. It stays on the list.")


class Struck(Refusal):
    says = sentence("No. {position} was taken off the list.")


class NotGiven(Refusal):
    says = sentence(
        "No. {position} was not handed over yet. The manager of the company that leaves says first that it was."
    )


class GaveItThemselves(Refusal):
    says = sentence(
        "You handed over no. {position} yourself, so somebody else has to say that it was received. "
        "(上海市住宅物业管理规定第五十条)"
    )


class StillOut(Refusal):
    says = sentence(
        "Not received yet: {what}. The handover is finished once everything on the list is received ({article}). What "
        "cannot be found stays open, and is owed until it is found."
    )


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One more line of the list. Its `id` makes one form one line."""

    kind: str
    what: str
    id: UUID = field(default_factory=new_id)


@deed
def begin_takeover(contract_id: UUID, *, by: Person, at: datetime) -> Contract:
    """The company leaves: the list is there, and it owes all of it within ten days of its last one (上海 art 50)."""
    contract = lock_contract(contract_id)
    require(may_begin_takeover, by, contract, at)
    if contract.takeover_begun_on is not None:
        return contract
    if contract.state not in (*Contract.LIVING, Contract.State.ENDED) or not leaves(contract):
        raise NobodyLeaves
    usual = [(kind, code) for kind, codes in USUAL for code in codes]
    whose = {"estate": contract.estate, "contract": contract}
    TakeoverItem.objects.bulk_create(
        TakeoverItem(**whose, position=position, kind=kind, code=code)
        for position, (kind, code) in enumerate(usual, start=1)
    )
    contract.takeover_begun_on = day_of(contract.estate, at)
    contract.save(update_fields=["takeover_begun_on"])
    _owe(contract, TAKEOVER, "wu", at)
    due_on, _ = _due_on(contract, TAKEOVER)
    event = TakeoverBegun(
        company=contract.company.name, items=len(usual), due_on=due_on or contract.last_day or contract.ends_on
    )
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return contract


@deed
def list_thing(contract_id: UUID, thing: Thing, *, by: Person, at: datetime) -> TakeoverItem:
    """Something that the usual list does not have."""
    contract = lock_contract(contract_id)
    require(may_list_thing, by, contract, at)
    before = TakeoverItem.objects.filter(pk=thing.id, contract=contract).first()
    if before is not None:
        return before
    _require_open(contract)
    if thing.kind not in TakeoverItem.Kind.values:
        raise NoSuchKind
    if not 0 < len(thing.what.strip()) <= NAME_MAX:
        raise NoThing(most=NAME_MAX)
    last = contract.takeover.aggregate(last=Max("position"))["last"] or 0
    if last >= THINGS_MAX:
        raise ManyThings(most=THINGS_MAX)
    one = TakeoverItem.objects.create(
        id=thing.id, estate=contract.estate, contract=contract, position=last + 1, kind=thing.kind,
        what=thing.what.strip(),
    )  # fmt: skip
    record(ThingListed(thing=one.pk, kind=one.kind), node=contract.estate_id, about=contract.pk, by=by, at=at)
    return one


def _require_open(contract: Contract) -> None:
    if contract.takeover_begun_on is None:
        raise NotBegun
    if contract.takeover_done_on is not None:
        raise FinishedAlready


def _require_there(one: TakeoverItem) -> None:
    if one.struck_why:
        raise Struck(position=one.position)
    if one.received_at is not None:
        raise ReceivedAlready(position=one.position)


def _said(words: str) -> str:
    if not words.strip():
        raise NoReason
    return words.strip()[:WORDS_MAX]


@deed
def strike_thing(thing_id: UUID, *, reason: str, by: Person, at: datetime) -> TakeoverItem:
    """There is no such thing here: those who would receive it say so, and why."""
    contract, one = lock_thing(thing_id)
    require(may_strike_thing, by, contract, at)
    if one.struck_why:
        return one
    _require_open(contract)
    _require_there(one)
    if one.given_at is not None:
        raise GivenAlready(position=one.position)
    one.struck_why = _said(reason)
    one.save(update_fields=["struck_why"])
    event = ThingStruck(thing=one.pk, position=one.position, reason=one.struck_why)
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return one


@deed
def give_thing(thing_id: UUID, *, by: Person, at: datetime) -> TakeoverItem:
    """The manager of the company that leaves hands it over."""
    contract, one = lock_thing(thing_id)
    require(may_give_thing, by, contract, at)
    if one.given_at is not None:
        return one
    _require_open(contract)
    _require_there(one)
    one.given_at, one.given_by = at, by
    one.save(update_fields=["given_at", "given_by"])
    event = ThingGiven(thing=one.pk, position=one.position)
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return one


@deed
def receive_thing(thing_id: UUID, *, by: Person, at: datetime) -> TakeoverItem:
    """Somebody else has it now. What was missing is found."""
    contract, one = lock_thing(thing_id)
    require(may_receive_thing, by, contract, at)
    if one.received_at is not None:
        return one
    _require_open(contract)
    _require_there(one)
    if one.given_at is None:
        raise NotGiven(position=one.position)
    if one.given_by_id == by.pk:
        raise GaveItThemselves(position=one.position)
    one.received_at, one.received_by, one.missing = at, by, ""
    one.save(update_fields=["received_at", "received_by", "missing"])
    event = ThingReceived(thing=one.pk, position=one.position)
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return one


@deed
def miss_thing(thing_id: UUID, *, reason: str, by: Person, at: datetime) -> TakeoverItem:
    """It did not come; it stays on the list, and is owed until it does."""
    contract, one = lock_thing(thing_id)
    require(may_miss_thing, by, contract, at)
    _require_open(contract)
    _require_there(one)
    one.missing = _said(reason)
    one.save(update_fields=["missing"])
    event = ThingMissing(thing=one.pk, position=one.position, reason=one.missing)
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return one


@deed
def finish_takeover(contract_id: UUID, *, by: Person, at: datetime) -> Contract:
    """Everything on the list is received. With things out it stays open, and says which."""
    contract = lock_contract(contract_id)
    require(may_finish_takeover, by, contract, at)
    if contract.takeover_done_on is not None:
        return contract
    _require_open(contract)
    things = [one for one in contract.takeover.all() if not one.struck_why]
    due_on, law = _due_on(contract, TAKEOVER)
    out = [one for one in things if one.received_at is None]
    if out:
        raise StillOut(what=_names(out), article=law.article if law else "")
    contract.takeover_done_on = day_of(contract.estate, at)
    contract.save(update_fields=["takeover_done_on"])
    _discharge(contract, TAKEOVER, at)
    late = due_on is not None and contract.takeover_done_on > due_on
    event = TakeoverFinished(company=contract.company.name, items=len(things), late=late)
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return contract


def _names(things: Iterable[TakeoverItem]) -> str:
    return pgettext("between names", ", ").join(said(one) for one in things)
