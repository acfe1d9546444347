"""Forms of meetings."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from courtyard.duties.models import WHAT_MAX
from courtyard.meetings.actions import Item, Plan, Promise, Settled
from courtyard.meetings.models import (
    GUESTS_MAX,
    MINUTES_MAX,
    NAME_MAX,
    PLACE_MAX,
    SUMMARY_MAX,
    TITLE_MAX,
    WORDS_MAX,
    AgendaItem,
    Meeting,
)
from courtyard.meetings.queries import Expected
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.templatetags.courtyard import party_name
from courtyard.web.times import end_of_business
from courtyard.web.widgets import DayInput, MomentInput

ROWS = (1, 2, 3)
USUAL = timedelta(hours=1)


class PlanForm(DeedForm):
    """When and where. How long it lasts is asked in minutes: it ends on the day it begins."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    starts_at = forms.DateTimeField(label=gettext_lazy("When does it begin?"), widget=MomentInput)
    lasts = forms.TypedChoiceField(
        label=gettext_lazy("How long will it take?"), coerce=int,
        choices=[
            (30, gettext_lazy("half an hour")), (60, gettext_lazy("one hour")),
            (90, gettext_lazy("an hour and a half")), (120, gettext_lazy("two hours")),
            (240, gettext_lazy("an afternoon")),
        ],
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Where do you meet?"), max_length=PLACE_MAX)

    def __init__(self, data: Any = None, *, meeting: Meeting | None = None, place: str = "") -> None:
        initial: dict[str, Any] = {"id": new_id(), "lasts": 60, "place": place}
        if meeting is not None:
            length = (meeting.ends_at - meeting.starts_at) // timedelta(minutes=1)
            initial |= {"starts_at": meeting.starts_at, "lasts": length, "place": meeting.place}
        super().__init__(data, initial=initial)
        self.fields["starts_at"].error_messages |= dict.fromkeys(
            ("required", "invalid"), gettext("Choose a day and an hour.")
        )
        self.fields["place"].error_messages["required"] = gettext("Say where you meet.")

    def span(self) -> tuple[datetime, datetime]:
        starts_at: datetime = self.cleaned_data["starts_at"]
        return starts_at, starts_at + timedelta(minutes=self.cleaned_data["lasts"])

    def plan(self, estate: Estate, kind: str) -> Plan:
        starts_at, ends_at = self.span()
        given = {"starts_at": starts_at, "ends_at": ends_at, "place": self.cleaned_data["place"]}
        return Plan(estate=estate, kind=kind, **given, id=self.cleaned_data["id"] or new_id())


class ItemForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=gettext_lazy("One more item"), max_length=TITLE_MAX,
        help_text=gettext_lazy("One sentence. Everybody reads it later, so name no resident."),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=gettext_lazy("For how many minutes?"), min_value=1, max_value=MINUTES_MAX, initial=10
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"id": new_id(), "minutes": 10})
        self.fields["title"].error_messages["required"] = gettext("Say what it is about.")

    def item(self) -> Item:
        given = self.cleaned_data
        return Item(title=given["title"], minutes=given["minutes"], id=given["id"] or new_id())


