"""One thing of each kind, in Plum Court and in Pine Court, and everybody who might come for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from courtyard.cases import actions as deeds
from courtyard.cases.models import Case, CasePhoto, Incident, ReplyTemplate, SavedFilter
from courtyard.cases.pictures import Kept, read
from courtyard.cases.tests import build as cases
from courtyard.cases.upkeep import keep
from courtyard.conftest import CAST, MONDAY_9AM, PASSWORD, Court
from courtyard.duties.actions import make_feed
from courtyard.duties.tests.build import owes, owes_above
from courtyard.front.tests import (
    calling,
    committees,
    decided,
    disclosure,
    money_bank,
    money_books,
    money_fees,
    money_revenue,
    money_spending,
    office,
    services_companies,
    services_contracts,
    services_inspections,
    services_quality,
    services_ratings,
    services_standards,
    votes,
)
from courtyard.front.tests.things import Things
from courtyard.notify import upkeep
from courtyard.notify.actions import Posting, post
from courtyard.notify.models import BoardNotice, Notice
from courtyard.notify.registers import Tell
from courtyard.people import mail
from courtyard.people.actions import privacy
from courtyard.people.models import CLERK, NameCorrection, Office, Person, Representative, Tenure
from courtyard.people.tests import build as people
from courtyard.people.tests.register import uploaded
from courtyard.places.models import Building, Home
from courtyard.trail.actions import sign_checkpoint
from courtyard.trail.keys import SigningKey

STRANGER = "stranger"
MORE = {"con": "槐聚邻", "song": "松守拙", "gone": "梧旧岁", "ling": "菱双全", "wei": "薇观澜"}
EVERYBODY = (STRANGER, *CAST, *MORE)
OVER = date(2026, 1, 1)
FAR_AHEAD = datetime(2036, 6, 1, tzinfo=UTC)
A_MONTH_BEFORE = MONDAY_9AM - timedelta(days=28)
"""Cases are numbered by the month, so no number of one estate is one of the other's."""
PRIVATE, THEIRS, SHARED, OWNERS = "楼道灯昼夜不亮", "楼上夜里敲墙声", "花园长凳断了脚", "门厅公告栏漏雨"
CLIMBED, ABOUT, SIGNING, CALLED = "车棚的顶漏了半年", "保安对老人很凶啊", "健身角的铺地翘了", "电表箱的门关不上"
"""How the cases of an estate begin; each is written nowhere else."""


@dataclass(frozen=True)
class World:
    """Everybody by name, the stranger included, and what there is in the two estates."""

    persons: Mapping[str, Person | AnonymousUser]
    plum: Things
    pine: Things


