"""Forms of topping up the fund: what owners are told, what they decided, what a home paid in."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.money import citing
from courtyard.money.actions.top_up_payments import PaidIn
from courtyard.money.actions.top_ups import Deciding, Telling
from courtyard.money.forms.revenue import BookForm, GroundField, words
from courtyard.money.models.book import WHAT_MAX, WORDS_MAX
from courtyard.money.models.top_up import PERCENT_MAX, RECEIPT_MAX
from courtyard.places.models import Building
from courtyard.web.amount_fields import YuanField
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import DayInput


class NoticeForm(BookForm):
    building = forms.ChoiceField(
        label=gettext_lazy("Whose fund is it?"), required=False,
        help_text=gettext_lazy("Buildings of fewer than ten homes are told together with the whole estate."),
    )  # fmt: skip
    day = forms.DateField(label=gettext_lazy("On which day are owners told?"), widget=DayInput)
    words = words(
        gettext_lazy("What are they told?"), WORDS_MAX,
        gettext_lazy("Why the fund is low and what is proposed. Everybody reads it: name no home."), rows=4,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, buildings: Sequence[Building], today: date) -> None:
        super().__init__(data, day=today)
        self.offer("building", [("", gettext("the whole estate’s")), *((str(one.pk), one.name) for one in buildings)])
        self.need(words=gettext("Say it in a few words."), building=gettext("Choose one from the list."))

    def telling(self, estate_id: UUID) -> Telling:
        given = self.cleaned_data
        building = UUID(given["building"]) if given["building"] else None
        return Telling(estate_id=estate_id, day=given["day"], words=given["words"], building=building, id=self.ident)


class DecideForm(DeedForm):
    ground = GroundField(label=gettext_lazy("Which decision of the owners was it?"))
    percent = forms.IntegerField(
        label=gettext_lazy("To how many per cent of its first deposit does each home top up?"), min_value=1,
        max_value=PERCENT_MAX,
    )  # fmt: skip
    until = forms.DateField(label=gettext_lazy("By when do homes pay?"), widget=DayInput)

    def __init__(self, data: Any = None, *, decisions: Sequence[citing.Ground], percent: int) -> None:
        super().__init__(data, initial={"percent": percent or ""})
        ground = self.fields["ground"]
        assert isinstance(ground, GroundField)
        ground.offer(decisions, gettext("Choose the decision"))
        self.need(
            ground=gettext("Choose the decision."), percent=gettext("Write a whole number, like 100."),
            until=gettext("Choose a day."),
        )  # fmt: skip

    def deciding(self) -> Deciding:
        given = self.cleaned_data
        return Deciding(ground=given["ground"], percent=given["percent"], until=given["until"])


class ReceiveTopUpForm(BookForm):
    fen = YuanField(label=gettext_lazy("How much came in, in yuan?"))
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    payer = words(gettext_lazy("Who paid?"), WHAT_MAX, gettext_lazy("Only if it was somebody else."), required=False)
    receipt = words(
        gettext_lazy("Number of the receipt"), RECEIPT_MAX, gettext_lazy("If the home got a paper one."), required=False
    )

    def __init__(self, data: Any = None, *, today: date, fen: str) -> None:
        super().__init__(data, day=today, fen=fen)

    def paid_in(self, estate_id: UUID, home_id: UUID) -> PaidIn:
        given = self.cleaned_data
        return PaidIn(
            estate_id=estate_id, home_id=home_id, fen=given["fen"], day=given["day"], payer=given["payer"],
            receipt=given["receipt"], id=self.ident,
        )  # fmt: skip
