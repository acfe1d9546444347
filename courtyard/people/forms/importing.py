"""The register's import: choosing a file, matching its columns, correcting its cells, telling names apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from courtyard.core.register import Column
from courtyard.people.forms.namesakes import NamesForm
from courtyard.people.importing.papers import Papers
from courtyard.people.importing.preview import Revision
from courtyard.places.sheets import CELL_CHARACTERS_MAX

COLUMNS = {
    Column.BUILDING: pgettext_lazy("column", "building"),
    Column.ENTRANCE: pgettext_lazy("column", "entrance"),
    Column.HOME: pgettext_lazy("column", "room number"),
    Column.ADDRESS: pgettext_lazy("column", "full address"),
    Column.OWNER: pgettext_lazy("column", "owner"),
    Column.PHONE: pgettext_lazy("column", "phone"),
    Column.ID_NUMBER: pgettext_lazy("column", "identity number"),
    Column.AREA: pgettext_lazy("column", "exclusive floor area"),
    Column.USE: pgettext_lazy("column", "use"),
    Column.SHARE: pgettext_lazy("column", "share"),
    Column.DELIVERED: pgettext_lazy("column", "handed over"),
    Column.FLOOR: pgettext_lazy("column", "floor (not needed)"),
    Column.IGNORE: pgettext_lazy("column", "leave this column out"),
}


class UploadForm(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("The register as a file"),
        help_text=_("XLSX, XLS, ODS or CSV, up to 20 MB and 60,000 rows. Nothing is saved until you import it."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )
    sheet = forms.CharField(
        label=_("Name of the sheet"),
        max_length=80,
        required=False,
        help_text=_(
            "Only needed if the file has several sheets. Otherwise we use the first one that looks like a register."
        ),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One bad cell: what stands there, why it will not do, and where to write what it should say."""

    row: int
    cell: str
    was: str
    reason: str
    suggestion: str
    done: bool
    input: BoundField


class ReviseForm(NamesForm):
    """Everything a person can change before an import: one form, so that nothing typed is lost by any button."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, papers: Papers, columns: Mapping[int, Column], version: int, *args: Any) -> None:
        super().__init__(papers.groups, papers.decisions, *args)
        self.papers, self.columns = papers, columns
        self.fields["seen"].initial = version
        self._wrong = {said["cell"]: said for said in reversed(papers.problems)}
        self._guesses = {guess["index"]: guess for guess in papers.guesses}
        for index in self._guesses:
            self.fields[f"column-{index}"] = self._column(index)
        for cell in [*self._wrong, *papers.corrections]:
            self.fields[f"cell-{cell}"] = self._cell(cell)

    def _column(self, index: int) -> forms.Field:
        guess = self._guesses[index]
        label = gettext("Column {letter}, {heading}").format(letter=guess["letter"], heading=guess["heading"])
        choice = forms.ChoiceField(
            choices=[(column.value, label) for column, label in COLUMNS.items()],
            initial=self.columns.get(index, Column.IGNORE).value,
            label=label,
        )
        choice.widget.attrs |= {"class": "input", "aria-label": label}
        return choice

    def _cell(self, cell: str) -> forms.Field:
        said = self._wrong.get(cell) or self.papers.corrections[cell]
        label = gettext("Change {cell} to").format(cell=cell)
        field = forms.CharField(
            max_length=CELL_CHARACTERS_MAX,
            required=False,
            label=label,
            initial=self.papers.corrections.get(cell, {}).get("value", ""),
        )
        hint = COLUMNS[Column(said["column"])] if said["column"] != Column.IGNORE else ""
        field.widget.attrs |= {"class": "input", "aria-label": label, "placeholder": hint, "autocomplete": "off"}
        return field

    # What the page shows

    def cells(self) -> Iterator[Cell]:
        """Bad cells and corrected ones, in the order of the file."""
        said = {**self.papers.corrections, **self._wrong}
        for cell, problem in sorted(said.items(), key=lambda item: (item[1]["row"], item[0])):
            correction = self.papers.corrections.get(cell)
            yield Cell(
                problem["row"], cell, correction["was"] if correction else problem["value"],
                gettext(problem["reason"]).format(**problem["fields"]), problem["suggestion"],
                cell not in self._wrong, self[f"cell-{cell}"],
            )  # fmt: skip

    def matches(self) -> Iterator[tuple[Mapping[str, Any], BoundField, str]]:
        """Each column with its choice, and how sure that is: sure, unsure, or chosen by the person."""
        for index, guess in self._guesses.items():
            chosen = self.columns.get(index, Column.IGNORE) != guess["column"]
            yield guess, self[f"column-{index}"], "chosen" if chosen else "sure" if guess["sure"] else "unsure"

    # What the person said

    @property
    def revision(self) -> Revision:
        data = self.cleaned_data
        columns = {index: Column(data[f"column-{index}"]) for index in self._guesses}
        cells = [*self._wrong, *self.papers.corrections]
        return Revision(columns, {cell: data[f"cell-{cell}"] for cell in cells}, self.decisions)

    def with_suggestions(self) -> Revision:
        """What was probably meant goes into every bad cell that the person left empty, at their word."""
        revision = self.revision
        meant = {cell: said["suggestion"] for cell, said in self._wrong.items() if said["suggestion"]}
        cells = {cell: value.strip() or meant.get(cell, "") for cell, value in revision.corrections.items()}
        return replace(revision, corrections=cells)

    def changes(self) -> bool:
        """Whether the person changed anything since the figures they see were made."""
        revision = self.revision
        typed = {cell: value.strip() for cell, value in revision.corrections.items() if value.strip()}
        return (
            dict(revision.columns) != dict(self.columns)
            or typed != self.papers.corrected
            or dict(revision.decisions) != self.papers.decisions
        )
