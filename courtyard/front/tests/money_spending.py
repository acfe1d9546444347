"""A spending with a part to be paid and two papers, a list of balances and a notice, for the world of build.py."""

from datetime import datetime, timedelta
from typing import Any

from courtyard.assembly.upkeep import Kept, keep
from courtyard.cases.tests.build import photograph
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.models import Book, Draw, OpeningList, Spending, TopUpNotice, Voucher
from courtyard.money.tests.build import OPENS
from courtyard.people.importing.kept import seal

LIST = "楼号,室号,余额\n1号楼,101,80\n"


def things(court: Court, at: datetime) -> dict[str, Any]:
    """yan planned it and brought the list; one paper is covered and shown, the other is not."""
    estate, by = court.estate, court.yan
    Book.objects.get_or_create(
        estate=estate,
        defaults={"opens_on": OPENS, "rulebook": "cn-shanghai/2026.2", "opened_by": by, "opened_at": MONDAY_9AM},
    )
    one = Spending.objects.create(
        estate=estate, year=at.year, number=1, fund="maintenance", account="fund_repairs", what="屋面维修", why="漏水",
        planned_fen=40_000_00, planned_by=by, planned_at=at,
    )  # fmt: skip
    draw = Draw.objects.create(
        estate=estate, spending=one, number=1, fen=1_00, payee="青瓦防水", asked_by=by, asked_at=at
    )
    covered = _voucher(
        one, at, file=_file(court, at).file, masked_file=_file(court, at).file, masked_sha256="0" * 64, shown=True,
        shown_by=by, shown_at=at,
    )  # fmt: skip
    kept = keep(estate.pk, seal(LIST.encode()), "bin", at, "money")
    opening = OpeningList.objects.create(
        estate=estate, name="维修资金.csv", file=kept.file, sha256="0" * 64, day=OPENS, uploaded_by=by, uploaded_at=at
    )
    return {
        "spending": one.pk, "draw": draw.pk, "covered_paper": covered.pk,
        "bare_paper": _voucher(one, at, file=_file(court, at).file).pk, "opening_list": opening.pk,
        "top_up": _told(court, at).pk,
    }  # fmt: skip


def _told(court: Court, at: datetime) -> TopUpNotice:
    """Owners were told to top up the fund."""
    return TopUpNotice.objects.create(
        estate=court.estate, noticed_on=at.date(), words="余额不足三成，请大家商量怎么补。", rulebook="2026.2",
        decide_by=at.date() + timedelta(days=90), restore_by=at.date() + timedelta(days=180), noticed_by=court.yan,
        noticed_at=at,
    )  # fmt: skip


def _file(court: Court, at: datetime) -> Kept:
    return keep(court.estate.pk, photograph().getvalue(), "jpg", at, "money")


def _voucher(one: Spending, at: datetime, **given: Any) -> Voucher:
    told: dict[str, Any] = {"file": "nowhere.jpg", "kind": "invoice", "name": "发票", "size": 1, "sha256": "0" * 64}
    who = {"estate": one.estate, "spending": one, "added_by": one.planned_by, "added_at": at}
    return Voucher.objects.create(**(told | who | given))
