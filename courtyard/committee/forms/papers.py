"""Forms of filings and handovers."""

from dataclasses import dataclass
from typing import IO, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from courtyard.assembly.attachments import File, look_into
from courtyard.committee import bundles
from courtyard.committee.actions.filing import NAME_MAX
from courtyard.committee.models import TITLE_MAX, HandoverItem
from courtyard.core.errors import Refusal
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.refusals import told


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was opened: nothing that is broken or locked comes among the papers."""

    file: File
    pages: int


class BoundField(forms.FileField):
    """A paper that can be bound with others, known by its first bytes, and how many pages it has."""

    def clean(self, data: Any, initial: Any = None) -> Looked:
        upload = super().clean(data, initial)
        try:
            file = look_into(cast("IO[bytes]", upload.file), upload.name or "", upload.size or 0)
            return Looked(file, bundles.pages_of(file))
        except Refusal as refusal:
            raise ValidationError(told(refusal)) from refusal


class AddPaperForm(DeedForm):
    file = BoundField(
        label=gettext_lazy("A PDF or a picture"),
        help_text=gettext_lazy("PDF, JPEG or PNG, at most 20 MB. Several pages are best in one PDF."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )
    name = forms.CharField(
        label=gettext_lazy("What is it called?"), max_length=NAME_MAX, required=False,
        help_text=gettext_lazy("If you leave this empty, it is called like the file."),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.need(file=gettext("Choose a file."))


class OpenChangeForm(DeedForm):
    """What changed, and when."""

    title = forms.CharField(
        label=gettext_lazy("What has changed?"), max_length=TITLE_MAX,
        help_text=gettext_lazy("For example: the rules of procedure were changed by the owners."),
    )  # fmt: skip
    on = forms.DateField(label=gettext_lazy("On which day?"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.need(title=gettext("Say what has changed."), on=gettext("Choose the day."))


class AcceptForm(DeedForm):
    receipt = forms.CharField(
        label=gettext_lazy("Number of the filing"), max_length=TITLE_MAX,
        help_text=gettext_lazy("As it stands on the certificate."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.need(receipt=gettext("Enter the number under which it is filed."))


class ListItemForm(DeedForm):
    """One more thing. Its id comes with the empty form, so that sent twice it is one."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of thing is it?"), widget=forms.RadioSelect, choices=HandoverItem.Kind.choices
    )
    label = forms.CharField(
        label=gettext_lazy("What is handed over?"), max_length=TITLE_MAX,
        help_text=gettext_lazy("So that both sides know it: which contract, of which year, how many."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"id": new_id()})
        self.need(kind=gettext("Choose one."), label=gettext("Say what is handed over."))
