"""The demo's contracts: drafted with prices and levels, signed, filed, and a company that somebody acts for."""

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from PIL import Image, ImageDraw

from courtyard.demo.services_promises import Service, first_day, last_day, renewed_on
from courtyard.demo.services_renewal import decision_to_renew, end_first, put_to_the_owners
from courtyard.demo.year import ZONE, Year
from courtyard.people.models import Office, Person
from courtyard.services.actions.annexes import Paper, add_annex
from courtyard.services.actions.companies import name_agent
from courtyard.services.actions.contract_signing import Signing, file_contract, sign_contract
from courtyard.services.actions.contracts import Extra, add_extra, draft_contract
from courtyard.services.contract_terms import Terms
from courtyard.services.models import Annex, Catalogue, Company, Contract
from courtyard.services.upkeep.annexes import keep

PAGE = (827, 1_169)
INK, PAPER, SEAL = "#40454a", "#fdfcf8", "#c23a2b"


def sign(year: Year, service: Service, company: Company, catalogue: Catalogue) -> None:
    """The first one, and where the owners renewed, the one that follows it."""
    begins, ends = first_day(year), last_day(year, service)
    usual: dict[str, Any] = {
        "company": company.pk, "mode": service.mode, "prices": service.prices, "catalogue": catalogue.pk,
        "commission_bp": service.commission_bp, "levels": service.levels,
    }  # fmt: skip
    if service.renewed:
        until = renewed_on(year, service) - timedelta(days=1)
        first = Terms(kind=Contract.Kind.FIRST, starts_on=begins, ends_on=until, **usual)
        second = Terms(kind=Contract.Kind.ORDINARY, starts_on=until + timedelta(days=1), ends_on=ends, **usual)
        put_to_the_owners(year, first)
        _make(year, second, lambda: decision_to_renew(year))
        year.stage(_morning(second.starts_on, 0, 8), lambda at: end_first(year, first, at))
    else:
        first = Terms(kind=Contract.Kind.FIRST, starts_on=begins, ends_on=ends, **usual)
    _make(year, first, lambda: {"authority": service.authority})
    year.stage(_morning(begins, 1), lambda at: _name_agent(year, company, at))


def _make(year: Year, terms: Terms, rests_on: Callable[[], Mapping[str, Any]]) -> None:
    """Drafted three weeks before it begins, signed with its papers, filed within a week."""
    begins = terms.starts_on
    year.stage(_morning(begins, -21), lambda at: _draft(year, terms, at))
    year.stage(_morning(begins, -14), lambda at: _sign(year, terms, rests_on(), at))
    year.stage(_morning(begins, -7), lambda at: _file(year, terms, at))


def _morning(day: date, away: int, hour: int = 10) -> datetime:
    return datetime.combine(day + timedelta(days=away), time(hour), ZONE)


def _draft(year: Year, terms: Terms, at: datetime) -> None:
    yan = year.staff.by_party["ye"]
    draft_contract(year.estate, terms, by=yan, at=at)
    for number, extra in enumerate(_extras(year), start=1):
        add_extra(terms.id, extra, by=yan, at=at + timedelta(minutes=10 * number))


def _extras(year: Year) -> list[Extra]:
    """In Tao'an the lift is called for and answered within four hours of the desk; cases keep to it."""
    if year.spec.code != "taoan":
        return [Extra(field="general", words="每年十二月上门听一次意见，走到每一户。", clause="合同第十五条")]
    return [
        Extra(
            field="facilities", words="电梯报修，四个工作小时内答复。", clause="合同第十二条", category="lift",
            clock="first_contact", amount=4, unit="working_hours",
        ),
        Extra(field="green", words="每年春天补种不少于三十株花木。", clause="合同第十三条"),
    ]  # fmt: skip


def _sign(year: Year, terms: Terms, rests_on: Mapping[str, Any], at: datetime) -> None:
    yan = year.staff.by_party["ye"]
    file = keep(year.estate.pk, scanned(at), "pdf", at)
    paper = Paper(kind=Annex.Kind.CONTRACT, name="物业服务合同（签字盖章件）", file=file)
    add_annex(terms.id, paper, by=yan, at=at)
    signing = Signing(signed_on=at.date(), **rests_on)
    sign_contract(terms.id, signing, by=yan, at=at + timedelta(minutes=20))


def _file(year: Year, terms: Terms, at: datetime) -> None:
    file_contract(terms.id, on=at.date(), by=year.staff.by_party["wu"], at=at)


def _name_agent(year: Year, company: Company, at: datetime) -> None:
    name_agent(company.pk, year.staff.by_party["wu"], by=city_officer(year), at=at)


def city_officer(year: Year) -> Person:
    office = Office.objects.reaching(year.estate.node).filter(kind=Office.Kind.CITY).select_related("person")
    return office.order_by("since", "pk")[0].person


def scanned(at: datetime) -> bytes:
    """A page as a scanner sees it: lines of writing nobody can read, and a round seal."""
    page = Image.new("RGB", PAGE, PAPER)
    draw = ImageDraw.Draw(page)
    draw.rectangle((250, 90, 577, 118), fill=INK)
    for number in range(22):
        draw.rectangle((110, 190 + number * 34, 717 - (number * 137) % 210, 198 + number * 34), fill=INK)
    draw.ellipse((520, 940, 680, 1_100), outline=SEAL, width=9)
    stream, day = io.BytesIO(), at.utctimetuple()
    page.save(stream, "PDF", creationDate=day, modDate=day)
    return stream.getvalue()
