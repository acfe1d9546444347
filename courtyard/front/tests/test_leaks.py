"""No page tells of somebody whom its reader may not know, or stays where others find it.

Each of the cast goes wherever a link leads, and to every address of the table that lets them in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.urls import resolve, reverse

from courtyard.conftest import NAMES, Court
from courtyard.core.masking import masked_phone
from courtyard.front.tests.build import ABOUT, CLIMBED, MORE, PRIVATE, SHARED, STRANGER, THEIRS, World, world
from courtyard.front.tests.test_who_may import IN, TABLE, address_of, is_in_an_estate, method_of, parts, who_may
from courtyard.people.models import Person

PAGES_MAX = 1_200
SHARES = 2
"""One for each worker; both databases answer with the same pages (test_who_may asks for each on both)."""
NOTHING_NEW = 204
LINK = re.compile(r'(?:href|src|hx-get)="([^"]*)"')
INLINE = re.compile(r"<style|<script(?![^>]*\ssrc=)|\s(?:style|on[a-z]+)=", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
BESIDE_FIGURES = re.compile(r"(?<=\d)[\s.\-]+(?=\d)")
FULL_NAMES = NAMES | MORE

MANAGERS = {"zhu", "song"}
"""Project managers stand by name on their company's page, for everybody."""
OFFICERS = {"desk", "yan", "zhu", "bai", "reg", "ling", "gone", "wei"}
"""Those of Plum Court, now or once: they and whoever sits above see with whom they work."""
KNOWN: Mapping[str, set[str]] = {
    STRANGER: set(),
    "lin": {"desk", "zhu", "yan", "bai"},  # whoever lives there reads that bai collects, and may see what they owe
    # who looked at their data, and why, everybody is told; zhu acts for lin by mandate; yan chairs the committee
    "mei": {"yan", "lin", "bai"},  # against lin an owner objected, and mei speaks for an owner
    "desk": OFFICERS | {"con", "lin", "mei", "jie"},  # whoever runs a vote reads whom they named: jie watches the count
    "yan": OFFICERS | {"con", "lin", "mei"},
    "zhu": OFFICERS | {"con", "lin", "mei"},
    "bai": OFFICERS | {"con"},
    "reg": OFFICERS,
    "ling": OFFICERS | {"lin"},
    "gone": set(),
    "wei": {"yan", "song"},
    "far": {"song"},
    "song": {"far", "con", "wei", "jie"},
    "con": OFFICERS | {"lin", "mei", "far", "song", "jie"},
    "jie": OFFICERS | {"con", "song", "lin", "far"},
    "shi": OFFICERS | {"con", "song", "jie"},
}
"""Whose name each may read in full, apart from their own.

The desk knows who asks it for something; officers know each other. Whoever keeps the register reads residents masked,
and all others do not read of them at all.
"""
MASKED: Mapping[str, set[str]] = {
    **{key: {"lin", "mei", "ling", "gone"} for key in ("desk", "reg", "ling")},
    "song": {"far", "song"},
    "con": {"lin", "mei", "ling", "gone", "far", "song"},
}
"""Of whose telephone number each may read the beginning and the end."""
CASES = {
    PRIVATE: "cases:case",
    THEIRS: "cases:case of mei, private",
    SHARED: "cases:case of mei, public",
    CLIMBED: "cases:case that went up to the sub-district",
    ABOUT: "cases:case about the property company",
}


@dataclass(frozen=True)
class Page:
    """What somebody was answered at an address. What it was drawn from is let go: it fills the memory."""

    address: str
    status: int
    headers: Mapping[str, str]
    cookies: set[str]
    body: bytes

    @classmethod
    def got(cls, client: Client, address: str) -> "Page":
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        return cls(address, response.status_code, dict(response.headers), set(response.cookies), body)

    @property
    def kind(self) -> str:
        return self.headers["Content-Type"]

    @property
    def is_html(self) -> bool:
        return self.kind.startswith("text/html")

    @cached_property
    def source(self) -> str:
        is_text = self.kind.startswith(("text/", "application/json"))
        return unescape(self.body.decode()) if is_text else ""

    @cached_property
    def bare(self) -> str:
        """As it is read, and as it is written; a number is one however it is grouped."""
        return BESIDE_FIGURES.sub("", f"{TAG.sub('', self.source)} {self.source}")

    def links(self) -> Iterator[str]:
        """The addresses of ours to which the page leads."""
        for link in LINK.findall(self.source) if self.is_html else ():
            address = urlsplit(urljoin(self.address, link))
            if not address.scheme and not address.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
                yield address._replace(fragment="").geturl()


