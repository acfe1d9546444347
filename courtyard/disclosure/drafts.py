"""What was looked at before it is published: kept as a file for a day, and named by a signed ticket."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.core.files.storage import default_storage

from courtyard.core.disclosures import Row
from courtyard.disclosure import upkeep
from courtyard.disclosure.actions.publications import Attached, Publishing
from courtyard.disclosure.upkeep import Kept

SALT = "courtyard.disclosure"
KEPT_FOR = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Draft:
    """A publication, or the correction of one (`corrects`), that somebody looks at."""

    id: UUID
    key: str
    title: str
    rows: Sequence[Row]
    words: str
    files: Sequence[Attached]
    corrects: str = ""
    reason: str = ""
    conceals: bool = False

    def told(self, *, without_personal_data: bool) -> Publishing:
        return Publishing(
            key=self.key, rows=self.rows, words=self.words, files=self.files, id=self.id,
            without_personal_data=without_personal_data,
        )  # fmt: skip


def keep(draft: Draft, estate_id: UUID, at: datetime) -> str:
    """Its ticket."""
    data = {
        "id": draft.id.hex, "key": draft.key, "title": draft.title, "words": draft.words,
        "rows": [row.data() for row in draft.rows],
        "corrects": draft.corrects, "reason": draft.reason, "conceals": draft.conceals,
        "files": [[one.kept.file, one.kept.sha256, one.kept.size, one.name] for one in draft.files],
    }  # fmt: skip
    kept = upkeep.keep(estate_id, json.dumps(data, ensure_ascii=False).encode(), "json", at)
    return signing.dumps([kept.file, kept.sha256, estate_id.hex], salt=SALT)


def find(ticket: str, estate_id: UUID) -> Draft | None:
    """What the ticket was made for, if that was here and not long ago."""
    try:
        file, sha256, estate = signing.loads(ticket, salt=SALT, max_age=KEPT_FOR)
        with default_storage.open(file) as opened:
            read = opened.read()
    except (signing.BadSignature, ValueError, OSError):
        return None
    if estate != estate_id.hex or hashlib.sha256(read).hexdigest() != sha256:
        return None
    said = json.loads(read)
    files = [Attached(kept=Kept(name, digest, size), name=shown) for name, digest, size, shown in said["files"]]
    return Draft(
        UUID(said["id"]), said["key"], said["title"], [Row(**row) for row in said["rows"]], said["words"], files,
        said["corrects"], said["reason"], said["conceals"],
    )  # fmt: skip