class AttendForm(DeedForm):
    """A tick for each person who was to come, and a word why somebody did not."""

    guests = forms.CharField(
        label=gettext_lazy("Who else was there?"), max_length=GUESTS_MAX, required=False,
        help_text=gettext_lazy("Guests by their office: a supervisor, somebody of the sub-district."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, people: Sequence[Expected], came: dict[UUID, str | None], guests: str,
        in_person: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(data, initial={"guests": guests})
        self.people, self.in_person = people, in_person
        if in_person:
            self.fields["instead"] = forms.CharField(
                label=gettext("Did anybody come in a member’s place? Who, and for whom?"), required=False,
                max_length=GUESTS_MAX,
            )  # fmt: skip
        for one in people:
            initial = not came or came.get(one.person.pk, "") is None
            self.fields[f"came_{one.person.pk.hex}"] = forms.BooleanField(
                label=one.person.name, required=False, initial=initial
            )
            self.fields[f"why_{one.person.pk.hex}"] = forms.CharField(
                label=gettext("{name} did not come, because").format(name=one.person.name), required=False,
                max_length=NAME_MAX, initial=came.get(one.person.pk) or "",
            )  # fmt: skip
        self.order_fields([name for name in self.fields if name not in ("guests", "instead")])

    def rows(self) -> list[tuple[str, Any, Any]]:
        """Party, tick and reason of each who was to come."""
        hexes = [(one.party, one.person.pk.hex) for one in self.people]
        return [(party, self[f"came_{pk}"], self[f"why_{pk}"]) for party, pk in hexes]

    def came(self) -> set[UUID]:
        return {one.person.pk for one in self.people if self.cleaned_data[f"came_{one.person.pk.hex}"]}

    def why_not(self) -> dict[UUID, str]:
        return {one.person.pk: self.cleaned_data[f"why_{one.person.pk.hex}"] for one in self.people}

    def given(self) -> dict[str, Any]:
        """What the deed is told."""
        told = {"came": self.came(), "why_not": self.why_not(), "guests": self.cleaned_data["guests"]}
        return told | ({"instead": self.cleaned_data["instead"]} if self.in_person else {})


class SettleForm(DeedForm):
    """What each party said, how it ended, and what was promised."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How did it end?"), choices=AgendaItem.Outcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What was settled, or why nothing was"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, item: AgendaItem, zone: str) -> None:
        said = {f"said_{party}": words for party, words in item.said}
        super().__init__(data, initial={"outcome": item.outcome, "words": item.words, **said})
        self.zone, self.parties = zone, item.meeting.needs
        for party in self.parties:
            self.fields[f"said_{party}"] = forms.CharField(
                label=party_name(party), required=False, max_length=WORDS_MAX,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            )  # fmt: skip
        for row in ROWS:
            self._promise_row(row)
        self.fields["outcome"].error_messages["required"] = gettext("Say how it ended.")
        self.fields["words"].error_messages["required"] = gettext("Say what was settled, or why nothing was.")

    def _promise_row(self, row: int) -> None:
        parties = [("", ""), *((party, party_name(party)) for party in self.parties)]
        self.fields[f"what_{row}"] = forms.CharField(
            label=pgettext_lazy("promise", "What will be done"), required=False, max_length=WHAT_MAX
        )
        self.fields[f"party_{row}"] = forms.ChoiceField(
            label=pgettext_lazy("promise", "by whom"), required=False, choices=parties
        )
        self.fields[f"day_{row}"] = forms.DateField(
            label=pgettext_lazy("promise", "by which day"), required=False, widget=DayInput
        )
        self.fields[f"day_{row}"].error_messages["invalid"] = gettext("Choose a day.")

    def said_fields(self) -> list[tuple[str, Any]]:
        return [(party, self[f"said_{party}"]) for party in self.parties]

    def promise_rows(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"what_{row}"], self[f"party_{row}"], self[f"day_{row}"]) for row in ROWS]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for row in ROWS:
            whole = [bool(given.get(f"{part}_{row}")) for part in ("what", "party", "day")]
            if any(whole) and not all(whole) and not self.errors.keys() & {f"day_{row}"}:
                self.add_error(f"what_{row}", gettext("Say what will be done, by whom, and by which day: all three."))
        return given

    def settled(self) -> Settled:
        given = self.cleaned_data
        promises = [
            Promise(
                party=given[f"party_{row}"],
                what=given[f"what_{row}"],
                due_at=end_of_business(given[f"day_{row}"], self.zone),
            )
            for row in ROWS
            if given[f"what_{row}"]
        ]
        said = {party: given[f"said_{party}"] for party in self.parties}
        return Settled(outcome=given["outcome"], words=given["words"], said=said, promises=promises)


class PublishForm(DeedForm):
    summary = forms.CharField(
        label=gettext_lazy("What was settled, for residents, in a few sentences"), max_length=SUMMARY_MAX,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=gettext_lazy("It hangs on the board, with the way to the minutes."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, summary: str = "") -> None:
        super().__init__(data, initial={"summary": summary})
        self.fields["summary"].error_messages["required"] = gettext("Sum it up for residents.")


class CancelForm(DeedForm):
    words = forms.CharField(label=gettext_lazy("Why does it not take place?"), max_length=WORDS_MAX)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["words"].error_messages["required"] = gettext("Say why, in a few words.")
