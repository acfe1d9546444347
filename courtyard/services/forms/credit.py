"""Forms of points: what they are given for, and how an objection is answered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy

from courtyard.assembly.paper_field import PaperField
from courtyard.assembly.upkeep import Kept
from courtyard.core.rulebook import PointRule
from courtyard.places.models import Node
from courtyard.services.actions.credit import Giving
from courtyard.services.forms.companies import words_field
from courtyard.trail.once import OnceForm
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import DayInput


class GivePointsForm(OnceForm):
    node = forms.ChoiceField(label=gettext_lazy("At which estate?"))
    rule = forms.ChoiceField(label=gettext_lazy("What are the points for?"))
    happened_on = forms.DateField(label=gettext_lazy("On which day was it found?"), widget=DayInput)
    reason = words_field(
        gettext_lazy("What did the company do, or leave undone?"),
        gettext_lazy("It becomes public unless an objection is upheld; name no resident."),
    )
    evidence = words_field(
        gettext_lazy("What shows it?"),
        gettext_lazy("For example: the desk’s log of 3 June, two photographs. It becomes public, too."),
        rows=2,
    )
    file = PaperField(
        label=gettext_lazy("A file that shows it"), required=False,
        help_text=gettext_lazy(
            "A PDF, or a JPEG or PNG picture, up to 20 MB. Only the company and the offices can open it."
        ),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, files: Any = None, *, nodes: Sequence[Node], rules: Sequence[PointRule], today: date
    ) -> None:
        super().__init__(data, files, happened_on=today)
        self.nodes = {one.code: one for one in nodes}
        offered = [(one.code, one.name) for one in nodes]
        self.offer("node", offered if len(offered) == 1 else [("", ""), *offered])
        self.offer("rule", [("", ""), *_grouped(rules)])
        self.need(
            node=gettext("Choose the estate."), rule=gettext("Choose what the points are given for."),
            happened_on=gettext("Choose a day."), reason=gettext("Say what the company did, or left undone."),
            evidence=gettext("Say what shows it. Without evidence there are no points."),
        )  # fmt: skip

    def giving(self, file: Kept | None) -> Giving:
        given = self.cleaned_data
        return Giving(
            node=self.nodes[given["node"]], rule=given["rule"], happened_on=given["happened_on"],
            reason=given["reason"], evidence=given["evidence"], file=file,
            file_name=given["file"].name if given["file"] else "", id=self.ident,
        )  # fmt: skip


def _grouped(rules: Sequence[PointRule]) -> list[tuple[str, list[tuple[str, str]]]]:
    """By how many points, the most first."""
    language, groups = get_language() or "", dict[int, list[tuple[str, str]]]()
    for rule in sorted(rules, key=lambda one: -one.points):
        groups.setdefault(rule.points, []).append((rule.key, rule.label(language)))
    return [(gettext("{n} points").format(n=points), some) for points, some in groups.items()]


class AnswerForm(DeedForm):
    upheld = forms.ChoiceField(
        label=gettext_lazy("Is the company right?"), widget=forms.RadioSelect,
        choices=[
            ("yes", gettext_lazy("yes: the points are dropped")),
            ("no", gettext_lazy("no: the points stand and become public")),
        ],
    )  # fmt: skip
    words = words_field(
        gettext_lazy("Why?"), gettext_lazy("The company reads it; if the points stand, everybody does.")
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.need(upheld=gettext("Choose one."), words=gettext("Say why, in a few words."))
