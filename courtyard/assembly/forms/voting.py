"""Forms of those who go from door to door, take papers and keep mandates."""

import unicodedata
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy

from courtyard.assembly.forms.ballots import BallotForm
from courtyard.assembly.forms.fields import PhotoField
from courtyard.assembly.models import NAME_MAX, Assembly, Contact, Head
from courtyard.assembly.paper_field import PaperField
from courtyard.assembly.queries.ballots import head_at
from courtyard.people.models import Person
from courtyard.people.queries import person_who_says
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import DayInput

CODE_MAX = 400
HOME_MAX = 60


class CodeField(forms.CharField):
    """What a scanner types: the code, or the whole address that stands in its QR; or a code typed by hand."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=CODE_MAX, **options)
        self.widget.attrs |= {
            "class": "code", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
            "autofocus": True,
        }  # fmt: skip

    def clean(self, value: Any) -> str:
        said = unicodedata.normalize("NFKC", super().clean(value)).strip()
        within = parse_qs(urlsplit(said).query).get("code", [said]) if "?" in said else [said]
        return str(within[0])


class FindForm(DeedForm):
    """A home to go to: as it is called, or by its number on the roll."""

    home = forms.CharField(label=gettext_lazy("Home, or number on the roll"), max_length=HOME_MAX)

    def __init__(self, data: Any = None, files: Any = None, *, one: Assembly) -> None:
        super().__init__(data, files)
        self.one = one
        self.head: Head | None = None
        self.fields["home"].help_text = gettext("For example 12-302, or 57.")
        self.need(home=gettext("Say which home."))

    def clean_home(self) -> str:
        text: str = self.cleaned_data["home"]
        self.head = found_head(self.one, text)
        return text


def found_head(one: Assembly, text: str) -> Head:
    found = head_at(one, text)
    if not found:
        raise ValidationError(gettext("There is no such home on the roll of this vote."))
    if len(found) > 1:
        raise ValidationError(gettext("Several homes are called like that. Give the number on the roll."))
    return found[0]


class NoteForm(DeedForm):
    """How a visit went: one of a few things, and nothing else."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How did it go?"), choices=Contact.Kind.choices, widget=forms.RadioSelect
    )


class MandateForm(FindForm):
    """A written mandate: who acts for whom, from when until when, and the paper itself."""

    agent_name = forms.CharField(label=gettext_lazy("Name of the agent"), max_length=NAME_MAX)
    agent_phone = forms.CharField(label=gettext_lazy("The agent’s telephone number"), max_length=40)
    given_on = forms.DateField(label=gettext_lazy("Signed on"), widget=DayInput)
    ends_on = forms.DateField(label=gettext_lazy("Holds until"), widget=DayInput, required=False)
    document = PaperField(label=gettext_lazy("The signed mandate: a photo or a PDF"))

    field_order = ("home", "agent_name", "agent_phone", "given_on", "ends_on", "document")

    def __init__(self, data: Any = None, files: Any = None, *, one: Assembly, at: datetime) -> None:
        super().__init__(data, files, one=one)
        self.at = at
        self.agent: Person | None = None
        self.fields["home"].label = gettext("Home of the owner who gave it, or their number on the roll")
        self.fields["agent_name"].help_text = gettext("As it stands in the register.")
        self.fields["agent_phone"].widget.attrs |= {"inputmode": "tel", "autocomplete": "off"}
        self.fields["given_on"].widget.attrs |= {"max": localdate(at).isoformat()}
        self.fields["ends_on"].help_text = gettext("Leave it empty if the paper gives no end.")
        self.fields["document"].widget.attrs |= {"accept": "image/*,application/pdf"}
        self.need(
            agent_name=gettext("Write the name of the agent."),
            agent_phone=gettext("Write the agent’s telephone number."),
            given_on=gettext("Choose the day on which it was signed."),
            document=gettext("Take a picture of the signed paper."),
        )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        name, phone = given.get("agent_name"), given.get("agent_phone")
        if name and phone:
            self.agent = person_who_says(self.one.estate, name, phone, self.at)
            if self.agent is None:
                self.add_error(
                    "agent_name",
                    gettext("Nobody in the register has this name and this telephone number. Look at both again."),
                )
        if given.get("ends_on") and given.get("given_on") and given["ends_on"] < given["given_on"]:
            self.add_error("ends_on", gettext("It ends before it was signed."))
        return given


class ReceivePaperForm(DeedForm):
    """A paper that came back: its code, scanned or typed, and its picture."""

    code = CodeField(label=gettext_lazy("Code on the paper"))
    scan = PhotoField(label=gettext_lazy("Picture of the paper"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, code: str = "") -> None:
        super().__init__(data, files, initial={"code": code})
        self.fields["code"].help_text = gettext("Hold the QR code before the scanner, or type what stands under it.")
        self.fields["scan"].widget.attrs |= {"accept": "image/*", "capture": "environment"}
        self.need(code=gettext("Scan the code, or type it."))


class SlipForm(BallotForm):
    """A confidential paper without its stub: its code, and what it says. `anew` puts a wrong entry right."""

    code = CodeField(label=gettext_lazy("Code on the confidential paper"))
    anew = forms.BooleanField(label=gettext_lazy("It was entered wrong: enter it anew"), required=False)

    def __init__(self, data: Any = None, *, motions: Any, anew: bool = False) -> None:
        super().__init__(data, motions=motions, paper=True)
        self.fields["code"].help_text = gettext("Hold the QR code before the scanner, or type what stands under it.")
        self.need(code=gettext("Scan the code, or type it."))
        if not anew:
            del self.fields["anew"]
