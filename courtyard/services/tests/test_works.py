"""The plan of works: under a contract, laid out ahead, changed, ended; each turn is owed."""

from datetime import date, timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import BadInput, NotAllowed, NotThere, Refusal
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK
from courtyard.services.actions import works as actions
from courtyard.services.actions.works import carry_work_on, change_work, end_work, lay_out_turns, plan_work
from courtyard.services.chores import works as chores
from courtyard.services.models import Contract, Work
from courtyard.services.queries.current import serves_since
from courtyard.services.queries.works import usual_lines
from courtyard.services.tests import build
from courtyard.services.tests.planning import DAY, TODAY, plan, planned, proved, rhythm, turns
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line


def due_days(work: Work) -> list[date]:
    return [one.due_on for one in turns(work)]


def owed(work: Work) -> list[Duty]:
    ids = [one.pk for one in turns(work)]
    return list(Duty.objects.open().filter(kind=actions.DUTY, about__in=ids).order_by("due_at"))


def test_a_work_is_planned_and_its_first_turns_are_owed(court: Court) -> None:
    work = planned(court, article="合同第七条")

    assert (work.contract, work.field, work.article) == (Contract.objects.get(), "facilities", "合同第七条")
    assert due_days(work) == [TODAY + n * 15 * DAY for n in range(4)]
    assert work.next_on == TODAY + 60 * DAY
    duties = owed(work)
    assert [one.about for one in duties] == [one.pk for one in turns(work)]
    assert {(one.party, one.article, one.estate_id) for one in duties} == {("wu", "合同第七条", court.estate.pk)}
    assert duties[0].due_at == MONDAY_9AM + timedelta(hours=15)
    assert Line.objects.filter(kind="services.work_planned", node=court.estate.pk).count() == 1


def test_the_same_form_sent_twice_is_one_work(court: Court) -> None:
    build.contract(court)
    said = plan()

    first, second = (plan_work(court.estate.pk, said, by=court.zhu, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    assert (Work.objects.count(), Duty.objects.filter(kind=actions.DUTY).count()) == (1, 4)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "bai", "jie", "far"])
def test_only_the_company_s_manager_and_the_committee_plan(court: Court, name: str) -> None:
    work = planned(court)

    with pytest.raises(NotAllowed):
        plan_work(court.estate.pk, plan(), by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        change_work(work.pk, rhythm(10), reason="改", by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        end_work(work.pk, last_day=TODAY, reason="停", by=getattr(court, name), at=MONDAY_9AM)

    assert Work.objects.count() == 1


def test_the_committee_plans_too(court: Court) -> None:
    build.contract(court)

    assert plan_work(court.estate.pk, plan(), by=court.yan, at=MONDAY_9AM).planned_by == court.yan


def test_there_is_no_plan_without_a_contract(court: Court) -> None:
    with pytest.raises(actions.NoContract):
        planned(court, contract=False)
    build.contract(court, state="draft", signed_on=None, signed_by=None)
    with pytest.raises(actions.NoContract):
        planned(court, contract=False)

    assert Work.objects.count() == 0


def test_nor_beyond_the_contract_s_end(court: Court) -> None:
    build.contract(court, ends_on=TODAY + 10 * DAY)

    with pytest.raises(actions.NoContract):
        planned(court, contract=False, rhythm=rhythm(first_on=TODAY + 11 * DAY))
    work = planned(court, contract=False)

    assert due_days(work) == [TODAY]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"field": "kitchen"}, actions.NoSuchField),
        ({"what": " "}, actions.NoWork),
        ({"what": "保" * 121}, actions.NoWork),
        ({"article": "条" * 161}, actions.LongArticle),
        ({"rhythm": rhythm(6)}, actions.BadEvery),
        ({"rhythm": rhythm(367)}, actions.BadEvery),
        ({"rhythm": rhythm(0, "months")}, actions.BadEvery),
        ({"rhythm": rhythm(1, "years")}, actions.BadEvery),
        ({"rhythm": rhythm(first_on=TODAY - DAY)}, actions.BeginsInThePast),
        ({"rhythm": rhythm(first_on=TODAY + 400 * DAY)}, actions.BeginsInThePast),
        ({"rhythm": rhythm(1, "months"), "rule": "lift_maintenance"}, actions.LessOften),
        ({"rhythm": rhythm(16), "rule": "lift_maintenance"}, actions.LessOften),
    ],
)
def test_what_cannot_be_planned(court: Court, given: dict[str, Any], refusal: type[BadInput]) -> None:
    with pytest.raises(refusal) as refused:
        planned(court, **given)

    assert refused.value.field is not None
    assert Work.objects.count() == 0


