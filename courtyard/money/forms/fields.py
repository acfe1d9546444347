"""Fields that several forms of money share: a month, a share in per cent."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from courtyard.core.errors import BadInput, sentence
from courtyard.money.months import month_of
from courtyard.web.amount_fields import PercentField


class BadPercent(BadInput):
    says = sentence("Write a share in per cent like 30 or 12.5, more than 0 and at most 100.")


class ShareField(PercentField):
    """A share in per cent, as basis points. None where nothing is written."""

    def __init__(self, **given: Any) -> None:
        super().__init__(wrong=BadPercent(), **given)


class MonthInput(forms.TextInput):
    """The browser's own choice of a month: 2026-07."""

    input_type = "month"


class MonthField(forms.CharField):
    """A month by its first day. None where nothing is written."""

    widget = MonthInput

    def clean(self, value: Any) -> date | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            return month_of(text)
        except ValueError as wrong:
            raise ValidationError(gettext("Write a month like 2026-07.")) from wrong
