"""Several headings for one thing: which of them the register takes, and what a heading means beside the others."""

from collections.abc import Iterable, Mapping, Sequence

from courtyard.core.register.columns import LESS_LIKELY_AREA, Column
from courtyard.core.register.likeness import per_hundred

Guessed = dict[int, tuple[Column, bool]]
Values = Mapping[int, Sequence[str]]
_SEVERAL_MAY_BE = (Column.OWNER, Column.PHONE, Column.ID_NUMBER, Column.IGNORE)
_AREA_RANKS = (("专有",), ("产权", "产证", "证载", "登记"), ("建筑", "建面", "实测", "gross"), ("面积", "area"))
_MOST = 60


def settle(guessed: Guessed, texts: Mapping[int, str], values: Values) -> Guessed:
    """One column of each kind, save names, telephones and identity numbers, of which there may be several."""
    guessed = dict(guessed)
    _find_area(guessed, texts)
    for column in Column:
        if column not in _SEVERAL_MAY_BE:
            ranks = {i: _rank(column, texts.get(i, ""), values.get(i, ())) for i in _of(guessed, column)}
            for index in sorted(ranks, key=ranks.__getitem__)[1:]:
                guessed[index] = (Column.IGNORE, False)
    _settle_places(guessed, texts, values)
    return guessed


def _of(guessed: Guessed, *columns: Column) -> list[int]:
    return [index for index, (column, _sure) in guessed.items() if column in columns]


def _rank(column: Column, text: str, values: Sequence[str]) -> tuple[int, ...]:
    """Lowest is best."""
    if column is Column.AREA:
        ranks = (rank for rank, words in enumerate(_AREA_RANKS) if any(word in text for word in words))
        return next(ranks, len(_AREA_RANKS)), -len(values)
    return -per_hundred(column, values), -len(values)


def _find_area(guessed: Guessed, texts: Mapping[int, str]) -> None:
    """The net area stands in, unsure, where the register gives no other."""
    if not _of(guessed, Column.AREA):
        for index in [i for i in _of(guessed, Column.IGNORE) if LESS_LIKELY_AREA.search(texts.get(i, ""))][:1]:
            guessed[index] = (Column.AREA, False)


def _settle_places(guessed: Guessed, texts: Mapping[int, str], values: Values) -> None:
    if not _of(guessed, Column.HOME, Column.ADDRESS):
        _rename(guessed, (i for i in _of(guessed, Column.ENTRANCE) if texts.get(i) == "unit"), Column.HOME)
    address = _of(guessed, Column.ADDRESS)
    if address and not _says(Column.ADDRESS, values.get(address[0], ())):
        # 陶安路12弄5号 beside a column of rooms is a building; without one it stays for the person to see.
        if _of(guessed, Column.HOME):
            _rename(guessed, address, Column.IGNORE if _of(guessed, Column.BUILDING) else Column.BUILDING)
    elif address and _of(guessed, Column.HOME):
        _rename(guessed, address if _of(guessed, Column.BUILDING) else _of(guessed, Column.HOME), Column.IGNORE)
    if _of(guessed, Column.BUILDING, Column.ADDRESS):
        return
    homes = _of(guessed, Column.HOME)
    if homes and _says(Column.ADDRESS, values.get(homes[0], ())):
        _rename(guessed, homes, Column.ADDRESS)
    else:
        _rename(guessed, _of(guessed, Column.ENTRANCE), Column.BUILDING)


def _says(column: Column, values: Sequence[str]) -> bool:
    return per_hundred(column, values) >= _MOST


def _rename(guessed: Guessed, indexes: Iterable[int], column: Column) -> None:
    for index in list(indexes):
        guessed[index] = (column, False)
