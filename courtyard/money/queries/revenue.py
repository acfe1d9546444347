"""Public revenue as anybody reads it: by project, by quarter, and against the year's plan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet, Sum

from courtyard.core.books.fund import REVENUE_TO_FUND, RevenueShare, revenue_of
from courtyard.core.quarters import Quarter
from courtyard.core.rulebook import Account, Limit
from courtyard.money.models import (
    Book,
    QuarterMove,
    RevenueCost,
    RevenueDue,
    RevenuePlan,
    RevenueProject,
    RevenueReceipt,
)
from courtyard.money.modes import mode_of
from courtyard.money.queries.ledger import chart_of
from courtyard.money.queries.revenue_dues import STANDS, OpenDue, open_dues
from courtyard.money.queries.sums import Amounts, balance_fen, carried_into, sums_by_quarter, together
from courtyard.money.revenue_rules import PROJECTS_MAX
from courtyard.places.models import Estate, Home
from courtyard.places.rules import rules_of

BANK, WITH_COMPANY, TO_FUND = "revenue_bank", "revenue_with_company", "revenue_to_fund"
LATEST = 50

__all__ = ["OpenDue", "open_dues"]


@dataclass(frozen=True, slots=True)
class QuarterFigures:
    """A quarter's public revenue: received, cost, and what of the rest was moved, in fen."""

    quarter: Quarter
    received_fen: int
    cost_fen: int
    share: RevenueShare
    move: QuarterMove | None
    is_over: bool

    @property
    def waits(self) -> bool:
        """Whether something is to be moved, and nothing was."""
        return self.is_over and self.move is None and self.share.net_fen > 0

    @property
    def lacks_fen(self) -> int:
        """What more has to go to the fund, now that income came later, unless the owners decided on less."""
        if self.move is None or self.move.decision is not None:
            return 0
        return self.share.lacks_fen


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """A project with what it brought in and cost in a year, and what it was to bring in until a day, in fen."""

    project: RevenueProject
    received_fen: int
    cost_fen: int
    due_fen: int
    late_fen: int


def limit_of(book: Book) -> Limit | None:
    """The rule by which part of it goes to the fund, where the rulebook has one."""
    return rules_of(book.estate).limits.get(REVENUE_TO_FUND)


def quarters_in(book: Book, year: int, today: date) -> list[QuarterFigures]:
    """The four quarters of a year. Two queries."""
    moves = {one.quarter: one for one in _moves(book).filter(quarter__startswith=f"{year:04}")}
    sums = sums_by_quarter(book, "revenue", year)
    return [_figures(book, quarter, sums[quarter], moves.get(str(quarter)), today) for quarter in sums]


def quarter_in(book: Book, quarter: Quarter, today: date) -> QuarterFigures:
    return quarters_in(book, quarter.year, today)[quarter.number - 1]


def _moves(book: Book) -> QuerySet[QuarterMove]:
    return QuarterMove.objects.filter(estate=book.pk, **STANDS).select_related("entry")


def _figures(book: Book, quarter: Quarter, sums: Amounts, move: QuarterMove | None, today: date) -> QuarterFigures:
    chart = chart_of(book)
    told = revenue_of(sums, chart, rules_of(book.estate).limits, quarter.last_day)
    share = RevenueShare(told.net_fen, move.fen if move else 0, told.least_fen)
    received = sum(credit - debit for side, (debit, credit) in sums.items() if chart[side.account].kind == "income")
    cost = received - told.net_fen
    return QuarterFigures(quarter, received, cost, share, move, quarter.last_day < today)


def projects_of(estate: Estate, year: int, today: date) -> list[ProjectFigures]:
    """Those that run or ran in a year, the newest first. A fixed number of queries."""
    projects = RevenueProject.objects.filter(estate=estate, since__year__lte=year).order_by("-since", "-pk")
    shown = [one for one in projects[:PROJECTS_MAX] if one.last_day is None or one.last_day.year >= year]
    return [ProjectFigures(one, *told) for one, told in zip(shown, _told(shown, year, today), strict=True)]


def project_figures(project: RevenueProject, year: int, today: date) -> ProjectFigures:
    return ProjectFigures(project, *_told([project], year, today)[0])


def _told(projects: Sequence[RevenueProject], year: int, today: date) -> list[tuple[int, int, int, int]]:
    """Received and cost in a year, due in it, and what is overdue of all years, for each project."""
    received = _by_project(RevenueReceipt.objects.filter(project__in=projects, day__year=year, **STANDS))
    costs = _by_project(RevenueCost.objects.filter(project__in=projects, day__year=year, **STANDS))
    due = _by_project(RevenueDue.objects.filter(project__in=projects, due_on__year=year))
    late: Counter[UUID] = Counter()
    for one in open_dues(projects[0].estate_id) if projects else ():
        late[one.project_id] += one.open_fen if one.due_on < today else 0
    return [(received.get(one.pk, 0), costs.get(one.pk, 0), due.get(one.pk, 0), late[one.pk]) for one in projects]


def _by_project(rows: QuerySet[RevenueReceipt] | QuerySet[RevenueCost] | QuerySet[RevenueDue]) -> Mapping[UUID, int]:
    return dict(rows.order_by().values_list("project").annotate(sum=Sum("fen")))


