"""Whether the money is there that is to go out, and which fund the owners' service money lies in."""

from datetime import date

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import Fund
from courtyard.money.models import Book
from courtyard.money.modes import mode_of
from courtyard.money.queries.service_money import FUND_OF
from courtyard.money.queries.sums import balance_fen


class NotThatMuch(BadInput):
    """More than lies where it is to be taken from."""

    says = sentence("There are only {most_yuan} yuan there.")
    field = "fen"


class LumpSum(Refusal):
    says = sentence(
        "Here the company is paid a lump sum: what it spends is its own money and its own affair, so the owners have "
        "no budget of it and book none of its spending."
    )


def require_there(book: Book, key: str, fen: int) -> None:
    """Raises NotThatMuch where less lies on an account."""
    there = balance_fen(book, key)
    if fen > there:
        raise NotThatMuch(most_yuan=format_fen(max(0, there)))


def service_fund(book: Book, day: date) -> Fund:
    """The fund that service money lies in on a day. Raises LumpSum."""
    fund = FUND_OF.get(mode_of(book.estate, day))
    if fund is None:
        raise LumpSum
    return fund
