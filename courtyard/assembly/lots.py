"""Lots that anyone can draw again: a published seed, and the smallest hash goes first."""

from hashlib import sha256
from uuid import UUID


def place(seed: str, candidate: UUID) -> str:
    return sha256(f"{seed}:{candidate.hex}".encode()).hexdigest()
