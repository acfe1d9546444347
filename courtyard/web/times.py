"""Days and hours as people say them, in the reader's language and the estate's zone."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext, pgettext

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BUSINESS_ENDS = 17, 30


def said(moment: date, now: datetime) -> str:
    """6月12日13:05, or 12 June, 13:05; a plain date without the hour, another year with its number."""
    local = localtime(moment) if isinstance(moment, datetime) else moment
    return _with_hour(local, _day(local, with_year=local.year != localtime(now).year))


def in_full(moment: date) -> str:
    """2026年6月12日13:05, or 12 June 2026, 13:05: with its year, as on paper that is kept."""
    local = localtime(moment) if isinstance(moment, datetime) else moment
    return _with_hour(local, _day(local, with_year=True))


def _with_hour(local: date, day: str) -> str:
    if not isinstance(local, datetime):
        return day
    return f"{day}{local:%H:%M}" if _chinese() else f"{day}, {local:%H:%M}"


def day_and_weekday(moment: date) -> str:
    """6月12日 星期五, or Friday 12 June."""
    local = localtime(moment) if isinstance(moment, datetime) else moment
    day, weekday = _day(local, with_year=False), WEEKDAYS[local.weekday()]
    return f"{day} {weekday}" if _chinese() else f"{weekday} {day}"


def _day(day: date, *, with_year: bool) -> str:
    if _chinese():
        return f"{day.year}年{day.month}月{day.day}日" if with_year else f"{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month]} {day.year}" if with_year else f"{day.day} {MONTHS[day.month]}"


def of_every_year(days: Iterable[tuple[int, int]]) -> str:
    """1月15日、7月15日, or 15 January, 15 July."""
    between = pgettext("list", ", ")
    return between.join(_day(date(2000, month, day), with_year=False) for month, day in days)


def ago(moment: datetime, now: datetime) -> str:
    """12分钟前, 12 minutes ago."""
    passed = now - moment
    if passed < MINUTE:
        return gettext("just now")
    if passed < HOUR:
        return _count(ngettext("{n} minute ago", "{n} minutes ago", passed // MINUTE), passed // MINUTE)
    if passed < DAY:
        return _count(ngettext("{n} hour ago", "{n} hours ago", passed // HOUR), passed // HOUR)
    return _count(ngettext("{n} day ago", "{n} days ago", passed // DAY), passed // DAY)


def left(due: datetime, now: datetime) -> str:
    """还剩2小时, 2 hours left; once it is over: 超时5小时, 5 hours overdue."""
    rest = due - now
    return _remaining(rest) if rest >= timedelta(0) else _overdue(-rest)


def _remaining(rest: timedelta) -> str:
    if rest < HOUR:
        return _count(ngettext("{n} minute left", "{n} minutes left", rest // MINUTE), rest // MINUTE)
    if rest < DAY:
        return _count(ngettext("{n} hour left", "{n} hours left", rest // HOUR), rest // HOUR)
    return _count(ngettext("{n} day left", "{n} days left", rest // DAY), rest // DAY)


def _overdue(late: timedelta) -> str:
    if late < HOUR:
        minutes = max(late // MINUTE, 1)
        return _count(ngettext("{n} minute overdue", "{n} minutes overdue", minutes), minutes)
    if late < DAY:
        return _count(ngettext("{n} hour overdue", "{n} hours overdue", late // HOUR), late // HOUR)
    return _count(ngettext("{n} day overdue", "{n} days overdue", late // DAY), late // DAY)


def span(length: timedelta) -> str:
    """44小时45分, 44 h 45 min; days from two on."""
    minutes = length // MINUTE
    hours, rest = divmod(minutes, 60)
    if length >= 2 * DAY:
        days, hours = divmod(hours, 24)
        return gettext("{d} d {h} h").format(d=days, h=hours) if hours else gettext("{d} d").format(d=days)
    if not hours:
        return gettext("{m} min").format(m=rest)
    return gettext("{h} h {m} min").format(h=hours, m=rest) if rest else gettext("{h} h").format(h=hours)


def period(amount: int, unit: str) -> str:
    """3天, 5个工作日: so much time in words."""
    words = {
        "minutes": ngettext("{n} minute", "{n} minutes", amount),
        "hours": ngettext("{n} hour", "{n} hours", amount),
        "working_hours": ngettext("{n} office hour", "{n} office hours", amount),
        "days": ngettext("{n} day", "{n} days", amount),
        "working_days": ngettext("{n} working day", "{n} working days", amount),
        "months": ngettext("{n} month", "{n} months", amount),
        "years": ngettext("{n} year", "{n} years", amount),
    }
    return words[unit].format(n=amount)


def _count(words: str, n: int) -> str:
    return words.format(n=n)


def end_of_business(day: date, zone: str) -> datetime:
    """When what is promised for a day has to be done: half past five there."""
    return datetime(day.year, day.month, day.day, *BUSINESS_ENDS, tzinfo=ZoneInfo(zone))


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")
