"""One thing of each kind, in Plum Court and in Pine Court, and everybody who might come for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from courtyard.cases.models import Case, CasePhoto
from courtyard.cases.pictures import Kept, read
from courtyard.cases.tests import build as cases
from courtyard.cases.upkeep import keep
from courtyard.conftest import CAST, MONDAY_9AM, PASSWORD, Court
from courtyard.people import mail
from courtyard.people.actions import privacy
from courtyard.people.models import NameCorrection, Office, Person, Representative, Tenure
from courtyard.people.tests import build as people
from courtyard.people.tests.register import uploaded
from courtyard.places.models import Building, Home
from courtyard.trail.actions import sign_checkpoint
from courtyard.trail.keys import SigningKey

STRANGER = "stranger"
MORE = {"con": "槐聚邻", "song": "松守拙", "gone": "梧旧岁", "ling": "菱双全"}
EVERYBODY = (STRANGER, *CAST, *MORE)
OVER = date(2026, 1, 1)
A_MONTH_BEFORE = MONDAY_9AM - timedelta(days=28)
"""Cases are numbered by the month, so no number of one estate is one of the other's."""
PRIVATE, THEIRS, SHARED, OWNERS = "楼道灯昼夜不亮", "楼上夜里敲墙声", "花园长凳断了脚", "门厅公告栏漏雨"
"""How the four cases of an estate begin; each is written nowhere else."""


@dataclass(frozen=True)
class Things:
    """Values for the addresses' parts, by the names that who_may.toml uses; what is "their" is mei's, or the desk's."""

    estate: str
    area: str
    number: str
    their_number: str
    shared_number: str
    owners_number: str
    photo: UUID
    shared_photo: UUID
    large: str
    building: UUID
    home: UUID
    their_home: UUID
    checkpoint: int
    lin: UUID
    yan: UUID
    gone: UUID
    tenure: UUID
    keepers_tenure: UUID
    correction: UUID
    keepers_correction: UUID
    batch: UUID
    office: UUID
    desk_office: UUID
    firm: UUID
    firms_home: UUID
    firms_tenure: UUID
    acting: UUID
    token: str
    others_token: str

    def kwargs(self, parts: Mapping[str, str]) -> dict[str, object]:
        return {part: getattr(self, name) for part, name in parts.items()}


@dataclass(frozen=True)
class World:
    """Everybody by name, the stranger included, and what there is in the two estates."""

    persons: Mapping[str, Person | AnonymousUser]
    plum: Things
    pine: Things


def world(court: Court, folder: Path) -> World:
    """The cast and four more.

    con convenes the area; song does all the work of Pine Court and owns a home there; ling owns a home in Plum Court
    and keeps its register; gone owned one and sat at the desk until the year began.
    """
    more = {key: people.person(name, court.estate.node, phone=f"139000000{number}", password=PASSWORD)
            for number, (key, name) in enumerate(MORE.items(), start=21)}  # fmt: skip
    cast = {key: getattr(court, key) for key in CAST}
    for key, person in (cast | more).items():
        person.email = f"{key}@leak.example"
        person.save(update_fields=["email"])
    _hold(court, more)
    checkpoint = sign_checkpoint(key=SigningKey.make(folder / "checkpoint.key"), at=MONDAY_9AM).number
    return World(
        {STRANGER: AnonymousUser(), **cast, **more},
        _things(court, more["ling"], more["gone"], checkpoint, MONDAY_9AM),
        _things(_pine(court, more["song"]), more["song"], _moved(court), checkpoint, A_MONTH_BEFORE),
    )


def _hold(court: Court, more: Mapping[str, Person]) -> None:
    con, song, gone, ling = more.values()
    people.office(con, court.area, Office.Kind.CONVENOR)
    for kind in (Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.COMPANY_MANAGER, Office.Kind.REGISTRAR):
        people.office(song, court.other.node, kind)
    people.office(ling, court.estate.node, Office.Kind.REGISTRAR)
    people.office(gone, court.estate.node, Office.Kind.RESIDENTS_COMMITTEE)
    third, fourth = court.building.homes.order_by("name")[2:4]
    people.tenure(gone, third)
    people.tenure(ling, fourth)
    pine = Building.objects.get(estate=court.other)
    people.tenure(song, Home.objects.create(estate=court.other, building=pine, name="102", area_cm2=800_000))
    Office.objects.filter(person=gone).update(until=OVER)
    Tenure.objects.filter(person=gone).update(until=OVER)
    _put_on_books(court, con, song)


