"""How a case looks in a list: its name, and its clock in three words."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext

from courtyard.cases import rules
from courtyard.cases.models import Case, Clock
from courtyard.cases.queries import Lens
from courtyard.web import times
from courtyard.web.templatetags.courtyard import pill

register = template.Library()


@register.simple_tag
def case_name(case: Case) -> SafeString:
    """The first words of what was said, kept apart from our own whatever way they are written."""
    if case.subject:
        return format_html("<bdi>{}</bdi>", case.subject)
    kind = rules.category_of(case)
    return format_html("{}", gettext("{kind}, words erased").format(kind=category(case)) if kind else case.number)


@register.filter
def category(case: Case) -> str:
    return rules.kind_label(case)


@register.simple_tag
def clock_pill(case: Case, now: datetime) -> SafeString:
    """Late, due today, in time, or how early it was: icon, word and tint together."""
    if not case.is_open():
        ended = case.resolved_at or case.closed_at or now
        return _done(case.due_at - ended)
    if case.state == Case.State.PAUSED:
        return pill("", "clock", gettext("on hold"))
    clock, due_at = case.next_clock
    if case.is_late(now):
        return pill("over", "warn", _of_clock(clock, due_at, now))
    if case.state == Case.State.FILED:
        return pill("", "ask", gettext("filed {ago}").format(ago=times.ago(case.filed_at, now)))
    left = times.left(due_at, now) if clock == Clock.RESOLVED else _of_clock(clock, due_at, now)
    return pill("warn", "clock", left) if localdate(due_at) == localdate(now) else pill("ok", "check", left)


def _of_clock(clock: Clock, due_at: datetime, now: datetime) -> str:
    """到现场：超时7小时. Of three clocks one is late or comes first, and the pill says which."""
    return gettext("{clock}: {left}").format(clock=clock.label, left=times.left(due_at, now))


def _done(spare: timedelta) -> SafeString:
    if spare < timedelta(0):
        return pill("over", "warn", gettext("{span} late").format(span=times.span(-spare)))
    return pill("ok", "check", gettext("{span} early").format(span=times.span(spare)))


@register.filter
def state_name(state: str) -> str:
    return str(Case.State(state).label)


@register.filter
def period(case: Case) -> str:
    """The time limit in words: 3天."""
    return rules.period(case.promise)


@register.simple_tag
def state_pill(case: Case) -> SafeString:
    looks: dict[Any, tuple[str, str]] = {
        Case.State.FILED: ("", "dash"),
        Case.State.TRIAGED: ("now", "dotted"),
        Case.State.RESOLVED: ("ok", "check"),
        Case.State.CLOSED: ("", "check"),
        Case.State.PAUSED: ("", "clock"),
        Case.State.SIGNING: ("now", "note"),
        Case.State.DECLINED: ("", "dash"),
        Case.State.DUPLICATE: ("", "merge"),
        Case.State.WITHDRAWN: ("", "dash"),
    }
    return pill(*looks[case.state], Case.State(case.state).label)


@register.simple_tag
def filter_address(lens: Lens, group: str) -> str:
    """The queue under the same filters, of one group only."""
    return lens.address(group=group, q="")


@register.filter
def capped(count: int) -> str:
    """What is not counted beyond 99 says so."""
    return str(count) if count < 100 else "99+"
