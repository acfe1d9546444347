"""A filing that is killed at any of its steps is there whole or not at all, and can be sent again."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from courtyard.cases.models import Case
from courtyard.cases.tests.burst import FORM, Sent
from courtyard.cases.tests.whole import assert_nothing_lies_about, assert_whole
from courtyard.conftest import Court
from courtyard.trail.ids import new_id
from courtyard.trail.sources import Database
from courtyard.trail.verify import verify
from courtyard.web.tests.killed import KILLED, post_until
from courtyard.web.tests.server import keep_files_in

STEPS_MIN = 12
"""Statements and writes of one filing with a photograph are more than these, or they are no longer counted."""


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")
@pytest.mark.django_db(transaction=True)
def test_a_filing_killed_at_any_step_is_whole_or_not_there(court: Court, settings: Any, tmp_path: Path) -> None:
    keep_files_in(tmp_path, settings)
    client = Client()
    client.force_login(court.lin)
    client.get(FORM)  # each child has everything imported already
    sent: list[Sent] = []
    ended = KILLED

    while ended == KILLED:
        sent.append(Sent(new_id(), court.lin, f"第{len(sent)}件：楼道灯不亮。", photos=1, sides=(60, 40)))
        ended = post_until(len(sent), client, FORM, sent[-1].fields(court))
        assert_whole(sent)
        assert post_until(0, client, FORM, sent[-1].fields(court)) == os.EX_OK
        assert_whole(sent)
        assert verify(Database()).faults == []

    assert ended == os.EX_OK
    assert Case.objects.count() == len(sent) > STEPS_MIN
    assert_nothing_lies_about()
