"""The committee's pages in a real browser: on a phone in large letters and on a desk, readable by everybody."""

import os
from pathlib import Path
from typing import Any

import pytest

from courtyard.committee.actions import members, resolutions
from courtyard.committee.tests import sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import Visit, faults, overflow

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("COURTYARD_SHOTS", "")
LOOKS: list[dict[str, Any]] = [
    {"width": 390, "language": "zh-hans", "large": True}, {"width": 1280, "language": "en"},
]  # fmt: skip


def look(visit: Visit, name: str, path: str, person: Any) -> list[str]:
    """Open a page in both ways, and gather what is wrong with it."""
    found = []
    for given in LOOKS:
        page = visit(path, as_=person, **given)
        found += [f"{name} {given}: {fault}" for fault in faults(page)]
        found += [f"{name} {given}: too wide"] if overflow(page) else []
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{given['width']}.png", full_page=True)
    return found


@pytest.mark.django_db(transaction=True)
def test_pages_of_the_committee_are_readable_on_every_screen(visit: Visit, court: Court, clock: Clock) -> None:
    committee = sitting.in_office(court, alternates=("甘棠",), filed_on=sitting.STARTS)
    chair, vice, third, fourth, _ = sitting.sitting(committee)
    one, draft = sitting.decided(committee, court), sitting.put(committee, court, "地下车库照明改造")
    resolutions.post_resolution(one.pk, by=court.yan, at=MONDAY_9AM)
    sitting.kept_out(draft, fourth)
    resolutions.sign_resolution(draft.pk, agrees=True, by=vice.person, at=MONDAY_9AM)
    members.resign(third.pk, words="搬家", by=third.person, at=MONDAY_9AM)
    here = "/e/plum/committee/"
    pages = [
        ("committee", here, None), ("committee-member", here, court.yan), ("members", f"{here}members/", court.yan),
        ("posts", f"{here}members/choose-posts/", court.yan), ("end", f"{here}members/{vice.pk}/end/", court.yan),
        ("resign", f"{here}members/{chair.pk}/resign/", court.yan),
        ("declare", f"{here}members/{chair.pk}/declare/", court.yan),
        ("by-election", f"{here}by-election/", court.yan), ("ask", f"{here}ask-for-meeting/", court.yan),
        ("resolutions", f"{here}resolutions/", court.yan), ("put", f"{here}resolutions/put/", court.yan),
        ("resolution", f"{here}resolutions/{draft.pk}/", court.yan),
        ("posted", f"{here}resolutions/{one.pk}/", None),
        ("conflict", f"{here}resolutions/{draft.pk}/declare-conflict/", court.yan),
        ("fail", f"{here}resolutions/{draft.pk}/fail/", court.yan),
        ("revoke", f"{here}resolutions/{one.pk}/revoke/", court.yan),
        ("enter", f"{here}enter/", court.jie), ("decisions", "/e/plum/decisions/", None), ("home", "/", court.yan),
    ]  # fmt: skip

    wrong = [fault for name, path, person in pages for fault in look(visit, name, path, person)]

    assert wrong == []


@pytest.mark.django_db(transaction=True)
def test_an_estate_without_a_committee_says_what_comes_next(visit: Visit, court: Court) -> None:
    wrong = look(visit, "none", "/e/plum/committee/", None) + look(
        visit, "none-street", "/e/plum/committee/", court.jie
    )

    assert wrong == []
