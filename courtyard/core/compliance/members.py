"""C26 and C27: members who do not come, and members who should not sit."""

from collections.abc import Iterator
from datetime import date

from courtyard.core.compliance.facts import Facts
from courtyard.core.compliance.findings import Fields, Finding, found
from courtyard.core.compliance.says import SAYS
from courtyard.core.rulebook import Rulebook


def c26(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """上海市住宅物业管理规定 art 31: absent from half of a year's meetings or more. Calendar years, meetings.

    Of this year to date, and of the last one as it ended; from two meetings on, because one missed is no pattern.
    """
    rule = book.checks["C26"]
    assert rule.share is not None
    for one in facts.attendance:
        if one.year not in (on.year, on.year - 1) or one.year < facts.known_from.year:
            continue
        if one.held < rule.numbers["held_min"] or one.absent * rule.share.denominator < one.held * rule.share.numerator:
            continue
        since = max(one.half_since or date(one.year, 1, 1), facts.known_from)
        if since <= on:
            yield found(
                book,
                "C26",
                f"{one.id}/{one.year}",
                since,
                {"name": one.name, "year": one.year, "absent": one.absent, "held": one.held},
            )


def c27(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 20: a member or a close relative works for the company, or does not meet another condition. From that day."""
    for tie in facts.ties:
        since = max(tie.since, facts.known_from)
        if since <= on:
            # Of other grounds, what a member did or suffers from, no more is said than that there is one.
            given: Fields = {"case": tie.ground} if f"C27.{tie.ground}" in SAYS else {}
            yield found(book, "C27", tie.id, since, {"name": tie.name, **given})
