"""Forms of the board."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.notify.actions import Posting
from courtyard.notify.models import REASON_MAX, TITLE_MAX, WORDS_MAX, BoardNotice
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.templatetags.courtyard import party_name
from courtyard.web.widgets import DayInput


class PostForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    party = forms.ChoiceField(label=gettext_lazy("Who says it?"), widget=forms.RadioSelect)
    title = forms.CharField(label=gettext_lazy("Its headline"), max_length=TITLE_MAX)
    words = forms.CharField(
        label=gettext_lazy("The notice"), widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}), max_length=WORDS_MAX
    )
    until = forms.DateField(label=gettext_lazy("How long does it hang? Its last day"), widget=DayInput)
    tells = forms.ChoiceField(
        label=gettext_lazy("Who is told?"), choices=BoardNotice.Tells.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, parties: Sequence[str]) -> None:
        first = parties[0] if len(parties) == 1 else ""
        super().__init__(data, initial={"id": new_id(), "party": first, "tells": BoardNotice.Tells.NOBODY})
        cast("forms.ChoiceField", self.fields["party"]).choices = [(party, party_name(party)) for party in parties]
        needed = {
            "party": gettext("Choose who says it."), "title": gettext("Give it a headline."),
            "words": gettext("Write the notice."), "until": gettext("Choose its last day."),
            "tells": gettext("Choose who is told."),
        }  # fmt: skip
        for name, says in needed.items():
            self.fields[name].error_messages |= dict.fromkeys(("required", "invalid"), says)

    def posting(self, estate: Estate) -> Posting:
        given = dict(self.cleaned_data)
        return Posting(estate=estate, **(given | {"id": given["id"] or new_id()}))


class TakeDownForm(DeedForm):
    reason = forms.CharField(label=gettext_lazy("Why is it taken down?"), max_length=REASON_MAX)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["reason"].error_messages["required"] = gettext("Say why it is taken down.")
