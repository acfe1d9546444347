"""Forms for what is to be decided, and its papers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, gettext_lazy

from courtyard.assembly.actions import Text
from courtyard.assembly.actions.motions import ALTERNATES_MAX, ELECTS, SEATS_MAX
from courtyard.assembly.models import NAME_MAX, TITLE_MAX, WORDS_MAX, Motion
from courtyard.assembly.paper_field import PaperField
from courtyard.core.quantities import BadMoney, format_fen, parse_fen
from courtyard.core.rulebook.counts import Matter
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.refusals import told


def _words(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    return forms.CharField(label=label, help_text=help_text, max_length=WORDS_MAX, required=required, widget=widget)


class MotionForm(DeedForm):
    """A motion's text. The matter fixes how it is counted, so that nobody chooses the gates."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    matter = forms.ChoiceField(
        label=gettext_lazy("What kind of decision is it?"),
        help_text=gettext_lazy("This fixes how many have to take part and agree."),
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Title, as it stands on the ballot"), max_length=TITLE_MAX)
    decides = _words(gettext_lazy("What does this decide?"), gettext_lazy("In everyday words, with figures."))
    cost = forms.CharField(
        label=gettext_lazy("What does it cost in all, in yuan?"), required=False, max_length=40,
        help_text=gettext_lazy("It is shared by area, and every owner reads what their home’s part comes to."),
    )  # fmt: skip
    costs = _words(
        gettext_lazy("Where does the money come from?"),
        gettext_lazy("From the maintenance fund or paid anew, once or every month."), required=False,
    )  # fmt: skip
    bears = _words(gettext_lazy("Who gains, and who bears it?"), required=False)
    seats = forms.IntegerField(
        label=gettext_lazy("How many seats?"), min_value=0, max_value=SEATS_MAX, required=False,
        help_text=gettext_lazy("An odd number, five or more; three are enough up to 10,000 m²."),
    )  # fmt: skip
    alternates = forms.IntegerField(
        label=gettext_lazy("How many alternates?"), min_value=0, max_value=ALTERNATES_MAX, required=False
    )
    tie_break = forms.ChoiceField(label=gettext_lazy("If two have the same"), choices=Motion.TieBreak.choices)

    def __init__(self, data: Any = None, *, matters: Sequence[Matter], motion: Motion | None = None) -> None:
        super().__init__(data, initial=_initial(motion))
        language = get_language() or ""
        self.offer("matter", [("", ""), *((one.key, one.label(language)) for one in matters)])
        self.need(
            matter=gettext("Choose what kind of decision this is."), title=gettext("Give it a title."),
            decides=gettext("Say what it decides."),
        )  # fmt: skip
        self.fields["tie_break"].required = False

    def clean_cost(self) -> int | None:
        text = self.cleaned_data["cost"].strip()
        if not text:
            return None
        try:
            fen = parse_fen(text)
        except BadMoney as wrong:
            raise ValidationError(told(wrong)) from wrong
        if fen < 0:
            raise ValidationError(gettext("A cost is no less than nothing."))
        return fen

    def text(self, ident: UUID | None = None) -> Text:
        given = self.cleaned_data
        elects = given["matter"] in ELECTS
        return Text(
            matter=given["matter"], title=given["title"], decides=given["decides"], costs=given["costs"],
            bears=given["bears"], cost_fen=given["cost"], seats=given["seats"] or 0 if elects else 0,
            alternates=given["alternates"] or 0 if elects else 0, tie_break=given["tie_break"] or Motion.TieBreak.NONE,
            id=ident or given["id"] or new_id(),
        )  # fmt: skip


def _initial(motion: Motion | None) -> dict[str, Any]:
    if motion is None:
        return {"id": new_id(), "tie_break": Motion.TieBreak.NONE}
    kept = ("matter", "title", "decides", "costs", "bears", "seats", "alternates", "tie_break")
    cost = "" if motion.cost_fen is None else format_fen(motion.cost_fen)
    return {name: getattr(motion, name) for name in kept} | {"cost": cost}


class AttachForm(DeedForm):
    file = PaperField(
        label=gettext_lazy("Which file?"),
        help_text=gettext_lazy("A PDF, or a JPEG or PNG picture, up to 20 MB. Everybody who reads the vote reads it."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("What is it called?"), max_length=NAME_MAX, required=False,
        help_text=gettext_lazy("For example: three offers for the pumps. Without a name, the file’s own."),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.need(file=gettext("Choose a file."))