def test_a_usual_line_brings_its_article(court: Court) -> None:
    assert [one.key for one in usual_lines(court.estate)] == ["lift_maintenance", "water_tank", "fire_check"]

    work = planned(court, rule="lift_maintenance", article="随便写的", rhythm=rhythm(14))

    assert (work.rule, work.article) == ("lift_maintenance", "电梯维护保养规则（TSG T5002）")
    assert {(one.certainty, one.rulebook) for one in owed(work)} == {("memory", "2026.2")}


def test_a_plan_has_so_many_lines(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "WORKS_MAX", 1)
    planned(court)

    with pytest.raises(actions.TooManyWorks):
        planned(court, contract=False)


def test_the_31st_stays_the_31st(court: Court) -> None:
    work = planned(court, rhythm=rhythm(1, "months", date(2026, 8, 31)))

    assert [work.due_of(n) for n in (1, 2, 3, 7)] == [
        date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31), date(2027, 2, 28),
    ]  # fmt: skip


# laid out ahead


def test_the_clerk_lays_out_what_comes_and_nothing_twice(court: Court) -> None:
    work = planned(court)
    later = MONDAY_9AM + 20 * DAY

    assert chores.lay_out(later) is False
    assert chores.lay_out(later) is False

    assert due_days(work) == [TODAY + n * 15 * DAY for n in range(5)]
    assert Line.objects.filter(kind="services.turns_laid_out").count() == 1
    with pytest.raises(NotAllowed):
        lay_out_turns(work.pk, by=court.zhu, at=later)
    with pytest.raises(NotThere):
        lay_out_turns(new_id(), by=CLERK, at=later)


def test_what_the_clerk_missed_stands_there_as_not_done(court: Court) -> None:
    work = planned(court)

    chores.lay_out(MONDAY_9AM + 90 * DAY)

    assert due_days(work)[-1] == TODAY + 135 * DAY
    assert len(owed(work)) == len(turns(work)) - 2  # the turns of days 60 and 75 were over before they were laid out


def test_turns_stop_with_the_contract(court: Court) -> None:
    contract = build.contract(court, ends_on=TODAY + 80 * DAY)
    work = planned(court, contract=False)

    chores.lay_out(MONDAY_9AM + 60 * DAY)
    assert due_days(work)[-1] == TODAY + 75 * DAY

    contract.state, contract.runs_on_since = Contract.State.RUNS_ON, TODAY + 81 * DAY
    contract.save(update_fields=["state", "runs_on_since"])
    chores.lay_out(MONDAY_9AM + 81 * DAY)
    assert due_days(work)[-1] == TODAY + 120 * DAY


def test_when_the_contract_ended_the_clerk_ends_its_works(court: Court) -> None:
    work = planned(court)
    ended = {"state": "ended", "ended_on": TODAY + 20 * DAY, "ended_why": "换了公司"}
    Contract.objects.filter(pk=work.contract_id).update(**ended)

    chores.end_over(MONDAY_9AM + 25 * DAY)
    chores.end_over(MONDAY_9AM + 25 * DAY)

    work.refresh_from_db()
    assert work.until == TODAY + 20 * DAY
    assert due_days(work) == [TODAY, TODAY + 15 * DAY]
    assert Line.objects.filter(kind="services.work_ended").count() == 1


def test_with_the_same_company_under_another_contract_the_plan_goes_on(court: Court) -> None:
    work = planned(court)
    old = Contract.objects.filter(pk=work.contract_id)
    old.update(state="ended", ended_on=TODAY + 20 * DAY, ended_why="续签")
    later: dict[str, Any] = {"starts_on": TODAY + 21 * DAY, "ends_on": TODAY + 400 * DAY}
    new = build.contract(court, of=work.contract.company, by=work.contract.catalogue, **later)

    for _ in range(2):
        chores.end_over(MONDAY_9AM + 25 * DAY)

    work.refresh_from_db()
    assert (work.contract, work.until) == (new, None)
    assert due_days(work) == [TODAY + n * 15 * DAY for n in range(4)]
    assert Line.objects.filter(kind="services.work_carried_on").count() == 1
    assert (serves_since(new), serves_since(old.get())) == (old.get().starts_on, old.get().starts_on)
    old.update(ended_on=TODAY + 19 * DAY)
    assert serves_since(new) == new.starts_on


