"""The whole cast looks for everything that is written somewhere: nobody finds what they may not read."""

from pathlib import Path

import pytest

from courtyard.conftest import Court
from courtyard.core.tokens import tokens
from courtyard.front.tests.build import World, world
from courtyard.front.tests.test_leaks import who_may_read
from courtyard.people.models import Person
from courtyard.search import queries
from courtyard.search.models import Entry
from courtyard.search.tests.build import LATER, clerk_reads, enter_all


@pytest.fixture
def everything(court: Court, tmp_path: Path) -> World:
    made = world(court, tmp_path)
    enter_all()
    clerk_reads()
    return made


def told(person: Person, text: str) -> set[str]:
    """All that is said to somebody who looks for this."""
    hits = [hit for group in queries.search(person, LATER, text) for hit in group.hits]
    return {said for hit in hits for said in (hit.title, hit.text, hit.note, hit.shown)}


def test_nobody_finds_what_they_may_not_read(everything: World) -> None:
    """Neither by its words nor by guessing how it begins."""
    persons = {key: who for key, who in everything.persons.items() if isinstance(who, Person)}
    may = {text: who for text, who in who_may_read().items() if not text.isascii() and text[0] not in "0123456789"}

    found = {
        text: {
            key for key, one in persons.items() if any(text in said for said in told(one, text) | told(one, text[:2]))
        }
        for text in may
    }

    assert {text: found[text] - may[text] for text in may if found[text] - may[text]} == {}
    assert any(found.values())


def test_no_number_and_no_address_of_anybody_is_in_the_index(everything: World) -> None:
    kept = {token for title, body in Entry.objects.values_list("title", "body") for token in f"{title} {body}".split()}

    persons = Person.objects.exclude(phone="")

    assert kept & {token for person in persons for token in (person.phone, *tokens(person.email)[:1])} == set()
