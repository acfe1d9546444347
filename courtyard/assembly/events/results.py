"""From the close to the decision in force."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

PASSED = {"True": sentence("carried"), "False": sentence("not carried")}


@dataclass(frozen=True, kw_only=True)
class AssemblyClosed(Event):
    NAME: ClassVar[str] = "assembly.closed"
    says: ClassVar[str] = sentence("The vote closed with {ballots} ballots.")

    ballots: int
    pending: int


@dataclass(frozen=True, kw_only=True)
class AssemblyCounted(Event):
    """The box was opened and counted; the vote's key and every tie between head and choice are gone."""

    NAME: ClassVar[str] = "assembly.counted"
    says: ClassVar[str] = sentence("The ballots were counted: {ballots} took part.")
    HASHES: ClassVar = ("box_hash",)

    ballots: int
    area_cm2: int
    box_hash: str


@dataclass(frozen=True, kw_only=True)
class CountChecked(Event):
    NAME: ClassVar[str] = "assembly.count_checked"
    says: ClassVar[str] = sentence("Somebody else counted again and came to the same.")

    box_hash: str


@dataclass(frozen=True, kw_only=True)
class AssemblyCertified(Event):
    NAME: ClassVar[str] = "assembly.certified"
    says: ClassVar[str] = sentence("The result was published; objections are taken until {objections_until}.")
    HASHES: ClassVar = ("bundle_hash", "full_bundle_hash")

    passed: list[str]
    objections_until: datetime
    bundle_hash: str
    full_bundle_hash: str


@dataclass(frozen=True, kw_only=True)
class ObjectionFiled(Event):
    NAME: ClassVar[str] = "assembly.objected"
    says: ClassVar[str] = sentence("An objection was made: {words}")

    objection: UUID
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(Event):
    NAME: ClassVar[str] = "assembly.objection_answered"
    says: ClassVar[str] = sentence("An objection was answered: {words}")

    objection: UUID
    upheld: bool
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class DecisionInForce(Event):
    NAME: ClassVar[str] = "assembly.in_force"
    says: ClassVar[str] = sentence("Decision {number} of {year} is in force: {title}")

    motion: UUID
    year: int
    number: int
    title: str
    carried: bool
    in_force_on: date
    text_hash: str
    set_aside: bool = False


@dataclass(frozen=True, kw_only=True)
class BundleOpened(Event):
    NAME: ClassVar[str] = "assembly.bundle_opened"
    says: ClassVar[str] = sentence("The full count was opened: {why}")

    why: str = personal()


@dataclass(frozen=True, kw_only=True)
class OutsideResultBrought(Event):
    NAME: ClassVar[str] = "assembly.outside_result"
    says: ClassVar[str] = sentence("The result of {system} was brought in.")
    HASHES: ClassVar = ("sha256",)

    system: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ElectorateExported(Event):
    """For an official system: numbers and areas, or names, too, where that system asks for them."""

    NAME: ClassVar[str] = "assembly.electorate_exported"
    says: ClassVar[str] = sentence("The roll of {heads} owners was handed out: {what}.")
    labels: ClassVar = {"what": {"numbers": sentence("without names"), "names": sentence("with names")}}

    heads: int
    what: str
    why: str = personal()
