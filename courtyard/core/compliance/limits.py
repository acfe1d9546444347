"""C51: what the committee did under a limit that the assembly gave it."""

from collections.abc import Iterator
from datetime import date

from courtyard.core.compliance.days import happened, still_told
from courtyard.core.compliance.facts import Facts, Limit, LimitUse
from courtyard.core.compliance.findings import Fields, Finding, found
from courtyard.core.rulebook import Rulebook


def c51(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """The assembly's decision, 民法典 art 280: not more at a time, nor in all, nor before or after it holds. Fen, days.

    Its first and last days are included. The sum counts every use, also those before this record began.
    """
    for limit in facts.limits:
        uses = sorted((use for use in limit.uses if use.on <= on), key=lambda use: (use.on, str(use.id)))
        for use in uses:
            case = "" if not _told(use, facts, book, on) else _wrong(use, limit)
            if case:
                given: Fields = {"title": limit.title, "day": use.on, "spent_fen": use.fen, "each_fen": limit.each_fen}
                yield found(book, "C51", use.id, use.on, {"case": case, **given})
        yield from _too_much_in_all(limit, uses, facts, book, on)


def _too_much_in_all(limit: Limit, uses: list[LimitUse], facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    if limit.total_fen is None:
        return
    spent, since, last = 0, None, None
    for use in uses:
        spent += use.fen
        if spent > limit.total_fen:
            since, last = since or use.on, use
    if since is None or last is None or not _told(last, facts, book, on):
        return
    since = max(since, facts.known_from)
    yield found(
        book,
        "C51",
        limit.id,
        since,
        {"case": "total", "title": limit.title, "day": last.on, "spent_fen": spent, "total_fen": limit.total_fen},
    )


def _wrong(use: LimitUse, limit: Limit) -> str:
    ends = min(limit.valid_to or date.max, limit.ended_on or date.max)
    if not limit.valid_from <= use.on <= ends:
        return "outside"
    return "each" if use.fen > limit.each_fen else ""


def _told(use: LimitUse, facts: Facts, book: Rulebook, on: date) -> bool:
    return happened(use.on, facts, on) and still_told(book, "C51", use.on, on)
