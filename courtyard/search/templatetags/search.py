"""What was looked for, marked where it stands."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from courtyard.core.tokens import holds, marked
from courtyard.search.registers import Hit

register = template.Library()

AROUND = 24
"""How many characters of the text stand before the first that was found; three times as many after it."""


@register.simple_tag
def found(text: str, phrases: Sequence[str]) -> SafeString:
    parts = marked(text, phrases)
    return format_html_join("", "{}", ((_part(part, is_found),) for part, is_found in parts))


def _part(part: str, is_found: bool) -> SafeString:
    return format_html("<mark>{}</mark>" if is_found else "{}", part)


@register.simple_tag
def excerpt(hit: Hit, phrases: Sequence[str]) -> SafeString:
    """The line around the first words found in the text; nothing where they all stand above or below it."""
    if holds(f"{hit.shown or hit.title}\n{hit.note}", phrases):
        return SafeString("")
    for line in hit.text.splitlines():
        parts = marked(line, phrases)
        start = next((at for at, (_, is_found) in enumerate(parts) if is_found), None)
        if start is not None:
            before = "".join(part for part, _ in parts[:start])
            after = "".join(part for part, _ in parts[start:])
            cut = before[-AROUND:] + after[: 3 * AROUND]
            return format_html(
                "{}{}{}",
                "…" if len(before) > AROUND else "",
                found(cut, phrases),
                "…" if len(after) > 3 * AROUND else "",
            )
    return SafeString("")