def world(court: Court, folder: Path) -> World:
    """The cast and five more.

    con convenes the area; song does all the work of Pine Court and owns a home there; ling owns a home in Plum Court
    and keeps its register; gone owned one and sat at the
    desk until the year began; wei supervises both estates for their residents.
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
        _things(court, more["ling"], more["gone"], more["wei"], checkpoint, MONDAY_9AM),
        _things(_pine(court, more["song"]), more["song"], _moved(court), more["wei"], checkpoint, A_MONTH_BEFORE),
    )


def _hold(court: Court, more: Mapping[str, Person]) -> None:
    con, song, gone, ling, wei = more.values()
    for node in (court.estate.node, court.other.node):
        people.office(wei, node, Office.Kind.SUPERVISOR)
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


def _things(court: Court, keeper: Person, gone: Person, wei: Person, checkpoint: int, at: datetime) -> Things:
    """A private case of lin's, waiting for lin, and three of mei's; a file not imported yet; a firm with a flat."""
    private, shared, numbers = _cases(court, at)
    acting = _firm(court)
    privacy.unmask(court.lin.pk, court.estate.pk, by=court.desk, at=MONDAY_9AM, reason="counter")
    return Things(
        estate=court.estate.code,
        area=court.area.code,
        **numbers,
        incident=_incident(court).pk,
        template=_template(court).pk,
        filter=SavedFilter.objects.create(estate=court.estate, person=court.desk, name="超时", query="?group=late").pk,
        street=court.subdistrict.code,
        duty=owes(court, due_at=FAR_AHEAD).pk,
        duty_above=owes_above(court, due_at=FAR_AHEAD).pk,
        notice=_told(court),
        posted=_posted(court, at).pk,
        feed=make_feed(court.lin, by=court.lin, at=MONDAY_9AM),
        photo=_photo(private),
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
        **office.things(court, wei, at, FAR_AHEAD),
        **votes.things(court),
        **calling.things(court, at),
        **_decided(court, at),
    )


def _decided(court: Court, at: datetime) -> dict[str, Any]:
    """What came of votes: a committee, and who serves the estate."""
    outcome = decided.things(court, at)
    outcome |= committees.things(court, at, outcome["candidate"])
    return outcome | _served(court, at) | _money(court, at)


def _money(court: Court, at: datetime) -> dict[str, Any]:
    """Books, and what is told of them."""
    books = money_books.things(court, at)
    return {
        **books,
        **money_revenue.things(court, at, books["project"], books["book_entry"]),
        **money_spending.things(court, at),
        **money_bank.things(court, at),
        **money_fees.things(court, at),
    }


def _served(court: Court, at: datetime) -> dict[str, Any]:
    return {
        **services_inspections.things(court, at),
        **services_ratings.things(court),
        **services_quality.things(court, at),
        **services_contracts.things(court, at),
        **services_companies.things(court),
        **services_standards.things(court, at),
        **disclosure.things(court, at),
    }


def _cases(court: Court, at: datetime) -> tuple[Case, Case, dict[str, Any]]:
    """The private and the public one, and the numbers of all."""
    theirs = cases.filed(court, by=court.mei, at=at, words=THEIRS)
    shared = cases.filed(court, by=court.mei, at=at, words=SHARED, public=True, photos=[_photograph(court)])
    owners = cases.triaged(court, by=court.mei, at=at, words=OWNERS, party="ye")
    lins = cases.resolved(court, at=at, words=PRIVATE, photos=[_photograph(court)])
    numbers = {
        "number": lins.number,
        "their_number": theirs.number,
        "shared_number": shared.number,
        "owners_number": owners.number,
        "climbed_number": _climbed(court, at).number,
        "about_number": cases.filed(court, at=at, words=ABOUT, about="wu").number,
        "signing_number": _signing(court, at).number,
        "called_number": _called(court, at).number,
    }
    return lins, shared, numbers


def _climbed(court: Court, at: datetime) -> Case:
    """Long overdue, and so with the sub-district."""
    case = cases.triaged(court, by=court.mei, at=at, words=CLIMBED)
    late = case.due_at + timedelta(days=1)
    for why in ("overdue", "overdue"):
        case = deeds.escalate(case.pk, by=CLERK, at=late, why=why)
    return case


def _signing(court: Court, at: datetime) -> Case:
    """The company says it is done, and the owners' committee has to agree."""
    case = cases.triaged(court, by=court.mei, at=at, words=SIGNING)
    deeds.involve(case.pk, by=court.desk, at=at, party="ye", words="请一起验收。", signs=True)
    return deeds.resolve(case.pk, by=court.zhu, at=at, words="铺平了。")


def _called(court: Court, at: datetime) -> Case:
    """Said on the telephone by somebody who is not on the register."""
    filing = cases.filing(court, words=CALLED)
    case = deeds.file_for(filing, resident=None, caller="王阿姨", channel="phone", by=court.desk, at=at)
    deeds.triage(case.pk, by=court.desk, at=at, party="wu", words="收到。")
    return deeds.resolve(case.pk, by=court.zhu, at=at, words="修好了。")


def _incident(court: Court) -> Incident:
    hour = timedelta(hours=1)
    said = deeds.Announcement(
        estate=court.estate, title="停水", words="水管在修。", category="water", buildings=[court.building],
        starts_at=MONDAY_9AM, expected_until=MONDAY_9AM + hour,
    )  # fmt: skip
    return deeds.announce(said, by=court.desk, at=MONDAY_9AM)


def _told(court: Court) -> UUID:
    """Something that lin was told."""
    said = {"title": "消杀", "place": "梅苑"}
    tells = [Tell("notify.board", court.lin.pk, said, court.estate.pk, court.estate.pk, "/me/")]
    upkeep.tell(tells, source="a story", at=MONDAY_9AM)
    return Notice.objects.get(person=court.lin, source="a story").pk


def _posted(court: Court, at: datetime) -> BoardNotice:
    until = (at + timedelta(days=100)).date()
    posting = Posting(estate=court.estate, party="wu", title="周三消杀", words="请关好门窗。", until=until)
    return post(posting, by=court.zhu, at=at)


def _template(court: Court) -> ReplyTemplate:
    given = {"title": "收到", "words": "收到，编号{number}。", "for_deed": "triage"}
    return deeds.keep_template(court.estate, **given, by=court.desk, at=MONDAY_9AM)


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
