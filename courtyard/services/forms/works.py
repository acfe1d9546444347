"""Forms of the plan of works: a line, its rhythm, its end; that a turn was done, and a doubt."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy

from courtyard.assembly.attachments import BYTES_MAX
from courtyard.assembly.paper_field import PapersField
from courtyard.core.rulebook import WorkLine
from courtyard.services.actions.proofs import FILES_MAX
from courtyard.services.actions.works import DAYS_MIN, Plan, Rhythm
from courtyard.services.models import Field, Work
from courtyard.services.models.company import ARTICLE_MAX, NAME_MAX, WORDS_MAX
from courtyard.services.models.work import DAYS_MAX
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import DayInput


class RhythmForm(DeedForm):
    every = forms.IntegerField(
        label=gettext_lazy("Every how many?"), min_value=1, max_value=DAYS_MAX,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    unit = forms.ChoiceField(label=gettext_lazy("Days or months?"), choices=Work.Unit, widget=forms.RadioSelect)
    first_on = forms.DateField(label=gettext_lazy("On which day for the first time?"), widget=DayInput)

    def __init__(self, data: Any = None, **initial: Any) -> None:
        super().__init__(data, initial={"id": new_id(), **initial})
        self.need(
            every=gettext("Give a whole number. The shortest is {n} days.").format(n=DAYS_MIN),
            unit=gettext("Choose days or months."), first_on=gettext("Choose a day."),
        )  # fmt: skip

    def rhythm(self) -> Rhythm:
        given = self.cleaned_data
        return Rhythm(every=given["every"], unit=given["unit"], first_on=given["first_on"])


class PlanForm(RhythmForm):
    """A usual line of the rulebook comes filled in, and brings its article with it."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    rule = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    what = forms.CharField(
        label=gettext_lazy("What is done?"), max_length=NAME_MAX, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("As residents would call it: maintenance of the lifts in buildings 1 to 3."),
    )  # fmt: skip
    field = forms.ChoiceField(
        label=gettext_lazy("Which field of service does it belong to?"), choices=Field, widget=forms.RadioSelect
    )
    article = forms.CharField(
        label=gettext_lazy("Which article asks for it?"), max_length=ARTICLE_MAX, required=False,
        help_text=gettext_lazy("The clause of the contract, or the text of the law. Leave it empty if there is none."),
    )  # fmt: skip
    field_order = ("what", "field", "every", "unit", "first_on", "article")

    def __init__(self, data: Any = None, *, line: WorkLine | None, today: date) -> None:
        said: dict[str, Any] = {"first_on": today}
        if line is not None:
            label = line.label(get_language() or "")
            said |= {"rule": line.key, "what": label, "field": line.field, "every": line.every, "unit": line.unit}
        super().__init__(data, **said)
        if line is not None:
            del self.fields["article"]
        self.need(what=gettext("Say what is done."), field=gettext("Choose one of the five fields of service."))

    def plan(self) -> Plan:
        given = self.cleaned_data
        return Plan(
            field=given["field"], what=given["what"], rhythm=self.rhythm(), article=given.get("article", ""),
            rule=given["rule"], id=given["id"] or new_id(),
        )  # fmt: skip


def _reason(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=WORDS_MAX, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), help_text=help_text
    )


class ChangeForm(RhythmForm):
    reason = _reason(gettext_lazy("Why does it change?"), gettext_lazy("Everybody reads it."))

    def __init__(self, data: Any = None, *, work: Work, first_on: date) -> None:
        super().__init__(data, every=work.every, unit=work.unit, first_on=first_on)
        self.fields["first_on"].label = gettext("From which day on?")
        self.need(reason=gettext("Say why, in a few words."))


class EndWorkForm(DeedForm):
    last_day = forms.DateField(label=gettext_lazy("Which day is its last?"), widget=DayInput)
    reason = _reason(gettext_lazy("Why is it no longer done?"), gettext_lazy("Everybody reads it."))

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"last_day": today})
        self.need(last_day=gettext("Choose a day."), reason=gettext("Say why, in a few words."))


class ProveForm(DeedForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    done_on = forms.DateField(label=gettext_lazy("On which day was it done?"), widget=DayInput)
    words = _reason(
        gettext_lazy("What was done, and by whom?"),
        gettext_lazy("The firm, not a person’s name. What was found, and what comes next. Everybody reads it."),
    )
    papers = PapersField(most=FILES_MAX, label=gettext_lazy("Photographs and papers"))
    shown = forms.BooleanField(
        label=gettext_lazy("I looked at each: no face, no number plate and no name can be made out."), required=False,
        help_text=gettext_lazy(
            "Then everybody may see the files. Otherwise only those who live, own or hold an office here."
        ),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, today: date) -> None:
        super().__init__(data, files, initial={"id": new_id(), "done_on": today})
        self.fields["papers"].help_text = gettext(
            "PDF, JPEG or PNG, at most {n}, up to {megabytes} MB each. We remove where and when a photo was taken."
        ).format(n=FILES_MAX, megabytes=BYTES_MAX // 1024**2)
        self.need(done_on=gettext("Choose a day."), words=gettext("Say what was done."))
