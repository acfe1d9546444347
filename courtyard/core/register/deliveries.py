"""Whether and when a home was handed over."""

import re
from datetime import date

from courtyard.core.errors import sentence
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.text import is_nothing, squeeze

_DAY = re.compile(r"([12][0-9]{3})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:T?[0-9:]{4,8})?")
_BARE_DAY = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"[12][0-9]{3}(?:[-/.年](?:[0-9]{1,2}月?)?)?(?:年?底|年?初)?")
_YES = frozenset(
    ("是", "有", "已", "已交", "已交付", "已交房", "交付", "已接房", "已入住", "入住", "√", "✓", "✔",
     "v", "y", "yes", "true", "1", "delivered")
)  # fmt: skip
_NO = frozenset(
    ("否", "未", "未交", "未交付", "未交房", "未接房", "没有交付", "×", "✗", "✘", "x", "n", "no", "false", "0",
     "notdelivered", "undelivered")
)  # fmt: skip

NO_SUCH_DAY = sentence("This date does not exist.")


def delivered(written: str) -> date | bool | None:
    """The day of handing over; whether it was, when no day is known; None when the cell leaves it open."""
    text = squeeze(written).lower()
    if text in _NO:
        return False
    if text in _YES or _MONTH.fullmatch(text):
        return True
    if is_nothing(written):
        return None
    found = _DAY.fullmatch(text) or _BARE_DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        raise Unreadable(NO_SUCH_DAY) from None
