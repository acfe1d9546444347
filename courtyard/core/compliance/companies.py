"""C45 and C54: whether a company may be proposed again, and how it keeps its clocks. Companies, never persons."""

from collections.abc import Iterator
from datetime import date

from courtyard.core.compliance.days import DAY, done, happened, still_told
from courtyard.core.compliance.facts import CompanyMotion, Facts
from courtyard.core.compliance.findings import Fields, Finding, found
from courtyard.core.rulebook import Rulebook, months_after

PERCENT = 100
RENEWAL = ("续聘", "续签", "续约", "renew")
ANOTHER = ("不再续", "不续", "解聘", "另聘", "改聘", "更换", "dismiss", "replace", "not renew")


def speaks_of_renewal(words: str) -> bool:
    """Whether a motion's words propose the company of now: they speak of renewing, and of no parting."""
    said = words.lower()
    return any(word in said for word in RENEWAL) and not any(word in said for word in ANOTHER)


def c45(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房规范〔2025〕6号 art 9: satisfaction under 80 %, or 6 points or more, and it is not proposed again.

    As it stood on the day of the notice. A motion on the company that does not say what it proposes is told of as
    information until the vote closes. It is for whoever called the vote.
    """
    for motion in facts.company_motions:
        if motion.void or not happened(motion.noticed_on, facts, on):
            continue
        if motion.carried is False and done(motion.decided_on, on):
            continue
        case, given = _against(motion, book)
        if not case:
            continue
        closed = motion.closed_on if done(motion.closed_on, on) else None
        about: Fields = {"case": case if motion.renews else "unclear", "title": motion.title, **given}
        if motion.renews and (closed is None or still_told(book, "C45", closed, on)):
            yield found(book, "C45", motion.id, motion.noticed_on, about, bearer=motion.convener)
        elif not motion.renews and closed is None:
            yield found(book, "C45", motion.id, motion.noticed_on, about, bearer=motion.convener, severity="info")


def _against(motion: CompanyMotion, book: Rulebook) -> tuple[str, Fields]:
    """What speaks against the company, and in figures; nothing where there are too few marks to say so."""
    rule = book.checks["C45"]
    share, points_max = rule.share, rule.numbers["points_max"]
    assert share is not None, "a check that needs a share was loaded without"
    unhappy = motion.good * share.denominator < motion.marks * share.numerator
    pointed = motion.points >= points_max
    given: dict[str, int] = {}
    if unhappy:
        given["percent"] = motion.good * PERCENT // motion.marks
        given["percent_min"] = share.numerator * PERCENT // share.denominator
    if pointed:
        given |= {"points": motion.points, "points_max": points_max}
    return "both" if unhappy and pointed else "satisfaction" if unhappy else "points" if pointed else "", given


def c54(facts: Facts, book: Rulebook, on: date) -> Iterator[Finding]:
    """沪房规范〔2023〕2号、3号: on site in 2 hours, or 30 minutes; repaired in 3 days. 〔2021〕6号: 3 estates.

    Of the three calendar months before this one, by the day a request was filed; told in the month after. What had not
    run out when they ended is told the next time.
    """
    numbers, this = book.checks["C54"].numbers, on.replace(day=1)
    first = months_after(this, -numbers["months"])
    for clock in ("on_site", "repair"):
        late = [one for one in facts.late_cases if one.clock == clock and first <= one.filed_on <= one.due_on < this]
        if late and this >= facts.known_from:
            given: Fields = {"case": clock, "first_on": first, "last_on": this - DAY, "count": len(late)}
            yield found(book, "C54", f"{clock}/{this:%Y-%m}", this, given)
    for manager in facts.managers:
        since = sorted(day for day in manager.estates_since if day <= on)
        if len(since) > numbers["estates_max"]:
            began = max(since[numbers["estates_max"]], facts.known_from)
            many: Fields = {"case": "manager", "count": len(since), "at_most": numbers["estates_max"]}
            yield found(book, "C54", manager.id, began, many)
