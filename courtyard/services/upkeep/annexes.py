"""Papers of contracts, in the folder of services. The assembly's upkeep keeps account of files, and sweeps."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from uuid import UUID

from courtyard.assembly import upkeep as votes
from courtyard.assembly.upkeep import Kept, own

FOLDER = "services"

__all__ = ["Kept", "keep", "kept", "let_go", "own"]


def keep(estate_id: UUID, data: bytes, ending: str, at: datetime) -> Kept:
    """Write a file under a random name; the deed that takes it over calls `own`."""
    return votes.keep(estate_id, data, ending, at, FOLDER)


def kept(estate_id: UUID, data: bytes | None, ending: str, at: datetime) -> AbstractContextManager[Kept | None]:
    """A file for the deed done inside, if there is one; removed again if it is refused."""
    return votes.kept(estate_id, data, ending, at, FOLDER)


def let_go(names: Iterable[str], at: datetime) -> None:
    votes.let_go(names, at)
