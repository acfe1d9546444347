"""The register's import: previewed, applied as one deed, undone while nothing depends on it.

None of these lines names anybody; who owns what stands in the register itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal


@dataclass(frozen=True, kw_only=True)
class RegisterUploaded(Event):
    NAME: ClassVar[str] = "people.register_uploaded"
    says: ClassVar[str] = sentence("A register of {rows} rows was uploaded for a preview. Nothing was saved.")
    HASHES: ClassVar[tuple[str, ...]] = ("file_hash",)

    file_hash: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class RegisterRevised(Event):
    NAME: ClassVar[str] = "people.register_revised"
    says: ClassVar[str] = sentence(
        "Before the import, {cells} cells were corrected and {names} shared names were settled."
    )

    cells: int
    names: int


@dataclass(frozen=True, kw_only=True)
class RegisterDiscarded(Event):
    NAME: ClassVar[str] = "people.register_discarded"
    says: ClassVar[str] = sentence("An uploaded register was discarded. Nothing from it was saved.")

    file_hash: str


@dataclass(frozen=True, kw_only=True)
class RegisterImported(Event):
    NAME: ClassVar[str] = "people.register_imported"
    says: ClassVar[str] = sentence("A register was imported: {homes} homes, {owners} owners, {area_cm2} ㎡.")
    HASHES: ClassVar[tuple[str, ...]] = ("file_hash",)

    file_hash: str
    homes: int
    owners: int
    area_cm2: int


@dataclass(frozen=True, kw_only=True)
class RegisterImportUndone(Event):
    NAME: ClassVar[str] = "people.register_import_undone"
    says: ClassVar[str] = sentence("An import was undone: {homes} homes, {owners} owners.")

    file_hash: str
    homes: int
    owners: int


@dataclass(frozen=True, kw_only=True)
class RegisterExported(Event):
    NAME: ClassVar[str] = "people.register_exported"
    says: ClassVar[str] = sentence("The whole register was exported: {homes} homes, {owners} owners. {reason}")

    homes: int
    owners: int
    reason: str = personal()


@dataclass(frozen=True, kw_only=True)
class PersonsConfirmedOne(Event):
    NAME: ClassVar[str] = "people.confirmed_one"
    says: ClassVar[str] = sentence("{entries} entries with the same name were confirmed as one person. {reason}")

    entries: int
    others: Sequence[UUID]
    reason: str = personal()


@dataclass(frozen=True, kw_only=True)
class PersonsConfirmedTwo(Event):
    NAME: ClassVar[str] = "people.confirmed_two"
    says: ClassVar[str] = sentence("For {names} shared names, entries were confirmed as different people.")

    names: int
