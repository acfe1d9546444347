"""Every address, walked as everybody: who comes in is compared with one table (who_may.toml)."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from courtyard.conftest import plum_court
from courtyard.front.tests.build import EVERYBODY, STRANGER, World, world
from courtyard.front.tests.things import Things
from courtyard.people.models import Person
from courtyard.trail.models import Line
from courtyard.web.access import Access

pytestmark = pytest.mark.django_db
TABLE: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("who_may.toml").read_text(encoding="utf-8"))
IN = {200, 302, 303, 409, 422}
OUT = {401, 403, 404, 410}
OTHER_WAY = 405
OF_NO_ESTATE = {"session", "quarter", "month", "plan_year", "file_form", "revenue_table", "mode_table"}
SIGN_IN_FIRST = "/sign-in/?next="


def patterns(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of ours by its full name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, entry.namespace or space)
        else:
            yield f"{space}:{entry.name}", entry


ADDRESSES = dict(patterns())


def declared(pattern: URLPattern) -> str:
    """Who may come, as the address itself says (web/access.py); nothing where it says nothing."""
    access: Access | None = getattr(pattern.callback, "access", None)
    return access.who if access else ""


def address_of(row: str) -> str:
    """A row is named by its address, and by which thing it is about where that is not the first of its kind."""
    return row.split(" ", 1)[0]


def who_may(row: str, where: str = "plum") -> set[str]:
    """Those whom a row lets in: "everybody", "signed in", or those listed."""
    match TABLE[row]["may" if where == "plum" else where]:
        case "everybody":
            return set(EVERYBODY)
        case "signed in":
            return set(EVERYBODY) - {STRANGER}
        case list() as listed:
            return set(listed)
        case other:
            raise ValueError(f"{row}: {other}")


def who_sends(row: str, where: str = "plum") -> set[str]:
    """Those of them whose form is taken though it is empty."""
    return set(TABLE[row].get("empty", who_may(row, where)))


def who_comes(row: str, where: str = "plum") -> set[str]:
    return who_sends(row, where) if method_of(row) == "POST" else who_may(row, where)


def rows_of(app: str) -> list[str]:
    return [row for row in TABLE if row.startswith(f"{app}:")]


def parts(row: str) -> Mapping[str, str]:
    """What the parts of the row's address stand for."""
    given: Mapping[str, str] = TABLE[row].get("with", {})
    return given


def things(row: str) -> list[str]:
    """The parts that stand for things of an estate: a kind of meeting, a quarter and a file's form are none."""
    return [name for name in parts(row).values() if name not in OF_NO_ESTATE]


def method_of(row: str) -> str:
    return "POST" if TABLE[row].get("post") else "GET"


def is_in_an_estate(row: str) -> bool:
    return "estate" in parts(row).values()


@contextmanager
def undone() -> Iterator[None]:
    """Whatever a request did is taken back, so that everybody finds the same things."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Walk:
    """Goes to the address of a row, as everybody or as some."""

    world: World
    sessions: Mapping[str, str]

    def ask(self, who: str, method: str, address: str) -> int:
        """The status with which somebody is answered who opens the address, or sends its form empty.

        Refusals are asked for as data: drawing a page for each would take most of the time.
        """
        client = Client(raise_request_exception=False, headers={"accept": "application/json"})
        if who in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        with undone():
            response = client.generic(method, address, content_type="application/x-www-form-urlencoded")
        assert response.status_code in IN | OUT | {OTHER_WAY}, f"{method} {address}: {response.status_code}"
        return 401 if response.headers.get("Location", "").startswith(SIGN_IN_FIRST) else response.status_code

    def answers(self, row: str, things: dict[str, object], method: str, who: Iterable[str]) -> dict[str, int]:
        address = reverse(address_of(row), kwargs=things)
        return {key: self.ask(key, method, address) for key in who}

    def who_comes(self, row: str, things: Things) -> set[str]:
        return came_in(self.answers(row, things.kwargs(parts(row)), method_of(row), EVERYBODY))

    def who_comes_astray(self, row: str) -> set[str]:
        """Of those who may come at all, to the things of one estate below the address of the other."""
        plum, pine = self.world.plum.kwargs(parts(row)), self.world.pine.kwargs(parts(row))
        return {
            key
            for things in (plum | {"code": pine["code"]}, pine | {"code": plum["code"]})
            for key in came_in(self.answers(row, things, method_of(row), who_may(row) | who_may(row, "pine")))
        }

    def answers_otherwise(self, row: str) -> dict[str, int]:
        other = {"GET": "POST", "POST": "GET"}[method_of(row)]
        return self.answers(row, self.world.plum.kwargs(parts(row)), other, EVERYBODY)


def came_in(answers: Mapping[str, int]) -> set[str]:
    return {key for key, status in answers.items() if status in IN}


@pytest.fixture(scope="module")
def walk(in_one_transaction: None, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Through one world, whatever is asked: every request is undone."""
    everything = world(plum_court(), tmp_path_factory.mktemp("world"))
    return Walk(
        everything, {key: session_of(who) for key, who in everything.persons.items() if isinstance(who, Person)}
    )


