"""Duties a rulebook lays on somebody: what must be published, by whom, where, and when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from courtyard.core.calendars import WorkingCalendar, first_working_day_from
from courtyard.core.rulebook.periods import months_after
from courtyard.core.rulebook.terms import Ruled, terms_of
from courtyard.core.tables import Misfit, Table

Condition = Literal["", "commission_mode", "self_management"]
"""Where a duty holds only for some estates: those that pay their company by commission, or that have none."""

Bearer = Literal["ju", "ye", "wu", "jie", "group", "developer"]
"""The three parties, the sub-district, a preparatory or re-election group, the developer."""

SCHEDULES = ("yearly", "after", "before", "event", "standing", "on_request")
_PERIODS = {1: "", 2: "-H{n}", 4: "-Q{n}", 12: "-{n:02}"}
_MONTH_AND_DAY = re.compile(r"(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Obligation(Ruled):
    """Something to be published. Exactly one schedule says when.

    `yearly` names last days as (month, day); `after` and `before` an event and how many days, or months, lie between;
    `event` alone is at once; `standing` is always kept current; `on_request` whoever asks may see it. `posted_days`
    is how long it stays posted, where a rule says so; `only_if` names the estates it is a duty for, where not for all.
    """

    bearer: Bearer
    where_zh: str
    where_en: str
    schedule: str
    yearly: tuple[tuple[int, int], ...]
    event: str
    days: int
    months: int
    posted_days: int | None
    only_if: Condition = ""

    def where(self, language: str) -> str:
        return self.where_zh if language.lower().startswith("zh") else self.where_en

    def last_days(self, since: date, until: date) -> Iterator[date]:
        """The last days of a yearly schedule from `since` to before `until`, on which the rule holds, in order."""
        for year in range(since.year, until.year + 1):
            for month, day in self.yearly:
                last = date(year, month, day)
                if since <= last < until and self.in_force(last):
                    yield last

    def period(self, last: date) -> str:
        """Which of the year ends on a last day: 2026-Q3, 2026-H1, 2026. Moved by a week it is still the same."""
        return period_of_year(self.yearly, last)


@dataclass(frozen=True, slots=True)
class When:
    """A schedule as a table says it: one of SCHEDULES, with its days, event and length; empty what it does not say."""

    schedule: str
    yearly: tuple[tuple[int, int], ...] = ()
    event: str = ""
    days: int = 0
    months: int = 0

    def after(self, day: date, calendar: WorkingCalendar) -> date:
        """The last day after an event on `day` (Civil Code arts 201 to 203): moved where it is a day off."""
        last = months_after(day, self.months) if self.months else day + timedelta(days=self.days)
        return first_working_day_from(last, calendar)

    def before(self, day: date) -> date:
        """The last day before an event on `day`; not moved, because later would be too late."""
        return months_after(day, -self.months) if self.months else day - timedelta(days=self.days)


def obligation_of(table: Table) -> Obligation:
    """Raises Misfit without exactly one schedule, for a day that is none, or with an unknown key."""
    when = when_of(table)
    one = Obligation(
        **terms_of(table),
        bearer=table.choice("bearer", get_args(Bearer)),
        where_zh=table.text("where_zh"),
        where_en=table.text("where_en"),
        schedule=when.schedule,
        yearly=when.yearly,
        event=when.event,
        days=when.days,
        months=when.months,
        posted_days=table.number("posted_days") if "posted_days" in table else None,
        only_if=table.choice("only_if", get_args(Condition)[1:]) if "only_if" in table else "",
    )
    table.close()
    return one


def when_of(table: Table) -> When:
    """The one schedule of a table. Raises Misfit without exactly one, or for a day that is none."""
    schedules = [name for name in SCHEDULES if name in table]
    if len(schedules) != 1:
        raise Misfit(table.path, f"it needs a schedule: exactly one of {', '.join(SCHEDULES)}")
    schedule = schedules[0]
    match schedule:
        case "yearly":
            return When(schedule, tuple(_month_and_day(text, table) for text in table.texts("yearly", 12)))
        case "after" | "before":
            return _around(table.table(schedule), schedule)
        case "event":
            return When(schedule, event=table.text("event"))
        case _:
            table.yes(schedule)
            return When(schedule)


def _around(span: Table, schedule: str) -> When:
    """So many days or months before or after an event."""
    event = span.text("event")
    days = span.number("days") if "days" in span else 0
    months = span.number("months") if "months" in span else 0
    if (days > 0) == (months > 0):
        raise Misfit(span.path, "it needs days or months, one of the two")
    span.close()
    return When(schedule, event=event, days=days, months=months)


def period_of_year(yearly: tuple[tuple[int, int], ...], last: date) -> str:
    """Which of a year's periods has this last day: 2026-Q3, 2026-H1, 2026-07, 2026; “2026-2of3” of three.

    Raises ValueError for a day that is none of the last days.
    """
    days = sorted(yearly)
    n = days.index((last.month, last.day)) + 1
    return f"{last.year}{_PERIODS.get(len(days), f'-{n}of{len(days)}').format(n=n)}"


def _month_and_day(text: str, table: Table) -> tuple[int, int]:
    match = _MONTH_AND_DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        last = date(2027, int(match[1]), int(match[2]))  # no leap year: 02-29 is not there every year
    except ValueError as error:
        raise Misfit(table.path_to("yearly"), f"“{text}” is no day of every year, like 01-15") from error
    return last.month, last.day
