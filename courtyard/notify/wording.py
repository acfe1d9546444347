"""A notice in words: its kind's sentence over its fields, in the reader's language."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext

from courtyard.notify.models import Notice
from courtyard.notify.registers import NoticeKind, kinds
from courtyard.web.times import said


def say(notice: Notice, now: datetime) -> str:
    """In the language that is on. A kind that is gone says nothing but its link."""
    return in_words(kinds[notice.kind], notice.fields, now) if notice.kind in kinds else ""


def say_in(language: str, notice: Notice, now: datetime) -> str:
    with translation.override(language or "zh-hans"):
        return say(notice, now)


def in_words(kind: NoticeKind, fields: Mapping[str, str | int], now: datetime) -> str:
    english = not (translation.get_language() or "").startswith("zh")
    told = {name: _field(kind, name, value, now) for name, value in fields.items()}
    if english:
        told |= {name.removesuffix("_en"): value for name, value in told.items() if name.endswith("_en") and value}
    return gettext(kind.says).format(**told)


def _field(kind: NoticeKind, name: str, value: str | int, now: datetime) -> str:
    if name in kind.labels:
        return gettext(kind.labels[name].get(str(value), str(value)))
    if name.endswith("_at"):
        return said(datetime.fromisoformat(str(value)), now)
    if name.endswith("_on"):
        return said(date.fromisoformat(str(value)), now)
    return str(value)


def digest_of(title: str, words: str) -> str:
    """Of a board notice: whoever has the paper finds its line on the record by it."""
    return hashlib.sha256(f"{title}\n{words}".encode()).hexdigest()
