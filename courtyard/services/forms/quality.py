"""A table of estates to compare with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courtyard.services.models.company import NAME_MAX
from courtyard.web.deed_form import DeedForm


class PeersForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("The table as a file"),
        help_text=_("XLSX, XLS, ODS or CSV. One row an estate and quarter; take the template below."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )
    source = forms.CharField(
        label=_("Where do these figures come from?"), max_length=NAME_MAX,
        help_text=_("For example: the district’s survey of the second quarter. It is shown beside the comparison."),
    )  # fmt: skip
