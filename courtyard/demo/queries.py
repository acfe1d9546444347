"""Which of the invented people is which persona of the cast."""

from collections.abc import Mapping

from courtyard.demo.cast import PERSONAS, Persona
from courtyard.people.models import Person, SignInName

DOMAIN = "demo.invalid"


def sign_in_name(key: str) -> str:
    return f"{key}@{DOMAIN}"


def person_of(key: str) -> Person | None:
    name = SignInName.objects.select_related("person").filter(value=sign_in_name(key)).first()
    return name.person if name else None


def cast_there() -> list[Persona]:
    """The personas whose people are in this database: none before the story is told."""
    names: Mapping[str, str] = {sign_in_name(persona.key): persona.key for persona in PERSONAS}
    there = set(SignInName.objects.filter(value__in=names).values_list("value", flat=True))
    return [persona for persona in PERSONAS if sign_in_name(persona.key) in there]
