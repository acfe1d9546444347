"""How a contract ends: by notice at the exact limit, by its day, or not at all because nobody decided."""

from datetime import date, datetime, timedelta

import pytest

from courtyard.assembly.freezes import Frozen
from courtyard.cases.models import ContractPromise
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.errors import NotAllowed
from courtyard.duties.models import Duty
from courtyard.notify.models import BoardNotice
from courtyard.people.models import CLERK
from courtyard.services.actions import contract_calendar as plans
from courtyard.services.actions import contract_ending as wrong
from courtyard.services.actions.contract_calendar import PLAN, TAKEOVER, Plan, post_plan
from courtyard.services.actions.contract_ending import (
    Dismissal,
    Leaving,
    company_leaves,
    dismiss_company,
    end_contract,
    run_on,
)
from courtyard.services.actions.contract_signing import NotCarried, Overlapping, UsedDecision
from courtyard.services.actions.contracts import add_extra
from courtyard.services.chores.contracts import close_over
from courtyard.services.models import Annex, Contract, Served
from courtyard.services.notices.contracts import hear
from courtyard.services.queries.current import contract_on
from courtyard.services.tests.contracting import DAY, PDF, TODAY, company, decided, draft, sign, signed
from courtyard.services.tests.test_contract_signing import freeze
from courtyard.services.tests.test_contracts import extra
from courtyard.services.upkeep import annexes
from courtyard.trail.models import Line

S = Contract.State
STARTED, OVER = date(2026, 6, 8), date(2026, 9, 30)
"""A contract that begins today and ends with September."""


def nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


def running(court: Court, over: date = OVER, **given: object) -> Contract:
    return signed(court, starts_on=STARTED, ends_on=over, **given)  # type: ignore[arg-type]


def running_on(court: Court) -> Contract:
    """Over since September, and nobody decided."""
    one = running(court)
    return run_on(one.pk, by=CLERK, at=nine(OVER + DAY))


# the plan


@pytest.mark.parametrize(("day", "late"), [(date(2026, 7, 2), False), (date(2026, 7, 3), True)])
def test_the_plan_hangs_on_the_board_ninety_days_before_the_end(court: Court, day: date, late: bool) -> None:
    one = running(court)
    file = annexes.keep(court.estate.pk, PDF, "pdf", MONDAY_9AM)
    plan = Plan(words="公开招标，业主大会表决。", file=file, file_name="选聘方案.pdf")

    for _ in range(2):
        told = post_plan(one.pk, plan, by=court.yan, at=nine(day))

    notice = BoardNotice.objects.get()
    assert (told.plan_posted_on, told.plan_notice) == (day, notice.pk)
    assert (notice.party, notice.words, notice.until) == ("ye", "公开招标，业主大会表决。", OVER)
    assert Annex.objects.get().kind == "plan"
    assert Duty.objects.get(kind=PLAN).done_at == nine(day)
    assert Line.objects.get(kind="services.plan_posted").fields["late"] == late


def test_a_plan_says_something_and_is_of_a_contract_that_binds(court: Court) -> None:
    one = running(court)
    unsigned = draft(court, starts_on=OVER + DAY)

    for words in (" ", "长" * 20_000):
        with pytest.raises(plans.NoPlan):
            post_plan(one.pk, Plan(words=words), by=court.yan, at=MONDAY_9AM)
    with pytest.raises(plans.NotRunning):
        post_plan(unsigned.pk, Plan(words="招标"), by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "desk", "zhu", "bai", "shi", "far"])
def test_who_posts_no_plan(court: Court, name: str) -> None:
    one = running(court)

    with pytest.raises(NotAllowed):
        post_plan(one.pk, Plan(words="招标"), by=getattr(court, name), at=MONDAY_9AM)


# the company leaves


@pytest.mark.parametrize(("told", "fine"), [(OVER - 90 * DAY, True), (OVER - 89 * DAY, False)])
def test_a_company_that_will_not_go_on_says_so_ninety_days_before(court: Court, told: date, fine: bool) -> None:
    one, said = running(court), Leaving(told_on=told, last_on=OVER)

    if fine:
        for _ in range(2):
            told_now = company_leaves(one.pk, said, by=court.zhu, at=nine(told))
        assert (told_now.leaves_on, told_now.leaving_told_on) == (OVER, told)
        assert Line.objects.filter(kind="services.company_leaves").count() == 1
        return
    with pytest.raises(wrong.ShortNotice) as refused:
        company_leaves(one.pk, said, by=court.zhu, at=nine(told))
    assert refused.value.fields == {"days": 90, "article": "民法典第九百四十七条", "told": told, "earliest": OVER + DAY}