def project_of(code: str, pk: UUID) -> RevenueProject | None:
    rows = RevenueProject.objects.select_related("estate__node")
    return rows.filter(estate__node__code=code, pk=pk).first()


def received_fen(project: RevenueProject, until: date) -> int:
    """All that it has brought in until a day."""
    rows = RevenueReceipt.objects.filter(project=project, day__lte=until, **STANDS)
    return int(rows.aggregate(sum=Sum("fen", default=0))["sum"])


def cost_fen(project: RevenueProject, account: str = "") -> int:
    """All that it has cost; of one account, if one is named."""
    rows = RevenueCost.objects.filter(project=project, **STANDS)
    if account:
        rows = rows.filter(account=account)
    return int(rows.aggregate(sum=Sum("fen", default=0))["sum"])


def receipts_of(project: RevenueProject) -> list[RevenueReceipt]:
    """The newest, those that were taken back among them."""
    rows = RevenueReceipt.objects.filter(project=project).select_related("entry__reversed_by", "due")
    return list(rows.order_by("-day", "-pk")[:LATEST])


def costs_of(project: RevenueProject) -> list[RevenueCost]:
    rows = RevenueCost.objects.filter(project=project).select_related("entry__reversed_by")
    return list(rows.order_by("-day", "-pk")[:LATEST])


def sharing_homes(estate_id: UUID) -> dict[UUID, int]:
    """The homes among which what goes to the fund is shared, with areas in cm²: those that count and have one."""
    rows = Home.objects.filter(estate=estate_id, use__in=Home.COUNTING, area_cm2__gt=0)
    return {pk: cm2 for pk, cm2 in rows.order_by("pk").values_list("pk", "area_cm2") if cm2}


def homes_without_area(estate_id: UUID) -> int:
    return Home.objects.filter(estate=estate_id, use__in=Home.COUNTING, area_cm2__isnull=True).count()


# the year's plan


@dataclass(frozen=True, slots=True)
class Means:
    """What a year's plan can be paid from, in fen: there at its beginning, come in less cost, and still expected."""

    had_fen: int
    net_fen: int
    expected_fen: int

    @property
    def fen(self) -> int:
        return self.had_fen + self.net_fen + self.expected_fen


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One purpose: planned and spent in the year, in fen, with words."""

    account: Account
    planned_fen: int
    spent_fen: int
    words: str

    @property
    def left_fen(self) -> int:
        return self.planned_fen - self.spent_fen

    @property
    def is_owed(self) -> bool:
        """What goes to the fund by the rule needs no plan."""
        return self.account.key == TO_FUND and not self.planned_fen


def purposes_of(book: Book, day: date) -> list[Account]:
    """What public revenue may be used for here: the chart's expenses that are no cost, in the estate's mode."""
    chart = chart_of(book).in_mode(mode_of(book.estate, day))
    return [account for account in chart.of_fund("revenue") if account.kind == "expense" and not account.cost]


def plan_in_force(estate_id: UUID, year: int) -> RevenuePlan | None:
    """The newest version that was approved, with its rows at hand."""
    rows = RevenuePlan.objects.filter(estate=estate_id, year=year, state=RevenuePlan.State.APPROVED)
    return rows.order_by("-version").prefetch_related("rows").first()


def plan_draft(estate_id: UUID, year: int) -> RevenuePlan | None:
    rows = RevenuePlan.objects.filter(estate=estate_id, year=year, state=RevenuePlan.State.DRAFT)
    return rows.prefetch_related("rows").first()


def is_planned(estate_id: UUID, year: int) -> bool:
    return RevenuePlan.objects.filter(estate=estate_id, year=year).exists()


def next_version(estate_id: UUID, year: int) -> int:
    rows = RevenuePlan.objects.filter(estate=estate_id, year=year)
    return int(rows.aggregate(last=Max("version", default=0))["last"]) + 1


def plan_lines(book: Book, plan: RevenuePlan | None, year: int) -> list[PlanLine]:
    """Each purpose that was planned or spent on in a year, by its number. One query, beside the plan's rows."""
    chart, sums = chart_of(book), together(list(sums_by_quarter(book, "revenue", year).values()))
    planned = {row.account: row for row in plan.rows.all()} if plan else {}
    spent = {side.account: debit - credit for side, (debit, credit) in sums.items()}
    lines = []
    for account in chart.of_fund("revenue"):
        row, fen = planned.get(account.key), spent.get(account.key, 0)
        if account.kind == "expense" and not account.cost and (row or fen):
            lines.append(PlanLine(account, row.fen if row else 0, fen, row.words if row else ""))
    return lines


def means_of(book: Book, year: int, today: date) -> Means:
    """What there was, what came, and what is due in the year and is not there yet."""
    net = sum(one.share.net_fen for one in quarters_in(book, year, today))
    expected = sum(one.open_fen for one in open_dues(book.pk) if one.due_on.year == year)
    return Means(carried_into(book, "revenue", year), net, expected)


def company_holds_fen(book: Book) -> int:
    """What the company collected and has not passed on."""
    return balance_fen(book, WITH_COMPANY)
