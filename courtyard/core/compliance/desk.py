"""C48 and C56: receiving owners, meeting jointly, and answering the hotline."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

from courtyard.core.compliance.days import DAY, passed
from courtyard.core.compliance.facts import Facts
from courtyard.core.compliance.findings import Fields, Finding, found
from courtyard.core.rulebook import Bearer, Rulebook, months_after

BEARERS = get_args(Bearer)


def c48(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房物业〔2026〕36号: each month a reception day and a joint meeting. Calendar months; told in the month after.

    Only of a month that lies wholly in this record, and for the reception day in the term. The residents' committee
    convenes the joint meeting, whether there is a committee or not.
    """
    this = on.replace(day=1)
    first, last, term = months_after(this, -1), this - DAY, facts.term
    if facts.known_from > first or not book.checks["C48"].in_force(first):
        return
    month = {"year": first.year, "month": first.month}
    serves = term is not None and term.starts_on <= first and last <= term.ends_on
    if term is not None and serves and not any(first <= day <= last for day in facts.receptions_on):
        yield found(book, "C48", f"{term.id}/reception/{first:%Y-%m}", this, {"case": "reception", **month})
    if not any(first <= day <= last for day in facts.joint_sessions_on):
        yield found(book, "C48", f"joint/{first:%Y-%m}", this, {"case": "joint", **month}, bearer="ju")


def c56(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """静安区大宁路街道2019年12月2日规定: each ticket by its day. It is for the party that holds it."""
    for ticket in facts.tickets:
        if passed(ticket.due_on, facts, on):
            bearer: Bearer | None = next((one for one in BEARERS if one == ticket.party), None)
            given: Fields = {"number": ticket.number, "due_on": ticket.due_on}
            yield found(book, "C56", ticket.id, ticket.due_on + DAY, given, bearer=bearer)
