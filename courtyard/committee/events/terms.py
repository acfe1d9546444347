"""A committee comes into being, sits and ends; who sits in it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

GROUNDS = {
    "resigned": sentence("resigned in writing"),
    "absent": sentence("absent from half of a year’s meetings"),
    "sold": sentence("owns no home here any more"),
    "eligibility": sentence("no longer meets the conditions"),
    "recalled": sentence("replaced by the owners’ assembly"),
    "died": sentence("died"),
    "term": sentence("the term ended"),
    "set_aside": sentence("the election was set aside"),
}
POSTS = {"chair": sentence("chair"), "vice": sentence("vice-chair"), "member": sentence("member")}


@dataclass(frozen=True, kw_only=True)
class CommitteeElected(Event):
    """`motion` is the election's, in the assembly; the names stand in lines of their own."""

    NAME: ClassVar[str] = "committee.elected"
    says: ClassVar[str] = sentence("Owners’ committee no. {number} was elected: {filled} of {seats} seats.")

    number: int
    seats: int
    filled: int
    alternates: int
    elected_on: date
    ends_on: date
    motion: UUID


@dataclass(frozen=True, kw_only=True)
class CommitteeEntered(Event):
    """One from before this record, as its papers say."""

    NAME: ClassVar[str] = "committee.entered"
    says: ClassVar[str] = sentence(
        "Owners’ committee no. {number} was entered from its papers: {filled} of {seats} seats."
    )

    number: int
    seats: int
    filled: int
    starts_on: date
    ends_on: date
    filed_on: date | None
    source: str


@dataclass(frozen=True, kw_only=True)
class CommitteeTookOffice(Event):
    NAME: ClassVar[str] = "committee.took_office"
    says: ClassVar[str] = sentence("Owners’ committee no. {number} took office.")

    number: int
    on: date


@dataclass(frozen=True, kw_only=True)
class CommitteeEnded(Event):
    NAME: ClassVar[str] = "committee.ended"
    says: ClassVar[str] = sentence("Owners’ committee no. {number} is no longer in office.")

    number: int
    on: date


@dataclass(frozen=True, kw_only=True)
class ElectionSetAside(Event):
    NAME: ClassVar[str] = "committee.set_aside"
    says: ClassVar[str] = sentence(
        "The election of owners’ committee no. {number} was set aside after an objection. It has to be held anew."
    )

    number: int
    motion: UUID


@dataclass(frozen=True, kw_only=True)
class SeatsFilled(Event):
    NAME: ClassVar[str] = "committee.seats_filled"
    says: ClassVar[str] = sentence("{filled} empty seats of the owners’ committee were filled by a by-election.")

    filled: int
    empty: int
    motion: UUID


@dataclass(frozen=True, kw_only=True)
class MemberSeated(Event):
    NAME: ClassVar[str] = "committee.member_seated"
    says: ClassVar[str] = sentence("A member of the owners’ committee: {name}")

    member: UUID
    rank: int
    post: str
    on: date
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class AlternateNamed(Event):
    NAME: ClassVar[str] = "committee.alternate_named"
    says: ClassVar[str] = sentence("An alternate of the owners’ committee: {name}")

    member: UUID
    rank: int
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class AlternateMovedUp(Event):
    NAME: ClassVar[str] = "committee.alternate_moved_up"
    says: ClassVar[str] = sentence("{name} moved up to an empty seat of the owners’ committee.")

    member: UUID
    rank: int
    on: date
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class PostChosen(Event):
    """One line for the chair and for each vice-chair."""

    NAME: ClassVar[str] = "committee.post_chosen"
    says: ClassVar[str] = sentence("The owners’ committee chose {name} as {post}.")
    labels: ClassVar = {"post": POSTS}

    member: UUID
    post: str
    on: date
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class PostsChosen(Event):
    NAME: ClassVar[str] = "committee.posts_chosen"
    says: ClassVar[str] = sentence("The owners’ committee chose its chair and {vices} vice-chairs.")

    vices: int
    on: date


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Event):
    """`resolution` is the committee's, `decision` the owners' by which it was done, where there is one."""

    NAME: ClassVar[str] = "committee.member_left"
    says: ClassVar[str] = sentence("{name} is no longer a member of the owners’ committee: {ground}")
    labels: ClassVar = {"ground": GROUNDS}

    member: UUID
    ground: str
    on: date
    had_seat: bool
    resolution: UUID | None = None
    decision: UUID | None = None
    name: str = personal()
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class EligibilityDeclared(Event):
    NAME: ClassVar[str] = "committee.eligibility_declared"
    says: ClassVar[str] = sentence("{name} said of each condition whether they meet it.")

    member: UUID
    checks: dict[str, str]
    name: str = personal()
