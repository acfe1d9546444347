"""The roster, the log, supervisors' questions and residents' help: what is done, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest

from courtyard.cases.models import Case
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.desk import actions, chores, queries
from courtyard.desk.actions import Call, Promised
from courtyard.desk.actions.log import CannotBecomeCase, NobodyThere, NotYet, WordsGone
from courtyard.desk.actions.roster import NoPlace, NoReason
from courtyard.desk.models import LOG_KEPT, Helper, LogEntry, Question, Shift
from courtyard.desk.tests import build
from courtyard.desk.tests.build import TOMORROW_9AM
from courtyard.duties.models import Duty
from courtyard.notify import upkeep
from courtyard.notify.models import Notice
from courtyard.people.models import CLERK, Office
from courtyard.people.tests import build as people
from courtyard.search.tests.build import clerk_reads, found
from courtyard.trail.models import Line
from courtyard.trail.registers import readers
from courtyard.trail.sources import Database
from courtyard.trail.verify import verify

HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)


def hear() -> None:
    upkeep.hear(Line.objects.filter(kind__in=readers["notify"].kinds).order_by("pk"), MONDAY_9AM)


# The roster


def test_a_rota_of_four_weeks_is_four_shifts_on_the_record(court: Court) -> None:
    made = build.rostered(court, weeks=4)

    assert [one.starts_at for one in made] == [TOMORROW_9AM + WEEK * n for n in range(4)]
    assert Line.objects.filter(kind="desk.rostered").count() == 4


def test_the_same_form_rosters_once(court: Court) -> None:
    rota = build.a_rota(court)
    for _ in range(2):
        actions.roster(rota, by=court.desk, at=MONDAY_9AM)

    assert Shift.objects.count() == 1


@pytest.mark.parametrize("shift", [timedelta(0), HOUR, -HOUR])
def test_nobody_is_at_two_desks_at_once_here_or_elsewhere(court: Court, shift: timedelta) -> None:
    people.office(court.desk, court.other.node, Office.Kind.RESIDENTS_COMMITTEE)
    build.rostered(court, weeks=2)
    at_once = {"starts_at": TOMORROW_9AM + WEEK + shift, "ends_at": TOMORROW_9AM + WEEK + shift + 2 * HOUR}

    for estate in (court.estate, court.other):
        with pytest.raises(actions.TwiceAtOnce):
            build.rostered(court, estate=estate, **at_once)

    assert Shift.objects.count() == 2


def test_of_a_rota_that_collides_in_its_third_week_nothing_stays(court: Court) -> None:
    build.rostered(court, starts_at=TOMORROW_9AM + 2 * WEEK, ends_at=TOMORROW_9AM + 2 * WEEK + HOUR)

    with pytest.raises(actions.TwiceAtOnce):
        build.rostered(court, weeks=5)

    assert Shift.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"ends_at": TOMORROW_9AM}, actions.NoShift),
        ({"ends_at": TOMORROW_9AM + timedelta(hours=13)}, actions.NoShift),
        ({"starts_at": MONDAY_9AM - 2 * HOUR, "ends_at": MONDAY_9AM - HOUR}, actions.NoShift),
        ({"weeks": 27}, actions.TooManyWeeks),
        ({"weeks": 0}, actions.TooManyWeeks),
        ({"place": " "}, NoPlace),
        ({"party": "ye"}, actions.NotOfThatParty),
        ({"party": "jie"}, actions.NotOfThatParty),
    ],
)
def test_a_rota_that_cannot_be_is_refused(court: Court, wrong: dict[str, Any], refusal: type) -> None:
    with pytest.raises(refusal):
        build.rostered(court, **wrong)


def test_residents_and_workers_do_not_keep_the_roster(court: Court) -> None:
    for person in (court.lin, court.bai, court.jie):
        with pytest.raises(NotAllowed):
            actions.roster(build.a_rota(court), by=person, at=MONDAY_9AM)


def test_a_shift_is_dropped_with_a_reason_and_frees_the_person(court: Court) -> None:
    (shift,) = build.rostered(court)
    with pytest.raises(NoReason):
        actions.drop_shift(shift.pk, reason=" ", by=court.desk, at=MONDAY_9AM)

    for _ in range(2):
        actions.drop_shift(shift.pk, reason="去街道开会", by=court.zhu, at=MONDAY_9AM)
    build.rostered(court)

    assert Line.objects.filter(kind="desk.shift_dropped").count() == 1


def test_a_shift_is_handed_over_within_its_party(court: Court) -> None:
    (shift,) = build.rostered(court, party="wu", person=court.zhu)
    with pytest.raises(actions.NotOfThatParty):
        actions.hand_over_shift(shift.pk, to=court.yan, reason="病了", by=court.zhu, at=MONDAY_9AM)

    actions.hand_over_shift(shift.pk, to=court.bai, reason="病了", by=court.zhu, at=MONDAY_9AM)

    assert Shift.objects.get().person == court.bai
    with pytest.raises(actions.ShiftOver):
        actions.hand_over_shift(shift.pk, to=court.zhu, reason="好了", by=court.zhu, at=TOMORROW_9AM + WEEK)
    with pytest.raises(actions.ShiftOver):
        actions.drop_shift(shift.pk, reason="好了", by=court.zhu, at=TOMORROW_9AM + WEEK)


# The log


def test_a_patrol_is_logged_and_becomes_one_case_with_its_own_clock(court: Court) -> None:
    entry = build.logged(court)

    case = actions.make_case(entry.pk, category="cleaning", caller="", by=court.desk, at=TOMORROW_9AM)
    again = actions.make_case(entry.pk, category="cleaning", caller="", by=court.zhu, at=TOMORROW_9AM)

    assert (case, case.channel, case.filed_at, case.words) == (again, "patrol", TOMORROW_9AM, entry.words)
    assert LogEntry.objects.get().case_number == case.number
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"words": " "}, actions.NoWords),
        ({"words": "堆" * 1_001}, actions.NoWords),
        ({"happened_at": MONDAY_9AM + HOUR}, NotYet),
        ({"parties": []}, NobodyThere),
        ({"parties": ["jie"]}, NobodyThere),
        ({"kind": "call"}, NobodyThere),
    ],
)
def test_a_log_entry_says_who_and_what_and_not_later_than_now(
    court: Court, wrong: dict[str, Any], refusal: type
) -> None:
    with pytest.raises(refusal):
        build.logged(court, **wrong)


def test_only_those_at_the_desk_log(court: Court) -> None:
    for person in (court.lin, court.bai, court.jie):
        with pytest.raises(NotAllowed):
            actions.log(build.an_entry(court), by=person, at=MONDAY_9AM)
    entry = build.logged(court)
    with pytest.raises(NotAllowed):
        actions.make_case(entry.pk, category="cleaning", caller="", by=court.lin, at=MONDAY_9AM)
    with pytest.raises(NotThere):
        actions.make_case(court.estate.pk, category="cleaning", caller="", by=court.desk, at=MONDAY_9AM)


def test_the_words_of_the_log_go_after_two_years_from_the_record_too_and_it_still_holds(court: Court) -> None:
    old, new = build.logged(court), build.logged(court, happened_at=MONDAY_9AM - HOUR, words="3号楼门口的灯不亮。")
    LogEntry.objects.filter(pk=new.pk).update(at=MONDAY_9AM + LOG_KEPT)
    at = MONDAY_9AM + LOG_KEPT

    more = chores.forget_log(at)
    again = chores.forget_log(at)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (more, again) == (False, False)
    assert (old.words, old.forgotten_at, new.words) == ("", at, "3号楼门口的灯不亮。")
    told = {line.about: line.words for line in Line.objects.filter(kind="desk.logged")}
    assert told[old.pk] is None
    assert told[new.pk]
    assert Line.objects.filter(kind="desk.log_forgotten").count() == 1
    assert verify(Database()).faults == []
    with pytest.raises(WordsGone):
        actions.make_case(old.pk, category="cleaning", caller="", by=court.desk, at=at)


def test_nobody_at_the_desk_makes_an_entry_vanish_and_the_clerk_not_early(court: Court) -> None:
    entry = build.logged(court)

    for person, at in (
        (court.desk, MONDAY_9AM + LOG_KEPT),
        (court.jie, MONDAY_9AM + LOG_KEPT),
        (CLERK, MONDAY_9AM + WEEK),
    ):
        with pytest.raises(NotAllowed):
            actions.forget_words(entry.pk, by=person, at=at)
    with pytest.raises(NotThere):
        actions.forget_words(court.estate.pk, by=CLERK, at=MONDAY_9AM + LOG_KEPT)


def a_call(court: Court, **more: Any) -> Call:
    given: dict[str, Any] = {
        "estate": court.estate, "party": "wu", "source": "duty", "about": court.home.pk, "title": "装泵",
        "words": "明天一早装好。", "promised": Promised(what="装排水泵", due_at=TOMORROW_9AM),
    }  # fmt: skip
    return Call(**(given | more))


def test_what_a_party_promises_on_the_telephone_is_owed(court: Court) -> None:
    call = a_call(court)
    for _ in range(2):
        actions.call_party(call, by=court.desk, at=MONDAY_9AM)

    duty = Duty.objects.get()
    assert (duty.kind, duty.party, duty.what, duty.due_at) == ("desk.call_promise", "wu", "装排水泵", TOMORROW_9AM)
    assert queries.calls([court.estate]) == [(LogEntry.objects.get(), duty)]
    assert queries.last_said([court.home.pk]) == {court.home.pk: "明天一早装好。"}


def test_a_call_is_to_one_of_the_three_and_becomes_no_case(court: Court) -> None:
    with pytest.raises(actions.NotOneOfThem):
        actions.call_party(a_call(court, party="jie"), by=court.desk, at=MONDAY_9AM)
    call = actions.call_party(a_call(court, promised=None), by=court.desk, at=MONDAY_9AM)

    with pytest.raises(CannotBecomeCase):
        actions.make_case(call.pk, category="other", caller="", by=court.desk, at=MONDAY_9AM)
    assert not Duty.objects.exists()


# Supervisors


def test_a_supervisors_question_is_owed_an_answer_within_five_working_days(court: Court) -> None:
    question = build.asked(court)

    duty = Duty.objects.get(pk=question.duty)

    assert question.due_at.isoformat() == "2026-06-15T09:30:00+00:00"  # Monday a week later, when the desk closes
    assert (duty.party, duty.due_at, duty.certainty) == ("wu", question.due_at, "memory")


def test_the_answer_discharges_the_duty_and_stays(court: Court) -> None:
    question = build.asked(court)
    for words in (" ", "答" * 1_001):
        with pytest.raises(actions.NoAnswer):
            actions.answer(question.pk, words=words, by=court.zhu, at=TOMORROW_9AM)

    actions.answer(question.pk, words="两次，记录贴在轿厢里。", by=court.zhu, at=TOMORROW_9AM)

    assert Duty.objects.get(pk=question.duty).done_at == TOMORROW_9AM
    with pytest.raises(actions.AnsweredAlready):
        actions.answer(question.pk, words="三次。", by=court.zhu, at=TOMORROW_9AM)


def test_a_late_answer_is_late_and_only_the_party_asked_answers(court: Court) -> None:
    question = build.asked(court)
    for person in (court.yan, court.bai, court.lin, court.desk):
        with pytest.raises(NotAllowed):
            actions.answer(question.pk, words="两次。", by=person, at=TOMORROW_9AM)

    actions.answer(question.pk, words="两次。", by=court.zhu, at=MONDAY_9AM + timedelta(days=30))

    assert Line.objects.get(kind="desk.question_answered").fields["late"] is True
    assert Duty.objects.get(pk=question.duty).state(MONDAY_9AM + timedelta(days=40)) == "met_late"


def test_only_supervisors_ask_and_they_ask_something(court: Court) -> None:
    with pytest.raises(NotAllowed):
        actions.ask(build.a_query(court), by=court.mei, at=MONDAY_9AM)
    lin = build.supervisor(court)
    for wrong in ({"party": "jie"}, {"title": " "}, {"words": " "}, {"words": "问" * 1_001}):
        with pytest.raises(Exception, match=r"Choose whom|Say in at most|Write your question"):
            actions.ask(build.a_query(court, **wrong), by=lin, at=MONDAY_9AM)
    query = build.a_query(court)
    for _ in range(2):
        actions.ask(query, by=lin, at=MONDAY_9AM)

    assert Question.objects.count() == Duty.objects.count() == 1


def test_the_party_hears_of_the_question_and_the_supervisor_of_the_answer(court: Court) -> None:
    question = build.asked(court)
    actions.answer(question.pk, words="两次。", by=court.zhu, at=TOMORROW_9AM)

    hear()

    assert set(Notice.objects.values_list("person__name", "kind")) == {
        (court.zhu.name, "desk.asked"),
        (court.lin.name, "desk.answered"),
    }


# Residents help


def test_residents_take_a_task_on_and_are_thanked(court: Court) -> None:
    task = build.offered(court)
    for _ in range(2):
        actions.take_on(task.pk, by=court.lin, at=MONDAY_9AM)
    actions.take_on(task.pk, by=court.mei, at=MONDAY_9AM)
    actions.step_back(task.pk, by=court.mei, at=MONDAY_9AM)

    for _ in range(2):
        actions.thank(task.pk, words="辛苦了。", by=court.desk, at=TOMORROW_9AM + HOUR)
    hear()

    assert queries.thanks_of(court.lin) == 1
    assert queries.thanks_of(court.mei) == 0
    assert [one.person for one in Notice.objects.filter(kind="desk.task")] == [court.lin]


def test_no_more_help_than_is_wanted_and_only_those_who_live_there(court: Court) -> None:
    task = build.offered(court, wanted=1)
    with pytest.raises(NotAllowed):
        actions.take_on(task.pk, by=court.far, at=MONDAY_9AM)
    actions.take_on(task.pk, by=court.lin, at=MONDAY_9AM)

    with pytest.raises(actions.EnoughHelp):
        actions.take_on(task.pk, by=court.mei, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": " "}, "what there is to do"),
        ({"starts_at": MONDAY_9AM}, "still to come"),
        ({"wanted": 0}, "between 1 and 100"),
        ({"wanted": 101}, "between 1 and 100"),
        ({"place": ""}, "where helpers meet"),
    ],
)
def test_an_offer_says_what_when_where_and_for_how_many(court: Court, wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(Exception, match=says):
        build.offered(court, **wrong)


def test_a_task_that_is_over_takes_nobody_on(court: Court) -> None:
    task = build.offered(court)
    with pytest.raises(actions.TaskOver):
        actions.take_on(task.pk, by=court.lin, at=TOMORROW_9AM)
    with pytest.raises(actions.NoThanks):
        actions.cancel_task(task.pk, words=" ", by=court.desk, at=MONDAY_9AM)
    actions.cancel_task(task.pk, words="下雨", by=court.desk, at=MONDAY_9AM)

    for deed in (actions.take_on, actions.step_back):
        with pytest.raises(actions.TaskOver):
            deed(task.pk, by=court.lin, at=MONDAY_9AM)
    with pytest.raises(actions.TaskOver):
        actions.thank(task.pk, words="谢谢", by=court.desk, at=MONDAY_9AM)


def test_what_somebody_helped_with_goes_when_they_ask(court: Court) -> None:
    task = build.offered(court)
    actions.take_on(task.pk, by=court.lin, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.forget_help(court.lin, by=court.desk, at=MONDAY_9AM)

    actions.forget_help(court.lin, by=court.lin, at=MONDAY_9AM)

    assert not Helper.objects.exists()


def test_questions_are_found_by_neighbours_and_nobody_else(court: Court) -> None:
    question = build.asked(court)
    actions.answer(question.pk, words="两次，记录贴在轿厢里。", by=court.zhu, at=TOMORROW_9AM)
    clerk_reads()

    assert found(court.mei, "轿厢", "questions") == ["电梯保养记录"]
    assert found(court.far, "轿厢", "questions") == []
