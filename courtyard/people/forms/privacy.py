"""Why somebody looks; how a name is really written; what is erased."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courtyard.people.events.privacy import REASONS

WORDS_MAX = 500


class UnmaskForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why do you need to see it?"),
        help_text=_("The person can see who looked, when and why."),
        widget=forms.RadioSelect,
        choices=[(key, _(words)) for key, words in REASONS.items()],
    )
    words = forms.CharField(
        label=_("Which request or notice"),
        max_length=WORDS_MAX,
        required=False,
        widget=forms.TextInput(),
    )


class NameCorrectionForm(forms.Form):
    wanted = forms.CharField(label=_("How your name should be written"), max_length=120)
    words = forms.CharField(
        label=_("Which document shows it"),
        help_text=_("For example: identity card, household register."),
        max_length=WORDS_MAX,
        required=False,
    )


class EraseForm(forms.Form):
    sure = forms.BooleanField(label=_("I have read what is erased and what is kept."))
