"""A PDF or a picture as evidence: taken by what is in it, never by what it calls itself."""

from dataclasses import dataclass
from typing import Any

from courtyard.core.errors import BadInput, TooLarge, sentence

BYTES_MAX = 10 * 1024 * 1024
ACCEPTED = "application/pdf,image/jpeg,image/png"
KINDS = (
    (b"%PDF-", "pdf", "application/pdf"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
)
TYPES = {ending: kind for _, ending, kind in KINDS}


class NoEvidence(BadInput):
    says = sentence("This is neither a PDF nor a picture (JPEG, PNG). Please choose another file.")
    field = "evidence"


class LargeEvidence(TooLarge):
    says = sentence("This file is larger than {megabytes} MB. Please make it smaller and try again.")
    field = "evidence"


@dataclass(frozen=True, slots=True)
class Evidence:
    data: bytes
    ending: str


def read(file: Any) -> Evidence:
    """The file, once it is known what it is. Raises NoEvidence, LargeEvidence."""
    if file.size > BYTES_MAX:
        raise LargeEvidence(megabytes=BYTES_MAX // 1024**2)
    data = file.read()
    ending = next((ending for begins, ending, _ in KINDS if data.startswith(begins)), None)
    if ending is None:
        raise NoEvidence
    return Evidence(data, ending)


def type_of(name: str) -> str:
    return TYPES.get(name.rpartition(".")[2], "application/octet-stream")
