"""Somebody's browser, as little of one as it takes to load a server: cookies, forms, files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from typing import Any

from django.conf import settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

PATIENCE_SECONDS = 120
"""As long as a web worker may take."""
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    body: bytes


class Caller:
    """One person at one address. Each has cookies of their own; one thread at a time."""

    def __init__(self, port: int, session: str = "", *, address: str = "198.51.100.1") -> None:
        self.port = port
        self._address = address
        self.cookies = {settings.SESSION_COOKIE_NAME: session} if session else {}
        self._token = ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def open(self, path: str) -> Answer:
        """A page with a form; its token goes with what is posted next."""
        answer = self.get(path)
        found = _TOKEN.search(answer.body)
        assert found is not None, f"{path} answered {answer.status} without a form"
        self._token = found[1].decode()
        return answer

    def post(self, path: str, fields: Mapping[str, Any]) -> Answer:
        """As a browser posts a form with files. Whoever has no token yet opens the page first."""
        if not self._token:
            self.open(path)
        return self._ask("POST", path, encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": self._token, **fields}))

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Answer:
        """Raises OSError or HTTPException when the server dies before it has answered."""
        link = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            link.request(method, path, body, self._headers(has_body=body is not None))
            response = link.getresponse()
            answer = Answer(response.status, response.headers.get("Location", ""), response.read())
        finally:
            link.close()
        self._keep(response.headers.get_all("Set-Cookie") or [])
        return answer

    def _headers(self, *, has_body: bool) -> dict[str, str]:
        headers = {
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self._address,
            "Origin": f"https://127.0.0.1:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        return headers | ({"Content-Type": MULTIPART_CONTENT} if has_body else {})

    def _keep(self, cookies: list[str]) -> None:
        for cookie in cookies:
            name, _equals, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]


def typed(page: bytes, form: str) -> dict[str, list[str]]:
    """The fields of the form with this id or address as they stand on the page, without its token."""
    reader = _Fields(form)
    reader.feed(page.decode())
    return {name: values for name, values in reader.fields.items() if name != "csrfmiddlewaretoken"}


class _Fields(HTMLParser):
    def __init__(self, form: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._form = form
        self._inside = False
        self._select = ""

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        told = dict(pairs)
        if tag == "form":
            self._inside = self._form in (told.get("id"), told.get("action"))
        elif tag == "select":
            self._select = told.get("name") or ""
        elif tag == "option" and "selected" in told:
            self._take(self._select, told)
        elif tag == "input" and ("checked" in told or told.get("type") not in {"checkbox", "radio"}):
            self._take(told.get("name") or "", told)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"

    def _take(self, name: str, told: dict[str, str | None]) -> None:
        if self._inside and name:
            self.fields.setdefault(name, []).append(told.get("value") or "")
