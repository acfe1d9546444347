"""The form of one more thing that a company hands over."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.services.actions.takeover import Thing
from courtyard.services.models import TakeoverItem
from courtyard.services.models.company import NAME_MAX
from courtyard.trail.once import OnceForm


class ThingForm(OnceForm):
    what = forms.CharField(label=gettext_lazy("What is handed over?"), max_length=NAME_MAX)
    kind = forms.ChoiceField(label=gettext_lazy("What kind of thing is it?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.offer("kind", TakeoverItem.Kind.choices)
        self.need(what=gettext("Say what is handed over."), kind=gettext("Choose what kind of thing it is."))

    def thing(self) -> Thing:
        return Thing(kind=self.cleaned_data["kind"], what=self.cleaned_data["what"], id=self.ident)
