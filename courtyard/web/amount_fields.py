"""Fields for what people write in yuan and in per cent, read as whole fen and basis points."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from courtyard.core.errors import BadInput
from courtyard.core.quantities import TEXT_MAX, BadMoney, BadShare, parse_fen, parse_share
from courtyard.web.refusals import told

BASIS_POINTS = 10_000


class YuanField(forms.CharField):
    """An amount in yuan, as fen. None where nothing is written."""

    def __init__(self, **given: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=TEXT_MAX, widget=widget, **given)

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            return parse_fen(text)
        except BadMoney as wrong:
            raise ValidationError(told(wrong)) from wrong


class PercentField(forms.CharField):
    """A share in per cent, as basis points: “12.5” is 1250. None where nothing is written; `wrong` says what is."""

    def __init__(self, *, wrong: BadInput, **given: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=TEXT_MAX, widget=widget, required=False, **given)
        self.wrong = wrong

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "").strip().rstrip("%％").strip()
        if not text:
            return None
        try:
            points = parse_share(f"{text}%") * BASIS_POINTS
        except BadShare as wrong:
            raise ValidationError(told(self.wrong)) from wrong
        if points.denominator != 1:
            raise ValidationError(told(self.wrong))
        return int(points)
