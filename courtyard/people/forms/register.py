"""The register by hand: finding people, confirming and ending what they hold."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courtyard.people.events.tenures import PROOFS
from courtyard.people.models import Tenure
from courtyard.web.widgets import DayInput


class ConfirmTenureForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How was it confirmed?"),
        widget=forms.RadioSelect,
        choices=[(key, _(words)) for key, words in PROOFS.items()],
    )


class EndTenureForm(forms.Form):
    until = forms.DateField(label=_("End date"), widget=DayInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = today


class MoveInForm(forms.Form):
    """Somebody new on the register, with their home."""

    name = forms.CharField(label=_("Name"), max_length=120)
    phone = forms.CharField(label=_("Phone number"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("Relationship to the home"), widget=forms.RadioSelect, choices=Tenure.Kind.choices)
    since = forms.DateField(label=_("Since"), widget=DayInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = today
