"""How a reader of one cell says that it cannot: the reason, and what was probably meant."""

from typing import Any


class Unreadable(Exception):
    """A cell that cannot be taken as it stands. `reason` is an English sentence marked for translation."""

    def __init__(self, reason: str, *, suggestion: str = "", **fields: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion
        self.fields = fields
