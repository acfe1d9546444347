"""Forms of seals, reception days, reports, limits and the secretary."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext, gettext_lazy, ngettext

from courtyard.assembly.models import Decision
from courtyard.assembly.paper_field import PaperField
from courtyard.committee.actions.limits import Given, Spending
from courtyard.committee.actions.receptions import TIMES_MAX, VISITORS_MAX, Announcement
from courtyard.committee.actions.reports import DECEMBER, REPORT_MAX, YEARS_BACK, Report
from courtyard.committee.actions.seals import COPIES_MAX, Cut, Use
from courtyard.committee.actions.secretary import Naming
from courtyard.committee.models import NAME_MAX, REASON_MAX, TITLE_MAX, WORDS_MAX, Member, Resolution, Seal
from courtyard.committee.upkeep import Kept
from courtyard.people.models import Person
from courtyard.people.signin import NAME_MAX as SIGN_IN_MAX
from courtyard.places.models import Estate
from courtyard.trail.once import OnceForm
from courtyard.web.amount_fields import YuanField
from courtyard.web.widgets import DayInput

RESOLUTION, DECISION = "c", "o"
"""Whose decision it is: the committee's, or the owners'."""


def _cites(resolutions: Sequence[Resolution], decisions: Sequence[Decision]) -> list[tuple[str, Any]]:
    """Decisions to choose from, the committee's before the owners'."""
    ours = [(f"{RESOLUTION}{one.pk.hex}", _numbered(one.year, one.number, one.title)) for one in resolutions]
    theirs = [(f"{DECISION}{one.pk.hex}", _numbered(one.year, one.number, one.title)) for one in decisions]
    return [("", ""), (gettext("Decisions of the committee"), ours), (gettext("Decisions of the owners"), theirs)]


def _numbered(year: int, number: int, title: str) -> str:
    return gettext("No. {number} of {year}: {title}").format(number=number, year=year, title=title)


class CutForm(OnceForm):
    kind = forms.ChoiceField(label=gettext_lazy("Which seal is it?"), widget=forms.RadioSelect)
    keeper = forms.ChoiceField(
        label=gettext_lazy("Which member keeps it?"),
        help_text=gettext_lazy("Only members who keep no other seal stand here."),
    )
    cut_on = forms.DateField(label=gettext_lazy("On which day was it cut?"), widget=DayInput)

    def __init__(self, data: Any = None, *, kinds: Sequence[Seal.Kind], members: Sequence[Member]) -> None:
        super().__init__(data)
        self.members = {str(one.pk): one for one in members}
        self.offer("kind", [(kind.value, kind.label) for kind in kinds])
        self.offer("keeper", [("", ""), *((key, one.name) for key, one in self.members.items())])
        self.need(
            kind=gettext("Choose which seal it is."), keeper=gettext("Choose who keeps it."),
            cut_on=gettext("Choose a day."),
        )  # fmt: skip

    def cut(self) -> Cut:
        given = self.cleaned_data
        return Cut(kind=given["kind"], keeper=self.members[given["keeper"]], cut_on=given["cut_on"], id=self.ident)


class PassForm(OnceForm):
    keeper = forms.ChoiceField(
        label=gettext_lazy("Who keeps it from today on?"),
        help_text=gettext_lazy("Only members who keep no other seal stand here."),
    )

    def __init__(self, data: Any = None, *, members: Sequence[Member]) -> None:
        super().__init__(data)
        self.members = {str(one.pk): one for one in members}
        self.offer("keeper", [("", ""), *((key, one.name) for key, one in self.members.items())])
        self.need(keeper=gettext("Choose who keeps it."))

    def to(self) -> Member:
        return self.members[self.cleaned_data["keeper"]]


class UseForm(OnceForm):
    """The decision first: without one nothing is sealed."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Which decision does it carry out?"),
        help_text=gettext_lazy("Without a decision no seal is used. If it is not here, it is not decided yet."),
    )
    what = forms.CharField(
        label=gettext_lazy("What is the seal put on?"), max_length=TITLE_MAX,
        help_text=gettext_lazy("For example: the contract for the gate’s repair. Owners read this; name no resident."),
    )  # fmt: skip
    copies = forms.IntegerField(label=gettext_lazy("On how many copies?"), min_value=1, max_value=COPIES_MAX)
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)

    def __init__(
        self, data: Any = None, *, today: date, resolutions: Sequence[Resolution] = (),
        decisions: Sequence[Decision] = (),
    ) -> None:  # fmt: skip
        super().__init__(data, copies=1, day=today)
        self.offer("decision", _cites(resolutions, decisions))
        self.need(
            decision=gettext("Choose the decision it carries out. If there is none, have it decided first."),
            what=gettext("Say what the seal was put on."), copies=gettext("Say on how many copies."),
            day=gettext("Choose a day."),
        )  # fmt: skip

    def use(self) -> Use:
        given, cited = self.cleaned_data, self.cleaned_data["decision"]
        whose, key = cited[0], UUID(cited[1:])
        return Use(
            used_on=given["day"], what=given["what"], copies=given["copies"], id=self.ident,
            resolution=key if whose == RESOLUTION else None, decision=key if whose == DECISION else None,
        )  # fmt: skip


