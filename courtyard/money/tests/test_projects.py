"""What common parts are let for: opened, expected ahead, shown, closed; and whether anybody knows of a decision."""

from datetime import date, timedelta
from typing import Any

import pytest

from courtyard.assembly.models import LooseFile
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books import refusals as no
from courtyard.core.errors import NotAllowed, Refusal
from courtyard.money import citing
from courtyard.money.actions import projects as actions
from courtyard.money.actions.projects import close_project, lay_out_dues, open_project, show_contract
from courtyard.money.models import RevenueDue, RevenueProject
from courtyard.money.public_papers import NoFile, NotLookedAt
from courtyard.money.queries.revenue import open_dues, project_figures
from courtyard.money.tests.build import TODAY, book
from courtyard.money.tests.revenue import by_assembly, came, decided, paper, project
from courtyard.trail.ids import new_id
from courtyard.trail.models import FileHash, Line

DAY = timedelta(days=1)


def test_a_project_says_what_where_with_whom_and_who_agreed(court: Court) -> None:
    book(court)
    decision = decided(court, "利用电梯轿厢经营广告", "common-parts")

    one = project(court, ground=by_assembly(decision))

    assert (one.account, one.authority, one.authority_id, one.says_who_agreed) == (
        "revenue_lift_ads", "assembly", decision.pk, True,
    )  # fmt: skip
    assert Line.objects.filter(kind="money.project_opened", about=one.pk).count() == 1


def test_a_project_without_a_decision_is_told_as_such(court: Court) -> None:
    book(court)

    assert not project(court).says_who_agreed
    assert project(court, decision_words="2019年业主大会表决通过").says_who_agreed


def test_the_same_form_makes_one_project(court: Court) -> None:
    book(court)
    again = new_id()

    assert project(court, id=again) == project(court, id=again)
    assert RevenueProject.objects.count() == 1


def test_a_year_is_laid_out_ahead_and_then_another(court: Court) -> None:
    book(court)
    one = project(court)
    first = one.dues.count()

    with pytest.raises(actions.NothingDue):
        lay_out_dues(one.pk, by=court.zhu, at=MONDAY_9AM)
    later = lay_out_dues(one.pk, by=court.zhu, at=MONDAY_9AM + timedelta(days=92))

    assert (first, [due.due_on for due in later]) == (18, [date(2027, month, 1) for month in (7, 8, 9)])
    assert set(one.dues.values_list("fen", flat=True)) == {600_00}


@pytest.mark.parametrize(
    ("since", "per", "first", "count"),
    [
        (date(1996, 1, 1), "month", date(2026, 1, 1), 18),
        (date(2010, 11, 30), "quarter", date(2026, 2, 28), 6),
        (date(2019, 3, 15), "year", date(2026, 3, 15), 2),
    ],
)
def test_what_an_old_project_is_to_bring_in_is_laid_out_from_the_books_on(
    court: Court, since: date, per: str, first: date, count: int
) -> None:
    book(court)

    one = project(court, since=since, per=per)

    days = list(one.dues.values_list("due_on", flat=True))
    assert (days[0], len(days)) == (first, count)


@pytest.mark.parametrize(("since", "count"), [(date(2025, 12, 20), 0), (date(2026, 1, 1), 1)])
def test_a_price_paid_once_is_due_where_the_books_know_its_day(court: Court, since: date, count: int) -> None:
    book(court)

    assert project(court, since=since, per="once").dues.count() == count


def test_what_came_in_for_a_due_is_taken_off_it(court: Court) -> None:
    book(court)
    one = project(court, until=date(2026, 2, 15))
    january, february = one.dues.all()

    came(court, one, 600_00, due_id=january.pk)
    came(court, one, 250_00, due_id=february.pk)

    assert [(due.id, due.open_fen) for due in open_dues(court.estate.pk)] == [(february.pk, 350_00)]


