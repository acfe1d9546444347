"""Every page that anybody may open, in a real browser: axe-core finds nothing, nothing is wider than the window.

The phone in Chinese is seen each time; large text, English and the desk's width with the long tests. Both databases
answer with the same pages (test_who_may asks for each of them on both), so the browser looks at SQLite's.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from courtyard.conftest import Court
from courtyard.front.tests.build import EVERYBODY, STRANGER, World, world
from courtyard.front.tests.test_who_may import TABLE, address_of, method_of, parts, who_may
from courtyard.people.models import Person
from courtyard.web.tests.browser import DESK, PHONE, Visit, faults, overflow

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(connection.vendor == "postgresql", reason="SQLite's tests look at every page"),
]
PAGES = [row for row in TABLE if method_of(row) == "GET" and who_may(row)]
SHARES = 2
"""One for each worker."""


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


def walk(everything: World, share: int) -> Iterator[tuple[str, str, Person | None]]:
    """The rows, addresses and readers of a share of the pages."""
    for row in PAGES[share::SHARES]:
        address = reverse(address_of(row), kwargs=everything.plum.kwargs(parts(row)))
        person = somebody(everything, row)
        if is_page(address, person):
            yield row, address, person


class Readers:
    """A window for each reader, with what it has fetched before: a new one fetches style and script again each time."""

    def __init__(self, visit: Visit, **how: Any) -> None:
        self.visit, self.how = visit, how
        self.windows: dict[Person | None, Page] = {}

    def open(self, address: str, person: Person | None) -> Page:
        page = self.windows.get(person)
        if page is None:
            page = self.windows[person] = self.visit(address, as_=person, **self.how)
        else:
            page.goto(urljoin(page.url, address))
        return page


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_well_made_on_a_phone(visit: Visit, court: Court, tmp_path: Path, share: int) -> None:
    seen, wrong, readers = 0, {}, Readers(visit)
    for row, address, person in walk(world(court, tmp_path), share):
        page = readers.open(address, person)
        found = (faults(page), overflow(page))
        seen += 1
        if found != ([], 0):
            wrong[f"{row} {address}"] = found

    assert wrong == {}
    assert seen > len(PAGES) / SHARES / 2


@pytest.mark.long
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_well_made_for_everybody_else(visit: Visit, court: Court, tmp_path: Path, share: int) -> None:
    """Large text on a phone and the desk's width, in both languages; axe at the desk in English, where all differs."""
    wrong = {}
    ways = {
        (language, large): Readers(visit, language=language, large=large, width=PHONE if large else DESK)
        for language in ("zh-hans", "en")
        for large in (True, False)
    }
    for row, address, person in walk(world(court, tmp_path), share):
        for (language, large), readers in ways.items():
            page = readers.open(address, person)
            found = (overflow(page), faults(page) if language == "en" and not large else [])
            if found != (0, []):
                wrong[f"{row} {address} {language} {page.viewport_size}"] = found

    assert wrong == {}
