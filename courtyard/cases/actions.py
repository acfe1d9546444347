"""Every deed done to a case, from filing to rating."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ParamSpec, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection
from django.db.models import F

from courtyard.cases.events import (
    CaseAnswered,
    CaseConfirmed,
    CaseErased,
    CaseFiled,
    CaseResolved,
    CaseReturned,
    CaseTriaged,
)
from courtyard.cases.models import Case, CasePhoto, Party, Place, Serial
from courtyard.cases.permissions import (
    LEADS,
    may_answer,
    may_confirm,
    may_erase,
    may_file,
    may_lead,
    may_resolve,
    may_return,
    may_triage,
)
from courtyard.cases.pictures import Kept
from courtyard.cases.rules import RULE, deadline, rulebook
from courtyard.cases.upkeep import let_go, own
from courtyard.core.errors import BadInput, NotThere, OutOfTurn, Refusal, sentence
from courtyard.people.models import Person
from courtyard.places.models import Building, CommonPart, Entrance, Estate, Home
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line


class UsedForm(Refusal):
    """The form's id names something else already: another person's case, or no case at all."""

    says = sentence("This form was used before. Please open a new one; what you wrote is below.")


class PlaceElsewhere(BadInput):
    says = sentence("Choose a place in this estate.")
    field = "place"


class LostPhoto(BadInput):
    says = sentence("The photos have waited too long and are gone. Please choose them once more.")
    field = "photos"


class NotOfThatParty(BadInput):
    says = sentence("Choose somebody of the party that leads.")
    field = "handler"


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What a resident's form says. Its `id`, made with the empty form, becomes the case's: one form, one case."""

    estate: Estate
    category: str
    words: str
    place: Place = None
    where: str = ""
    urgent: bool = False
    public: bool = False
    photos: Sequence[Kept] = ()
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Turn:
    """The id of the form that asks for a deed, and which deed was the last when it was shown; None: not looked."""

    id: UUID = field(default_factory=new_id)
    seen: UUID | None = None


P = ParamSpec("P")
R = TypeVar("R")


def _twice_is_once(function: Callable[P, R]) -> Callable[P, R]:
    """Of two forms with one id that arrive together, one breaks on the other's row. Done once more, it finds it."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except IntegrityError:
            return function(*args, **kwargs)

    return run


@_twice_is_once
@deed
def file(filing: Filing, *, by: Person, at: datetime) -> Case:
    """A resident asks for something. The same form sent twice, even at the same moment, is one case."""
    estate = filing.estate
    require(may_file, by, estate, filing.place, at)
    month = at.astimezone(ZoneInfo(estate.node.zone)).strftime("%y%m")
    serial, used = _take_serial(estate, month, filing.id)
    if used:
        before = _filed_before(filing.id, by)
        _give_back_serial(estate, month)
        return before
    case = _new_case(filing, f"{month}-{serial:04}", by, at)
    case.save(force_insert=True)
    _add_photos(case, filing.photos, at)
    event = CaseFiled(
        number=case.number,
        category=case.category,
        place=case.place_label,
        urgent=case.urgent,
        public=case.public,
        due_at=case.due_at,
        rulebook=f"{case.rulebook} {case.rulebook_version}",
        photos=[photo.sha256 for photo in filing.photos],
        home=filing.place.label if isinstance(filing.place, Home) else "",
        where=case.where,
        words=case.words,
    )
    record(event, node=estate.pk, about=case.pk, by=by, at=at)
    return case


def _take_serial(estate: Estate, month: str, form: UUID) -> tuple[int, bool]:
    """The month's next number, whose row stays locked until the deed is saved, and whether the form's id is in use.

    One question for both: on the way of every filing each costs as much as all of its arithmetic.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(TAKE_AND_LOOK, [estate.pk, month, form])
            serial, used = cursor.fetchone()
            return int(serial), bool(used)
        cursor.execute(TAKE, [estate.pk.hex, month])
        serial = cursor.fetchone()[0]
        cursor.execute(LOOK, [form.hex])
        return int(serial), bool(cursor.fetchone()[0])


