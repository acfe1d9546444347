"""Forms of the fund: a list of balances, what its columns hold, interest."""

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.core.bank import OPENING_LABELS, OpeningColumn
from courtyard.core.quantities import format_fen
from courtyard.money.actions.fund import Interest
from courtyard.money.forms.fields import MonthField
from courtyard.money.models import Entry
from courtyard.money.models.book import WHAT_MAX
from courtyard.trail.once import OnceForm
from courtyard.web.amount_fields import YuanField
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import DayInput

COLUMN = "column_{}"


class OpeningForm(OnceForm):
    file = forms.FileField(
        label=gettext_lazy("The list as a file"), widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
        help_text=gettext_lazy(
            "XLSX, XLS, ODS or CSV: each home in a row, with its first deposit and its balance. "
            "Nothing is booked until you say so."
        ),
    )  # fmt: skip
    day = forms.DateField(label=gettext_lazy("As of which day?"), widget=DayInput)
    stated = YuanField(
        label=gettext_lazy("The total that the bank says, in yuan"), required=False,
        help_text=gettext_lazy("The homes have to add up to it."),
    )  # fmt: skip
    in_books = forms.BooleanField(
        label=gettext_lazy("This money stands in the books already, not shared over homes yet"), required=False
    )

    def __init__(self, data: Any = None, files: Any = None, *, day: date) -> None:
        super().__init__(data, files, day=day)
        self.need(file=gettext("Choose the file."), day=gettext("Choose a day."))


class ColumnsForm(DeedForm):
    """One choice for each column of the file."""

    def __init__(self, data: Any = None, *, headings: Sequence[str], columns: Sequence[OpeningColumn]) -> None:
        super().__init__(data)
        choices = [(one.value, gettext(OPENING_LABELS[one])) for one in OpeningColumn]
        self.count = len(headings)
        for index, (heading, column) in enumerate(zip(headings, columns, strict=True)):
            self.fields[COLUMN.format(index)] = forms.ChoiceField(
                label=heading or gettext("(no heading)"), choices=choices, initial=column.value
            )

    def columns(self) -> list[str]:
        return [self.cleaned_data[COLUMN.format(index)] for index in range(self.count)]


class InterestForm(OnceForm):
    entry = forms.ChoiceField(
        label=gettext_lazy("Which interest is it?"), widget=forms.RadioSelect, required=False,
        help_text=gettext_lazy("What stands in the books already is not booked again."),
    )  # fmt: skip
    fen = YuanField(label=gettext_lazy("How much came in, in yuan?"), required=False)
    day = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput, required=False)
    what = forms.CharField(label=gettext_lazy("What the entry is about"), max_length=WHAT_MAX, required=False)
    first = MonthField(label=gettext_lazy("From which month?"))
    last = MonthField(label=gettext_lazy("Up to which month?"))

    def __init__(self, data: Any = None, *, entries: Sequence[Entry]) -> None:
        super().__init__(data)
        known = [(str(one.pk), f"{one.day:%Y-%m-%d} {one.what}, {format_fen(one.fen)}") for one in entries]
        self.offer("entry", [*known, ("", gettext("It is not in the books yet"))])

    def interest(self) -> Interest:
        given = self.cleaned_data
        last = given["last"].replace(day=calendar.monthrange(given["last"].year, given["last"].month)[1])
        return Interest(
            id=self.ident, entry=UUID(given["entry"]) if given["entry"] else None, fen=given["fen"] or 0,
            day=given["day"], what=given["what"] or gettext("interest of the maintenance fund"), first=given["first"],
            last=last,
        )  # fmt: skip
