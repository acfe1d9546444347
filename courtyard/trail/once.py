"""A form whose hidden id makes one deed of it, however often it is sent."""

from typing import Any
from uuid import UUID

from django import forms

from courtyard.trail.ids import new_id
from courtyard.web.deed_form import DeedForm


class OnceForm(DeedForm):
    """It brings an id of its own; without one, each sending is another deed."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, files: Any = None, **initial: Any) -> None:
        super().__init__(data, files, initial={"id": new_id(), **initial})

    @property
    def ident(self) -> UUID:
        return self.cleaned_data.get("id") or new_id()
