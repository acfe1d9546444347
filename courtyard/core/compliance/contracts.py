"""C42 to C44, C46 and C47: what the estate promised its property company, until when, and for what price."""

from collections.abc import Iterator
from datetime import date, timedelta

from courtyard.core.compliance.days import DAY, done, due_on, happened, months_of, passed
from courtyard.core.compliance.facts import Facts, ServiceContract
from courtyard.core.compliance.findings import Fields, Finding, found
from courtyard.core.compliance.terms import group_sits, running
from courtyard.core.rulebook import Bearer, Rulebook, months_after


def c42(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房规范〔2025〕6号 art 8: the selection plan is posted 90 days before the end. Days, backwards, never moved.

    A vote on the company, noticed since the contract was signed and not lost, or the next contract, does as well. The
    last day is a warning; so is every one while a re-election group sits, because nothing may be decided then.
    """
    rule = book.checks["C42"]
    for one in _lasting(facts, on):
        last = book.periods[rule.period].before(one.ends_on)
        if on > one.ends_on or not max(facts.known_from, one.signed_on) <= last <= on or not rule.in_force(last):
            continue
        if done(one.plan_posted_on, on) or _followed(one, facts, on) or _asked(one, facts, on):
            continue
        case = "group" if group_sits(facts, on) else "last_day" if on == last else ""
        given: Fields = {"ends_on": one.ends_on, **({"case": case} if case else {})}
        severity = "warning" if case else rule.severity
        yield found(book, "C42", one.id, last, given, bearer=_whose(facts, on), severity=severity)


def c43(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """民法典 art 948: over without a decision, it runs on without an end; either side ends it with 60 days' notice."""
    days = book.checks["C43"].days
    assert days is not None, "a check that needs days was loaded without"
    for one in _lasting(facts, on):
        if on > one.ends_on and not _followed(one, facts, on) and not _decided(one, facts, on):
            since = max(one.ends_on + DAY, one.signed_on, facts.known_from)
            yield found(book, "C43", one.id, since, {"ends_on": one.ends_on, "days": days}, bearer=_whose(facts, on))


def c44(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """上海市住宅物业管理规定 art 44: filed within 30 days of its signature. Days, moved off days off. Later ends it."""
    for one in _alive(facts, on):
        if done(one.filed_on, on) or one.signed_on >= on:
            continue
        due = due_on(book, "C44", one.signed_on)
        if passed(due, facts, on):
            given: Fields = {"day": one.signed_on, "due_on": due}
            yield found(book, "C44", one.id, due + DAY, given)


def c46(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 52: a temporary provider serves six months at most. Months, to the corresponding day.

    Counted from the first of its contracts that follow one another; a longer one is told of from its signature on.
    """
    months = months_of(book.periods[book.checks["C46"].period])
    for one in _alive(facts, on):
        if one.kind != "temporary":
            continue
        began = _first_of_row(one, facts).starts_on
        over = months_after(began, months) + DAY
        agreed = one.ends_on >= over
        since = max(one.signed_on if agreed else over, facts.known_from)
        if since <= on:
            given: Fields = {"case": "agreed", "ends_on": one.ends_on} if agreed else {}
            yield found(book, "C46", one.id, since, {"starts_on": began, "months": months, **given})


def c47(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 48: before a lump sum rises, accounts are audited or the price evaluated. Fen. Adding it later ends it.

    Compared use by use with the contract before it; the sentence tells of the use that rose most.
    """
    for one in _alive(facts, on):
        if not one.lump_sum or not happened(one.signed_on, facts, on) or done(one.reviewed_on, on):
            continue
        before = _before(one, facts)
        paid = dict(before.fen_per_m2) if before else {}
        risen = [(fen - paid[use], fen, paid[use]) for use, fen in one.fen_per_m2 if fen > paid.get(use, fen)]
        if risen:
            _, now_fen, before_fen = max(risen)
            given: Fields = {"starts_on": one.starts_on, "now_fen": now_fen, "before_fen": before_fen}
            yield found(book, "C47", one.id, one.signed_on, given)


def _alive(facts: Facts, on: date) -> Iterator[ServiceContract]:
    """The contracts that are signed and have not ended."""
    return (one for one in facts.contracts if one.signed_on <= on and (one.ended_on is None or on <= one.ended_on))


def _lasting(facts: Facts, on: date) -> Iterator[ServiceContract]:
    """Those of them under which somebody serves who is not there for a while only."""
    return (one for one in _alive(facts, on) if one.kind != "temporary" and one.starts_on <= on)


def _followed(one: ServiceContract, facts: Facts, on: date) -> bool:
    """Whether the next contract is signed."""
    return any(other.starts_on > one.starts_on and other.signed_on <= on for other in facts.contracts)


def _asked(one: ServiceContract, facts: Facts, on: date) -> bool:
    """Whether the owners were asked about the company since, and did not say no to what was proposed."""
    motions = (m for m in facts.company_motions if not m.void and one.signed_on < m.noticed_on <= on)
    return any(not (m.carried is False and done(m.decided_on, on)) for m in motions)


def _decided(one: ServiceContract, facts: Facts, on: date) -> bool:
    motions = (m for m in facts.company_motions if not m.void and m.noticed_on > one.signed_on)
    return any(m.carried and done(m.decided_on, on) for m in motions)


def _whose(facts: Facts, on: date) -> Bearer:
    """The committee's to see to; the group's while one sits; the residents' committee's where nobody else is there."""
    term = running(facts, on)
    if group_sits(facts, on):
        return "group"
    return "ye" if term is not None and term.seated > 0 else "ju"


def _before(one: ServiceContract, facts: Facts) -> ServiceContract | None:
    """The contract before it."""
    earlier = (other for other in facts.contracts if other.starts_on < one.starts_on)
    return max(earlier, key=lambda other: (other.starts_on, str(other.id)), default=None)


def _first_of_row(one: ServiceContract, facts: Facts) -> ServiceContract:
    """The first of the temporary contracts with one provider that follow one another without a day between."""
    before = _before(one, facts)
    if before is None or (before.kind, before.company) != (one.kind, one.company):
        return one
    if (before.ended_on or one.starts_on) < one.starts_on - timedelta(days=1):
        return one
    return _first_of_row(before, facts)
