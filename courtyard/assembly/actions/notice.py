"""The notice: the roll is written down, texts and rules are hashed, and nothing of them changes any more.

物业管理条例 art 14: fifteen days before the assembly, to all owners. Then it is delivered, home by home, with proof.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from uuid import UUID

from django.utils.timezone import localdate

from courtyard.assembly import keys, queries, rules, upkeep
from courtyard.assembly.events import Delivered, NoticeGiven
from courtyard.assembly.locks import in_state, lock
from courtyard.assembly.models import CLAUSE_MAX, Assembly, Delivery, Head, HeadOwner, RollHome
from courtyard.assembly.permissions import may_deliver, may_give_notice, may_receive_notice
from courtyard.assembly.queries.roll import DraftHead, DraftRoll, digest_of_owners, digest_of_roll
from courtyard.assembly.readiness import (
    NoCandidates,
    NoMotion,
    NoReplyYet,
    NothingMajorMayFollow,
    NotReported,
    RollNotReady,
    SeatsOfSmall,
    TooSoon,
    hindrances,
)
from courtyard.assembly.texts import motions_hash, rules_hash
from courtyard.assembly.upkeep import Kept
from courtyard.core.errors import NotThere
from courtyard.people.models import Person
from courtyard.places.models import Home
from courtyard.trail.deeds import deed, record, require

__all__ = [
    "NoCandidates",
    "NoMotion",
    "NoReplyYet",
    "NotReported",
    "NothingMajorMayFollow",
    "RollNotReady",
    "SeatsOfSmall",
    "TooSoon",
    "deliver",
    "give_notice",
    "receive_notice",
]
S = Assembly.State
ROWS_AT_ONCE = 2_000
DELIVERED_AT_ONCE = 500
LABEL_MAX = 200


@deed
def give_notice(assembly_id: UUID, *, by: Person, at: datetime) -> Assembly:
    """Everything is fixed and told. From here on it can only be held, or declared void."""
    one = lock(assembly_id)
    require(may_give_notice, by, one, at)
    if one.state == S.FROZEN:
        return one
    one.move_to(S.FROZEN)
    motions = list(one.motions.prefetch_related("attachments", "candidates"))
    roll = queries.draft_of(one, localdate(at))
    for hindrance in hindrances(one, motions, roll, at):
        raise hindrance
    one.roll_hash, one.owners_hash = _freeze(one, roll)
    one.motions_hash, one.rules_hash = motions_hash(motions), rules_hash(one, [rules.rule_of(m, one) for m in motions])
    one.heads, one.area_cm2, one.noticed_at = len(roll.heads), roll.area_cm2, at
    one.year = localdate(one.opens_at).year
    one.number = _next_number(one)
    if one.is_confidential:
        keys.make(one.pk)
    one.save(
        update_fields=[
            "state", "roll_hash", "owners_hash", "motions_hash", "rules_hash", "heads", "area_cm2", "noticed_at",
            "year", "number",
        ]
    )  # fmt: skip
    record(_noticed(one), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _noticed(one: Assembly) -> NoticeGiven:
    convenor = "replied" if one.replied_at else "silent" if one.reported_at else "not_asked"
    return NoticeGiven(
        year=one.year, number=one.number, opens_at=one.opens_at, closes_at=one.closes_at, heads=one.heads,
        area_cm2=one.area_cm2, secrecy=one.secrecy, roll_hash=one.roll_hash, owners_hash=one.owners_hash,
        motions_hash=one.motions_hash, rules_hash=one.rules_hash, rulebook=f"{one.rulebook} {one.rulebook_version}",
        convenor=convenor,
    )  # fmt: skip


def _next_number(one: Assembly) -> int:
    """The estate's row is locked for it: two notices of one moment get two numbers."""
    type(one.estate).objects.select_for_update(no_key=True).get(pk=one.estate_id)
    before = Assembly.objects.filter(estate=one.estate_id, year=one.year, number__gt=0)
    return (before.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def _freeze(one: Assembly, roll: DraftRoll) -> tuple[str, str]:
    """Write the roll down: heads, their owners and homes. The hash of what weighs, and that of whose it is."""
    heads = [_head(one, number, drafted) for number, drafted in enumerate(roll.heads, start=1)]
    _insert(heads)
    pairs = list(zip(heads, roll.heads, strict=True))
    _insert(
        HeadOwner(estate=one.estate, head=head, person=owner) for head, drafted in pairs for owner in drafted.owners
    )
    _insert(_home(one, home, head) for head, drafted in pairs for home in drafted.homes)
    _insert(_home(one, home, None, why) for home, why in roll.left_out)
    homes = {head.pk: [home.label for home in drafted.homes] for head, drafted in pairs}
    return digest_of_roll(heads), digest_of_owners(heads, homes)


def _head(one: Assembly, number: int, drafted: DraftHead) -> Head:
    salt, names = secrets.token_hex(16), drafted.names[:400]
    return Head(
        estate=one.estate, assembly=one, number=number, key=drafted.key, names=names, salt=salt,
        owners_hash=sha256(f"{salt}\n{names}".encode()).hexdigest(), label=queries.label_of(drafted.homes)[:LABEL_MAX],
        building_id=drafted.building_id, place=drafted.place, area_cm2=drafted.area_cm2, homes=len(drafted.homes),
        is_developer=drafted.is_developer, voter=drafted.voter,
    )  # fmt: skip


def _home(one: Assembly, home: Home, head: Head | None, why: str = "") -> RollHome:
    area = home.area_cm2 or 0 if head else 0
    return RollHome(
        estate=one.estate, assembly=one, home=home, head=head, building_id=home.building_id, label=home.label,
        area_cm2=area, why=why,
    )  # fmt: skip


def _insert(rows: Iterable[Head | HeadOwner | RollHome]) -> None:
    stream = iter(rows)
    while part := list(islice(stream, ROWS_AT_ONCE)):
        type(part[0]).objects.bulk_create(part)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Draft:
    """How, by whom and when something was delivered."""

    channel: str
    by: Person
    at: datetime
    note: str = ""
    photo: Kept | None = None


@deed
def deliver(
    assembly_id: UUID, *, homes: Sequence[UUID], channel: str, note: str = "", photo: Kept | None = None, by: Person,
    at: datetime,
) -> int:  # fmt: skip
    """Proof for each home that the notice and the ballot reached it. Written down twice is written down once."""
    one = lock(assembly_id)
    require(may_deliver, by, one, at)
    in_state(one, (S.FROZEN,), S.FROZEN)
    event = _deliver(one, homes[:DELIVERED_AT_ONCE], Draft(channel, by, at, note, photo))
    if event is not None:
        record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return event.homes if event else 0


@deed
def receive_notice(assembly_id: UUID, *, by: Person, at: datetime) -> int:
    """An owner says on the phone that they have the notice: proof for all of their homes."""
    one = lock(assembly_id)
    require(may_receive_notice, by, one, at)
    in_state(one, (S.FROZEN,), S.FROZEN)
    heads = [head.pk for head in queries.heads_of(by, one, at)]
    homes = list(RollHome.objects.filter(head__in=heads).values_list("home", flat=True))
    event = _deliver(one, homes, Draft(Delivery.Channel.PHONE, by, at))
    if event is not None:
        record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return event.homes if event else 0


def _deliver(one: Assembly, homes: Sequence[UUID], draft: Draft) -> Delivered | None:
    """Proof for those of the homes that had none by this channel; None where all of them had."""
    counted = RollHome.objects.filter(assembly=one, head__isnull=False, home__in=homes)
    on_roll = set(counted.values_list("home", flat=True))
    if on_roll != set(homes):
        raise NotThere
    there = Delivery.objects.filter(assembly=one, home__in=homes, channel=draft.channel)
    fresh = sorted(on_roll - set(there.values_list("home", flat=True)))
    if not fresh:
        return None
    if draft.photo is not None and not upkeep.own(draft.photo):
        raise NotThere
    file, digest = (draft.photo.file, draft.photo.sha256) if draft.photo else ("", "")
    Delivery.objects.bulk_create(
        Delivery(
            estate=one.estate, assembly=one, home_id=home, channel=Delivery.Channel(draft.channel), at=draft.at,
            by=draft.by, note=draft.note.strip()[:CLAUSE_MAX], photo=file, photo_hash=digest,
        )
        for home in fresh
    )  # fmt: skip
    return Delivered(homes=len(fresh), channel=draft.channel, which=fresh, photo_hash=digest)
