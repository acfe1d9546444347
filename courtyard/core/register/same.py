"""Equal names over different homes: listed so that a person can say whether they are one. Nothing here merges them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from courtyard.core.register.result import HomeLine, OwnerEntry, Register


class Evidence(StrEnum):
    """What speaks for one person, or against."""

    SAME_ID = "same_id"
    OTHER_ID = "other_id"
    SAME_PHONE = "same_phone"
    OTHER_PHONE = "other_phone"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Namesake:
    """One entry of the register that shares its name with others. `id_key` is the caller's keyed hash, or ""."""

    home: HomeLine
    owner: OwnerEntry
    id_key: str


@dataclass(frozen=True, slots=True)
class Namesakes:
    """All entries under one name, and the least that tells them apart or together."""

    name: str
    entries: tuple[Namesake, ...]
    evidence: Evidence


def same_names(register: Register, id_key: Callable[[str], str] = lambda number: number) -> tuple[Namesakes, ...]:
    """Groups of equal owner names over different homes, in the sheet's order. `id_key` hashes an identity number."""
    by_name: dict[str, list[tuple[HomeLine, OwnerEntry]]] = {}
    for home in register.homes:
        for owner in home.owners:
            by_name.setdefault(owner.name, []).append((home, owner))
    return tuple(
        _group(name, entries, id_key)
        for name, entries in by_name.items()
        if len(entries) > 1 and len({home.row for home, _owner in entries}) > 1
    )


def _group(name: str, entries: list[tuple[HomeLine, OwnerEntry]], id_key: Callable[[str], str]) -> Namesakes:
    namesakes = tuple(
        Namesake(home, owner, id_key(owner.id_number) if owner.id_number else "") for home, owner in entries
    )
    return Namesakes(name, namesakes, _evidence(namesakes))


def _evidence(entries: tuple[Namesake, ...]) -> Evidence:
    keys = {entry.id_key for entry in entries}
    phones = {entry.owner.phone for entry in entries}
    if "" not in keys:
        return Evidence.SAME_ID if len(keys) == 1 else Evidence.OTHER_ID
    if "" in phones or any("*" in phone for phone in phones):
        return Evidence.NOTHING
    return Evidence.SAME_PHONE if len(phones) == 1 else Evidence.OTHER_PHONE
