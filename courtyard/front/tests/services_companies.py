"""A property company for an estate of the world in build.py: what was found of it, and points at every state."""

from datetime import date
from typing import Any

from courtyard.assembly.upkeep import keep
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Representative
from courtyard.people.standing import forget_standing
from courtyard.services.actions.companies import name_agent
from courtyard.services.actions.objections import ask_correction
from courtyard.services.models import Company, CreditPoint, Served
from courtyard.services.tests.build import STARTS
from courtyard.services.tests.companies import (
    OBJECT_UNTIL,
    given_points,
    objected,
    public_points,
    registered,
    to_mend,
)
from courtyard.trail.ids import new_id

FAR_AHEAD = date(2036, 6, 1)


def things(court: Court) -> dict[str, Any]:
    """bai acts for it. Of its points some wait for an objection, some for an answer; of those public one is asked
    to be corrected. Who manages an estate for it is named to everybody."""
    company = registered(court, f"{court.estate.node.name}物业", number=Company.objects.count() + 1)
    Served.objects.create(
        contract=new_id(), company=company, node=court.estate.node, kind=Served.Kind.ORDINARY, since=STARTS
    )
    name_agent(company.pk, court.bai, by=court.shi, at=MONDAY_9AM)
    forget_standing(court.bai)
    file = keep(court.estate.pk, b"%PDF-1.7 log", "pdf", MONDAY_9AM, "services")
    told = given_points(court, company, file=file, file_name="值班记录.pdf")
    objecting = objected(court, company, court.bai, rule="repair_line")
    listed, asked = (public_points(court, company, rule=rule) for rule in ("audit_obstructed", "repair_late"))
    CreditPoint.objects.filter(pk__in=[listed.pk, asked.pk]).update(
        correctable_on=date(2026, 6, 30), expires_on=FAR_AHEAD
    )
    ask_correction(asked.pk, words="已建抢修班", by=court.bai, at=OBJECT_UNTIL)
    return {
        "company": company.pk, "agent": Representative.objects.get(legal__name=company.name).pk,
        "found": to_mend(court, company).pk, "told_points": told.pk, "objected_points": objecting.pk,
        "public_points": listed.pk, "asked_points": asked.pk,
    }  # fmt: skip
