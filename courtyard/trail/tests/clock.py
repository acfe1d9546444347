"""One clock for a whole journey: every page's, the database's, and the clerk's who goes round by it."""

import sys
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.template import engines
from django.urls import get_resolver
from django.utils import timezone

from courtyard.trail.clock import database_now
from courtyard.trail.upkeep import go_round

ROUNDS = 3
"""One chore may leave something for another."""


class Clock:
    """Stands at a moment until somebody goes on to another."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
        self.moment = moment
        self.monkeypatch = monkeypatch
        assert get_resolver().url_patterns  # every page is imported by now,
        assert engines.all()  # and every tag of a template
        names = ("now", "clock")
        places = [
            (module, name)
            for key, module in sorted(sys.modules.items())
            if key.startswith("courtyard.") and ".tests" not in key
            for name in names
            if getattr(module, name, None) is timezone.now
        ]
        for module, name in places:
            monkeypatch.setattr(module, name, lambda: self.moment)
        self._set_the_database()

    def _set_the_database(self) -> None:
        self.monkeypatch.setattr(settings, "CLOCK_SHIFT", timedelta(0))
        self.monkeypatch.setattr(settings, "CLOCK_SHIFT", self.moment - database_now())

    def go_on_to(self, moment: datetime) -> None:
        self.moment = moment
        self._set_the_database()
        for _ in range(ROUNDS):
            go_round(moment)
