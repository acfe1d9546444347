"""What a disclosure is called: its line, and for which period or after what."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, gettext

from courtyard.core.disclosures import Due
from courtyard.core.rulebook import Rulebook
from courtyard.disclosure.happenings import Happened
from courtyard.disclosure.models import Publication
from courtyard.disclosure.models.publication import TITLE_MAX

Span = tuple[date, date]
DAY = timedelta(days=1)
YEAR, HALF, QUARTER = 12, 6, 3


def period_said(span: Span) -> str:
    """2026, first half of 2026, second quarter of 2026; other spans by their days."""
    first, last = span
    after = last + DAY
    months = (after.year - first.year) * YEAR + after.month - first.month
    if first.day != 1 or after.day != 1 or months not in (YEAR, HALF, QUARTER) or (first.month - 1) % months:
        return gettext("{first} to {last}").format(first=first.isoformat(), last=last.isoformat())
    if months == YEAR:
        return gettext("the year {year}").format(year=first.year)
    if months == HALF:
        says = gettext("second half of {year}") if first.month > HALF else gettext("first half of {year}")
        return says.format(year=first.year)
    return gettext("quarter {number} of {year}").format(number=(first.month + 2) // QUARTER, year=first.year)


def title_of(due: Due, happened: Happened | None) -> str:
    """In the reader's language; what happened is called as the estate calls it."""
    return _title(due.line.label(get_language() or ""), due.covered, due.occasion, happened.title if happened else "")


def frozen_title(due: Due, happened: Happened | None) -> str:
    """As it stands on the publication: in the estate's language, whoever publishes."""
    with translation.override(settings.LANGUAGE_CODE):
        return title_of(due, happened)[:TITLE_MAX]


def called(one: Publication, rules: Rulebook) -> str:
    """A publication's title: as it was frozen, or, for readers of another language, in theirs where it can be said."""
    line = rules.disclosures.get(one.line)
    if line is None or (get_language() or "").startswith("zh"):
        return one.title
    covers = (one.covers_from, one.covers_to) if one.covers_from and one.covers_to else None
    what = one.title.removeprefix(line.label_zh).lstrip("：: ")
    return _title(line.label(get_language() or ""), covers, one.occasion, "" if covers else what)


def _title(label: str, covers: Span | None, occasion: str, what: str) -> str:
    about = period_said(covers) if covers else what
    return gettext("{line}: {about}").format(line=label, about=about) if about else label
