"""Forms of a contract's end: the plan for the next company, notice of either side, the end itself."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.assembly.models import Decision
from courtyard.assembly.paper_field import PaperField
from courtyard.notify.models import WORDS_MAX as BOARD_WORDS_MAX
from courtyard.services.actions.contract_calendar import Plan
from courtyard.services.actions.contract_ending import Dismissal, Leaving
from courtyard.services.forms.contracts import numbered
from courtyard.services.models.company import ARTICLE_MAX, WORDS_MAX
from courtyard.services.upkeep.annexes import Kept
from courtyard.trail.once import OnceForm
from courtyard.web.widgets import DayInput

FILES = "application/pdf,image/jpeg,image/png"


class PlanForm(OnceForm):
    words = forms.CharField(
        label=gettext_lazy("How is the next company chosen?"), max_length=BOARD_WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=gettext_lazy(
            "By tender or by asking some; who decides, and when; which services at which level; what they may cost."
        ),
    )  # fmt: skip
    file = PaperField(
        label=gettext_lazy("The plan as a file"), required=False, widget=forms.FileInput(attrs={"accept": FILES}),
        help_text=gettext_lazy(
            "A PDF, or a JPEG or PNG picture, up to 20 MB. Everybody can open it; name no resident."
        ),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.need(words=gettext("Write the plan."))

    def plan(self, file: Kept | None) -> Plan:
        given = self.cleaned_data
        name = given["file"].name if given["file"] else ""
        return Plan(words=given["words"], file=file, file_name=name, id=self.ident)


class LeaveForm(OnceForm):
    told_on = forms.DateField(label=gettext_lazy("On which day did it say so in writing?"), widget=DayInput)
    last_on = forms.DateField(label=gettext_lazy("The last day it serves"), widget=DayInput)

    def __init__(self, data: Any = None, *, today: date, last_on: date | None) -> None:
        super().__init__(data, told_on=today, last_on=last_on)
        self.need(told_on=gettext("Choose a day."), last_on=gettext("Choose a day."))

    def leaving(self) -> Leaving:
        return Leaving(told_on=self.cleaned_data["told_on"], last_on=self.cleaned_data["last_on"])


class DismissForm(OnceForm):
    decision = forms.ChoiceField(
        label=gettext_lazy("Which decision of the owners says so?"),
        help_text=gettext_lazy("Decisions on the company stand here that were carried within a year."),
    )
    told_on = forms.DateField(label=gettext_lazy("On which day was the company told in writing?"), widget=DayInput)
    last_on = forms.DateField(label=gettext_lazy("The last day it serves"), widget=DayInput)
    clause = forms.CharField(
        label=gettext_lazy("If the contract sets less notice: which clause?"), required=False, max_length=ARTICLE_MAX,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, today: date, decisions: Sequence[Decision]) -> None:
        super().__init__(data, told_on=today)
        self.offer("decision", numbered(decisions))
        self.need(
            decision=gettext("Choose the decision. If there is none, put it to the owners first."),
            told_on=gettext("Choose a day."), last_on=gettext("Choose a day."),
        )  # fmt: skip

    def dismissal(self) -> Dismissal:
        given = self.cleaned_data
        return Dismissal(
            decision=UUID(given["decision"]), told_on=given["told_on"], last_on=given["last_on"],
            clause=given["clause"],
        )  # fmt: skip


class EndForm(OnceForm):
    on = forms.DateField(label=gettext_lazy("The last day it bound"), widget=DayInput)
    reason = forms.CharField(
        label=gettext_lazy("Why did it end?"), max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), help_text=gettext_lazy("Everybody reads this."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, on: date) -> None:
        super().__init__(data, on=on)
        self.need(on=gettext("Choose a day."), reason=gettext("Say why, in a few words."))
