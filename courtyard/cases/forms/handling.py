"""The forms of the deeds that a case goes through once it is filed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.cases import rules
from courtyard.cases.forms.fields import HIDDEN, DeedForm, WithPhotos, Words
from courtyard.cases.models import THREE, Case, CasePhoto, Circle, Party, Pause
from courtyard.cases.queries import Seat
from courtyard.people.models import Person
from courtyard.web.widgets import DayInput


def parties_for(case: Case) -> list[tuple[str, Any]]:
    """Whom the case may be given to: a case about a party goes past it."""
    given = {Circle.DESK: THREE, Circle.JU: (Party.JU,), Circle.ABOVE: (Party.JIE,)}[Circle(case.circle)]
    return [(party.value, party.label) for party in given]


def by_party(seats: Sequence[Seat]) -> list[tuple[Any, list[tuple[UUID, str]]]]:
    groups = [(label, [(s.person.pk, s.person.name) for s in seats if s.party == key]) for key, label in Party.choices]
    return [(label, people) for label, people in groups if people]


class TriageForm(DeedForm):
    party = forms.ChoiceField(label=gettext_lazy("Who is in charge?"), widget=forms.RadioSelect)
    handler = forms.ChoiceField(label=gettext_lazy("Who handles it"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Type of request"))
    promised = forms.ChoiceField(label=gettext_lazy("Resolve by"))
    words = Words(label=gettext_lazy("First reply to the resident"), rows=3)

    def __init__(
        self, *args: Any, case: Case, seats: Sequence[Seat], deadlines: Sequence[tuple[str, str]], **options: Any
    ) -> None:
        kind, circle = rules.category_of(case), Circle(case.circle)
        theirs = {Circle.DESK: kind.party if kind else "", Circle.JU: Party.JU, Circle.ABOVE: Party.JIE}[circle]
        initial = {"party": theirs, "category": case.category, "promised": rules.RULE}
        super().__init__(*args, case=case, initial=initial, **options)
        self.seats = {seat.person.pk: seat for seat in seats}
        self._choose("party", parties_for(case))
        self._choose("handler", [("", gettext("the party in charge decides")), *by_party(seats)])
        self._choose("category", rules.categories(case.estate))
        self._choose("promised", deadlines)
        self.fields["party"].error_messages["required"] = gettext("Choose who is in charge.")
        self.fields["words"].error_messages["required"] = gettext(
            "Write to the resident: say that it arrived, and what happens next."
        )

    def _choose(self, name: str, choices: Sequence[Any]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean_handler(self) -> Person | None:
        chosen = self.cleaned_data["handler"]
        return self.seats[UUID(chosen)].person if chosen else None


class AnswerForm(DeedForm):
    words = Words(label=gettext_lazy("How is it going?"), rows=3)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].error_messages["required"] = gettext("Say how it is going.")


class ResolveForm(WithPhotos):
    words = Words(label=gettext_lazy("What was done?"), rows=3)
    field_order = (*HIDDEN, "words", "photos")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["photos"].label = gettext("Photos of the result")
        self.fields["words"].error_messages["required"] = gettext("Say what was done.")


class ConfirmForm(DeedForm):
    rating = forms.TypedChoiceField(
        label=gettext_lazy("How satisfied are you?"), choices=Case.Rating.choices, coerce=int, widget=forms.RadioSelect
    )
    words = Words(label=gettext_lazy("Anything else to add?"), rows=2, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["rating"].error_messages["required"] = gettext("Choose a rating.")


class ReturnForm(DeedForm):
    words = Words(label=gettext_lazy("What is still wrong?"), rows=3)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].error_messages["required"] = gettext("Say what is still wrong, so that it can be fixed.")


class WordsForm(DeedForm):
    """A deed that needs nothing but words. What is said when there are none depends on the deed."""

    words = Words(label=gettext_lazy("In a few words"), rows=3)

    def __init__(self, *args: Any, label: Any = "", needed: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].required = needed
        if label:
            self.fields["words"].label = label
        self.fields["words"].error_messages["required"] = gettext("Say it in a few words.")


class ReferForm(DeedForm):
    party = forms.ChoiceField(label=gettext_lazy("To whom?"), widget=forms.RadioSelect)
    handler = forms.ChoiceField(label=gettext_lazy("Who handles it"), required=False)
    words = Words(label=gettext_lazy("Why?"), rows=3)

    def __init__(self, *args: Any, case: Case, seats: Sequence[Seat], **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        self.seats = {seat.person.pk: seat for seat in seats}
        cast("forms.ChoiceField", self.fields["party"]).choices = parties_for(case)
        anybody = [("", gettext("the party in charge decides")), *by_party(seats)]
        cast("forms.ChoiceField", self.fields["handler"]).choices = anybody
        self.fields["party"].error_messages["required"] = gettext("Choose who takes it over.")
        self.fields["words"].error_messages["required"] = gettext("Say why, in a few words. The resident reads it.")

    def clean_handler(self) -> Person | None:
        chosen = self.cleaned_data["handler"]
        return self.seats[UUID(chosen)].person if chosen else None


class InvolveForm(DeedForm):
    party = forms.ChoiceField(label=gettext_lazy("Who should help?"), widget=forms.RadioSelect)
    signs = forms.BooleanField(
        label=gettext_lazy("They have to sign, too"),
        help_text=gettext_lazy("The resident is asked only once they agree that it is done."),
        required=False,
    )
    words = Words(label=gettext_lazy("What should they do?"), rows=3)

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        others = [(key, label) for key, label in parties_for(case) if key != case.party and key not in case.helpers]
        cast("forms.ChoiceField", self.fields["party"]).choices = others
        self.fields["party"].error_messages["required"] = gettext("Choose who should help.")
        self.fields["words"].error_messages["required"] = gettext("Say what they should do.")


class ReleaseForm(DeedForm):
    party = forms.ChoiceField(label=gettext_lazy("Who need not help any more?"), widget=forms.RadioSelect)
    words = Words(label=gettext_lazy("Why?"), rows=2)

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        helping = [(key, Party(key).label) for key in case.helpers]
        cast("forms.ChoiceField", self.fields["party"]).choices = helping
        self.fields["party"].error_messages["required"] = gettext("Choose who need not help any more.")
        self.fields["words"].error_messages["required"] = gettext("Say why, in a few words. The resident reads it.")


class PauseForm(DeedForm):
    why = forms.ChoiceField(
        label=gettext_lazy("Why does it have to wait?"),
        choices=[(why.value, why.label) for why in Pause.CHOSEN],
        widget=forms.RadioSelect,
    )
    until = forms.DateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("On that day work goes on, and the clock with it."),
        widget=DayInput,
    )
    words = Words(label=gettext_lazy("What does the resident need to know?"), rows=3)

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        self.hours = rules.book_of(case).hours
        self.fields["why"].error_messages["required"] = gettext("Choose why it has to wait.")
        self.fields["until"].error_messages |= dict.fromkeys(
            ("required", "invalid"), gettext("Choose the day on which work goes on. A pause needs an end.")
        )
        self.fields["words"].error_messages["required"] = gettext("Say what the resident needs to know.")

    @property
    def until_moment(self) -> datetime:
        """When the desk opens on that day: from then on the clock runs again."""
        day: date = self.cleaned_data["until"]
        opens = self.hours.spans[0].opens
        return datetime.combine(day, opens, ZoneInfo(self.hours.zone.key))


class SignForm(DeedForm):
    agrees = forms.TypedChoiceField(
        label=gettext_lazy("Is it done?"),
        choices=[("yes", gettext_lazy("yes, it is done")), ("no", gettext_lazy("no, something is missing"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = Words(label=gettext_lazy("What is missing?"), rows=3, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agrees"].error_messages["required"] = gettext("Choose one of the two.")


class DeclineForm(DeedForm):
    words = Words(label=gettext_lazy("Why is it not ours to do?"), rows=3)
    instead = Words(
        label=gettext_lazy("Where can they go instead?"),
        help_text=gettext_lazy("An office, a telephone number, opening hours."),
        rows=2,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].error_messages["required"] = gettext("Say why, in a few words. The resident reads it.")
        self.fields["instead"].error_messages["required"] = gettext("Say where the resident can go instead.")


class MergeForm(DeedForm):
    same = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these are about the same thing?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    number = Words(label=gettext_lazy("Or its number"), most=12, rows=1, required=False)

    def __init__(self, *args: Any, case: Case, offered: Sequence[Case], **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        self.offered = {str(one.pk): one for one in offered}
        choices = [(key, f"{one.number} {one.subject}") for key, one in self.offered.items()]
        cast("forms.MultipleChoiceField", self.fields["same"]).choices = choices


class RedactForm(DeedForm):
    words = Words(label=gettext_lazy("What neighbours can read"), rows=5, required=False)
    hidden = forms.MultipleChoiceField(
        label=gettext_lazy("Which photos should neighbours not see?"),
        help_text=gettext_lazy("Those with a face, a number plate or somebody’s door."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, case: Case, photos: Sequence[CasePhoto], **options: Any) -> None:
        hidden = [str(photo.pk) for photo in photos if photo.hidden]
        super().__init__(*args, case=case, initial={"words": case.open_words, "hidden": hidden}, **options)
        choices = [(str(p.pk), gettext("Photo {n}").format(n=n)) for n, p in enumerate(photos, start=1)]
        cast("forms.MultipleChoiceField", self.fields["hidden"]).choices = choices
        if not choices:
            del self.fields["hidden"]


class PlainForm(DeedForm):
    """A deed that needs one press."""
