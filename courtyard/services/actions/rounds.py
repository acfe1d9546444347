"""Rounds: begun under the contract in force, finished once everything is here, or dropped with a reason."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.utils.functional import lazy
from django.utils.translation import gettext

from courtyard.cases.turns import twice_is_once
from courtyard.committee.queries.terms import day_of
from courtyard.core.errors import BadInput, Refusal, TooLarge, sentence
from courtyard.people.models import Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Building, Estate
from courtyard.services.events.inspections import RoundBegun, RoundDropped, RoundFinished
from courtyard.services.locks.inspections import lock_round
from courtyard.services.models import Contract, Field, Finding, FindingPhoto, Item, Round
from courtyard.services.models.inspection import FINDINGS_MAX, PHOTOS_MAX
from courtyard.services.models.standard import WORDS_MAX
from courtyard.services.permissions.inspections import (
    bodies_of,
    may_begin_round,
    may_drop_round,
    may_finish_round,
)
from courtyard.services.queries.current import contract_on, items_of
from courtyard.services.round_rules import RoundWasDropped, UsedId, require_in_the_round, require_open
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

OPEN_MAX = 5
"""Rounds that one person has begun on an estate and neither finished nor dropped."""
PHOTOS_OF_A_ROUND_MAX = FINDINGS_MAX * PHOTOS_MAX
NAMED_MAX = 5
NONE: Mapping[UUID, UUID] = MappingProxyType({})


class NoContract(Refusal):
    says = sentence(
        "No service contract is in force here today, so nothing is promised that could be looked at. "
        "Enter the contract first."
    )


class NothingPromised(BadInput):
    says = sentence(
        "The contract promises nothing there that could be looked at: it names no catalogue of standards, or no level "
        "in these fields. Choose other fields, or have the levels entered with the contract."
    )
    field = "fields"


class TooManyItems(TooLarge):
    says = sentence("These are {count} items, and a round has {most} at most. Choose fewer fields.")
    field = "fields"


class TooManyOpen(Refusal):
    says = sentence("You have {most} rounds here that are not finished. Finish or drop one of them first.")


class NotYourBody(BadInput):
    says = sentence("Choose a body for which you hold an office here.")
    field = "body"


class BuildingNotHere(BadInput):
    says = sentence("Choose a building of this estate.")
    field = "building"


class SyncedHalf(Refusal):
    """What the phone has and we have not, by the items it belongs to."""

    says = sentence(
        "Not everything has arrived yet, so the round is not finished: {items}. "
        "It is all kept on your phone. Leave the page open while there is a network, and finish again."
    )

    def __init__(self, items: Sequence[str]) -> None:
        super().__init__(items=named(items))


class NotAllLookedAt(Refusal):
    says = sentence(
        "Nothing is said yet about {count} of the items: {items}. For what cannot be looked at today, say so and why."
    )


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


class LongReason(TooLarge):
    says = sentence("Say it in {most} characters at most.")
    field = "words"


@dataclass(frozen=True, kw_only=True)
class Begin:
    """A round to go on: for which body, in which fields (none: in all), in which building (none: all the estate).

    Its `id` makes one form one round.
    """

    estate: Estate
    body: str
    fields: Collection[str] = ()
    building: Building | None = None
    id: UUID = field(default_factory=new_id)


@twice_is_once
@deed
def begin_round(begin: Begin, *, by: Person, at: datetime) -> Round:
    """What is looked at is fixed now: all items of the levels that the contract in force promises."""
    estate = lock_estate(begin.estate.pk)
    require(may_begin_round, by, estate, at)
    before = Round.objects.filter(pk=begin.id).first()
    if before is not None:
        return _same(before, estate, by)
    contract = _check_begin(begin, estate, by, at)
    items = _items(contract, begin.fields)
    one = Round.objects.create(
        id=begin.id, estate=estate, contract=contract, body=begin.body, person=by, building=begin.building,
        items=[item.pk.hex for item in items], begun_at=at,
    )  # fmt: skip
    event = RoundBegun(
        body=one.body, contract=contract.pk, building=begin.building.name if begin.building else "",
        count=len(items), items=[item.code for item in items],
    )  # fmt: skip
    record(event, node=estate.pk, about=one.pk, by=by, at=at)
    return one


def _same(before: Round, estate: Estate, by: Person) -> Round:
    if (before.estate_id, before.person_id) != (estate.pk, by.pk):
        raise UsedId
    return before


def _check_begin(begin: Begin, estate: Estate, by: Person, at: datetime) -> Contract:
    if begin.body not in bodies_of(by, estate, at):
        raise NotYourBody
    if begin.building is not None and begin.building.estate_id != estate.pk:
        raise BuildingNotHere
    open_ones = Round.objects.filter(estate=estate, person=by, finished_at__isnull=True, dropped_at__isnull=True)
    if open_ones.count() >= OPEN_MAX:
        raise TooManyOpen(most=OPEN_MAX)
    contract = contract_on(estate, day_of(estate, at))
    if contract is None:
        raise NoContract
    return contract


def _items(contract: Contract, fields: Collection[str]) -> list[Item]:
    """In the order of the fields, as people know them."""
    order = list(Field.values)
    there = [item for item in items_of(contract) if not fields or item.field in fields]
    items = sorted(there, key=lambda item: (order.index(item.field), item.position))
    if not items:
        raise NothingPromised
    if len(items) > FINDINGS_MAX:
        raise TooManyItems(count=len(items), most=FINDINGS_MAX)
    return items


@deed
def finish_round(
    round_id: UUID, *, findings: Mapping[UUID, UUID] = NONE, photos: Mapping[UUID, UUID] = NONE,
    finished_at: datetime | None = None, by: Person, at: datetime,
) -> Round:  # fmt: skip
    """It counts from now on. `findings` and `photos` are all ids that the phone has, each with its item:

    every one of them must have arrived.
    """
    one = lock_round(round_id)
    require(may_finish_round, by, one, at)
    if one.dropped_at is not None:
        raise RoundWasDropped
    there = list(one.findings.select_related("item"))
    _require_all_here(one, there, findings, photos)
    if one.finished_at is not None:
        return one
    ended = finished_at or at
    require_in_the_round(one, ended, at)
    _require_all_looked_at(one, there)
    one.finished_at, one.received_at = max([ended, *(finding.seen_at for finding in there)]), at
    one.save(update_fields=["finished_at", "received_at"])
    record(_finished(one, there), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _require_all_here(
    one: Round, there: Sequence[Finding], findings: Mapping[UUID, UUID], photos: Mapping[UUID, UUID]
) -> None:
    """Raises SyncedHalf with the items about which the phone knows more than we do."""
    said = {key for finding in there for key in (finding.pk.hex, *finding.sent_as)}
    kept = set(FindingPhoto.objects.filter(finding__round=one).values_list("pk", flat=True)[:PHOTOS_OF_A_ROUND_MAX])
    missing = {item.hex for key, item in findings.items() if key.hex not in said}
    missing |= {item.hex for key, item in photos.items() if key not in kept}
    if missing:
        raise SyncedHalf(_names(key for key in one.items if key in missing) or ["?"])


def _require_all_looked_at(one: Round, there: Sequence[Finding]) -> None:
    said = {finding.item_id.hex for finding in there}
    missing = [key for key in one.items if key not in said]
    if missing:
        raise NotAllLookedAt(count=len(missing), items=named(_names(missing)))


def _names(keys: Iterable[str]) -> list[str]:
    """What the items are called, in the order of the round."""
    wanted = list(keys)
    names = {item.pk.hex: item.what for item in Item.objects.filter(pk__in=wanted)}
    return [names[key] for key in wanted if key in names]


def _finished(one: Round, there: Sequence[Finding]) -> RoundFinished:
    counts = Counter(finding.outcome for finding in there)
    passes, fails, unseen = (counts[outcome] for outcome in Finding.Outcome)
    return RoundFinished(
        body=one.body, passes=passes, fails=fails, unseen=unseen, finished_at=one.finished_at or one.begun_at
    )


@deed
def drop_round(round_id: UUID, *, reason: str, by: Person, at: datetime) -> Round:
    """Begun by mistake, broken off: it stays on record, and does not count."""
    one = lock_round(round_id)
    require(may_drop_round, by, one, at)
    if one.dropped_at is not None:
        return one
    require_open(one)
    if not reason.strip():
        raise NoReason
    if len(reason.strip()) > WORDS_MAX:
        raise LongReason(most=WORDS_MAX)
    one.dropped_at, one.dropped_why = at, reason.strip()
    one.save(update_fields=["dropped_at", "dropped_why"])
    record(RoundDropped(reason=one.dropped_why), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _named(names: Sequence[str]) -> str:
    some = gettext(", ").join(names[:NAMED_MAX])
    return (
        some if len(names) <= NAMED_MAX else gettext("{some} and {n} more").format(some=some, n=len(names) - NAMED_MAX)
    )


named = lazy(_named, str)
"""Items by name, in the reader's language: the refusal is made where no reader is known."""
