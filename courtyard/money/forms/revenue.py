"""Forms of public revenue: a project, what it brings in and costs, what is moved, and the year's plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy

from courtyard.assembly.paper_field import PaperField
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import Account
from courtyard.money import citing
from courtyard.money.actions.projects import Project
from courtyard.money.actions.revenue import BANK, WITH_COMPANY
from courtyard.money.forms.fields import ShareField
from courtyard.money.models import RevenueProject
from courtyard.money.models.book import WHAT_MAX, WORDS_MAX
from courtyard.money.models.revenue import NAME_MAX, PARTY_MAX, PLACE_MAX
from courtyard.money.queries.revenue import OpenDue
from courtyard.trail.once import OnceForm
from courtyard.web.amount_fields import YuanField
from courtyard.web.deed_form import DeedForm
from courtyard.web.times import in_full
from courtyard.web.widgets import DayInput

FILES = "application/pdf,image/jpeg,image/png"
PLACES = (
    (BANK, gettext_lazy("in the account of public revenue")),
    (WITH_COMPANY, gettext_lazy("with the company, not yet passed on")),
)
NAMELESS = gettext_lazy("Everybody reads it. Name no private person.")
LOOKED = gettext_lazy("I looked at it: no telephone number, identity number or private person’s name can be made out.")


def words(label: Any, most: int, help_text: Any = "", *, required: bool = True, rows: int = 0) -> forms.CharField:
    """Something to be said in at most so many characters; on one line unless it has rows."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows else forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, max_length=most, help_text=help_text, required=required, widget=widget)


class BookForm(OnceForm):
    def __init__(self, data: Any = None, files: Any = None, **initial: Any) -> None:
        super().__init__(data, files, **initial)
        self.need(
            fen=gettext("Say how many yuan, like 1,234.50."), day=gettext("Choose a day."),
            what=gettext("Say what it is, in a few words."),
        )  # fmt: skip


class GroundField(forms.ChoiceField):
    """A decision to rest on, as kind and id."""

    def offer(self, some: Sequence[citing.Ground], none: Any) -> None:
        said = [
            (
                one.key,
                gettext("{by}, no. {number} of {year}: {title}").format(
                    by=one.by, number=one.number, year=one.year, title=one.title
                ),
            )
            for one in some
        ]
        self.choices = [("", none), *said]

    def clean(self, value: Any) -> citing.Key | None:
        written = super().clean(value)
        return citing.key_of(written) if written else None


class ProjectForm(BookForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it let for?"), choices=RevenueProject.Kind, widget=forms.RadioSelect
    )
    name = words(gettext_lazy("What is it called?"), NAME_MAX, gettext_lazy("For example: posters in the lifts."))
    place = words(gettext_lazy("Where is it?"), PLACE_MAX, required=False)
    since = forms.DateField(label=gettext_lazy("Since which day?"), widget=DayInput)
    until = forms.DateField(
        label=gettext_lazy("Its last day"), widget=DayInput, required=False,
        help_text=gettext_lazy("Leave it empty where none was agreed."),
    )  # fmt: skip
    collector = forms.ChoiceField(
        label=gettext_lazy("Who collects the money?"), choices=RevenueProject.Collector, widget=forms.RadioSelect
    )
    party = words(
        gettext_lazy("With whom is the contract?"), PARTY_MAX,
        gettext_lazy("The firm. Never a private person’s name."), required=False,
    )  # fmt: skip
    terms = words(gettext_lazy("What does it say of the price?"), WORDS_MAX, required=False, rows=3)
    price_fen = YuanField(label=gettext_lazy("How much is paid each time, in yuan?"), required=False)
    per = forms.ChoiceField(
        label=gettext_lazy("How often?"), choices=[("", gettext_lazy("no fixed price")), *RevenueProject.Per.choices],
        required=False,
    )  # fmt: skip
    share = ShareField(
        label=gettext_lazy("The manager’s share, in per cent of what comes in"),
        help_text=gettext_lazy("Leave it empty where none was agreed, or where it is an amount."),
    )
    share_fen = YuanField(label=gettext_lazy("The manager’s share as an amount each time, in yuan"), required=False)
    ground = GroundField(label=gettext_lazy("Which decision of the owners does it rest on?"), required=False)
    decision_words = words(
        gettext_lazy("A decision from before this record began"), WHAT_MAX,
        gettext_lazy("When it was, and what it said. If nobody knows of one, leave it empty: the page will say so."),
        required=False,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, decisions: Sequence[citing.Ground], today: date) -> None:
        super().__init__(data, since=today)
        ground = self.fields["ground"]
        assert isinstance(ground, GroundField)
        ground.offer(decisions, gettext("none that is on record here"))
        self.need(
            kind=gettext("Choose what the common part is let for."), name=gettext("Say what it is."),
            since=gettext("Choose a day."), collector=gettext("Choose who collects the money."),
        )  # fmt: skip

    def project(self, estate_id: UUID) -> Project:
        given = dict(self.cleaned_data)
        given.pop("id")
        return Project(estate_id=estate_id, share_bp=given.pop("share"), id=self.ident, **given)


