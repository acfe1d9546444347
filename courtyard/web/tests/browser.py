"""A real browser for the tests of every app: phone and desk, with and without JavaScript, in both languages.

    def test_…(visit: Visit, court: Court) -> None:
        page = visit("/", as_=court.lin, width=390, language="en", js=False)

        assert faults(page) == []

What the Content-Security-Policy stopped, and every script error, fails the test by itself.
"""

import os
import shutil
from collections.abc import Iterator
from typing import Any, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE, DESK = 390, 1280
HEIGHTS = {PHONE: 844, DESK: 900}
PATIENCE_MS = 15_000
STILL_TO_COME = '[hx-trigger="load"], .htmx-request'
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passed is not written out, which takes half the time
}


class Visit(Protocol):
    """Opens a page of the live server, as somebody or as a stranger."""

    def __call__(
        self,
        path: str,
        *,
        as_: Any = None,
        width: int = PHONE,
        language: str = "zh-hans",
        js: bool = True,
        large: bool = False,
    ) -> Page: ...


def chromium() -> str:
    """The browser's path; without one the test is skipped, except where everything is supposed to be there."""
    path = os.environ.get("COURTYARD_CHROMIUM") or next((p for name in NAMES if (p := shutil.which(name))), None)
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail("CI has no Chromium: apt-get install chromium-headless-shell fonts-noto-cjk")
    pytest.skip("no Chromium here: as root, apt-get install chromium-headless-shell fonts-noto-cjk")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, and Django takes every query beside it for an async one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, live_server: Any) -> Iterator[Visit]:
    opened: list[BrowserContext] = []
    broken: list[str] = []

    def go(
        path: str,
        *,
        as_: Any = None,
        width: int = PHONE,
        language: str = "zh-hans",
        js: bool = True,
        large: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 900)}, java_script_enabled=js, locale="de-DE"
        )
        opened.append(context)
        context.set_default_timeout(PATIENCE_MS)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language, "size": "elder" if large else ""}
        context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in cookies.items() if v])
        become(context, as_, live_server.url)
        page = context.new_page()
        page.on("console", lambda message: broken.extend(_against_policy(message)))
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield go
    for context in opened:
        context.close()
    assert broken == []


def become(context: BrowserContext, person: Any, url: str) -> None:
    """From the next page on, this browser is signed in as `person`."""
    if person is None:
        return
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])


def _against_policy(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []


def faults(page: Page) -> list[str]:
    """What axe-core holds against the whole page, with what it fetches by itself.

    The window is made as high as the page, so that no bar covers a part.

    Both databases answer with the same pages, so axe looks at SQLite's. It needs JavaScript: axe waits for timers,
    which a page without it never runs. Better told than waited for in vain.
    """
    page.wait_for_function("new Promise(told => setTimeout(() => told(true), 0))")
    page.wait_for_selector(STILL_TO_COME, state="detached")
    if connection.vendor == "postgresql":
        return []
    size = page.viewport_size or {"width": PHONE, "height": HEIGHTS[PHONE]}
    page.set_viewport_size({"width": size["width"], "height": page.evaluate("document.documentElement.scrollHeight")})
    found = Axe().run(page, options=AXE).response["violations"]
    page.set_viewport_size(size)
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window: none, on any phone."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width
