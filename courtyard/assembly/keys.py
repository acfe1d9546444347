"""The key of a confidential vote. It lies in a file outside the database and is destroyed when the box is opened,
so that whoever has the database, then or later, cannot read what anybody chose.
"""

import hmac
import json
import os
import secrets
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from courtyard.core.errors import Refusal, sentence

NONCE_BYTES, KEY_BYTES = 12, 32
PADDED_TO = 512
"""Every sealed choice is as long as every other one: its length would tell as much as its words."""


class KeyLost(Refusal):
    status = 500
    says = sentence("The key of this vote is not where it should be. The ballots cannot be read without it.")


class Unreadable(Refusal):
    """A sealed choice was altered, or sealed under another key."""

    status = 500
    says = sentence("A sealed ballot was altered and cannot be read.")


class VoteKey:
    """AES-256-GCM. What is sealed is bound to its ballot: moved to another one, it cannot be opened."""

    def __init__(self, key: bytes) -> None:
        self._cipher, self._key = AESGCM(key), key

    def salt(self, about: UUID) -> str:
        """Thirty-two hex digits that only this key can tell, and always the same: without them nobody can guess a
        small box from its hash, ballot by ballot."""
        return hmac.new(self._key, b"salt" + about.bytes, "sha256").hexdigest()[:32]

    def seal(self, about: UUID, told: Mapping[str, Any]) -> bytes:
        text = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()
        padded = text + b" " * (-len(text) % PADDED_TO)
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, padded, about.bytes)

    def seal_bytes(self, about: UUID, data: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, data, about.bytes)

    def open_bytes(self, about: UUID, sealed: bytes) -> bytes:
        """Raises Unreadable."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.bytes)
        except InvalidTag as altered:
            raise Unreadable from altered

    def open(self, about: UUID, sealed: bytes | memoryview | None) -> dict[str, Any]:
        """Raises Unreadable."""
        data = bytes(sealed or b"")
        try:
            told: dict[str, Any] = json.loads(self._cipher.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], about.bytes))
        except (InvalidTag, ValueError) as altered:
            raise Unreadable from altered
        return told


def _path(assembly_id: UUID, use: str) -> Path:
    return Path(settings.VOTE_KEYS) / f"{assembly_id.hex}.{use}"


def make(assembly_id: UUID, use: str = "key") -> VoteKey:
    """A key of its own for each vote, readable by the server only. One that is there already is kept."""
    path = _path(assembly_id, use)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        pass
    return read(assembly_id, use)


def read(assembly_id: UUID, use: str = "key") -> VoteKey:
    """Raises KeyLost."""
    try:
        data = _path(assembly_id, use).read_bytes()
    except OSError as gone:
        raise KeyLost from gone
    if len(data) != KEY_BYTES:
        raise KeyLost
    return VoteKey(data)


def destroy(assembly_id: UUID, use: str = "key") -> None:
    """Write over it, then remove it. Once more does no harm."""
    path = _path(assembly_id, use)
    try:
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)


def destroy_later(assembly_id: UUID, use: str = "key") -> None:
    """The key goes once the deed is saved: a deed that fails must still find it."""
    transaction.on_commit(partial(destroy, assembly_id, use))


def kept() -> list[UUID]:
    """Of which votes there is a key."""
    return [UUID(path.stem) for path in Path(settings.VOTE_KEYS).glob("*.key")]
