"""Who deals with public revenue: whoever collects it books it, the owners' side moves and plans it. All may read it."""

from datetime import datetime

from courtyard.duties.permissions import is_clerk
from courtyard.money.models import RevenueProject
from courtyard.money.models.book import Fund
from courtyard.money.permissions.keeping import OWNERS, keeps
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

K = Office.Kind
COLLECTORS = {RevenueProject.Collector.COMPANY: (K.COMPANY_MANAGER,), RevenueProject.Collector.COMMITTEE: OWNERS}


def may_open_project(person: Person, estate: Estate, at: datetime) -> bool:
    """The company and the owners' side both tell of what common parts are let for."""
    return keeps(person, Fund.REVENUE, estate, at)


def may_close_project(person: Person, project: RevenueProject, at: datetime) -> bool:
    return keeps(person, Fund.REVENUE, project.estate, at)


may_show_contract = may_lay_out_dues = may_book_cost = may_close_project


def may_receive_income(person: Person, project: RevenueProject, at: datetime) -> bool:
    """Whoever collects it, and nobody else."""
    kinds = COLLECTORS[RevenueProject.Collector(project.collector)]
    return is_clerk(person) or standing(person).holds(kinds, project.estate.node, at)


def may_pass_on(person: Person, estate: Estate, at: datetime) -> bool:
    """The company that hands it over, or the committee that finds it in its account."""
    return keeps(person, Fund.REVENUE, estate, at)


def may_move_quarter(person: Person, estate: Estate, at: datetime) -> bool:
    """The owners' side: the fund is theirs."""
    return keeps(person, Fund.REVENUE, estate, at) and keeps(person, Fund.MAINTENANCE, estate, at)


def may_plan_revenue(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds(OWNERS, estate.node, at)


def may_approve_plan(person: Person, estate: Estate, at: datetime) -> bool:
    """The committee writes down what was decided; its secretary does not."""
    return standing(person).holds((K.OWNERS_COMMITTEE,), estate.node, at)
