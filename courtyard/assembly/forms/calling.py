"""Forms for preparing a vote: when, whose vote, by which rules of the house."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from courtyard.assembly.actions import House, Plan
from courtyard.assembly.models import CLAUSE_MAX, NAME_MAX, Assembly, Ballot, Petition
from courtyard.places.models import Building, Entrance, Estate, Home
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import MomentInput

OPENS_IN, LASTS = timedelta(days=20), timedelta(days=15)
SHOWN_MAX = 5
PAPER_FIRST, PHONE_FIRST = "paper visit proxy phone", "phone visit proxy paper"
ORDERS = (
    ("", gettext_lazy("Neither: only the rule above decides")),
    (PAPER_FIRST, gettext_lazy("Paper goes before the phone")),
    (PHONE_FIRST, gettext_lazy("The phone goes before paper")),
)
HOUSE = ("secrecy", "duplicates", "precedence", "invalid_participates", "proxies_max", "count_parking", "unreturned",
         "clause", "official_system")  # fmt: skip


class DraftForm(DeedForm):
    """A new vote, or one to be revised."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    convener = forms.ChoiceField(label=gettext_lazy("Who convenes it?"), widget=forms.RadioSelect)
    petition = forms.ChoiceField(label=gettext_lazy("Owners asked for it"), required=False)
    opens_at = forms.DateTimeField(label=gettext_lazy("From when are ballots taken?"), widget=MomentInput)
    closes_at = forms.DateTimeField(label=gettext_lazy("Until when?"), widget=MomentInput)
    scope = forms.ChoiceField(
        label=gettext_lazy("Whose vote is it?"), choices=Assembly.Scope.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy("What concerns one building only, its owners decide alone."),
    )  # fmt: skip
    building = forms.ChoiceField(label=gettext_lazy("Which building?"), required=False)
    entrance = forms.ChoiceField(label=gettext_lazy("Which entrance?"), required=False)
    homes = forms.CharField(
        label=gettext_lazy("Which homes?"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One home a line, as on the register: building, entrance and room."),
    )  # fmt: skip
    secrecy = forms.ChoiceField(
        label=gettext_lazy("Are the ballots named or confidential?"), choices=Assembly.Secrecy.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Each ballot says so on its face. What is chosen in confidence nobody can find out, not even afterwards."
        ),
    )  # fmt: skip
    duplicates = forms.ChoiceField(
        label=gettext_lazy("If somebody votes twice"), choices=Assembly.Duplicates.choices, widget=forms.RadioSelect
    )
    precedence = forms.ChoiceField(label=gettext_lazy("Does one channel go before the other?"), required=False)
    invalid_participates = forms.BooleanField(
        label=gettext_lazy("Whoever sends an invalid ballot took part"), required=False
    )
    proxies_max = forms.IntegerField(
        label=gettext_lazy("For how many owners may one agent vote?"), min_value=1, max_value=99, required=False,
        help_text=gettext_lazy("Empty means any number."),
    )  # fmt: skip
    count_parking = forms.BooleanField(
        label=gettext_lazy("Parking spaces and storage rooms count by area, too"), required=False
    )
    unreturned = forms.ChoiceField(
        label=pgettext_lazy("form", "Ballots that are not sent back"), choices=Assembly.Unreturned.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Courts disagree on letting them follow the majority. It needs a clause adopted earlier and proof for each "
            "home that the ballot was received; every ballot and the result say so, and the result without them is "
            "published beside it. It is refused where three quarters are needed."
        ),
    )  # fmt: skip
    clause = forms.CharField(
        label=gettext_lazy("Where do the estate’s rules fix this?"), max_length=CLAUSE_MAX, required=False,
        help_text=gettext_lazy("The document, the clause and the page, for example: rules of procedure, art 12, p. 4."),
    )  # fmt: skip
    official_system = forms.CharField(
        label=gettext_lazy("Official voting system of the city, if it has to be used"), max_length=NAME_MAX,
        required=False, help_text=gettext_lazy("Then that system’s count is the lawful one, and every page says so."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, estate: Estate, conveners: Sequence[str] = (), petitions: Sequence[Petition] = (),
        petition: str = "", one: Assembly | None = None, at: datetime,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=_initial(one, conveners, petition, at))
        self.estate, self.one = estate, one
        self.buildings = {str(b.pk): b for b in estate.buildings.order_by("order", "name")}
        entrances = Entrance.objects.filter(estate=estate).select_related("building")
        self.entrances = {str(e.pk): e for e in entrances.order_by("building__order", "name")}
        self.petitions = {str(p.pk): p for p in petitions}
        self._offer(conveners)
        self.need(
            opens_at=gettext("Choose a day and an hour."), closes_at=gettext("Choose a day and an hour."),
            convener=gettext("Say who convenes it."), scope=gettext("Say whose vote it is."),
        )  # fmt: skip

    def _offer(self, conveners: Sequence[str]) -> None:
        if self.one is not None or len(conveners) < 2:
            del self.fields["convener"]
        else:
            self.offer("convener", [(c.value, c.label) for c in Assembly.Convener if c.value in conveners])
        self.in_name_of = self.one.convener if self.one is not None else next(iter(conveners), "")
        self.offer("building", [("", ""), *((key, b.name) for key, b in self.buildings.items())])
        self.offer("entrance", [("", ""), *((k, f"{e.building.name}{e.name}") for k, e in self.entrances.items())])
        if self.one is not None or not self.petitions:
            del self.fields["petition"]
        else:
            reached = ((key, one.title) for key, one in self.petitions.items())
            self.offer("petition", [("", pgettext("petition", "none")), *reached])
        orders: list[tuple[str, Any]] = list(ORDERS)
        if self.one is not None and self.one.precedence not in dict(orders):
            labels = dict(Ballot.Channel.choices)
            said = gettext(", ").join(str(labels.get(name, name)) for name in self.one.channels())
            orders.append((self.one.precedence, said))
        self.offer("precedence", orders)

    def clean_building(self) -> Building | None:
        return self.buildings.get(self.cleaned_data["building"])

    def clean_entrance(self) -> Entrance | None:
        return self.entrances.get(self.cleaned_data["entrance"])

    def clean_homes(self) -> tuple[UUID, ...]:
        """The homes of these labels. Those that nobody finds are named."""
        lines = ("".join(line.split()) for line in self.cleaned_data["homes"].splitlines())
        wanted = list(dict.fromkeys(filter(None, lines)))
        if not wanted or self.data.get("scope") != Assembly.Scope.HOMES:
            return ()
        there = {
            "".join(home.label.split()): home.pk
            for home in Home.objects.filter(estate=self.estate).select_related("building", "entrance")
        }
        lost = [label for label in wanted if label not in there]
        if lost:
            which = gettext(", ").join(lost[:SHOWN_MAX])
            raise forms.ValidationError(gettext("The register has no home called {which}.").format(which=which))
        return tuple(there[label] for label in wanted)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        where = given.get("scope")
        if where in {"building", "entrance", "homes"} and not given.get(where) and where not in self.errors:
            self.add_error(where, gettext("Say which."))
        return given

    def plan(self) -> Plan:
        given = self.cleaned_data
        scope = given["scope"]
        return Plan(
            estate=self.estate, convener=given.get("convener") or self.in_name_of, opens_at=given["opens_at"],
            closes_at=given["closes_at"], building=given["building"] if scope == "building" else None,
            entrance=given["entrance"] if scope == "entrance" else None,
            homes=given["homes"] if scope == "homes" else (), petition=self.petitions.get(given.get("petition", "")),
            house=House(**{name: given[name] for name in HOUSE}), id=given["id"] or new_id(),
        )  # fmt: skip


def _initial(one: Assembly | None, conveners: Sequence[str], petition: str, at: datetime) -> dict[str, Any]:
    if one is None:
        opens = (at + OPENS_IN).replace(minute=0, second=0, microsecond=0)
        return {
            "id": new_id(), "convener": next(iter(conveners), ""), "petition": petition, "opens_at": opens,
            "closes_at": opens + LASTS, "scope": Assembly.Scope.ESTATE, "secrecy": Assembly.Secrecy.NAMED,
            "duplicates": Assembly.Duplicates.LAST, "unreturned": Assembly.Unreturned.NOT_THERE,
        }  # fmt: skip
    homes = Home.objects.filter(pk__in=one.homes).select_related("building", "entrance") if one.homes else ()
    where = {"building": str(one.building_id or ""), "entrance": str(one.entrance_id or "")}
    when = {"opens_at": one.opens_at, "closes_at": one.closes_at, "scope": one.scope}
    return {name: getattr(one, name) for name in HOUSE} | where | when | {"homes": "\n".join(h.label for h in homes)}
