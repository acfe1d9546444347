"""Bills in the reader's words: how a sum came about, what is open, how a rate is said."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext

from courtyard.core.books.payments import Ageing
from courtyard.core.quantities import format_cm2, format_fen
from courtyard.core.quarters import Quarter
from courtyard.core.rulebook.periods import months_after
from courtyard.money.models import Bill, FeePrice
from courtyard.money.showing import month_said
from courtyard.money.tariffs import lines_between, versions_of
from courtyard.services import quarter_words
from courtyard.web.times import in_full

DAY = timedelta(days=1)


def lines(bill: Bill) -> list[dict[str, Any]]:
    """How a bill came about: each stretch with its price, and what came off."""
    kept = bill.lines
    if kept is None:
        kept = lines_between(versions_of(bill.estate_id), bill.use, bill.cm2, bill.first, bill.last)
    return [_line(bill, line) for line in kept]


def _line(bill: Bill, line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "stretches": [_stretch(bill, *one) for one in line["stretches"]], "off": line["off"], "fen": line["fen"],
        "off_fen": line["full_fen"] - line["fen"],
    }  # fmt: skip


def _stretch(bill: Bill, first: str, last: str, price: str, months: str) -> dict[str, Any]:
    yuan, long = format_fen(int(Fraction(price))), _months(Fraction(months))
    if bill.unit == FeePrice.Unit.M2:
        says = gettext("{area} m² × {yuan} yuan × {months}").format(
            area=format_cm2(bill.cm2 or 0), yuan=yuan, months=long
        )
    else:
        says = gettext("{yuan} yuan × {months}").format(yuan=yuan, months=long)
    return {"first": date.fromisoformat(first), "last": date.fromisoformat(last), "says": says}


def _months(months: Fraction) -> str:
    if months.denominator == 1:
        return ngettext("{n} month", "{n} months", months.numerator).format(n=months.numerator)
    return gettext("{part} of a month").format(part=f"{months.numerator}/{months.denominator}")


def period_said(first: date, last: date) -> str:
    """November 2026, quarter 4 of 2026; other spans by their days."""
    if first.day == 1 and last == months_after(first, 1) - DAY:
        return month_said(first)
    if first.day == 1 and first.month % 3 == 1 and last == months_after(first, 3) - DAY:
        return quarter_words.said(Quarter.on(first))
    return gettext("{first} to {last}").format(first=in_full(first), last=in_full(last))


def percent(rate: Fraction | None) -> str:
    """97.5%; never rounded up to what was not reached."""
    if rate is None:
        return ""
    thousandths = int(rate * 1_000)
    return f"{thousandths // 10}.{thousandths % 10}%"


def bands(ageing: Ageing) -> list[dict[str, Any]]:
    """By how many days something is overdue."""
    return [
        {
            "says": gettext("{first}–{last} days").format(first=band.first_day, last=band.last_day)
            if band.last_day is not None
            else gettext("more than {days} days").format(days=band.first_day - 1),
            "fen": band.fen,
        }
        for band in ageing.bands
    ]


def state(bill: Bill, today: date) -> tuple[str, str, str]:
    """A pill: its tint, its icon, its word."""
    if bill.taken_back:
        return "", "redo", pgettext("state of a bill", "taken back")
    if not bill.open_fen:
        return "ok", "check", pgettext("state of a bill", "paid")
    if bill.due_on < today:
        return "over", "clock", pgettext("state of a bill", "overdue")
    if bill.paid_fen:
        return "now", "dotted", pgettext("state of a bill", "partly paid")
    return "now", "clock", pgettext("state of a bill", "to pay")


def rows(bills: Iterable[Bill], today: date) -> list[dict[str, Any]]:
    return [{"bill": one, "look": state(one, today), "period": period_said(one.first, one.last)} for one in bills]
