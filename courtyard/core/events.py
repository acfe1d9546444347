"""What may be said on the record. An event's name and fields are for ever; its words are not."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Self
from uuid import UUID

KINDS: dict[str, type["Event"]] = {}


def personal(**options: Any) -> Any:
    """A field that holds somebody's words or data: sealed as a salted digest, so that it can be erased.

    It belongs to the person the line is about (`whom`), or else to the one who did the deed (`by`).
    """
    return dataclasses.field(metadata={"personal": True}, **options)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One deed, in the past tense. Subclasses set NAME ("cases.resolved") and `says`.

    `says` is an English template over the fields, translated for the reader; `labels` gives the words
    for coded fields: {"party": {"wu": "the property company"}}. Fields named in `HASHES` hold SHA-256 digests
    of files, one or a list, by which anyone who has the file finds the line.
    """

    NAME: ClassVar[str] = ""
    says: ClassVar[str] = ""
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    HASHES: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls.NAME:
            return
        if KINDS.setdefault(cls.NAME, cls).__qualname__ != cls.__qualname__:
            raise TypeError(f"two events are named {cls.NAME}")

    def parts(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Fields as JSON values: what is sealed openly, and what is personal."""
        body: dict[str, Any] = {}
        words: dict[str, Any] = {}
        for field in dataclasses.fields(self):
            part = words if field.metadata.get("personal") else body
            part[field.name] = as_json(getattr(self, field.name))
        return body, words

    def hashes(self) -> list[str]:
        """The digests of all files this event speaks of, as 64 hex digits each."""
        values = [getattr(self, name) for name in self.HASHES]
        flat = [item for value in values for item in (value if isinstance(value, list | tuple) else [value])]
        return [item for item in flat if item]

    @classmethod
    def replay(cls, fields: Mapping[str, Any]) -> Self:
        """The event of a stored line. Unknown fields are dropped, erased ones are None."""
        known = {field.name: fields.get(field.name) for field in dataclasses.fields(cls)}
        return cls(**known)


def as_json(value: Any) -> Any:
    """A value as it stands on the record. Floats have no place there: they do not add up.

    Raises TypeError for anything that is not text, whole number, truth, time, id or a list of these.
    """
    match value:
        case None | bool() | int() | str():
            return str(value) if isinstance(value, str) else value
        case UUID():
            return value.hex
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return [as_json(item) for item in value]
        case dict():
            return {str(key): as_json(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} cannot stand on the record")
