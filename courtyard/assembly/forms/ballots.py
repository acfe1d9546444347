"""The ballot as a form: every motion once, nothing chosen in advance; then the check, and the receipt looked up."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from courtyard.assembly.codes import LETTERS, RECEIPT_LETTERS, plain
from courtyard.assembly.models import Motion
from courtyard.assembly.opening import listed
from courtyard.assembly.queries.motions import MotionRow
from courtyard.web.deed_form import DeedForm

ANSWERS = (
    ("for", pgettext_lazy("choice", "For")),
    ("against", pgettext_lazy("choice", "Against")),
    ("abstain", pgettext_lazy("choice", "Abstain")),
)
NOBODY, SPOILT = "none", "spoilt"
MY_OWN_WILL = gettext_lazy("This is my own will")
WILL_MAX = 40


class BallotForm(DeedForm):
    """One field for each motion. On paper one may have been left blank, or filled in so that nobody can tell."""

    def __init__(self, data: Any = None, *, motions: Sequence[Motion], paper: bool = False) -> None:
        super().__init__(data)
        self.motions = motions
        for motion in motions:
            field = _who(motion, paper) if motion.is_election else _answer(motion, paper)
            self.fields[name_of(motion)] = field

    def clean(self) -> dict[str, Any]:
        for motion in self.motions:
            chosen = self.cleaned_data.get(name_of(motion))
            if motion.is_election and chosen:
                self._look_at(motion, chosen)
        return self.cleaned_data

    def _look_at(self, motion: Motion, chosen: Sequence[str]) -> None:
        one_way = {NOBODY, SPOILT} & set(chosen)
        if one_way and len(chosen) > 1:
            self.add_error(name_of(motion), gettext("Choose candidates, or none of them: not both."))
        elif not one_way and len(chosen) > motion.seats:
            self.add_error(name_of(motion), gettext("Choose at most {seats} candidates.").format(seats=motion.seats))

    def choices(self) -> dict[str, Any]:
        """As the deed takes them: {motion’s id: answer, or candidates’ numbers}. What is blank on paper is left out."""
        said: dict[str, Any] = {}
        for motion in self.motions:
            chosen = self.cleaned_data[name_of(motion)]
            if motion.is_election:
                said[str(motion.pk)] = [int(number) for number in chosen if number.isdecimal()]
            elif chosen != SPOILT:
                said[str(motion.pk)] = chosen
        return said

    def rows(self, faces: Sequence[MotionRow]) -> Iterator[dict[str, Any]]:
        """Each motion with its field, and what was chosen, in words."""
        for face in faces:
            yield {"face": face, "field": self[name_of(face.motion)], "said": self._said(face.motion)}

    def _said(self, motion: Motion) -> list[str]:
        chosen = getattr(self, "cleaned_data", {}).get(name_of(motion)) or []
        named = {str(value): str(label) for value, label in self.fields[name_of(motion)].choices}  # type: ignore[attr-defined]
        return [named[one] for one in ([chosen] if isinstance(chosen, str) else chosen)]

    def carried(self) -> list[tuple[str, str]]:
        """The choices, to be sent once more from the page where they are checked."""
        pairs = ((name_of(m), self.cleaned_data[name_of(m)]) for m in self.motions)
        return [(name, one) for name, said in pairs for one in ([said] if isinstance(said, str) else said)]


def name_of(motion: Motion) -> str:
    return f"motion_{motion.position}"


def _answer(motion: Motion, paper: bool) -> forms.ChoiceField:
    spoilt = ((SPOILT, gettext_lazy("Blank, or nobody can tell")),) if paper else ()
    return forms.ChoiceField(
        label=motion.title, choices=[*ANSWERS, *spoilt], widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose for, against or abstain.")},
    )  # fmt: skip


def _who(motion: Motion, paper: bool) -> forms.MultipleChoiceField:
    there = [(str(one.number), f"{one.number}. {one.name}") for one in listed(motion)]
    none = [(NOBODY, gettext_lazy("None of them (abstain)"))]
    spoilt = [(SPOILT, gettext_lazy("Blank, or nobody can tell"))] if paper else []
    return forms.MultipleChoiceField(
        label=motion.title, choices=[*there, *none, *spoilt], widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose candidates, or none of them.")},
    )  # fmt: skip


class ConfirmForm(DeedForm):
    """The last word: somebody writes that this is what they want. `id` makes a form sent twice one ballot."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    will = forms.CharField(max_length=WILL_MAX, error_messages={"required": gettext_lazy("Write this sentence first.")})

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["will"]
        field.label = gettext("Write: {sentence}").format(sentence=MY_OWN_WILL)
        field.help_text = gettext("Nobody else may vote for you without your written mandate.")
        field.widget.attrs |= {"autocomplete": "off"}

    def clean_will(self) -> str:
        said: str = self.cleaned_data["will"]
        if _bare(said) != _bare(str(MY_OWN_WILL)):
            raise ValidationError(gettext("Write it exactly like this: {sentence}").format(sentence=MY_OWN_WILL))
        return said


def _bare(text: str) -> str:
    """Without blanks and marks, in small letters: nobody’s vote hangs on a full stop."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


class ReceiptForm(DeedForm):
    """A receipt code, as it is written on paper or read out."""

    code = forms.CharField(label=gettext_lazy("Receipt code"), max_length=40)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["code"].help_text = gettext("Twelve letters and figures, such as T7K4 92QF 3DHM.")
        self.fields["code"].widget.attrs |= {
            "class": "code", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
        }  # fmt: skip

    def clean_code(self) -> str:
        code = plain(unicodedata.normalize("NFKC", self.cleaned_data["code"]))
        if len(code) != RECEIPT_LETTERS or not set(code) <= set(LETTERS):
            raise ValidationError(gettext("A receipt code has twelve letters and figures, and no 0, O, 1 or I."))
        return code
