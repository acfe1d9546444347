"""What of a person's data may be shown while columns are being matched."""

import re

from courtyard.core.register import identity
from courtyard.core.register.columns import Column, is_forbidden_value
from courtyard.core.register.text import squeeze

_SHOWN_MAX = 16
_NAMES = re.compile(r"[^、,，;；/|\r\n]+")
_FIGURES = re.compile(r"[0-9Xx*-]{7,}")


def masked(column: Column, written: str) -> str:
    """The first cells of a column, as the page may show them."""
    if column is Column.ID_NUMBER:
        return identity.masked(written)
    if column is Column.PHONE:
        return phone(written)
    if column is Column.OWNER:
        return _NAMES.sub(lambda found: name(squeeze(found[0])), written)[:_SHOWN_MAX]
    if column is Column.IGNORE:
        return _unknown(written)
    return written[:_SHOWN_MAX]


def name(written: str) -> str:
    """枫＊, 柳＊英."""
    return f"{written[:1]}＊" if len(written) < 3 else f"{written[0]}＊{written[-1]}"


def phone(written: str) -> str:
    """139＊＊＊＊0261."""
    figures = squeeze(written)
    return f"{figures[:3]}＊＊＊＊{figures[-4:]}" if len(figures) > 8 else "＊＊＊＊"


def _unknown(written: str) -> str:
    """Nobody knows yet what stands here: it may be a name, a number, a creed."""
    if is_forbidden_value(written):
        return "＊＊＊＊"
    text = _FIGURES.sub(lambda found: phone(found[0]), written)
    if any(mark.isdigit() for mark in text):
        return text[:_SHOWN_MAX]
    return _NAMES.sub(lambda found: name(found[0]), text)[:_SHOWN_MAX]