def test_told_late_a_company_serves_on_until_its_notice_is_over(court: Court) -> None:
    one = running(court)
    told, last = OVER - 30 * DAY, OVER + 60 * DAY

    company_leaves(one.pk, Leaving(told_on=told, last_on=last), by=court.yan, at=nine(told))

    assert [contract_on(court.estate, day) for day in (last, last + DAY)] == [one, None]


def test_a_company_does_not_leave_before_its_term_is_over(court: Court) -> None:
    one = running(court, over=date(2027, 9, 30))

    with pytest.raises(wrong.BoundUntil):
        company_leaves(one.pk, Leaving(told_on=TODAY, last_on=TODAY + 200 * DAY), by=court.zhu, at=MONDAY_9AM)


@pytest.mark.parametrize(("days", "fine"), [(60, True), (59, False)])
def test_one_that_runs_on_is_ended_with_sixty_days(court: Court, days: int, fine: bool) -> None:
    one, told = running_on(court), OVER + 10 * DAY
    said = Leaving(told_on=told, last_on=told + days * DAY)

    if fine:
        assert company_leaves(one.pk, said, by=court.zhu, at=nine(told)).last_day == told + 60 * DAY
        return
    with pytest.raises(wrong.ShortNotice) as refused:
        company_leaves(one.pk, said, by=court.zhu, at=nine(told))
    assert refused.value.fields["article"] == "民法典第九百四十八条"


def test_notice_that_cannot_be_is_refused(court: Court) -> None:
    one = running(court)
    ahead = signed(court, starts_on=OVER + DAY, ends_on=OVER + 300 * DAY)
    cases = (
        (one, Leaving(told_on=TODAY + DAY, last_on=OVER), wrong.ToldLater),
        (one, Leaving(told_on=TODAY - DAY, last_on=OVER), wrong.ToldLater),
        (one, Leaving(told_on=TODAY, last_on=STARTED - DAY), wrong.EndsBeforeItBegins),
        (ahead, Leaving(told_on=TODAY, last_on=OVER), wrong.EndsBeforeItBegins),
        (one, Leaving(told_on=TODAY, last_on=OVER + DAY), Overlapping),
    )

    for of, said, refusal in cases:
        with pytest.raises(refusal):
            company_leaves(of.pk, said, by=court.zhu, at=MONDAY_9AM)


def test_what_was_told_once_is_not_told_otherwise(court: Court) -> None:
    one = running(court)
    company_leaves(one.pk, Leaving(told_on=TODAY, last_on=OVER), by=court.zhu, at=MONDAY_9AM)

    with pytest.raises(wrong.ToldAlready):
        company_leaves(one.pk, Leaving(told_on=TODAY, last_on=OVER + DAY), by=court.zhu, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "desk", "bai", "reg", "shi", "far"])
