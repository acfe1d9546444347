"""Forms of petitions."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy

from courtyard.assembly import rules
from courtyard.assembly.actions import Wish
from courtyard.assembly.models import REASON_MAX, TITLE_MAX, WORDS_MAX
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id


class BeginForm(forms.Form):
    use_required_attribute = False
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=gettext_lazy("What shall the owners decide?"), max_length=TITLE_MAX,
        help_text=gettext_lazy("One sentence, as it would stand on the ballot."),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Why, and why now?"), max_length=WORDS_MAX, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Your neighbours read this before they sign. Name no other resident."),
    )  # fmt: skip
    matter = forms.ChoiceField(label=gettext_lazy("What kind of decision is it?"))

    def __init__(self, data: Any = None, *, estate: Estate) -> None:
        super().__init__(data, initial={"id": new_id()})
        self.estate = estate
        language = get_language() or ""
        matters = [(matter.key, matter.label(language)) for matter in rules.matters_of(estate)]
        self.fields["matter"].choices = [("", gettext("Choose one")), *matters]  # type: ignore[attr-defined]
        for name, says in (
            ("title", gettext("Say what shall be decided.")),
            ("words", gettext("Say why, in a few sentences.")),
            ("matter", gettext("Choose what kind of decision this is.")),
        ):
            self.fields[name].error_messages["required"] = says

    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(
            estate=self.estate, title=given["title"], words=given["words"], matter=given["matter"],
            id=given["id"] or new_id(),
        )  # fmt: skip


class WithdrawForm(forms.Form):
    use_required_attribute = False
    words = forms.CharField(
        label=gettext_lazy("Why do you withdraw it?"), max_length=REASON_MAX, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Those who signed read this."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["words"].error_messages["required"] = gettext("Say why, in a few words.")
