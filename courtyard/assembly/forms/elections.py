"""Forms of elections: who is proposed, and what was looked at."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.assembly.eligibility import ASKED, FAILED, PASSED
from courtyard.assembly.models import NAME_MAX, REASON_MAX, Candidate
from courtyard.assembly.queries import owner_of
from courtyard.people.models import Person
from courtyard.places.models import Building, Estate
from courtyard.web.templatetags.courtyard import cited

MYSELF, SOMEBODY = "me", "else"


class NominateForm(forms.Form):
    """Myself, or a neighbour whose home and name one knows."""

    use_required_attribute = False
    who = forms.ChoiceField(
        label=gettext_lazy("Whom do you propose?"), widget=forms.RadioSelect,
        choices=[(MYSELF, gettext_lazy("myself")), (SOMEBODY, gettext_lazy("another owner"))],
    )  # fmt: skip
    building = forms.ModelChoiceField(
        Building.objects.none(),
        label=gettext_lazy("Their building"),
        required=False,
        empty_label=gettext_lazy("Choose one"),
    )
    home = forms.CharField(label=gettext_lazy("Their home’s number"), max_length=40, required=False)
    name = forms.CharField(
        label=gettext_lazy("Their full name"), max_length=NAME_MAX, required=False,
        help_text=gettext_lazy("As it stands on the register. They are asked whether they agree."),
    )  # fmt: skip
    statement = forms.CharField(
        label=gettext_lazy("A few words for the candidates’ notice"), max_length=REASON_MAX, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Who they are and what they want to do. Everybody reads it."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, estate: Estate, owns: bool) -> None:
        super().__init__(data, initial={"who": SOMEBODY} if not owns else {})
        self.fields["building"].queryset = Building.objects.filter(estate=estate)  # type: ignore[attr-defined]
        self.fields["who"].error_messages["required"] = gettext("Choose one.")
        if not owns:
            self.fields["who"].choices = [(SOMEBODY, gettext("an owner"))]  # type: ignore[attr-defined]

    def person(self, me: Person, on: date) -> Person | None:
        """Whom it is about; None, with the form told why, where nobody is found."""
        given = self.cleaned_data
        if given["who"] == MYSELF:
            return me
        complete = given["building"] and given["home"] and given["name"]
        found = owner_of(given["building"], given["home"], given["name"], on) if complete else None
        if found is None:
            self.add_error("name", gettext("Nobody of this name owns this home. Look at both again."))
        return found


class ConsentForm(forms.Form):
    """Whoever stands says what stands about them."""

    use_required_attribute = False
    statement = forms.CharField(
        label=gettext_lazy("A few words for the candidates’ notice"), max_length=REASON_MAX, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Who you are and what you want to do. Everybody reads it."),
    )  # fmt: skip


class ChecksForm(forms.Form):
    """Each condition the register does not know by itself, passed or not."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, candidate: Candidate, known: Mapping[str, str], reason: bool) -> None:
        super().__init__(data)
        self.known = [(ASKED[key], state == PASSED) for key, state in known.items()]
        self.asked = [key for key in ASKED if key not in known]
        for key in self.asked:
            check = ASKED[key]
            self.fields[key] = forms.ChoiceField(
                label=gettext(check.says), help_text=cited(check.article), widget=forms.RadioSelect,
                choices=[(PASSED, gettext("yes")), (FAILED, gettext("no"))], initial=candidate.checks.get(key),
                error_messages={"required": gettext("Choose one.")},
            )  # fmt: skip
        if reason:
            self.fields["words"] = forms.CharField(
                label=gettext("Why not?"), max_length=REASON_MAX, widget=forms.Textarea(attrs={"rows": 3}),
                help_text=gettext("{name} reads this.").format(name=candidate.name),
                error_messages={"required": gettext("Say why, in a few words.")},
            )  # fmt: skip

    def checks(self) -> dict[str, bool]:
        return {key: self.cleaned_data[key] == PASSED for key in self.asked}
