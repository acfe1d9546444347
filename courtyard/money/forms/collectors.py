"""Who of the company's people shall collect."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from courtyard.money.actions.collectors import Naming
from courtyard.people.models import Office
from courtyard.trail.once import OnceForm


class NameCollectorForm(OnceForm):
    person = forms.ChoiceField(label=gettext_lazy("Who shall collect?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, offices: Iterable[Office], named: Collection[UUID]) -> None:
        """Whoever is named already is not offered; a form that comes a second time is taken for what it was."""
        super().__init__(data)
        there = [one for one in offices if data is not None or one.pk not in named]
        self.offer("person", [(str(one.person_id), one.person.name) for one in there])
        self.somebody = bool(there)
        self.need(person=gettext("Choose somebody."))

    def naming(self, estate_id: UUID) -> Naming:
        return Naming(estate_id=estate_id, person_id=UUID(self.cleaned_data["person"]), id=self.ident)
