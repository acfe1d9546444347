"""Owners ask for an assembly: one begins, others sign, and enough of them oblige the committee to convene.

物业管理条例 art 13: a temporary assembly is held when twenty per cent of the owners ask for it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from courtyard.assembly import rules
from courtyard.assembly.events import (
    PetitionBegun,
    PetitionExpired,
    PetitionReached,
    PetitionSigned,
    PetitionWithdrawn,
    SignatureWithdrawn,
)
from courtyard.assembly.models import REASON_MAX, TITLE_MAX, WORDS_MAX, Petition, Signature
from courtyard.assembly.permissions import (
    may_begin_petition,
    may_expire_petition,
    may_sign_petition,
    may_unsign_petition,
    may_withdraw_petition,
)
from courtyard.assembly.queries.roll import DraftRoll
from courtyard.assembly.signing import CONVENE, counted, head_of, roll_of
from courtyard.core.errors import BadInput, NotThere, OutOfTurn, Refusal, sentence
from courtyard.duties import actions as duties
from courtyard.people.models import CLERK, Office, Person
from courtyard.places.models import Estate
from courtyard.places.rules import version_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import locked

S = Petition.State
RULE = "petition20"
OPEN_MAX = 10


class NoText(BadInput):
    says = sentence("Say what shall be decided: a title of at most {title} characters and why, in at most {words}.")
    field = "title"


class NoSuchMatter(BadInput):
    says = sentence("Choose what kind of decision this is.")
    field = "matter"


class Signed(Refusal):
    says = sentence("Your home has signed already. Co-owners are one voice.")


class Over(Refusal):
    says = sentence("Signatures were taken until {until}.")


class TooManyOpen(Refusal):
    says = sentence("{most} petitions are being signed here already. Sign one of those, or wait until one has ended.")


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What owners want decided. Its `id`, made with the empty form, makes one form one petition."""

    estate: Estate
    title: str
    words: str
    matter: str
    id: UUID = field(default_factory=new_id)


@deed
def begin_petition(wish: Wish, *, by: Person, at: datetime) -> Petition:
    """An owner asks others to sign, and is the first to."""
    require(may_begin_petition, by, wish.estate, at)
    before = Petition.objects.filter(pk=wish.id, estate=wish.estate).first()
    if before is not None:
        return before
    if not wish.title.strip() or not wish.words.strip() or len(wish.title) > TITLE_MAX or len(wish.words) > WORDS_MAX:
        raise NoText(title=TITLE_MAX, words=WORDS_MAX)
    if wish.matter not in {matter.key for matter in rules.matters_of(wish.estate)}:
        raise NoSuchMatter
    if Petition.objects.filter(estate=wish.estate, state=S.OPEN).count() >= OPEN_MAX:
        raise TooManyOpen(most=OPEN_MAX)
    one = Petition(
        id=wish.id, estate=wish.estate, title=wish.title.strip(), words=wish.words.strip(), matter=wish.matter,
        begun_by=by, begun_at=at, rule=RULE, rulebook=wish.estate.node.rulebook,
        rulebook_version=version_of(wish.estate),
    )  # fmt: skip
    one.ends_at = rules.end_of(rules.after(one, "petition_open", at), wish.estate)
    one.save(force_insert=True)
    event = PetitionBegun(title=one.title, matter=one.matter, rule=one.rule, ends_at=one.ends_at, words=one.words)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    roll = roll_of(one.estate, at)
    _sign(one, roll, by, at)
    record(PetitionSigned(), node=one.estate_id, about=one.pk, by=by, at=at)
    _look(one, roll, by, at)
    return one


@deed
def sign_petition(petition_id: UUID, *, by: Person, at: datetime) -> Petition:
    """An owner signs for their set of owners. Enough of them, and the assembly has to be convened."""
    one = _lock(petition_id)
    require(may_sign_petition, by, one, at)
    if one.state != S.OPEN:
        raise OutOfTurn(S(one.state), S.OPEN)
    if at >= one.ends_at:
        raise Over(until=one.ends_at)
    roll = roll_of(one.estate, at)
    _sign(one, roll, by, at)
    record(PetitionSigned(), node=one.estate_id, about=one.pk, by=by, at=at)
    _look(one, roll, by, at)
    return one


