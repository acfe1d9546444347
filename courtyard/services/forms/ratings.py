"""The rating as a form: a leaf a field on the phone, nothing chosen in advance; and a slip at the counter."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from courtyard.core.quarters import Quarter
from courtyard.places.models import Estate, Home
from courtyard.services.actions.ratings import Answer
from courtyard.services.models import Field, Remark
from courtyard.services.models.standard import WORDS_MAX
from courtyard.services.quarter_words import said
from courtyard.services.queries.ratings import found_homes
from courtyard.web.deed_form import DeedForm

CANNOT_SAY = "0"
MARK_WORDS = (
    ("5", pgettext_lazy("how satisfied", "Very satisfied")),
    ("4", pgettext_lazy("how satisfied", "Satisfied")),
    ("3", pgettext_lazy("how satisfied", "So-so")),
    ("2", pgettext_lazy("how satisfied", "Dissatisfied")),
    ("1", pgettext_lazy("how satisfied", "Very dissatisfied")),
)
CHOICES = (*MARK_WORDS, (CANNOT_SAY, pgettext_lazy("how satisfied", "Cannot say")))
ABOUT: Mapping[str, Any] = {
    Field.GENERAL: gettext_lazy("Answering calls, putting things right, saying what is done with the money"),
    Field.CLEANING: gettext_lazy("Stairs, lifts, paths, bins"),
    Field.ORDER: gettext_lazy("Gates, patrols, parking, fire ways kept free"),
    Field.GREEN: gettext_lazy("Lawns, trees, flower beds"),
    Field.FACILITIES: gettext_lazy("Lifts, lights, pumps, door locks, pipes"),
}
"""What each field is about, in words of every day."""


class MarksForm(DeedForm):
    """A mark for each field, or that nobody can say."""

    words = forms.CharField(
        label=gettext_lazy("Is there something you want to say?"), required=False, strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy(
            "Neighbours and the company read it once the residents’ committee has looked at it. Write about the "
            "service; name nobody, and nothing by which you would be known."
        ),
    )  # fmt: skip

    def __init__(self, data: Any = None, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        for field in Field:
            self.fields[field.value] = forms.ChoiceField(
                label=field.label, choices=CHOICES, required=False, widget=forms.RadioSelect,
                error_messages={"invalid_choice": gettext("Choose one of the six answers.")},
            )  # fmt: skip
        self.order_fields([*(name for name in self.fields if name != "words"), "words"])

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if len(words) > WORDS_MAX:
            says = gettext("You wrote {n} characters, and there is room for {most}.")
            raise ValidationError(says.format(n=len(words), most=WORDS_MAX))
        return words

    def marks(self) -> dict[str, int]:
        """Fields that were judged."""
        said_of = ((name, self.cleaned_data.get(name)) for name in Field.values)
        return {name: int(mark) for name, mark in said_of if mark and mark != CANNOT_SAY}


class RateForm(MarksForm):
    """The leaves of one home and quarter. What was chosen on one is carried to the next, until it is sent."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def answer(self, home: UUID, quarter: Quarter) -> Answer:
        given = self.cleaned_data
        return Answer(
            home=home, quarter=str(quarter), marks=self.marks(), words=given["words"], id=given["id"] or uuid4()
        )

    def leaf(self) -> str:
        """What is to be asked now: where the reader wants to go, what is wrong, what is not answered yet, the check."""
        leaves = (*Field.values, "words")
        wrong = [name for name in leaves if self.errors.get(name)]
        wanted = str(self.data.get("to", "")) if self.is_bound else ""
        if wrong:
            return wrong[0]
        if wanted in leaves:
            return wanted
        return next((name for name in leaves if not self.is_bound or name not in self.data), "check")

    def carried(self, besides: str) -> Iterator[tuple[str, str]]:
        """Everything answered on other leaves. Who goes back from the words before writing any comes to them again."""
        back = besides in Field.values and self.data.get("from") == "words" and not self.data.get("words")
        for name in (*Field.values, "words", "id"):
            if name != besides and name in self.data and not (back and name == "words"):
                yield name, str(self.data[name])

    def rows(self) -> list[dict[str, Any]]:
        """Each field with what was chosen, in words."""
        named = dict(CHOICES)
        return [
            {"field": field, "said": named.get(str(self.data.get(field, "")), ""), "mark": self.data.get(field)}
            for field in Field
        ]


class PaperForm(MarksForm):
    """A slip of paper: the home that stands on it, and its marks."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    quarter = forms.ChoiceField(label=gettext_lazy("Which quarter is the slip for?"), widget=forms.RadioSelect)
    home = forms.CharField(
        label=gettext_lazy("Home"), max_length=60, help_text=gettext_lazy("As on the slip, for example 1号楼302."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, estate: Estate, quarters: Sequence[Quarter]) -> None:
        super().__init__(data, id=uuid4(), quarter=str(quarters[-1]) if len(quarters) == 1 else "")
        self.estate = estate
        self.found: Home | None = None
        self.offer("quarter", [(str(one), said(one)) for one in quarters])
        self.order_fields(["quarter", "home"])
        self.fields["words"].label = gettext("What the slip says besides")
        self.need(quarter=gettext("Choose the quarter."), home=gettext("Write the home that stands on the slip."))

    def clean_home(self) -> str:
        text: str = self.cleaned_data["home"]
        found = found_homes(self.estate, text)
        if not found:
            raise ValidationError(gettext("There is no such home in the register of this estate."))
        if len(found) > 1:
            raise ValidationError(gettext("Several homes are called like that. Write the building, too."))
        self.found = found[0]
        return text

    def answer(self) -> Answer:
        assert self.found is not None, "asked before the form was looked at"
        given = self.cleaned_data
        return Answer(
            home=self.found.pk, quarter=given["quarter"], marks=self.marks(), words=given["words"],
            id=given["id"] or uuid4(),
        )  # fmt: skip


class RefuseForm(DeedForm):
    """Why a remark is not shown: one of a few reasons, and a word to it."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Why is it not shown?"), choices=Remark.Ground.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy("Companies are rated, persons never. That somebody dislikes a remark is no reason."),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("A word to it"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Only those who look at remarks read it."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.need(ground=gettext("Choose a reason."))
