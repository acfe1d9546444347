"""A paper put where anybody may open it: whoever puts it there looked at it first, and says so."""

from datetime import datetime

from courtyard.assembly.upkeep import Kept, let_go, own
from courtyard.core.errors import BadInput, sentence
from courtyard.money.models.public_file import PublicFile

FIELDS = ("file", "size", "sha256")


class NoFile(BadInput):
    says = sentence("Choose the file.")
    field = "file"


class NotLookedAt(BadInput):
    says = sentence("Everybody can open it. Black out telephone and identity numbers first, and say that you did.")
    field = "looked"


class LostFile(BadInput):
    says = sentence("The file was kept too long and has been removed. Please choose it again.")
    field = "file"


def put(one: PublicFile, file: Kept | None, *, looked: bool, at: datetime) -> bool:
    """The file takes the place of the one before, which goes; the caller saves. False if it is the same file again.

    Raises NoFile, NotLookedAt, LostFile. Called within the deed.
    """
    if file is None:
        raise NoFile
    if not looked:
        raise NotLookedAt
    if one.sha256 == file.sha256:
        let_go([file.file], at)
        return False
    if not own(file):
        raise LostFile
    let_go([one.file], at)
    one.file, one.size, one.sha256 = file.file, file.size, file.sha256
    return True