class ReasonForm(OnceForm):
    """Why something ends or does not take place."""

    reason = forms.CharField(max_length=REASON_MAX, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))

    def __init__(self, data: Any = None, *, label: str, help_text: str = "") -> None:
        super().__init__(data)
        self.fields["reason"].label, self.fields["reason"].help_text = label, help_text
        self.need(reason=gettext("Say why, in a few words."))


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class AnnounceForm(OnceForm):
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    begins = _hour(gettext_lazy("From what time?"))
    ends = _hour(gettext_lazy("Until what time?"))
    times = forms.TypedChoiceField(
        label=gettext_lazy("And in the months after?"), coerce=int,
        help_text=gettext_lazy("On the same weekday: after the third Saturday, the third Saturday of each month."),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=TITLE_MAX)

    def __init__(self, data: Any = None, *, place: str = "") -> None:
        super().__init__(data, begins="09:00", ends="11:00", times="6", place=place)
        months = [ngettext("{n} month", "{n} months", n).format(n=n) for n in range(2, TIMES_MAX + 1)]
        self.offer(
            "times", [("1", gettext("this day only")), *((str(n), says) for n, says in enumerate(months, start=2))]
        )
        self.need(
            day=gettext("Choose a day."), begins=gettext("Say from when."), ends=gettext("Say until when."),
            times=gettext("Choose one."), place=gettext("Say where owners are received."),
        )  # fmt: skip

    def announcement(self, estate: Estate) -> Announcement:
        given, zone = self.cleaned_data, ZoneInfo(estate.node.zone)
        starts_at, ends_at = (datetime.combine(given["day"], given[part], zone) for part in ("begins", "ends"))
        return Announcement(
            estate=estate, starts_at=starts_at, ends_at=ends_at, place=given["place"], times=given["times"],
            id=self.ident,
        )  # fmt: skip


