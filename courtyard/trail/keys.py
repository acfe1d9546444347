"""The key that signs checkpoints. It lives in a file outside the database, so that whoever alters the database
cannot sign the alteration."""

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

CHECKPOINT_FORMAT = "courtyard-checkpoint/1"


class NoKey(Exception):
    """There is no signing key where the settings say."""


class SigningKey:
    """An Ed25519 key (RFC 8032)."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    @property
    def public_hex(self) -> str:
        raw = self._private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return raw.hex()

    def sign(self, text: str) -> str:
        return self._private.sign(text.encode()).hex()

    @classmethod
    def read(cls, path: Path) -> "SigningKey":
        """Raises NoKey where there is none that can be read."""
        try:
            private = serialization.load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, ValueError) as reason:
            raise NoKey(f"{path}: {reason}") from reason
        if not isinstance(private, Ed25519PrivateKey):
            raise NoKey(f"{path}: not an Ed25519 key")
        return cls(private)

    @classmethod
    def make(cls, path: Path) -> "SigningKey":
        """Make a key and write it to `path`, readable by its owner only. Raises FileExistsError; never overwrites."""
        private = Ed25519PrivateKey.generate()
        pem = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
        return cls(private)


def signed_text(number: int, at: str, size: int, root: str, before: str) -> str:
    """What a checkpoint's signature covers, one thing a line; `before` is the last checkpoint's root."""
    return "\n".join((CHECKPOINT_FORMAT, str(number), at, str(size), root, before or "-")) + "\n"


def signature_holds(key: str, signature: str, text: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
