"""From the certificate over objections to the decision in force."""

from datetime import timedelta

import pytest

from courtyard.assembly import actions
from courtyard.assembly.actions import House
from courtyard.assembly.actions.counting import StillOpen
from courtyard.assembly.actions.objections import TimeOver
from courtyard.assembly.actions.publishing import NotChecked, ObjectionsOpen, TooEarly
from courtyard.assembly.models import Assembly, Contact, Decision
from courtyard.assembly.tests import build
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import CLERK

pytestmark = pytest.mark.usefixtures("owners")


def certified(court: Court, house: House | None = None) -> Assembly:
    one = build.noticed(court, house)
    for person in (court.lin, court.mei, court.yan):
        build.cast(one, person)
    one = build.counted(court, one)
    return actions.certify(
        one.pk, bundle=build.kept(court, b"public", "zip"), full=build.kept(court, b"full", "zip"), by=court.yan,
        at=build.AFTER,
    )  # fmt: skip


def test_a_vote_does_not_close_before_its_time(court: Court) -> None:
    one = build.noticed(court)

    with build.database_at(build.DURING), pytest.raises(StillOpen):
        actions.close(one.pk, by=court.yan, at=build.DURING)


def test_nothing_is_published_before_somebody_else_counted_again(court: Court) -> None:
    one = build.noticed(court)
    build.cast(one, court.lin)
    build.official(court, one, court.desk, "teller")
    build.closed(one)
    actions.count(one.pk, by=court.desk, at=build.AFTER)

    with pytest.raises(NotChecked):
        actions.certify(one.pk, bundle=build.kept(court), full=build.kept(court), by=court.yan, at=build.AFTER)


def test_an_objection_is_answered_and_then_the_decision_is_in_force(court: Court) -> None:
    one = certified(court)
    said = actions.object_to(one.pk, words="我家没收到通知。", by=court.lin, at=build.AFTER)
    assert one.objections_until is not None
    later = one.objections_until + timedelta(minutes=1)

    with pytest.raises(TooEarly):
        actions.bring_into_force(one.pk, by=CLERK, at=build.AFTER)
    with pytest.raises(ObjectionsOpen):
        actions.bring_into_force(one.pk, by=CLERK, at=later)
    with pytest.raises(NotAllowed):
        actions.answer_objection(said.pk, upheld=False, words="送达记录在案。", by=court.lin, at=later)
    actions.answer_objection(said.pk, upheld=False, words="送达记录在案。", by=court.yan, at=later)
    one = actions.bring_into_force(one.pk, by=CLERK, at=later)

    decision = Decision.objects.get()
    assert (one.state, decision.carried, decision.number, decision.year) == ("final", True, 1, 2026)


def test_objections_are_taken_until_their_time_is_over_and_from_owners_only(court: Court) -> None:
    one = certified(court)
    assert one.objections_until is not None

    with pytest.raises(NotAllowed):
        actions.object_to(one.pk, words="不同意。", by=court.zhu, at=build.AFTER)
    with pytest.raises(TimeOver):
        actions.object_to(one.pk, words="不同意。", by=court.lin, at=one.objections_until)


def test_canvassers_notes_go_with_the_certificate(court: Court) -> None:
    one = build.noticed(court)
    build.official(court, one, court.bai, "canvasser")
    actions.note_contact(one.pk, head=build.head_of(one, court.lin).pk, kind="out", by=court.bai, at=build.DURING)
    one = build.counted(court, one)
    assert Contact.objects.exists()

    actions.certify(one.pk, bundle=build.kept(court), full=build.kept(court), by=court.yan, at=build.AFTER)

    assert not Contact.objects.exists()


def test_unreturned_ballots_follow_the_majority_only_with_proof_and_clause(court: Court) -> None:
    house = House(unreturned="follow_majority_if_delivered", clause="议事规则第十二条，第5页")
    one = build.noticed(court, house)
    build.official(court, one, court.bai, "canvasser")
    homes = list(one.roll_homes.order_by("label").values_list("home", flat=True))
    actions.deliver(one.pk, homes=homes[1:2], channel="hand", by=court.bai, at=build.NOTICED)
    actions.deliver(one.pk, homes=homes[2:3], channel="door", by=court.bai, at=build.NOTICED)
    build.cast(one, court.lin)
    build.cast(one, court.yan)

    one = build.counted(court, one)

    motion = one.motions.get()
    assert (motion.passed, build.result_of(motion)["deemed"], build.result_of(motion)["strict"]["passed"]) == (
        True,
        True,
        False,
    )
    assert build.result_of(motion)["gates"][0]["share"] == "3/4"


def test_a_clause_is_needed_for_it_and_three_quarters_never_follow(court: Court) -> None:
    with pytest.raises(actions.calling.NoClause):
        build.drafted(court, House(unreturned="follow_majority_if_delivered"))
    house = House(unreturned="follow_majority_if_delivered", clause="议事规则第十二条，第5页")

    with pytest.raises(actions.notice.NothingMajorMayFollow):
        build.noticed(court, house, matters=("fund-raise",))
