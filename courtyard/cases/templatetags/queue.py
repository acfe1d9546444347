"""A row of the desk's queue. What it says is all it is: the same row is not put together twice."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courtyard.cases.models import Case
from courtyard.cases.templatetags.cases import case_name, clock_pill
from courtyard.web.templatetags.courtyard import when

ROWS_KEPT = 2_000
"""A kilobyte each, in every web worker."""

register = template.Library()


class Row(NamedTuple):
    """Every word of a row. An open desk asks for its rows every twenty seconds, and few of them have changed."""

    language: str | None
    estate: str
    pk: UUID
    number: str
    state: str
    name: SafeString
    clock: SafeString
    urgent: bool
    level: int
    place: str
    voices: int
    returns: int
    party: str
    handler: str
    helpers: tuple[str, ...]
    until: SafeString


@register.simple_tag
def queue_row(case: Case, estate: str, now: datetime) -> SafeString:
    """The case as one row of the queue of the estate with this code."""
    return _drawn(
        Row(
            language=get_language(), estate=estate, pk=case.pk, number=case.number, state=case.state,
            name=case_name(case), clock=clock_pill(case, now), urgent=case.urgent, level=case.level,
            place=case.place_label, voices=case.voices, returns=case.returns, party=case.party,
            handler=case.handler.name if case.handler else "", helpers=tuple(case.helpers),
            until=when(case.paused_until, now) if case.paused_until else SafeString(""),
        )
    )  # fmt: skip


@lru_cache(maxsize=ROWS_KEPT)
def _drawn(row: Row) -> SafeString:
    return mark_safe(get_template("cases/_row.html").render({"row": row}))  # noqa: S308 -- a template's own words
