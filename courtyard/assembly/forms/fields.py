"""What forms of votes share: photographs looked into before they are kept."""

from typing import IO, Any, cast

from django import forms
from django.core.exceptions import ValidationError

from courtyard.cases import pictures
from courtyard.core.errors import Refusal
from courtyard.web.refusals import told


class PhotoField(forms.FileField):
    """One photograph, as it will be kept: made smaller, without where and when it was taken. None if there is none."""

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return pictures.read(cast("IO[bytes]", upload.file), upload.name or "", upload.size or 0).large
        except Refusal as refusal:
            raise ValidationError(told(refusal)) from refusal
