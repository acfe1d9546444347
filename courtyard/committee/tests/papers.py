"""Filings and handovers of Plum Court for tests: papers that open and some that do not, the housing office, a group."""

import io
from datetime import date, datetime
from typing import Any

from PIL import Image
from pypdf import PdfWriter

from courtyard.assembly.attachments import PDF
from courtyard.committee.actions import filing as actions
from courtyard.committee.actions import handover as handing_over
from courtyard.committee.actions import items
from courtyard.committee.models import (
    Committee,
    Filing,
    FilingPaper,
    Formation,
    Handover,
    HandoverItem,
    Member,
    Seal,
    Step,
)
from courtyard.committee.steps import STEPS
from courtyard.committee.tests.sitting import in_office, sitting
from courtyard.committee.upkeep import files
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import CLERK, Office, Person
from courtyard.people.tests import build as people

TODAY = date(2026, 6, 8)
ELECTED = date(2026, 6, 1)


def blank(pages: int = 1, password: str = "") -> bytes:
    """A PDF with so many empty pages, locked if there is a password."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def picture(width: int = 60, height: int = 40, kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(stream, kind)
    return stream.getvalue()


def officer(court: Court, name: str = "杜房管") -> Person:
    """Somebody of the district's housing office."""
    person = people.person(name, court.district)
    people.office(person, court.district, Office.Kind.DISTRICT)
    return person


def secretary(court: Court, name: str = "丁秘书") -> Person:
    person = people.person(name, court.estate.node)
    people.office(person, court.estate.node, Office.Kind.SECRETARY)
    return person


def formation(court: Court, kind: str = Formation.Kind.REELECTION, **given: Any) -> Formation:
    """A group that sits, with all steps of its way."""
    columns = {"state": Formation.State.GROUPED, "grouped_on": TODAY, "seats": 5, "term_years": 5} | given
    one = Formation.objects.create(
        estate=court.estate, kind=kind, why="本届任期快满了", due_on=ELECTED, rulebook_version="2026.2",
        begun_at=MONDAY_9AM, begun_by=court.jie, **columns,
    )  # fmt: skip
    for position, step in enumerate(STEPS[kind], start=1):
        Step.objects.create(
            estate=court.estate, formation=one, position=position, name=step.name, body=step.body, due_on=TODAY
        )
    return one


def new_committee(court: Court, **given: Any) -> Committee:
    """In office since the first of June, not filed yet."""
    return in_office(court, elected_on=ELECTED, starts_on=ELECTED, ends_on=date(2031, 5, 31), **given)


def opened(court: Court, committee: Committee | None = None, at: datetime = MONDAY_9AM) -> Filing:
    """The filing of a new committee."""
    filing = actions.open_election_filing(committee or new_committee(court), by=CLERK, at=at)
    assert filing is not None
    return filing


def add(
    filing: Filing, kind: str, by: Person, data: bytes | None = None, name: str = "扫描件.pdf",
    at: datetime = MONDAY_9AM, **given: Any,
) -> FilingPaper:  # fmt: skip
    data = data if data is not None else blank() + kind.encode()
    content = given.pop("content", PDF)
    file = files.keep(filing.estate_id, data, "pdf" if content == PDF else "png", at)
    sheet = actions.Sheet(kind=kind, name=name, content=content, **given)
    return actions.add_paper(filing.pk, sheet, file=file, by=by, at=at)


def complete(court: Court, committee: Committee | None = None) -> Filing:
    """With all six papers."""
    filing = opened(court, committee)
    for kind in FilingPaper.SIX:
        add(filing, kind, court.yan)
    return filing


def sent(court: Court, committee: Committee | None = None, at: datetime = MONDAY_9AM) -> Filing:
    return actions.send_filing(complete(court, committee).pk, by=court.yan, at=at)


def give_all(one: Handover, giver: Person, taker: Person, at: datetime = MONDAY_9AM) -> None:
    for item in one.items.all():
        items.hand_over(item.pk, by=giver, at=at)
        items.receive(item.pk, by=taker, at=at)


def seal(court: Court, committee: Committee, keeper: Member, kind: str = Seal.Kind.COMMITTEE) -> Seal:
    return Seal.objects.create(
        estate=court.estate, committee=committee, kind=kind, keeper=keeper, cut_on=date(2024, 5, 1),
        since=date(2024, 5, 1),
    )  # fmt: skip


def to_office(court: Court) -> Handover:
    """The outgoing committee, with one seal, begins to hand over."""
    committee = in_office(court)
    seal(court, committee, sitting(committee)[1])
    one = handing_over.begin_handover(formation(court), committee, on=TODAY, by=court.jie, at=MONDAY_9AM)
    assert one is not None
    return one


def from_member(court: Court, *, ground: str = Member.Ground.RESIGNED, keeps: bool = True) -> tuple[Handover, Member]:
    """The last member left, and kept the committee's seal."""
    committee = in_office(court, filed_on=date(2024, 4, 1))
    member = sitting(committee)[-1]
    if keeps:
        seal(court, committee, member)
    Member.objects.filter(pk=member.pk).update(until=TODAY, ground=ground)
    member.refresh_from_db()
    return handing_over.begin_member_handover(member, on=TODAY, by=CLERK, at=MONDAY_9AM), member


def first(one: Handover) -> HandoverItem:
    found = one.items.first()
    assert found is not None
    return found
