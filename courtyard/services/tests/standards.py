"""What tests of standards begin with: drafts of a catalogue, and files that hold one."""

import csv
from datetime import date
from io import StringIO
from typing import Any

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.standards import EXAMPLE, Draft, written
from courtyard.services.actions.standards import Loading, load_catalogue, publish_catalogue
from courtyard.services.models import Catalogue

TODAY = date(2026, 6, 8)
NAME = "住宅物业服务标准"


def loading(court: Court, version: str = "2026", draft: Draft = EXAMPLE, **given: Any) -> Loading:
    columns: dict[str, Any] = {"node": court.city, "name": NAME, "version": version, "draft": draft}
    return Loading(**(columns | given))


def loaded(court: Court, version: str = "2026", draft: Draft = EXAMPLE, **given: Any) -> Catalogue:
    return load_catalogue(loading(court, version, draft, **given), by=court.shi, at=MONDAY_9AM)


def published(court: Court, version: str = "2026", valid_from: date = TODAY, **given: Any) -> Catalogue:
    one = loaded(court, version, **given)
    return publish_catalogue(one.pk, valid_from=valid_from, by=court.shi, at=MONDAY_9AM)


def as_csv(draft: Draft = EXAMPLE, **changes: str) -> bytes:
    """As an office would send it; `changes` are words to put for others."""
    text = StringIO()
    csv.writer(text).writerows(written(draft))
    words = text.getvalue()
    for before, after in changes.items():
        words = words.replace(before, after)
    return words.encode("utf-8-sig")
