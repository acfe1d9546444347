"""Contracts in an estate of the world in build.py: one that runs, with a paper and a list of what is handed over, and a
draft of another one."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.services.models import Annex, Contract, ContractExtra, ContractPrice, TakeoverItem
from courtyard.services.tests import build
from courtyard.services.upkeep import annexes

DAY = timedelta(days=1)
TODAY = date(2026, 6, 8)


def things(court: Court, at: datetime) -> dict[str, Any]:
    """The developer's contract, under which the company hands over; the draft is for after it."""
    company = build.company(court, f"{court.estate.code}物业", uuid4().hex[:18])
    whose: dict[str, Any] = {"estate": court.estate, "company": company, "mode": "lump_sum", "kind": "first"}
    made = {"rulebook": "cn-shanghai/2026.2", "drafted_by": court.yan, "drafted_at": MONDAY_9AM}
    runs = Contract.objects.create(
        **whose, **made, state="signed", authority="前期物业服务合同", starts_on=TODAY - 500 * DAY,
        ends_on=TODAY + 400 * DAY, signed_on=TODAY - 510 * DAY, signed_by=court.yan, leaves_on=TODAY + 400 * DAY,
        leaving_told_on=TODAY, takeover_begun_on=TODAY,
    )  # fmt: skip
    draft = Contract.objects.create(
        **whose, **made, starts_on=TODAY + 401 * DAY, ends_on=TODAY + 800 * DAY
    )  # fmt: skip
    for one in (runs, draft):
        ContractPrice.objects.create(estate=court.estate, contract=one, use="dwelling", fen_per_m2=185)
    extra = ContractExtra.objects.create(
        estate=court.estate, contract=draft, field="green", words="补种绿篱", clause="第三条"
    )
    kept = annexes.keep(court.estate.pk, b"%PDF-1.7 contract", "pdf", MONDAY_9AM)
    annex = Annex.objects.create(
        estate=court.estate, contract=runs, kind="contract", name="合同扫描件", file=kept.file, size=kept.size,
        sha256=kept.sha256, added_by=court.yan, added_at=MONDAY_9AM,
    )  # fmt: skip
    thing = TakeoverItem.objects.create(
        estate=court.estate, contract=runs, position=1, kind="documents", code="completion"
    )
    return {
        "contract": runs.pk, "contract_draft": draft.pk, "contract_extra": extra.pk, "annex": annex.pk,
        "thing": thing.pk,
    }  # fmt: skip
