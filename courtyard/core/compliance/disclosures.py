"""C28, C29, C32 and C34 to C37: what is published, and audited, by its day. Doing it later ends what can be mended.

Only days are asked for on which this record kept what was published, and a committee answers only for days on which it
sat: what its predecessor left undone is not its own.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from courtyard.core.calendars import first_working_day_from
from courtyard.core.compliance.days import DAY, done, happened, passed, still_told
from courtyard.core.compliance.facts import Facts
from courtyard.core.compliance.findings import Fields, Finding, found
from courtyard.core.compliance.money_facts import Audit
from courtyard.core.compliance.terms import running
from courtyard.core.disclosures import Due, Traits, due
from courtyard.core.rulebook import Bearer, Keeper, Rulebook

AUDIT_DUE = 6, 30


def c28(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """上海市住宅物业管理规定 art 66, 沪房规范〔2024〕7号: the fund's accounts in January and in July, by its keeper."""
    if facts.fund_keeper is not None:
        for one in _overdue("C28", facts, book, on, facts.fund_kept_from):
            yield _late("C28", one, book)


def c29(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房规范〔2025〕8号 art 14: the revenue's accounts by the 15th of a quarter's first month, by its keeper."""
    if facts.revenue_keeper is not None:
        for one in _overdue("C29", facts, book, on, facts.revenue_kept_from):
            yield _late("C29", one, book)


def c32(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房规范〔2025〕8号 art 13: a plan for next year's revenue in the fourth quarter. Where there is any revenue."""
    if facts.revenue_keeper is not None:
        for one in _overdue("C32", facts, book, on, facts.revenue_kept_from):
            yield _late("C32", one, book)


def c34(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房规范〔2025〕9号, 〔2021〕6号 art 11: the report on a year by 30 June; its commissioning posted for 7 days.

    No text says by when it is commissioned, so that alone is told of only with the report. Its notice has to be up when
    the days for which it must hang are over. Days; the end of June is not moved.
    """
    for one in _audits(facts, on):
        yield from _notice(one, facts, book, on)
    if facts.fund_keeper is None and facts.revenue_keeper is None:
        return
    for year in (on.year - 1, on.year):
        last = date(year, *AUDIT_DUE)
        if _asked("C34", last, facts.audits_from, facts, book, on):
            yield from _no_report(year - 1, last, facts, book, on)


def _no_report(year: int, last: date, facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    audit = next((one for one in facts.audits if (one.kind, one.of) == ("year", year)), None)
    if audit is not None and done(audit.received_on, on):
        return
    given: Fields = {"case": "none", "year": year, "due_on": last}
    bearer: Bearer | None = None
    if audit is not None and done(audit.commissioned_on, on):
        assert audit.commissioned_on is not None
        given, bearer = {**given, "case": "report", "day": audit.commissioned_on}, audit.commissioned_by
    yield found(book, "C34", f"report/{year}", last + DAY, given, bearer=bearer)


def _notice(one: Audit, facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """The notice that an audit was commissioned: up, and for long enough."""
    began, days = one.commissioned_on, book.disclosures[book.checks["C34"].line].posted_days or 0
    if one.kind != "year" or began is None or not happened(began, facts, on):
        return
    last = first_working_day_from(began + timedelta(days=days), book.hours.calendar)
    about: Fields = {"year": one.of, "day": began}
    if not _asked("C34", last, facts.audits_from, facts, book, on, by=one.commissioned_by):
        return
    if not done(one.notice_on, on):
        given: Fields = {"case": "unposted", **about, "due_on": last}
        yield found(book, "C34", f"{one.id}/notice", last + DAY, given, bearer=one.commissioned_by)
    elif too_early := _too_early(one.notice_on, one.notice_until, days, on):
        given = {"case": "down", **about, "until_on": too_early, "days": days}
        yield found(book, "C34", f"{one.id}/down", max(too_early, last) + DAY, given, bearer=one.commissioned_by)


def c35(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """上海市住宅物业管理规定 art 67, 沪房规范〔2025〕9号: a report is up 3 days after it came, and for 30 days.

    Days, moved off days off; how long it hangs is not moved. It is the committee's, whoever had the audit made.
    """
    line = book.disclosures[book.checks["C35"].line]
    days = line.posted_days or 0
    for one in _audits(facts, on):
        if one.received_on is None or not happened(one.received_on, facts, on):
            continue
        last = line.when.after(one.received_on, book.hours.calendar)
        if not _asked("C35", last, facts.audits_from, facts, book, on):
            continue
        given: Fields = {"case": f"{one.kind}_unposted", "of": one.of, "day": one.received_on, "due_on": last}
        if not done(one.posted_on, on):
            yield found(book, "C35", f"{one.id}/posted", last + DAY, given)
        elif too_early := _too_early(one.posted_on, one.posted_until, days, on):
            given = {"case": f"{one.kind}_down", "of": one.of, "until_on": too_early, "days": days}
            yield found(book, "C35", f"{one.id}/down", max(too_early, last) + DAY, given)


def c36(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房规范〔2021〕6号 art 11: an audit of the term before, within a month of the election.

    Months, moved off days off. One that is commissioned is a warning until its report is there. A first committee
    follows nobody.
    """
    term = running(facts, on)
    if term is None or term.number < 2 or term.elected_on < facts.known_from:
        return
    last = book.disclosures[book.checks["C36"].line].when.after(term.elected_on, book.hours.calendar)
    if facts.audits_from is None or last < facts.audits_from or not passed(last, facts, on):
        return
    before = [one for one in facts.audits if (one.kind, one.of) == ("term", term.number - 1)]
    if any(done(one.received_on, on) for one in before):
        return
    given: Fields = {"elected_on": term.elected_on, "due_on": last}
    if any(done(one.commissioned_on, on) for one in before):
        yield found(book, "C36", term.id, last + DAY, {"case": "report", **given}, severity="warning")
    else:
        yield found(book, "C36", term.id, last + DAY, given)


def c37(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房规范〔2021〕6号 art 10: the committee's report of each year.

    No record says which assembly is the annual one, so the year's last day is taken.
    """
    for one in _overdue("C37", facts, book, on):
        assert one.due_on is not None
        yield found(book, "C37", one.key, one.due_on + DAY, {"year": one.due_on.year, "due_on": one.due_on})


def _overdue(
    check: str, facts: Facts, book: Rulebook, on: date, kept_from: date | None = None
) -> Iterator[Due]:  # fmt: skip
    """What of a check's line was not up by its day, and is not up now; of an account only since its keeper is known."""
    rule, term = book.checks[check], facts.term
    if facts.published_from is None:
        return
    keepers: Mapping[Keeper, Bearer | None] = {"fund": facts.fund_keeper, "revenue": facts.revenue_keeper}
    traits = Traits(
        began_on=max(facts.known_from, facts.published_from, kept_from or date.min),
        committee_since=term.starts_on if term else None,
        committee_until=term.ends_on if term else None,
        keepers={account: keeper for account, keeper in keepers.items() if keeper is not None},
    )
    for one in due([book.disclosures[rule.line]], traits, (), facts.published, on, book.hours.calendar, ahead_days=0):
        overdue = one.state == "overdue" and one.due_on is not None and rule.in_force(one.due_on)
        if overdue and one.due_on and still_told(book, check, one.due_on, on):
            yield one


def _late(check: str, one: Due, book: Rulebook) -> Finding:
    assert one.due_on is not None
    assert one.covered is not None
    first_on, last_on = one.covered
    given: Fields = {"first_on": first_on, "last_on": last_on, "due_on": one.due_on}
    return found(book, check, one.key, one.due_on + DAY, given, bearer=one.bearer)


def _audits(facts: Facts, on: date) -> Iterator[Audit]:
    return iter(facts.audits) if facts.audits_from is not None else iter(())


def _asked(
    check: str, last: date, kept_from: date | None, facts: Facts, book: Rulebook, on: date, *, by: Bearer = "ye"
) -> bool:
    """Whether a day that is over is asked for: kept on this record, in force, not too long ago, and, where it is the
    committee's, one on which a committee sat."""
    if kept_from is None or last < kept_from or not passed(last, facts, on) or not book.checks[check].in_force(last):
        return False
    return (by != "ye" or running(facts, last) is not None) and still_told(book, check, last, on)


def _too_early(first: date | None, until: date | None, days: int, on: date) -> date | None:
    """The last day on which it was up, where that was too early."""
    assert first is not None
    return until if until is not None and until < on and until < first + timedelta(days=days) else None
