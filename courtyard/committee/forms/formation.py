"""Forms of a formation: how much is delivered, the group, its training, what is posted, what holds it up."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.assembly.models import Assembly
from courtyard.assembly.paper_field import PaperField
from courtyard.assembly.queries.votes import title_of
from courtyard.committee.actions.formation import Due
from courtyard.committee.actions.progress import Told
from courtyard.committee.models import NAME_MAX, REASON_MAX, WORDS_MAX, Formation, GroupMember
from courtyard.committee.models.formation import Body
from courtyard.core.quantities import BadArea, parse_cm2
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.refusals import told as told_words
from courtyard.web.widgets import DayInput

ROWS, FIRST = 15, 5
ROOM_MAX = 60


def _area(text: str) -> int:
    try:
        return parse_cm2(text)
    except BadArea as wrong:
        raise forms.ValidationError(told_words(wrong)) from wrong


class ProgressForm(DeedForm):
    on = forms.DateField(label=gettext_lazy("As of which day?"), widget=DayInput)
    whole = forms.CharField(label=gettext_lazy("Area of the whole estate, in m²"), max_length=20)
    delivered = forms.CharField(label=gettext_lazy("Of it sold and handed over, in m²"), max_length=20)
    first_on = forms.DateField(
        label=gettext_lazy("When was the first home handed over?"), widget=DayInput, required=False
    )
    source = forms.CharField(
        label=gettext_lazy("Where does this come from?"), max_length=REASON_MAX,
        help_text=gettext_lazy("For example: the developer’s list of sales, as of the end of May."),
    )  # fmt: skip

    def clean_whole(self) -> int:
        return _area(self.cleaned_data["whole"])

    def clean_delivered(self) -> int:
        return _area(self.cleaned_data["delivered"])

    def told(self, estate: Estate) -> Told:
        given = self.cleaned_data
        return Told(
            estate=estate, on=given["on"], whole_cm2=given["whole"], delivered_cm2=given["delivered"],
            first_on=given["first_on"], source=given["source"],
        )  # fmt: skip


class BeginForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is due here?"), choices=Formation.Kind.choices, widget=forms.RadioSelect
    )
    due_on = forms.DateField(label=gettext_lazy("Since which day?"), widget=DayInput)
    why = forms.CharField(label=gettext_lazy("Why is it due?"), max_length=REASON_MAX)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"id": new_id()})

    def due(self, estate: Estate) -> Due:
        given = self.cleaned_data
        return Due(
            estate=estate, kind=given["kind"], due_on=given["due_on"], why=given["why"], id=given["id"] or new_id()
        )


class ReportForm(DeedForm):
    on = forms.DateField(label=gettext_lazy("On which day was it reported?"), widget=DayInput)
    words = forms.CharField(
        label=gettext_lazy("Who reported, and what?"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("The developer; owners who report in its stead; or the committee whose term ends."),
    )  # fmt: skip


class GroupForm(DeedForm):
    """Rows: whose side, the name, for owners the home. Empty rows are left out; one row chairs."""

    on = forms.DateField(label=gettext_lazy("Formed on"), widget=DayInput)
    seats = forms.IntegerField(
        label=gettext_lazy("How many seats will the committee have?"), min_value=1, max_value=25,
        help_text=gettext_lazy("An odd number, five or more; three are enough up to 10,000 m²."),
    )  # fmt: skip
    term_years = forms.IntegerField(label=gettext_lazy("For how many years?"), min_value=1, max_value=10)
    chair = forms.TypedChoiceField(label=gettext_lazy("Who chairs the group?"), coerce=int)

    def __init__(self, data: Any = None, *, today: date, rows: int = ROWS) -> None:
        super().__init__(data, initial={"on": today, "seats": 5, "term_years": 5, "chair": 1})
        self.rows = rows
        for number in range(1, rows + 1):
            self.fields[f"side_{number}"] = forms.ChoiceField(
                label=gettext("Whose side?"), choices=[("", "—"), *GroupMember.Side.choices], required=False
            )
            self.fields[f"name_{number}"] = forms.CharField(
                label=gettext("Full name"), max_length=NAME_MAX, required=False
            )
            self.fields[f"room_{number}"] = forms.CharField(
                label=gettext("Home, for an owner"), max_length=ROOM_MAX, required=False
            )
        self.offer("chair", [(number, gettext("Row {n}").format(n=number)) for number in range(1, rows + 1)])

    @property
    def members(self) -> list[tuple[int, Any, Any, Any]]:
        """Rows for the page: number, side, name, home."""
        return [(n, self[f"side_{n}"], self[f"name_{n}"], self[f"room_{n}"]) for n in range(1, self.rows + 1)]

    @property
    def first_members(self) -> list[tuple[int, Any, Any, Any]]:
        """As many as the smallest group with owners, the residents' committee and a chair has."""
        return self.members[:FIRST]

    @property
    def more_members(self) -> list[tuple[int, Any, Any, Any]]:
        return self.members[FIRST:]

    @property
    def has_more(self) -> bool:
        """Something was typed there: it is not folded away."""
        return any(field.value() for _, *fields in self.more_members for field in fields)

    def given(self) -> list[tuple[int, str, str, str]]:
        """What was filled in: row, side, name, home."""
        rows = []
        for n in range(1, self.rows + 1):
            name = self.cleaned_data[f"name_{n}"].strip()
            if name:
                rows.append((n, self.cleaned_data[f"side_{n}"], name, self.cleaned_data[f"room_{n}"].strip()))
        return rows

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(1, self.rows + 1):
            if data.get(f"name_{n}", "").strip() and not data.get(f"side_{n}"):
                self.add_error(f"side_{n}", gettext("Say on whose side they are."))
        return data


