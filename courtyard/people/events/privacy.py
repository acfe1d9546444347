"""Looking at somebody's data, correcting and erasing it. Each line belongs to the person it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

REASONS: Mapping[str, str] = {
    "case": sentence("to handle a request"),
    "urgent": sentence("to reach someone in an emergency"),
    "register": sentence("to correct the register"),
    "counter": sentence("the person asked in person"),
    "vote": sentence("to deliver a ballot or a notice"),
}


@dataclass(frozen=True, kw_only=True)
class Unmasked(Event):
    NAME: ClassVar[str] = "people.unmasked"
    says: ClassVar[str] = sentence("Name, phone number and email address were looked at: {reason}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {"reason": REASONS}

    reason: str
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class NameCorrectionAsked(Event):
    NAME: ClassVar[str] = "people.name_correction_asked"
    says: ClassVar[str] = sentence("The person asked for their name on the register to be corrected.")

    wanted: str = personal()
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class NameCorrectionSettled(Event):
    NAME: ClassVar[str] = "people.name_correction_settled"
    says: ClassVar[str] = sentence("The name on the register was checked: {agreed}.")
    labels: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "agreed": {"True": sentence("corrected"), "False": sentence("left as it is")}
    }

    agreed: bool
    before: str = personal()
    after: str = personal()


@dataclass(frozen=True, kw_only=True)
class ErasureAsked(Event):
    NAME: ClassVar[str] = "people.erasure_asked"
    says: ClassVar[str] = sentence(
        "The account and data were erased. The name stays on the register while the person owns a home."
    )


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    NAME: ClassVar[str] = "people.erased"
    says: ClassVar[str] = sentence("A person’s data was erased.")

    kinds: Sequence[str]
