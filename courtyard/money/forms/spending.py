"""Forms of a spending: its plan, a quote, what it rests on, a part to be paid, a review, an acceptance."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy

from courtyard.assembly.models import Decision
from courtyard.committee.models import Limit, Resolution
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import Account
from courtyard.money.actions.plans import Offer, Plan
from courtyard.money.actions.spending import Ask
from courtyard.money.grounds import Ground
from courtyard.money.models import Entry, Quote, Spending
from courtyard.money.models.book import WHAT_MAX, WORDS_MAX, Fund
from courtyard.money.models.spending import NAME_MAX
from courtyard.places.models import Building, Entrance
from courtyard.services.models import Contract
from courtyard.trail.once import OnceForm
from courtyard.web.amount_fields import YuanField
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import DayInput

A = Entry.Authority


def words_field(label: Any, most: int = WORDS_MAX, **given: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return forms.CharField(label=label, max_length=most, widget=widget, **given)


class PlanForm(OnceForm):
    what = forms.CharField(
        label=gettext_lazy("What is to be done?"), max_length=WHAT_MAX,
        help_text=gettext_lazy("In one line, for example: roof of building 3 made tight."),
    )  # fmt: skip
    why = words_field(gettext_lazy("Why is it needed?"))
    account = forms.ChoiceField(label=gettext_lazy("From which fund, and for what?"))
    part = forms.ChoiceField(
        label=gettext_lazy("Whose part is it?"), required=False,
        help_text=gettext_lazy("Only the homes that share this part bear it."),
    )  # fmt: skip
    fen = YuanField(label=gettext_lazy("What will it cost, in yuan?"))
    emergency = forms.BooleanField(
        label=gettext_lazy("It is an emergency: it cannot wait for a decision"), required=False
    )
    danger = words_field(gettext_lazy("What is the danger?"), required=False)
    reported_to = forms.CharField(
        label=gettext_lazy("To whom was it reported?"), max_length=NAME_MAX, required=False,
        help_text=gettext_lazy("The sub-district and the housing office, for example."),
    )  # fmt: skip
    reported_on = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput, required=False)

    def __init__(
        self, data: Any = None, *, accounts: Sequence[Account], buildings: Sequence[Building],
        entrances: Sequence[Entrance],
    ) -> None:  # fmt: skip
        super().__init__(data)
        self._funds = {one.key: one.fund for one in accounts}
        self.offer("account", [("", ""), *_by_fund(accounts)])
        doors = [(f"e-{one.pk}", f"{one.building.name}{one.name}") for one in entrances]
        houses = [(f"b-{one.pk}", one.name) for one in buildings]
        self.offer("part", [("", gettext("the whole estate’s")), *houses, *doors])
        self.need(
            what=gettext("Say what is to be done."), why=gettext("Say why it is needed."),
            account=gettext("Choose what kind of spending it is."), fen=gettext("Say what it will cost."),
        )  # fmt: skip

    def plan(self) -> Plan:
        given = self.cleaned_data
        kind, _, key = given["part"].partition("-")
        return Plan(
            id=self.ident, fund=self._funds[given["account"]], account=given["account"], what=given["what"],
            why=given["why"], fen=given["fen"], building=UUID(key) if kind == "b" else None,
            entrance=UUID(key) if kind == "e" else None, emergency=given["emergency"], danger=given["danger"],
            reported_to=given["reported_to"], reported_on=given["reported_on"],
        )  # fmt: skip


def _by_fund(accounts: Sequence[Account]) -> list[tuple[Any, list[tuple[str, str]]]]:
    language = get_language() or ""
    return [
        (fund.label, [(one.key, one.label(language)) for one in accounts if one.fund == fund])
        for fund in Fund
        if any(one.fund == fund for one in accounts)
    ]


class QuoteForm(OnceForm):
    company = forms.CharField(label=gettext_lazy("Which company is it from?"), max_length=NAME_MAX)
    fen = YuanField(label=gettext_lazy("What does it ask for, in yuan?"))
    words = words_field(gettext_lazy("What does it include?"), required=False)

    def offered(self) -> Offer:
        given = self.cleaned_data
        return Offer(id=self.ident, company=given["company"], fen=given["fen"], words=given["words"])


class AuthoriseForm(DeedForm):
    ground = forms.ChoiceField(label=gettext_lazy("What lets this money out?"), widget=forms.RadioSelect)
    resolution = forms.ChoiceField(
        label=gettext_lazy("Decision of the committee, for what it may spend by itself"), required=False,
        help_text=gettext_lazy("Only needed where it is spent within a limit that the owners gave."),
    )  # fmt: skip
    quote = forms.ChoiceField(label=gettext_lazy("Which quote is taken?"), widget=forms.RadioSelect)

    def __init__(
        self, data: Any = None, *, spending: Spending, decisions: Sequence[Decision], limits: Sequence[Limit],
        contracts: Sequence[Contract], resolutions: Sequence[Resolution], quotes: Sequence[Quote],
    ) -> None:  # fmt: skip
        super().__init__(data)
        grounds = [(f"assembly.{one.pk}", _decision(one)) for one in decisions]
        grounds += [(f"limit.{one.pk}", _limit(one)) for one in limits]
        grounds += [(f"contract.{one.pk}", one.company.name) for one in contracts]
        if spending.emergency:
            grounds.append(("emergency.", gettext("the emergency rule")))
        self.any = bool(grounds) and (bool(quotes) or spending.emergency)
        self.offer("ground", grounds)
        if limits:
            self.offer("resolution", [("", ""), *((str(one.pk), f"{one} {one.title}") for one in resolutions)])
        else:
            del self.fields["resolution"]
        if quotes:
            self.offer("quote", [(str(one.pk), _quote(one)) for one in quotes])
            self.fields["quote"].required = not spending.emergency
        else:
            del self.fields["quote"]
        self.need(ground=gettext("Choose what lets this money out."), quote=gettext("Choose the quote that is taken."))

    def chosen(self) -> Ground:
        kind, _, key = self.cleaned_data["ground"].partition(".")
        resolution = self.cleaned_data.get("resolution")
        return Ground(
            kind=kind, id=UUID(key) if key else None, resolution=UUID(resolution) if resolution else None
        )  # fmt: skip

    def quoted(self) -> UUID | None:
        quote = self.cleaned_data.get("quote")
        return UUID(quote) if quote else None


def _decision(one: Decision) -> str:
    sum_fen = one.motion.cost_fen
    if sum_fen is None:
        return gettext("Decision {number}: {title}, without a sum").format(number=one, title=one.title)
    return gettext("Decision {number}: {title}, {yuan} yuan").format(
        number=one, title=one.title, yuan=format_fen(sum_fen)
    )


def _quote(one: Quote) -> str:
    return gettext("{company}, {yuan} yuan").format(company=one.company, yuan=format_fen(one.fen))


def _limit(one: Limit) -> str:
    return gettext("Limit: {title}, {yuan} yuan each time").format(title=one.title, yuan=format_fen(one.each_fen))


class DrawForm(OnceForm):
    fen = YuanField(label=gettext_lazy("How much is to be paid, in yuan?"))
    payee = forms.CharField(label=gettext_lazy("To whom?"), max_length=NAME_MAX)

    def ask(self) -> Ask:
        return Ask(id=self.ident, fen=self.cleaned_data["fen"], payee=self.cleaned_data["payee"])


class ReviewForm(DeedForm):
    fen = YuanField(
        label=gettext_lazy("What did the price review set, in yuan?"),
        help_text=gettext_lazy(
            "Add the paper of the review to the spending, too. Whoever enters it has no part of the sum paid."
        ),
    )


class BeginForm(DeedForm):
    day = forms.DateField(
        label=gettext_lazy("On which day do works begin?"), widget=DayInput,
        help_text=gettext_lazy("Plan and review have to hang on the wall the day before, at the latest."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, day: date | None = None) -> None:
        super().__init__(data, initial={"day": day})
        self.need(day=gettext("Choose a day."))


class PayForm(DeedForm):
    day = forms.DateField(label=gettext_lazy("On which day was it paid?"), widget=DayInput)
