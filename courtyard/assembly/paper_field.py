"""A form's field for a paper, looked into before it is kept."""

from typing import IO, Any, cast

from django import forms
from django.core.exceptions import ValidationError

from courtyard.assembly.attachments import File, look_into
from courtyard.core.errors import Refusal
from courtyard.web.refusals import told


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
