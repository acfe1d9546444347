"""Forms around the roll and the notice: what is wrong with it, the answer, who has a task, and what was delivered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from courtyard.assembly.forms.fields import PhotoField
from courtyard.assembly.models import CLAUSE_MAX, REASON_MAX, Challenge, Delivery, Official
from courtyard.people.models import Office, Person, Tenure
from courtyard.places.models import Estate, Home
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm


class ChallengeForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    home = forms.ChoiceField(label=gettext_lazy("Which home is it about?"), required=False)
    words = forms.CharField(
        label=pgettext_lazy("roll", "What is wrong?"), max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, homes: Sequence[Home]) -> None:
        super().__init__(data, initial={"id": new_id(), "home": str(homes[0].pk) if homes else ""})
        self.homes = {str(home.pk): home for home in homes}
        rows = [(key, home.label) for key, home in self.homes.items()]
        self.offer("home", [*rows, ("", gettext("the roll as a whole"))])
        self.need(words=pgettext("roll", "Say what is wrong, in a few words."))

    def of_home(self) -> Home | None:
        return self.homes.get(self.cleaned_data["home"])


class AnswerChallengeForm(DeedForm):
    state = forms.ChoiceField(
        label=gettext_lazy("What became of it?"), widget=forms.RadioSelect,
        choices=[
            (Challenge.State.CORRECTED.value, gettext_lazy("It is corrected in the register")),
            (Challenge.State.REJECTED.value, gettext_lazy("It stays as it is")),
        ],
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("What was found, and why"), max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.need(state=gettext("Say what became of it."), words=gettext("Say what was found, in a few words."))


class NameOfficialForm(DeedForm):
    """Somebody of the committees, or an owner by home and full name: nobody browses the neighbours."""

    role = forms.ChoiceField(
        label=gettext_lazy("Which task?"), choices=Official.Role.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy("Whoever counts does not check. Those who stand for election do neither."),
    )  # fmt: skip
    who = forms.ChoiceField(label=gettext_lazy("Somebody of the committees"), required=False)
    room = forms.CharField(
        label=gettext_lazy("Or an owner: which home?"), required=False, max_length=60,
        help_text=gettext_lazy("As on the register, for example 12号楼302室."),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("The owner’s full name"), required=False, max_length=120)

    def __init__(self, data: Any = None, *, estate: Estate, offices: Sequence[Office], day: date) -> None:
        super().__init__(data)
        self.estate, self.day = estate, day
        self.people = {str(office.person_id): office for office in offices}
        rows = [
            (key, gettext("{name} ({office})").format(name=one.person.name, office=one.get_kind_display()))
            for key, one in self.people.items()
        ]
        self.offer("who", [("", ""), *rows])
        self.need(role=gettext("Choose a task."))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("who") and not (given.get("room") and given.get("name")):
            self.add_error("who", gettext("Choose somebody, or write the home and the name of an owner."))
        elif not given.get("who") and self._owner(given["room"], given["name"]) is None:
            self.add_error("name", gettext("No owner of that name stands on the register with that home."))
        return given

    def _owner(self, room: str, name: str) -> Person | None:
        """Exactly this name at exactly this home, or nobody."""
        held = Tenure.objects.on(self.day).owning().filter(estate=self.estate, person__name=name.strip())
        named = held.filter(person__kind=Person.Kind.NATURAL)
        named = named.select_related("person", "home__building", "home__entrance")
        wanted = "".join(room.split())
        return next((one.person for one in named if "".join(one.home.label.split()) == wanted), None)

    def person(self) -> Person:
        given = self.cleaned_data
        if given["who"]:
            return self.people[given["who"]].person
        found = self._owner(given["room"], given["name"])
        assert found is not None, "clean() found them"
        return found


BY_HAND = [(one.value, one.label) for one in Delivery.Channel if one != Delivery.Channel.PHONE]
"""On the phone the owner says so themselves."""


class DeliverForm(DeedForm):
    """Which homes of a building the notice reached, and how."""

    homes = forms.MultipleChoiceField(label=gettext_lazy("Which homes?"), widget=forms.CheckboxSelectMultiple)
    channel = forms.ChoiceField(
        label=gettext_lazy("How did it reach them?"), choices=BY_HAND, widget=forms.RadioSelect,
        help_text=gettext_lazy("Left at the door or posted on the board is no proof that somebody received it."),
    )  # fmt: skip
    note = forms.CharField(
        label=pgettext_lazy("delivery", "Note"), required=False, max_length=CLAUSE_MAX,
        help_text=gettext_lazy("The number of the registered letter, for example. Nothing about persons."),
    )  # fmt: skip
    photo = PhotoField(
        label=pgettext_lazy("delivery", "Photo"), required=False,
        help_text=gettext_lazy("Of the signed list or the sheet at the door."),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, homes: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, files)
        self.offer("homes", homes)
        self.need(homes=gettext("Tick the homes."), channel=gettext("Say how it reached them."))
