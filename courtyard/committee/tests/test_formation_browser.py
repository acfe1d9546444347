"""The formation's pages in a real browser: on a phone in large letters and on a desk, readable by everybody."""

from datetime import timedelta
from typing import Any

import pytest

from courtyard.committee.actions import formation as actions
from courtyard.committee.actions import holdups, objections
from courtyard.committee.models import Formation, Holdup, Step
from courtyard.committee.steps import DOCUMENTS, REPORT
from courtyard.committee.tests import underway as forming
from courtyard.committee.tests.test_life_browser import look
from courtyard.committee.tests.underway import AT, DAY, TODAY
from courtyard.conftest import Court
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = "/e/plum/committee/formation/"


def looked(visit: Visit, pages: list[tuple[str, str, Any]]) -> list[str]:
    return [fault for name, path, person in pages for fault in look(visit, f"formation-{name}", HERE + path, person)]


def stuck(court: Court) -> Holdup:
    """Five weeks on: the developer reported late, and has not handed in its list since."""
    one = forming.trained(court)
    Step.objects.filter(formation=one, name=REPORT).update(due_on=TODAY - 20 * DAY)
    step = forming.step(one, DOCUMENTS)
    held = holdups.hold_up(
        step.pk, body="developer", words="2号楼业主清单没有交", since=TODAY, by=court.jie, at=AT
    )  # fmt: skip
    return holdups.urge(held.pk, until=TODAY + 15 * DAY, by=court.jie, at=AT)


def test_pages_of_what_is_stuck_are_readable_on_every_screen(visit: Visit, court: Court, clock: Clock) -> None:
    held = stuck(court)
    clock.go_on_to(AT + timedelta(days=37))
    pages = [
        ("stuck", "", None), ("stuck-street", "", court.jie), ("progress", "progress/", court.jie),
        ("hold-up", f"steps/{held.step_id}/hold-up/", court.jie), ("urge", f"holdups/{held.pk}/urge/", court.jie),
        ("letter", f"holdups/{held.pk}/letter/", court.jie), ("release", f"holdups/{held.pk}/release/", court.jie),
        ("change", "group/change/", court.jie), ("train", "group/train/", court.jie),
        ("documents", "post-documents/", court.jie), ("candidates", "post-candidates/", court.jie),
        ("stop", "stop/", court.jie),
    ]  # fmt: skip

    assert looked(visit, pages) == []


def test_pages_before_a_group_sits_are_readable_on_every_screen(visit: Visit, court: Court, clock: Clock) -> None:
    found = looked(visit, [("none", "", None), ("none-street", "", court.jie), ("begin", "begin/", court.jie)])
    one = forming.due(court)
    found += looked(visit, [("due", "", court.jie), ("report", "report/", court.jie), ("group", "group/", court.jie)])
    actions.stop_formation(one.pk, reason="小区并入邻居", by=court.jie, at=AT)

    found += looked(visit, [("stopped", "", None)])

    assert found == []
    assert Formation.objects.get().state == "stopped"


def test_pages_of_objections_are_readable_on_every_screen(visit: Visit, court: Court, clock: Clock) -> None:
    _, listed = forming.posted(court)
    said = objections.object_to_candidate(listed[0].pk, words="他在物业公司任职", by=court.lin, at=AT)
    answered = objections.object_to_candidate(listed[1].pk, words="不住在这里", by=court.lin, at=AT)
    objections.answer_candidate_objection(answered.pk, upheld=False, words="查过，不属实", by=court.jie, at=AT)
    pages = [
        ("objections", "objections/", court.lin), ("objections-group", "objections/", court.jie),
        ("object", f"candidates/{listed[2].pk}/object/", court.lin),
        ("answer", f"objections/{said.pk}/answer/", court.jie), ("posted", "", court.lin),
    ]  # fmt: skip

    assert looked(visit, pages) == []
