"""That a turn was done: told and shown, doubted, proved anew. Late stays late, and nothing vanishes."""

from datetime import timedelta
from typing import Any

import pytest

from courtyard.assembly.models import LooseFile
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import BadInput, NotAllowed, NotThere, Refusal
from courtyard.duties.models import Duty
from courtyard.people.models import Office
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.services.actions import proofs as actions
from courtyard.services.actions.proofs import doubt_turn, prove_turn
from courtyard.services.actions.works import DUTY
from courtyard.services.models import Proof, ProofFile, Turn
from courtyard.services.notices import works as notices
from courtyard.services.queries.works import Outcome, outcomes, state_of, week_of
from courtyard.services.tests.planning import DAY, TODAY, done, file, planned, proved, rhythm, turns
from courtyard.trail.ids import new_id
from courtyard.trail.models import FileHash, Line

LATER = MONDAY_9AM + 20 * DAY


def again(turn: Turn) -> Turn:
    turn.refresh_from_db()
    return turn


def test_a_turn_is_proved_and_its_duty_is_done(court: Court) -> None:
    turn = turns(planned(court))[0]
    paper = file(court)

    proof = proved(turn, court, files=[paper], shown=True)

    assert (again(turn).done_on, turn.doubted, state_of(turn, TODAY)) == (TODAY, False, "in_time")
    assert (proof.told_on, proof.shown, proof.files.get().sha256) == (TODAY, True, paper.kept.sha256)
    duty = Duty.objects.get(kind=DUTY, about=turn.pk)
    assert (duty.done_at, duty.done_by, duty.evidence_id) == (MONDAY_9AM, court.zhu, proof.pk)
    assert FileHash.objects.filter(digest=paper.kept.sha256).count() == 1
    assert LooseFile.objects.count() == 0
    assert Line.objects.filter(kind="services.turn_proved", about=turn.pk).count() == 1


def test_a_worker_proves_too(court: Court) -> None:
    turn = turns(planned(court))[0]

    prove_turn(turn.pk, done(), by=court.bai, at=MONDAY_9AM)

    assert again(turn).done_on == TODAY
    assert Duty.objects.get(kind=DUTY, about=turn.pk).done_by == court.bai


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "jie", "far"])
def test_nobody_else_proves(court: Court, name: str) -> None:
    turn = turns(planned(court))[0]

    with pytest.raises(NotAllowed):
        prove_turn(turn.pk, done(), by=getattr(court, name), at=MONDAY_9AM)

    assert (again(turn).done_on, Proof.objects.count()) == (None, 0)


def test_the_same_proof_twice_is_one_and_another_is_refused(court: Court) -> None:
    turn, said = turns(planned(court))[0], done()

    first, second = (prove_turn(turn.pk, said, by=court.zhu, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    with pytest.raises(actions.ProvedAlready):
        proved(turn, court)
    assert Line.objects.filter(kind="services.turn_proved").count() == 1
    with pytest.raises(NotThere):
        prove_turn(new_id(), done(), by=court.zhu, at=MONDAY_9AM)


def test_late_is_told(court: Court) -> None:
    turn = turns(planned(court))[0]

    prove_turn(turn.pk, done(done_on=TODAY + 2 * DAY), by=court.zhu, at=MONDAY_9AM + 3 * DAY)

    assert state_of(again(turn), TODAY + 3 * DAY) == "late"
    assert Proof.objects.get().told_on == TODAY + 3 * DAY
    assert Line.objects.get(kind="services.turn_proved").fields["late"] is True


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"done_on": TODAY + DAY}, actions.NotYet),
        ({"done_on": TODAY.replace(year=2024)}, actions.BeforeTheContract),
        ({"words": "  "}, actions.NoWords),
        ({"words": "字" * 501}, actions.NoWords),
    ],
)
def test_a_proof_that_cannot_be(court: Court, given: dict[str, Any], refusal: type[BadInput]) -> None:
    turn = turns(planned(court))[0]

    with pytest.raises(refusal) as refused:
        proved(turn, court, **given)

    assert refused.value.field in {"done_on", "words"}
    assert (again(turn).done_on, Proof.objects.count()) == (None, 0)


