"""The forms of a case. What cannot be used is said at its field, and everything typed stays."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from courtyard.cases import pictures, places, rules, upkeep
from courtyard.cases.actions import Filing, Turn
from courtyard.cases.models import PHOTOS_MAX, WHERE_MAX, WORDS_MAX, Case, Party, Place
from courtyard.cases.pictures import Kept, Picture
from courtyard.cases.queries import Seat
from courtyard.core.errors import BadInput, Refusal
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

HIDDEN = ("id", "seen", "kept")  # cleaned first: a ticket is redeemed for the form with this id
TOO_LONG = gettext_lazy("These are {n} characters, and at most {most} fit. Please shorten it, or file the rest apart.")


def cleaned(text: str) -> str:
    """Without control characters, which no keyboard types; line ends of one kind. Nothing visible is lost."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"}).strip()


class Words(forms.CharField):
    """What somebody writes. The browser is told no limit: it would cut off a pasted text without a word."""

    def __init__(self, *, most: int = WORDS_MAX, rows: int = 4, **options: Any) -> None:
        self.most = most
        widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows > 1 else forms.TextInput({"dir": "auto"})
        super().__init__(widget=widget, **options)

    def to_python(self, value: Any) -> str:
        return cleaned(str(value or ""))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(str(TOO_LONG).format(n=len(value), most=self.most))


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class Photos(forms.Field):
    """Files of photographs, looked into one by one by the form, which keeps the good ones."""

    widget = ManyFiles

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs |= {"accept": "image/*", "data-thumbs": "chosen"}