def _put_on_books(court: Court, con: Person, song: Person) -> None:
    """Each where they belong: whose books somebody is on decides who may look at their data."""
    for node, theirs in (
        (court.city, [court.shi]),
        (court.subdistrict, [court.jie]),
        (court.area, [con]),
        (court.other.node, [court.far, song]),
    ):
        for person in theirs:
            person.node = node
            person.save(update_fields=["node"])


def _pine(court: Court, song: Person) -> Court:
    """Pine Court: far owns 101 there, and song is everybody else."""
    house = Building.objects.get(estate=court.other)
    there = replace(court, estate=court.other, building=house, home=house.homes.get(name="101"), lin=court.far)
    return replace(there, mei=song, desk=song, yan=song, zhu=song, bai=song, reg=song)


def _moved(court: Court) -> Person:
    """Somebody who rented in Pine Court once."""
    person = people.person("榕远行", court.other.node)
    people.tenure(person, Home.objects.get(tenures__person=court.far), Tenure.Kind.TENANT)
    Tenure.objects.filter(person=person).update(until=OVER)
    return person


def _things(court: Court, keeper: Person, gone: Person, checkpoint: int, at: datetime) -> Things:
    """A private case of lin's, waiting for lin, and three of mei's; a file not imported yet; a firm with a flat."""
    theirs = cases.filed(court, by=court.mei, at=at, words=THEIRS)
    shared = cases.filed(court, by=court.mei, at=at, words=SHARED, public=True, photos=[_photograph(court)])
    owners = cases.triaged(court, by=court.mei, at=at, words=OWNERS, party="ye")
    lins = cases.resolved(court, at=at, words=PRIVATE, photos=[_photograph(court)])
    acting = _firm(court)
    privacy.unmask(court.lin.pk, court.estate.pk, by=court.desk, at=MONDAY_9AM, reason="counter")
    return Things(
        estate=court.estate.code,
        area=court.area.code,
        number=lins.number,
        their_number=theirs.number,
        shared_number=shared.number,
        owners_number=owners.number,
        photo=_photo(lins),
        shared_photo=_photo(shared),
        large="large",
        building=court.building.pk,
        home=court.home.pk,
        their_home=_tenure(court.mei).home_id,
        checkpoint=checkpoint,
        lin=court.lin.pk,
        yan=court.yan.pk,
        gone=gone.pk,
        tenure=_tenure(court.lin).pk,
        keepers_tenure=_tenure(keeper).pk,
        correction=_correction(court.lin).pk,
        keepers_correction=_correction(keeper).pk,
        batch=uploaded(court).pk,
        office=_office(court.bai, Office.Kind.COMPANY_WORKER, Office.Kind.COMPANY_MANAGER).pk,
        desk_office=_office(court.desk, Office.Kind.RESIDENTS_COMMITTEE).pk,
        firm=acting.legal_id,
        firms_home=_tenure(acting.legal).home_id,
        firms_tenure=_tenure(acting.legal).pk,
        acting=acting.pk,
        token=mail.tokens.make_token(court.lin),
        others_token=mail.tokens.make_token(court.desk),
    )


def _firm(court: Court) -> Representative:
    """An organisation that owns a flat; mei acts for it."""
    firm = Person.objects.create(kind=Person.Kind.LEGAL, name="桥头茶行", node=court.estate.node)
    flat = Home.objects.create(estate=court.estate, building=court.building, name="301", area_cm2=600_000)
    people.tenure(firm, flat)
    return Representative.objects.create(legal=firm, person=court.mei, since=people.LONG_AGO)


def _photograph(court: Court) -> Kept:
    stream = cases.photograph()
    return keep(court.estate.pk, read(stream, "stairs.jpg", stream.getbuffer().nbytes), MONDAY_9AM)


def _photo(case: Case) -> UUID:
    return CasePhoto.objects.get(case=case).pk


def _tenure(person: Person) -> Tenure:
    return Tenure.objects.get(person=person)


def _office(person: Person, *kinds: str) -> Office:
    return Office.objects.get(person=person, kind__in=kinds)


def _correction(person: Person) -> NameCorrection:
    """They ask to be written 〇 instead of what stands in the middle of their name."""
    wanted = f"{person.name[0]}〇"
    return privacy.ask_name_correction(person.pk, by=person, at=MONDAY_9AM, wanted=wanted)
