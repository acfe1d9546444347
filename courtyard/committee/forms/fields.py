"""What the committee's forms share: one that can say what a deed found wrong, and one that takes nothing but words."""

from typing import IO, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from courtyard.assembly.attachments import File, look_into
from courtyard.core.errors import Refusal
from courtyard.web.refusals import told


class CommitteeForm(forms.Form):
    use_required_attribute = False

    def refuse(self, wrong: Refusal) -> None:
        """What only the deed could find out is said at its field, too."""
        field = getattr(wrong, "field", None)
        self.add_error(field if field in self.fields else None, told(wrong))

    def need(self, **says: str) -> None:
        for name, words in says.items():
            self.fields[name].error_messages |= dict.fromkeys(("required", "invalid", "invalid_choice"), words)

    def offer(self, name: str, choices: Any) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices


class WordsForm(CommitteeForm):
    """A deed that takes nothing but words: a letter, a reason."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}))

    def __init__(self, data: Any = None, *, label: Any, most: int, help_text: Any = "") -> None:
        super().__init__(data)
        field = cast("forms.CharField", self.fields["words"])
        field.label, field.help_text, field.max_length = label, help_text, most
        field.validators.append(_no_longer_than(most))
        self.need(words=gettext("Say it in a few words."))


def _no_longer_than(most: int) -> Any:
    def check(words: str) -> None:
        if len(words) > most:
            raise ValidationError(
                gettext("You wrote {n} characters, and there is room for {most}.").format(n=len(words), most=most)
            )

    return check


class PaperField(forms.FileField):
    """A PDF or a picture, known by its first bytes. None where none was chosen and none is needed."""

    def clean(self, data: Any, initial: Any = None) -> File | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return look_into(cast("IO[bytes]", upload.file), upload.name or "", upload.size or 0)
        except Refusal as refusal:
            raise ValidationError(told(refusal)) from refusal
