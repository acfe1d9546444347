"""What a contract's page shows, and what contracts show on pages of lower floors."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now

from courtyard.cases.models import ContractPromise
from courtyard.core.clocks import Promise
from courtyard.people.models import Person
from courtyard.places.models import Estate, Home
from courtyard.places.rules import rules_of
from courtyard.services import contract_words as words
from courtyard.services.models import Contract, ContractExtra, Field, Level
from courtyard.services.permissions import contracts as may
from courtyard.services.permissions.takeover import may_begin_takeover, may_see_takeover
from courtyard.services.queries import contracts as queries
from courtyard.services.queries.current import contract_on
from courtyard.services.queries.takeover import leaves
from courtyard.web.registers import Panel

S, K = Contract.State, Contract.Kind
PILLS = {
    S.DRAFT: ("", "dotted"), S.SIGNED: ("ok", "check"), S.RUNS_ON: ("warn", "warn"), S.ENDED: ("", "dash"),
    S.DROPPED: ("", "cross"),
}  # fmt: skip
LATEST = 5


def whole(person: Person | None, contract: Contract, at: datetime, language: str) -> dict[str, Any]:
    """Everything on the page of one contract."""
    today = queries.day_of(contract.estate, at)
    signed = contract.signed_on is not None
    return {
        "contract": contract, "estate": contract.estate,
        "book": queries.book_of(contract), "version": contract.rulebook.rpartition("/")[2],
        "look": PILLS[S(contract.state)],
        "mode": words.MODES[Contract.Mode(contract.mode)], "prices": prices_of(contract),
        "levels": levels_of(contract), "extras": extras_of(contract, language),
        "annexes": list(contract.annexes.all()), "today": today, "calendar": calendar_of(contract, at),
        "stretches": words.stretches(contract, today) if signed else (),
        "ahead": signed and today < contract.starts_on, "may": may_do(person, contract, at) if person else {},
        "notice": notice_of(contract), "reads_takeover": person is not None and _reads(person, contract, at),
    }  # fmt: skip


def prices_of(contract: Contract) -> list[tuple[Any, int]]:
    """By use, homes first."""
    found = {one.use: one.fen_per_m2 for one in contract.prices.all()}
    return [(use.label, found[use.value]) for use in Home.Use if use.value in found]


def levels_of(contract: Contract) -> list[tuple[Any, Level]]:
    """Per field the level of the catalogue that is promised, with its sentence."""
    promised = dict(contract.levels.values_list("field", "level"))
    if not promised:
        return []
    rows = Level.objects.filter(catalogue=contract.catalogue_id, number__in=set(promised.values()))
    found = {(one.field, one.number): one for one in rows}
    return [(one.label, found[one, promised[one]]) for one in Field if (one, promised.get(one)) in found]


def extras_of(contract: Contract, language: str) -> list[dict[str, Any]]:
    """What is promised beyond that; with a time, for which requests."""
    categories = rules_of(contract.estate).categories
    rows = []
    for one in contract.extras.all():
        known = categories.get(one.category)
        rows.append({"extra": one, "category": known.label(language) if known else "", **_clock(one)})
    return rows


def _clock(one: ContractExtra) -> dict[str, Any]:
    if not one.clock or one.amount is None:
        return {"time": None, "clock": ""}
    return {"time": Promise(one.amount, one.unit), "clock": ContractPromise.Clock(one.clock).label}  # type: ignore[arg-type]


def calendar_of(contract: Contract, at: datetime) -> list[words.Milestone]:
    if contract.signed_on is None:
        return []
    return words.calendar_of(contract, queries.day_of(contract.estate, at))


def notice_of(contract: Contract) -> dict[str, Any]:
    """How many days of notice end a contract without an end, and where that stands."""
    period = queries.period_of(contract, "dismissal_notice")
    return {"days": period.amount if period else 60, "article": period.article if period else ""}


def _reads(person: Person, contract: Contract, at: datetime) -> bool:
    return contract.takeover_begun_on is not None and may_see_takeover(person, contract, at)


def may_do(person: Person, contract: Contract, at: datetime) -> dict[str, bool]:
    """What this reader can do with a contract now."""
    draft, living = contract.state == S.DRAFT, contract.state in Contract.LIVING
    lasting, told = living and contract.kind != K.TEMPORARY, contract.leaves_on is not None
    street, committee = may.is_street(person, contract.estate, at), may.is_committee(person, contract.estate, at)
    begins = living or contract.state == S.ENDED
    return {
        "change": draft and may.may_change_draft(person, contract, at),
        "tender": draft and contract.kind == K.ORDINARY and may.may_tell_tender(person, contract, at),
        "sign": draft and may.may_sign_contract(person, contract, at),
        "annex": (draft or living) and may.may_add_annex(person, contract, at),
        "file": living and contract.filed_on is None and may.may_file_contract(person, contract, at),
        "plan": living and contract.plan_posted_on is None and may.may_post_plan(person, contract, at),
        "leave": lasting and not told and may.may_company_leave(person, contract, at),
        "dismiss": lasting and contract.dismissed_by_id is None and may.may_dismiss_company(person, contract, at),
        "end": living and (street or (committee and contract.leaving_told_on is not None)),
        "begin": begins and contract.takeover_begun_on is None and may_begin_takeover(person, contract, at)
        and leaves(contract),
    }  # fmt: skip


def row(contract: Contract) -> dict[str, Any]:
    """A contract as a line of the register."""
    price = queries.dwelling_fen(contract)
    return {"contract": contract, "price": price, "look": PILLS[S(contract.state)]}


def on_estate(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """Who serves us, until when, what a square metre costs: for everybody."""
    at = now()
    person = request.user if isinstance(request.user, Person) else None
    present = contract_on(estate, queries.day_of(estate, at))
    if present is None and not (person and may.may_draft_contract(person, estate, at)):
        return None
    return {"estate": estate, "one": present, "price": queries.dwelling_fen(present) if present else None}


def on_committee(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """The same, on the page of who signs it; with what is being prepared, for those who may read that."""
    at = now()
    person = request.user if isinstance(request.user, Person) else None
    found = on_estate(request, estate)
    if found is None or person is None or not may.may_see_drafts(person, estate, at):
        return found
    return {**found, "drafts": len(queries.drafts_of(estate))}


def on_decisions(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """Below the register of decisions: which contracts rest on one. On its first page only."""
    if request.GET.get("before"):
        return None
    rows = queries.resting_on_decisions(estate, LATEST)
    return {"estate": estate, "rows": rows} if rows else None


PANELS = (
    Panel("services.contract", "estate", "services/_contract_panel.html", on_estate, order=34),
    Panel("services.contract_of_committee", "committee", "services/_contract_panel.html", on_committee, order=25),
    Panel("services.contracts_by_decision", "decisions", "services/_by_decision.html", on_decisions, order=20),
)
