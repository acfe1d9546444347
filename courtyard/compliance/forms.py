"""Calling an alarm false."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.compliance.actions import Alarm
from courtyard.compliance.models import REASON_MAX
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import DayInput


class ExcuseForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=gettext_lazy("Why is it a false alarm?"),
        help_text=gettext_lazy("Everybody who sees the alarm reads this."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), max_length=REASON_MAX,
    )  # fmt: skip
    until = forms.DateField(
        label=gettext_lazy("Until when?"), help_text=gettext_lazy("At most a year. After that it alarms again."),
        widget=DayInput,
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"id": new_id()})
        self.fields["words"].error_messages["required"] = gettext("Say why, in a few words.")
        self.fields["until"].error_messages |= dict.fromkeys(("required", "invalid"), gettext("Choose a day."))

    def alarm(self, finding: int) -> Alarm:
        given = self.cleaned_data
        return Alarm(finding=finding, words=given["words"], until=given["until"], id=given["id"] or new_id())


class OnForm(forms.Form):
    """As of another day."""

    on = forms.DateField(label=gettext_lazy("As of which day?"), widget=DayInput, required=False)

    def day(self, today: date) -> date:
        """The day asked about; today for anything that is no day, and within ten years."""
        asked = self.cleaned_data.get("on") if self.is_valid() else None
        return asked if asked and abs((asked - today).days) <= 3_660 else today