class DeedForm(forms.Form):
    """`id` makes a repeated form the same deed; `seen` says on which state of the case it was written."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, case: Case | None = None, **options: Any) -> None:
        given = {"id": new_id(), "seen": case.turn if case else None}
        initial = given | options.pop("initial", {})
        super().__init__(data, files, initial=initial, use_required_attribute=False, **options)

    def clean_id(self) -> UUID:
        return self.cleaned_data["id"] or new_id()

    @property
    def turn(self) -> Turn:
        return Turn(self.cleaned_data["id"], self.cleaned_data["seen"])

    def refuse(self, wrong: BadInput) -> None:
        """What only the deed could find out is said at its field, too."""
        self.add_error(wrong.field if wrong.field in self.fields else None, gettext(wrong.says).format(**wrong.fields))

    @property
    def typed(self) -> str:
        """The words that are handed back if somebody was quicker."""
        return str(self.cleaned_data.get("words", ""))


class WithPhotos(DeedForm):
    """Photographs that can be used outlive a form that has to be put right: they come back as tickets."""

    photos = Photos()
    kept = forms.CharField(widget=forms.MultipleHiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pictures: list[Picture] = []
        self.fields["photos"].help_text = gettext("Up to {n}.").format(n=PHOTOS_MAX)

    def clean_kept(self) -> list[Kept]:
        form, tickets = self.cleaned_data.get("id"), cast("QueryDict", self.data).getlist("kept")
        found = (pictures.redeem(ticket, form) for ticket in tickets[:PHOTOS_MAX]) if form else ()
        return [kept for kept in found if kept]

    def clean_photos(self) -> list[Picture]:
        for upload in self.cleaned_data["photos"][: PHOTOS_MAX + 1]:
            self._look_into(upload)
        return self.pictures

    def _look_into(self, upload: "UploadedFile[bytes]") -> None:
        try:
            picture = pictures.read(cast("IO[bytes]", upload.file), upload.name or "", upload.size or 0)
        except Refusal as refusal:
            self.add_error("photos", gettext(refusal.says).format(**refusal.fields))
        else:
            self.pictures.append(picture)

    def clean(self) -> dict[str, Any]:
        too_many = len(self.pictures) + len(self.cleaned_data.get("kept", ())) > PHOTOS_MAX
        if too_many:
            del self.pictures[PHOTOS_MAX - len(self.cleaned_data["kept"]) :]
            self.add_error("photos", gettext("At most {n} photos fit. The first ones are kept.").format(n=PHOTOS_MAX))
        return self.cleaned_data

    def refuse(self, wrong: BadInput) -> None:
        super().refuse(wrong)
        if wrong.field == "photos":
            self.cleaned_data["kept"] = []

    def hold(self, estate: Estate, at: datetime) -> list[str]:
        """Keeps the usable photographs of a form that has to be put right. Returns their tickets."""
        form = self.cleaned_data.get("id")
        if form is None:
            return []
        fresh = [upkeep.keep(estate.pk, picture, at) for picture in self.pictures]
        files = [*self.cleaned_data.get("kept", ()), *fresh]
        return [pictures.ticket(one, form) for one in files]


class FileForm(WithPhotos):
    category = forms.ChoiceField(label=gettext_lazy("What is it about?"), widget=forms.RadioSelect)
    words = Words(
        label=gettext_lazy("What is wrong?"),
        help_text=gettext_lazy("In your own words: what, where exactly, since when."),
    )
    place = forms.CharField(label=gettext_lazy("Where is it?"), widget=forms.Select)
    where = Words(label=gettext_lazy("Where exactly"), most=WHERE_MAX, rows=1, required=False)
    urgent = forms.BooleanField(
        label=gettext_lazy("There is danger: fire, gas, water, somebody is stuck"), required=False
    )
    public = forms.BooleanField(
        label=gettext_lazy("Neighbours may read it"),
        help_text=gettext_lazy(
            "Without your name and your home. Otherwise only you, the joint desk and whoever puts it right see it."
        ),
        required=False,
    )

    field_order = (*HIDDEN, "words", "photos", "category", "place", "where", "urgent", "public")

    def __init__(self, *args: Any, estate: Estate, person: Person, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.estate, self.person, self.at = estate, person, at
        self.fields["photos"].label = gettext("Photos")
        category = cast("forms.ChoiceField", self.fields["category"])
        category.choices = rules.categories(estate.node.rulebook)
        category.error_messages |= dict.fromkeys(("required", "invalid_choice"), gettext("Choose what it is about."))
        self.fields["words"].error_messages["required"] = gettext("Say in a few words what is wrong.")
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
        given = {name: self.cleaned_data[name] for name in ("id", "category", "words", "where", "urgent", "public")}
        return Filing(estate=self.estate, place=self.cleaned_data["place"], photos=photos, **given)


class TriageForm(DeedForm):
    party = forms.ChoiceField(label=gettext_lazy("Who leads?"), choices=Party.choices, widget=forms.RadioSelect)
    handler = forms.ChoiceField(label=gettext_lazy("Who does it"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Kind of case"))
    promised = forms.ChoiceField(label=gettext_lazy("Done by when?"))
    words = Words(label=gettext_lazy("A first word to the resident"), rows=3)

    def __init__(
        self, *args: Any, case: Case, seats: Sequence[Seat], deadlines: Sequence[tuple[str, str]], **options: Any
    ) -> None:
        kind = rules.category_of(case)
        initial = {"party": kind.party if kind else "", "category": case.category, "promised": rules.RULE}
        super().__init__(*args, case=case, initial=initial, **options)
        self.seats = {seat.person.pk: seat for seat in seats}
        groups = [
            (label, [(s.person.pk, s.person.name) for s in seats if s.party == party]) for party, label in Party.choices
        ]
        self._choose(
            "handler", [("", gettext("the party decides")), *((label, some) for label, some in groups if some)]
        )
        self._choose("category", rules.categories(case.rulebook))
        self._choose("promised", deadlines)
        self.fields["party"].error_messages["required"] = gettext("Choose who leads.")
        self.fields["words"].error_messages["required"] = gettext(
            "Say a word to the resident: that it arrived, and what happens next."
        )

    def _choose(self, name: str, choices: Sequence[Any]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean_handler(self) -> Person | None:
        chosen = self.cleaned_data["handler"]
        return self.seats[UUID(chosen)].person if chosen else None


def _by_party(seats: Sequence[Seat]) -> list[tuple[Any, list[tuple[UUID, str]]]]:
    groups = [(label, [(s.person.pk, s.person.name) for s in seats if s.party == key]) for key, label in Party.choices]
    return [(label, people) for label, people in groups if people]


class AnswerForm(DeedForm):
    words = Words(label=gettext_lazy("How is it going?"), rows=3)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].error_messages["required"] = gettext("Say how it is going.")


class ResolveForm(WithPhotos):
    words = Words(label=gettext_lazy("What was done?"), rows=3)
    field_order = (*HIDDEN, "words", "photos")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["photos"].label = gettext("Photos of how it is now")
        self.fields["words"].error_messages["required"] = gettext("Say what was done.")


class ConfirmForm(DeedForm):
    rating = forms.TypedChoiceField(
        label=gettext_lazy("How was it done?"), choices=Case.Rating.choices, coerce=int, widget=forms.RadioSelect
    )
    words = Words(label=gettext_lazy("Anything else"), rows=2, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["rating"].error_messages["required"] = gettext("Choose one of the four.")


class ReturnForm(DeedForm):
    words = Words(label=gettext_lazy("What is not right yet?"), rows=3)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].error_messages["required"] = gettext("Say what is not right yet.")
