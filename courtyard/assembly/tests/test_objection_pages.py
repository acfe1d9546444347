"""Objections through the pages, and the register of what came into force."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courtyard.assembly import actions, chores
from courtyard.assembly.models import Assembly, Decision, Objection
from courtyard.assembly.tests import build, counting
from courtyard.assembly.tests.counting import address, client_of, page_at
from courtyard.conftest import Court

pytestmark = pytest.mark.usefixtures("owners")


def after(one: Assembly) -> timedelta:
    assert one.objections_until is not None
    return one.objections_until - build.AFTER + timedelta(minutes=1)


def test_an_owner_objects_it_is_answered_and_the_decision_comes_into_force(court: Court) -> None:
    one = counting.published(court, counting.voted(court))
    lin, yan = client_of(court.lin), client_of(court.yan)
    form = {"id": str(uuid4()), "motion": "", "words": "我家没收到通知。"}

    with page_at(build.AFTER):
        for _ in range(2):
            lin.post(address(one, "object-to/"), form)
        said = Objection.objects.get()
        yan.post(address(one, f"objections/{said.pk}/answer/"), {"upheld": "no", "words": "送达记录在案。"})
        read = client_of(court.mei).get(address(one, "objections/")).content.decode()
    assert "我家没收到通知。" in read
    assert "送达记录在案。" in read
    assert court.lin.name not in read

    with page_at(build.AFTER + after(one)):
        answer = yan.post(address(one, "bring-into-force/"))
        register = client_of(None).get("/e/plum/decisions/").content.decode()
        decision = client_of(None).get("/e/plum/decisions/2026/1/").content.decode()

    assert answer.headers["Location"] == address(one, "result/")
    assert "第1件事" in register
    assert "换三台水泵和全部立管。" in decision


def test_what_an_upheld_objection_concerns_is_set_aside(court: Court) -> None:
    one = counting.published(court, counting.voted(court, matters=("other", "other")))
    first = one.motions.get(position=1)
    said = actions.object_to(one.pk, words="数错了。", motion=first, by=court.lin, at=build.AFTER)
    actions.answer_objection(said.pk, upheld=True, words="确实数错了。", by=court.yan, at=build.AFTER)

    chores.bring_into_force_due(build.AFTER + after(one))

    told = [(d.title, d.carried, d.set_aside) for d in Decision.objects.order_by("number")]
    assert told == [("第1件事", False, True), ("第2件事", True, False)]


def test_the_clerk_waits_for_the_time_and_for_every_answer(court: Court) -> None:
    one = counting.published(court, counting.voted(court))
    said = actions.object_to(one.pk, words="数错了。", by=court.lin, at=build.AFTER)
    late = build.AFTER + after(one)

    chores.bring_into_force_due(build.AFTER)
    chores.bring_into_force_due(late)
    assert not Decision.objects.exists()
    actions.answer_objection(said.pk, upheld=False, words="没有数错。", by=court.yan, at=late)
    for _ in range(2):
        chores.bring_into_force_due(late)

    assert Decision.objects.get().carried


def test_nobody_objects_who_is_not_on_the_roll(court: Court) -> None:
    one = counting.published(court, counting.voted(court))

    with page_at(build.AFTER):
        told = [client_of(person).get(address(one, "object-to/")).status_code
                for person in (court.zhu, court.jie, court.far)]  # fmt: skip

    assert told == [403, 403, 404]
    assert not Objection.objects.exists()


def test_the_register_goes_on_page_by_page(court: Court) -> None:
    one = counting.published(court, counting.voted(court, matters=("other",) * 3))
    chores.bring_into_force_due(build.AFTER + after(one))
    client = client_of(None)

    older = client.get("/e/plum/decisions/?before=2026-2").content.decode()

    assert "第1件事" in older
    assert "第2件事" not in older
    for nonsense in ("nonsense", "²-1", "2026-²"):
        assert client.get(f"/e/plum/decisions/?before={nonsense}").status_code == 200
    assert client.get("/e/plum/decisions/2026/9/").status_code == 404
