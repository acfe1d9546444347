"""A contract before it is signed: drafted, changed, given promises of its own, dropped."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courtyard.cases.models import ContractPromise
from courtyard.core.clocks import AMOUNT_MAX, Promise
from courtyard.core.errors import BadInput, OutOfTurn, Refusal, sentence
from courtyard.people.models import Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of, version_of
from courtyard.services.contract_terms import Terms, checked
from courtyard.services.events.contracts import ContractDrafted, DraftChanged, DraftDropped, ExtraAdded, ExtraDropped
from courtyard.services.locks.contracts import lock_contract, lock_extra
from courtyard.services.models import Contract, ContractExtra, ContractLevel, ContractPrice, Field
from courtyard.services.models.company import ARTICLE_MAX, WORDS_MAX
from courtyard.services.permissions.contracts import (
    may_add_extra,
    may_change_draft,
    may_draft_kind,
    may_drop_draft,
    may_drop_extra,
)
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Contract.State
DRAFTS_MAX, EXTRAS_MAX = 10, 30


class ManyDrafts(Refusal):
    says = sentence("There are {most} drafts here already. Drop those that came to nothing first.")


class ManyExtras(Refusal):
    says = sentence("A contract has at most {most} promises of its own here.")


class NoField(BadInput):
    says = sentence("Choose which field of service the promise belongs to.")
    field = "field"


class NoWords(BadInput):
    says = sentence("Say in at most {most} characters what is promised.")
    field = "words"


class NoClause(BadInput):
    says = sentence("Say in at most {most} characters which clause of the contract says so.")
    field = "clause"


class HalfClock(BadInput):
    says = sentence(
        "A promise with a time names the kind of request, what has to be done, and how long it may take: all three, or "
        "none of them."
    )
    field = "category"


class NoSuchClock(BadInput):
    says = sentence("Choose a kind of request and what has to be done as they stand in the list.")
    field = "category"


class BadTime(BadInput):
    says = sentence("Say how long it may take: a whole number, 1 to {most} of these.")
    field = "amount"


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


@dataclass(frozen=True, kw_only=True)
class Extra:
    """A promise beyond the catalogue; with a clock it is measured on every case of its category."""

    field: str
    words: str
    clause: str
    category: str = ""
    clock: str = ""
    amount: int | None = None
    unit: str = ""
    id: UUID = dataclasses.field(default_factory=new_id)


@deed
def draft_contract(estate: Estate, terms: Terms, *, by: Person, at: datetime) -> Contract:
    """A contract is being prepared; nobody but those who prepare it reads it yet."""
    estate = lock_estate(estate.pk)
    require(may_draft_kind, by, estate, terms.kind, at)
    before = Contract.objects.filter(pk=terms.id, estate=estate).first()
    if before is not None:
        return before
    if Contract.objects.filter(estate=estate, state=S.DRAFT).count() >= DRAFTS_MAX:
        raise ManyDrafts(most=DRAFTS_MAX)
    company, catalogue = checked(terms, estate)
    contract = Contract.objects.create(
        id=terms.id, estate=estate, company=company, kind=terms.kind, mode=terms.mode, starts_on=terms.starts_on,
        ends_on=terms.ends_on, commission_bp=terms.commission_bp, catalogue=catalogue, rulebook=_book(estate),
        drafted_by=by, drafted_at=at,
    )  # fmt: skip
    _write(contract, terms)
    record(ContractDrafted(kind=contract.kind), node=estate.pk, about=contract.pk, by=by, at=at)
    return contract


@deed
def change_draft(contract_id: UUID, terms: Terms, *, by: Person, at: datetime) -> Contract:
    """Other terms; what was signed is never changed."""
    contract = lock_contract(contract_id)
    require(may_change_draft, by, contract, at)
    require(may_draft_kind, by, contract.estate, terms.kind, at)
    _require_draft(contract)
    contract.company, contract.catalogue = checked(terms, contract.estate)
    contract.kind, contract.mode, contract.commission_bp = terms.kind, terms.mode, terms.commission_bp
    contract.starts_on, contract.ends_on = terms.starts_on, terms.ends_on
    contract.save(
        update_fields=["company", "catalogue", "kind", "mode", "commission_bp", "starts_on", "ends_on"]
    )  # fmt: skip
    _write(contract, terms)
    record(DraftChanged(), node=contract.estate_id, about=contract.pk, by=by, at=at)
    return contract


def _write(contract: Contract, terms: Terms) -> None:
    """Prices and levels as the terms say, in place of those before."""
    ContractPrice.objects.filter(contract=contract).delete()
    ContractLevel.objects.filter(contract=contract).delete()
    whose = {"estate": contract.estate, "contract": contract}
    ContractPrice.objects.bulk_create(
        ContractPrice(**whose, use=use, fen_per_m2=fen) for use, fen in terms.prices.items()
    )
    ContractLevel.objects.bulk_create(
        ContractLevel(**whose, field=one, level=number) for one, number in terms.levels.items()
    )


def _book(estate: Estate) -> str:
    return f"{estate.node.rulebook}/{version_of(estate)}"


def _require_draft(contract: Contract) -> None:
    if contract.state != S.DRAFT:
        raise OutOfTurn(S(contract.state), S.DRAFT)


@deed
def add_extra(contract_id: UUID, extra: Extra, *, by: Person, at: datetime) -> ContractExtra:
    """One more promise; once the contract is signed its time is the time of every case of that kind."""
    contract = lock_contract(contract_id)
    require(may_add_extra, by, contract, at)
    before = ContractExtra.objects.filter(pk=extra.id, contract=contract).first()
    if before is not None:
        return before
    _require_draft(contract)
    if contract.extras.count() >= EXTRAS_MAX:
        raise ManyExtras(most=EXTRAS_MAX)
    _check_extra(extra, contract.estate)
    one = ContractExtra.objects.create(
        id=extra.id, estate=contract.estate, contract=contract, field=extra.field, words=extra.words.strip(),
        clause=extra.clause.strip(), category=extra.category, clock=extra.clock, amount=extra.amount, unit=extra.unit,
    )  # fmt: skip
    record(ExtraAdded(extra=one.pk), node=contract.estate_id, about=contract.pk, by=by, at=at)
    return one


def _check_extra(extra: Extra, estate: Estate) -> None:
    if extra.field not in Field.values:
        raise NoField
    if not 0 < len(extra.words.strip()) <= WORDS_MAX:
        raise NoWords(most=WORDS_MAX)
    if not 0 < len(extra.clause.strip()) <= CLAUSE_MAX:
        raise NoClause(most=CLAUSE_MAX)
    parts = (extra.category, extra.clock, extra.amount, extra.unit)
    if not any(parts):
        return
    if not all(parts):
        raise HalfClock
    if extra.category not in rules_of(estate).categories or extra.clock not in ContractPromise.Clock.values:
        raise NoSuchClock
    _promise_of(extra.amount or 0, extra.unit)


CLAUSE_MAX = min(ARTICLE_MAX, 120)
"""What a case cites of it has room for no more."""


def _promise_of(amount: int, unit: str) -> Promise:
    """So much time. Raises BadTime."""
    most = next((most for one, most in AMOUNT_MAX.items() if one == unit), None)
    if most is None or not 1 <= amount <= most:
        raise BadTime(most=most or 0)
    return Promise(amount, unit)  # type: ignore[arg-type]


@deed
def drop_extra(extra_id: UUID, *, by: Person, at: datetime) -> Contract:
    """It is not promised after all."""
    contract, extra = lock_extra(extra_id)
    require(may_drop_extra, by, contract, at)
    _require_draft(contract)
    record(ExtraDropped(extra=extra.pk), node=contract.estate_id, about=contract.pk, by=by, at=at)
    extra.delete()
    return contract


@deed
def drop_draft(contract_id: UUID, *, reason: str, by: Person, at: datetime) -> Contract:
    """It came to nothing."""
    contract = lock_contract(contract_id)
    require(may_drop_draft, by, contract, at)
    if contract.state == S.DROPPED:
        return contract
    if not reason.strip():
        raise NoReason
    contract.move_to(S.DROPPED)
    contract.save(update_fields=["state"])
    event = DraftDropped(reason=reason.strip()[:WORDS_MAX])
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return contract