class ChangeForm(DeedForm):
    out = forms.TypedChoiceField(label=gettext_lazy("Who leaves the group?"), coerce=UUID)
    side = forms.ChoiceField(label=gettext_lazy("Who comes instead? Whose side?"), choices=GroupMember.Side.choices)
    name = forms.CharField(label=gettext_lazy("Full name"), max_length=NAME_MAX)
    room = forms.CharField(label=gettext_lazy("Home, for an owner"), max_length=ROOM_MAX, required=False)
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=REASON_MAX)

    def __init__(self, data: Any = None, *, members: Sequence[GroupMember]) -> None:
        super().__init__(data)
        self.offer("out", [(one.pk, one.name) for one in members])


class TrainForm(DeedForm):
    """Who came, each with the number of a certificate where there is one; and the attendance list."""

    on = forms.DateField(label=gettext_lazy("Trained on"), widget=DayInput)
    file = PaperField(
        label=gettext_lazy("Attendance list"), required=False,
        help_text=gettext_lazy("A PDF or a photograph, with signatures. Not needed where everybody has a certificate."),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, members: Sequence[GroupMember]) -> None:
        super().__init__(data, files)
        self.group = members
        for one in members:
            self.fields[f"came_{one.pk.hex}"] = forms.BooleanField(label=one.name, required=False)
            self.fields[f"number_{one.pk.hex}"] = forms.CharField(
                label=gettext("Certificate number"), max_length=60, required=False
            )

    @property
    def members(self) -> list[tuple[GroupMember, Any, Any]]:
        return [(one, self[f"came_{one.pk.hex}"], self[f"number_{one.pk.hex}"]) for one in self.group]

    def came(self) -> dict[UUID, str]:
        given = self.cleaned_data
        return {one.pk: given[f"number_{one.pk.hex}"] for one in self.group if given[f"came_{one.pk.hex}"]}


class ShownForm(DeedForm):
    """What hangs where; and the papers themselves."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=gettext_lazy("What hangs where, and until when may owners speak up?"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )  # fmt: skip
    file = PaperField(label=gettext_lazy("The draft rules, as a PDF"), required=False)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"id": new_id()})


class CandidatesForm(DeedForm):
    assembly = forms.TypedChoiceField(
        label=gettext_lazy("In which vote are they elected?"), coerce=UUID, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, drafts: Sequence[Assembly]) -> None:
        super().__init__(data)
        self.offer("assembly", [(one.pk, title_of(one)) for one in drafts])


class HoldUpForm(DeedForm):
    body = forms.ChoiceField(label=gettext_lazy("Who holds it up?"), choices=Body.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=gettext_lazy("What is missing?"), max_length=REASON_MAX)
    since = forms.DateField(label=gettext_lazy("Since which day?"), widget=DayInput)


class DayForm(DeedForm):
    """A deed that takes one day."""

    day = forms.DateField(widget=DayInput)

    def __init__(self, data: Any = None, *, label: Any, initial: date | None = None) -> None:
        super().__init__(data, initial={"day": initial})
        self.fields["day"].label = label
        self.need(day=gettext("Choose a day."))


class AnswerForm(DeedForm):
    upheld = forms.TypedChoiceField(
        label=gettext_lazy("Is the objection right?"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[("no", gettext_lazy("No, the candidate stays on the list")),
                 ("yes", gettext_lazy("Yes, the candidate does not stand"))],
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Why?"), max_length=REASON_MAX, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
