"""Every page that anybody may open, in a real browser: axe-core finds nothing, nothing is wider than the window.

The phone in Chinese is seen each time; large text, English and the desk's width with the long tests.
"""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from courtyard.conftest import Court
from courtyard.front.tests.build import EVERYBODY, STRANGER, World, world
from courtyard.front.tests.test_who_may import TABLE, address_of, method_of, parts, who_may
from courtyard.people.models import Person
from courtyard.web.tests.browser import DESK, PHONE, Visit, faults, overflow

pytestmark = pytest.mark.browser
OTHER_READERS = ((PHONE, "zh-hans", True), (PHONE, "en", True), (DESK, "zh-hans", False), (DESK, "en", False))
PAGES = [row for row in TABLE if method_of(row) == "GET" and who_may(row)]


def somebody(everything: World, row: str) -> Person | None:
    """Whoever of those who may come has the most to do there; a stranger only where nobody else is let in."""
    who = next(key for key in (*(key for key in EVERYBODY if key != STRANGER), STRANGER) if key in who_may(row))
    person = everything.persons[who]
    return person if isinstance(person, Person) else None


def is_page(address: str, person: Person | None) -> bool:
    """Not a file to be kept, a part of a page, nor a step on the way to one."""
    client = Client()
    if person:
        client.force_login(person)
    answer = client.get(address)
    is_html = answer.headers["Content-Type"].startswith("text/html")
    return answer.status_code == 200 and is_html and "<html" in answer.text


def walk(
    visit: Visit, everything: World, width: int, language: str, large: bool
) -> tuple[list[str], dict[str, object]]:
    seen: list[str] = []
    wrong: dict[str, object] = {}
    for row in PAGES:
        address = reverse(address_of(row), kwargs=everything.plum.kwargs(parts(row)))
        person = somebody(everything, row)
        if not is_page(address, person):
            continue
        page = visit(address, as_=person, width=width, language=language, large=large)
        found = (faults(page), overflow(page))
        page.context.close()
        seen.append(row)
        if found != ([], 0):
            wrong[f"{row} {address}"] = found
    return seen, wrong


def test_every_page_is_well_made_on_a_phone(visit: Visit, court: Court, tmp_path: Path) -> None:
    seen, wrong = walk(visit, world(court, tmp_path), PHONE, "zh-hans", large=False)

    assert wrong == {}
    assert len(seen) > len(PAGES) / 2


@pytest.mark.long
@pytest.mark.skipif(connection.vendor == "postgresql", reason="SQLite's tests look in each way, both on the phone")
@pytest.mark.parametrize(("width", "language", "large"), OTHER_READERS)
def test_every_page_is_well_made_for_everybody_else(
    visit: Visit, court: Court, tmp_path: Path, width: int, language: str, large: bool
) -> None:
    _seen, wrong = walk(visit, world(court, tmp_path), width, language, large)

    assert wrong == {}
