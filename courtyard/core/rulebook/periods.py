"""Periods a rulebook sets: notices before something, filings after it, terms, and how often something is due.

Days are reckoned as the Civil Code does (arts 200 to 204): the day something begins on is not counted, a period of
months ends on the corresponding day or the month's last, and one that ends on a day off ends on the next that is not.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Literal, get_args

from courtyard.core.calendars import WorkingCalendar, first_working_day_from, working_days_after
from courtyard.core.rulebook.terms import Ruled, terms_of
from courtyard.core.tables import Misfit, Table

When = Literal["before", "after", "every", "at_most", "at_least"]
PeriodUnit = Literal["days", "working_days", "months", "years"]
PERIOD_UNITS: tuple[PeriodUnit, ...] = get_args(PeriodUnit)
AMOUNT_MAX = 3_700


@dataclass(frozen=True, slots=True)
class Period(Ruled):
    """So long before or after something, every so often, or at most or at least so long.

    `safe_days` are the clear days that satisfy every reading of a notice before something: where no text says whether
    15 days or 15 clear days are meant, 16 are safe and 15 are at the limit.
    """

    amount: int
    unit: PeriodUnit
    when: When
    what_zh: str
    what_en: str
    safe_days: int | None

    def what(self, language: str) -> str:
        """What it lies before or after."""
        return self.what_zh if language.lower().startswith("zh") else self.what_en

    def after(self, day: date, calendar: WorkingCalendar) -> date:
        """The last day of a period that begins with something on `day`; moved off days off."""
        match self.unit:
            case "days":
                return first_working_day_from(day + timedelta(days=self.amount), calendar)
            case "working_days":
                return next(islice(working_days_after(day, calendar), self.amount - 1, None))
        months = self.amount * (12 if self.unit == "years" else 1)
        return first_working_day_from(months_after(day, months), calendar)

    def before(self, day: date, *, safe: bool = True) -> date:
        """The last day for a notice before something on `day`; not moved, because later would be too late.

        With `safe` the day that satisfies every reading. Raises ValueError for a period of working days.
        """
        if self.unit == "working_days":
            raise ValueError("no rule reckons working days backwards")
        if self.unit == "days":
            return day - timedelta(days=(self.safe_days or self.amount) if safe else self.amount)
        return months_after(day, -self.amount * (12 if self.unit == "years" else 1))


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months on, or back; the month's last day where it has none (art 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period_of(table: Table) -> Period:
    """Raises Misfit without exactly one length, or with an unknown key."""
    units = [unit for unit in PERIOD_UNITS if unit in table]
    if len(units) != 1:
        raise Misfit(table.path, f"it needs a length: exactly one of {', '.join(PERIOD_UNITS)}")
    amount = table.number(units[0])
    if not 1 <= amount <= AMOUNT_MAX:
        raise Misfit(table.path_to(units[0]), f"it must be between 1 and {AMOUNT_MAX}")
    period = Period(
        **terms_of(table),
        amount=amount,
        unit=units[0],
        when=table.choice("when", get_args(When)),
        what_zh=table.text("what_zh"),
        what_en=table.text("what_en"),
        safe_days=table.number("safe_days") if "safe_days" in table else None,
    )
    if period.safe_days is not None and (period.unit != "days" or period.safe_days < period.amount):
        raise Misfit(table.path_to("safe_days"), "it must be at least the days of the notice")
    table.close()
    return period
