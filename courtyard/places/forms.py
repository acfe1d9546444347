"""What may be written about places."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from courtyard.core.quantities import BadArea, format_cm2, parse_cm2
from courtyard.core.rulebook import Rule, Rulebook
from courtyard.places.actions import HomeFacts, HomeSpec
from courtyard.places.models import Building, Entrance, Estate, Home, Node
from courtyard.web.widgets import DayInput

YEAR_FIRST, YEAR_LAST = 1840, 2100
LIFTS_MAX = 60
AREA_CM2_MAX = 10_000_000_000


class AreaField(forms.CharField):
    """Square metres as people write them, in whole cm²; left empty, the area is unknown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, required=False, label=_("Area in ㎡"), **kwargs)
        self.help_text = _("As on the title deed, for example 89.60. Leave it empty if it is not known.")
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            area = parse_cm2(text)
        except BadArea:
            raise forms.ValidationError(_("Write the area as a number, like 89.60.")) from None
        if not 0 < area <= AREA_CM2_MAX:
            raise forms.ValidationError(_("Check the area: it must be more than 0 and possible for one home."))
        return area


class FactsForm(forms.Form):
    """What the register says of a home besides where it is."""

    area_cm2 = AreaField()
    use = forms.ChoiceField(label=_("Use"), choices=Home.Use.choices, initial=Home.Use.DWELLING)
    counts_for_vote = forms.BooleanField(
        label=_("Counts in votes"), required=False, initial=True,
        help_text=_("The estate’s own rules say whether parking spaces and storage rooms count."),
    )  # fmt: skip
    sold = forms.BooleanField(label=_("Sold"), required=False, initial=True)
    delivered = forms.BooleanField(label=_("Handed over to the owner"), required=False, initial=True)
    delivered_on = forms.DateField(
        label=_("Handover date"),
        required=False,
        widget=DayInput(),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("delivered_on") and not data.get("delivered"):
            self.add_error(
                "delivered_on", _("A home that has not been handed over cannot have a handover date. Leave it empty.")
            )
        return data

    @property
    def facts(self) -> HomeFacts:
        names = ("area_cm2", "use", "counts_for_vote", "sold", "delivered", "delivered_on")
        return HomeFacts(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def said(home: Home) -> dict[str, Any]:
        """The facts of a home as the form shows them."""
        area = format_cm2(home.area_cm2, exact=True) if home.area_cm2 else ""
        return {
            "area_cm2": area, "use": home.use, "counts_for_vote": home.counts_for_vote, "sold": home.sold,
            "delivered": home.delivered, "delivered_on": home.delivered_on,
        }  # fmt: skip


class CorrectHomeForm(FactsForm):
    """The facts of a home that is there."""


class AddBuildingForm(forms.Form):
    name = forms.CharField(
        label=pgettext_lazy("of a place", "Name"),
        max_length=40,
        help_text=_("As written on the building, for example 12号楼."),
    )
    year = forms.IntegerField(label=_("Built in"), required=False, min_value=YEAR_FIRST, max_value=YEAR_LAST)
    lifts = forms.IntegerField(label=_("Lifts"), required=False, min_value=0, max_value=LIFTS_MAX)


class AddEntranceForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("of a place", "Name"), max_length=40, help_text=_("For example 2单元."))


class AddCommonPartForm(forms.Form):
    name = forms.CharField(
        label=pgettext_lazy("of a place", "Name"),
        max_length=60,
        help_text=_("For example the garden, the east gate or the garage."),
    )


class SetSiteOfficeForm(forms.Form):
    there = forms.BooleanField(
        label=_("The property company has an office on this estate"),
        required=False,
        help_text=_(
            "Then somebody has to be on site sooner where there is danger. It holds for what is filed from now."
        ),
    )


class AddHomeForm(FactsForm):
    """A home in a building that is there."""

    name = forms.CharField(label=_("Room number"), max_length=40)
    entrance = forms.ModelChoiceField(Entrance.objects.none(), label=_("Entrance"), required=False, empty_label="—")
    field_order = ("entrance", "name")

    def __init__(self, building: Building, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.building = building
        field: forms.ModelChoiceField[Any] = self.fields["entrance"]  # type: ignore[assignment]
        field.queryset = Entrance.objects.filter(building=building).order_by("name")

    @property
    def spec(self) -> HomeSpec:
        entrance = self.cleaned_data["entrance"]
        return HomeSpec(
            self.building.name, entrance.name if entrance else "", self.cleaned_data["name"].strip(), self.facts
        )


class _PlaceForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("of a place", "Name"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    code = forms.CharField(
        label=_("Code"),
        max_length=24,
        help_text=_("The national division code. For an estate, a short code of your own."),
    )


class AddNodeForm(_PlaceForm):
    """A place in the tree, of a kind that lies below the parent's."""

    kind = forms.ChoiceField(label=_("Type of place"))
    field_order = ("kind",)

    def __init__(self, parent: Node, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = Node.Kind.choices[Node.Kind.values.index(parent.kind) + 1 : -1]
        self.fields["kind"] = forms.ChoiceField(label=_("Type of place"), choices=below)


class AddEstateForm(_PlaceForm):
    kind = forms.ChoiceField(label=_("Type of estate"), choices=Estate.Kind.choices)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    desk_place = forms.CharField(label=_("Where the joint desk is"), max_length=120, required=False)
    desk_phone = forms.CharField(label=_("The joint desk’s phone number"), max_length=40, required=False)


class AdoptRulesForm(forms.Form):
    """One row for each rule an estate may set for itself; an empty one stays as the law has it."""

    use_required_attribute = False
    title = forms.CharField(
        label=gettext_lazy("Where is it written?"),
        help_text=gettext_lazy("The name of the document, for example: rules of procedure of the owners’ assembly"),
        max_length=80,
    )
    adopted_on = forms.DateField(label=gettext_lazy("On which day did the owners decide it?"), widget=DayInput)

    def __init__(self, data: Any = None, *, book: Rulebook) -> None:
        super().__init__(data)
        self.rules = [rule for rule in book.rules.values() if rule.open]
        language = get_language() or ""
        for rule in self.rules:
            amount = forms.IntegerField(label=rule.about(language), required=False, min_value=1, max_value=9_999)
            self.fields[f"{rule.key}.amount"] = amount
            self.fields[f"{rule.key}.clause"] = forms.CharField(
                label=pgettext_lazy("where a rule stands", "clause"), required=False, max_length=40
            )
            self.fields[f"{rule.key}.page"] = forms.CharField(
                label=pgettext_lazy("where a rule stands", "page"), required=False, max_length=10
            )

    def rows(self) -> list[tuple[Rule, Any, Any, Any]]:
        """Each rule with its three fields."""
        parts = [[self[f"{rule.key}.{part}"] for part in ("amount", "clause", "page")] for rule in self.rules]
        return [(rule, amount, clause, page) for rule, (amount, clause, page) in zip(self.rules, parts, strict=True)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for rule in self.rules:
            if given.get(f"{rule.key}.amount") and not given.get(f"{rule.key}.clause"):
                self.add_error(f"{rule.key}.clause", gettext("Say in which clause it stands."))
        if not self.items_given():
            self.add_error(None, gettext("Fill in at least one rule."))
        return given

    def items_given(self) -> dict[str, dict[str, str]]:
        given = self.cleaned_data
        return {
            rule.key: {
                "amount": str(given[f"{rule.key}.amount"]),
                "unit": rule.promise.unit,
                "clause": given.get(f"{rule.key}.clause", ""),
                "page": given.get(f"{rule.key}.page", ""),
            }
            for rule in self.rules
            if given.get(f"{rule.key}.amount")
        }
