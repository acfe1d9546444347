"""Forms of the three parties' office."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from courtyard.desk.actions import Call, Entry, Offer, Promised, Query, Rota
from courtyard.desk.actions.roster import WEEKS_MAX
from courtyard.desk.models import PARTIES, PLACE_MAX, REASON_MAX, TITLE_MAX, WANTED_MAX, WORDS_MAX, LogEntry
from courtyard.desk.queries import Stuck
from courtyard.duties.models import WHAT_MAX
from courtyard.people.models import Person
from courtyard.places.models import Building, Estate
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.templatetags.courtyard import party_name
from courtyard.web.times import end_of_business
from courtyard.web.widgets import DayInput, MomentInput

LOGGED = [(kind.value, kind.label) for kind in LogEntry.Kind if kind != LogEntry.Kind.CALL]


def three() -> list[tuple[str, Any]]:
    return [(party, party_name(party)) for party in PARTIES]


class RosterForm(DeedForm):
    """One person, one span of hours on a day, every week for so many weeks."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    who = forms.ChoiceField(label=gettext_lazy("Who sits at the desk?"))
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    begins = forms.TimeField(
        label=gettext_lazy("From what time?"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=gettext_lazy("Until what time?"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("For how many weeks, on the same day?"), min_value=1, max_value=WEEKS_MAX
    )
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=PLACE_MAX)

    def __init__(self, data: Any = None, *, who: Sequence[tuple[str, Person]], place: str) -> None:
        super().__init__(data, initial={"id": new_id(), "weeks": 1, "begins": "09:00", "ends": "11:30", "place": place})
        self.people = {f"{party} {person.pk}": (party, person) for party, person in who}
        choices = [
            (key, gettext("{name} ({party})").format(name=person.name, party=party_name(party)))
            for key, (party, person) in self.people.items()
        ]
        cast("forms.ChoiceField", self.fields["who"]).choices = [("", ""), *choices]
        self.need(
            who=gettext("Choose who sits at the desk."), day=gettext("Choose a day."),
            begins=gettext("Say from when."), ends=gettext("Say until when."), place=gettext("Say where the desk is."),
        )  # fmt: skip

    def rota(self, estate: Estate) -> Rota:
        given = self.cleaned_data
        party, person = self.people[given["who"]]
        zone = ZoneInfo(estate.node.zone)
        starts_at, ends_at = (datetime.combine(given["day"], given[part], zone) for part in ("begins", "ends"))
        return Rota(
            estate=estate, party=party, person=person, starts_at=starts_at, ends_at=ends_at, place=given["place"],
            weeks=given["weeks"], id=given["id"] or new_id(),
        )  # fmt: skip


class DropForm(DeedForm):
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=REASON_MAX)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.need(reason=gettext("Say why, in a few words."))


class HandOverForm(DropForm):
    who = forms.ChoiceField(label=gettext_lazy("Who takes it?"))

    def __init__(self, data: Any = None, *, who: Sequence[Person]) -> None:
        super().__init__(data)
        self.people = {str(person.pk): person for person in who}
        cast("forms.ChoiceField", self.fields["who"]).choices = [
            ("", ""),
            *((k, p.name) for k, p in self.people.items()),
        ]
        self.need(who=gettext("Choose who takes it."))
        self.order_fields(["who", "reason"])

    def to(self) -> Person:
        return self.people[self.cleaned_data["who"]]


class LogForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What was it?"), choices=LOGGED, widget=forms.RadioSelect)
    parties = forms.MultipleChoiceField(label=gettext_lazy("Who was there?"), widget=forms.CheckboxSelectMultiple)
    at = forms.DateTimeField(label=gettext_lazy("When?"), widget=MomentInput)
    building = forms.ChoiceField(label=gettext_lazy("At which building?"), required=False)
    words = forms.CharField(
        label=gettext_lazy("What was said or seen?"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, buildings: Sequence[Building], at: datetime) -> None:
        super().__init__(data, initial={"id": new_id(), "at": at, "kind": LogEntry.Kind.VISIT})
        self.buildings = {str(one.pk): one for one in buildings}
        cast("forms.MultipleChoiceField", self.fields["parties"]).choices = three()
        rows = [("", gettext("the estate as a whole")), *((key, one.name) for key, one in self.buildings.items())]
        cast("forms.ChoiceField", self.fields["building"]).choices = rows
        self.need(
            kind=gettext("Say what it was."), parties=gettext("Say which party was there."),
            at=gettext("Say when."), words=gettext("Say what was said or seen."),
        )  # fmt: skip

    def entry(self, estate: Estate) -> Entry:
        given = self.cleaned_data
        return Entry(
            estate=estate, kind=given["kind"], parties=given["parties"], happened_at=given["at"], words=given["words"],
            building=self.buildings.get(given["building"]), id=given["id"] or new_id(),
        )  # fmt: skip


class CaseForm(DeedForm):
    """What kind of request a log entry becomes, and for whom."""

    category = forms.ChoiceField(label=gettext_lazy("What is it about?"))
    caller = forms.CharField(
        label=gettext_lazy("Who asked, and how do we reach them?"), max_length=120, required=False,
        help_text=gettext_lazy("Not needed for what was seen on a patrol. Deleted once the request is long over."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, categories: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["category"]).choices = [("", ""), *categories]
        self.need(category=gettext("Choose what it is about."))


class CallForm(DeedForm):
    """A call to a party about a matter, and what was promised."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    party = forms.ChoiceField(label=gettext_lazy("Whom did you call?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("What did they say?"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    what = forms.CharField(
        label=pgettext_lazy("promise", "What did they promise?"), max_length=WHAT_MAX, required=False,
        help_text=gettext_lazy("It becomes a duty of that party."),
    )  # fmt: skip
    day = forms.DateField(label=pgettext_lazy("promise", "By which day?"), widget=DayInput, required=False)

    def __init__(self, data: Any = None, *, party: str = "") -> None:
        super().__init__(data, initial={"id": new_id(), "party": party if party in PARTIES else ""})
        cast("forms.ChoiceField", self.fields["party"]).choices = three()
        self.need(party=gettext("Choose whom you called."), words=gettext("Say what they said."))
        self.fields["day"].error_messages["invalid"] = gettext("Choose a day.")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if bool(given.get("what")) != bool(given.get("day")) and "day" not in self.errors:
            self.add_error("what", gettext("Say what was promised and by which day, or neither."))
        return given

    def call(self, estate: Estate, row: Stuck) -> Call:
        given, zone = self.cleaned_data, estate.node.zone
        promised = Promised(what=given["what"], due_at=end_of_business(given["day"], zone)) if given["what"] else None
        return Call(
            estate=estate, party=given["party"], source=row.source, about=row.about, title=row.title,
            words=given["words"], promised=promised, id=given["id"] or new_id(),
        )  # fmt: skip


class AskForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    party = forms.ChoiceField(label=gettext_lazy("Whom do you ask?"), widget=forms.RadioSelect)
    title = forms.CharField(label=gettext_lazy("What is your question about?"), max_length=TITLE_MAX)
    words = forms.CharField(
        label=gettext_lazy("Your question"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("Residents read the question and the answer. Name no resident."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"id": new_id()})
        cast("forms.ChoiceField", self.fields["party"]).choices = three()
        self.need(
            party=gettext("Choose whom you ask."), title=gettext("Say what it is about."),
            words=gettext("Write your question."),
        )  # fmt: skip

    def query(self, estate: Estate) -> Query:
        given = dict(self.cleaned_data)
        return Query(estate=estate, **(given | {"id": given["id"] or new_id()}))


class WordsForm(DeedForm):
    words = forms.CharField(max_length=WORDS_MAX, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}))

    def __init__(self, data: Any = None, *, label: str, says: str, most: int = WORDS_MAX) -> None:
        super().__init__(data)
        words = cast("forms.CharField", self.fields["words"])
        words.label, words.max_length = label, most
        self.need(words=says)


class OfferForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("What is there to do?"), max_length=TITLE_MAX)
    words = forms.CharField(
        label=gettext_lazy("What should helpers know?"), max_length=WORDS_MAX, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip
    starts_at = forms.DateTimeField(label=gettext_lazy("When?"), widget=MomentInput)
    place = forms.CharField(label=gettext_lazy("Where do helpers meet?"), max_length=PLACE_MAX)
    wanted = forms.IntegerField(
        label=gettext_lazy("How many helpers are wanted?"), min_value=1, max_value=WANTED_MAX, initial=5
    )

    def __init__(self, data: Any = None, *, party: str) -> None:
        super().__init__(data, initial={"id": new_id(), "wanted": 5})
        self.party = party
        self.need(
            title=gettext("Say what there is to do."), starts_at=gettext("Choose a day and an hour."),
            place=gettext("Say where helpers meet."), wanted=gettext("Say how many helpers are wanted."),
        )  # fmt: skip

    def offered(self, estate: Estate) -> Offer:
        given = dict(self.cleaned_data)
        return Offer(estate=estate, party=self.party, **(given | {"id": given["id"] or new_id()}))
