"""Fields that forms of a case share. What cannot be used is said at its field, and everything typed stays."""

import unicodedata
from datetime import datetime
from typing import IO, Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from courtyard.cases import pictures, upkeep
from courtyard.cases.actions import Turn
from courtyard.cases.models import PHOTOS_MAX, WORDS_MAX, Case
from courtyard.cases.pictures import Kept, Picture
from courtyard.core.errors import Refusal
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id
from courtyard.web import deed_form
from courtyard.web.widgets import ManyFiles

HIDDEN = ("id", "seen", "kept")  # cleaned first: a ticket is redeemed for the form with this id
TOO_LONG = gettext_lazy("You wrote {n} characters and the limit is {most}. Shorten it, or report it in two requests.")


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


class Photos(forms.Field):
    """Files of photographs, looked into one by one by the form, which keeps the good ones."""

    widget = ManyFiles

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs |= {"accept": "image/*", "data-thumbs": "chosen"}


class DeedForm(deed_form.DeedForm):
    """`id` makes a repeated form the same deed; `seen` says on which state of the case it was written."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, case: Case | None = None, **options: Any) -> None:
        given = {"id": new_id(), "seen": case.turn if case else None}
        initial = given | options.pop("initial", {})
        super().__init__(data, files, initial=initial, **options)

    def clean_id(self) -> UUID:
        return self.cleaned_data["id"] or new_id()

    @property
    def turn(self) -> Turn:
        return Turn(self.cleaned_data["id"], self.cleaned_data["seen"])

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
            self.add_error(
                "photos", gettext("You can add up to {n} photos. The first {n} were kept.").format(n=PHOTOS_MAX)
            )
        return self.cleaned_data

    def refuse(self, wrong: Refusal) -> None:
        super().refuse(wrong)
        if getattr(wrong, "field", None) == "photos":
            self.cleaned_data["kept"] = []

    def hold(self, estate: Estate, at: datetime) -> list[str]:
        """Keeps the usable photographs of a form that has to be put right. Returns their tickets."""
        form = self.cleaned_data.get("id")
        if form is None:
            return []
        fresh = [upkeep.keep(estate.pk, picture, at) for picture in self.pictures]
        files = [*self.cleaned_data.get("kept", ()), *fresh]
        return [pictures.ticket(one, form) for one in files]
