"""Giving somebody an office, and ending it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courtyard.people.models import Office
from courtyard.people.signin import NAME_MAX
from courtyard.web.widgets import DayInput

NOBODY = _("Nobody uses this to sign in. Please check it with the person.")


class _WhomForm(forms.Form):
    """Whom: by the name they sign in with, exact, so that nobody is found by browsing; or somebody new here."""

    sign_in_name = forms.CharField(
        label=_("If they already sign in here: their sign-in name"),
        help_text=_(
            "The phone number, email address or name they sign in with. If they own a home here, they need to sign "
            "in with its letter first."
        ),
        max_length=NAME_MAX,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("Or, if they are new here: full name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone number of someone new"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    since = forms.DateField(label=_("From"), widget=DayInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = today

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["name"] = given.get("name", "").strip()
        if bool(given.get("sign_in_name")) == bool(given["name"]):
            self.add_error(
                "sign_in_name",
                _("Enter either how they sign in or, for someone new, their full name. Fill in only one of the two."),
            )
        return given


class AppointForm(_WhomForm):
    kind = forms.ChoiceField(label=_("Office"), widget=forms.RadioSelect)
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput())
    field_order = ("kind", "sign_in_name", "name", "phone", "since", "until")

    def __init__(self, *args: Any, kinds: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(key, label) for key, label in Office.Kind.choices if key in kinds]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.fields["kind"].initial = offered[0][0]


class NameRepresentativeForm(_WhomForm):
    """Who acts for an organisation."""


class EndOfficeForm(forms.Form):
    """Of an office, and of acting for an organisation."""

    until = forms.DateField(label=_("First day no longer in office"), widget=DayInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = today
