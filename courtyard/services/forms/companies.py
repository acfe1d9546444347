"""Forms of the register of companies, and of what offices found."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.people.signin import NAME_MAX as SIGN_IN_MAX
from courtyard.places.models import Node
from courtyard.services.actions.companies import Registration
from courtyard.services.actions.supervision import Found
from courtyard.services.models.company import ARTICLE_MAX, CODE_MAX, NAME_MAX, WORDS_MAX
from courtyard.trail.once import OnceForm
from courtyard.web.amount_fields import YuanField
from courtyard.web.deed_form import DeedForm
from courtyard.web.widgets import DayInput

NOBODY = gettext_lazy("Nobody uses this to sign in. Please check it with the person.")


def words_field(label: Any, help_text: Any = "", most: int = WORDS_MAX, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    )


class CompanyForm(OnceForm):
    """To register a company, and to correct what stands there."""

    name = forms.CharField(
        label=gettext_lazy("Name of the company"), max_length=NAME_MAX,
        help_text=gettext_lazy("As it stands on the business licence."),
    )  # fmt: skip
    credit_code = forms.CharField(
        label=gettext_lazy("Unified social credit code"), max_length=CODE_MAX,
        help_text=gettext_lazy("18 characters, on the business licence."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Telephone of its office"), max_length=CODE_MAX, required=False,
        help_text=gettext_lazy("The company’s, not a person’s: everybody reads it."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    address = forms.CharField(label=gettext_lazy("Address of its office"), max_length=NAME_MAX, required=False)

    def __init__(self, data: Any = None, **initial: Any) -> None:
        super().__init__(data, **initial)
        self.need(name=gettext("Write the name of the company."), credit_code=gettext("Write the code."))

    def details(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "credit_code", "phone", "address")}

    def registration(self, node: Node) -> Registration:
        return Registration(node=node, id=self.ident, **self.details())


class AgentForm(DeedForm):
    """By the name they sign in with, exact, so that nobody is found by browsing."""

    sign_in_name = forms.CharField(
        label=gettext_lazy("The sign-in name of who acts for the company"), max_length=SIGN_IN_MAX,
        help_text=gettext_lazy(
            "The phone number, email address or name they sign in with. Whoever has none gets an account first, at the "
            "desk of an estate where they work."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.need(sign_in_name=gettext("Write how they sign in."))


class FoundForm(OnceForm):
    """Where, on which day, what: of an inspection, a penalty and a complaint alike."""

    node = forms.ChoiceField(label=gettext_lazy("At which estate?"))
    on = forms.DateField(label=gettext_lazy("On which day?"), widget=DayInput)
    words = words_field(gettext_lazy("What was found?"), gettext_lazy("Everybody reads it; name no resident."))

    def __init__(self, data: Any = None, *, nodes: Sequence[Node], today: date) -> None:
        super().__init__(data, on=today)
        self.nodes = {one.code: one for one in nodes}
        offered = [(one.code, one.name) for one in nodes]
        self.offer("node", offered if len(offered) == 1 else [("", ""), *offered])
        self.need(
            node=gettext("Choose the estate."), on=gettext("Choose a day."), words=gettext("Say what was found."),
        )  # fmt: skip

    def found(self) -> Found:
        given = self.cleaned_data
        return Found(node=self.nodes[given["node"]], on=given["on"], words=given["words"], id=self.ident)


class InspectForm(FoundForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"), widget=forms.RadioSelect,
        choices=[("order", gettext_lazy("in order")), ("mend", gettext_lazy("something has to be put right"))],
    )  # fmt: skip
    mend_by = forms.DateField(
        label=gettext_lazy("By when?"), widget=DayInput, required=False,
        help_text=gettext_lazy("Only if something has to be put right. The company then owes it by that day."),
    )  # fmt: skip
    field_order = ("node", "on", "outcome", "words", "mend_by")

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        self.need(outcome=gettext("Choose one."), mend_by=gettext("Choose a day."))

    @property
    def in_order(self) -> bool:
        return bool(self.cleaned_data["outcome"] == "order")


class PenaliseForm(FoundForm):
    article = forms.CharField(
        label=gettext_lazy("Under which article?"), max_length=ARTICLE_MAX,
        help_text=gettext_lazy("For example: 上海市住宅物业管理规定第八十一条"),
    )  # fmt: skip
    fine = YuanField(
        label=gettext_lazy("Fine, in yuan"), required=False,
        help_text=gettext_lazy("Leave it empty where none was imposed."),
    )  # fmt: skip
    field_order = ("node", "on", "article", "words", "fine")

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        self.need(article=gettext("Write the article."))


class UpholdForm(FoundForm):
    case_number = forms.CharField(
        label=gettext_lazy("Number of the case"), max_length=NAME_MAX,
        help_text=gettext_lazy("Only offices above the estate read it; it opens nothing."),
    )  # fmt: skip
    field_order = ("node", "on", "case_number", "words")

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        self.need(case_number=gettext("Write the number of the case."))


class PutRightForm(DeedForm):
    on = forms.DateField(label=gettext_lazy("On which day was it put right?"), widget=DayInput)
    words = words_field(
        gettext_lazy("What did you see?"), gettext_lazy("Everybody reads it; name no resident.")
    )  # fmt: skip

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})
        self.need(on=gettext("Choose a day."), words=gettext("Say what you saw."))
