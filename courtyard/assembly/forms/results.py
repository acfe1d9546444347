"""Forms of the count and of what comes after it: reasons, objections and answers, an official system's result."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.assembly.evidence import ACCEPTED, Evidence, read
from courtyard.assembly.models import REASON_MAX, Motion
from courtyard.assembly.outside import SHEET_MAX
from courtyard.core.errors import BadInput
from courtyard.trail.ids import new_id
from courtyard.web.refusals import told


class WhyForm(forms.Form):
    """A reason that everybody reads."""

    use_required_attribute = False
    why = forms.CharField(
        label=gettext_lazy("What do you need it for?"), max_length=REASON_MAX, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is recorded with your name, and everybody sees that the full count was opened."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["why"].error_messages["required"] = gettext("Say why, in a few words.")


class ExportForm(WhyForm):
    names = forms.BooleanField(
        label=gettext_lazy("With the owners’ names"), required=False,
        help_text=gettext_lazy("Only where the official system asks for names. Numbers and areas are enough for most."),
    )  # fmt: skip
    field_order = ("names", "why")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["why"].help_text = gettext("It is recorded with your name.")


class OutsideForm(forms.Form):
    """The sheet of piles, and the system's own certificate as a picture or PDF."""

    use_required_attribute = False
    sheet = forms.FileField(
        label=gettext_lazy("The sheet with the piles"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=gettext_lazy("A CSV file with one line for each motion and choice. Download the empty one below."),
    )  # fmt: skip
    evidence = forms.FileField(
        label=gettext_lazy("The official certificate"), widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("A PDF or a picture of what the official system issued. Everybody can read it."),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        for name in ("sheet", "evidence"):
            self.fields[name].error_messages["required"] = gettext("Choose a file.")

    def clean_sheet(self) -> str:
        file = self.cleaned_data["sheet"]
        if file.size > SHEET_MAX:
            raise forms.ValidationError(gettext("This sheet is too long. It has one line for each motion and choice."))
        data = file.read()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return str(data.decode(encoding))
            except UnicodeDecodeError:
                continue
        raise forms.ValidationError(gettext("This file is no CSV in UTF-8 or GB 18030."))

    def clean_evidence(self) -> Evidence:
        try:
            return read(self.cleaned_data["evidence"])
        except BadInput as wrong:
            raise forms.ValidationError(told(wrong)) from wrong


class ObjectForm(forms.Form):
    use_required_attribute = False
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    motion = forms.ModelChoiceField(
        Motion.objects.none(), label=gettext_lazy("Which item is it about?"), required=False,
        empty_label=gettext_lazy("the vote as a whole"),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("What is not right, and how do you know?"), max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Everybody who may read this vote reads it, without your name."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, motions: Any) -> None:
        super().__init__(data, initial={"id": new_id()})
        self.fields["motion"].queryset = motions  # type: ignore[attr-defined]
        self.fields["words"].error_messages["required"] = gettext("Say what you object to, in a few words.")


class AnswerForm(forms.Form):
    use_required_attribute = False
    upheld = forms.TypedChoiceField(
        label=gettext_lazy("Is the objection right?"), coerce=lambda said: said == "yes", widget=forms.RadioSelect,
        choices=[
            ("no", gettext_lazy("no: the result stays")),
            ("yes", gettext_lazy("yes: the decision is set aside and has to be voted on anew")),
        ],
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Your answer, with reasons"), max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Everybody who may read this vote reads it. Name no owner."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["upheld"].error_messages["required"] = gettext("Choose one.")
        self.fields["words"].error_messages["required"] = gettext("Say why, in a few words.")