def _sign(one: Petition, roll: DraftRoll, by: Person, at: datetime) -> None:
    head = head_of(by, roll, at)
    if head is None:
        raise NotThere
    try:
        with transaction.atomic():
            Signature.objects.create(
                estate=one.estate, petition=one, person=by, home=head.homes[0], key=head.key, signed_at=at
            )
    except IntegrityError as there:
        raise Signed from there


def _look(one: Petition, roll: DraftRoll, by: Person, at: datetime) -> None:
    """Whether it is enough now. Once it is, the committee owes the assembly, whatever anybody takes back later."""
    outcome = counted(one, roll)
    if not outcome.passed:
        return
    one.move_to(S.REACHED)
    one.reached_at, one.convene_by = at, rules.after(one, "petition_convene", at)
    tally = outcome.tally
    figures = {
        "heads": int(tally.of("for", "heads")), "all_heads": int(tally.of("all", "heads")),
        "area_cm2": int(tally.of("for", "area")), "all_area_cm2": int(tally.of("all", "area")),
    }  # fmt: skip
    one.result = figures
    one.save(update_fields=["state", "reached_at", "convene_by", "result"])
    _owe(one, at)
    event = PetitionReached(convene_by=one.convene_by, **figures)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)


def _owe(one: Petition, at: datetime) -> None:
    """The assembly is owed by the owners' committee; where there is none, by the residents' committee. The clerk writes
    the duty down: whoever signed last is no officer.
    """
    period, assert_day = rules.book_of(one).periods["petition_convene"], one.convene_by
    assert assert_day is not None, "a reached petition says by when"
    held = Office.objects.on(localdate(at)).filter(node=one.estate.node, kind=Office.Kind.OWNERS_COMMITTEE)
    rule = rules.book_of(one).counts[one.rule]
    duties.owe(
        duties.Owed(
            kind=CONVENE, node=one.estate.node, estate=one.estate, what=WHAT, fields={"title": one.title},
            due_at=rules.end_of(assert_day, one.estate), party="ye" if held.exists() else "ju",
            article=rule.article, source=rule.source, certainty=period.certainty, about=one.pk,
            rulebook=f"{one.rulebook} {one.rulebook_version}",
            link=reverse("assembly:petition", args=[one.estate.node.code, one.pk]), key=f"petition:{one.pk.hex}",
        ),
        by=CLERK, at=at,
    )  # fmt: skip


WHAT = sentence("Hold the assembly that owners asked for: {title}")


@deed
def unsign_petition(petition_id: UUID, *, by: Person, at: datetime) -> Petition:
    """Taken back by who signed, as long as it has not been reached."""
    one = _lock(petition_id)
    require(may_unsign_petition, by, one, at)
    if one.state != S.OPEN:
        raise OutOfTurn(S(one.state), S.OPEN)
    mine = Signature.objects.filter(petition=one, person=by, withdrawn_at__isnull=True).first()
    if mine is None:
        return one
    mine.withdrawn_at = at
    mine.save(update_fields=["withdrawn_at"])
    record(SignatureWithdrawn(), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def withdraw_petition(petition_id: UUID, *, words: str, by: Person, at: datetime) -> Petition:
    """Whoever began it lets it go, and says why."""
    one = _lock(petition_id)
    require(may_withdraw_petition, by, one, at)
    if one.state == S.WITHDRAWN:
        return one
    one.move_to(S.WITHDRAWN)
    if not words.strip():
        raise NoReason
    one.reason = words.strip()[:REASON_MAX]
    one.save(update_fields=["state", "reason"])
    record(PetitionWithdrawn(reason=one.reason), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def expire_petition(petition_id: UUID, *, by: Person, at: datetime) -> Petition:
    """Its time is over and not enough signed."""
    one = _lock(petition_id)
    require(may_expire_petition, by, one, at)
    if one.state != S.OPEN or at < one.ends_at:
        return one
    outcome = counted(one, roll_of(one.estate, at))
    one.move_to(S.EXPIRED)
    figures = {"heads": int(outcome.tally.of("for", "heads")), "all_heads": int(outcome.tally.of("all", "heads"))}
    one.result = figures
    one.save(update_fields=["state", "result"])
    record(PetitionExpired(**figures), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _lock(petition_id: UUID) -> Petition:
    return locked(Petition.objects.select_related("estate__node"), petition_id)
