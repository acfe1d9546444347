"""By which rule a matter is counted, found by the name somebody types: a matter's, a rule's, or a worked example's."""

from collections.abc import Iterator

from courtyard.core.errors import BadInput, sentence
from courtyard.core.rulebook.counts import CountRule
from courtyard.places.rules import books, voting

USUAL_BOOK = "cn-shanghai"


class UnknownCountRule(BadInput):
    """No rulebook has a rule or a matter of that name."""

    says = sentence("There is no rule “{name}”. There are: {known}.")
    field = "rule"


def count_rule(name: str) -> CountRule:
    """“fund-use” is a matter of the usual rulebook, “sg.special” a rule of another one; “cn.cc278.ordinary” works, too.

    Raises UnknownCountRule, which names them all.
    """
    book, dot, key = name.strip().lower().replace("_", "-").partition(".")
    if not dot or book not in books():
        book, key = USUAL_BOOK, f"{book}{dot}{key}"
    key = key.replace(".", "-")
    found = voting(book)
    matter = found.matters.get(key)
    if matter is None and key not in found.counts:
        raise UnknownCountRule(name=name, known=", ".join(names()))
    return found.counts[matter.rule if matter else key]


def names() -> Iterator[str]:
    """What `count_rule` finds: the usual book's matters by themselves, and every rule under its book."""
    yield from voting(USUAL_BOOK).matters
    for book in books():
        yield from (f"{book}.{key}" for key in voting(book).counts)
