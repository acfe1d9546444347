"""The secret in the address of a calendar: only its keyed hash is kept."""

import secrets

from django.utils.crypto import salted_hmac

TOKEN_BYTES = 24
TOKEN_MAX = 64


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Keyed: without the server's secret nobody can try tokens against a stolen database."""
    return salted_hmac("duties.feed", token[:TOKEN_MAX], algorithm="sha256").hexdigest()
