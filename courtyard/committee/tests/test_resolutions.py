"""What the committee decides: signed by more than half of all members, posted within three days, revoked by another."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from courtyard.assembly.freezes import Frozen
from courtyard.assembly.models import Freeze
from courtyard.committee.actions import resolutions as actions
from courtyard.committee.actions.resolutions import (
    KeptOut,
    NeedsResolution,
    NoQuorum,
    NoReason,
    NoSuchMatter,
    NotAMember,
    NotHeld,
    NoTitle,
    NoWords,
    Put,
    SignedAlready,
    TooFewSignatures,
)
from courtyard.committee.models import Committee, Resolution, Signature, Sitting
from courtyard.committee.queries.terms import KIND
from courtyard.committee.tests import sitting
from courtyard.committee.tests.test_sittings import client_of, secretary
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.duties.models import Duty
from courtyard.meetings.models import Meeting
from courtyard.notify.models import BoardNotice, Notice
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line
from courtyard.trail.tests.clock import Clock


def a_put(committee: Committee, court: Court, **given: Any) -> Put:
    whole: dict[str, Any] = {
        "committee": committee, "title": "换大门门禁", "words": "换两台门禁机，1.2万元，6月30日前。",
    }  # fmt: skip
    if "meeting" not in given:
        whole["meeting"] = sitting.held_meeting(committee, court).pk
    return Put(**(whole | given))


def put(committee: Committee, court: Court, **given: Any) -> Resolution:
    return actions.put_resolution(a_put(committee, court, **given), by=court.yan, at=MONDAY_9AM)


def sign(resolution: Resolution, *persons: Any, agrees: bool = True) -> Resolution:
    for person in persons:
        actions.sign_resolution(resolution.pk, agrees=agrees, by=person, at=MONDAY_9AM)
    resolution.refresh_from_db()
    return resolution


def duty_of(resolution: Resolution) -> Duty:
    return Duty.objects.get(kind="committee.resolution", about=resolution.pk)


def test_a_member_puts_something_to_the_others(court: Court) -> None:
    committee = sitting.in_office(court)
    form = a_put(committee, court)

    one = actions.put_resolution(form, by=court.yan, at=MONDAY_9AM)
    again = actions.put_resolution(form, by=court.yan, at=MONDAY_9AM)
    sitting.hear(MONDAY_9AM)

    assert again.pk == one.pk
    assert (one.state, one.seats, Resolution.objects.count()) == ("draft", 5, 1)
    assert Notice.objects.filter(kind="committee.notice_to_sign").count() == 4


def test_the_third_of_five_signatures_decides(court: Court) -> None:
    committee = sitting.in_office(court)
    first, second, third, fourth, fifth = sitting.persons(committee)
    one = put(committee, court)

    assert sign(one, first, second).state == "draft"
    assert sign(one, fifth, agrees=False).state == "draft"
    one = sign(one, third)

    assert (one.state, one.year, one.number, one.decided_on) == ("passed", 2026, 1, MONDAY_9AM.date())
    duty = duty_of(one)
    assert (duty.party, duty.article) == ("ye", "上海市住宅物业管理规定第二十六条")
    assert sign(one, fourth).signatures.count() == 5
    assert Line.objects.filter(kind="committee.resolution_passed").count() == 1


def test_empty_seats_count_in_the_majority(court: Court) -> None:
    committee = sitting.in_office(court, ("秦松涛", "江映月"))
    first, second, third = sitting.persons(committee)
    one = put(committee, court)

    assert sign(one, first, second).state == "draft"
    assert sign(one, third).state == "passed"


def test_a_decision_needs_a_meeting_that_could_decide(court: Court) -> None:
    committee = sitting.in_office(court)
    few = sitting.held_meeting(committee, court, came=2)
    coming = sitting.held_meeting(committee, court, MONDAY_9AM + timedelta(days=3))
    Sitting.objects.filter(meeting=coming).update(held_on=None)

    with pytest.raises(NotHeld):
        put(committee, court, meeting=new_id())
    with pytest.raises(NotHeld):
        put(committee, court, meeting=coming.pk)
    with pytest.raises(NoQuorum) as refused:
        put(committee, court, meeting=few.pk)

    assert (refused.value.fields["attended"], refused.value.fields["seats"]) == (2, 5)
    assert not Resolution.objects.exists()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"title": " "}, NoTitle), ({"title": "长" * 81}, NoTitle), ({"words": ""}, NoWords),
        ({"matter": "no-such"}, NoSuchMatter),
    ],
)  # fmt: skip
def test_what_says_nothing_is_not_put(court: Court, given: dict[str, Any], refusal: type[Exception]) -> None:
    committee = sitting.in_office(court)

    with pytest.raises(refusal):
        put(committee, court, **given)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "jie"])
def test_who_does_not_sit_puts_and_signs_nothing(court: Court, name: str) -> None:
    committee, person = sitting.in_office(court), getattr(court, name)
    one = put(committee, court)

    with pytest.raises(NotAllowed):
        actions.put_resolution(a_put(committee, court), by=person, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        sign(one, person)

    assert not Signature.objects.exists()


def test_the_secretary_writes_it_down_and_never_signs(court: Court) -> None:
    committee, wen = sitting.in_office(court), secretary(court)

    one = actions.put_resolution(a_put(committee, court), by=wen, at=MONDAY_9AM)

    with pytest.raises(NotAllowed):
        sign(one, wen)
    with pytest.raises(NotAllowed):
        actions.post_resolution(one.pk, by=wen, at=MONDAY_9AM)


def test_a_committee_that_is_only_elected_decides_nothing_yet(court: Court) -> None:
    committee = sitting.elected(court)

    with pytest.raises(NotAllowed):
        actions.put_resolution(a_put(committee, court), by=sitting.persons(committee)[0], at=MONDAY_9AM)


def test_a_signature_is_given_once(court: Court) -> None:
    committee = sitting.in_office(court)
    one = put(committee, court)
    sign(one, court.yan, court.yan)

    with pytest.raises(SignedAlready):
        sign(one, court.yan, agrees=False)

    assert Signature.objects.get().agrees


def test_what_is_frozen_is_neither_put_nor_decided(court: Court) -> None:
    committee = sitting.in_office(court)
    one = put(committee, court, matter="company")
    first, second, third, *_ = sitting.persons(committee)
    sign(one, first, second)
    Freeze.objects.create(
        estate=court.estate, about=new_id(), why="换届", article="第二十八条", since=MONDAY_9AM, begun_by=court.jie
    )

    with pytest.raises(Frozen):
        put(committee, court, matter="company")
    with pytest.raises(Frozen):
        sign(one, third)

    one.refresh_from_db()
    assert one.state == "draft"
    assert put(committee, court).state == "draft"


def test_whoever_has_an_interest_is_kept_out(court: Court) -> None:
    committee = sitting.in_office(court)
    chair, other, *rest = sitting.sitting(committee)
    one = put(committee, court)
    sign(one, other.person)

    with pytest.raises(NotAllowed):
        actions.declare_conflict(one.pk, chair.pk, words="他的公司", by=other.person, at=MONDAY_9AM)
    actions.declare_conflict(one.pk, other.pk, words="她的公司报了价", by=chair.person, at=MONDAY_9AM)
    actions.declare_conflict(one.pk, other.pk, words="再说一遍", by=chair.person, at=MONDAY_9AM)

    assert (one.conflicts.count(), one.signatures.count()) == (1, 0)
    with pytest.raises(KeptOut) as refused:
        sign(one, other.person)
    assert refused.value.fields == {"name": other.name}
    assert sign(one, chair.person, *(member.person for member in rest[:2])).state == "passed"
    with pytest.raises(OutOfTurn):
        actions.declare_conflict(one.pk, rest[0].pk, words="晚了", by=rest[0].person, at=MONDAY_9AM)
    with pytest.raises(NotAMember):
        actions.declare_conflict(one.pk, new_id(), words="谁", by=chair.person, at=MONDAY_9AM)
    with pytest.raises(NoReason):
        actions.declare_conflict(put(committee, court).pk, other.pk, words="", by=other.person, at=MONDAY_9AM)


def test_posting_hangs_it_up_and_tells_the_residents_committee(court: Court, clock: Clock) -> None:
    committee = sitting.in_office(court)
    one = put(committee, court)
    sign(one, *sitting.persons(committee)[:3])
    clock.go_on_to(MONDAY_9AM + timedelta(hours=1))

    actions.post_resolution(one.pk, by=court.yan, at=clock.moment)
    one = actions.post_resolution(one.pk, by=court.yan, at=clock.moment)
    sitting.hear(clock.moment)

    assert (one.state, one.posted_on, one.told_on) == ("posted", MONDAY_9AM.date(), MONDAY_9AM.date())
    assert BoardNotice.objects.get().pk == one.notice
    assert duty_of(one).done_at is not None
    told = Notice.objects.filter(kind="committee.notice_posted").values_list("person", flat=True)
    assert list(told) == [court.desk.pk]


def test_too_few_signatures_are_refused_with_how_many_are_missing(court: Court) -> None:
    committee = sitting.in_office(court)
    one = put(committee, court)
    sign(one, court.yan)

    with pytest.raises(TooFewSignatures) as refused:
        actions.post_resolution(one.pk, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.post_resolution(one.pk, by=court.desk, at=MONDAY_9AM)

    assert refused.value.fields == {
        "agreed": 1, "seats": 5, "missing": 2, "article": "上海市住宅物业管理规定第二十六条",
    }  # fmt: skip
    assert not BoardNotice.objects.exists()


def test_what_finds_no_majority_is_closed_without_a_decision(court: Court) -> None:
    committee = sitting.in_office(court)
    one = put(committee, court)

    with pytest.raises(NotAllowed):
        actions.fail_resolution(one.pk, words="没人同意", by=court.desk, at=MONDAY_9AM)
    actions.fail_resolution(one.pk, words="没人同意", by=court.yan, at=MONDAY_9AM)
    one = actions.fail_resolution(one.pk, words="再说一遍", by=court.yan, at=MONDAY_9AM)

    assert (one.state, one.reason) == ("failed", "没人同意")
    with pytest.raises(OutOfTurn):
        sign(one, court.yan)


def test_the_committee_revokes_by_another_decision(court: Court) -> None:
    committee = sitting.in_office(court)
    one, other = sitting.decided(committee, court), sitting.decided(committee, court, "不换了")
    with pytest.raises(NeedsResolution):
        actions.revoke_resolution(one.pk, words="不换了", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.revoke_resolution(one.pk, words="不换了", by=court.desk, at=MONDAY_9AM)

    actions.revoke_resolution(one.pk, words="不换了", by_resolution=other.pk, by=court.yan, at=MONDAY_9AM)
    one = actions.revoke_resolution(one.pk, words="不换了", by_resolution=other.pk, by=court.yan, at=MONDAY_9AM)

    assert (one.state, one.reason) == ("revoked", "不换了")


def test_the_sub_district_revokes_what_is_unlawful_and_nothing_is_owed_any_more(court: Court) -> None:
    committee = sitting.in_office(court)
    one = put(committee, court)
    with pytest.raises(OutOfTurn):
        actions.revoke_resolution(one.pk, words="违法", by=court.jie, at=MONDAY_9AM)
    sign(one, *sitting.persons(committee)[:3])

    one = actions.revoke_resolution(one.pk, words="超出授权", by=court.jie, at=MONDAY_9AM)

    assert one.state == "revoked"
    assert duty_of(one).withdrawn_at == MONDAY_9AM


def test_a_decision_through_its_pages_and_beside_those_of_the_owners(court: Court, clock: Clock) -> None:
    committee = sitting.in_office(court)
    meeting = sitting.held_meeting(committee, court)
    yan, lin = client_of(court.yan), client_of(court.lin)
    form = {"meeting": str(meeting.pk), "title": "换大门门禁", "words": "换两台门禁机。"}
    assert yan.post("/e/plum/committee/resolutions/put/", form | {"title": ""}).status_code == 422
    assert yan.post("/e/plum/committee/resolutions/put/", form).status_code == 303
    one = Resolution.objects.get()
    page = f"/e/plum/committee/resolutions/{one.pk}/"
    assert page in client_of(sitting.persons(committee)[1]).get("/").content.decode()
    assert lin.get(page).status_code == Client().get(page).status_code == 404
    assert yan.post(f"{page}post/").status_code == 409
    conflicted = sitting.sitting(committee)[4]
    own = {"member": str(conflicted.pk), "words": "亲戚的公司"}
    assert client_of(conflicted.person).post(f"{page}declare-conflict/", own).status_code == 303
    for person in sitting.persons(committee)[:3]:
        assert client_of(person).post(f"{page}sign/", {"agrees": "yes"}).status_code == 303
    assert page in yan.get("/").content.decode()
    assert yan.post(f"{page}post/").status_code == 303

    stranger = Client().get(page).content.decode()
    assert "换两台门禁机" in stranger
    assert "秦松涛" not in stranger
    assert "亲戚的公司" not in stranger
    assert "秦松涛" in lin.get(page).content.decode()
    assert "亲戚的公司" not in lin.get(page).content.decode()
    assert page in Client().get("/e/plum/decisions/").content.decode()
    assert page in Client().get("/e/plum/committee/resolutions/").content.decode()
    assert page in Client().get("/e/plum/committee/").content.decode()
    assert client_of(court.jie).post(f"{page}revoke/", {"words": "超出授权"}).status_code == 303
    assert Meeting.objects.filter(kind=KIND).count() == 1
    assert date(2026, 6, 8) == Resolution.objects.get().decided_on


def test_nothing_is_decided_through_its_page(court: Court, clock: Clock) -> None:
    committee = sitting.in_office(court)
    one = put(committee, court)
    page = f"/e/plum/committee/resolutions/{one.pk}/fail/"

    assert client_of(court.yan).post(page, {"words": ""}).status_code == 422
    assert client_of(court.yan).post(page, {"words": "没人同意"}).status_code == 303

    assert Resolution.objects.get().state == "failed"
