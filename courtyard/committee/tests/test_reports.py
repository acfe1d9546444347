"""Yearly reports: one for a year, once it is over or in its December, posted on the board."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from courtyard.assembly.models import LooseFile
from courtyard.committee import upkeep
from courtyard.committee.actions import reports as actions
from courtyard.committee.actions.reports import Report, post_report
from courtyard.committee.models import YearReport
from courtyard.committee.tests.business import TODAY, filed, secretary
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.errors import NotAllowed
from courtyard.duties.actions import Owed, owe
from courtyard.duties.models import Duty
from courtyard.duties.schedule import KIND as SCHEDULED
from courtyard.notify.models import WORDS_MAX, BoardNotice
from courtyard.people.models import CLERK
from courtyard.trail.models import FileHash, Line

DECEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=SHANGHAI)
WORDS = "一年里开会六次，作出决定九项，小修花去3,280元。"


def report(court: Court, **given: Any) -> Report:
    columns: dict[str, Any] = {"estate": court.estate, "year": 2025, "words": WORDS}
    return Report(**(columns | given))


def test_a_report_is_posted_on_the_board_and_residents_are_told(court: Court) -> None:
    filed(court)

    one = post_report(report(court), by=court.yan, at=MONDAY_9AM)

    notice = BoardNotice.objects.get()
    assert (one.year, one.words, one.posted_on, one.notice) == (2025, WORDS, TODAY, notice.pk)
    assert (notice.party, notice.words, notice.tells) == ("ye", WORDS, "residents")
    assert notice.until == TODAY + timedelta(days=30)
    assert Line.objects.filter(kind="committee.report_posted").count() == 1


def test_a_long_report_hangs_on_the_board_with_its_beginning(court: Court) -> None:
    filed(court)

    one = post_report(report(court, words="字" * 8_000), by=court.yan, at=MONDAY_9AM)

    assert len(one.words) == 8_000
    assert len(BoardNotice.objects.get().words) <= WORDS_MAX


def test_the_figures_come_as_a_file_whose_hash_is_on_record(court: Court) -> None:
    filed(court)
    file = upkeep.keep(court.estate.pk, b"%PDF-1.7 figures", "pdf", MONDAY_9AM)

    one = post_report(report(court, file=file, file_name="收支.pdf"), by=court.yan, at=MONDAY_9AM)

    assert (one.file, one.file_name, one.sha256) == (file.file, "收支.pdf", file.sha256)
    assert default_storage.exists(one.file)
    assert LooseFile.objects.count() == 0
    assert FileHash.objects.filter(digest=file.sha256).exists()


def test_a_file_that_was_swept_in_between_is_asked_for_again(court: Court) -> None:
    filed(court)
    file = upkeep.keep(court.estate.pk, b"%PDF-1.7 figures", "pdf", MONDAY_9AM)
    LooseFile.objects.all().delete()

    with pytest.raises(actions.LostFile):
        post_report(report(court, file=file, file_name="收支.pdf"), by=court.yan, at=MONDAY_9AM)

    assert YearReport.objects.count() == 0


def test_a_year_is_reported_once(court: Court) -> None:
    filed(court)
    once = report(court)
    first, second = (post_report(once, by=court.yan, at=MONDAY_9AM) for _ in range(2))

    with pytest.raises(actions.ReportedAlready):
        post_report(report(court), by=court.yan, at=MONDAY_9AM)

    assert first == second
    assert BoardNotice.objects.count() == 1


@pytest.mark.parametrize(("year", "refusal"), [(2026, actions.YearNotOver), (2027, actions.NoSuchYear)])
def test_a_year_that_is_not_over_is_not_reported(court: Court, year: int, refusal: type[Exception]) -> None:
    filed(court)

    with pytest.raises(refusal):
        post_report(report(court, year=year), by=court.yan, at=MONDAY_9AM)
    with pytest.raises(actions.YearNotOver):
        post_report(report(court, year=2026), by=court.yan, at=DECEMBER - timedelta(hours=10))
    post_report(report(court, year=2026), by=court.yan, at=DECEMBER)

    assert YearReport.objects.get().year == 2026


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"year": 2015}, actions.NoSuchYear),
        ({"words": " "}, actions.NoReport),
        ({"words": "字" * 8_001}, actions.NoReport),
    ],
)
def test_what_is_no_report_is_refused(court: Court, given: dict[str, Any], refusal: type[Exception]) -> None:
    filed(court)

    with pytest.raises(refusal):
        post_report(report(court, **given), by=court.yan, at=MONDAY_9AM)

    assert BoardNotice.objects.count() == 0


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "bai", "reg", "jie", "shi", "far"])
def test_nobody_but_a_member_reports(court: Court, name: str) -> None:
    filed(court)

    for somebody in (getattr(court, name), secretary(court)):
        with pytest.raises(NotAllowed):
            post_report(report(court), by=somebody, at=MONDAY_9AM)


def test_the_duty_of_the_calendar_is_done_with_it(court: Court) -> None:
    filed(court)
    owed = Owed(
        kind=SCHEDULED, node=court.estate.node, estate=court.estate, key="D16:2026", party="ye",
        what="业委会年度工作报告", due_at=datetime(2026, 12, 31, 17, 30, tzinfo=SHANGHAI),
    )  # fmt: skip
    duty = owe(owed, by=CLERK, at=MONDAY_9AM)

    post_report(report(court, year=2025), by=court.yan, at=MONDAY_9AM)
    duty.refresh_from_db()
    assert duty.is_open()
    one = post_report(report(court, year=2026), by=court.yan, at=DECEMBER)

    duty.refresh_from_db()
    assert (duty.state(DECEMBER), duty.evidence_id) == (Duty.State.MET, one.pk)
