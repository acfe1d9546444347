"""Who prepares a contract, signs it, files it, posts the plan for the next one, and ends it."""

from collections.abc import Sequence
from datetime import datetime

from courtyard.duties.permissions import is_clerk
from courtyard.notify.permissions import may_post_for
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate
from courtyard.services.models import Contract

K = Contract.Kind
WRITES = (Office.Kind.OWNERS_COMMITTEE, Office.Kind.SECRETARY)


def is_committee(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds((Office.Kind.OWNERS_COMMITTEE,), estate.node, at)


def is_street(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds((Office.Kind.SUBDISTRICT,), estate.node, at)


def is_company(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds((Office.Kind.COMPANY_MANAGER,), estate.node, at)


def writes(person: Person, estate: Estate, at: datetime) -> bool:
    """The committee, and its secretary for it."""
    return standing(person).holds(WRITES, estate.node, at)


def kinds_for(person: Person, estate: Estate, at: datetime) -> Sequence[str]:
    """Which kinds of contract somebody may prepare: the owners' is their committee's, a temporary one the
    sub-district's, and the developer's is written down by whoever has the paper."""
    writes_, above = writes(person, estate, at), standing(person).holds(Office.ABOVE, estate.node, at)
    theirs = {K.FIRST: writes_ or above, K.ORDINARY: writes_, K.TEMPORARY: is_street(person, estate, at)}
    return [kind.value for kind, may in theirs.items() if may]


def may_see_drafts(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds((*WRITES, *Office.ABOVE), estate.node, at)


def may_draft_contract(person: Person, estate: Estate, at: datetime) -> bool:
    return bool(kinds_for(person, estate, at))


def may_draft_kind(person: Person, estate: Estate, kind: str, at: datetime) -> bool:
    return kind in kinds_for(person, estate, at)


def may_change_draft(person: Person, contract: Contract, at: datetime) -> bool:
    return may_draft_kind(person, contract.estate, contract.kind, at)


may_tell_tender = may_add_extra = may_drop_extra = may_add_annex = may_drop_annex = may_drop_draft = may_change_draft


def may_sign_contract(person: Person, contract: Contract, at: datetime) -> bool:
    """The committee signs for the owners, and no secretary does; a temporary one is the sub-district's alone."""
    if contract.kind == K.TEMPORARY:
        return is_street(person, contract.estate, at)
    above = contract.kind == K.FIRST and standing(person).holds(Office.ABOVE, contract.estate.node, at)
    return above or is_committee(person, contract.estate, at)


def may_file_contract(person: Person, contract: Contract, at: datetime) -> bool:
    """Whoever of the two sides brought it there, and the office that took it."""
    there = standing(person).holds((*WRITES, *Office.ABOVE), contract.estate.node, at)
    return there or is_company(person, contract.estate, at)


def may_post_plan(person: Person, contract: Contract, at: datetime) -> bool:
    """The committee; where there is none, the sub-district, which has service seen to until there is one."""
    return bool(posts_for(person, contract.estate, at))


def posts_for(person: Person, estate: Estate, at: datetime) -> str:
    """In whose name somebody hangs up a plan; empty where in nobody's."""
    return next((party for party in ("ye", "jie") if may_post_for(person, estate, party, at)), "")


def may_company_leave(person: Person, contract: Contract, at: datetime) -> bool:
    """The company's manager says so, or the committee writes down the letter it got."""
    estate = contract.estate
    return is_company(person, estate, at) or is_committee(person, estate, at) or is_street(person, estate, at)


def may_dismiss_company(person: Person, contract: Contract, at: datetime) -> bool:
    """The committee carries out what the owners decided."""
    return is_committee(person, contract.estate, at)


def may_end_contract(person: Person, contract: Contract, at: datetime) -> bool:
    """The clerk when the day is over, the committee where notice was given, and the sub-district, which writes down
    what happened: that a temporary provider is no longer needed, or that a company is gone."""
    estate = contract.estate
    return is_clerk(person) or is_street(person, estate, at) or is_committee(person, estate, at)


def may_run_on(person: Person, contract: Contract, at: datetime) -> bool:
    """Nobody decides that: the law says so, and the clerk writes it down."""
    return is_clerk(person)