def test_a_turn_is_done_after_the_one_before_it(court: Court) -> None:
    first, second = turns(planned(court))[:2]

    with pytest.raises(actions.BeforeTheLast):
        proved(second, court)
    prove_turn(first.pk, done(done_on=TODAY + 14 * DAY), by=court.zhu, at=LATER)
    with pytest.raises(actions.BeforeTheLast):
        prove_turn(second.pk, done(done_on=TODAY + 14 * DAY), by=court.zhu, at=LATER)
    prove_turn(second.pk, done(done_on=TODAY + 15 * DAY), by=court.zhu, at=LATER)

    assert (again(first).done_on, again(second).done_on) == (TODAY + 14 * DAY, TODAY + 15 * DAY)


def test_and_before_the_one_after_it(court: Court) -> None:
    first, second = turns(planned(court))[:2]
    prove_turn(second.pk, done(done_on=TODAY + 15 * DAY), by=court.zhu, at=LATER)

    with pytest.raises(actions.AfterTheNext):
        prove_turn(first.pk, done(done_on=TODAY + 15 * DAY), by=court.zhu, at=LATER)


def test_too_many_files_and_one_that_is_gone(court: Court) -> None:
    turn = turns(planned(court))[0]
    lost = file(court)
    LooseFile.objects.all().delete()

    with pytest.raises(actions.LostFile):
        proved(turn, court, files=[lost])
    with pytest.raises(actions.TooManyFiles):
        proved(turn, court, files=[file(court) for _ in range(7)])

    assert (Proof.objects.count(), ProofFile.objects.count()) == (0, 0)


# doubts


def test_a_doubt_counts_as_not_proved_and_asks_for_an_answer(court: Court) -> None:
    turn = turns(planned(court))[0]
    proved(turn, court)

    proof = doubt_turn(turn.pk, words="三号楼电梯那天没停过。", by=court.yan, at=MONDAY_9AM)

    assert (again(turn).done_on, turn.doubted, state_of(turn, TODAY)) == (None, True, "doubted")
    assert (proof.doubt, proof.doubted_as, proof.doubted_by) == (
        "三号楼电梯那天没停过。", "owners_committee", court.yan,
    )  # fmt: skip
    duty = Duty.objects.open().get(kind=actions.DOUBT)
    assert (duty.party, duty.about, duty.due_at) == ("wu", turn.pk, MONDAY_9AM + 7 * DAY + timedelta(hours=15))
    assert Line.objects.filter(kind="services.turn_doubted").count() == 1


def test_a_new_proof_answers_it_and_both_stay(court: Court) -> None:
    turn = turns(planned(court))[0]
    proved(turn, court)
    doubt_turn(turn.pk, words="没看到人。", by=court.desk, at=MONDAY_9AM)

    proved(turn, court, words="附上维保单和照片。")

    assert (again(turn).done_on, turn.doubted) == (TODAY, False)
    assert [one.doubt for one in turn.proofs.all()] == ["没看到人。", ""]
    assert Duty.objects.open().filter(about=turn.pk).count() == 0
    told = Line.objects.filter(kind="services.turn_proved").order_by("seq").last()
    assert told is not None
    assert told.fields["answers"] is True
    assert [one.to for one in notices.hear(told, MONDAY_9AM)] == [court.desk.pk]


def test_the_company_hears_of_a_doubt(court: Court) -> None:
    turn = turns(planned(court))[0]
    proved(turn, court)
    doubt_turn(turn.pk, words="没看到人。", by=court.yan, at=MONDAY_9AM)

    line = Line.objects.get(kind="services.turn_doubted")

    assert [(one.kind, one.to) for one in notices.hear(line, MONDAY_9AM)] == [(notices.DOUBTED, court.zhu.pk)]
    first = Line.objects.get(kind="services.turn_proved")
    assert list(notices.hear(first, MONDAY_9AM)) == []


