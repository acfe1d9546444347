"""A refusal in the reader's words; and one that a form can answer, said at its field with everything as typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import now
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext_lazy

from courtyard.core.errors import BadInput, Refusal
from courtyard.core.rulebook import Named
from courtyard.web.times import said

# Django's own sentences, said here so that our catalogue, which comes after Django's, says them our way.
OF_FORMS = (
    gettext_lazy("This field is required."),
    gettext_lazy("Enter a valid value."),
    gettext_lazy("Enter a whole number."),
    gettext_lazy("Enter a valid date."),
    gettext_lazy("Enter a valid email address."),
    gettext_lazy("Select a valid choice. That choice is not one of the available choices."),
    gettext_lazy("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_lazy("The submitted file is empty."),
    gettext_lazy("No file was submitted. Check the encoding type on the form."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)


def told(refusal: Refusal) -> str:
    """The refusal's sentence in the reader's language."""
    fields = {name: _in_words(value) for name, value in refusal.fields.items()}
    sentence = gettext(refusal.says)
    return sentence.format(**fields) if fields else sentence


def _in_words(value: Any) -> Any:
    """A state by its label, a rule by its own in the reader's language, a time as people say it."""
    if isinstance(value, Named):
        return value.label(get_language() or "")
    return said(value, now()) if isinstance(value, date) else getattr(value, "label", value)


@contextmanager
def said_on(form: forms.BaseForm) -> Iterator[None]:
    """What the action inside cannot use becomes an error of `form`. Ask `form.is_valid()` afterwards."""
    try:
        yield
    except BadInput as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, told(refusal))
