"""Tags every template has: icons, marks, times, figures, fields."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import now as clock
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy

from courtyard.core import masking, quantities
from courtyard.core.rulebook import OUR_DEFAULT
from courtyard.web import times
from courtyard.web.resume import FILES_LOST, KEPT

register = template.Library()

PARTIES = {
    "ju": (pgettext_lazy("party, one character", "R"), pgettext_lazy("party", "residents’ committee")),
    "ye": (pgettext_lazy("party, one character", "O"), pgettext_lazy("party", "owners’ committee")),
    "wu": (pgettext_lazy("party, one character", "P"), pgettext_lazy("party", "property company")),
    "jie": (pgettext_lazy("party, one character", "S"), pgettext_lazy("party", "sub-district")),
    "group": (pgettext_lazy("party, one character", "G"), pgettext_lazy("party", "election group")),
    "developer": (pgettext_lazy("party, one character", "D"), pgettext_lazy("party", "developer")),
    "district": (pgettext_lazy("party, one character", "H"), pgettext_lazy("party", "housing office")),
}


@cache
def _sprite() -> str:
    return static("courtyard/icons.svg")


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon of the sprite, silent to screen readers: the words beside it say what it means."""
    return _icon(name, size, _sprite())


@lru_cache(maxsize=256)
def _icon(name: str, size: str, sprite: str) -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" icon-{size}" if size else "",
        sprite,
        name,
    )


@register.simple_tag
def pill(state: str, name: str, text: Any) -> SafeString:
    """A status: icon and word. States: ok, now, warn, over, or empty for neutral."""
    said = format_html(' data-s="{}"', state) if state else ""
    return format_html('<span class="pill"{}>{}{}</span>', said, icon(name, "s"), text)


@register.simple_tag
def party(name: str, alone: bool = False) -> SafeString:
    """The party's character in a square. Its name stands beside it in text, or, `alone`, in the mark's label."""
    return _mark(name, alone, *map(str, PARTIES[name])) if name in PARTIES else SafeString("")


@lru_cache(maxsize=64)
def _mark(name: str, alone: bool, character: str, title: str) -> SafeString:
    spoken = format_html('role="img" aria-label="{}"', title) if alone else SafeString('aria-hidden="true"')
    return format_html('<span class="party" data-p="{}" title="{}" {}>{}</span>', name, title, spoken, character)


@register.filter
def cited(article: str) -> str:
    """Where a rule stands, in the words of its text; what is our own default says so in the reader's language."""
    return gettext("Courtyard’s own default") if article == OUR_DEFAULT else article


@register.filter
def edition(version: str) -> str:
    """What a rulebook's version says: “2026.2+1” is the city's 2026.2 with the first of the estate's own rules."""
    city, _, own = version.partition("+")
    if own:
        return gettext("version {city} with version {own} of the estate’s own rules").format(city=city, own=own)
    return gettext("version {city}").format(city=city)


@register.filter
def party_name(name: str) -> Any:
    return PARTIES[name][1] if name in PARTIES else ""


@register.simple_tag
def meter(
    part: int, whole: int, label: Any = "", at: int | None = None, s: str = "", small: bool = False
) -> SafeString:
    """How much of the whole; `at` sets a tick at so many percent. Widths are attributes: no style may stand here."""
    tick = format_html('<rect class="at" x="{}%" y="-3" width="2" height="170%"/>', at) if at is not None else ""
    return format_html(
        '<svg class="meter{}"{} role="img" aria-label="{}"><rect class="v" width="{}%" height="100%"/>{}</svg>',
        " meter-s" if small else "",
        format_html(' data-s="{}"', s) if s else "",
        label,
        min(part * 100 // whole, 100) if whole else 0,
        tick,
    )


@register.simple_tag
def ring(part: int, s: str = "") -> SafeString:
    """How much of a time is used, 0 to 100, as a ring. The words beside it say the same, so it is silent."""
    said = format_html(' data-s="{}"', s) if s else ""
    return format_html(
        '<svg class="ring"{} viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="16"/>'
        '<circle class="v" cx="20" cy="20" r="16" pathLength="100" stroke-dasharray="{} 100" '
        'transform="rotate(-90 20 20)"/></svg>',
        said,
        min(max(part, 0), 100),
    )


@register.simple_tag
def when(moment: date, now: datetime | None = None) -> SafeString:
    """The day and the hour: 6月12日13:05, or 12 June, 13:05."""
    return _time(moment, times.said(moment, now or clock())) if moment else SafeString("")


@register.simple_tag
def day(moment: date) -> SafeString:
    """6月12日 星期五, or Friday 12 June."""
    return _time(moment, times.day_and_weekday(moment))


@register.simple_tag
def ago(moment: datetime, now: datetime | None = None) -> SafeString:
    return _time(moment, times.ago(moment, now or clock()))


@register.simple_tag
def left(due: datetime, now: datetime | None = None) -> SafeString:
    return _time(due, times.left(due, now or clock()))


def _time(moment: date, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), words)


