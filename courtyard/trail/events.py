"""What the record says about itself."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event


@dataclass(frozen=True, kw_only=True)
class WordsErased(Event):
    """One line for each chain on which words were erased: how many, and the Merkle root of their lines' digests."""

    NAME: ClassVar[str] = "trail.words_erased"
    says: ClassVar[str] = sentence(
        "A person’s words were erased from {lines} lines, at their request or because the time to keep them had ended."
    )

    batch: UUID
    lines: int
    root: str
