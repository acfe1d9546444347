"""An estate's books in the world of build.py: opened on New Year's Day, with one entry that can be taken back."""

from datetime import datetime
from typing import Any

from courtyard.conftest import Court
from courtyard.money.actions.books import open_books
from courtyard.money.actions.projects import Project, open_project
from courtyard.money.actions.revenue import Income, receive_income
from courtyard.money.tests.build import HAD_FEN, OPENS, leg


def things(court: Court, at: datetime) -> dict[str, Any]:
    """What came in is from parcel lockers, for which the company collects."""
    opening = (leg("revenue_bank", "revenue_undistributed", HAD_FEN),)
    open_books(court.estate, OPENS, opening, what="年初结余", by=court.yan, at=at)
    told = Project(
        estate_id=court.estate.pk, kind="lockers", name="快递柜场地", since=OPENS, collector="wu", party="柜柜公司",
        price_fen=300_00, per="quarter",
    )  # fmt: skip
    project = open_project(told, by=court.zhu, at=at)
    receipt = receive_income(Income(project_id=project.pk, fen=300_00, day=OPENS), by=court.zhu, at=at)
    return {"month": OPENS, "file_form": "csv", "book_entry": receipt.entry_id, "project": project.pk}
