"""The register of property companies: entered once, corrected, closed with a reason; and who acts for one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from courtyard.core.company_codes import company_code
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.people.actions.officers import add_organisation
from courtyard.people.actions.offices import end_representation, name_representative
from courtyard.people.models import Person, Representative
from courtyard.places.models import Node
from courtyard.services.events.companies import (
    AgentEnded,
    AgentNamed,
    CompanyClosed,
    CompanyCorrected,
    CompanyRegistered,
)
from courtyard.services.holding import require_open
from courtyard.services.locks.companies import lock_company
from courtyard.services.models import Company, Served
from courtyard.services.models.company import CODE_MAX, NAME_MAX, WORDS_MAX
from courtyard.services.permissions.companies import (
    may_close_company,
    may_correct_company,
    may_end_agent,
    may_name_agent,
    may_register_company,
)
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

DAY = timedelta(days=1)
DETAILS = ("name", "credit_code", "phone", "address")


class NoCompanyName(BadInput):
    says = sentence("Write the name as it stands on the business licence, in at most {most} characters.")
    field = "name"


class DetailTooLong(BadInput):
    says = sentence("Please say it in at most {most} characters.")


class RegisteredAlready(BadInput):
    says = sentence(
        "A company with this code is on the register already: {name}. A company is registered once; correct that entry "
        "if it is wrong."
    )
    field = "credit_code"


class StillServes(Refusal):
    says = sentence(
        "This company serves {n} estates today. Have its contracts ended first, then take it off the register."
    )


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


class NoPerson(BadInput):
    says = sentence("Only a person can act for a company. Choose somebody who signs in here.")
    field = "sign_in_name"


class ActsAlready(BadInput):
    says = sentence("{name} acts for this company already.")
    field = "sign_in_name"


class OfficersActForNone(BadInput):
    """Whoever names who acts for a company decides over it: it cannot be themselves."""

    says = sentence("Nobody names themselves. Ask another officer, and name somebody of the company.")
    field = "sign_in_name"


@dataclass(frozen=True, kw_only=True)
class Registration:
    """A company as its business licence says. Its `id` makes one form one company."""

    node: Node
    name: str
    credit_code: str
    phone: str = ""
    address: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def register_company(said: Registration, *, by: Person, at: datetime) -> Company:
    """A company is on the books. Its code is its own: no other company has it."""
    require(may_register_company, by, said.node, at)
    before = Company.objects.filter(pk=said.id).first()
    if before is not None:
        return before
    details = _details(said.name, said.credit_code, said.phone, said.address)
    _require_new(str(details["credit_code"]), said.id)
    try:
        with transaction.atomic():
            company = Company.objects.create(
                id=said.id, node=said.node, registered_by=by, registered_at=at, **details
            )  # fmt: skip
    except IntegrityError as taken:
        raise RegisteredAlready(name=details["name"]) from taken
    event = CompanyRegistered(name=company.name, credit_code=company.credit_code)
    record(event, node=company.node_id, about=company.pk, by=by, at=at)
    return company


def _details(name: str, credit_code: str, phone: str, address: str) -> Mapping[str, Any]:
    """As they are kept. Raises NoCompanyName, DetailTooLong, and what a code is refused for."""
    if not name.strip() or len(name.strip()) > NAME_MAX:
        raise NoCompanyName(most=NAME_MAX)
    for words, most in ((phone, CODE_MAX), (address, NAME_MAX)):
        if len(words.strip()) > most:
            raise DetailTooLong(most=most)
    code = company_code(credit_code)
    return {"name": name.strip(), "credit_code": code, "phone": phone.strip(), "address": address.strip()}


def _require_new(code: str, besides: UUID) -> None:
    other = Company.objects.filter(credit_code=code).exclude(pk=besides).first()
    if other is not None:
        raise RegisteredAlready(name=other.name)


@deed
def correct_company(
    company_id: UUID, *, name: str, credit_code: str, phone: str, address: str, by: Person, at: datetime
) -> Company:
    """What its licence says now. Corrected to what it is already, nothing happens."""
    company = lock_company(company_id)
    require(may_correct_company, by, company, at)
    require_open(company)
    details = _details(name, credit_code, phone, address)
    changed = [column for column in DETAILS if getattr(company, column) != details[column]]
    if not changed:
        return company
    _require_new(str(details["credit_code"]), company.pk)
    for column in changed:
        setattr(company, column, details[column])
    company.save(update_fields=changed)
    event = CompanyCorrected(name=company.name, credit_code=company.credit_code, changed=changed)
    record(event, node=company.node_id, about=company.pk, by=by, at=at)
    return company


@deed
def close_company(company_id: UUID, *, reason: str, by: Person, at: datetime) -> Company:
    """It is gone, merged, or was entered by mistake. What is known of it stays."""
    company = lock_company(company_id)
    require(may_close_company, by, company, at)
    if company.closed_on is not None:
        return company
    if not reason.strip():
        raise NoReason
    serving = Served.objects.on(localdate(at)).filter(company=company).count()
    if serving:
        raise StillServes(n=serving)
    company.closed_on, company.closed_why = localdate(at), reason.strip()[:WORDS_MAX]
    company.save(update_fields=["closed_on", "closed_why"])
    event = CompanyClosed(name=company.name, closed_on=company.closed_on, reason=company.closed_why)
    record(event, node=company.node_id, about=company.pk, by=by, at=at)
    return company


@deed
def name_agent(company_id: UUID, whom: Person, *, by: Person, at: datetime) -> Company:
    """Somebody acts for the company from today on. The first one makes it an organisation on the same books."""
    company = lock_company(company_id)
    require(may_name_agent, by, company, at)
    require_open(company)
    if whom.pk == by.pk:
        raise OfficersActForNone
    if whom.kind != Person.Kind.NATURAL:
        raise NoPerson
    if company.person is None:
        company.person = add_organisation(company.node_id, name=company.name, by=by, at=at)
        company.save(update_fields=["person"])
    if Representative.objects.filter(legal=company.person, person=whom, until__isnull=True).exists():
        raise ActsAlready(name=whom.name)
    name_representative(company.person, whom, by=by, at=at, since=localdate(at))
    event = AgentNamed(company=company.name, organisation=company.person.pk)
    record(event, node=company.node_id, about=company.pk, by=by, at=at, whom=whom.pk)
    return company


@deed
def end_agent(company_id: UUID, agent_id: UUID, *, by: Person, at: datetime) -> Company:
    """Somebody no longer acts for the company: from tomorrow on, if they were named only today."""
    company = lock_company(company_id)
    require(may_end_agent, by, company, at)
    one = Representative.objects.filter(pk=agent_id, legal=company.person_id).first()
    if one is None:
        raise NotThere
    if one.until is not None:
        return company
    end_representation(one.pk, by=by, at=at, until=_first_day_without(one, localdate(at)))
    event = AgentEnded(company=company.name, organisation=one.legal_id)
    record(event, node=company.node_id, about=company.pk, by=by, at=at, whom=one.person_id)
    return company


def _first_day_without(one: Representative, today: date) -> date:
    return max(today, one.since + DAY)
