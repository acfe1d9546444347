"""Where an upload waits: sealed with the server's secret, under its estate, for a day at most."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.crypto import salted_hmac

from courtyard.core.errors import Refusal, sentence

KEEP = timedelta(hours=24)
NONCE_BYTES = 12


class Gone(Refusal):
    """The copy is not there or cannot be opened."""

    says = sentence("This preview has been deleted. Please choose the file again.")


def id_key(number: str) -> str:
    """The keyed hash of an identity number: the number itself is kept nowhere."""
    return salted_hmac("courtyard.people.id_number", number, algorithm="sha256").hexdigest() if number else ""


def seal(data: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_secret()).encrypt(nonce, data, None)


def unseal(data: bytes) -> bytes:
    try:
        return AESGCM(_secret()).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], None)
    except InvalidTag:
        raise Gone from None


def _secret() -> bytes:
    return salted_hmac("courtyard.people.importing", "upload", algorithm="sha256").digest()


def folder(estate_id: UUID) -> str:
    return f"estates/{estate_id.hex}/imports"


def write(estate_id: UUID, data: bytes) -> str:
    """Seal and keep it under a random name. Returns the name."""
    return default_storage.save(f"{folder(estate_id)}/{secrets.token_hex(16)}", ContentFile(seal(data)))


def read(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            return unseal(file.read())
    except FileNotFoundError:
        raise Gone from None


def forget(name: str) -> None:
    if name:
        default_storage.delete(name)


def orphans(estate_id: UUID, wanted: set[str], before: datetime) -> list[str]:
    """Copies that no upload names: left behind where a deed failed after its file was written."""
    try:
        names = [f"{folder(estate_id)}/{name}" for name in default_storage.listdir(folder(estate_id))[1]]
    except FileNotFoundError:
        return []
    return [n for n in names if n not in wanted and default_storage.get_modified_time(n) < before]
