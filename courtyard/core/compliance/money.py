"""C30, C31, C33, C38 to C41, C50 and C52: owners' money, where it goes, and what owners have a say in. Whole fen.

Each is held against whoever collected, kept, spent or let, as the facts say. What a record does not know is no finding.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate

from courtyard.core.calendars import first_working_day_from
from courtyard.core.compliance.days import DAY, done, due_on, happened, passed, still_told
from courtyard.core.compliance.facts import Facts
from courtyard.core.compliance.findings import Fields, Finding, found
from courtyard.core.compliance.money_facts import CommonUse, FundWorks, RevenueQuarter
from courtyard.core.compliance.terms import running
from courtyard.core.counting.gates import all_pass, check_all
from courtyard.core.rulebook import Bearer, Rulebook, months_after

PERCENT = 100


def is_low(balance_fen: int, first_fen: int, book: Rulebook) -> bool:
    """Whether a sub-account is below the share of its first deposit that C38 names. Fen; exactly the share is not."""
    share = book.checks["C38"].share
    assert share is not None, "a check that needs a share was loaded without"
    return balance_fen * share.denominator < first_fen * share.numerator


def c30(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房规范〔2025〕8号 art 9: a quarter's revenue is in the account by the end of the next quarter's first month.

    Moved off days off, because no bank works on them. A committee that collects for its own account owes no transfer.
    """
    for one in facts.revenue_quarters:
        if one.collected_by == "ye" or one.received_fen <= 0 or done(one.in_account_on, on):
            continue
        end_of_month = months_after(one.quarter.next.first_day, 1) - DAY
        last = first_working_day_from(end_of_month, book.hours.calendar)
        if passed(last, facts, on) and book.checks["C30"].in_force(last):
            given: Fields = {**_quarter(one), "received_fen": one.received_fen, "due_on": last}
            yield found(book, "C30", one.id, last + DAY, given, bearer=one.collected_by)