def session_of(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_every_address_says_who_may_come() -> None:
    silent = [name for name, pattern in ADDRESSES.items() if not declared(pattern)]

    assert silent == []


def test_the_table_knows_every_address_and_no_other() -> None:
    assert sorted({address_of(row) for row in TABLE}) == sorted(ADDRESSES)


def test_an_address_is_declared_public_where_strangers_may_come() -> None:
    public = {name for name, pattern in ADDRESSES.items() if declared(pattern) == "public"}

    assert public == {address_of(row) for row in TABLE if STRANGER in who_may(row)}


def test_the_table_says_of_both_estates_who_may() -> None:
    assert [row for row in TABLE if is_in_an_estate(row) != ("pine" in TABLE[row])] == []


def test_the_table_knows_nobody_else() -> None:
    listed = {row: who_may(row) | (who_may(row, "pine") if "pine" in TABLE[row] else set()) for row in TABLE}

    assert {row: who - set(EVERYBODY) for row, who in listed.items() if who - set(EVERYBODY)} == {}


APPS = sorted({row.partition(":")[0] for row in TABLE})
ESTATES_APPS = sorted({row.partition(":")[0] for row in TABLE if is_in_an_estate(row)})


def tell(told: Mapping[str, set[str]]) -> dict[str, list[str]]:
    return {row: sorted(who) for row, who in told.items()}


@pytest.mark.parametrize("app", APPS)
def test_only_who_may_comes_in(app: str, walk: Walk) -> None:
    lines = Line.objects.count()

    came = {row: walk.who_comes(row, walk.world.plum) for row in rows_of(app)}

    assert tell(came) == tell({row: who_comes(row) for row in rows_of(app)})
    assert Line.objects.count() == lines


@pytest.mark.parametrize("app", ESTATES_APPS)
def test_only_who_may_comes_in_next_door(app: str, walk: Walk) -> None:
    rows = [row for row in rows_of(app) if is_in_an_estate(row)]

    came = {row: walk.who_comes(row, walk.world.pine) for row in rows}

    assert tell(came) == tell({row: who_comes(row, "pine") for row in rows})


@pytest.mark.parametrize("app", ESTATES_APPS)
def test_a_thing_is_found_in_its_own_estate_only(app: str, walk: Walk) -> None:
    rows = [row for row in rows_of(app) if is_in_an_estate(row) and len(things(row)) > 1]

    came = {row: walk.who_comes_astray(row) for row in rows}

    assert tell(came) == {row: [] for row in rows}


@pytest.mark.parametrize("app", APPS)
def test_no_other_way_in_is_wider(app: str, walk: Walk) -> None:
    """A form is taken from whoever is shown it; what only shows takes none, and what only takes shows nothing."""
    answers = {row: walk.answers_otherwise(row) for row in rows_of(app)}

    came = {row: came_in(answered) for row, answered in answers.items()}

    only_one_way = {row for row, answered in answers.items() if OTHER_WAY in answered.values()}
    may = {row: set() if row in only_one_way else who_sends(row) for row in rows_of(app)}
    assert tell(came) == tell(may)
