"""How a case begins: the resident's form, and the one at the counter and the telephone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from courtyard.cases import places, rules
from courtyard.cases.actions import Filing
from courtyard.cases.forms.fields import HIDDEN, WithPhotos, Words
from courtyard.cases.models import CALLER_MAX, WHERE_MAX, Case, Party, Place
from courtyard.cases.pictures import Kept
from courtyard.people.models import Person
from courtyard.people.queries import resident_who_says
from courtyard.places.models import Estate

ABOUT = (
    ("", gettext_lazy("no, it is not")),
    (Party.WU, gettext_lazy("the property company or its staff")),
    (Party.YE, gettext_lazy("the owners’ committee or a member of it")),
    (Party.JU, gettext_lazy("the residents’ committee or somebody of it")),
)


class FileForm(WithPhotos):
    category = forms.ChoiceField(label=gettext_lazy("What is it about?"), widget=forms.RadioSelect)
    words = Words(
        label=gettext_lazy("What is wrong?"),
        help_text=gettext_lazy("In your own words: what is wrong, where exactly, and since when."),
    )
    place = forms.CharField(label=gettext_lazy("Where is it?"), widget=forms.Select)
    where = Words(label=gettext_lazy("Where exactly"), most=WHERE_MAX, rows=1, required=False)
    urgent = forms.BooleanField(
        label=gettext_lazy("It’s dangerous: fire, gas leak, flooding, someone trapped"), required=False
    )
    public = forms.BooleanField(
        label=gettext_lazy("Let neighbours read it"),
        help_text=gettext_lazy(
            "Your name and home are not shown. If you do not tick this, only you, the joint desk and the people "
            "handling it can see it."
        ),
        required=False,
    )

    about = forms.ChoiceField(
        label=gettext_lazy("Is it a complaint about one of the three parties?"),
        help_text=gettext_lazy("Then it goes past them: they do not see it, and others handle it."),
        choices=ABOUT,
        required=False,
    )
    name_hidden = forms.BooleanField(
        label=gettext_lazy("Do not tell the desk my name"),
        help_text=gettext_lazy("They answer you here, and cannot call you or come to your home."),
        required=False,
    )

    field_order = (
        *HIDDEN, "words", "photos", "category", "place", "where", "urgent", "public", "about", "name_hidden"
    )  # fmt: skip

    def __init__(self, *args: Any, estate: Estate, person: Person, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.estate, self.person, self.at = estate, person, at
        self.fields["photos"].label = gettext("Photos")
        category = cast("forms.ChoiceField", self.fields["category"])
        category.choices = rules.categories(estate)
        category.error_messages |= dict.fromkeys(("required", "invalid_choice"), gettext("Choose what it is about."))
        self.fields["words"].error_messages["required"] = gettext("Say what is wrong, in a few words.")
        self.fields["place"].error_messages["required"] = gettext("Choose where it is.")

    def offer_places(self) -> None:
        """Only a form that is shown needs the list; one that is sent names its place."""
        options = [("", gettext("Choose a place")), *places.offered(self.estate, self.person, self.at)]
        cast("forms.Select", self.fields["place"].widget).choices = options

    def clean_place(self) -> Place:
        try:
            return places.picked(self.estate, self.person, self.cleaned_data["place"], self.at)
        except LookupError as unknown:
            raise ValidationError(gettext("Choose a place from the list.")) from unknown

    def filing(self, photos: Sequence[Kept]) -> Filing:
        names = ("id", "category", "words", "where", "urgent", "public", "about", "name_hidden")
        given = {name: self.cleaned_data[name] for name in names}
        return Filing(estate=self.estate, place=self.cleaned_data["place"], photos=photos, **given)


class CounterForm(WithPhotos):
    """What somebody at the counter, on the telephone or met on a patrol says, written down for them."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How did it come?"),
        choices=[(one.value, one.label) for one in Case.Channel if one != Case.Channel.WEB],
        widget=forms.RadioSelect,
    )
    name = Words(label=gettext_lazy("Their name"), most=60, rows=1, required=False)
    phone = Words(
        label=gettext_lazy("Their telephone number"),
        help_text=gettext_lazy("With the name and number of the register, the request is theirs to follow."),
        most=30,
        rows=1,
        required=False,
    )
    category = forms.ChoiceField(label=gettext_lazy("What is it about?"))
    words = Words(label=gettext_lazy("What do they say?"), help_text=gettext_lazy("In their own words, not yours."))
    place = forms.CharField(label=gettext_lazy("Where is it?"), widget=forms.Select)
    where = Words(label=gettext_lazy("Where exactly"), most=WHERE_MAX, rows=1, required=False)
    urgent = forms.BooleanField(
        label=gettext_lazy("It’s dangerous: fire, gas leak, flooding, someone trapped"), required=False
    )

    field_order = (*HIDDEN, "channel", "name", "phone", "words", "photos", "category", "place", "where", "urgent")

    def __init__(self, *args: Any, estate: Estate, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.estate, self.at = estate, at
        self.fields["photos"].label = gettext("Photos")
        category = cast("forms.ChoiceField", self.fields["category"])
        category.choices = [("", gettext("Choose")), *rules.categories(estate)]
        category.error_messages |= dict.fromkeys(("required", "invalid_choice"), gettext("Choose what it is about."))
        self.fields["channel"].error_messages["required"] = gettext("Choose how it came.")
        self.fields["words"].error_messages["required"] = gettext("Write down what they say.")
        self.fields["place"].error_messages["required"] = gettext("Choose where it is.")

    def offer_places(self) -> None:
        """Only a form that is shown needs the list; one that is sent names its place."""
        options = [("", gettext("Choose a place")), *places.shared(self.estate)]
        cast("forms.Select", self.fields["place"].widget).choices = options

    def clean_place(self) -> Place:
        try:
            return places.picked_shared(self.estate, self.cleaned_data["place"])
        except LookupError as unknown:
            raise ValidationError(gettext("Choose a place from the list.")) from unknown

    @property
    def resident(self) -> Person | None:
        """Somebody of this estate with exactly this name and number; nobody is looked up by less."""
        return resident_who_says(self.estate, self.cleaned_data["name"], self.cleaned_data["phone"], self.at)

    @property
    def caller(self) -> str:
        return " ".join(filter(None, (self.cleaned_data["name"], self.cleaned_data["phone"])))[:CALLER_MAX]

    def filing(self, photos: Sequence[Kept]) -> Filing:
        given = {name: self.cleaned_data[name] for name in ("id", "category", "words", "where", "urgent")}
        return Filing(estate=self.estate, place=self.cleaned_data["place"], photos=photos, **given)
