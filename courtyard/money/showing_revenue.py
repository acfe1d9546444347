"""Public revenue in the reader's words, for its pages and its files."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext, pgettext

from courtyard.core.quarters import Quarter
from courtyard.money import citing
from courtyard.money.as_files import Fen, Table
from courtyard.money.models import Book, RevenuePlan, RevenueProject
from courtyard.money.queries import revenue as queries
from courtyard.money.queries.ledger import chart_of
from courtyard.money.queries.revenue import PlanLine, ProjectFigures, QuarterFigures
from courtyard.money.showing import account_said
from courtyard.services.quarter_words import said

Key = tuple[str, UUID | None]


def year(book: Book, year: int, today: date) -> dict[str, Any]:
    """All that the page shows of a year."""
    quarters, projects = queries.quarters_in(book, year, today), queries.projects_of(book.estate, year, today)
    plan = queries.plan_in_force(book.pk, year)
    draft, lines = queries.plan_draft(book.pk, year), queries.plan_lines(book, plan, year)
    keys: list[Key] = [(one.project.authority, one.project.authority_id) for one in projects]
    keys += [(plan.authority, plan.authority_id)] if plan else []
    keys += [("assembly", one.move.decision) for one in quarters if one.move and one.move.decision]
    known = citing.said(book.estate, keys)
    told = plan or draft
    planned = sum(row.fen for row in told.rows.all()) if told else 0
    means = queries.means_of(book, year, today) if told else None
    return {
        "quarters": [_quarter(one, known) for one in quarters],
        "received": sum(one.received_fen for one in quarters), "cost": sum(one.cost_fen for one in quarters),
        "net": sum(one.share.net_fen for one in quarters),
        "moved": sum(one.move.fen for one in quarters if one.move),
        "projects": [project(one, known) for one in projects], "limit": queries.limit_of(book), "plan": plan,
        "draft": draft, "draft_lines": _drafted(book, draft) if draft else [],
        "plan_ground": known.get((plan.authority, plan.authority_id)) if plan and plan.authority_id else None,
        "lines": [line(one) for one in lines], "planned": planned, "spent": sum(one.spent_fen for one in lines),
        "means": means, "too_much": planned - means.fen if means and planned > means.fen else 0,
        "held": queries.company_holds_fen(book),
    }  # fmt: skip


def _drafted(book: Book, draft: RevenuePlan) -> list[tuple[str, int, str]]:
    chart = chart_of(book)
    rows = sorted(draft.rows.all(), key=lambda row: chart[row.account].code)
    return [(account_said(chart, row.account), row.fen, row.words) for row in rows]


def _quarter(one: QuarterFigures, known: Mapping[citing.Key, citing.Ground]) -> dict[str, Any]:
    decision = known.get(("assembly", one.move.decision)) if one.move and one.move.decision else None
    return {"told": one, "quarter": str(one.quarter), "said": said(one.quarter), "decision": decision}


def project(one: ProjectFigures, known: Mapping[citing.Key, citing.Ground]) -> dict[str, Any]:
    pk = one.project.authority_id
    return {"told": one, "one": one.project, "ground": known.get((one.project.authority, pk)) if pk else None}


def line(one: PlanLine) -> dict[str, Any]:
    return {"name": one.account.label(get_language() or ""), "told": one}


def move_said(quarter: Quarter) -> str:
    """What the books call it, unless whoever moves it says otherwise."""
    return gettext("Public revenue of {quarter}, to the maintenance fund").format(quarter=said(quarter))


# as files


def quarters_table(figures: Sequence[QuarterFigures]) -> Table:
    heads = [
        pgettext("of a year", "Quarter"), gettext("Received"), gettext("Cost"), gettext("Left"),
        gettext("At least to the fund"), gettext("Moved to the fund"),
    ]  # fmt: skip
    rows = [
        (
            said(one.quarter), Fen(one.received_fen), Fen(one.cost_fen), Fen(one.share.net_fen),
            Fen(one.share.least_fen), Fen(one.move.fen if one.move else 0),
        )
        for one in figures
    ]  # fmt: skip
    return Table("revenue-quarters", gettext("Public revenue by quarter"), heads, rows)


def projects_table(figures: Sequence[ProjectFigures]) -> Table:
    heads = [
        gettext("Project"), gettext("Kind"), gettext("Where"), gettext("Since"), gettext("Until"),
        gettext("Collected by"), gettext("Contract with"), gettext("What the contract says"), gettext("Received"),
        gettext("Cost"), gettext("Decision"),
    ]  # fmt: skip
    rows = [
        (
            one.project.name, str(one.project.get_kind_display()), one.project.place, one.project.since.isoformat(),
            one.project.last_day.isoformat() if one.project.last_day else "",
            str(one.project.get_collector_display()), one.project.party, one.project.terms, Fen(one.received_fen),
            Fen(one.cost_fen), decided(one.project),
        )
        for one in figures
    ]  # fmt: skip
    return Table("revenue-projects", gettext("What common parts earn"), heads, rows)


def decided(project: RevenueProject) -> str:
    """Whether anybody knows of a decision."""
    if project.authority:
        return gettext("on record here")
    return project.decision_words or gettext("no decision is known")


def plan_table(lines: Sequence[PlanLine]) -> Table:
    language = get_language() or ""
    heads = [gettext("Purpose"), gettext("Planned"), gettext("Spent"), gettext("Left"), gettext("What for")]
    rows = [
        (one.account.label(language), Fen(one.planned_fen), Fen(one.spent_fen), Fen(one.left_fen), one.words)
        for one in lines
    ]
    return Table("revenue-plan", gettext("Plan of public revenue"), heads, rows)


FILES = ("projects", "quarters", "plan")


def file(book: Book, key: str, year: int, today: date) -> Table:
    """One of FILES."""
    if key == "projects":
        return projects_table(queries.projects_of(book.estate, year, today))
    if key == "quarters":
        return quarters_table(queries.quarters_in(book, year, today))
    return plan_table(queries.plan_lines(book, queries.plan_in_force(book.pk, year), year))