TAKE = (
    "INSERT INTO cases_serial (estate_id, month, last) VALUES (%s, %s, 1) "
    "ON CONFLICT (estate_id, month) DO UPDATE SET last = cases_serial.last + 1 RETURNING last"
)
LOOK = "SELECT EXISTS (SELECT 1 FROM trail_line WHERE about = %s)"
TAKE_AND_LOOK = f"WITH taken AS ({TAKE}) SELECT last, ({LOOK}) FROM taken"  # noqa: S608 -- our own constants


def _give_back_serial(estate: Estate, month: str) -> None:
    Serial.objects.filter(estate=estate, month=month).update(last=F("last") - 1)


def _filed_before(case_id: UUID, by: Person) -> Case:
    """The case this form has made already. Nothing else on the record may bear its id."""
    line = Line.objects.about(case_id).values_list("by", "kind").first()
    if line != (by.pk, CaseFiled.NAME):
        raise UsedForm
    return Case.objects.select_related("estate__node").get(pk=case_id)


def _new_case(filing: Filing, number: str, by: Person, at: datetime) -> Case:
    estate, name = filing.estate, filing.estate.node.rulebook
    by_rule = deadline(name, filing.category, urgent=filing.urgent, filed_at=at)
    return Case(
        id=filing.id,
        estate=estate,
        number=number,
        reporter=by,
        category=filing.category,
        where=filing.where,
        words=filing.words,
        public=filing.public,
        urgent=filing.urgent,
        filed_at=at,
        due_at=by_rule.due_at,
        rulebook=name,
        rulebook_version=rulebook(name).version,
        rule=by_rule.rule,
        promise_amount=by_rule.promise.amount,
        promise_unit=by_rule.promise.unit,
        turn=filing.id,
        **_place(filing.place, estate),
    )


def _place(place: Place, estate: Estate) -> dict[str, object]:
    """The columns of a place of this estate. Raises PlaceElsewhere."""
    if place is not None and place.estate_id != estate.pk:
        raise PlaceElsewhere
    match place:
        case Home():
            building = place.building
            return {"home": place, "entrance": place.entrance, "building": building, "place_label": building.name}
        case Entrance():
            label = f"{place.building.name}{place.name}"
            return {"entrance": place, "building": place.building, "place_label": label}
        case Building():
            return {"building": place, "place_label": place.name}
        case CommonPart():
            return {"common_part": place, "place_label": place.name}
    return {}


def _add_photos(case: Case, photos: Sequence[Kept], at: datetime) -> None:
    if not photos:
        return
    if not own(photos):
        raise LostPhoto
    CasePhoto.objects.bulk_create(
        CasePhoto(
            estate_id=case.estate_id,
            case=case,
            file=photo.file,
            thumbnail=photo.thumbnail,
            sha256=photo.sha256,
            width=photo.width,
            height=photo.height,
            added_at=at,
        )
        for photo in photos
    )


@deed
def triage(
    case_id: UUID,
    *,
    by: Person,
    at: datetime,
    party: str,
    words: str,
    handler: Person | None = None,
    category: str = "",
    promised: str = RULE,
    turn: Turn | None = None,
) -> Case:
    """The desk accepts a case: who leads, until when, and a first word to the resident."""
    case, turn = _lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_triage, by, case, at)
    _in_turn(case, turn, Case.State.FILED, Case.State.TRIAGED)
    if handler is not None and not may_lead(handler, party, case.estate.node, at):
        raise NotOfThatParty
    case.move_to(Case.State.TRIAGED)
    case.party, case.handler, case.triaged_at = Party(party).value, handler, at
    _promise(case, category or case.category, promised)
    case.save(update_fields=[*_PROMISED, "state", "party", "handler", "triaged_at", "turn"])
    event = CaseTriaged(
        seat=_seat(by, case, at),
        party=case.party,
        handler=handler.pk if handler else None,
        category=case.category,
        due_at=case.due_at,
        words=words,
    )
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case


_PROMISED = ["category", "due_at", "rule", "promise_amount", "promise_unit"]


def _promise(case: Case, category: str, promised: str) -> None:
    """The clock runs from filing, whenever the desk looks and whatever it calls the case."""
    one = deadline(case.rulebook, category, urgent=case.urgent, filed_at=case.filed_at, promised=promised)
    case.category, case.due_at, case.rule = category, one.due_at, one.rule
    case.promise_amount, case.promise_unit = one.promise.amount, one.promise.unit