def test_nobody_else_gives_notice(court: Court, name: str) -> None:
    one, said = running(court), decided(court, "解聘青禾物业")
    somebody = getattr(court, name)

    with pytest.raises(NotAllowed):
        company_leaves(one.pk, Leaving(told_on=TODAY, last_on=OVER), by=somebody, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        dismiss_company(
            one.pk, Dismissal(decision=said.pk, told_on=TODAY, last_on=OVER - DAY), by=somebody, at=MONDAY_9AM
        )


# the owners dismiss it


@pytest.mark.parametrize(("days", "clause", "fine"), [(60, "", True), (59, "", False), (30, "合同第二十条", True)])
def test_the_owners_end_it_with_sixty_days_or_as_agreed(
    court: Court, days: int, clause: str, fine: bool,
) -> None:  # fmt: skip
    one, said = running(court), decided(court, "解聘青禾物业")
    told = Dismissal(decision=said.pk, told_on=TODAY, last_on=TODAY + days * DAY, clause=clause)

    if fine:
        for _ in range(2):
            ended = dismiss_company(one.pk, told, by=court.yan, at=MONDAY_9AM)
        assert (ended.dismissed_by, ended.last_day) == (said, TODAY + days * DAY)
        assert Line.objects.get(kind="services.company_dismissed").fields["clause"] == clause
        return
    with pytest.raises(wrong.ShortNotice) as refused:
        dismiss_company(one.pk, told, by=court.yan, at=MONDAY_9AM)
    assert refused.value.fields["article"] == "民法典第九百四十六条"


def test_what_does_not_dismiss_a_company(court: Court) -> None:
    hired = decided(court)
    one = running(court, decision=hired)
    fine, not_carried = decided(court, "解聘青禾物业"), decided(court, "解聘", carried=False)
    early, late = TODAY + 70 * DAY, OVER
    cases = (
        (hired.pk, early, UsedDecision),
        (not_carried.pk, early, NotCarried),
        (fine.pk, late, wrong.EndsAnyway),
        (fine.pk, STARTED - DAY, wrong.EndsBeforeItBegins),
    )

    for decision, last, refusal in cases:
        said = Dismissal(decision=decision, told_on=TODAY, last_on=last)
        with pytest.raises(refusal):
            dismiss_company(one.pk, said, by=court.yan, at=MONDAY_9AM)


def test_while_a_group_sits_nobody_is_dismissed(court: Court) -> None:
    one, said = running(court), decided(court, "解聘青禾物业")
    freeze(court)

    told = Dismissal(decision=said.pk, told_on=TODAY, last_on=TODAY + 60 * DAY)
    with pytest.raises(Frozen):
        dismiss_company(one.pk, told, by=court.yan, at=MONDAY_9AM)


def test_a_decision_dismisses_once(court: Court) -> None:
    said = decided(court, "解聘")
    one = running(court)
    two = signed(court, starts_on=OVER + DAY, ends_on=OVER + 300 * DAY)
    dismiss_company(
        one.pk, Dismissal(decision=said.pk, told_on=TODAY, last_on=TODAY + 60 * DAY), by=court.yan, at=MONDAY_9AM
    )

    again = Dismissal(decision=said.pk, told_on=TODAY, last_on=OVER + 100 * DAY)
    with pytest.raises(UsedDecision):
        dismiss_company(two.pk, again, by=court.yan, at=MONDAY_9AM)


def test_what_it_promised_of_cases_ends_with_it(court: Court) -> None:
    one = draft(court, starts_on=STARTED, ends_on=OVER)
    add_extra(one.pk, extra(), by=court.yan, at=MONDAY_9AM)
    sign(court, one)

    said = Dismissal(decision=decided(court, "解聘").pk, told_on=TODAY, last_on=TODAY + 60 * DAY)
    dismiss_company(one.pk, said, by=court.yan, at=MONDAY_9AM)

    assert ContractPromise.objects.get().until == TODAY + 60 * DAY


def test_a_temporary_provider_needs_no_notice(court: Court) -> None:
    one = running(court, kind="temporary")

    with pytest.raises(wrong.EndsByItself):
        company_leaves(one.pk, Leaving(told_on=TODAY, last_on=OVER), by=court.zhu, at=MONDAY_9AM)
    said = Dismissal(decision=decided(court).pk, told_on=TODAY, last_on=OVER)
    with pytest.raises(wrong.EndsByItself):
        dismiss_company(one.pk, said, by=court.yan, at=MONDAY_9AM)


# the end


def test_the_committee_ends_it_once_notice_was_given(court: Court) -> None:
    one = running(court)

    with pytest.raises(wrong.NoNotice):
        end_contract(one.pk, on=TODAY, reason="谈好了", by=court.yan, at=MONDAY_9AM)
    company_leaves(one.pk, Leaving(told_on=TODAY, last_on=OVER), by=court.zhu, at=MONDAY_9AM)
    for _ in range(2):
        ended = end_contract(one.pk, on=OVER - DAY, reason="双方同意提前一天", by=court.yan, at=nine(OVER))

    assert (ended.state, ended.ended_on, Served.objects.get().until) == (S.ENDED, OVER - DAY, OVER - DAY)
    assert Line.objects.filter(kind="services.contract_ended").count() == 1
    assert Duty.objects.open().filter(kind=PLAN).count() == 0


def test_the_sub_district_writes_down_that_a_company_is_gone(court: Court) -> None:
    one = running(court)

    ended = end_contract(one.pk, on=TODAY, reason="企业弃管", by=court.jie, at=MONDAY_9AM)

    assert (ended.ended_why, ended.takeover_begun_on) == ("企业弃管", TODAY)


def test_an_end_that_cannot_be_is_refused(court: Court) -> None:
    one = running(court)
    unsigned = draft(court, starts_on=OVER + DAY)

    for day, refusal in ((STARTED - DAY, wrong.BegunLater), (TODAY + DAY, wrong.EndedLater)):
        with pytest.raises(refusal):
            end_contract(one.pk, on=day, reason="弃管", by=court.jie, at=MONDAY_9AM)
    with pytest.raises(wrong.EndedLater):
        end_contract(one.pk, on=OVER + DAY, reason="弃管", by=court.jie, at=nine(OVER + 2 * DAY))
    with pytest.raises(wrong.NoReason):
        end_contract(one.pk, on=TODAY, reason=" ", by=court.jie, at=MONDAY_9AM)
    with pytest.raises(plans.NotRunning):
        end_contract(unsigned.pk, on=TODAY, reason="弃管", by=court.jie, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "desk", "zhu", "bai", "far"])
