"""Forms of the wall: what is published, why it is corrected, a question, its answer."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy, pgettext

from courtyard.assembly.attachments import File
from courtyard.assembly.paper_field import PapersField
from courtyard.core.errors import Refusal
from courtyard.disclosure import sheets
from courtyard.disclosure.models import Question
from courtyard.disclosure.models.publication import REASON_MAX, TITLE_MAX, WORDS_MAX
from courtyard.disclosure.models.question import QUESTION_MAX
from courtyard.disclosure.sheets import Typed
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.refusals import told

FILES_MAX = 6
SHEET_BYTES_MAX = 5 * 1024 * 1024


def named_apart(files: list[File]) -> list[tuple[File, str]]:
    """Each with a name of its own, which ends as what it was found to be."""
    taken: set[str] = set()
    found = []
    for number, file in enumerate(files, start=1):
        stem = PurePath(file.name.replace("\\", "/")).stem[: TITLE_MAX - 20].strip() or pgettext(
            "name of a file", "file"
        )
        name = f"{stem}.{file.ending}"
        if name in taken:
            name = f"{stem}-{number}.{file.ending}"
        taken.add(name)
        found.append((file, name))
    return found


class PublishForm(DeedForm):
    """What is put up. With `proposes`, the estate's own data say some of it."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reckoned = forms.BooleanField(
        required=False, label=gettext_lazy("With the figures from this estate’s own data, as they are shown below")
    )
    rows = forms.CharField(
        required=False, label=gettext_lazy("Lines"), widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=gettext_lazy(
            "One line for each: what it is | how many yuan | a word on it. The amount and the word may be left out. "
            "For example: parking fees | 38,400.00 | April to June"
        ),
    )  # fmt: skip
    sheet = forms.FileField(
        required=False, label=gettext_lazy("Or many lines from a spreadsheet"),
        help_text=gettext_lazy("The same three columns, as XLSX, XLS, ODS or CSV, up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )  # fmt: skip
    words = forms.CharField(
        required=False, label=gettext_lazy("In words"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy("What owners should know with it. Name no resident and no home."),
    )  # fmt: skip
    papers = PapersField(
        most=FILES_MAX,
        label=gettext_lazy("Files"),
        help_text=gettext_lazy("Reports, contracts, plans as PDF or picture, at most six. Everybody sees them."),
    )

    def __init__(self, data: Any = None, files: Any = None, *, rows: str = "", proposes: bool = False) -> None:
        super().__init__(data, files, initial={"id": new_id(), "rows": rows, "reckoned": proposes})
        if not proposes:
            del self.fields["reckoned"]

    def clean_sheet(self) -> list[Typed]:
        upload = self.cleaned_data.get("sheet")
        if not upload:
            return []
        if (upload.size or 0) > SHEET_BYTES_MAX:
            raise ValidationError(gettext("This file is larger than 5 MB. Please make it smaller."))
        return self._read(lambda: sheets.from_sheet(upload.read(), upload.name or ""))

    def clean_rows(self) -> list[Typed]:
        return self._read(lambda: sheets.from_text(self.cleaned_data["rows"]))

    def _read(self, read: Any) -> list[Typed]:
        try:
            typed: list[Typed] = read()
        except Refusal as refusal:
            raise ValidationError(told(refusal)) from refusal
        return typed

    def typed(self) -> list[Typed]:
        """What was typed, and after it what the spreadsheet has besides."""
        typed = {one.label: one for one in self.cleaned_data["rows"]}
        return list((typed | {one.label: one for one in self.cleaned_data["sheet"]}).values())


class CorrectForm(PublishForm):
    reason = forms.CharField(
        label=gettext_lazy("What was wrong?"), max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Everybody reads it beside both versions."),
    )  # fmt: skip
    conceals = forms.BooleanField(
        required=False,
        label=gettext_lazy("The version that hangs tells of a resident: show neither it nor any before it any more"),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(data, files, **more)
        self.need(reason=gettext("Say what was wrong."))
        if "reckoned" in self.fields:
            self.initial["reckoned"] = False


class PutUpForm(DeedForm):
    """The second look: the ticket of what was looked at; refusals are said at the tick."""

    ticket = forms.CharField(widget=forms.HiddenInput)
    without_personal_data = forms.BooleanField(
        required=False, label=gettext_lazy("I have looked through it: it tells of no resident and no home."),
    )  # fmt: skip


class QuestionForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=gettext_lazy("What would you like to know?"), max_length=QUESTION_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"id": new_id()})
        self.need(words=gettext("Write what you want to know."))


class RefuseQuestionForm(DeedForm):
    ground = forms.ChoiceField(
        label=gettext_lazy("Why is it not shown?"), choices=Question.Ground.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.need(ground=gettext("Choose one."))
