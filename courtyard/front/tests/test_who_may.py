"""Every address, walked as everybody: what comes is compared with one table (who_may.toml)."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from courtyard.conftest import CAST, Court
from courtyard.front.tests.build import Things, things

TABLE: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("who_may.toml").read_text(encoding="utf-8"))
STRANGER = "stranger"
EVERYBODY = (STRANGER, *CAST)
IN = {200, 201, 204, 302, 303, 400, 405, 409, 422}
OUT = {401, 403, 404}


def patterns(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of ours by its full name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, entry.namespace or space)
        else:
            yield f"{space}:{entry.name}", entry


ADDRESSES = dict(patterns())


def test_every_address_says_who_may_come() -> None:
    silent = [name for name, pattern in ADDRESSES.items() if not hasattr(pattern.callback, "access")]

    assert silent == []


def test_the_table_knows_every_address_and_no_other() -> None:
    assert sorted(TABLE) == sorted(ADDRESSES)


def who_may(name: str) -> set[str]:
    """The personas a row lets in: "everybody", "signed in", or those listed."""
    match TABLE[name]["may"]:
        case "everybody":
            return set(EVERYBODY)
        case "signed in":
            return set(CAST)
        case list() as listed:
            return set(listed)
        case other:
            raise ValueError(f"{name}: {other}")


def comes_in(client: Client, name: str, court: Court, thing: Things) -> bool:
    row = TABLE[name]
    address = reverse(name, kwargs=thing.kwargs(row.get("with", {})))
    response = client.post(address) if row.get("post") else client.get(address)
    if response.status_code in {301, 302} and response.headers["Location"].startswith(reverse("people:sign_in")):
        return False
    assert response.status_code in IN | OUT, f"{name}: {response.status_code}"
    return response.status_code in IN


@pytest.mark.parametrize("name", sorted(TABLE))
def test_only_who_may_comes_in(name: str, court: Court, tmp_path: Path) -> None:
    thing = things(court, tmp_path)
    came = set()
    for persona in EVERYBODY:
        client = Client(raise_request_exception=False)
        if persona != STRANGER:
            client.force_login(getattr(court, persona))
        if comes_in(client, name, court, thing):
            came.add(persona)

    assert came == who_may(name)
