"""Public revenue and audits in the world of build.py: a contract to read, a plan being drafted, two audits, a bill."""

from datetime import datetime
from typing import Any
from uuid import UUID

from courtyard.conftest import Court
from courtyard.money.models import Expense, RevenuePlan, RevenuePlanRow, RevenueProject, YearAudit
from courtyard.money.tests.build import OPENS
from courtyard.money.tests.revenue import paper


def things(court: Court, at: datetime, project: UUID, entry: UUID) -> dict[str, Any]:
    """Nobody of Pine Court's committee is of the cast, so what a committee does is there already."""
    contract, report = paper(court), paper(court, b"%PDF-1.7 report")
    RevenueProject.objects.filter(pk=project).update(file=contract.file, size=contract.size, sha256=contract.sha256)
    plan = RevenuePlan.objects.create(estate=court.estate, year=OPENS.year, drafted_by=court.yan, drafted_at=at)
    RevenuePlanRow.objects.create(plan=plan, account="revenue_upkeep", fen=1_000_00)
    asked: dict[str, Any] = {
        "estate": court.estate, "year": OPENS.year, "auditor": "公信会计师事务所", "commissioned_on": OPENS,
        "commissioned_by": court.yan,
    }  # fmt: skip
    audit = YearAudit.objects.create(**asked)
    received = YearAudit.objects.create(
        **asked, fund="revenue", received_on=OPENS, received_by=court.yan, says="账实相符。", file=report.file,
        size=report.size, sha256=report.sha256,
    )  # fmt: skip
    invoice = paper(court, b"%PDF-1.7 invoice")
    expense = Expense.objects.create(
        estate=court.estate, entry_id=entry, account="fees_cleaning", payee="洁净保洁公司", file=invoice.file,
        size=invoice.size, sha256=invoice.sha256,
    )  # fmt: skip
    return {
        "plan_year": plan.year, "audit": audit.pk, "received_audit": received.pk, "revenue_table": "quarters",
        "mode_table": "revenue", "expense": expense.pk,
    }  # fmt: skip
