"""A filing that is killed at any of its steps is there whole or not at all, and can be sent again."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client

from courtyard.cases.models import Case
from courtyard.cases.tests.burst import FORM, Sent
from courtyard.cases.tests.whole import assert_nothing_lies_about, assert_whole
from courtyard.conftest import Court
from courtyard.trail.ids import new_id
from courtyard.trail.sources import Database
from courtyard.trail.verify import verify
from courtyard.web.tests.server import keep_files_in

KILLED = -signal.SIGKILL
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
        ended = post_until(len(sent), client, sent[-1], court)
        assert_whole(sent)
        assert post_until(0, client, sent[-1], court) == os.EX_OK
        assert_whole(sent)
        assert verify(Database()).faults == []

    assert ended == os.EX_OK
    assert Case.objects.count() == len(sent) > STEPS_MIN
    assert_nothing_lies_about()


def post_until(step: int, client: Client, form: Sent, court: Court) -> int:
    """Post the form in a process that is killed at that step; 0 lets it live. Returns how it ended."""
    fields = form.fields(court)
    connection.close()
    child = os.fork()
    if child == 0:
        status = os.EX_SOFTWARE
        try:
            status = _post(Fate(step), client, fields)
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _post(fate: "Fate", client: Client, fields: dict[str, Any]) -> int:
    with connection.execute_wrapper(fate), patch.object(os, "write", fate.write):
        answer = client.post(FORM, fields)
    fate.step()
    return os.EX_OK if answer.status_code == 303 else os.EX_DATAERR


class Fate:
    """Counts statements and writes to files, and kills the process before one of them; a write half-way through."""

    def __init__(self, last: int) -> None:
        self._left = last
        self._write = os.write

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.step()
        return execute(*statement)

    def write(self, file: int, data: bytes) -> int:
        if self._left == 1:
            self._write(file, data[: len(data) // 2])
        self.step()
        return self._write(file, data)

    def step(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
