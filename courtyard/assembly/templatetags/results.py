"""What pages of results draw: bars with their line, and the result on a vote's own page."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.utils.timezone import localdate, now
from django.utils.translation import get_language, gettext, pgettext

from courtyard.assembly import queries, results
from courtyard.assembly.models import Assembly
from courtyard.assembly.permissions import may_see_count
from courtyard.core.counting.words import amount
from courtyard.people.models import Person

register = template.Library()


@register.filter
def flow(sentences: Iterable[str]) -> str:
    """Sentences one after the other: with a blank between them in English, and none in Chinese."""
    return ("" if (get_language() or "").startswith("zh") else " ").join(sentences)


@register.filter
def last_day(until: datetime) -> date:
    """The last day of a time that ends at midnight."""
    return localdate(until - timedelta(seconds=1))


@register.filter
def in_fours(digest: str) -> str:
    """A hash as people compare it."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


@register.inclusion_tag("assembly/_bar.html")
def bar(one: results.Bar) -> dict[str, Any]:
    """A share with its line. Widths are attributes: no style may stand in a page."""
    reached = gettext("reached") if one.check.passed else gettext("not reached")
    spoken = gettext("{label}: {percent}, {line} is needed, {reached}").format(
        label=one.label, percent=one.percent, line=one.line, reached=reached
    )
    return {"bar": one, "spoken": spoken, "short": not one.check.passed}


@register.inclusion_tag("assembly/_results_panel.html", takes_context=True)
def results_panel(context: Mapping[str, Any]) -> dict[str, Any]:
    """On the vote's own page: what came of it, once it is published; until then, for those who count, their page."""
    one: Assembly | None = context.get("assembly") or context.get("one")
    if one is None or one.state == Assembly.State.VOID:
        return {"assembly": None}
    motions = list(one.motions.prefetch_related("candidates"))
    published = one.state in Assembly.PUBLISHED
    person = context["request"].user
    counts = one.state in Assembly.RUNNING and isinstance(person, Person) and may_see_count(person, one, now())
    return {
        "assembly": one, "estate": one.estate, "results": results.results_of(one, motions) if published else [],
        "objections": queries.objections_in_figures(one) if published else {}, "published": published,
        "counts": counts, "elections": [motion for motion in motions if motion.is_election],
    }  # fmt: skip


@register.inclusion_tag("assembly/_petition_bar.html")
def petition_bar(told: queries.Reckoned, weight: str) -> dict[str, Any]:
    """How much signed, of all; with its line where the rule asks for this weight."""
    heads = weight == "heads"
    check = told.by_heads if heads else told.by_area
    have, whole = (told.heads, told.all_heads) if heads else (told.area_cm2, told.all_area_cm2)
    hundredths = have * 10_000 // whole if whole else 0
    percent = f"{hundredths // 100}.{hundredths % 100:02}"
    label = pgettext("bar", "Owners who signed") if heads else pgettext("bar", "Their area")
    drawn = results.Bar(check) if check else None
    return {
        "label": label, "percent": percent, "have": amount(have, "heads" if heads else "area").render(gettext),
        "at": drawn.at if drawn else "", "line": drawn.line if drawn else "", "short": bool(check and not check.passed),
        "spoken": f"{label} {percent}%" + (f", {drawn.line}" if drawn else ""),
    }  # fmt: skip
