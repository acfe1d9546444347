"""Forms of papers: added, covered, confirmed."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.assembly.paper_field import PaperField
from courtyard.assembly.upkeep import Kept
from courtyard.money.actions.vouchers import Paper
from courtyard.money.models import Spending, Voucher
from courtyard.money.models.spending import NAME_MAX
from courtyard.money.pictures import Mask
from courtyard.trail.once import OnceForm
from courtyard.web.deed_form import DeedForm

FILES = "application/pdf,image/jpeg,image/png"
CONFIRMED = gettext_lazy("I looked at the copy: no name, number or account of a person can be read in it")


class VoucherForm(OnceForm):
    kind = forms.ChoiceField(label=gettext_lazy("What kind of paper is it?"), widget=forms.RadioSelect)
    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=NAME_MAX)
    belongs = forms.ChoiceField(label=gettext_lazy("What does it belong to?"), required=False)
    file = PaperField(
        label=gettext_lazy("The file"), widget=forms.FileInput(attrs={"accept": FILES}),
        help_text=gettext_lazy(
            "A PDF, or a JPEG or PNG picture, up to 20 MB. Nobody but those who keep the fund opens it as it is; "
            "next you cover what is personal, for everybody else."
        ),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, spending: Spending) -> None:
        super().__init__(data, files)
        self.offer("kind", Voucher.Kind.choices)
        quotes = [(f"q.{one.pk}", one.company) for one in spending.quotes.all()]
        draws = [
            (f"d.{one.pk}", gettext("part {n}, {payee}").format(n=one.number, payee=one.payee))
            for one in spending.draws.all()
        ]
        self.offer("belongs", [("", gettext("the spending as a whole")), *quotes, *draws])
        self.need(
            kind=gettext("Choose what kind of paper it is."), name=gettext("Say what the paper is."),
            file=gettext("Choose the file."),
        )  # fmt: skip

    def paper(self, file: Kept | None) -> Paper:
        given = self.cleaned_data
        kind, _, key = given["belongs"].partition(".")
        return Paper(
            id=self.ident, kind=given["kind"], name=given["name"], file=file,
            quote=UUID(key) if kind == "q" else None, draw=UUID(key) if kind == "d" else None,
        )  # fmt: skip


class MaskForm(DeedForm):
    """Rectangles as “left,top,width,height;…” in thousandths, the first corner of the next one, and the word."""

    masks = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000)
    corner = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    left = forms.IntegerField(label=gettext_lazy("From the left, %"), min_value=0, max_value=100, required=False)
    top = forms.IntegerField(label=gettext_lazy("From the top, %"), min_value=0, max_value=100, required=False)
    width = forms.IntegerField(label=gettext_lazy("Width, %"), min_value=1, max_value=100, required=False)
    height = forms.IntegerField(label=gettext_lazy("Height, %"), min_value=1, max_value=100, required=False)
    confirmed = forms.BooleanField(label=CONFIRMED, required=False)

    def numbers(self) -> Mask | None:
        """What was typed instead of marked."""
        given = [self.cleaned_data.get(one) for one in ("left", "top", "width", "height")]
        if any(one is None for one in given):
            return None
        return Mask(*(10 * int(one) for one in given if one is not None))


class CopyForm(DeedForm):
    """A PDF’s copy was covered elsewhere."""

    file = PaperField(
        label=gettext_lazy("The copy with names, numbers and accounts covered"),
        widget=forms.FileInput(attrs={"accept": FILES}),
        help_text=gettext_lazy("Print it, cover them, and scan or photograph it: what is only drawn over can be read."),
    )  # fmt: skip
    confirmed = forms.BooleanField(label=CONFIRMED, required=False)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.need(file=gettext("Choose the file."))
