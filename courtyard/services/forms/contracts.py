"""Forms of a contract: its terms, its own promises, its signature, its filing."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from courtyard.assembly.models import Decision
from courtyard.cases.models import ContractPromise
from courtyard.core.clocks import UNITS
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import Category
from courtyard.places.models import Home
from courtyard.services.actions.contract_signing import Signing
from courtyard.services.actions.contracts import CLAUSE_MAX, Extra
from courtyard.services.contract_terms import BadCommission, Terms
from courtyard.services.models import Catalogue, Company, Contract, Field, Level
from courtyard.services.models.company import WORDS_MAX
from courtyard.trail.once import OnceForm
from courtyard.web.amount_fields import PercentField, YuanField
from courtyard.web.widgets import DayInput

LEVEL, PRICE = "level_{}", "price_{}"
UNIT_WORDS = {
    "minutes": pgettext_lazy("unit of a promise", "minutes"),
    "hours": pgettext_lazy("unit of a promise", "hours"),
    "working_hours": pgettext_lazy("unit of a promise", "office hours"),
    "days": pgettext_lazy("unit of a promise", "days"),
    "working_days": pgettext_lazy("unit of a promise", "working days"),
}


class TermsForm(OnceForm):
    company = forms.ChoiceField(
        label=gettext_lazy("Which company is it?"),
        help_text=gettext_lazy("Companies stand here once the office above has put them on the register."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What kind of contract is it?"), widget=forms.RadioSelect)
    starts_on = forms.DateField(label=gettext_lazy("On which day does it begin?"), widget=DayInput)
    ends_on = forms.DateField(
        label=gettext_lazy("Its last day"), widget=DayInput,
        help_text=gettext_lazy("This day is still served. A temporary provider serves at most six months."),
    )  # fmt: skip
    mode = forms.ChoiceField(label=gettext_lazy("How is the company paid?"), widget=forms.RadioSelect)
    commission = PercentField(
        wrong=BadCommission(),
        label=gettext_lazy("Which share does it draw, in per cent?"),
        help_text=gettext_lazy("With commission or trust, for example 8. Leave it empty where a fixed pay is agreed."),
    )

    def __init__(
        self, data: Any = None, *, companies: Sequence[Company], kinds: Sequence[str],
        catalogues: Sequence[Catalogue], levels: Sequence[Level], contract: Contract | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, **(_initial(contract) if contract else {}))
        self.catalogues = catalogues
        for use in Home.Use:
            self.fields[PRICE.format(use.value)] = YuanField(required=False, label=use.label)
        for one in Field:
            self.fields[LEVEL.format(one.value)] = forms.ChoiceField(label=one.label, required=False)
            self.offer(LEVEL.format(one.value), self._levels(one.value, levels))
        self.offer("company", [("", ""), *((str(one.pk), one.name) for one in companies)])
        self.offer("kind", [(kind, Contract.Kind(kind).label) for kind in kinds])
        self.offer("mode", Contract.Mode.choices)
        self.need(
            company=gettext("Choose the company."), kind=gettext("Choose what kind of contract it is."),
            starts_on=gettext("Choose a day."), ends_on=gettext("Choose a day."),
            mode=gettext("Choose how the company is paid."),
        )  # fmt: skip

    def _levels(self, field: str, levels: Sequence[Level]) -> list[Any]:
        """By catalogue where there are several; each choice says which one it is of."""
        groups = [
            (str(one), [(f"{one.pk}.{level.number}", level.name) for level in levels
                        if level.catalogue_id == one.pk and level.field == field])
            for one in self.catalogues
        ]  # fmt: skip
        return [("", gettext("not promised")), *(groups if len(groups) > 1 else [c for _, cs in groups for c in cs])]

    @property
    def prices(self) -> list[forms.BoundField]:
        return [self[PRICE.format(use)] for use in Home.Use.values]

    @property
    def levels(self) -> list[forms.BoundField]:
        return [self[LEVEL.format(one)] for one in Field.values]

    def clean(self) -> dict[str, Any]:
        """All levels are of one catalogue."""
        given = super().clean() or self.cleaned_data
        chosen = {one: given[LEVEL.format(one)] for one in Field.values if given.get(LEVEL.format(one))}
        of = {one: choice.partition(".")[0] for one, choice in chosen.items()}
        first = next(iter(of.values()), "")
        for one, catalogue in of.items():
            if catalogue != first:
                self.add_error(LEVEL.format(one), gettext("Choose all levels of one catalogue."))
        return given

    def terms(self) -> Terms:
        given = self.cleaned_data
        chosen = {one: given[LEVEL.format(one)].partition(".") for one in Field.values if given[LEVEL.format(one)]}
        prices = {use: given[PRICE.format(use)] for use in Home.Use.values}
        return Terms(
            company=UUID(given["company"]), kind=given["kind"], mode=given["mode"], starts_on=given["starts_on"],
            ends_on=given["ends_on"], commission_bp=given["commission"],
            prices={use: fen for use, fen in prices.items() if fen is not None},
            catalogue=next((UUID(pk) for pk, _, _ in chosen.values()), None),
            levels={one: int(number) for one, (_, _, number) in chosen.items()}, id=self.ident,
        )  # fmt: skip


def _initial(contract: Contract) -> dict[str, Any]:
    """What a draft says, as it is typed."""
    prices = {PRICE.format(use): format_fen(fen) for use, fen in contract.prices.values_list("use", "fen_per_m2")}
    levels = contract.levels.values_list("field", "level")
    share = "" if contract.commission_bp is None else format_fen(contract.commission_bp)
    return {
        "company": str(contract.company_id), "kind": contract.kind, "mode": contract.mode, "commission": share,
        "starts_on": contract.starts_on, "ends_on": contract.ends_on, "id": contract.pk, **prices,
        **{LEVEL.format(one): f"{contract.catalogue_id}.{number}" for one, number in levels},
    }  # fmt: skip


class ExtraForm(OnceForm):
    field = forms.ChoiceField(label=gettext_lazy("Which field of service is it?"))
    words = forms.CharField(
        label=gettext_lazy("What is promised?"), max_length=WORDS_MAX, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For example: a lift that stops is seen to within four office hours."),
    )  # fmt: skip
    clause = forms.CharField(
        label=gettext_lazy("Which clause says so?"), max_length=CLAUSE_MAX,
        help_text=gettext_lazy("For example: contract, clause 12. Requests cite it."),
    )  # fmt: skip
    category = forms.ChoiceField(
        label=gettext_lazy("Requests of which kind does it hold for?"), required=False,
        help_text=gettext_lazy("With a time, it is the time of every such request from the first day on."),
    )  # fmt: skip
    clock = forms.ChoiceField(label=gettext_lazy("What has to be done in that time?"), required=False)
    amount = forms.IntegerField(label=gettext_lazy("In how much time?"), required=False, min_value=1)
    unit = forms.ChoiceField(label=gettext_lazy("In which unit?"), required=False)

    def __init__(self, data: Any = None, *, categories: Sequence[Category], language: str) -> None:
        super().__init__(data)
        self.offer("field", [("", ""), *Field.choices])
        none = ("", gettext("no request, no time"))
        self.offer("category", [none, *((one.key, one.label(language)) for one in categories)])
        self.offer("clock", [("", ""), *ContractPromise.Clock.choices])
        self.offer("unit", [("", ""), *((unit, UNIT_WORDS[unit]) for unit in UNITS)])
        self.need(
            field=gettext("Choose a field."), words=gettext("Say what is promised."),
            clause=gettext("Say which clause of the contract says so."),
        )  # fmt: skip

    def extra(self) -> Extra:
        given = self.cleaned_data
        names = ("field", "words", "clause", "category", "clock", "amount", "unit")
        return Extra(id=self.ident, **{name: given[name] for name in names})


def numbered(decisions: Sequence[Decision]) -> list[tuple[str, str]]:
    """Decisions to choose from, by number and title."""
    says = gettext("No. {number} of {year}: {title}")
    rows = ((str(one.pk), says.format(number=one.number, year=one.year, title=one.title)) for one in decisions)
    return [("", ""), *rows]


class SignForm(OnceForm):
    """The owners' decision for their contract; for others the words they rest on."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Which decision of the owners does it rest on?"),
        help_text=gettext_lazy("Decisions on the company or its fee stand here that were carried within a year."),
    )
    authority = forms.CharField(
        label=gettext_lazy("What does it rest on?"), max_length=WORDS_MAX, widget=forms.Textarea(attrs={"rows": 3})
    )
    signed_on = forms.DateField(label=gettext_lazy("On which day did both sides sign?"), widget=DayInput)

    def __init__(self, data: Any = None, *, contract: Contract, today: date, decisions: Sequence[Decision]) -> None:
        super().__init__(data, signed_on=today)
        del self.fields["authority" if contract.kind == Contract.Kind.ORDINARY else "decision"]
        if "decision" in self.fields:
            self.offer("decision", numbered(decisions))
        elif contract.kind == Contract.Kind.TEMPORARY:
            self.fields["authority"].help_text = gettext("Whose paper, of which day. Everybody reads it on the board.")
        else:
            self.fields["authority"].help_text = gettext("The developer’s paper, and of which day it is.")
        self.need(
            decision=gettext("Choose the decision. If there is none, put it to the owners first."),
            authority=gettext("Say what it rests on."), signed_on=gettext("Choose a day."),
        )  # fmt: skip

    def signing(self) -> Signing:
        given = self.cleaned_data
        cited = given.get("decision")
        return Signing(
            signed_on=given["signed_on"], decision=UUID(cited) if cited else None,
            authority=given.get("authority", ""),
        )  # fmt: skip


class TenderForm(OnceForm):
    on = forms.DateField(label=gettext_lazy("On which day was the tender decided?"), widget=DayInput)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, on=today)
        self.need(on=gettext("Choose a day."))


class FileForm(OnceForm):
    on = forms.DateField(label=gettext_lazy("On which day was it filed?"), widget=DayInput)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, on=today)
        self.need(on=gettext("Choose a day."))
