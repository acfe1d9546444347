from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FILE_BYTES_MAX = 20 * 1024 * 1024


class LookUpForm(forms.Form):
    """A digest, or a file of which the digest is taken. The file itself is not kept."""

    digest = forms.RegexField(
        r"^[0-9a-fA-F]{64}$",
        label=_("Verification hash"),
        help_text=_("64 letters and digits, as printed on the notice or shown on the page."),
        error_messages={
            "invalid": _(
                "A verification hash has 64 characters, only 0 to 9 and a to f. Spaces do not matter. Please check it."
            )
        },
        required=False,
        max_length=200,
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        help_text=_(
            "A photo or document exactly as you received it. We only work out its hash and do not keep the file."
        ),
        required=False,
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        if data is not None and "digest" in data:
            data = data.copy()
            data["digest"] = "".join(data["digest"].split())
        super().__init__(data, files)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file and file.size > FILE_BYTES_MAX:
            self.add_error("file", _("This file is larger than 20 MB."))
        if not self.errors and not file and not cleaned.get("digest"):
            self.add_error("digest", _("Enter a hash or choose a file."))
        return cleaned
