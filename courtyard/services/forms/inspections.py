"""Forms of rounds, and what a phone sends. What only the deed can find out is said at its field."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from courtyard.cases import pictures
from courtyard.cases.pictures import Picture
from courtyard.cases.rules import categories
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.places.models import Building, Estate
from courtyard.services.actions.findings import Seen
from courtyard.services.actions.rounds import PHOTOS_OF_A_ROUND_MAX, Begin
from courtyard.services.models import Field, Finding, Item, Round
from courtyard.services.models.inspection import PHOTOS_MAX
from courtyard.services.models.standard import WORDS_MAX
from courtyard.services.queries.inspections import buildings_of
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.refusals import told
from courtyard.web.widgets import ManyFiles

NOBODY_IN_IT, SOMEBODY_IN_IT = "none", "some"


class Unreadable(BadInput):
    says = sentence("What the phone sent cannot be read. It is all kept on the phone. Load the page again.")


class BeginForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    body = forms.ChoiceField(label=gettext_lazy("For whom do you go?"), widget=forms.RadioSelect)
    fields_ = forms.MultipleChoiceField(
        label=gettext_lazy("What do you look at?"),
        help_text=gettext_lazy("Choose nothing to look at everything the contract promises."),
        choices=Field.choices, widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    building = forms.ChoiceField(
        label=gettext_lazy("Where do you go?"), required=False,
        help_text=gettext_lazy("One building, or the whole estate."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, estate: Estate, bodies: list[str]) -> None:
        super().__init__(data, initial={"id": new_id(), "body": bodies[0] if len(bodies) == 1 else None})
        self.estate = estate
        self.offer("body", [(body, str(Round.Body(body).label).capitalize()) for body in bodies])
        self.buildings = {str(one.pk): one for one in buildings_of(estate)}
        houses = [(key, one.name) for key, one in self.buildings.items()]
        self.offer("building", [("", pgettext_lazy("where a round goes", "the whole estate")), *houses])
        self.need(body=gettext("Choose for whom you go."), building=gettext("Choose a building of this estate."))

    def refuse(self, wrong: Refusal) -> None:
        if getattr(wrong, "field", None) == "fields":
            self.add_error("fields_", told(wrong))
        else:
            super().refuse(wrong)

    def begin(self) -> Begin:
        said, house = self.cleaned_data, self.cleaned_data["building"]
        building: Building | None = self.buildings[house] if house else None
        return Begin(
            estate=self.estate, body=said["body"], fields=said["fields_"], building=building, id=said["id"] or new_id()
        )


class WalkForm(DeedForm):
    """One item, on a page without JavaScript; with it the same form stays on the phone until there is a network."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    item = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=gettext_lazy("What did you find?"), choices=Finding.Outcome.choices)
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "class": "input"}))
    photos = forms.Field(label=gettext_lazy("Photos"), widget=ManyFiles, required=False)
    faces = forms.ChoiceField(
        label=gettext_lazy("Is a face, a door number or a number plate in the photos?"),
        choices=[(NOBODY_IN_IT, gettext_lazy("No")), (SOMEBODY_IN_IT, gettext_lazy("Yes, do not publish"))],
        required=False,
    )  # fmt: skip
    report = forms.BooleanField(required=False)
    category = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), required=False, widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, estate: Estate, at: datetime, initial: Any = None
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.at, self.pictures = at, []  # type: tuple[datetime, list[tuple[Picture, str]]]
        self.offer("category", [("", gettext("Choose")), *categories(estate)])
        self.need(outcome=gettext("Choose whether it passes, fails, or could not be looked at."))

    def clean_photos(self) -> list[tuple[Picture, str]]:
        """Each with the hash of the file as it was sent."""
        chosen = self.cleaned_data["photos"] or []
        if len(chosen) > PHOTOS_MAX:
            raise ValidationError(gettext("You can add up to {n} photos.").format(n=PHOTOS_MAX))
        try:
            self.pictures = [picture_of(upload) for upload in chosen]
        except Refusal as refusal:
            raise ValidationError(told(refusal)) from refusal
        return self.pictures

    @property
    def cleared(self) -> bool:
        return bool(self.cleaned_data["faces"] == NOBODY_IN_IT)

    def seen(self) -> Seen:
        said = self.cleaned_data
        return Seen(
            id=said["id"] or new_id(), item=said["item"], outcome=said["outcome"], note=said["note"], seen_at=self.at
        )


def picture_of(upload: "UploadedFile[bytes]") -> tuple[Picture, str]:
    """A photograph looked into and re-encoded, and the hash of what was sent. Raises a refusal that names the file."""
    file = cast("IO[bytes]", upload.file)
    picture = pictures.read(file, upload.name or "", upload.size or 0)
    file.seek(0)
    return picture, hashlib.sha256(file.read()).hexdigest()


class CaseForm(DeedForm):
    category = forms.ChoiceField(label=gettext_lazy("What is it about?"))
    public = forms.BooleanField(
        label=gettext_lazy("Let neighbours read and follow it"), required=False,
        help_text=gettext_lazy("Your name is not shown to them."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, estate: Estate, item: Item) -> None:
        super().__init__(data, initial={"category": item.category, "public": True})
        self.offer("category", [("", gettext("Choose")), *categories(estate)])
        self.need(category=gettext("Choose what it is about, so that it comes to those who can put it right."))


class FromPhone(forms.Form):
    """What a phone sends: whatever is not as our own script makes it is refused as a whole."""

    def read(self) -> dict[str, Any]:
        if not self.is_valid():
            raise Unreadable
        return self.cleaned_data


class SeenForm(FromPhone):
    id = forms.UUIDField()
    item = forms.UUIDField()
    outcome = forms.CharField(max_length=20)
    note = forms.CharField(required=False, max_length=WORDS_MAX * 20)
    seen_at = forms.DateTimeField()

    def seen(self) -> Seen:
        return Seen(**self.read())


class ShotForm(FromPhone):
    id = forms.UUIDField()
    item = forms.UUIDField()
    cleared = forms.BooleanField(required=False)
    photo = forms.Field(widget=forms.FileInput)


class FinishForm(FromPhone):
    """Everything the phone has, each id with its item, and when the button was pressed."""

    findings = forms.CharField(required=False)
    photos = forms.CharField(required=False)
    finished_at = forms.DateTimeField(required=False)

    def clean_findings(self) -> Mapping[UUID, UUID]:
        return _ids(self.cleaned_data["findings"])

    def clean_photos(self) -> Mapping[UUID, UUID]:
        return _ids(self.cleaned_data["photos"])


def _ids(text: str) -> Mapping[UUID, UUID]:
    try:
        pairs = json.loads(text or "{}")
        if not isinstance(pairs, dict) or len(pairs) > PHOTOS_OF_A_ROUND_MAX:
            raise ValidationError("too many")
        return {UUID(str(key)): UUID(str(item)) for key, item in pairs.items()}
    except ValueError as broken:
        raise ValidationError("no ids") from broken
