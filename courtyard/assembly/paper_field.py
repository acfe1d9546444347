"""A form's field for a paper, or for some, looked into before they are kept."""

from typing import IO, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from courtyard.assembly.attachments import File, look_into
from courtyard.core.errors import Refusal
from courtyard.web.refusals import told
from courtyard.web.widgets import ManyFiles


class PaperField(forms.FileField):
    """A PDF or a picture, known by its first bytes, whatever its name says. None where none was chosen."""

    def clean(self, data: Any, initial: Any = None) -> File | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return look_into(cast("IO[bytes]", upload.file), upload.name or "", upload.size or 0)
        except Refusal as refusal:
            raise ValidationError(told(refusal)) from refusal


class PapersField(forms.Field):
    """PDFs and pictures, each looked into before it is kept; pictures lose where and when they were taken."""

    widget = ManyFiles

    def __init__(self, *, most: int, **given: Any) -> None:
        super().__init__(required=False, **given)
        self.most = most
        self.widget.attrs |= {"accept": "application/pdf,image/jpeg,image/png", "multiple": True}

    def clean(self, value: Any) -> list[File]:
        uploads = [one for one in value or () if one]
        if len(uploads) > self.most:
            raise ValidationError(gettext("Add at most {most} files.").format(most=self.most))
        found, wrong = [], []
        for upload in uploads:
            try:
                found.append(look_into(cast("IO[bytes]", upload.file), upload.name or "", upload.size or 0))
            except Refusal as refusal:
                wrong.append(told(refusal))
        if wrong:
            raise ValidationError(wrong)
        return found