def test_what_came_for_no_due_and_beyond_one_settles_the_oldest(court: Court) -> None:
    book(court)
    one = project(court, until=date(2026, 4, 15))
    march = one.dues.get(due_on=date(2026, 3, 1))

    came(court, one, 700_00, due_id=march.pk)
    came(court, one, 650_00)

    assert [(due.due_on.month, due.open_fen) for due in open_dues(court.estate.pk)] == [(2, 450_00), (4, 600_00)]
    assert project_figures(one, 2026, TODAY).late_fen == 1_050_00


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"kind": "gold"}, actions.NoSuchKind),
        ({"collector": "ju"}, actions.NoSuchCollector),
        ({"name": " "}, actions.NoName),
        ({"party": "长" * 200}, actions.TooLong),
        ({"since": date(9999, 12, 31)}, actions.FarOff),
        ({"until": date(2025, 12, 31)}, actions.EndsBefore),
        ({"per": ""}, actions.NoSuchPeriod),
        ({"price_fen": None}, actions.NoSuchPeriod),
        ({"price_fen": -1}, no.BadAmount),
        ({"price_fen": 1.5}, no.BadAmount),
        ({"share_bp": 10_001}, actions.BadShareOfManager),
        ({"share_fen": 5}, actions.BadShareOfManager),
        ({"ground": ("assembly", new_id())}, citing.NoSuchDecision),
    ],
)
def test_what_cannot_be_meant_is_refused(court: Court, given: dict[str, Any], wrong: type[Refusal]) -> None:
    book(court)

    with pytest.raises(wrong):
        project(court, **given)

    assert RevenueProject.objects.count() == 0


def test_a_decision_that_failed_or_was_set_aside_is_none(court: Court) -> None:
    book(court)
    for given in ({"carried": False}, {"carried": False, "set_aside": True}, {"in_force_on": TODAY + DAY}):
        with pytest.raises(citing.NoSuchDecision):
            project(court, ground=by_assembly(decided(court, "广告", "common-parts", **given)))


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "bai", "jie", "far"])
def test_nobody_else_deals_with_projects(court: Court, name: str) -> None:
    book(court)
    one, person = project(court), getattr(court, name)
    told = actions.Project(estate_id=court.estate.pk, kind="parking", name="地面停车", since=TODAY, collector="wu")

    with pytest.raises(NotAllowed):
        open_project(told, by=person, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        lay_out_dues(one.pk, by=person, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        show_contract(one.pk, paper(court), looked=True, by=person, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        close_project(one.pk, last_day=TODAY, reason="到期", by=person, at=MONDAY_9AM)


def test_a_contract_is_shown_once_somebody_looked_at_it(court: Court) -> None:
    book(court)
    one, file = project(court), paper(court)

    with pytest.raises(NotLookedAt):
        show_contract(one.pk, file, looked=False, by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(NoFile):
        show_contract(one.pk, None, looked=True, by=court.zhu, at=MONDAY_9AM)
    one = show_contract(one.pk, file, looked=True, by=court.zhu, at=MONDAY_9AM)

    assert (one.file, one.sha256, LooseFile.objects.count()) == (file.file, file.sha256, 0)
    assert FileHash.objects.filter(digest=file.sha256).exists()


def test_another_copy_takes_the_place_of_the_first(court: Court) -> None:
    book(court)
    one, first = project(court), paper(court)
    show_contract(one.pk, first, looked=True, by=court.zhu, at=MONDAY_9AM)

    second = paper(court, b"%PDF-1.7 blacked out")
    one = show_contract(one.pk, second, looked=True, by=court.yan, at=MONDAY_9AM)

    assert one.sha256 == second.sha256
    assert LooseFile.objects.get().file == first.file


def test_nothing_is_expected_of_a_project_after_its_last_day(court: Court) -> None:
    book(court)
    one = project(court)

    for day in (TODAY + DAY, date(2025, 12, 31)):
        with pytest.raises(actions.NotYetOver):
            close_project(one.pk, last_day=day, reason="到期", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(actions.NoReason):
        close_project(one.pk, last_day=TODAY, reason=" ", by=court.yan, at=MONDAY_9AM)
    close_project(one.pk, last_day=date(2026, 4, 30), reason="合同解除", by=court.yan, at=MONDAY_9AM)
    close_project(one.pk, last_day=date(2026, 4, 30), reason="合同解除", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(actions.ClosedAlready):
        close_project(one.pk, last_day=TODAY, reason="到期", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(actions.ClosedAlready):
        lay_out_dues(one.pk, by=court.yan, at=MONDAY_9AM)

    assert RevenueDue.objects.filter(project=one).count() == 4
    assert Line.objects.filter(kind="money.project_closed").count() == 1
