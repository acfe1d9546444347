"""The lists in a real browser: nothing runs off a phone, and everything can be read aloud."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from courtyard.conftest import Court
from courtyard.duties import actions, chores
from courtyard.duties.tests import build
from courtyard.people.models import CLERK
from courtyard.web.tests.browser import DESK, PHONE, Visit, faults, overflow

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "language"), [(PHONE, "zh-hans"), (DESK, "en")])
def test_the_lists_are_well_made(court: Court, visit: Visit, width: int, language: str) -> None:
    at = now()
    chores.owe_scheduled(at)
    for estate in (court.estate, None):
        node = estate.node if estate else court.subdistrict
        given = {"node": node, "estate": estate, "due_at": at - timedelta(days=1), "certainty": "memory"}
        late = build.owed(court, article="某办法第四条", source="未见原文", **given)
        actions.owe(late, by=CLERK, at=at - timedelta(days=3))

    for path, who in (("/e/plum/duties/", court.zhu), (f"/tree/{court.subdistrict.code}/duties/", court.jie)):
        page = visit(path, as_=who, width=width, language=language)
        page.locator("main details summary").first.click()

        assert overflow(page) == 0
        assert faults(page) == []