@dataclass(frozen=True)
class Reader:
    """Somebody who opens whatever leads on."""

    key: str
    client: Client
    pages: dict[str, Page]

    def look_around(self, everything: World) -> None:
        ahead = ["/", *self._addresses(everything)]
        while ahead:
            address = ahead.pop()
            if address not in self.pages:
                page = self.pages[address] = Page.got(self.client, address)
                ahead += page.links()
            assert len(self.pages) <= PAGES_MAX, f"{self.key} finds no end"

    def _addresses(self, everything: World) -> Iterator[str]:
        for where, things in (("plum", everything.plum), ("pine", everything.pine)):
            for row in TABLE:
                here = where == "plum" or is_in_an_estate(row)
                if here and method_of(row) == "GET" and self.key in who_may(row, where):
                    yield reverse(address_of(row), kwargs=things.kwargs(parts(row)))

    def where(self, words: str) -> list[str]:
        return [page.address for page in self.pages.values() if words in page.bare]


@pytest.fixture
def everything(court: Court, tmp_path: Path) -> World:
    return world(court, tmp_path)


def _reader(key: str, who: Person | AnonymousUser, everything: World) -> Reader:
    one = Reader(key, Client(), {})
    if isinstance(who, Person):
        one.client.force_login(who)
    one.look_around(everything)
    return one


def who_may_read() -> dict[str, set[str]]:
    """What is written nowhere else, and who may come upon it."""
    may = {words: who_may(row) | who_may(row, "pine") for words, row in CASES.items()}
    for person in Person.objects.exclude(phone=""):
        key = next(key for key, name in FULL_NAMES.items() if name == person.name)
        may[person.name[1:]] = {key} | {other for other, known in KNOWN.items() if key in known | MANAGERS}
        may[person.phone] = may[person.email] = {key}
        may[masked_phone(person.phone)] = {other for other, known in MASKED.items() if key in known}
    return may


@pytest.mark.skipif(connection.vendor == "postgresql", reason="SQLite's tests read every page")
@pytest.mark.parametrize("share", range(SHARES))
def test_nobody_reads_of_whom_they_may_not_know_and_every_page_is_well_kept(everything: World, share: int) -> None:
    """Every link leads somewhere; nothing of anybody's stays in a cache; no page may run what it did not bring."""
    may = who_may_read()

    told: dict[tuple[str, str], list[str]] = {}
    kept_badly: list[tuple[str, str, str]] = []
    for key in list(everything.persons)[share::SHARES]:
        one = _reader(key, everything.persons[key], everything)
        told |= {(key, words): where for words in may if (where := one.where(words)) or key in may[words]}
        kept_badly += [(key, page.address, fault) for page in one.pages.values() for fault in faults(key, page)]

    wrong = {(key, words): where for (key, words), where in told.items() if not where or key not in may[words]}
    assert wrong == {}
    assert kept_badly == []


def faults(key: str, page: Page) -> Iterator[str]:
    headers = page.headers
    if page.status not in IN | {NOTHING_NEW}:
        yield f"answers {page.status}"
    if key != STRANGER and "private" not in headers.get("Cache-Control", ""):
        yield "may be kept by a cache"
    if key == STRANGER and page.is_html and "Cookie" not in headers.get("Vary", ""):
        yield "may be kept for somebody who signs in"
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"allows too much: {policy}"
    if page.is_html and INLINE.search(page.source):
        yield "has script or style of its own in it"


def test_a_stranger_gets_a_cookie_only_with_a_form_that_needs_one(everything: World) -> None:
    pages = _reader(STRANGER, AnonymousUser(), everything).pages.values()

    cookies = {page.address: page.cookies for page in pages if page.cookies}

    forms = {page.address for page in pages if 'name="csrfmiddlewaretoken"' in page.source}
    assert cookies == {address: {settings.CSRF_COOKIE_NAME} for address in forms}
    assert sorted({str(resolve(address).url_name) for address in forms}) == [
        "check_receipt", "enter_code", "forgot_password", "reset_password", "sign_in", "verify",
    ]  # fmt: skip
