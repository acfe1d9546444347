"""Catalogues of standards: loaded, published, ended, dropped."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CatalogueLoaded(Event):
    NAME: ClassVar[str] = "services.catalogue_loaded"
    says: ClassVar[str] = sentence(
        "Service standards were loaded, not in force yet: {name} {version}. Check items: {items}."
    )
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    name: str
    version: str
    source: str
    is_example: bool
    levels: int
    items: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class CataloguePublished(Event):
    """`ends` is the version that it takes the place of, where there is one."""

    NAME: ClassVar[str] = "services.catalogue_published"
    says: ClassVar[str] = sentence("Service standards were published: {name} {version}, valid from {valid_from} on.")

    name: str
    version: str
    valid_from: date
    ends: str


@dataclass(frozen=True, kw_only=True)
class CatalogueEnded(Event):
    NAME: ClassVar[str] = "services.catalogue_ended"
    says: ClassVar[str] = sentence("Service standards end: {name} {version}, last day {valid_to}. {reason}")

    name: str
    version: str
    valid_to: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class CatalogueDropped(Event):
    NAME: ClassVar[str] = "services.catalogue_dropped"
    says: ClassVar[str] = sentence("Service standards that were never published were dropped: {name} {version}.")

    name: str
    version: str
