"""Forms of duties."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.duties.models import PARTIES, WHAT_MAX, WORDS_MAX
from courtyard.duties.schedule import closes_on
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.templatetags.courtyard import party_name
from courtyard.web.widgets import DayInput


class OweForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    what = forms.CharField(
        label=gettext_lazy("What has to be done?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=WHAT_MAX
    )
    party = forms.ChoiceField(label=gettext_lazy("Who owes it?"), widget=forms.RadioSelect)
    due_on = forms.DateField(label=gettext_lazy("By which day?"), widget=DayInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"id": new_id()})
        self.fields["party"].choices = [(party, party_name(party)) for party in PARTIES]  # type: ignore[attr-defined]
        self.fields["what"].error_messages["required"] = gettext("Say what has to be done.")
        self.fields["party"].error_messages["required"] = gettext("Choose who owes it.")
        self.fields["due_on"].error_messages |= dict.fromkeys(("required", "invalid"), gettext("Choose a day."))

    def due_at(self, zone: str) -> datetime:
        """When business ends on that day."""
        return closes_on(self.cleaned_data["due_on"], zone)


class DischargeForm(DeedForm):
    words = forms.CharField(
        label=gettext_lazy("What shows that it is done?"),
        help_text=gettext_lazy("Where it hangs, what was signed, who took it over."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=WORDS_MAX,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["words"].error_messages["required"] = gettext("Say what shows that it is done.")


class ReasonForm(DeedForm):
    words = forms.CharField(label=gettext_lazy("Why?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=WORDS_MAX)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["words"].error_messages["required"] = gettext("Say why, in a few words.")


class PlainForm(DeedForm):
    """One press."""
