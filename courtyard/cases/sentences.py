"""Sentences with fields that a case fills in: which fields there are, and what is wrong with others."""

import string
from collections.abc import Mapping

from courtyard.core.errors import BadInput, sentence

FIELDS = ("number", "kind", "place", "due", "party")


class UnknownField(BadInput):
    says = sentence("“{name}” is not something a template can fill in. It can use {known}.")
    field = "words"


class BrokenField(BadInput):
    says = sentence("A brace is open or empty. Write {known}, with both braces, or no braces.")
    field = "words"


def fields_of(words: str) -> list[str]:
    """The fields a template names. Raises UnknownField and BrokenField."""
    known = " ".join(f"{{{name}}}" for name in FIELDS)
    try:
        parts = list(string.Formatter().parse(words))
    except ValueError as broken:
        raise BrokenField(known=known) from broken
    names = [name for _, name, _, _ in parts if name is not None]
    if any(name == "" or format_spec or conversion for _, name, format_spec, conversion in parts):
        raise BrokenField(known=known)
    for name in names:
        if name not in FIELDS:
            raise UnknownField(name=name, known=known)
    return names


def filled_in(words: str, values: Mapping[str, str]) -> str:
    """The sentence for one case. What it names was checked when it was kept."""
    return words.format(**{name: values.get(name, "") for name in FIELDS})
