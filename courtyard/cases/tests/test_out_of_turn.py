"""An impossible move is named and explained, and that somebody was faster is said only where somebody was."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from courtyard.cases import actions
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.build import TUESDAY_9AM, said
from courtyard.cases.turns import NotFromHere, Overtaken, Turn
from courtyard.conftest import Court
from courtyard.people.models import Person
from courtyard.trail.ids import new_id
from courtyard.web.refusals import told

FASTER = "有人比您快了一步"


@pytest.fixture(autouse=True)
def _tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    build.set_clocks(monkeypatch, TUESDAY_9AM)


def send(person: Person, case: Case, deed: str, **fields: Any) -> Any:
    client = Client()
    client.force_login(person)
    return client.post(reverse(f"cases:{deed}", args=[case.estate.code, case.number]), fields)


def test_the_refusal_names_the_state_it_is_in_and_those_it_would_need(court: Court) -> None:
    case = build.triaged(court)

    with pytest.raises(NotFromHere) as refused:
        actions.resume(case.pk, by=court.bai, at=TUESDAY_9AM)

    with override("en"):
        assert told(refused.value) == "This request is “in progress”. That can only be done while it is “on hold”."
    with override("zh-hans"):
        assert told(refused.value) == "这件诉求现在是“办理中”，要在“暂停”的时候才能这样做。"


def test_a_deed_that_the_state_forbids_is_explained_and_nobody_was_faster(court: Court) -> None:
    case = build.triaged(court)

    answer = send(court.bai, case, "resume", words="接着修。", seen=case.turn)

    assert answer.status_code == 409
    assert "现在不能“" in answer.text
    assert FASTER not in answer.text
    assert "接着修。" in answer.text
    assert said(case) == ["filed", "triaged"]


@pytest.mark.parametrize("seen", ["now", "not said"])
def test_the_state_is_looked_at_before_the_fields(court: Court, seen: str) -> None:
    case = build.triaged(court)

    answer = send(court.desk, case, "triage", **({"seen": case.turn} if seen == "now" else {}))

    assert answer.status_code == 409
    assert FASTER not in answer.text


def test_whoever_wrote_on_an_older_page_reads_who_was_faster(court: Court) -> None:
    case = build.filed(court)
    before = case.turn
    actions.triage(case.pk, by=court.desk, at=TUESDAY_9AM, party="wu", words="收到。")

    answer = send(court.zhu, case, "triage", party="wu", words="我们来。", seen=before, promised="rule")

    assert answer.status_code == 409
    assert FASTER in answer.text
    assert "我们来。" in answer.text
    with pytest.raises(Overtaken):
        actions.answer(case.pk, by=court.bai, at=TUESDAY_9AM, words="快了。", turn=Turn(seen=before))


def test_a_form_sent_twice_is_no_impossible_move(court: Court) -> None:
    case, form = build.triaged(court), new_id()
    fields = {"words": "换好了。", "seen": case.turn, "id": form}

    answers = [send(court.bai, case, "resolve", **fields).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert said(case) == ["filed", "triaged", "resolved"]


def test_whoever_is_not_in_charge_reads_who_is(court: Court) -> None:
    case = build.triaged(court, party="ju")

    answer = send(court.zhu, case, "pause", why="parts", words="等。")

    assert answer.status_code == 403
    assert "这件诉求在居委会手上" in answer.text
