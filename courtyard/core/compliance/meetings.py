"""C08 and C10 to C14: how the committee meets and decides."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, pairwise
from typing import Literal

from courtyard.core.calendars import first_working_day_from
from courtyard.core.compliance.days import DAY, done, due_on, happened, passed, still_told
from courtyard.core.compliance.facts import Facts
from courtyard.core.compliance.findings import Fields, Finding, found
from courtyard.core.counting.gates import Checked
from courtyard.core.rulebook import Rulebook


def c08(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """上海市住宅物业管理规定 art 26: a meeting at least every 2 months. Months, moved off days off.

    From the term's first day, or the record's, to the first meeting, from each to the next, and from the last to today;
    no longer than the term lasts. A gap that a meeting closed is told as a warning for some months.
    """
    term = facts.term
    if term is None:
        return
    first = max(term.starts_on, facts.known_from)
    days = {meeting.on for meeting in facts.meetings} | ({term.last_meeting_on} if term.last_meeting_on else set())
    held = sorted(day for day in days if first < day <= on)
    for began, met in pairwise(chain((first,), held, (None,))):
        assert began is not None, "only the last is open"
        due = due_on(book, "C08", began)
        if due >= min(met or on, term.ends_on):
            continue
        subject = f"{term.id}/{began}"
        if met is None:
            yield found(book, "C08", subject, due + DAY, {"began_on": began, "due_on": due})
        elif still_told(book, "C08", met, on):
            given: Fields = {"case": "closed", "began_on": began, "due_on": due, "met_on": met}
            yield found(book, "C08", subject, due + DAY, given, severity="warning")


def c10(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 26: more than half of the members attend, and more than half of all sign: the gates of counts.committee."""
    for meeting in facts.meetings:
        given: Fields = {"day": meeting.on, "attended": meeting.attended, "members": meeting.members}
        enough = _over(book, "took_part", meeting.attended, meeting.members)
        if not enough and _told("C10", meeting.on, facts, book, on):
            yield found(book, "C10", meeting.id, meeting.on, {"case": "meeting", **given})
    for one in facts.decisions:
        given = {"title": one.title, "day": one.on, "signed": one.signed, "members": one.members}
        if not _over(book, "for", one.signed, one.members) and _told("C10", one.on, facts, book, on):
            yield found(book, "C10", one.id, one.on, {"case": "decision", **given})


def c11(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 26: members attend in person; one by proxy is one too many."""
    for meeting in facts.meetings:
        if meeting.by_proxy > 0 and _told("C11", meeting.on, facts, book, on):
            yield found(book, "C11", meeting.id, meeting.on, {"day": meeting.on, "proxies": meeting.by_proxy})


def c12(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 26, 指导规则 art 37: a third of the members asks, and within 7 days it meets. Days, moved off days off.

    A meeting held later ends it.
    """
    rule = book.checks["C12"]
    assert rule.share is not None
    assert rule.days is not None
    for ask in facts.requests:
        if ask.asking * rule.share.denominator < ask.members * rule.share.numerator or done(ask.met_on, on):
            continue
        due = first_working_day_from(ask.on + timedelta(days=rule.days), book.hours.calendar)
        if passed(due, facts, on):
            given: Fields = {"day": ask.on, "asking": ask.asking, "members": ask.members, "due_on": due}
            yield found(book, "C12", ask.id, due + DAY, given)


def c13(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 26: a decision is posted within 3 days, and the residents' committee told. Days, moved off days off.

    Doing it later ends it.
    """
    for one in facts.decisions:
        posted, told = done(one.posted_on, on), done(one.told_on, on)
        if (posted and told) or one.on >= on:
            continue
        due = due_on(book, "C13", one.on)
        if passed(due, facts, on):
            case = "untold" if posted else "unposted" if told else "neither"
            given: Fields = {"case": case, "title": one.title, "day": one.on, "due_on": due}
            yield found(book, "C13", one.id, due + DAY, given)


def c14(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 26, 沪房物业〔2026〕36号 art 15: the residents' committee is invited to every meeting."""
    for meeting in facts.meetings:
        if not meeting.residents_invited and _told("C14", meeting.on, facts, book, on):
            yield found(book, "C14", meeting.id, meeting.on, {"day": meeting.on})


def _told(check: str, day: date, facts: Facts, book: Rulebook, on: date) -> bool:
    return happened(day, facts, on) and still_told(book, check, day, on)


def _over(book: Rulebook, group: Literal["took_part", "for"], have: int, members: int) -> bool:
    gates = book.counts[book.checks["C10"].counts].gates
    return all(Checked(gate, have=have, whole=members).passed for gate in gates if gate.of == group)
