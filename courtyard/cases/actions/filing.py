"""How a case begins: a resident's form, or what somebody at the counter or the telephone writes down."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import F

from courtyard.cases.events import CaseFiled
from courtyard.cases.models import CALLER_MAX, CIRCLE_OF, Case, CasePhoto, Circle, Place, Serial
from courtyard.cases.permissions import may_file, may_file_for, may_file_seen
from courtyard.cases.pictures import Kept
from courtyard.cases.rules import contract_promises, starting
from courtyard.cases.turns import twice_is_once
from courtyard.cases.upkeep import own
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.people.models import Person
from courtyard.places.models import Building, CommonPart, Entrance, Estate, Home
from courtyard.places.rules import rules_of, version_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line


class UsedForm(Refusal):
    """The form's id names something else already: another person's case, or no case at all."""

    says = sentence(
        "This form has already been sent. To report something else, open a new one. What you wrote is below."
    )


class PlaceElsewhere(BadInput):
    says = sentence("Choose a place in this estate.")
    field = "place"


class LostPhoto(BadInput):
    says = sentence("The photos were kept too long and have been deleted. Please choose them again.")
    field = "photos"


class NoCaller(BadInput):
    says = sentence("Say who called or came: a name, and how to reach them.")
    field = "caller"


class NotTheirPlace(BadInput):
    says = sentence("This resident does not live there. Choose their building, or somewhere everyone shares.")
    field = "place"


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What a resident's form says. Its `id`, made with the empty form, becomes the case's: one form, one case.

    `about` names the party the case is about: it goes past that party, and no neighbour reads it.
    """

    estate: Estate
    category: str
    words: str
    place: Place = None
    where: str = ""
    urgent: bool = False
    public: bool = False
    about: str = ""
    name_hidden: bool = False
    photos: Sequence[Kept] = ()
    id: UUID = field(default_factory=new_id)


@twice_is_once
@deed
def file(filing: Filing, *, by: Person, at: datetime) -> Case:
    """A resident asks for something. The same form sent twice, even at the same moment, is one case."""
    require(may_file, by, filing.estate, filing.place, at)
    case, fresh = _file(filing, Case(reporter=by, name_hidden=filing.name_hidden), by, at)
    if fresh:
        record(_filed(case, filing), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@twice_is_once
@deed
def file_for(filing: Filing, *, resident: Person | None, caller: str, channel: str, by: Person, at: datetime) -> Case:
    """Somebody of the desk writes down what a resident says at the counter, on the telephone or on a patrol.

    Whoever is not on the register is a `caller` with a name and a way to reach them; they leave the case again
    once it is long over, and never stand on the record.
    """
    require(may_file_for, by, filing.estate, at)
    if resident is None and not caller.strip() and channel != Case.Channel.PATROL:
        raise NoCaller
    if resident is not None and not may_file(resident, filing.estate, filing.place, at):
        raise NotTheirPlace
    said = "" if resident else caller.strip()[:CALLER_MAX]
    draft = Case(reporter=resident, channel=Case.Channel(channel).value, caller=said, taken_by=by)
    case, fresh = _file(filing, draft, by, at)
    if fresh:
        whom = resident.pk if resident else None
        record(_filed(case, filing), node=case.estate_id, about=case.pk, by=by, at=at, whom=whom)
    return case


@twice_is_once
@deed
def file_seen(filing: Filing, *, by: Person, at: datetime) -> Case:
    """Somebody on a round asks for what they saw themselves: it is theirs to follow and to confirm.

    They speak of what everybody shares, never of somebody's home.
    """
    require(may_file_seen, by, filing.estate, at)
    if isinstance(filing.place, Home):
        raise NotTheirPlace
    case, fresh = _file(filing, Case(reporter=by, channel=Case.Channel.PATROL.value, taken_by=by), by, at)
    if fresh:
        record(_filed(case, filing), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


def _file(filing: Filing, draft: Case, by: Person, at: datetime) -> tuple[Case, bool]:
    """The case of this form, and whether it is new."""
    estate = filing.estate
    month = at.astimezone(ZoneInfo(estate.node.zone)).strftime("%y%m")
    serial, used = _take_serial(estate, month, filing.id)
    if used:
        before = _filed_before(filing.id, by)
        _give_back_serial(estate, month)
        return before, False
    case = _fill_in(draft, filing, f"{month}-{serial:04}", at)
    case.save(force_insert=True)
    _add_photos(case, filing.photos, at)
    return case, True


def _filed(case: Case, filing: Filing) -> CaseFiled:
    return CaseFiled(
        number=case.number,
        category=case.category,
        place=case.place_label,
        urgent=case.urgent,
        public=case.public,
        due_at=case.due_at,
        rulebook=f"{case.rulebook} {case.rulebook_version}",
        photos=[photo.sha256 for photo in filing.photos],
        channel=case.channel,
        about=case.about,
        home=filing.place.label if isinstance(filing.place, Home) else "",
        where=case.where,
        words=case.words,
    )


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


def _fill_in(case: Case, filing: Filing, number: str, at: datetime) -> Case:
    estate, name = filing.estate, filing.estate.node.rulebook
    agreed = contract_promises(estate, filing.category, at)
    office = estate.site_office
    clocks = starting(
        rules_of(estate), filing.category, urgent=filing.urgent, filed_at=at, site_office=office, agreed=agreed
    )
    circle = CIRCLE_OF[filing.about]
    given = {
        "id": filing.id,
        "estate": estate,
        "number": number,
        "category": filing.category,
        "where": filing.where,
        "words": filing.words,
        "public": filing.public and circle == Circle.DESK,
        "urgent": filing.urgent,
        "site_office": office,
        "about": filing.about,
        "circle": circle.value,
        "filed_at": at,
        "contact_due_at": clocks.first_contact_due_at,
        "on_site_due_at": clocks.on_site_due_at,
        "due_at": clocks.resolved.due_at,
        "rulebook": name,
        "rulebook_version": version_of(estate),
        "rule": clocks.resolved.rule,
        "promise_amount": clocks.resolved.promise.amount,
        "promise_unit": clocks.resolved.promise.unit,
        "turn": filing.id,
    } | _place(filing.place, estate)
    for column, value in given.items():
        setattr(case, column, value)
    return case


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
