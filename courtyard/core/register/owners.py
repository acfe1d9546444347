"""The owners that one row names, each with telephone, identity number and the share as written."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from courtyard.core.errors import sentence
from courtyard.core.register import identity, names, phones
from courtyard.core.register.faults import Unreadable
from courtyard.core.register.layout import Layout
from courtyard.core.register.rows import Row
from courtyard.core.register.text import is_nothing

MORE_PHONES = sentence("There are more phone numbers than owners. Only the first one for each owner was used.")
PHONE_WITHOUT_NAME = sentence("A phone or identity number without a name was ignored.")

Refuse = Callable[[Row, int, Unreadable], None]
Remark = Callable[[Row, str], None]


class Entry(NamedTuple):
    """An owner before the shares of the whole home are settled."""

    name: str
    phone: str
    id_number: str
    row: int
    column: int
    share: str


class OwnerReader:
    """Reads the owners of rows; what cannot be read goes to `refuse`, what is only worth knowing to `remark`."""

    def __init__(self, layout: Layout, refuse: Refuse, remark: Remark) -> None:
        self._layout = layout
        self._refuse = refuse
        self._remark = remark

    def owners(self, row: Row, *, own: bool) -> list[Entry]:
        """`own` leaves out what merged cells bring from the row above: it was read there."""
        cell = row.own if own else row.text
        layout = self._layout
        groups = [(column, self._named(row, column, cell(column))) for column in layout.owners]
        owners = [(column, one) for column, group in groups for one in group]
        numbers = self._beside(row, layout.phones, cell, phones.phones)
        documents = self._beside(row, layout.id_numbers, cell, identity.identities)
        if not owners:
            if any(numbers) or any(documents):
                self._remark(row, PHONE_WITHOUT_NAME)
            return []
        telephones = self._telephones(row, [one.phone for _column, one in owners], self._dealt(groups, numbers))
        documents_ = self._documents(row, len(owners), self._dealt(groups, documents))
        return [
            Entry(one.name, telephone, document, row.number, column, one.share)
            for (column, one), telephone, document in zip(owners, telephones, documents_, strict=True)
        ]

    def _named(self, row: Row, column: int, written: str) -> list[names.Named]:
        try:
            return names.named(written)
        except Unreadable as fault:
            self._refuse(row, column, fault)
            return []

    def _beside(
        self, row: Row, columns: Sequence[int], cell: Callable[[int], str], read: Callable[[str], list[str]]
    ) -> list[list[str]]:
        found: list[list[str]] = []
        for column in columns:
            written = cell(column)
            try:
                found.append([] if is_nothing(written) else read(written))
            except Unreadable as fault:
                self._refuse(row, column, fault)
                found.append([])
        return found

    @staticmethod
    def _dealt(groups: Sequence[tuple[int, list[names.Named]]], found: Sequence[list[str]]) -> list[str]:
        """Telephone 2 belongs to owner 2 where both have their own columns and one name stands in each."""
        paired = len(found) > 1 and len(found) == len(groups) and all(len(group) <= 1 for _column, group in groups)
        if not paired:
            return [value for values in found for value in values]
        return [values[0] if values else "" for (_column, group), values in zip(groups, found, strict=True) if group]

    def _telephones(self, row: Row, beside: Sequence[str], found: Sequence[str]) -> list[str]:
        given = list(dict.fromkeys(found)) if len(found) > len(beside) else list(found)
        if len(given) > len(beside):
            self._remark(row, MORE_PHONES)
        padded = [*given, *[""] * len(beside)]
        return [own or other for own, other in zip(beside, padded, strict=False)]

    def _documents(self, row: Row, owners: int, found: Sequence[str]) -> list[str]:
        if not any(found):
            return [""] * owners
        if len(found) != owners:
            fault = Unreadable(identity.COUNT, owners=owners, numbers=len(found))
            self._refuse(row, self._layout.id_numbers[0], fault)
            return [""] * owners
        return list(found)
