"""What tests of companies and their credit share: one on the register, who acts for it, points at every state."""

from datetime import date, datetime, timedelta
from typing import Any

from courtyard.conftest import MONDAY_9AM, PASSWORD, Court
from courtyard.core.company_codes import check_character
from courtyard.people.models import CLERK, Office, Person
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.services.actions.companies import Registration, name_agent, register_company
from courtyard.services.actions.credit import Giving, give_points, publish_points
from courtyard.services.actions.objections import object_to_points
from courtyard.services.actions.supervision import Found, inspect
from courtyard.services.models import Company, CreditPoint, Supervision
from courtyard.services.tests import build
from courtyard.services.tests.build import TODAY

DAY = timedelta(days=1)
YESTERDAY = TODAY - DAY
OBJECT_UNTIL = datetime.fromisoformat("2026-07-01T00:00:00+08:00")
"""Told on Monday 8 June: fifteen working days on, the Dragon Boat day off on 19 June between, is 30 June."""
FINE_FEN = 500_000


def code(number: int = 1) -> str:
    """A code whose last character fits."""
    body = f"91310000MA1FL{number:04}"
    return body + check_character(body)


def registration(court: Court, **given: Any) -> Registration:
    details: dict[str, Any] = {"node": court.city, "name": "青禾物业", "credit_code": code()}
    return Registration(**(details | given))


def registered(court: Court, name: str = "青禾物业", number: int = 1) -> Company:
    said = registration(court, name=name, credit_code=code(number))
    return register_company(said, by=court.shi, at=MONDAY_9AM)


def serving(court: Court, name: str = "青禾物业", number: int = 1) -> Company:
    """On the register, and with the first contract of Plum Court."""
    one = registered(court, name, number)
    build.contract(court, of=one)
    return one


def agent(court: Court, company: Company, name: str = "纪代言", phone: str = "13900008888") -> Person:
    """Somebody who signs in, and acts for the company."""
    person = people.person(name, court.city, phone=phone, password=PASSWORD)
    name_agent(company.pk, person, by=court.shi, at=MONDAY_9AM)
    forget_standing(person)
    company.refresh_from_db()
    return person


def district(court: Court) -> Person:
    """An officer between jie and shi."""
    person = people.person("桐区正", court.district, phone="13900007777", password=PASSWORD)
    people.office(person, court.district, Office.Kind.DISTRICT)
    return person


def giving(court: Court, **given: Any) -> Giving:
    details: dict[str, Any] = {
        "node": court.estate.node, "rule": "urgent_late", "happened_on": YESTERDAY,
        "reason": "3号楼水管爆裂，五小时无人到场", "evidence": "合署办公值班记录6月7日；照片两张",
    }  # fmt: skip
    return Giving(**(details | given))


def given_points(court: Court, company: Company, **given: Any) -> CreditPoint:
    return give_points(company.pk, giving(court, **given), by=court.jie, at=MONDAY_9AM)


def objected(court: Court, company: Company, by: Person, **given: Any) -> CreditPoint:
    one = given_points(court, company, **given)
    return object_to_points(one.pk, words="当天全区停水，抢修车进不来", by=by, at=MONDAY_9AM + DAY)


def public_points(court: Court, company: Company, **given: Any) -> CreditPoint:
    """Nobody objected; public since the end of the time for it."""
    return publish_points(given_points(court, company, **given).pk, by=CLERK, at=OBJECT_UNTIL)


def found(court: Court, **given: Any) -> Found:
    details: dict[str, Any] = {"node": court.estate.node, "on": YESTERDAY, "words": "消防通道被堆物占用"}
    return Found(**(details | given))


def to_mend(court: Court, company: Company, **given: Any) -> Supervision:
    by = date(2026, 6, 15)
    return inspect(company.pk, found(court, **given), mend_by=by, by=court.jie, at=MONDAY_9AM)
