"""The form of a deed: what only the deed can find out is said at its field, and everything typed stays."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from courtyard.core.errors import Refusal
from courtyard.web.refusals import told


class DeedForm(forms.Form):
    use_required_attribute = False

    def refuse(self, wrong: Refusal) -> None:
        """Says a deed's refusal at the field it is about, or above all fields."""
        field = getattr(wrong, "field", None)
        self.add_error(field if field in self.fields else None, told(wrong))

    def need(self, **says: str) -> None:
        """What is said at a field that was left empty or holds something else; fields the form has not are skipped."""
        for name, words in says.items():
            if name in self.fields:
                self.fields[name].error_messages |= dict.fromkeys(("required", "invalid", "invalid_choice"), words)

    def offer(self, name: str, choices: Any) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices


class WordsForm(DeedForm):
    """A deed that takes nothing but words: a reason, a letter."""

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
