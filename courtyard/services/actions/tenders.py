"""A tender chose the company that a contract is being prepared with: told, so that its result is published."""

from datetime import date, datetime, timedelta
from uuid import UUID

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.people.models import Person
from courtyard.services.events.contracts import TenderDecided
from courtyard.services.locks.contracts import lock_contract
from courtyard.services.models import Contract
from courtyard.services.permissions.contracts import may_tell_tender
from courtyard.services.queries.contracts import day_of
from courtyard.trail.deeds import deed, record, require

WITHIN = timedelta(days=366)


class NotTendered(Refusal):
    says = sentence(
        "Only a contract that the owners’ own choice is to make can come of a tender, while it is prepared."
    )


class NotThatDay(BadInput):
    says = sentence("The tender was decided on a day within the last year, today at the latest.")
    field = "on"


@deed
def tell_tender(contract_id: UUID, *, on: date, by: Person, at: datetime) -> Contract:
    """Its result is published for at least five days (沪房规范〔2025〕6号第二十一条). A wrong day is told again."""
    contract = lock_contract(contract_id)
    require(may_tell_tender, by, contract, at)
    if contract.kind != Contract.Kind.ORDINARY or contract.state != Contract.State.DRAFT:
        raise NotTendered
    if contract.tendered_on == on:
        return contract
    today = day_of(contract.estate, at)
    if not today - WITHIN <= on <= today:
        raise NotThatDay
    contract.tendered_on = on
    contract.save(update_fields=["tendered_on"])
    event = TenderDecided(company=contract.company.name, on=on)
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return contract
