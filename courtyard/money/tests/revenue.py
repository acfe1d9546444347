"""What tests of public revenue and of the modes begin with: a project, income, a cost, a commission or a trust."""

from datetime import date
from typing import Any

from courtyard.assembly.models import Decision
from courtyard.assembly.upkeep import Kept, keep
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.quarters import Quarter
from courtyard.money.actions.budgets import Budgeted, approve_budget, draft_budget
from courtyard.money.actions.projects import Project, open_project
from courtyard.money.actions.quarter_moves import Moving, move_quarter
from courtyard.money.actions.revenue import Cost, Income, book_cost, receive_income
from courtyard.money.models import Budget, QuarterMove, RevenueCost, RevenueProject, RevenueReceipt
from courtyard.money.tests.build import TODAY, book, leg
from courtyard.services.models import Contract
from courtyard.services.tests.build import contract
from courtyard.services.tests.contracting import decided

__all__ = ["commission", "decided"]

MARCH, APRIL = date(2026, 3, 20), date(2026, 4, 10)
Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)
PDF = b"%PDF-1.7 contract"


def project(court: Court, **given: Any) -> RevenueProject:
    """Lift advertisements from January on: 600 yuan a month by a contract, of which 30 % are the manager's."""
    told: dict[str, Any] = {
        "estate_id": court.estate.pk, "kind": "lift_ads", "name": "电梯轿厢广告", "place": "1至3号楼",
        "since": date(2026, 1, 1), "collector": "wu", "party": "灿烂传媒公司", "terms": "每月600元，按月付。",
        "price_fen": 600_00, "per": "month", "share_bp": 3_000,
    }  # fmt: skip
    return open_project(Project(**(told | given)), by=court.yan, at=MONDAY_9AM)


def came(court: Court, one: RevenueProject, fen: int = 1_800_00, **given: Any) -> RevenueReceipt:
    told: dict[str, Any] = {"project_id": one.pk, "fen": fen, "day": MARCH}
    by = court.zhu if one.collector == "wu" else court.yan
    return receive_income(Income(**(told | given)), by=by, at=MONDAY_9AM)


def cost(court: Court, one: RevenueProject, fen: int = 200_00, **given: Any) -> RevenueCost:
    told: dict[str, Any] = {
        "project_id": one.pk, "account": "revenue_cost", "fen": fen, "day": MARCH, "what": "换灯箱灯管",
    }  # fmt: skip
    return book_cost(Cost(**(told | given)), by=court.zhu, at=MONDAY_9AM)


def earned(court: Court, fen: int = 1_800_00) -> RevenueProject:
    """Books, and a project that brought in so much in the first quarter."""
    book(court)
    one = project(court)
    came(court, one, fen)
    return one


def moved(court: Court, fen: int = 1_000_00, **given: Any) -> QuarterMove:
    told: dict[str, Any] = {
        "estate_id": court.estate.pk, "quarter": Q1, "fen": fen, "day": APRIL, "what": "一季度公共收益补充维修资金",
    }  # fmt: skip
    return move_quarter(Moving(**(told | given)), by=court.yan, at=MONDAY_9AM)


def paper(court: Court, data: bytes = PDF) -> Kept:
    return keep(court.estate.pk, data, "pdf", MONDAY_9AM, "money")


def paid_by(court: Court, mode: str) -> Contract:
    """The company's contract, in that mode; of a commission 8 %."""
    return contract(court, mode=mode, commission_bp=None if mode == "lump_sum" else 800)


def commission(court: Court) -> Contract:
    """A commission, and books with 20,000 yuan of service money kept from before, and 30,000 of fees since."""
    one = paid_by(court, "commission")
    book(
        court,
        leg("fees_bank", "fees_surplus", 20_000_00),
        leg("revenue_bank", "revenue_undistributed", 5_000_00),
    )
    return one


def trust(court: Court) -> Contract:
    one = paid_by(court, "trust")
    book(court, leg("trust_bank", "trust_surplus", 50_000_00))
    return one


def budgeted(court: Court, fen: dict[tuple[str, int], int] | None = None, year: int = 2026) -> Budget:
    """Cleaning and greenery, approved by the owners."""
    told = fen or {("fees_cleaning", quarter): 1_000_00 for quarter in (1, 2, 3, 4)} | {("fees_green", 2): 600_00}
    budget = draft_budget(Budgeted(estate_id=court.estate.pk, year=year, fen=told), by=court.zhu, at=MONDAY_9AM)
    return approve_budget(budget.pk, by_assembly(decided(court, "年度预算", "other")), by=court.yan, at=MONDAY_9AM)


def by_assembly(decision: Decision) -> tuple[str, Any]:
    return "assembly", decision.pk


__all__ += ["TODAY"]
