"""By which rule a matter is counted: found by the name somebody types, or in the rulebook a vote began under."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from courtyard.assembly.models import Assembly, Motion, Petition
from courtyard.core.errors import BadInput, sentence
from courtyard.core.rulebook import Period, Rulebook
from courtyard.core.rulebook.counts import CountRule, Matter
from courtyard.places.models import Estate
from courtyard.places.rules import books, rules_of, voting

USUAL_BOOK = "cn-shanghai"


class UnknownCountRule(BadInput):
    """No rulebook has a rule or a matter of that name."""

    says = sentence("There is no rule “{name}”. There are: {known}.")
    field = "rule"


def count_rule(name: str) -> CountRule:
    """“fund-use” is a matter of the usual rulebook, “sg.special” a rule of another one; “cn.cc278.ordinary” works, too.

    Raises UnknownCountRule, which names them all.
    """
    book, dot, key = name.strip().lower().replace("_", "-").partition(".")
    if not dot or book not in books():
        book, key = USUAL_BOOK, f"{book}{dot}{key}"
    key = key.replace(".", "-")
    found = voting(book)
    matter = found.matters.get(key)
    if matter is None and key not in found.counts:
        raise UnknownCountRule(name=name, known=", ".join(names()))
    return found.counts[matter.rule if matter else key]


def names() -> Iterator[str]:
    """What `count_rule` finds: the usual book's matters by themselves, and every rule under its book."""
    yield from voting(USUAL_BOOK).matters
    for book in books():
        yield from (f"{book}.{key}" for key in voting(book).counts)


def matters_of(estate: Estate) -> list[Matter]:
    """What the owners of an estate decide together, in the order of the law."""
    return list(rules_of(estate).matters.values())


def book_of(thing: Assembly | Petition) -> Rulebook:
    """The rules a vote or a petition began under."""
    return rules_of(thing.estate, thing.rulebook_version)


def rule_of(motion: Motion, assembly: Assembly) -> CountRule:
    return book_of(assembly).counts[motion.rule]


def matter_of(motion: Motion, assembly: Assembly) -> Matter:
    return book_of(assembly).matters[motion.matter]


def notice_period(assembly: Assembly) -> Period:
    """How long before it opens the notice has to be given (物业管理条例 art 14)."""
    return book_of(assembly).periods["assembly_notice"]


def opens_from(assembly: Assembly, noticed_at: datetime) -> datetime:
    """The first moment at which ballots may be taken when notice is given now: so many clear days later."""
    zone = ZoneInfo(assembly.estate.node.zone)
    period = notice_period(assembly)
    day = noticed_at.astimezone(zone).date() + timedelta(days=period.amount)
    return datetime.combine(day, time(0), zone)


def after(thing: Assembly | Petition, period: str, since: datetime) -> date:
    """The last day of a period that begins with something at this time."""
    book = book_of(thing)
    day = since.astimezone(ZoneInfo(thing.estate.node.zone)).date()
    return book.periods[period].after(day, book.hours.calendar)


def end_of(day: date, estate: Estate) -> datetime:
    """The end of a day where the estate is."""
    return datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(estate.node.zone))


def reply_until(one: Assembly) -> datetime:
    """How long the convenor has; after that the vote goes on without a reply."""
    assert one.reported_at is not None, "nothing was reported yet"
    return end_of(after(one, "convenor_reply", one.reported_at), one.estate)
