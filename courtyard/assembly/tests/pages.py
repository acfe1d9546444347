"""What tests of pages share: somebody signed in, and the clocks of all pages at one moment."""

from datetime import datetime

import pytest
from django.test import Client

from courtyard.notify import upkeep
from courtyard.people.models import Person
from courtyard.trail.models import Line

CLOCKS = (
    "assembly.views.assemblies", "assembly.views.motions", "assembly.views.roll", "assembly.views.notice",
    "assembly.frame", "assembly.panels", "web.context",
)  # fmt: skip


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def set_clocks(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    for module in CLOCKS:
        monkeypatch.setattr(f"courtyard.{module}.now", lambda: moment)
    monkeypatch.setattr("courtyard.assembly.templatetags.voting.clock", lambda: moment)


def clerk_tells(moment: datetime) -> None:
    """Everybody hears what there is to hear, as of this moment."""
    upkeep.hear(Line.objects.order_by("id"), moment)
