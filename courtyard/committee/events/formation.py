"""How a committee comes about."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

KINDS = {
    "first": sentence("the first owners’ committee"),
    "reelection": sentence("the next owners’ committee"),
    "early": sentence("an owners’ committee before its time"),
}
BODIES = {
    "developer": sentence("the developer"),
    "jie": sentence("the sub-district"),
    "group": sentence("the election group"),
    "ye": sentence("the owners’ committee"),
    "ju": sentence("the residents’ committee"),
    "wu": sentence("the property company"),
    "district": sentence("the housing office"),
}
TAKEN = {
    "report": sentence("the report"),
    "group": sentence("the forming of the group"),
    "list": sentence("the posting of the group’s names"),
    "training": sentence("the group’s training"),
    "handover": sentence("the handover to the housing office"),
    "documents": sentence("the posting of the roll and the draft rules"),
    "candidates": sentence("the posting of the candidates"),
    "election": sentence("the election"),
    "names": sentence("the posting of those elected"),
    "meeting": sentence("the first meeting"),
    "filing": sentence("the filing"),
    "handback": sentence("the handover to the new committee"),
}


@dataclass(frozen=True, kw_only=True)
class ProgressTold(Event):
    NAME: ClassVar[str] = "committee.progress_told"
    says: ClassVar[str] = sentence("How much is delivered was told as of {on} ({source}).")

    on: date
    whole_cm2: int
    delivered_cm2: int
    first_on: date | None
    source: str


@dataclass(frozen=True, kw_only=True)
class FormationBegun(Event):
    NAME: ClassVar[str] = "committee.formation_begun"
    says: ClassVar[str] = sentence("The election of {kind} fell due on {due_on}: {why}")
    labels: ClassVar = {"kind": KINDS}

    kind: str
    due_on: date
    why: str


@dataclass(frozen=True, kw_only=True)
class FormationReported(Event):
    NAME: ClassVar[str] = "committee.reported"
    says: ClassVar[str] = sentence("It was reported to the sub-district on {on}: {words}")

    on: date
    words: str


@dataclass(frozen=True, kw_only=True)
class GroupFormed(Event):
    NAME: ClassVar[str] = "committee.group_formed"
    says: ClassVar[str] = sentence("The group was formed on {on}: {size} members, {owners} of them owners.")

    on: date
    size: int
    owners: int
    seats: int
    term_years: int


@dataclass(frozen=True, kw_only=True)
class GroupChanged(Event):
    NAME: ClassVar[str] = "committee.group_changed"
    says: ClassVar[str] = sentence("The group was changed: {size} members, {owners} of them owners. {reason}")

    size: int
    owners: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class GroupMemberNamed(Event):
    """Names are posted by law; on the record they can be erased."""

    NAME: ClassVar[str] = "committee.group_member_named"
    says: ClassVar[str] = sentence("{name} is in the group.")

    side: str
    chairs: bool
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class StepTaken(Event):
    NAME: ClassVar[str] = "committee.step_taken"
    says: ClassVar[str] = sentence("Done on {on}: {step}.")
    labels: ClassVar = {"step": TAKEN}
    HASHES: ClassVar = ("sha256",)

    formation: UUID
    step: str
    on: date
    late: bool
    words: str = ""
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class GroupTrained(Event):
    NAME: ClassVar[str] = "committee.group_trained"
    says: ClassVar[str] = sentence("The group was trained: {trained} members.")

    on: date
    trained: int
    certificates: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class CandidateObjected(Event):
    NAME: ClassVar[str] = "committee.candidate_objected"
    says: ClassVar[str] = sentence("An owner objected to a candidate.")

    candidate: UUID
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class CandidateObjectionAnswered(Event):
    NAME: ClassVar[str] = "committee.candidate_objection_answered"
    says: ClassVar[str] = sentence("The objection to a candidate was answered.")

    candidate: UUID
    upheld: bool
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class HeldUp(Event):
    NAME: ClassVar[str] = "committee.held_up"
    says: ClassVar[str] = sentence("{body} holds it up since {since}: {words}")
    labels: ClassVar = {"body": BODIES}

    step: str
    body: str
    since: date
    words: str


@dataclass(frozen=True, kw_only=True)
class HoldupUrged(Event):
    NAME: ClassVar[str] = "committee.holdup_urged"
    says: ClassVar[str] = sentence("{body} was urged, for the {times}. time, to do it by {until}.")
    labels: ClassVar = {"body": BODIES}

    body: str
    until: date
    times: int


@dataclass(frozen=True, kw_only=True)
class HoldupRaised(Event):
    NAME: ClassVar[str] = "committee.holdup_raised"
    says: ClassVar[str] = sentence("What {body} holds up was reported to the district.")
    labels: ClassVar = {"body": BODIES}

    body: str
    on: date


@dataclass(frozen=True, kw_only=True)
class HoldupReleased(Event):
    NAME: ClassVar[str] = "committee.holdup_released"
    says: ClassVar[str] = sentence("{body} holds it up no longer, since {until}.")
    labels: ClassVar = {"body": BODIES}

    body: str
    until: date


@dataclass(frozen=True, kw_only=True)
class FormationStopped(Event):
    NAME: ClassVar[str] = "committee.formation_stopped"
    says: ClassVar[str] = sentence("It goes no further: {reason}")

    reason: str


@dataclass(frozen=True, kw_only=True)
class FormationElected(Event):
    NAME: ClassVar[str] = "committee.formation_elected"
    says: ClassVar[str] = sentence("The owners elected on {on}.")

    on: date
    assembly: UUID


@dataclass(frozen=True, kw_only=True)
class FormationSetBack(Event):
    NAME: ClassVar[str] = "committee.formation_set_back"
    says: ClassVar[str] = sentence("The election was set aside and is held anew.")

    assembly: UUID | None


@dataclass(frozen=True, kw_only=True)
class GroupDissolved(Event):
    NAME: ClassVar[str] = "committee.group_dissolved"
    says: ClassVar[str] = sentence("The new committee sits, and the group is no more.")


@dataclass(frozen=True, kw_only=True)
class FormationDone(Event):
    NAME: ClassVar[str] = "committee.formation_done"
    says: ClassVar[str] = sentence("The committee is formed and filed.")

    on: date