def _lock(case_id: UUID) -> Case:
    cases = Case.objects.select_for_update(of=("self",)).select_related("estate__node")
    case = cases.filter(pk=case_id).first()
    if case is None:
        raise NotThere
    return case


def _in_turn(case: Case, turn: Turn, start: str, wanted: str) -> None:
    """Three deeds end in “in progress”, so each says where it starts.

    Whoever looked at the case before somebody else's deed is told, too, and nothing is changed.
    """
    if case.state != start or turn.seen not in (None, case.turn):
        raise OutOfTurn(Case.State(case.state), Case.State(wanted))
    case.turn = turn.id


def _seat(person: Person, case: Case, at: datetime) -> str:
    """For which party somebody of the desk speaks: the lead's, where they may."""
    seats = [case.party, *(party for party in LEADS if party != case.party)]
    return next((party for party in seats if may_lead(person, party, case.estate.node, at)), "")


@deed
def answer(case_id: UUID, *, by: Person, at: datetime, words: str, turn: Turn | None = None) -> Case:
    """The lead says how it is going."""
    case, turn = _lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_answer, by, case, at)
    _in_turn(case, turn, Case.State.TRIAGED, Case.State.TRIAGED)
    case.move_to(Case.State.TRIAGED)
    case.save(update_fields=["turn"])
    record(CaseAnswered(seat=_seat(by, case, at), words=words), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def resolve(
    case_id: UUID, *, by: Person, at: datetime, words: str, photos: Sequence[Kept] = (), turn: Turn | None = None
) -> Case:
    """The lead says it is put right. The resident has the last word."""
    case, turn = _lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_resolve, by, case, at)
    _in_turn(case, turn, Case.State.TRIAGED, Case.State.RESOLVED)
    case.move_to(Case.State.RESOLVED)
    case.resolved_at = at
    case.save(update_fields=["state", "resolved_at", "turn"])
    _add_photos(case, photos, at)
    digests = [photo.sha256 for photo in photos]
    event = CaseResolved(seat=_seat(by, case, at), late=case.is_late(at), photos=digests, words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def confirm(case_id: UUID, *, by: Person, at: datetime, rating: int, words: str = "", turn: Turn | None = None) -> Case:
    """The resident says it is well, and how well it was done."""
    case, turn = _lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_confirm, by, case, at)
    _in_turn(case, turn, Case.State.RESOLVED, Case.State.CLOSED)
    case.move_to(Case.State.CLOSED)
    case.rating, case.closed_at = Case.Rating(rating).value, at
    case.save(update_fields=["state", "rating", "closed_at", "turn"])
    record(CaseConfirmed(rating=case.rating, words=words), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def return_(case_id: UUID, *, by: Person, at: datetime, words: str, turn: Turn | None = None) -> Case:
    """The resident says it is not put right. The clock goes on from where it began: it is not set back."""
    case, turn = _lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_return, by, case, at)
    _in_turn(case, turn, Case.State.RESOLVED, Case.State.TRIAGED)
    case.move_to(Case.State.TRIAGED)
    case.returns += 1
    case.resolved_at = None
    case.save(update_fields=["state", "returns", "resolved_at", "turn"])
    record(CaseReturned(returns=case.returns, words=words), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def erase(whose: Person, *, by: Person, at: datetime) -> int:
    """A reporter's words and all photographs of their cases go; numbers, times, ratings and the record stay.

    The files themselves go in the clerk's next round. Returns how many cases were touched.
    """
    cases = list(Case.objects.select_for_update().filter(reporter=whose).order_by("pk"))
    require(may_erase, by, whose, at)
    for case in cases:
        photos = list(CasePhoto.objects.filter(case=case))
        let_go([name for photo in photos for name in (photo.file, photo.thumbnail)], at)
        CasePhoto.objects.filter(case=case).delete()
        case.words = case.where = ""
        case.home = None
        case.save(update_fields=["words", "where", "home"])
        record(CaseErased(photos=len(photos)), node=case.estate_id, about=case.pk, by=by, at=at, whom=whose.pk)
    return len(cases)
