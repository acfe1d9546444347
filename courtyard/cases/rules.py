"""The rulebook an estate lives under, read once, and the deadlines it gives a case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from courtyard.cases.models import Case, ContractPromise, Pause
from courtyard.core.clocks import Promise, due_at, share_used
from courtyard.core.rulebook import Category, Rulebook, clock_for
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.web import times

RULE = "rule"
CONTRACT = "contract"
COMPLEX = "complex"
SOONER: Mapping[str, Promise] = {"day": Promise(24, "hours"), "now": Promise(2, "hours")}
"""What the desk may promise instead of the rulebook's period, where it is sooner: never later."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when, by which promise; `rule` is the rulebook's, empty where the desk promised more than it."""

    due_at: datetime
    promise: Promise
    rule: str


@dataclass(frozen=True, slots=True)
class Starting:
    """The clocks that start with a case: until it is resolved, a first word, somebody on site."""

    resolved: Deadline
    first_contact_due_at: datetime | None
    on_site_due_at: datetime | None


def book_of(case: Case) -> Rulebook:
    """The rules the case began under, whatever holds today."""
    return rules_of(case.estate, case.rulebook_version)


def categories(estate: Estate) -> list[tuple[str, str]]:
    """Keys and labels in the reader's language, in the rulebook's order, as they are for this kind of estate."""
    language = get_language() or ""
    return [(key, category.label(language)) for key, category in rules_of(estate).categories.items()]


def kind_label(case: Case) -> str:
    """What its category is called; empty for one that is there no longer."""
    kind = category_of(case)
    return kind.label(get_language() or "") if kind else ""


def category_of(case: Case) -> Category | None:
    """None for a category that a later version of the rulebook no longer has."""
    return book_of(case).categories.get(case.category)


def contract_promises(estate: Estate, category: str, filed_at: datetime) -> list[ContractPromise]:
    """What contracts promised for this kind of case on the day it was filed."""
    day = rules_of(estate).hours.day_of(filed_at)
    ours = ContractPromise.objects.filter(estate=estate, category=category)
    return [one for one in ours if one.holds_on(day)]


def starting(
    book: Rulebook,
    category: str,
    *,
    urgent: bool,
    filed_at: datetime,
    site_office: bool = False,
    agreed: Iterable[ContractPromise] = (),
    pauses: Iterable[Pause] = (),
) -> Starting:
    """The clocks of a case filed at `filed_at`; of the rulebook's and the contracts' periods the shortest counts.

    `site_office` says whether the company had an office on the estate then. Raises UnknownCategory.
    """
    day = book.hours.day_of(filed_at)
    clocks = clock_for(book, category, urgent=urgent, on=day, site_office=site_office)
    if clocks.resolved is None:
        raise LookupError(f"{book.name} had no period for {category} on {filed_at:%Y-%m-%d}")
    agreed, stretches = list(agreed), [pause.stretch for pause in pauses]

    def soonest(clock: str, rule: Promise | None) -> list[tuple[datetime, Promise]]:
        given = [rule] if rule else []
        given += [one.promise for one in agreed if one.clock == clock]
        dated = ((due_at(filed_at, promise, book.hours, stretches), promise) for promise in given)
        return sorted(dated, key=lambda one: one[0])

    first = soonest("first_contact", clocks.first_contact.promise if clocks.first_contact else None)
    there = soonest("on_site", clocks.on_site.promise if clocks.on_site else None)
    due, promise = soonest("resolved", clocks.resolved.promise)[0]
    rule = clocks.resolved.key if promise == clocks.resolved.promise else CONTRACT
    return Starting(
        Deadline(due, promise, rule), first[0][0] if first else None, there[0][0] if there and urgent else None
    )


def clocks_of(
    case: Case, category: str, *, agreed: Iterable[ContractPromise] = (), pauses: Iterable[Pause] = ()
) -> Starting:
    """The clocks that the rules and the contracts give this case under a category. Raises UnknownCategory."""
    office, filed_at = case.site_office, case.filed_at
    return starting(
        book_of(case), category, urgent=case.urgent, filed_at=filed_at, site_office=office, agreed=agreed, pauses=pauses
    )


def deadline(
    case: Case,
    category: str,
    promised: str = RULE,
    *,
    agreed: Iterable[ContractPromise] = (),
    pauses: Sequence[Pause] = (),
) -> Deadline:
    """The deadline of this case under a category; `promised` may be one of SOONER, if that is sooner.

    Raises UnknownCategory.
    """
    start = clocks_of(case, category, agreed=agreed).resolved
    ruled = Deadline(with_pauses(case, start.promise, pauses), start.promise, start.rule)
    if promised not in SOONER:
        return ruled
    sooner = with_pauses(case, SOONER[promised], pauses)
    return Deadline(sooner, SOONER[promised], "") if sooner < ruled.due_at else ruled


def with_pauses(case: Case, promise: Promise, pauses: Iterable[Pause]) -> datetime:
    """When this promise of the case runs out, with what its pauses put it off by."""
    return due_at(case.filed_at, promise, book_of(case).hours, [pause.stretch for pause in pauses])


def deadlines(case: Case, category: str, at: datetime, agreed: Iterable[ContractPromise] = ()) -> dict[str, Deadline]:
    """What the desk may choose from: the rulebook's, and those that are sooner and not over yet."""
    agreed = list(agreed)
    choice = {key: deadline(case, category, key, agreed=agreed) for key in (RULE, *SOONER)}
    return {key: one for key, one in choice.items() if key == RULE or (not one.rule and one.due_at > at)}


def complex_deadline(case: Case, pauses: Iterable[Pause]) -> Deadline | None:
    """The longer period for what is complex; None where the rulebook has none, or the case has it or more."""
    rule = book_of(case).rules.get(COMPLEX)
    if rule is None or not rule.in_force(book_of(case).hours.day_of(case.filed_at)):
        return None
    longer = Deadline(with_pauses(case, rule.promise, pauses), rule.promise, rule.key)
    return longer if longer.due_at > case.due_at else None


def after(case: Case, rule: str, start: datetime) -> datetime | None:
    """When the rulebook's period `rule`, begun at `start`, is over; None where the rulebook sets none."""
    book = book_of(case)
    one = book.rules.get(rule)
    return due_at(start, one.promise, book.hours) if one else None


def share(case: Case, at: datetime, pauses: Iterable[Pause] = ()) -> int:
    """How much of its time a case has used, in per cent, 100 at most."""
    until = at if case.is_open() else case.resolved_at or case.closed_at or at
    if until >= case.due_at:
        return 100
    stretches = [pause.stretch for pause in pauses]
    used = share_used(case.filed_at, until, case.promise, book_of(case).hours, stretches)
    return min(100, int(used * 100))


def period(promise: Promise) -> str:
    """3天, 5个工作日: a promise in words."""
    return times.period(promise.amount, promise.unit)
