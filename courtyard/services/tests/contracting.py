"""What tests of contracts begin with: a decision of the owners, terms, a draft, a contract that its deed signed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from courtyard.assembly.models import Assembly, Decision, Motion
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Office, Person
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.services.actions.annexes import Paper
from courtyard.services.actions.contract_signing import Signing, sign_contract
from courtyard.services.actions.contracts import draft_contract
from courtyard.services.contract_terms import Terms
from courtyard.services.models import Catalogue, Company, Contract, Field
from courtyard.services.tests import build
from courtyard.services.upkeep import annexes

TODAY = date(2026, 6, 8)
DAY = timedelta(days=1)
BEGINS, ENDS = date(2026, 7, 1), date(2029, 6, 30)
PDF = b"%PDF-1.7 signed"


def decided(court: Court, title: str = "选聘青禾物业", matter: str = "company", **given: Any) -> Decision:
    """Something the owners decided a month ago."""
    estate = given.pop("estate", court.estate)
    number = Decision.objects.filter(estate=estate).count() + 1
    vote = Assembly.objects.create(
        estate=estate, number=number, year=2026, convener="committee", opens_at=MONDAY_9AM - 60 * DAY,
        closes_at=MONDAY_9AM - 50 * DAY, drafted_by=court.yan, drafted_at=MONDAY_9AM - 80 * DAY,
    )  # fmt: skip
    motion = Motion.objects.create(estate=estate, assembly=vote, position=1, matter=matter, title=title)
    columns: dict[str, Any] = {"carried": True, "in_force_on": TODAY - 30 * DAY, "year": 2026}
    return Decision.objects.create(
        estate=estate, motion=motion, number=number, matter=matter, title=title, **(columns | given)
    )


def company(court: Court, name: str = "青禾物业") -> Company:
    found = Company.objects.filter(name=name).first()
    return found or build.company(court, name, uuid4().hex[:18])


def levels(number: int = 2) -> Mapping[str, int]:
    return dict.fromkeys(Field.values, number)


def terms(court: Court, of: Company | None = None, by: Catalogue | None = None, **given: Any) -> Terms:
    """Three years from July on, a commission of 8 %, 1.85 yuan for homes, level 2 everywhere, or as `given` says."""
    catalogue = by or Catalogue.objects.first() or build.catalogue(court)
    columns: dict[str, Any] = {
        "company": (of or company(court)).pk, "kind": "ordinary", "mode": "commission", "commission_bp": 800,
        "starts_on": BEGINS, "ends_on": ENDS, "prices": {"dwelling": 185}, "catalogue": catalogue.pk,
        "levels": levels(),
    }  # fmt: skip
    return Terms(**(columns | given))


def draft(court: Court, of: Company | None = None, **given: Any) -> Contract:
    by = court.jie if given.get("kind") == "temporary" else court.yan
    return draft_contract(court.estate, terms(court, of, **given), by=by, at=MONDAY_9AM)


def signed(
    court: Court, of: Company | None = None, decision: Decision | None = None, at: datetime = MONDAY_9AM, **given: Any
) -> Contract:
    """Drafted and signed by their deeds."""
    one = draft(court, of, **given)
    return sign(court, one, decision, at)


def sign(court: Court, one: Contract, decision: Decision | None = None, at: datetime = MONDAY_9AM) -> Contract:
    on = at.date()
    if one.kind == Contract.Kind.ORDINARY:
        signing = Signing(signed_on=on, decision=(decision or decided(court)).pk)
    else:
        signing = Signing(signed_on=on, authority="街道第3号函")
    by = court.jie if one.kind == Contract.Kind.TEMPORARY else court.yan
    return sign_contract(one.pk, signing, by=by, at=at)


def paper(court: Court, **given: Any) -> Paper:
    """The signed contract as a PDF that waits in the storage."""
    file = annexes.keep(court.estate.pk, PDF, "pdf", MONDAY_9AM)
    columns: dict[str, Any] = {"kind": "contract", "name": "物业服务合同", "file": file}
    return Paper(**(columns | given))


def holds(person: Person, court: Court, kind: str, since: date | None = None) -> Person:
    """Somebody who holds one more office here."""
    office = people.office(person, court.estate.node, kind)
    if since is not None:
        office.since = since
        office.save(update_fields=["since"])
    forget_standing(person)
    return person


def secretary(court: Court) -> Person:
    return holds(people.person("文书香", court.estate.node), court, Office.Kind.SECRETARY)
