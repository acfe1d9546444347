"""Forms of plans: what a year's public revenue is for, the budget of service money, and what either rests on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy

from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import Account
from courtyard.money import citing
from courtyard.money.forms.revenue import BookForm, GroundField, PaperForm, labels, words
from courtyard.money.models import Budget, RevenuePlan
from courtyard.money.models.book import WHAT_MAX, WORDS_MAX, Entry, Fund
from courtyard.money.models.budget import PAYEE_MAX
from courtyard.web.amount_fields import YuanField
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import DayInput

QUARTERS = (1, 2, 3, 4)
A = Entry.Authority


class PlanForm(BookForm):
    """An amount and a few words for each purpose; what is left empty is not planned."""

    def __init__(self, data: Any = None, *, purposes: Sequence[Account], plan: RevenuePlan | None) -> None:
        super().__init__(data)
        self.purposes = purposes
        before = {row.account: row for row in plan.rows.all()} if plan else {}
        for one in purposes:
            row = before.get(one.key)
            self.fields[f"fen-{one.key}"] = YuanField(
                label=one.label(get_language() or ""), required=False, initial=format_fen(row.fen) if row else ""
            )
            self.fields[f"words-{one.key}"] = words(gettext("What for?"), WHAT_MAX, required=False)
            self.fields[f"words-{one.key}"].initial = row.words if row else ""

    @property
    def pairs(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        return ((self[f"fen-{one.key}"], self[f"words-{one.key}"]) for one in self.purposes)

    @property
    def fen(self) -> Mapping[str, int]:
        told = {one.key: self.cleaned_data[f"fen-{one.key}"] for one in self.purposes}
        return {key: fen for key, fen in told.items() if fen is not None and fen != 0}

    @property
    def said(self) -> Mapping[str, str]:
        return {one.key: self.cleaned_data[f"words-{one.key}"] for one in self.purposes}


class ApproveForm(DeedForm):
    ground = GroundField(label=gettext_lazy("Which decision approved it?"))

    def __init__(self, data: Any = None, *, decisions: Sequence[citing.Ground]) -> None:
        super().__init__(data)
        ground = self.fields["ground"]
        assert isinstance(ground, GroundField)
        ground.offer(decisions, gettext("Choose the decision"))
        self.need(ground=gettext("Choose the decision that approved it."))


class BudgetForm(BookForm):
    """Four amounts for each account; what is left empty is not planned."""

    def __init__(self, data: Any = None, *, accounts: Sequence[Account], budget: Budget | None) -> None:
        super().__init__(data)
        self.accounts = accounts
        before = {(row.account, row.quarter): row.fen for row in budget.rows.all()} if budget else {}
        for one in accounts:
            for quarter in QUARTERS:
                fen = before.get((one.key, quarter))
                label = gettext("{account}, quarter {n}").format(account=one.label(get_language() or ""), n=quarter)
                cell = YuanField(label=label, required=False, initial=format_fen(fen) if fen else "")
                cell.widget.attrs |= {"class": "input", "aria-label": label}
                self.fields[self._name(one, quarter)] = cell

    @staticmethod
    def _name(one: Account, quarter: int) -> str:
        return f"{one.key}-{quarter}"

    @property
    def lines(self) -> Iterator[tuple[Account, list[forms.BoundField]]]:
        return ((one, [self[self._name(one, quarter)] for quarter in QUARTERS]) for one in self.accounts)

    @property
    def fen(self) -> Mapping[tuple[str, int], int]:
        told = {
            (one.key, quarter): self.cleaned_data[self._name(one, quarter)]
            for one in self.accounts
            for quarter in QUARTERS
        }
        return {key: fen for key, fen in told.items() if fen is not None and fen != 0}


class ExpenseForm(BookForm):
    account = forms.ChoiceField(label=gettext_lazy("What was it spent on?"))
    fen = YuanField(label=gettext_lazy("How much, in yuan?"))
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    what = words(
        gettext_lazy("What was it for?"), WHAT_MAX, gettext_lazy("Everybody reads it. Name no private person.")
    )
    payee = words(
        gettext_lazy("Which firm was paid?"), PAYEE_MAX,
        gettext_lazy("Pay of staff is told as one sum, “staff”, without names."),
    )  # fmt: skip
    authority = forms.ChoiceField(
        label=gettext_lazy("What does it rest on?"),
        widget=forms.RadioSelect,
        choices=[(A.BUDGET, gettext_lazy("the approved budget")), (A.CONTRACT, gettext_lazy("the service contract"))],
    )

    def __init__(self, data: Any = None, *, accounts: Sequence[Account], today: date, budgeted: bool) -> None:
        super().__init__(data, day=today, authority=A.BUDGET if budgeted else A.CONTRACT)
        self.offer("account", [("", gettext("Choose one")), *labels(accounts)])
        self.need(
            account=gettext("Choose what the money was spent on."), payee=gettext("Say which firm was paid."),
            authority=gettext("Say what it rests on."),
        )  # fmt: skip


class CommissionForm(BookForm):
    year = forms.ChoiceField(label=gettext_lazy("Which year is audited?"))
    fund = forms.ChoiceField(label=gettext_lazy("Which money?"), required=False)
    auditor = words(gettext_lazy("Which firm audits?"), PAYEE_MAX)
    on = forms.DateField(label=gettext_lazy("When was it asked?"), widget=DayInput)

    def __init__(self, data: Any = None, *, years: Sequence[int], today: date) -> None:
        super().__init__(data, on=today, year=years[0] if years else "")
        self.offer("year", [(str(year), str(year)) for year in years])
        self.offer("fund", [("", gettext("all funds together")), *Fund.choices])
        self.need(auditor=gettext("Say which firm audits."), on=gettext("Choose a day."))


class ReportForm(PaperForm):
    on = forms.DateField(label=gettext_lazy("When did the report come?"), widget=DayInput)
    words = words(
        gettext_lazy("What did it find, in a few words?"), WORDS_MAX, gettext_lazy("Everybody reads it."), rows=3
    )
    field_order = ("on", "words", "file", "looked")

    def __init__(self, data: Any = None, files: Any = None, *, today: date) -> None:
        super().__init__(data, files, on=today)
        self.need(on=gettext("Choose a day."), words=gettext("Say what it found."))
