"""Anybody with a receipt sees that a ballot is counted; nobody sees what it says, nor whose it is."""

import pytest
from django.test import Client

from courtyard.assembly.models import Ballot
from courtyard.assembly.tests import build
from courtyard.assembly.tests.voting import address, client_of, page_at, read, send
from courtyard.conftest import Court
from courtyard.trail.models import Line

pytestmark = pytest.mark.usefixtures("owners")


def look_up(one, code: str) -> str:  # type: ignore[no-untyped-def]
    return send(Client(), address(one, "receipts/"), {"code": code}).content.decode()


def test_a_stranger_with_a_receipt_sees_it_counted_and_no_more(court: Court) -> None:
    one = build.noticed(court)
    ballot = build.cast(one, court.lin)
    lines = Line.objects.count()

    told = look_up(one, f" {ballot.receipt[:4].lower()}-{ballot.receipt[4:8]} {ballot.receipt[8:]}")

    assert "收到了，算数" in told
    for secret in (court.lin.name, "101室", "同意", "反对"):
        assert secret not in told.split("<footer")[0]
    assert Line.objects.count() == lines


def test_a_replaced_a_pending_and_an_invalid_ballot_are_told_apart(court: Court) -> None:
    one = build.noticed(court)
    first, last = build.cast(one, court.lin), build.cast(one, court.lin, "against")
    for state, words, defect in (
        ("pending", "两个人看过以后就算数", ""), ("invalid", "被认定无效", "撕坏了"), ("rejected", "两张", ""),
    ):  # fmt: skip
        Ballot.objects.filter(pk=last.pk).update(state=state, defect=defect)
        told = look_up(one, last.receipt)
        assert words in told
        assert "撕坏了" not in told

    assert "换掉了" in look_up(one, first.receipt)


@pytest.mark.parametrize("code", ["T7K4 92QF 3DHM", "ZZZZZZZZZZZZ"])
def test_a_forged_receipt_is_not_found(court: Court, code: str) -> None:
    one = build.noticed(court)
    build.cast(one, court.lin)

    assert "没有这个回执码" in look_up(one, code)


@pytest.mark.parametrize(
    "code", ["", "T7K4", "T7K4 92QF 3DH0", "T7K4 92QF 3DHM 5", "' OR 1=1 --", "票" * 12, "x" * 500]
)
def test_what_is_no_receipt_code_is_said_at_once(court: Court, code: str) -> None:
    one = build.noticed(court)

    assert send(Client(), address(one, "receipts/"), {"code": code}).status_code == 422


def test_a_receipt_of_one_vote_is_unknown_in_another_and_in_a_draft(court: Court) -> None:
    one, other = build.noticed(court), build.noticed(court)
    ballot = build.cast(one, court.lin)
    draft = build.drafted(court)

    assert "没有这个回执码" in look_up(other, ballot.receipt)
    with page_at():
        assert Client().get(address(draft, "receipts/")).status_code == 404
        assert Client().get(address(one, "receipts/").replace("plum", "pine")).status_code == 404


def test_whoever_tries_many_codes_has_to_wait(court: Court) -> None:
    one = build.noticed(court)

    answers = [send(Client(), address(one, "receipts/"), {"code": "T7K492QF3DHM"}).status_code for _ in range(31)]

    assert (answers[:30], answers[30]) == ([200] * 30, 429)


def test_a_receipt_is_kept_as_a_file_that_tells_nothing(court: Court) -> None:
    one = build.noticed(court)
    ballot = build.cast(one, court.lin)

    with page_at():
        answer = client_of(court.lin).get(address(one, f"receipts/{ballot.pk}/?save=1"))

    assert answer["Content-Disposition"] == 'attachment; filename="receipt-2026-1.txt"'
    told = answer.content.decode()
    assert ballot.receipt[:4] in told
    assert address(one, "receipts/") in told
    assert "同意" not in told


@pytest.mark.parametrize("name", ["mei", "zhu", "desk", "far", "shi"])
def test_the_receipt_page_is_for_whose_ballot_it_is(court: Court, name: str) -> None:
    one = build.noticed(court)
    ballot = build.cast(one, court.lin)

    with page_at():
        assert client_of(getattr(court, name)).get(address(one, f"receipts/{ballot.pk}/")).status_code == 404


def test_turnout_is_shown_and_no_choice(court: Court) -> None:
    one = build.noticed(court)
    build.cast(one, court.lin, "against")

    told = read(client_of(court.mei), address(one))

    assert "25.00%" in told
    assert "2/3" in told
    assert "反对" not in told
    assert court.lin.name not in told