def test_only_the_clerk_carries_a_plan_on_and_only_with_the_same_company(court: Court) -> None:
    work = planned(court)

    with pytest.raises(NotAllowed):
        carry_work_on(work.pk, by=court.zhu, at=MONDAY_9AM)
    assert carry_work_on(work.pk, by=CLERK, at=MONDAY_9AM) == work
    Contract.objects.filter(pk=work.contract_id).update(state="ended", ended_on=TODAY - DAY, ended_why="换了公司")
    with pytest.raises(actions.OtherCompany):
        carry_work_on(work.pk, by=CLERK, at=MONDAY_9AM)


# changed and ended


def test_a_change_keeps_what_was_and_lays_out_anew(court: Court) -> None:
    work = planned(court)

    change_work(work.pk, rhythm(10, first_on=TODAY + 20 * DAY), reason="梯龄长了", by=court.yan, at=MONDAY_9AM)

    work.refresh_from_db()
    assert due_days(work) == [TODAY + n * DAY for n in (0, 15, 20, 30, 40)]
    assert [one.number for one in turns(work)] == [1, 2, 3, 4, 5]
    assert [one.about for one in owed(work)] == [one.pk for one in turns(work)]
    assert Line.objects.filter(kind="services.work_changed").count() == 1


def test_the_same_change_twice_is_one(court: Court) -> None:
    work = planned(court)
    for _ in range(2):
        change_work(work.pk, rhythm(10, first_on=TODAY + DAY), reason="梯龄长了", by=court.zhu, at=MONDAY_9AM)

    assert Line.objects.filter(kind="services.work_changed").count() == 1


@pytest.mark.parametrize(
    ("new", "reason", "refusal"),
    [
        (rhythm(10, first_on=TODAY), "改", actions.BeginsInThePast),
        (rhythm(5, first_on=TODAY + DAY), "改", actions.BadEvery),
        (rhythm(20, first_on=TODAY + DAY), "改", actions.LessOften),
        (rhythm(10, first_on=TODAY + 200 * DAY), "改", actions.BeginsTooLate),
        (rhythm(10, first_on=TODAY + DAY), " ", actions.NoReason),
    ],
)
def test_what_cannot_be_changed_so(court: Court, new: Any, reason: str, refusal: type[Refusal]) -> None:
    work = planned(court, rule="lift_maintenance")

    with pytest.raises(refusal):
        change_work(work.pk, new, reason=reason, by=court.zhu, at=MONDAY_9AM)

    assert due_days(work) == [TODAY + n * 15 * DAY for n in range(4)]


def test_a_new_rhythm_begins_after_what_is_proved(court: Court) -> None:
    work = planned(court, rhythm=rhythm(first_on=TODAY + 10 * DAY))
    proved(turns(work)[0], court)

    with pytest.raises(actions.AheadOfProof):
        change_work(work.pk, rhythm(10, first_on=TODAY + 5 * DAY), reason="改", by=court.zhu, at=MONDAY_9AM)


def test_after_its_end_no_turn_comes_and_what_was_owed_stays(court: Court) -> None:
    work = planned(court)

    end_work(work.pk, last_day=TODAY + 16 * DAY, reason="电梯拆了", by=court.zhu, at=MONDAY_9AM)
    end_work(work.pk, last_day=TODAY + 16 * DAY, reason="再说一次", by=court.zhu, at=MONDAY_9AM)
    chores.lay_out(MONDAY_9AM + 30 * DAY)

    work.refresh_from_db()
    assert (work.until, work.ended_why) == (TODAY + 16 * DAY, "电梯拆了")
    assert due_days(work) == [TODAY, TODAY + 15 * DAY]
    assert Duty.objects.filter(withdrawn_at__isnull=False).count() == 2
    with pytest.raises(actions.WorkOver):
        change_work(work.pk, rhythm(10, first_on=TODAY + DAY), reason="改", by=court.zhu, at=MONDAY_9AM)


def test_what_is_overdue_cannot_be_ended_away(court: Court) -> None:
    work = planned(court)
    later = MONDAY_9AM + 5 * DAY

    with pytest.raises(actions.EndsInThePast):
        end_work(work.pk, last_day=TODAY - DAY, reason="不做了", by=court.zhu, at=later)
    with pytest.raises(actions.NoReason):
        end_work(work.pk, last_day=TODAY + 5 * DAY, reason="", by=court.zhu, at=later)
    end_work(work.pk, last_day=TODAY + 5 * DAY, reason="不做了", by=court.zhu, at=later)

    assert [one.about for one in owed(work)] == [turns(work)[0].pk]
