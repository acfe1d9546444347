"""The form of a contract's paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.assembly.paper_field import PaperField
from courtyard.services.actions.annexes import Paper
from courtyard.services.forms.contract_ending import FILES
from courtyard.services.models import Annex
from courtyard.services.models.company import NAME_MAX
from courtyard.services.upkeep.annexes import Kept
from courtyard.trail.once import OnceForm


class AnnexForm(OnceForm):
    kind = forms.ChoiceField(label=gettext_lazy("What kind of paper is it?"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("What is it called?"), max_length=NAME_MAX,
        help_text=gettext_lazy("For example: audit of 2025."),
    )  # fmt: skip
    file = PaperField(
        label=gettext_lazy("The file"), widget=forms.FileInput(attrs={"accept": FILES}),
        help_text=gettext_lazy(
            "A PDF, or a JPEG or PNG picture, up to 20 MB. Everybody can open it once the contract is signed: black "
            "out telephone and identity numbers first."
        ),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.offer("kind", [(kind.value, kind.label) for kind in Annex.Kind])
        self.need(
            kind=gettext("Choose what kind of paper it is."), name=gettext("Say what the paper is."),
            file=gettext("Choose the file."),
        )  # fmt: skip

    def paper(self, file: Kept | None) -> Paper:
        given = self.cleaned_data
        return Paper(kind=given["kind"], name=given["name"], file=file, id=self.ident)
