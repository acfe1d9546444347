"""Forms of what the desk announces and keeps: incidents, templates, filters, and several cases at once."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from courtyard.cases.actions import Announcement
from courtyard.cases.forms.fields import Words
from courtyard.cases.forms.handling import by_party
from courtyard.cases.models import INCIDENT_WORDS_MAX, THREE, Case, Incident, ReplyTemplate
from courtyard.cases.queries import Seat
from courtyard.people.models import Person
from courtyard.places.models import Building, Estate
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import MomentInput

CHOSEN_MAX = 50


class Refusing(DeedForm):
    """A form to which a deed's refusal can be told."""

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any] | None = None, auto_id: str = "id_%s") -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id=auto_id)


class IncidentForm(Refusing):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = Words(
        label=gettext_lazy("What is it?"),
        help_text=gettext_lazy("As a neighbour would say it: no water in Buildings 5 and 6"),
        most=60,
        rows=1,
    )
    category = forms.ChoiceField(label=gettext_lazy("Which kind of request would people send?"))
    buildings = forms.MultipleChoiceField(
        label=gettext_lazy("Which buildings?"),
        help_text=gettext_lazy("None means the whole estate."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    planned = forms.BooleanField(label=gettext_lazy("It is planned"), required=False)
    starts_at = forms.DateTimeField(label=gettext_lazy("From when?"), widget=MomentInput)
    expected_until = forms.DateTimeField(label=gettext_lazy("Until when, most likely?"), widget=MomentInput)
    words = Words(
        label=gettext_lazy("What does the desk say about it?"),
        help_text=gettext_lazy("What happened, what is being done, where to get help meanwhile."),
        most=INCIDENT_WORDS_MAX,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        buildings: Sequence[Building],
        categories: Sequence[tuple[str, str]],
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial={"id": new_id(), **initial})
        self.found = {str(building.pk): building for building in buildings}
        cast("forms.MultipleChoiceField", self.fields["buildings"]).choices = [
            (key, building.name) for key, building in self.found.items()
        ]
        cast("forms.ChoiceField", self.fields["category"]).choices = [("", gettext("Choose")), *categories]
        self.fields["title"].error_messages["required"] = gettext("Say what it is.")
        self.fields["words"].error_messages["required"] = gettext("Say what the desk says about it.")
        self.fields["category"].error_messages["required"] = gettext("Choose what it is about.")
        for name in ("starts_at", "expected_until"):
            wrong = dict.fromkeys(("required", "invalid"), gettext("Choose a day and a time."))
            self.fields[name].error_messages |= wrong

    def clean_buildings(self) -> list[Building]:
        return [self.found[key] for key in self.cleaned_data["buildings"]]

    def said(self, estate: Estate) -> Announcement:
        given = dict(self.cleaned_data)
        return Announcement(estate=estate, **(given | {"id": given["id"] or new_id()}))


class UpdateForm(Refusing):
    """What the desk says now, and until when it most likely lasts."""

    expected_until = forms.DateTimeField(label=gettext_lazy("Until when, most likely?"), widget=MomentInput)
    words = Words(label=gettext_lazy("What does the desk say about it?"), most=INCIDENT_WORDS_MAX)

    def __init__(self, data: Any = None, *, incident: Incident) -> None:
        super().__init__(data, initial={"expected_until": incident.expected_until, "words": incident.words})


class EndForm(Refusing):
    words = Words(label=gettext_lazy("What was done?"), most=INCIDENT_WORDS_MAX, rows=3)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="end_%s")
        self.fields["words"].error_messages["required"] = gettext("Say what was done.")


class TemplateForm(Refusing):
    for_deed = forms.ChoiceField(label=gettext_lazy("For what?"), choices=ReplyTemplate.Deed.choices)
    category = forms.ChoiceField(label=gettext_lazy("For which kind of request?"), required=False)
    title = Words(label=gettext_lazy("Its title"), most=40, rows=1)
    words = Words(
        label=gettext_lazy("The words"),
        help_text=gettext_lazy("{number}, {kind}, {place}, {due} and {party} are filled in from the request."),
        most=500,
        rows=4,
    )

    def __init__(self, data: Any = None, *, categories: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["category"]).choices = [("", gettext("all kinds")), *categories]
        self.fields["title"].error_messages["required"] = gettext("Give it a title.")
        self.fields["words"].error_messages["required"] = gettext("Write the words.")


class FilterForm(Refusing):
    name = Words(label=gettext_lazy("Name of this view"), most=30, rows=1)


class ManyForm(Refusing):
    """Several cases, one lead, one word. `id` makes the same form sent again the same deeds."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    party = forms.ChoiceField(
        label=gettext_lazy("Who is in charge?"),
        choices=[(party.value, party.label) for party in THREE],
        widget=forms.RadioSelect,
    )
    handler = forms.ChoiceField(label=gettext_lazy("Who handles it"), required=False)
    words = Words(label=gettext_lazy("First reply to the residents"), rows=3)

    def __init__(self, data: Any = None, *, seats: Sequence[Seat]) -> None:
        super().__init__(data, auto_id="many_%s", initial={"id": new_id()})
        self.seats = {seat.person.pk: seat for seat in seats}
        anybody = [("", gettext("the party in charge decides")), *by_party(seats)]
        cast("forms.ChoiceField", self.fields["handler"]).choices = anybody
        self.fields["party"].error_messages["required"] = gettext("Choose who is in charge.")
        self.fields["words"].error_messages["required"] = gettext(
            "Write to the residents: say that it arrived, and what happens next."
        )

    def clean_handler(self) -> Person | None:
        chosen = self.cleaned_data["handler"]
        return self.seats[UUID(chosen)].person if chosen else None

    def chosen(self, cases: QuerySet[Case]) -> list[Case]:
        """The cases ticked in the queue, of those this person may handle."""
        keys = [key for key in cast("Any", self.data).getlist("case")[:CHOSEN_MAX] if _is_uuid(key)]
        return list(cases.filter(pk__in=keys, state=Case.State.FILED).order_by("next_due_at", "pk"))

    def turn_of(self, case: Case) -> UUID:
        """One id for each case, the same whenever this form is sent."""
        form = self.cleaned_data.get("id") or new_id()
        return UUID(bytes=hashlib.sha256(form.bytes + case.pk.bytes).digest()[:16])


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
