"""The sheet as the person matched it: which column answers for what, and which row is what."""

from collections.abc import Mapping, Sequence

from courtyard.core.register import addresses, headers
from courtyard.core.register.columns import Column, heading
from courtyard.core.register.guess import forbidden_columns
from courtyard.core.register.lines import Kind, Lines
from courtyard.core.register.rows import Row
from courtyard.core.register.text import is_nothing

_NUMBERED_BY_HAO = ("号", "门牌", "门牌号", "门牌号码", "门号")
_WRITTEN_EVERYWHERE = 80  # of a hundred rows: then a blank building is forgotten, not left out for looks


class Layout:
    """Finds the columns and sorts the rows, once for the whole sheet."""

    def __init__(self, rows: Sequence[Row], columns: Mapping[int, Column]) -> None:
        header = headers.find(rows)
        gone = forbidden_columns(rows)
        self.columns = {index: column for index, column in sorted(columns.items()) if index not in gone}
        self.buildings = self._all(Column.BUILDING)
        self.entrances = self._all(Column.ENTRANCE)
        self.homes = self._all(Column.HOME)
        self.addresses = self._all(Column.ADDRESS)
        self.owners = self._all(Column.OWNER)
        self.phones = self._all(Column.PHONE)
        self.id_numbers = self._all(Column.ID_NUMBER)
        self.areas = self._all(Column.AREA)
        self.uses = self._all(Column.USE)
        self.shares = self._all(Column.SHARE)
        self.deliveries = self._all(Column.DELIVERED)
        self.people = (*self.owners, *self.phones, *self.id_numbers, *self.shares)
        self.of_home = (*self.areas, *self.uses, *self.deliveries)
        texts = header.texts if header else {}
        named = [heading(texts.get(index, "")) for index in self.entrances]
        self.entrance_word = "号" if any(text in _NUMBERED_BY_HAO for text in named) else "单元"
        lines = Lines(rows, header, self.columns)
        self.kinds = [lines.kind(row, index) for index, row in enumerate(rows)]
        self.buildings_everywhere = self._buildings_everywhere(rows)
        self.side_by_side = self._side_by_side(rows, header)
        self.keep_lane = self._lanes(rows) > 1

    def _all(self, column: Column) -> tuple[int, ...]:
        return tuple(index for index, meaning in self.columns.items() if meaning is column)

    def _side_by_side(self, rows: Sequence[Row], header: headers.Header | None) -> tuple[Row, int] | None:
        """The heading where a second home begins in each row, as on paper folded to save space."""
        if header is None:
            return None
        named = {heading(header.texts.get(index, "")) for index in (*self.homes, *self.addresses)}
        for index, text in header.texts.items():
            if heading(text) in named and index not in (*self.homes, *self.addresses):
                return rows[header.last], index
        return None

    @property
    def home_column(self) -> int:
        """Where a missing room would stand."""
        return next(iter((*self.homes, *self.addresses, *self.buildings, *self.owners)), 0)

    @property
    def building_column(self) -> int:
        return next(iter((*self.buildings, *self.addresses)), self.home_column)

    def _buildings_everywhere(self, rows: Sequence[Row]) -> bool:
        written = homes = 0
        for row, kind in zip(rows, self.kinds, strict=True):
            if kind is Kind.DATA and any(not is_nothing(row.text(index)) for index in self.homes):
                homes += 1
                written += any(not is_nothing(row.text(index)) for index in self.buildings)
        return bool(self.buildings) and written * 100 > homes * _WRITTEN_EVERYWHERE

    def _lanes(self, rows: Sequence[Row]) -> int:
        """Lanes that the estate lies on. When there are several, 5号 alone does not say which house."""
        places = (*self.buildings, *self.addresses)
        texts = {row.text(index) for row in rows for index in places if "弄" in row.text(index)}
        return len({addresses.lane(text) for text in texts} - {""})
