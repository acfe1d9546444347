"""How tests of services read pages: in English, as somebody or as a stranger."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.people.models import Person


def client_of(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def read(person: Person | None, address: str) -> str:
    response = client_of(person).get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def status(person: Person | None, address: str) -> int:
    return client_of(person).get(address).status_code


def send(person: Person, address: str, **given: Any) -> Any:
    return client_of(person).post(address, given)


def queries_of(person: Person, address: str) -> int:
    """How often a page asks the database, the second time it is opened."""
    client = client_of(person)
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)
