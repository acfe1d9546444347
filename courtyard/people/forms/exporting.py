"""Taking the register out of the house."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courtyard.people.actions.exporting import REASON_MAX

FORMATS = (("xlsx", "XLSX"), ("csv", "CSV"))


class ExportForm(forms.Form):
    reason = forms.CharField(
        label=_("What is it needed for?"),
        max_length=REASON_MAX,
        help_text=_("Your reason goes on the record, and every owner can read it."),
    )
    kind = forms.ChoiceField(label=_("File type"), choices=FORMATS, initial="xlsx", widget=forms.RadioSelect)