def c31(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """上海市住宅物业管理规定 art 51, 沪房规范〔2025〕8号 art 11: more than half of a quarter's net goes into the fund.

    No text says by when: the end of the next quarter is ours. It is the account's keeper's; moving it later ends it,
    and so does a decision of the owners on less.
    """
    share = book.checks["C31"].share
    assert share is not None, "a check that needs a share was loaded without"
    for one in facts.revenue_quarters:
        last = one.quarter.next.last_day
        if one.decided_less or one.net_fen is None or one.net_fen <= 0 or not passed(last, facts, on):
            continue
        moved_fen = sum(paid.fen for paid in one.to_fund if paid.on <= on)
        enough = moved_fen * share.denominator > one.net_fen * share.numerator
        if not enough and book.checks["C31"].in_force(last):
            given: Fields = {**_quarter(one), "net_fen": one.net_fen, "moved_fen": moved_fen}
            yield found(book, "C31", one.id, last + DAY, given, bearer=one.keeper)


def c33(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房规范〔2025〕8号 art 12: spending 50,000 yuan or more from revenue, a price review. Later ends it."""
    rule = book.checks["C33"]
    for one in facts.revenue_spends:
        if one.fen < rule.numbers["fen_min"] or done(one.reviewed_on, on) or not rule.in_force(one.on):
            continue
        if happened(one.on, facts, on) and still_told(book, "C33", one.on, on):
            given: Fields = {"title": one.title, "day": one.on, "spent_fen": one.fen}
            yield found(book, "C33", one.id, one.on, given, bearer=one.by)


def c38(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """上海市住宅物业管理规定 art 64: a home's account under 30 % of its first deposit is topped up. A plan ends it."""
    share = book.checks["C38"].share
    assert share is not None, "a check that needs a share was loaded without"
    if running(facts, on) is None:
        return
    for one in facts.low_accounts:
        since = max(one.since, facts.known_from)
        if one.homes > 0 and since <= on and not done(one.planned_on, on) and not done(one.restored_on, on):
            percent = share.numerator * PERCENT // share.denominator
            yield found(book, "C38", one.id, since, {"label": one.label, "homes": one.homes, "percent": percent})


def c39(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """Arts 64 and 65: 90 days after the notice without a decision, each home tops up to half within 90 days more.

    Days, moved off days off.
    """
    rule, calendar = book.checks["C39"], book.hours.calendar
    if running(facts, on) is None:
        return
    for one in facts.top_ups:
        last = due_on(book, "C39", one.noticed_on)
        if done(one.decided_on, on) or done(one.restored_on, on) or not passed(last, facts, on):
            continue
        restore_on = book.periods[rule.second_period].after(last, calendar)
        given: Fields = {"label": one.label, "noticed_on": one.noticed_on, "due_on": last, "restore_on": restore_on}
        over: Fields = {"case": "over"} if on > restore_on else {}
        yield found(book, "C39", one.id, last + DAY, {**over, **given})


def c40(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房规范〔2024〕7号: at most 30 % is paid first, and at most 90 % before the price is reviewed.

    What is paid on one day is one payment. The share is of the whole sum of the works. From the review on all of it may
    be paid, as the books let it (core/books/fund.py).
    """
    numbers = book.checks["C40"].numbers
    for one in facts.fund_works:
        days: dict[date, int] = defaultdict(int)
        for paid in one.payments:
            if paid.on <= on:
                days[paid.on] += paid.fen
        early = [(day, fen) for day, fen in sorted(days.items()) if one.reviewed_on is None or day < one.reviewed_on]
        if early:
            yield from _too_much(one, "first", *early[0], numbers["first_percent_max"], facts, book, on)
        sums = accumulate(fen for _, fen in early)
        over = ((day, fen) for (day, _), fen in zip(early, sums, strict=True) if _over(fen, one, numbers))
        for day, fen in over:
            yield from _too_much(one, "unreviewed", day, fen, numbers["unreviewed_percent_max"], facts, book, on)
            break


def _over(fen: int, one: FundWorks, numbers: Mapping[str, int]) -> bool:
    return fen * PERCENT > one.whole_fen * numbers["unreviewed_percent_max"]


def _too_much(
    one: FundWorks, case: str, day: date, fen: int, percent: int, facts: Facts, book: Rulebook, on: date
) -> Iterator[Finding]:
    rule = book.checks["C40"]
    too_much = fen * PERCENT > one.whole_fen * percent
    if too_much and happened(day, facts, on) and rule.in_force(day) and still_told(book, "C40", day, on):
        given: Fields = {
            "title": one.title,
            "day": day,
            "paid_fen": fen,
            "percent": percent,
            "whole_fen": one.whole_fen,
        }
        yield found(book, "C40", f"{one.id}/{case}", day, {"case": case, **given}, bearer=one.by)


def c41(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """民法典 arts 278, 281: the owners decide on using the fund, or gave a limit; only an emergency does not wait.

    A decision that came after the money is a warning. It is held against whoever spent.
    """
    for one in facts.fund_spends:
        if not happened(one.on, facts, on) or not still_told(book, "C41", one.on, on):
            continue
        given: Fields = {"title": one.title, "day": one.on, "spent_fen": one.fen}
        after = one.authority in ("assembly", "limit") and one.authorised_on is not None and one.authorised_on > one.on
        if one.authority == "none" or (after and not done(one.authorised_on, on)):
            yield found(book, "C41", one.id, one.on, given, bearer=one.by)
        elif after and one.authorised_on is not None:
            late: Fields = {"case": "later", **given, "authorised_on": one.authorised_on}
            yield found(book, "C41", one.id, one.on, late, bearer=one.by, severity="warning")


def c50(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """民法典 art 278 (8): three quarters of those who take part agree, by area and heads, and two thirds take part.

    What was let before this record began may well have been decided; only a vote that is known and fell short is told.
    """
    for one in facts.common_uses:
        lasts = one.starts_on <= on <= (one.ends_on or date.max)
        case = _undecided(one, facts, book, on) if one.known and lasts else None
        if case is not None:
            about: Fields = {"title": one.title, "starts_on": one.starts_on}
            since = max(one.starts_on, facts.known_from)
            yield found(book, "C50", one.id, since, {**({"case": case} if case else {}), **about}, bearer=one.by)


def _undecided(one: CommonUse, facts: Facts, book: Rulebook, on: date) -> str | None:
    """Which case it is; None where it was decided as it has to be, or nobody knows."""
    if not done(one.decided_on, on):
        return None if one.starts_on < facts.known_from else ""
    if one.tally is None:
        return None
    return None if all_pass(check_all(book.counts[book.checks["C50"].counts].gates, one.tally)) else "short"


def c52(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """上海市住宅物业管理规定 art 73: 7 days without the committee, and the district may act. Days, moved off days off.

    Where no committee sits, it is the residents' committee's to tell the sub-district.
    """
    for one in facts.emergencies:
        last = due_on(book, "C52", one.found_on)
        if not done(one.acted_on, on) and not done(one.district_on, on) and passed(last, facts, on):
            given: Fields = {"title": one.title, "day": one.found_on, "due_on": last}
            yield found(book, "C52", one.id, last + DAY, given, bearer=_whose(facts, on))


def _whose(facts: Facts, on: date) -> Bearer:
    term = running(facts, on)
    return "ye" if term is not None and term.seated > 0 else "ju"


def _quarter(one: RevenueQuarter) -> Fields:
    return {"first_on": one.quarter.first_day, "last_on": one.quarter.last_day}