@pytest.mark.parametrize("name", ["lin", "mei", "zhu", "bai", "jie", "far"])
def test_who_may_not_doubt(court: Court, name: str) -> None:
    turn = turns(planned(court))[0]
    proved(turn, court)

    with pytest.raises(NotAllowed):
        doubt_turn(turn.pk, words="不信。", by=getattr(court, name), at=MONDAY_9AM)

    assert again(turn).done_on == TODAY


def test_a_supervisor_doubts(court: Court) -> None:
    turn = turns(planned(court))[0]
    proved(turn, court)
    people.office(court.lin, court.estate.node, Office.Kind.SUPERVISOR)
    forget_standing(court.lin)

    assert doubt_turn(turn.pk, words="没看到人。", by=court.lin, at=MONDAY_9AM).doubted_as == "supervisor"


@pytest.mark.parametrize("words", ["", "   ", "疑" * 501])
def test_a_doubt_is_in_words(court: Court, words: str) -> None:
    turn = turns(planned(court))[0]
    proved(turn, court)

    with pytest.raises(actions.NoDoubt):
        doubt_turn(turn.pk, words=words, by=court.yan, at=MONDAY_9AM)

    assert again(turn).done_on == TODAY


def test_doubted_twice_in_the_same_words_is_one_and_another_waits(court: Court) -> None:
    turn = turns(planned(court))[0]
    with pytest.raises(actions.NothingToDoubt):
        doubt_turn(turn.pk, words="没看到人。", by=court.yan, at=MONDAY_9AM)
    proved(turn, court)
    for _ in range(2):
        doubt_turn(turn.pk, words="没看到人。", by=court.yan, at=MONDAY_9AM)

    with pytest.raises(actions.DoubtedAlready):
        doubt_turn(turn.pk, words="我也没看到。", by=court.desk, at=MONDAY_9AM)

    assert Line.objects.filter(kind="services.turn_doubted").count() == 1


def test_after_ninety_days_nobody_doubts(court: Court) -> None:
    turn = turns(planned(court))[0]
    proved(turn, court)

    with pytest.raises(actions.TooLateToDoubt) as refused:
        doubt_turn(turn.pk, words="没看到人。", by=court.yan, at=MONDAY_9AM + 91 * DAY)

    assert isinstance(refused.value, Refusal)


# what came of it


def test_outcomes_by_field(court: Court) -> None:
    lifts = turns(planned(court))
    fire = turns(planned(court, contract=False, field="order", what="消防检查", rhythm=rhythm(10)))
    prove_turn(lifts[0].pk, done(), by=court.zhu, at=MONDAY_9AM)
    prove_turn(lifts[1].pk, done(done_on=TODAY + 18 * DAY), by=court.zhu, at=LATER)
    prove_turn(fire[0].pk, done(), by=court.zhu, at=MONDAY_9AM)
    doubt_turn(fire[0].pk, words="没查。", by=court.yan, at=MONDAY_9AM)

    assert outcomes(court.estate, TODAY, TODAY + 20 * DAY) == {
        "facilities": Outcome(in_time=1, late=1),
        "order": Outcome(missing=2, doubted=1),
    }
    assert outcomes(court.estate, TODAY, TODAY)["order"].due == 1
    assert outcomes(court.other, TODAY, TODAY + 20 * DAY) == {}


def test_the_company_s_week(court: Court) -> None:
    planned(court, rhythm=rhythm(7))

    week = week_of(court.estate, TODAY + 8 * DAY)

    assert ([one.due_on for one in week.due], week.missing, week.doubted) == ([TODAY + 14 * DAY], 2, 0)
