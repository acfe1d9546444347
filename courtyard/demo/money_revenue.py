"""Public revenue in the demo: what common parts earn, cost and pay the manager; moved by quarters, planned by years."""

from datetime import date, datetime
from functools import partial

from django.db import transaction

from courtyard.assembly.models import Decision
from courtyard.core.quarters import Quarter
from courtyard.core.rulebook import months_after
from courtyard.demo.money_plan import DAY, Earner, Money, day_of, on
from courtyard.demo.services_renewal import REVENUE_USE
from courtyard.money.actions.projects import Project, open_project
from courtyard.money.actions.quarter_moves import Moving, move_quarter
from courtyard.money.actions.revenue import Cost, Income, Passing, book_cost, pass_on_revenue, receive_income
from courtyard.money.actions.revenue_plans import Planned, approve_plan, plan_revenue
from courtyard.money.models import RevenueDue, RevenueProject
from courtyard.money.queries import revenue as queries
from courtyard.trail.deeds import together

LATE_DAYS, IN_TIME_DAYS = 44, 11
"""How many days after the quarter a move comes."""
PLANNED_BEFORE = 338
"""So many days ago the year's use was planned: the owners' decision has just come into force."""
USES = {
    "revenue_to_fund": (62_000_00, "过半补充维修资金，按季度划"),
    "revenue_upkeep": (21_000_00, "东门道闸、车棚顶棚"),
    "revenue_committee": (4_800_00, "业委会、业主大会办公和印刷"),
    "revenue_audits": (6_000_00, "年度审计"),
}
EARLIER = "2019年业主大会决定，见会议记录第3页"


def earn(money: Money) -> None:
    money.year.stage(on(money.opens_on, 14, 30), partial(_open, money))
    for number, month in money.months():
        money.year.stage(on(month + 6 * DAY, 16), partial(_receive, money, "ye", number, month))
        money.year.stage(on(month + 19 * DAY, 16), partial(_receive, money, "wu", number, month))
        if month.month % 3 == 0:
            money.year.stage(on(month + 26 * DAY, 15), partial(_settle, money))
            _stage_move(money, month)
    if money.code == "taoan":
        money.year.stage(money.year.day(-PLANNED_BEFORE, 10), partial(_plan, money))


def _open(money: Money, at: datetime) -> None:
    for one in money.plan.earners:
        fixed = one.kind != "parking"
        told = Project(
            estate_id=money.estate_id, kind=one.kind, name=one.name, place=one.place, since=money.opens_on,
            collector=one.collector, party=one.party, terms=one.terms, price_fen=one.month_fen if fixed else None,
            per="month" if fixed else "", share_bp=one.share_bp,
            decision_words="" if money.plan.moves_late and fixed else EARLIER,
        )  # fmt: skip
        open_project(told, by=money.ye, at=at)


def _projects(money: Money, collector: str) -> list[tuple[Earner, RevenueProject]]:
    rows = {one.name: one for one in RevenueProject.objects.filter(estate=money.estate_id)}
    return [(one, rows[one.name]) for one in money.plan.earners if one.collector == collector]


def _receive(money: Money, collector: str, number: int, month: date, at: datetime) -> None:
    """What the company collects stays with it until the end of the quarter; the committee has its account."""
    by, place = (money.wu, queries.WITH_COMPANY) if collector == "wu" else (money.ye, queries.BANK)
    for earner, project in _projects(money, collector):
        due = RevenueDue.objects.filter(project=project, due_on=month).first()
        fen = earner.month_fen if due else earner.month_fen * (96 + (number * 7) % 11) // 100
        told = Income(project_id=project.pk, fen=fen, day=day_of(at), due_id=due.pk if due else None, place=place)
        receive_income(told, by=by, at=at)


def _settle(money: Money, at: datetime) -> None:
    """Upkeep and the manager's share come off, as agreed; the rest is handed over."""
    day, book = day_of(at), money.book
    with transaction.atomic(), together():
        for earner, project in _projects(money, "wu"):
            income = queries.received_fen(project, day)
            if earner.upkeep and income:
                _cost(money, project, "revenue_cost", *earner.upkeep, at)
            left = income * (earner.share_bp or 0) // 10_000 - queries.cost_fen(project, "revenue_managers_share")
            if left > 0:
                _cost(money, project, "revenue_managers_share", left, "按合同约定的经营管理分成", at)
        held = queries.company_holds_fen(book)
        if held > 0:
            told = Passing(estate_id=money.estate_id, fen=held, day=day, what="物业代收的公共收益划入专户")
            pass_on_revenue(told, by=money.wu, at=at)


def _cost(money: Money, project: RevenueProject, account: str, fen: int, what: str, at: datetime) -> None:
    told = Cost(project_id=project.pk, account=account, fen=fen, day=day_of(at), what=what, place=queries.WITH_COMPANY)
    book_cost(told, by=money.wu, at=at)


def _stage_move(money: Money, month: date) -> None:
    """Where they come late, the newest quarter was not moved at all."""
    over = months_after(month, 1)
    newest = months_after(month, 4) > money.today
    if money.plan.moves_late and newest:
        return
    days = LATE_DAYS if money.plan.moves_late else IN_TIME_DAYS
    money.year.stage(on(over + days * DAY, 10), partial(_move, money, Quarter.on(month)))


def _move(money: Money, quarter: Quarter, at: datetime) -> None:
    share = queries.quarter_in(money.book, quarter, day_of(at)).share
    fen = -(-max(share.least_fen, share.net_fen * money.plan.moved_percent // 100) // 100) * 100
    told = Moving(
        estate_id=money.estate_id, quarter=quarter, fen=fen, day=day_of(at),
        what=f"{quarter.year}年第{quarter.number}季度公共收益补充维修资金",
    )  # fmt: skip
    move_quarter(told, by=money.ye, at=at)


def _plan(money: Money, at: datetime) -> None:
    """The committee writes down what the owners decided about the year."""
    decision = Decision.objects.get(estate=money.estate_id, title=REVENUE_USE.text.title)
    told = Planned(
        estate_id=money.estate_id, year=day_of(at).year, fen={key: fen for key, (fen, _) in USES.items()},
        words={key: words for key, (_, words) in USES.items()},
    )  # fmt: skip
    plan = plan_revenue(told, by=money.ye, at=at)
    approve_plan(plan.pk, ("assembly", decision.pk), by=money.ye, at=at)
