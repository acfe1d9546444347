"""C15 to C19 and C25: how the owners' assembly is called, and what it may not decide while a group sits."""

from collections.abc import Iterator
from datetime import date

from courtyard.core.compliance.days import DAY, done, happened, passed, still_told
from courtyard.core.compliance.facts import Facts, OwnersVote
from courtyard.core.compliance.findings import Fields, Finding, found
from courtyard.core.rulebook import Rulebook


def c15(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房物业〔2026〕36号: an assembly at least once a year. Calendar years; told in the year after, never within it.

    Only of a year that lies wholly in this record and in the term. A vote counts in the year it opened.
    """
    term, year = facts.term, on.year - 1
    first, last = date(year, 1, 1), date(year, 12, 31)
    if term is None or max(term.starts_on, facts.known_from) > first or term.ends_on < last:
        return
    held = any(first <= vote.opens_on <= last and not vote.void for vote in facts.votes)
    if not held and book.checks["C15"].in_force(last):
        yield found(book, "C15", f"{term.id}/{year}", last + DAY, {"year": year})


def c16(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """物业管理条例 art 14: notice 15 days before. Days, backwards, never moved.

    With 16 clear days every reading is satisfied; 15 are at the limit, which is a warning. Told for as long as an owner
    may have the decision revoked.
    """
    notice = book.periods[book.checks["C16"].period]
    for vote in _standing(facts, on):
        if not happened(vote.noticed_on, facts, on) or vote.noticed_on <= notice.before(vote.opens_on):
            continue
        if not _revocable(book.checks["C16"].second_period, vote, book, on):
            continue
        days = (vote.opens_on - vote.noticed_on).days
        given: Fields = {"title": vote.title, "noticed_on": vote.noticed_on, "opens_on": vote.opens_on, "days": days}
        if vote.noticed_on <= notice.before(vote.opens_on, safe=False):
            yield found(book, "C16", vote.id, vote.noticed_on, {"case": "at_limit", **given}, severity="warning")
        else:
            yield found(book, "C16", vote.id, vote.noticed_on, given)


def c17(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 14, and local rules: nothing is voted on that the notice did not name. From the day the vote opens."""
    for vote in _standing(facts, on):
        wrong = vote.unannounced and happened(vote.opens_on, facts, on)
        if wrong and _revocable(book.checks["C17"].period, vote, book, on):
            yield found(book, "C17", vote.id, vote.opens_on, {"title": vote.title, "items": _listed(vote.unannounced)})


def c18(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 14 (2): the residents' committee is told at the same time as the owners. Telling it later ends it."""
    for vote in _standing(facts, on):
        if vote.residents_committee_told or not happened(vote.noticed_on, facts, on):
            continue
        if vote.closed_on is None or still_told(book, "C18", vote.closed_on, on):
            yield found(book, "C18", vote.id, vote.noticed_on, {"title": vote.title, "noticed_on": vote.noticed_on})


def c19(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """物业管理条例 art 13, 上海市住宅物业管理规定 art 25: enough owners asked, and no assembly was called in time.

    The last day comes with the petition. From the day after it is the sub-district's to urge, then to call it itself.
    """
    for one in facts.petitions:
        if passed(one.convene_by, facts, on) and not done(one.noticed_on, on):
            given: Fields = {"title": one.title, "reached_on": one.reached_on, "due_on": one.convene_by}
            yield found(book, "C19", one.id, one.convene_by + DAY, given)


def c25(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 28: while a re-election group sits, the company, fees and major works are not decided.

    A vote noticed for such a time is warned of while it can still be called off, and a breach once it is open; one that
    was open already when the group was formed and has not closed is one, too.
    """
    way = facts.reelection
    if way is None or way.group_formed_on is None:
        return
    formed = way.group_formed_on
    over = min((day for day in (way.elected_on, way.group_ended_on) if day is not None), default=date.max)
    for vote in _standing(facts, on):
        since = max(vote.noticed_on, formed)
        if not vote.frozen_matters or not happened(since, facts, on) or since > min(over, vote.closed_on or date.max):
            continue
        given: Fields = {"title": vote.title, "items": _listed(vote.frozen_matters)}
        if vote.opens_on > on:
            if over > on:
                noticed: Fields = {"case": "noticed", "opens_on": vote.opens_on, **given}
                yield found(book, "C25", vote.id, since, noticed, severity="warning")
        elif vote.opens_on <= over and still_told(book, "C25", vote.closed_on or on, on):
            yield found(book, "C25", vote.id, since, given)


def _standing(facts: Facts, on: date) -> Iterator[OwnersVote]:
    """The votes that are not void, from their notices on."""
    return (vote for vote in facts.votes if not vote.void and vote.noticed_on <= on)


def _revocable(period: str, vote: OwnersVote, book: Rulebook, on: date) -> bool:
    """Whether an owner may still have it revoked: until a year after it closed. `period` may be none."""
    if not done(vote.closed_on, on) or not period:
        return True
    assert vote.closed_on is not None
    return on <= book.periods[period].after(vote.closed_on, book.hours.calendar)


def _listed(names: tuple[str, ...]) -> str:
    return "、".join(names)
