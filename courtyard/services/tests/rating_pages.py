"""Pages of ratings as somebody opens them in English, and forms as they send them."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.people.models import Person

RATE, RATINGS = "/e/plum/rate/", "/e/plum/ratings/"
REMARKS = f"{RATINGS}remarks/"


def client_of(person: Person | None) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    if person:
        client.force_login(person)
    return client


def read(person: Person | None, address: str) -> str:
    response = client_of(person).get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def status(person: Person | None, address: str) -> int:
    return client_of(person).get(address).status_code


def send(person: Person, address: str, **given: Any) -> tuple[int, str]:
    response = client_of(person).post(address, given)
    return response.status_code, response.content.decode()


def queries_of(person: Person | None, address: str) -> int:
    client = client_of(person)
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)
