"""Telling entries of one name apart, or saying that they are one person and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.core.register import Evidence

REASON_MAX = 200
EVIDENCE = {
    Evidence.SAME_ID: sentence("The identity numbers are the same."),
    Evidence.OTHER_ID: sentence("The identity numbers are different."),
    Evidence.SAME_PHONE: sentence("The phone numbers are the same."),
    Evidence.OTHER_PHONE: sentence("The phone numbers are different."),
    Evidence.NOTHING: sentence("Only the names are the same."),
}
ONE, TWO = "one", "two"
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """One group of equal names, and where to say who is whom."""

    key: str
    entries: Sequence[Json]
    evidence: str
    choice: BoundField
    ticks: BoundField | None
    why: BoundField


class NamesForm(forms.Form):
    """Groups of equal names, each with a choice, a reason, and, where they are several, ticks for those meant."""

    def __init__(self, groups: Sequence[Json], decisions: Mapping[str, Json], *args: Any) -> None:
        super().__init__(*args)
        self.groups = groups
        for group in groups:
            self._add_names(group, decisions.get(group["key"], {}))

    def _add_names(self, group: Json, said: Json) -> None:
        key, several = group["key"], len(group["entries"]) > 2
        choices = [(TWO, _("are different people") if several else _("are two people")), (ONE, _("are one person"))]
        initial = (ONE if said["one"] else TWO) if said else ""
        self.fields[f"same-{key}"] = forms.ChoiceField(
            choices=choices, widget=forms.RadioSelect, required=False, initial=initial, label=_("They")
        )
        why = forms.CharField(max_length=REASON_MAX, required=False, initial=said.get("reason", ""))
        why.widget.attrs |= {"class": "input", "autocomplete": "off"}
        self.fields[f"why-{key}"] = why
        if several:
            idents = [entry["ident"] for entry in group["entries"]]
            self.fields[f"who-{key}"] = forms.MultipleChoiceField(
                choices=[(ident, ident) for ident in idents], required=False, initial=said.get("idents", group["tied"])
            )

    def names(self) -> Iterator[Names]:
        """What the page shows."""
        for group in self.groups:
            key = group["key"]
            ticks = self[f"who-{key}"] if f"who-{key}" in self.fields else None
            evidence = gettext(EVIDENCE[Evidence(group["evidence"])])
            yield Names(key, group["entries"], evidence, self[f"same-{key}"], ticks, self[f"why-{key}"])

    @property
    def decisions(self) -> dict[str, Json]:
        """What the person said, by group; who left a group alone said nothing of it."""
        decided: dict[str, Json] = {}
        for group in self.groups:
            key = group["key"]
            said = self.cleaned_data[f"same-{key}"]
            if said:
                idents = [entry["ident"] for entry in group["entries"]]
                ticked = self.cleaned_data.get(f"who-{key}") if said == ONE else None
                reason = self.cleaned_data[f"why-{key}"].strip() if said == ONE else ""
                decided[key] = {"one": said == ONE, "idents": ticked or idents, "reason": reason}
        return decided
