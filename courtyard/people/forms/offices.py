"""Giving somebody an office."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courtyard.people.models import Office


class AppointForm(forms.Form):
    """Whom by their sign-in name: exact, so that nobody is found by browsing."""

    sign_in_name = forms.CharField(
        label=_("Phone number, e-mail address or own name with which they sign in"), max_length=254
    )
    kind = forms.ChoiceField(label=_("Office"), widget=forms.RadioSelect)
    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, kinds: list[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(key, label) for key, label in Office.Kind.choices if key in kinds]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]
        self.fields["since"].initial = today
