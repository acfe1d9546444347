"""A form that is posted in a process of its own, which is killed before its n-th statement or write to a file."""

import os
import signal
from collections.abc import Callable, Mapping
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test import Client

KILLED = -signal.SIGKILL


def post_until(step: int, client: Client, page: str, fields: Mapping[str, Any]) -> int:
    """Post the form in a process that is killed at that step; 0 lets it live. Returns how it ended."""
    connection.close()
    child = os.fork()
    if child == 0:
        status = os.EX_SOFTWARE
        try:
            status = _post(Fate(step), client, page, fields)
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _post(fate: "Fate", client: Client, page: str, fields: Mapping[str, Any]) -> int:
    with connection.execute_wrapper(fate), patch.object(os, "write", fate.write):
        answer = client.post(page, dict(fields))
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
