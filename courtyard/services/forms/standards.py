"""Forms of catalogues: choose a file, keep what was looked at, publish, end."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.translation import gettext, gettext_lazy

from courtyard.places.models import Node
from courtyard.services.models.standard import CODE_MAX, NAME_MAX, SOURCE_MAX, WORDS_MAX, Catalogue
from courtyard.services.sheets import BYTES_MAX
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import DayInput

KEPT_FOR = timedelta(hours=20)
"""How long a file that was looked at waits to be kept; the clerk sweeps what is older than a day."""
_SALT = "courtyard.services.standards"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was looked at, and what was said of it."""

    id: UUID
    node: UUID
    file: str
    file_name: str
    name: str
    version: str
    source: str

    def ticket(self) -> str:
        fields = {name: str(getattr(self, name)) for name in self.__dataclass_fields__}
        return signing.dumps(fields, salt=_SALT, compress=True)


class LoadForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label=gettext_lazy("The catalogue as a file"),
        help_text=gettext_lazy("XLSX, XLS, ODS or CSV, up to {most} MB. You see all of it before anything is kept."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )
    name = forms.CharField(
        label=gettext_lazy("What is it called?"), max_length=NAME_MAX,
        help_text=gettext_lazy("A new version of a catalogue has the same name as the one before."),
    )  # fmt: skip
    version = forms.CharField(label=gettext_lazy("Which version is it?"), max_length=CODE_MAX)
    source = forms.CharField(
        label=gettext_lazy("Where does it come from?"), max_length=SOURCE_MAX, required=False,
        help_text=gettext_lazy("The document that sets these standards, and its number."),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, node: Node, name: str = "") -> None:
        super().__init__(data, files, initial={"id": new_id(), "name": name})
        self.node = node
        self.fields["file"].help_text = str(self.fields["file"].help_text).format(most=BYTES_MAX // 1024 // 1024)
        self.need(
            file=gettext("Choose a file."), name=gettext("Say what the catalogue is called."),
            version=gettext("Give the version: 2026, or 2026.2."),
        )  # fmt: skip

    def waiting(self, file: str) -> Waiting:
        given = self.cleaned_data
        return Waiting(
            given["id"] or new_id(), self.node.pk, file, given["file"].name or "", given["name"].strip(),
            given["version"].strip(), given["source"].strip(),
        )  # fmt: skip


class KeepForm(DeedForm):
    """What was looked at, by its ticket; the fields below are only where the deed's refusals are said."""

    ticket = forms.CharField(widget=forms.HiddenInput)

    def waiting(self, node: Node) -> Waiting | None:
        """What the ticket was written for, if that was not long ago and for this place."""
        try:
            said = signing.loads(self.cleaned_data["ticket"], salt=_SALT, max_age=KEPT_FOR)
        except signing.BadSignature:
            return None
        one = Waiting(**(said | {"id": UUID(said["id"]), "node": UUID(said["node"])}))
        return one if one.node == node.pk else None


class PublishForm(DeedForm):
    valid_from = forms.DateField(
        label=gettext_lazy("From which day on does it hold?"), widget=DayInput,
        help_text=gettext_lazy("The version before ends on the day before. What is published cannot be changed."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"valid_from": today})
        self.need(valid_from=gettext("Choose a day."))


class EndForm(DeedForm):
    valid_to = forms.DateField(label=gettext_lazy("Which day is its last?"), widget=DayInput)
    reason = forms.CharField(
        label=gettext_lazy("Why does it end?"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Everybody reads it. Contracts made under it keep it."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, one: Catalogue, today: date) -> None:
        super().__init__(data, initial={"valid_to": max(today, one.valid_from or today)})
        self.need(valid_to=gettext("Choose a day."), reason=gettext("Say why, in a few words."))
