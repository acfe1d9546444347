"""The days the checks ask for: what was done by now, which deadline has passed, how long something is still told.

Two rules hold throughout. What had to be done before the estate came under this record is held against nobody: it may
well have been done. And what a record shows to be so, as a term that is over, is told from the day the record could
know it, however long it has been so.
"""

from datetime import date, timedelta

from courtyard.core.compliance.facts import Facts
from courtyard.core.rulebook import Period, Rulebook, months_after

DAY = timedelta(days=1)


def done(day: date | None, on: date) -> bool:
    """Whether it has happened by the day `on`."""
    return day is not None and day <= on


def due_on(book: Rulebook, check: str, began: date) -> date:
    """The last day of the check's period after something; one that ends on a day off ends on the next that is not."""
    return book.periods[book.checks[check].period].after(began, book.hours.calendar)


def passed(due: date, facts: Facts, on: date) -> bool:
    """Whether a last day is over, and was not already before the record began."""
    return facts.known_from <= due < on


def happened(day: date, facts: Facts, on: date) -> bool:
    """Whether it lies in the time that this record knows."""
    return facts.known_from <= day <= on


def still_told(book: Rulebook, check: str, day: date, on: date) -> bool:
    """Whether it is still told on the day `on` of what went wrong on `day` and cannot be mended any more."""
    months = book.checks[check].months
    return months is None or on <= months_after(day, months)


def months_of(period: Period) -> int:
    """The length of a period of months or years."""
    return period.amount * (12 if period.unit == "years" else 1)
