"""Pages of a vote at a time of its own: clocks of the views and of the database say the same."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from courtyard.assembly.models import Assembly, Head
from courtyard.assembly.tests import build
from courtyard.people.models import Person

CLOCKS = (
    "assembly.views.ballots.now", "assembly.views.canvassing.now", "assembly.views.proxies.now",
    "assembly.views.papers.now", "assembly.frame.now", "assembly.templatetags.voting.clock", "web.context.now",
)  # fmt: skip
WILL = "这是我本人的意思"


@contextmanager
def page_at(at: datetime = build.DURING) -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(build.database_at(at))
        for name in CLOCKS:
            stack.enter_context(patch(f"courtyard.{name}", lambda: at))
        yield


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(one: Assembly, rest: str = "") -> str:
    return f"/e/{one.estate.node.code}/assemblies/{one.pk}/{rest}"


def ballot_page(one: Assembly, head: Head) -> str:
    return address(one, f"vote/{head.pk}/")


def filled(one: Assembly, answer: Any = "for", **more: Any) -> dict[str, Any]:
    return {f"motion_{motion.position}": answer for motion in one.motions.all()} | more


def confirmed(one: Assembly, answer: Any = "for", **more: Any) -> dict[str, Any]:
    return filled(one, answer, step="cast", id=str(uuid4()), will=WILL, **more)


def send(client: Client, page: str, form: Mapping[str, Any], at: datetime = build.DURING) -> HttpResponse:
    with page_at(at):
        answer: HttpResponse = client.post(page, form)  # type: ignore[assignment]
    return answer


def read(client: Client, page: str, at: datetime = build.DURING) -> str:
    with page_at(at):
        answer = client.get(page, follow=True)
    assert answer.status_code == 200, (page, answer.status_code)
    return answer.content.decode()
