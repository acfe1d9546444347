"""Books and walls as the checks see them: homes whose part of the fund is low, and estates with some of everything."""

import hashlib
from datetime import date
from typing import Any

from courtyard.assembly.models import Assembly, Motion
from courtyard.assembly.upkeep import keep
from courtyard.committee.tests.sitting import in_office
from courtyard.compliance.tests.build import DAY
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.disclosure.tests.build import wall
from courtyard.money.actions.audits import Commission, commission_audit
from courtyard.money.actions.books import open_books
from courtyard.money.actions.fund import Upload, take_opening, upload_opening
from courtyard.money.models import YearAudit
from courtyard.money.tests import revenue
from courtyard.money.tests.build import OPENS, book, leg
from courtyard.people.importing.kept import seal
from courtyard.people.models import Office
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.places.models import Estate, Home
from courtyard.places.rules import version_of
from courtyard.places.tests import build as places


def low_homes(court: Court, house: str, *, homes: int, low: int) -> list[Home]:
    """The fund of a new house, of which so many homes have a tenth of their first deposit, and the others all of it."""
    in_office(court)
    book(court)
    there = list(places.building(court.estate, house, homes).homes.order_by("name"))
    rows = [f"{house},{one.name},10000,{1000 if number < low else 10000}" for number, one in enumerate(there)]
    data = "\n".join(["楼号,室号,首期交存,余额", *rows, ""]).encode()
    told = Upload(
        name="维修资金.csv", sha256=hashlib.sha256(data).hexdigest(), day=OPENS,
        file=keep(court.estate.pk, seal(data), "bin", MONDAY_9AM, "money"),
    )  # fmt: skip
    take_opening(upload_opening(court.estate, told, by=court.yan, at=MONDAY_9AM).pk, by=court.yan, at=MONDAY_9AM)
    return there


def raise_again(court: Court) -> Motion:
    """The owners are asked how the fund is raised again: notice is given today."""
    vote = Assembly.objects.create(
        estate=court.estate, year=2026, number=9, state=Assembly.State.FROZEN, convener="committee",
        opens_at=MONDAY_9AM + 20 * DAY, closes_at=MONDAY_9AM + 30 * DAY, rulebook="cn-shanghai",
        rulebook_version=version_of(court.estate), drafted_by=court.yan, drafted_at=MONDAY_9AM, noticed_at=MONDAY_9AM,
        heads=1, area_cm2=1, roll_hash="0" * 64, motions_hash="0" * 64, rules_hash="0" * 64,
    )  # fmt: skip
    return Motion.objects.create(
        estate=court.estate, assembly=vote, position=1, matter="fund-raise", rule="cc278-special", title="续筹维修资金",
        decides="每平方米60元。",
    )  # fmt: skip


def third(court: Court) -> Estate:
    one = places.estate(court.area, "oak", "橡苑小区", "Oak Court")
    places.building(one, homes=1)
    return one


def furnish(court: Court, estate: Estate) -> YearAudit:
    """Books with revenue of the first quarter, a wall, and an audit that was asked for."""
    for person, kind in ((court.yan, Office.Kind.OWNERS_COMMITTEE), (court.zhu, Office.Kind.COMPANY_MANAGER)):
        if not Office.objects.filter(person=person, node=estate.node, kind=kind).exists():
            people.office(person, estate.node, kind)
        forget_standing(person)
    opening = (
        leg("revenue_bank", "revenue_undistributed", 500_00), leg("fund_bank", "fund_undistributed", 900_00),
    )  # fmt: skip
    open_books(estate, OPENS, opening, what="年初结余", by=court.yan, at=MONDAY_9AM)
    wall(court, estate=estate)
    one = revenue.project(court, estate_id=estate.pk)
    revenue.came(court, one)
    return audited(court, estate)


def audited(court: Court, estate: Estate | None = None, **given: Any) -> YearAudit:
    """Somebody is asked to audit this year's books."""
    told: dict[str, Any] = {
        "estate_id": (estate or court.estate).pk, "year": 2026, "auditor": "公信会计师事务所", "on": date(2026, 6, 1),
    }  # fmt: skip
    by, at = given.pop("by", court.yan), given.pop("at", MONDAY_9AM)
    return commission_audit(Commission(**(told | given)), by=by, at=at)
