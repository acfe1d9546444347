"""Forms of collectors: prices, discounts, a billing, a payment, what is given back."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext

from courtyard.assembly.models import Decision
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook.periods import months_after
from courtyard.money.actions.discounts import Off
from courtyard.money.actions.payments import Received, Refunding
from courtyard.money.actions.schedules import Fees
from courtyard.money.billing import Billing
from courtyard.money.forms.fields import MonthField, ShareField
from courtyard.money.models import Bill, BillRun, FeePrice, FeeSchedule, Payment
from courtyard.money.models.book import WHAT_MAX, WORDS_MAX
from courtyard.places.models import Home
from courtyard.services.models import Contract
from courtyard.trail.once import OnceForm
from courtyard.web.amount_fields import YuanField
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import DayInput

DAY = timedelta(days=1)
BY_HAND = (Payment.Channel.CASH, Payment.Channel.TRANSFER)


class FeesForm(OnceForm):
    """A price for each use, by area or for each home; empty where a use is not charged."""

    from_day = forms.DateField(label=gettext_lazy("From which day on?"), widget=DayInput)
    decision = forms.ChoiceField(
        label=gettext_lazy("Which decision of the owners sets it?"), required=False,
        help_text=gettext_lazy("A changed fee needs one that is in force. (民法典第二百七十八条)"),
    )  # fmt: skip
    contract = forms.ChoiceField(
        label=gettext_lazy("Or the contract that says the same"), required=False,
        help_text=gettext_lazy("Enough for the first schedule, if it repeats the contract’s prices."),
    )  # fmt: skip
    words = forms.CharField(label=gettext_lazy("A note for everybody"), required=False, max_length=WORDS_MAX)

    def __init__(
        self, data: Any = None, *, decisions: Sequence[Decision], contract: Contract | None, newest: FeeSchedule | None
    ) -> None:
        super().__init__(data)
        before = {one.use: one for one in newest.prices.all()} if newest else {}
        for use in Home.Use:
            price = before.get(use.value)
            self.fields[f"price_{use.value}"] = YuanField(
                label=use.label, required=False, initial=format_fen(price.fen) if price else ""
            )
            self.fields[f"unit_{use.value}"] = forms.ChoiceField(
                label=pgettext("unit of a fee", "for"),
                choices=FeePrice.Unit.choices,
                initial=price.unit if price else None,
            )
        self.offer(
            "decision",
            [
                ("", pgettext("what a fee rests on", "none")),
                *((str(one.pk), f"{one} {one.title}") for one in decisions),
            ],
        )
        said = [(str(contract.pk), contract.company.name)] if contract else []
        self.offer("contract", [("", pgettext("what a fee rests on", "none")), *said])
        self.need(from_day=gettext("Choose a day."), decision=gettext("Choose one from the list."))

    @property
    def prices(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"price_{use}"], self[f"unit_{use}"]) for use in Home.Use.values]

    def fees(self, estate_id: UUID) -> Fees:
        given = self.cleaned_data
        prices = {
            use: (given[f"unit_{use}"], given[f"price_{use}"])
            for use in Home.Use.values
            if given.get(f"price_{use}") is not None
        }
        return Fees(
            estate_id=estate_id, from_day=given["from_day"], prices=prices, words=given["words"], id=self.ident,
            decision=_id(given["decision"]), contract=_id(given["contract"]),
        )  # fmt: skip


class DiscountForm(OnceForm):
    share = ShareField(label=gettext_lazy("How many per cent are taken off?"))
    fen = YuanField(label=gettext_lazy("Or how many yuan a month?"), required=False)
    first = MonthField(label=gettext_lazy("From which month on?"))
    last = MonthField(
        label=gettext_lazy("Until which month?"), required=False, help_text=gettext_lazy("Empty: until it is ended.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=WHAT_MAX,
        help_text=gettext_lazy("It stands on the home’s bill. Write nothing of health or family."),
    )  # fmt: skip

    def off(self, estate_id: UUID, home_id: UUID) -> Off:
        given = self.cleaned_data
        last = months_after(given["last"], 1) - DAY if given["last"] else None
        return Off(
            estate_id=estate_id, home_id=home_id, share_bp=given["share"], fen=given["fen"], first=given["first"],
            last=last, reason=given["reason"], id=self.ident,
        )  # fmt: skip


class EndDiscountForm(DeedForm):
    last = MonthField(label=gettext_lazy("Which is its last month?"))


class BillForm(OnceForm):
    every = forms.ChoiceField(
        label=gettext_lazy("For how long?"), choices=BillRun.Every.choices, widget=forms.RadioSelect
    )
    first = MonthField(label=gettext_lazy("From which month on?"))
    due_on = forms.DateField(label=gettext_lazy("Last day to pay"), widget=DayInput)
    bills = forms.IntegerField(widget=forms.HiddenInput, required=False)
    fen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.need(every=gettext("Choose how long."), first=gettext("Choose a month."), due_on=gettext("Choose a day."))

    def billing(self, estate_id: UUID) -> Billing:
        given = self.cleaned_data
        bills, fen = given.get("bills"), given.get("fen")
        return Billing(
            estate_id=estate_id, every=BillRun.Every(given["every"]), first=given["first"], due_on=given["due_on"],
            expects=(bills, fen) if bills is not None and fen is not None else None, id=self.ident,
        )  # fmt: skip


class ReceiveForm(OnceForm):
    fen = YuanField(label=gettext_lazy("How many yuan?"))
    channel = forms.ChoiceField(label=gettext_lazy("How was it paid?"), widget=forms.RadioSelect)
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    bill = forms.ChoiceField(label=gettext_lazy("For which bill?"), required=False)
    payer = forms.CharField(label=gettext_lazy("Who paid?"), required=False, max_length=WHAT_MAX)

    def __init__(self, data: Any = None, *, bills: Sequence[Bill], today: date) -> None:
        open_fen = sum(one.open_fen for one in bills)
        super().__init__(data, day=today, fen=format_fen(open_fen) if open_fen else "")
        self.offer("channel", [(one.value, one.label) for one in BY_HAND])
        named = [(str(one.pk), f"{one.reference}, {format_fen(one.open_fen)}") for one in bills]
        self.offer("bill", [("", pgettext("of bills", "the oldest first")), *named])
        self.need(
            fen=gettext("Write how many yuan."), channel=gettext("Choose how it was paid."),
            day=gettext("Choose a day."),
        )  # fmt: skip

    def received(self, estate_id: UUID, home_id: UUID) -> Received:
        given = self.cleaned_data
        named = (UUID(given["bill"]),) if given["bill"] else ()
        return Received(
            estate_id=estate_id, home_id=home_id, fen=given["fen"], day=given["day"], channel=given["channel"],
            bill_ids=named, payer=given["payer"], id=self.ident,
        )  # fmt: skip


class RefundForm(OnceForm):
    fen = YuanField(label=gettext_lazy("How many yuan?"))
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=WHAT_MAX)

    def __init__(self, data: Any = None, *, ahead_fen: int, today: date) -> None:
        super().__init__(data, day=today, fen=format_fen(ahead_fen))
        self.need(fen=gettext("Write how many yuan."), day=gettext("Choose a day."), reason=gettext("Say why."))

    def refunding(self, estate_id: UUID, home_id: UUID) -> Refunding:
        given = self.cleaned_data
        return Refunding(
            estate_id=estate_id, home_id=home_id, fen=given["fen"], day=given["day"], reason=given["reason"],
            id=self.ident,
        )  # fmt: skip


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None
