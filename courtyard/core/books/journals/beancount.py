"""A ledger for beancount, which passes `bean-check`: accounts are opened on the day the books begin.

Each entry carries its own id as a link, and a reversal that of what it reverses, so that the two are found together.
"""

from collections.abc import Iterator, Sequence

from courtyard.core.books.chart import Chart
from courtyard.core.books.entries import Entry
from courtyard.core.books.journals.layout import Heading, in_order, legs, names_of, one_line, papers, sides_used
from courtyard.core.rulebook import Account


def to_beancount(entries: Sequence[Entry], chart: Chart, heading: Heading, *, fold: bool = True) -> Iterator[str]:
    """The lines of a ledger, each with its end. With `fold` homes stand in their control accounts, as in public.

    What entries say in words is written as it is: words for the public must not name a home. Raises UnknownAccount.
    """
    ordered = in_order(entries)
    day = heading.begins.isoformat()
    yield f'option "title" {_quoted(heading.title)}\noption "operating_currency" "CNY"\n\n{day} commodity CNY\n\n'
    names = names_of(sides_used(ordered, chart, fold), chart)
    for side, name in names.items():
        yield _opened(name, chart[side.account], day)
    for entry in ordered:
        links = " ".join(f"^{one}" for one in (entry.id, entry.reverses) if one)
        yield f"\n{entry.day.isoformat()} * {_quoted(entry.text)} {links}\n"
        yield f"  id: {_quoted(entry.id)}\n"
        for tag, text in papers(entry):
            yield f"  {tag}: {_quoted(text)}\n"
        for line in legs(entry, names, fold):
            yield f"  {line}\n"


def _opened(name: str, account: Account, day: str) -> str:
    said = f'  code: "{account.code}"\n  label: {_quoted(account.label_zh)}\n'
    return f"{day} open {name} CNY\n{said}"


def _quoted(text: str) -> str:
    escaped = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
