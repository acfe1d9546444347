"""Phrases that several papers share."""

from datetime import UTC, date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext

from courtyard.core.counting.words import amount
from courtyard.web.times import in_full, said


def vote_of(estate: str, assembly: str) -> str:
    """陶安小区2026年第1次业主大会."""
    return gettext("{estate}, {assembly}").format(estate=estate, assembly=assembly)


def span(begin: date, end: date) -> str:
    """2026年6月1日09:00到6月16日20:00; the year once, unless it is another one."""
    year = localtime(begin).year if isinstance(begin, datetime) else begin.year
    return gettext("{begin} to {end}").format(begin=in_full(begin), end=said(end, datetime(year, 7, 1, tzinfo=UTC)))


def weighed(heads: int, area_cm2: int) -> str:
    """703位业主、60,012.30平方米."""
    return gettext("{heads}, {area}").format(**_both(heads, area_cm2))


def all_owners(heads: int, area_cm2: int) -> str:
    return gettext("{heads}; exclusive floor area {area}").format(**_both(heads, area_cm2))


def _both(heads: int, area_cm2: int) -> dict[str, str]:
    return {"heads": amount(heads, "heads").render(gettext), "area": amount(area_cm2, "area").render(gettext)}