@register.filter
def span(length: timedelta) -> str:
    return times.span(length)


@register.filter
def lasts(rule: Any) -> str:
    """How long a rule's period is: 3天."""
    length = getattr(rule, "promise", rule)
    return times.period(length.amount, length.unit)


@register.filter
def of_every_year(days: Iterable[tuple[int, int]]) -> str:
    """1月15日、7月15日."""
    return times.of_every_year(days)


@register.filter
def in_words(rule: Any, part: str = "label") -> str:
    """A rule's own words in the reader's language: its label, where, what."""
    return str(getattr(rule, part)(get_language() or ""))


@register.filter
def money(fen: int | None) -> str:
    """1,234.50, in yuan."""
    return "" if fen is None else quantities.format_fen(fen)


@register.filter
def money_short(fen: int | None) -> str:
    return "" if fen is None else quantities.format_fen_short(fen, get_language() or "")


@register.filter
def area(cm2: int | None) -> str:
    """89.60, in square metres; an unknown area says so."""
    return pgettext("area", "unknown") if cm2 is None else quantities.format_cm2(cm2)


@register.filter
def named(place: Any) -> str:
    """The name of a place; in English its English one where it has one."""
    english = getattr(place, "name_en", "") if get_language() == "en" else ""
    return english or place.name


@register.filter
def masked_name(name: str) -> str:
    return masking.masked_name(name)


@register.filter
def masked_phone(number: str) -> str:
    return masking.masked_phone(number)


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField, look: str = "", **given: Any) -> dict[str, Any]:
    """Label, hint, input and what is wrong with it. `look` is a class for groups of choices (min-8, …)."""
    widget = bound.field.widget
    choices = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    tick = isinstance(widget, forms.CheckboxInput)
    attributes: dict[str, Any] = {name.replace("_", "-"): value for name, value in given.items()}
    if not (choices or tick):
        attributes["class"] = f"input {widget.attrs.get('class', '')} {attributes.get('class', '')}".strip()
    return {
        "field": bound,
        "input": "" if choices else bound.as_widget(attrs=attributes),
        "choices": choices,
        "tick": tick,
        "secret": isinstance(widget, forms.PasswordInput),
        "look": look,
        "wrong": bound.errors,
        "described": _described(bound),
    }


def _described(bound: BoundField) -> str:
    ids = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    return " ".join(ids + ([f"{bound.auto_id}_error"] if bound.errors else []))


@register.inclusion_tag("web/_errors.html")
def errors(form: forms.BaseForm | None) -> dict[str, Any]:
    """What is wrong, on top of the form, each with a link to its field."""
    if form is None or not form.errors:
        return {"wrong": []}
    wrong = [{"at": "", "label": "", "says": says} for says in form.non_field_errors()]
    for bound in form:
        at = bound.id_for_label or bound.auto_id
        wrong += [{"at": at, "label": bound.label, "says": says} for says in bound.errors]
    return {"wrong": wrong}


@register.simple_tag(takes_context=True)
def kept(context: dict[str, Any]) -> SafeString:
    """Inside the sign-in form: carries along what somebody was writing when their session ended."""
    posted = context["request"].POST
    names = [name for name in posted if name.startswith(KEPT) or name == FILES_LOST]
    return hidden((name, value) for name in names for value in posted.getlist(name))


@register.simple_tag
def hidden(pairs: Iterable[tuple[str, str]], prefix: str = "") -> SafeString:
    return format_html_join(
        "", '<input type="hidden" name="{}{}" value="{}">', ((prefix, name, value) for name, value in pairs)
    )
