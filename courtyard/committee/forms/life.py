"""Forms of a committee: entering one from its papers, posts, leaving, declaring, deciding."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from courtyard.assembly.eligibility import ASKED, FAILED, PASSED, checks_of
from courtyard.assembly.models import Decision
from courtyard.committee.actions.entering import Entered, Sits
from courtyard.committee.actions.members import Ending
from courtyard.committee.actions.resolutions import Put
from courtyard.committee.models import (
    NAME_MAX,
    ODD_SEATS,
    REASON_MAX,
    TITLE_MAX,
    WORDS_MAX,
    Committee,
    Member,
    Resolution,
    Sitting,
)
from courtyard.core.rulebook.counts import Matter
from courtyard.meetings.queries import title_of
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.templatetags.courtyard import cited, in_words
from courtyard.web.widgets import DayInput

ROWS = range(1, 12)
SHOWN_ROWS = 5
ROOM_MAX = 60
NUMBER_MAX = 60


class EnterForm(DeedForm):
    """One row a member: the full name and the home they own, as on the register. Empty rows are left out."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    number = forms.IntegerField(
        label=gettext_lazy("Which term is it?"), min_value=1, max_value=NUMBER_MAX,
        help_text=gettext_lazy("1 for the first committee, 2 for the second, as on its seal."),
    )  # fmt: skip
    seats = forms.IntegerField(
        label=gettext_lazy("How many seats has it?"), min_value=1, max_value=ODD_SEATS[-1],
        help_text=gettext_lazy("Empty seats are counted, too."),
    )  # fmt: skip
    starts_on = forms.DateField(label=gettext_lazy("First day of the term"), widget=DayInput)
    ends_on = forms.DateField(label=gettext_lazy("Last day of the term"), widget=DayInput)
    filed_on = forms.DateField(
        label=gettext_lazy("Filed with the housing office on"), widget=DayInput, required=False
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Which paper shows this?"), max_length=REASON_MAX,
        help_text=gettext_lazy("For example: certificate of filing, number 2024-031."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, number: int = 1) -> None:
        super().__init__(data, initial={"id": new_id(), "number": number, "seats": 5})
        for row in ROWS:
            self._row(row)
        self.need(
            number=gettext("Enter the number of the term."), seats=gettext("Enter the number of seats."),
            starts_on=gettext("Choose a day."), ends_on=gettext("Choose a day."), filed_on=gettext("Choose a day."),
            source=gettext("Say which paper shows this."),
        )  # fmt: skip

    def _row(self, row: int) -> None:
        self.fields[f"name_{row}"] = forms.CharField(
            label=gettext_lazy("Full name"), max_length=NAME_MAX, required=False
        )
        self.fields[f"room_{row}"] = forms.CharField(
            label=gettext_lazy("Their home, as on the register"), max_length=ROOM_MAX, required=False
        )
        self.fields[f"post_{row}"] = forms.ChoiceField(
            label=pgettext_lazy("of a member", "Post"), choices=Member.Post.choices, required=False,
            initial=Member.Post.CHAIR if row == 1 else Member.Post.MEMBER,
        )  # fmt: skip
        self.fields[f"relative_{row}"] = forms.BooleanField(
            label=gettext_lazy("A close relative works for the property company here"), required=False
        )

    def rows(self) -> list[list[Any]]:
        parts = ("name", "room", "post", "relative")
        return [[row, *(self[f"{part}_{row}"] for part in parts)] for row in ROWS]

    def first_rows(self) -> list[list[Any]]:
        return self.rows()[:SHOWN_ROWS]

    def more_rows(self) -> list[list[Any]]:
        return self.rows()[SHOWN_ROWS:]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for row in ROWS:
            if given.get(f"name_{row}") and not given.get(f"room_{row}"):
                self.add_error(f"room_{row}", gettext("Say which home they own."))
        return given

    def entered(self, estate: Estate) -> Entered:
        given = self.cleaned_data
        members = tuple(
            Sits(
                name=given[f"name_{row}"], room=given[f"room_{row}"], relative_works=given[f"relative_{row}"],
                post=given[f"post_{row}"] or Member.Post.MEMBER.value,
            )
            for row in ROWS if given[f"name_{row}"]
        )  # fmt: skip
        return Entered(
            estate=estate, number=given["number"], seats=given["seats"], starts_on=given["starts_on"],
            ends_on=given["ends_on"], filed_on=given["filed_on"], source=given["source"], members=members,
            id=given["id"] or new_id(),
        )  # fmt: skip


class PostsForm(DeedForm):
    chair = forms.TypedChoiceField(label=gettext_lazy("Who is the chair?"), coerce=UUID, widget=forms.RadioSelect)
    vices = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who are the vice-chairs?"), coerce=UUID, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: Any = None, *, members: Sequence[Member]) -> None:
        chair = next((str(one.pk) for one in members if one.post == Member.Post.CHAIR), "")
        vices = [str(one.pk) for one in members if one.post == Member.Post.VICE]
        super().__init__(data, initial={"chair": chair, "vices": vices})
        for name in ("chair", "vices"):
            self.offer(name, [(str(one.pk), one.name) for one in members])
        self.need(chair=gettext("Choose the chair."))


class EndForm(DeedForm):
    """Why somebody's membership ends. What they did themselves, and what the term does, is not offered."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Why does the membership end?"), widget=forms.RadioSelect,
        choices=[
            (str(one.value), one.label)
            for one in (
                Member.Ground.SOLD, Member.Ground.ABSENT, Member.Ground.ELIGIBILITY, Member.Ground.RECALLED,
                Member.Ground.DIED,
            )
        ],
    )  # fmt: skip
    on = forms.DateField(label=gettext_lazy("From which day on?"), widget=DayInput)
    words = forms.CharField(
        label=gettext_lazy("What happened, in a sentence"), max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip
    resolution = forms.ChoiceField(label=gettext_lazy("By which decision of the committee?"), required=False)
    decision = forms.ChoiceField(label=gettext_lazy("By which decision of the owners?"), required=False)

    def __init__(
        self, data: Any = None, *, resolutions: Sequence[Resolution], decisions: Sequence[Decision], day: Any
    ) -> None:
        super().__init__(data, initial={"on": day})
        none = ("", pgettext("decision", "none"))
        self.offer("resolution", [none, *((str(one.pk), f"{one} {one.title}") for one in resolutions)])
        self.offer("decision", [none, *((str(one.pk), f"{one} {one.title}") for one in decisions)])
        self.need(
            ground=gettext("Choose why the membership ends."), on=gettext("Choose a day."),
            words=gettext("Say why, in a few words."),
        )  # fmt: skip

    def ending(self) -> Ending:
        given = self.cleaned_data
        return Ending(
            ground=given["ground"], words=given["words"], on=given["on"], resolution=as_id(given["resolution"]),
            decision=as_id(given["decision"]),
        )  # fmt: skip


def as_id(text: str) -> UUID | None:
    return UUID(text) if text else None


class DeclareForm(DeedForm):
    """Each condition that the register does not know by itself, as a sentence that is true or not."""

    def __init__(self, data: Any = None, *, member: Member, at: Any) -> None:
        super().__init__(data)
        known = checks_of(member.person, member.committee.estate, at)
        self.known = [(ASKED[key], state == PASSED) for key, state in known.items()]
        self.asked = [key for key in ASKED if key not in known]
        for key in self.asked:
            self.fields[key] = forms.ChoiceField(
                label=gettext(ASKED[key].says), help_text=cited(ASKED[key].article), widget=forms.RadioSelect,
                choices=[(PASSED, gettext("yes")), (FAILED, gettext("no"))], initial=member.checks.get(key),
                error_messages={"required": gettext("Choose one.")},
            )  # fmt: skip

    def checks(self) -> dict[str, bool]:
        return {key: self.cleaned_data[key] == PASSED for key in self.asked}


class PutForm(DeedForm):
    """What the committee decides, at which of its meetings."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    meeting = forms.TypedChoiceField(label=gettext_lazy("At which meeting?"), coerce=UUID)
    title = forms.CharField(
        label=pgettext_lazy("decision", "What is it about?"), max_length=TITLE_MAX,
        help_text=gettext_lazy("Everybody reads it once it is posted, so name no resident."),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("What is decided?"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=gettext_lazy("What is done, by whom, until when, and what it costs."),
    )  # fmt: skip
    matter = forms.ChoiceField(
        label=gettext_lazy("Does it touch something the owners decide together?"), required=False,
        help_text=gettext_lazy("While a re-election group sits, some of these may not be decided."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, sittings: Sequence[Sitting], matters: Sequence[Matter]) -> None:
        super().__init__(data, initial={"id": new_id(), "meeting": str(sittings[0].pk) if sittings else ""})
        self.offer("meeting", [(str(one.pk), title_of(one.meeting)) for one in sittings])
        self.offer("matter", [("", pgettext("matter", "none of them")), *((one.key, in_words(one)) for one in matters)])
        self.need(
            meeting=gettext("Choose a meeting."), title=gettext("Say what it is about."),
            words=gettext("Write what is decided."),
        )  # fmt: skip

    def put(self, committee: Committee) -> Put:
        given = self.cleaned_data
        return Put(
            committee=committee, meeting=given["meeting"], title=given["title"], words=given["words"],
            matter=given["matter"], id=given["id"] or new_id(),
        )  # fmt: skip


class ConflictForm(DeedForm):
    """Whose interest it is: one's own, or, for the chair, any member's."""

    member = forms.TypedChoiceField(label=gettext_lazy("Whose interest is it?"), coerce=UUID, widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("What is the interest?"), max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("For example: the firm belongs to a relative. Members and those above read it."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, members: Sequence[Member], me: Member | None) -> None:
        super().__init__(data, initial={"member": str(me.pk) if me else ""})
        self.offer("member", [(str(one.pk), one.name) for one in members])
        if len(members) == 1:
            cast("forms.ChoiceField", self.fields["member"]).widget = forms.HiddenInput()
        self.need(member=gettext("Choose a member."), words=gettext("Say what it is, in a few words."))


class RevokeForm(DeedForm):
    resolution = forms.ChoiceField(label=gettext_lazy("By which other decision of the committee?"), required=False)
    words = forms.CharField(
        label=gettext_lazy("Why is it revoked?"), max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, others: Sequence[Resolution]) -> None:
        super().__init__(data)
        none = ("", pgettext("decision", "none"))
        self.offer("resolution", [none, *((str(one.pk), f"{one} {one.title}") for one in others)])
        self.need(words=gettext("Say why, in a few words."))

    def by_resolution(self) -> UUID | None:
        return as_id(self.cleaned_data["resolution"])
