"""The code on a letter, and who comes in with it; the letters themselves."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from courtyard.core.codes import Mistyped, read
from courtyard.core.masking import masked_name
from courtyard.people.events.codes import APPOINTMENT, IDENTITY_DOCUMENTS
from courtyard.people.forms.accounts import new_password
from courtyard.people.models import Tenure
from courtyard.people.signin import NAME_MAX
from courtyard.places.models import Building
from courtyard.web.refusals import told
from courtyard.web.widgets import DayInput

LETTER_DAYS = 60
NEW = {"tenant": _("I rent this home and am not on the list"), "family": _("I am a family member and not on the list")}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Sign-in code, 12 characters"),
        help_text=_(
            "You find it in the lower half of the letter. Capital or small letters do not matter. It never has an O, "
            "I, L, 0 or 1."
        ),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "K7M2 94TX PW3H",
            }
        ),
    )

    def clean_code(self) -> str:
        try:
            return read(self.cleaned_data["code"])
        except Mistyped as refusal:
            raise forms.ValidationError(told(refusal)) from refusal


class _EnterForm(forms.Form):
    """How to sign in next time: both or neither."""

    sign_in_name = forms.CharField(
        label=_("Phone number, email address or a name you choose"),
        help_text=_(
            "For signing in next time. You can leave it empty and get a new code at the joint desk whenever you need "
            "one."
        ),
        max_length=NAME_MAX,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = new_password(required=False)


class StartAnewForm(_EnterForm):
    pass


class JoinForm(_EnterForm):
    """Which of the home's people one is. The list is masked; whoever is meant can write the name in full."""

    who = forms.ChoiceField(label=_("Who are you?"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Your full name"),
        help_text=_("Exactly as on the register, so that we know it is you."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["who", "name", "sign_in_name", "password"]

    def __init__(self, *args: Any, tenures: Sequence[Tenure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tenures = {tenure.pk.hex: tenure for tenure in tenures}
        listed = [(key, _said(tenure)) for key, tenure in self.tenures.items()]
        self.fields["who"].choices = [*listed, *NEW.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        tenure = self.tenures.get(cleaned.get("who", ""))
        if tenure and tenure.person.has_account:
            self.add_error("who", gettext("This person already signs in. If it is you, ask at the joint desk."))
        elif tenure and "name" in cleaned and not same_name(cleaned["name"], tenure.person.name):
            self.add_error(
                "name", gettext("This does not match the name on the register. Write it as on the title deed.")
            )
        return cleaned


def _said(tenure: Tenure) -> str:
    role = tenure.get_kind_display()
    words = pgettext_lazy("somebody of a home", "{name}, {role}")
    if tenure.person.has_account:
        words = pgettext_lazy("somebody of a home", "{name}, {role}, already signs in")
    return str(words).format(name=masked_name(tenure.person.name), role=role)


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: width, case, spaces and the dot in the middle do not matter."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


class LettersForm(forms.Form):
    """Letters for a building, or for some of its homes."""

    building = forms.ModelChoiceField(label=_("Building"), queryset=Building.objects.none(), empty_label=None)
    rooms = forms.CharField(
        label=_("Only these homes"),
        help_text=_("Room numbers separated by commas, for example 101, 302. Leave it empty for the whole building."),
        max_length=2000,
        required=False,
    )
    until = forms.DateField(label=_("Valid until"), widget=DayInput())

    def __init__(self, *args: Any, buildings: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].queryset = buildings  # type: ignore[attr-defined]
        self.fields["until"].initial = today + timedelta(days=LETTER_DAYS)

    def clean_rooms(self) -> list[str]:
        return [room.strip() for room in self.cleaned_data["rooms"].replace("，", ",").split(",") if room.strip()]

    def clean_until(self) -> datetime:
        """To the end of that day."""
        return make_aware(datetime.combine(self.cleaned_data["until"], time.max))


class PrintResetForm(forms.Form):
    identity_seen = forms.ChoiceField(
        label=_("Which document have you seen?"),
        help_text=_("We keep only the type of document, never its number."),
        widget=forms.RadioSelect,
        choices=[(key, _(words)) for key, words in IDENTITY_DOCUMENTS.items()],
    )

    def __init__(self, *args: Any, officer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if officer:
            more = [(key, _(words)) for key, words in APPOINTMENT.items()]
            self.fields["identity_seen"].choices += more  # type: ignore[attr-defined]
