"""Inputs that forms of every app share."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar. It takes ISO days only, however the reader's language writes them."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock, to the minute."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class ManyFiles(forms.FileInput):
    """The browser lets choose several at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])