class HoldForm(OnceForm):
    visitors = forms.IntegerField(
        label=gettext_lazy("How many came?"), min_value=0, max_value=VISITORS_MAX,
        help_text=gettext_lazy("If nobody came, write 0."),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("What did they ask, and what was answered?"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy("Neighbours read this; name no resident. If nobody came, say that."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.need(visitors=gettext("Say how many came."), words=gettext("Say what was asked."))


class ReportForm(OnceForm):
    year = forms.TypedChoiceField(label=gettext_lazy("Which year is it about?"), coerce=int)
    words = forms.CharField(
        label=gettext_lazy("The report"), max_length=REPORT_MAX,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
        help_text=gettext_lazy(
            "What was decided and done, what was spent and from what, what comes next year. Everybody reads it."
        ),
    )  # fmt: skip
    file = PaperField(
        label=gettext_lazy("A file with the figures"), required=False,
        help_text=gettext_lazy(
            "A PDF, or a JPEG or PNG picture, up to 20 MB. Everybody can open it; name no resident."
        ),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, today: date, done: Sequence[int] = ()) -> None:
        newest = today.year if today.month == DECEMBER else today.year - 1
        years = [year for year in range(newest, today.year - YEARS_BACK - 1, -1) if year not in done]
        super().__init__(data, files, year=years[0] if years else "")
        self.offer("year", [(str(year), str(year)) for year in years])
        self.need(year=gettext("Choose the year."), words=gettext("Write the report."))

    def report(self, estate: Estate, file: Kept | None) -> Report:
        given = self.cleaned_data
        name = given["file"].name if given["file"] else ""
        return Report(estate=estate, year=given["year"], words=given["words"], file=file, file_name=name, id=self.ident)


class GiveForm(OnceForm):
    decision = forms.ChoiceField(
        label=gettext_lazy("Which decision of the owners says so?"),
        help_text=gettext_lazy("Only decisions that were carried and are in force stand here."),
    )
    title = forms.CharField(
        label=gettext_lazy("What may the money be spent on?"), max_length=TITLE_MAX,
        help_text=gettext_lazy("As the decision says it. For example: small repairs of common parts."),
    )  # fmt: skip
    each = YuanField(
        label=gettext_lazy("How much at most each time, in yuan?"), help_text=gettext_lazy("For example: 2,000.00")
    )
    total = YuanField(
        label=gettext_lazy("How much at most in all, in yuan?"), required=False,
        help_text=gettext_lazy("Leave it empty where the decision sets no total."),
    )  # fmt: skip
    valid_from = forms.DateField(label=gettext_lazy("From which day?"), widget=DayInput)
    valid_to = forms.DateField(
        label=gettext_lazy("Its last day"), widget=DayInput, required=False,
        help_text=gettext_lazy("Leave it empty where the decision sets no end."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, decisions: Sequence[Decision]) -> None:
        super().__init__(data)
        found = ((str(one.pk), _numbered(one.year, one.number, one.title)) for one in decisions)
        self.offer("decision", [("", ""), *found])
        self.need(
            decision=gettext("Choose the decision of the owners."),
            title=gettext("Say what the money may be spent on."), each=gettext("Say how much at most each time."),
            valid_from=gettext("Choose a day."), valid_to=gettext("Choose a day."),
        )  # fmt: skip

    def given(self, estate: Estate) -> Given:
        given = self.cleaned_data
        return Given(
            estate=estate, decision=UUID(given["decision"]), title=given["title"], each_fen=given["each"],
            total_fen=given["total"], valid_from=given["valid_from"], valid_to=given["valid_to"], id=self.ident,
        )  # fmt: skip


class SpendForm(OnceForm):
    decision = forms.ChoiceField(
        label=gettext_lazy("Which decision of the committee is it for?"),
        help_text=gettext_lazy("Each expense has its own decision. What was spent on already does not stand here."),
    )
    fen = YuanField(label=gettext_lazy("How much, in yuan?"), help_text=gettext_lazy("For example: 1,280.00"))
    what = forms.CharField(
        label=gettext_lazy("What was it spent on?"), max_length=TITLE_MAX,
        help_text=gettext_lazy("Owners read this; name no resident."),
    )  # fmt: skip
    on = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)

    def __init__(self, data: Any = None, *, today: date, resolutions: Sequence[Resolution]) -> None:
        super().__init__(data, on=today)
        found = ((str(one.pk), _numbered(one.year, one.number, one.title)) for one in resolutions)
        self.offer("decision", [("", ""), *found])
        self.need(
            decision=gettext("Choose the decision of the committee. If there is none, have it decided first."),
            fen=gettext("Say how much it was."), what=gettext("Say what it was spent on."), on=gettext("Choose a day."),
        )  # fmt: skip

    def spending(self) -> Spending:
        given = self.cleaned_data
        return Spending(
            resolution=UUID(given["decision"]), fen=given["fen"], what=given["what"], on=given["on"], id=self.ident
        )


class SecretaryForm(OnceForm):
    """By the name they sign in with, exact, so that nobody is found by browsing; or somebody new here."""

    sign_in_name = forms.CharField(
        label=gettext_lazy("If they already sign in here: their sign-in name"), max_length=SIGN_IN_MAX, required=False,
        help_text=gettext_lazy("The phone number, email address or name they sign in with."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Or, if they are new here: full name"), max_length=NAME_MAX, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Phone number of someone new"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["name"] = given.get("name", "").strip()
        if bool(given.get("sign_in_name")) == bool(given["name"]):
            self.add_error(
                "sign_in_name",
                gettext(
                    "Enter either how they sign in or, for someone new, their full name. Fill in only one of the two."
                ),
            )
        return given

    def nobody(self) -> None:
        self.add_error("sign_in_name", gettext("Nobody uses this to sign in. Please check it with the person."))

    def naming(self, estate: Estate, person: Person | None) -> Naming:
        given = self.cleaned_data
        return Naming(estate=estate, person=person, name=given["name"], phone=given["phone"], id=self.ident)