class CloseProjectForm(DeedForm):
    last_day = forms.DateField(label=gettext_lazy("Which day was its last?"), widget=DayInput)
    reason = words(gettext_lazy("Why did it end?"), WORDS_MAX, gettext_lazy("Everybody reads it."), rows=3)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"last_day": today})
        self.need(last_day=gettext("Choose a day."), reason=gettext("Say why, in a few words."))


class PaperForm(DeedForm):
    """A file that everybody may open, once somebody looked at it."""

    file = PaperField(
        label=gettext_lazy("The file"), widget=forms.FileInput(attrs={"accept": FILES}),
        help_text=gettext_lazy("A PDF, or a JPEG or PNG picture, up to 20 MB. Everybody can open it."),
    )  # fmt: skip
    looked = forms.BooleanField(label=LOOKED, required=False)

    def __init__(self, data: Any = None, files: Any = None, **initial: Any) -> None:
        super().__init__(data, files, initial=initial)
        self.need(file=gettext("Choose the file."))


class IncomeForm(BookForm):
    fen = YuanField(label=gettext_lazy("How much came in, in yuan?"))
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    due = forms.ChoiceField(label=gettext_lazy("What was it for?"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Where is the money?"), choices=PLACES, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, project: RevenueProject, dues: Sequence[OpenDue], today: date) -> None:
        super().__init__(data, day=today, due=str(dues[0].id) if dues else "")
        said = [(str(one.id), _due(one)) for one in dues]
        self.offer("due", [("", pgettext_lazy("an amount expected", "something else")), *said])
        if project.collector == RevenueProject.Collector.COMMITTEE:
            del self.fields["place"]
        self.need(place=gettext("Say where the money is."))

    @property
    def due_id(self) -> UUID | None:
        return UUID(self.cleaned_data["due"]) if self.cleaned_data["due"] else None


def _due(one: OpenDue) -> str:
    return gettext("due on {day}: {yuan} yuan").format(day=in_full(one.due_on), yuan=format_fen(one.open_fen))


class CostForm(BookForm):
    account = forms.ChoiceField(label=gettext_lazy("What kind of cost is it?"), widget=forms.RadioSelect)
    fen = YuanField(label=gettext_lazy("How much, in yuan?"))
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    what = words(
        gettext_lazy("What was it for?"), WHAT_MAX, gettext_lazy("Everybody reads it. Name no private person.")
    )
    place = forms.ChoiceField(label=gettext_lazy("Which money paid it?"), choices=PLACES, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, accounts: Sequence[Account], today: date) -> None:
        super().__init__(data, day=today)
        self.offer("account", labels(accounts))
        self.need(account=gettext("Choose what kind of cost it is."), place=gettext("Say which money paid it."))


def labels(accounts: Sequence[Account]) -> list[tuple[str, str]]:
    return [(one.key, one.label(get_language() or "")) for one in accounts]


class PassOnForm(BookForm):
    fen = YuanField(label=gettext_lazy("How much was passed on, in yuan?"))
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    what = words(gettext_lazy("What shall the books call it?"), WHAT_MAX)

    def __init__(self, data: Any = None, *, held_fen: int, today: date) -> None:
        what = gettext("Public revenue collected by the company, passed on")
        super().__init__(data, day=today, fen=format_fen(held_fen), what=what)


class MoveForm(BookForm):
    fen = YuanField(label=gettext_lazy("How much goes to the maintenance fund, in yuan?"))
    day = forms.DateField(label=gettext_lazy("On which day was it moved?"), widget=DayInput)
    what = words(gettext_lazy("What shall the books call it?"), WHAT_MAX)
    ground = GroundField(
        label=gettext_lazy("Did the owners decide on less than that?"), required=False,
        help_text=gettext_lazy("Only where less is moved than the rule asks for. Everybody sees it."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, proposed_fen: int, what: str, day: date, decisions: Sequence[citing.Ground]
    ) -> None:
        super().__init__(data, fen=format_fen(proposed_fen), what=what, day=day)
        ground = self.fields["ground"]
        assert isinstance(ground, GroundField)
        ground.offer(decisions, gettext("no"))
