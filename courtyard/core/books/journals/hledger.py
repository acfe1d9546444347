"""A journal for hledger, which passes `hledger check --strict`: every account and the currency are declared."""

from collections.abc import Iterator, Mapping, Sequence

from courtyard.core.books.chart import Chart
from courtyard.core.books.entries import Entry
from courtyard.core.books.journals.layout import Heading, in_order, legs, names_of, one_line, papers, sides_used
from courtyard.core.rulebook import Account, AccountKind

_TYPES: Mapping[AccountKind, str] = {"asset": "A", "liability": "L", "equity": "E", "income": "R", "expense": "X"}
# What ends a description, begins a note or ends a tag's value would cut people's words short.
_WIDE = str.maketrans({";": "；", "|": "｜", ",": "，"})


def to_hledger(entries: Sequence[Entry], chart: Chart, heading: Heading, *, fold: bool = True) -> Iterator[str]:
    """The lines of a journal, each with its end. With `fold` homes stand in their control accounts, as in public.

    What entries say in words is written as it is: words for the public must not name a home. Raises UnknownAccount.
    """
    ordered = in_order(entries)
    yield f"; {one_line(heading.title)}\n\ndecimal-mark .\ncommodity 1000.00 CNY\n\n"
    names = names_of(sides_used(ordered, chart, fold), chart)
    for side, name in names.items():
        yield _declared(name, chart[side.account])
    for entry in ordered:
        yield f"\n{entry.day.isoformat()} * ({entry.id}) {_words(entry.text)}".rstrip() + "\n"
        for tag, text in papers(entry):
            yield f"    ; {tag}: {_words(text)}\n"
        for line in legs(entry, names, fold):
            yield f"    {line}\n"


def _declared(name: str, account: Account) -> str:
    kind = "C" if account.cash else _TYPES[account.kind]
    return f"account {name}  ; type:{kind}, code:{account.code}, label:{_words(account.label_zh)}\n"


def _words(text: str) -> str:
    return one_line(text).translate(_WIDE)
