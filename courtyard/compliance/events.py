"""What is said on the record about alarms."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal


@dataclass(frozen=True, kw_only=True)
class FindingExcused(Event):
    NAME: ClassVar[str] = "compliance.excused"
    says: ClassVar[str] = sentence("The alarm of check {check} was called false until {until}: {words}")

    check: str
    subject: str
    until: date
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class ExcuseEnded(Event):
    NAME: ClassVar[str] = "compliance.excuse_ended"
    says: ClassVar[str] = sentence("Check {check} may alarm again.")

    check: str
    subject: str