def test_nobody_else_ends_it(court: Court, name: str) -> None:
    one = running(court)

    with pytest.raises(NotAllowed):
        end_contract(one.pk, on=TODAY, reason="弃管", by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        run_on(one.pk, by=getattr(court, name), at=nine(OVER + DAY))


# by the clock


def test_if_nobody_decides_it_runs_on_and_everybody_hears_of_it(court: Court) -> None:
    one = running(court)

    close_over(nine(OVER))
    one.refresh_from_db()
    assert one.state == S.SIGNED
    for _ in range(2):
        close_over(nine(OVER + DAY))

    one.refresh_from_db()
    assert (one.state, one.runs_on_since, one.last_day) == (S.RUNS_ON, OVER + DAY, None)
    assert contract_on(court.estate, OVER + 900 * DAY) == one
    line = Line.objects.get(kind="services.contract_runs_on")
    assert {tell.to for tell in hear(line, nine(OVER + DAY))} == {court.lin.pk, court.mei.pk}
    assert {tell.fields["step"] for tell in hear(line, nine(OVER + DAY))} == {"runs_on"}


def test_where_another_begins_the_day_after_it_ends(court: Court) -> None:
    one = running(court)
    other = signed(court, company(court, "朗月物业"), starts_on=OVER + DAY, ends_on=OVER + 300 * DAY)

    close_over(nine(OVER + DAY))

    one.refresh_from_db()
    assert (one.state, one.ended_on, contract_on(court.estate, OVER + DAY)) == (S.ENDED, OVER, other)
    assert one.takeover_begun_on == OVER + DAY
    assert Duty.objects.get(kind=TAKEOVER).about == one.pk


def test_where_the_same_company_goes_on_nothing_is_handed_over(court: Court) -> None:
    one = running(court)
    signed(court, starts_on=OVER + DAY, ends_on=OVER + 300 * DAY)

    close_over(nine(OVER + DAY))

    one.refresh_from_db()
    assert (one.state, one.takeover_begun_on) == (S.ENDED, None)


def test_until_a_later_one_begins_it_runs_on(court: Court) -> None:
    one = running(court)
    other = signed(court, company(court, "朗月物业"), starts_on=OVER + 11 * DAY, ends_on=OVER + 300 * DAY)

    close_over(nine(OVER + DAY))
    one.refresh_from_db()
    assert (one.state, one.last_day) == (S.RUNS_ON, OVER + 10 * DAY)
    close_over(nine(OVER + 11 * DAY))

    one.refresh_from_db()
    assert (one.state, one.ended_on) == (S.ENDED, OVER + 10 * DAY)
    assert contract_on(court.estate, OVER + 11 * DAY) == other


def test_a_temporary_one_does_not_run_on(court: Court) -> None:
    one = running(court, kind="temporary")

    close_over(nine(OVER + DAY))

    one.refresh_from_db()
    assert (one.state, one.ended_on) == (S.ENDED, OVER)
    assert contract_on(court.estate, OVER + DAY) is None


def test_a_dismissed_company_serves_to_its_last_day(court: Court) -> None:
    one = running(court)
    last = TODAY + 60 * DAY
    said = Dismissal(decision=decided(court, "解聘").pk, told_on=TODAY, last_on=last)
    dismiss_company(one.pk, said, by=court.yan, at=MONDAY_9AM)

    close_over(nine(last))
    close_over(nine(last + DAY))

    one.refresh_from_db()
    assert (one.state, one.ended_on) == (S.ENDED, last)


def test_nothing_runs_on_before_it_is_over_or_after_notice(court: Court) -> None:
    one = running(court)

    with pytest.raises(wrong.NotOverYet):
        run_on(one.pk, by=CLERK, at=nine(OVER))
    told = company_leaves(one.pk, Leaving(told_on=TODAY, last_on=OVER), by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(plans.NotRunning):
        run_on(told.pk, by=CLERK, at=nine(OVER + timedelta(days=1)))
