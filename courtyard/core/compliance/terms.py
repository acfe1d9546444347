"""C01 to C07 and C09: the committee's term, its seats, and the way to the next one."""

from collections.abc import Iterator
from datetime import date

from courtyard.core.compliance.days import DAY, done, due_on, months_of, passed
from courtyard.core.compliance.facts import Facts, Term
from courtyard.core.compliance.findings import Fields, Finding, found
from courtyard.core.rulebook import Bearer, Rulebook, Severity, months_after

CM2_IN_M2 = 10_000


def c01(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """上海市住宅物业管理规定 art 28: 5 months before the term ends, the re-election is reported. Months, backwards.

    The corresponding day is the last one, and a warning; from the next on it is a breach. Once the term is over, C02
    and C03 have taken its place.
    """
    term, way = facts.term, facts.reelection
    if term is None or on > term.ends_on:
        return
    last = book.periods[book.checks["C01"].period].before(term.ends_on)
    begun = way is not None and any(
        done(day, on) for day in (way.reported_on, way.triggered_on, way.group_formed_on, way.elected_on)
    )
    if begun or not facts.known_from <= last <= on:
        return
    if on == last:
        yield found(book, "C01", term.id, last, {"case": "last_day", "ends_on": term.ends_on}, severity="warning")
    else:
        yield found(book, "C01", term.id, last, {"ends_on": term.ends_on})


def c02(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 28: within 60 days of the report the sub-district forms the group. Days, moved off days off.

    What else begins the way counts as a report does: a trigger of an early re-election, or the end of the term.
    """
    term, way = facts.term, facts.reelection
    if way is not None and (done(way.group_formed_on, on) or done(way.elected_on, on)):
        return
    days = [way.reported_on, way.triggered_on] if way else []
    days += [term.ends_on] if term else []
    began = min((day for day in days if day is not None and day <= on), default=None)
    if began is None:
        return
    due = due_on(book, "C02", began)
    subject = term.id if term else way.id if way else ""
    if passed(due, facts, on):
        yield found(book, "C02", subject, due + DAY, {"due_on": due})


def c03(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Arts 20 and 28: the next committee is elected before the term ends. The day after it is the first too late.

    It is for the group to see to, and where none was formed, for the sub-district; never for a committee that is over.
    """
    term, way = facts.term, facts.reelection
    if term is None or on <= term.ends_on or (way is not None and done(way.elected_on, on)):
        return
    bearer: Bearer = "group" if group_sits(facts, on) else "jie"
    since = max(term.ends_on + DAY, facts.known_from)
    yield found(book, "C03", term.id, since, {"ends_on": term.ends_on}, bearer=bearer)


def c04(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 20: a term lasts 3 to 5 years (指导规则 art 32: at most 5). Months, to the corresponding day.

    A term of so many years may be written with the corresponding day as its last, or with the day before.
    """
    term, rule = running(facts, on), book.checks["C04"]
    if term is None:
        return
    since = max(term.starts_on, facts.known_from)
    for key in (rule.period, rule.second_period):
        if not key:
            continue
        period = book.periods[key]
        corresponding = months_after(term.starts_on, months_of(period))
        given: Fields = {"starts_on": term.starts_on, "ends_on": term.ends_on}
        if period.when == "at_least" and term.ends_on < corresponding - DAY:
            yield found(book, "C04", term.id, since, {"case": "short", "months": months_of(period), **given})
        elif period.when == "at_most" and term.ends_on > corresponding:
            yield found(book, "C04", term.id, since, {"case": "long", "months": months_of(period), **given})


def c05(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 20: 5 seats or more, and odd; 3 are allowed up to 10,000 m². Over 11 指导规则 art 31 only warns."""
    term, numbers = running(facts, on), book.checks["C05"].numbers
    if term is None:
        return
    small = facts.area_cm2 <= numbers["small_area_m2"] * CM2_IN_M2
    at_least, at_most = numbers["small_seats_min" if small else "seats_min"], numbers["seats_max"]
    since = max(term.starts_on, facts.known_from)
    if term.seats < at_least:
        yield found(book, "C05", term.id, since, {"case": "few", "seats": term.seats, "at_least": at_least})
    elif term.seats % 2 == 0:
        yield found(book, "C05", term.id, since, {"case": "even", "seats": term.seats})
    elif term.seats > at_most:
        warning: Severity = "warning"
        yield found(
            book, "C05", term.id, since, {"case": "many", "seats": term.seats, "at_most": at_most}, severity=warning
        )


def c06(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 32: with less than half of the seats filled, an early re-election is due. Exactly half is not less."""
    term = running(facts, on)
    if term is None or not _too_few(term, book):
        return
    since = max(term.too_few_since or term.vacancy_since or term.starts_on, facts.known_from)
    if since > on:
        return
    bearer = _whose_early(facts, on, anybody=term.seated > 0)
    yield found(book, "C06", term.id, since, {"seated": term.seated, "seats": term.seats}, bearer=bearer)


def c07(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 32: while half or more are filled, a vacancy is filled. Not asked where C06 is, nor while a group sits."""
    term = running(facts, on)
    if term is None or term.seated >= term.seats or term.vacancy_handled or group_sits(facts, on):
        return
    since = max(term.vacancy_since or term.starts_on, facts.known_from)
    if since <= on and not ("C06" in book.checks and _too_few(term, book)):
        yield found(book, "C07", term.id, since, {"empty": term.seats - term.seated, "seats": term.seats})


def c09(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Art 32: 6 months without activity, an early re-election is due. Months, from the last activity the record knows.

    A spell that is not full before the term ends is not held against anybody: C03 then takes its place.
    """
    term = facts.term
    if term is None or (term.last_activity_on is not None and term.last_activity_on > on):
        return
    began = max(filter(None, (term.activity_from, facts.known_from, term.last_activity_on)))
    due = due_on(book, "C09", began)
    if due < on and due < term.ends_on:
        bearer = _whose_early(facts, on, anybody=term.seated > 0)
        yield found(book, "C09", f"{term.id}/{began}", due + DAY, {"began_on": began}, bearer=bearer)


def running(facts: Facts, on: date) -> Term | None:
    """The term, while it runs."""
    term = facts.term
    return term if term is not None and term.starts_on <= on <= term.ends_on else None


def _too_few(term: Term, book: Rulebook) -> bool:
    share = book.checks["C06"].share
    assert share is not None, "a check that needs a share was loaded without"
    return term.seated * share.denominator < term.seats * share.numerator


def group_sits(facts: Facts, on: date) -> bool:
    """Whether a re-election group sits on the day."""
    way = facts.reelection
    return way is not None and done(way.group_formed_on, on) and not done(way.group_ended_on, on)


def _whose_early(facts: Facts, on: date, *, anybody: bool) -> Bearer:
    """Whose turn it is when an early re-election is due: the committee's to report, then the sub-district's to form a
    group, then the group's. Where nobody sits on the committee any more, nobody there can report."""
    way = facts.reelection
    if group_sits(facts, on):
        return "group"
    told = way is not None and (done(way.reported_on, on) or done(way.triggered_on, on))
    return "jie" if told or not anybody else "ye"
