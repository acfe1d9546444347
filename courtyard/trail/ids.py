"""Names of things: UUIDv7 in order of making, so that indexes stay small and a retry is the same deed."""

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562 § 5.7)."""
    return UUID(int=uuid_utils.uuid7().int)
