"""Forms of the bank: an account, a file and its columns, a day, a line booked by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy

from courtyard.core.bank import LABELS, Column
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import Account
from courtyard.money.actions.bank import AtABank
from courtyard.money.models import BankAccount
from courtyard.money.models.bank import BANK_MAX, HOLDER_MAX
from courtyard.money.models.book import WHAT_MAX, WORDS_MAX
from courtyard.money.statements import BYTES_MAX, Heading
from courtyard.trail.ids import new_id
from courtyard.web.amount_fields import YuanField
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import DayInput

KEPT_FOR = timedelta(hours=20)
"""How long a file that was looked at waits to be imported; the clerk sweeps what is older than a day."""
_SALT = "courtyard.money.statement"
COLUMN = "column_"


class _OfAnAccount(DeedForm):
    bank = forms.CharField(label=gettext_lazy("Which bank is it?"), max_length=BANK_MAX)
    digits = forms.CharField(
        label=gettext_lazy("The last four digits of its number"), max_length=4, required=False,
        help_text=gettext_lazy("The whole number is not kept."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    holder = forms.CharField(label=gettext_lazy("In whose name is it?"), max_length=HOLDER_MAX)
    opening = YuanField(
        label=gettext_lazy("What was there before the first day?"), required=False,
        help_text=gettext_lazy("In yuan. Leave it empty where the bank’s file says the balance after each payment."),
    )  # fmt: skip

    def _say(self) -> None:
        self.need(bank=gettext("Say which bank it is."), holder=gettext("Say in whose name the account is."))


class AddAccountForm(_OfAnAccount):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    key = forms.ChoiceField(label=gettext_lazy("Which line of the books is it?"))
    since = forms.DateField(
        label=gettext_lazy("From which day on?"), widget=DayInput,
        help_text=gettext_lazy("Earlier lines of the bank’s files are passed over."),
    )  # fmt: skip
    gateway = forms.ChoiceField(label=gettext_lazy("Is it filled by a payment gateway?"), required=False)
    field_order = ("key", "bank", "digits", "holder", "since", "opening", "gateway", "id")

    def __init__(
        self, data: Any = None, *, accounts: Sequence[Account], since: date, gateways: Sequence[tuple[str, Any]]
    ) -> None:
        super().__init__(data, initial={"id": new_id(), "since": since})
        self._accounts = {one.key: one for one in accounts}
        language = get_language() or ""
        self.offer("key", [(one.key, one.label(language)) for one in accounts])
        self.offer("gateway", [("", gettext("No, it is an account at a bank")), *gateways])
        self._say()
        self.need(key=gettext("Choose a line of the books."), since=gettext("Choose a day."))

    def told(self) -> AtABank:
        given = self.cleaned_data
        return AtABank(
            fund=self._accounts[given["key"]].fund, key=given["key"], bank=given["bank"], holder=given["holder"],
            digits="" if given["gateway"] else given["digits"], since=given["since"], opening_fen=given["opening"],
            gateway=given["gateway"], id=given["id"] or new_id(),
        )  # fmt: skip


class CorrectAccountForm(_OfAnAccount):
    def __init__(self, data: Any = None, *, account: BankAccount) -> None:
        opening = "" if account.opening_fen is None else format_fen(account.opening_fen)
        said = {"bank": account.bank, "digits": account.digits, "holder": account.holder, "opening": opening}
        super().__init__(data, initial=said)
        self._say()


class EndAccountForm(DeedForm):
    on = forms.DateField(label=gettext_lazy("Which day was its last?"), widget=DayInput)
    reason = forms.CharField(
        label=gettext_lazy("Why does it end?"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("It stands on the record, for everybody to read."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})
        self.need(on=gettext("Choose a day."), reason=gettext("Say why, in a few words."))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was looked at: sealed in the storage, under this name."""

    id: UUID
    account: UUID
    file: str
    name: str

    def ticket(self) -> str:
        fields = {name: str(getattr(self, name)) for name in self.__dataclass_fields__}
        return signing.dumps(fields, salt=_SALT, compress=True)


class FileForm(DeedForm):
    file = forms.FileField(
        label=gettext_lazy("The statement as a file"),
        help_text=gettext_lazy("CSV, XLSX, XLS, ODS or OFX, up to {most} MB. You see all of it before it is imported."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.ods,.ofx,.qfx"}),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["file"].help_text = str(self.fields["file"].help_text).format(most=BYTES_MAX // 1024 // 1024)
        self.need(file=gettext("Choose the bank’s file."))


class ColumnsForm(DeedForm):
    """What each column is, and the file it is about; the file's refusals are said above all."""

    ticket = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, headings: Sequence[Heading] = (), ticket: str = "") -> None:
        super().__init__(data, initial={"ticket": ticket})
        choices = [(column.value, gettext(LABELS[column])) for column in Column]
        for one in headings:
            self.fields[f"{COLUMN}{one.index}"] = forms.ChoiceField(
                label=one.text, choices=choices, initial=one.column.value, required=False
            )
        self._headings = headings

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [{"heading": one, "field": self[f"{COLUMN}{one.index}"]} for one in self._headings]

    def waiting(self, account: BankAccount) -> Waiting | None:
        """What the ticket was written for, if that was not long ago and for this account."""
        try:
            said = signing.loads(self.data.get("ticket", ""), salt=_SALT, max_age=KEPT_FOR)
        except signing.BadSignature:
            return None
        one = Waiting(**(said | {"id": UUID(said["id"]), "account": UUID(said["account"])}))
        return one if one.account == account.pk else None


def changes_in(posted: Any) -> dict[int, Column]:
    """What somebody said of the columns; what is no column is passed over."""
    known = {column.value: column for column in Column}
    said = {name.removeprefix(COLUMN): value for name, value in posted.items() if name.startswith(COLUMN)}
    return {int(at): known[value] for at, value in said.items() if at.isdecimal() and value in known}


class DayForm(DeedForm):
    day = forms.DateField(label=gettext_lazy("Up to which day?"), widget=DayInput)

    def __init__(self, data: Any = None, *, day: date) -> None:
        super().__init__(data, initial={"day": day})
        self.need(day=gettext("Choose a day."))


class BookForm(DeedForm):
    key = forms.ChoiceField(label=pgettext_lazy("money on a bank line", "What is it?"))
    what = forms.CharField(
        label=gettext_lazy("What it is about, in a few words"), max_length=WHAT_MAX,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Everybody reads these words in the books. Do not name a resident or a home."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, accounts: Sequence[Account]) -> None:
        super().__init__(data)
        language = get_language() or ""
        self.offer("key", [(one.key, one.label(language)) for one in accounts])
        self.need(key=gettext("Choose what it is."), what=gettext("Say in a few words what it is about."))
