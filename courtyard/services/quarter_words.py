"""A quarter as people say it."""

from django.utils.translation import gettext

from courtyard.core.quarters import Quarter


def said(quarter: Quarter) -> str:
    """2026年第2季度, quarter 2 of 2026."""
    return gettext("quarter {number} of {year}").format(number=quarter.number, year=quarter.year)
