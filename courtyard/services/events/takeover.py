"""What a company that leaves hands over: listed, given, received, missing, finished."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event

THINGS = {
    "completion": sentence("completion drawings and acceptance papers of the estate"),
    "equipment": sentence("papers of the equipment: installing, using, maintaining, its warranties"),
    "records": sentence("records of running, maintenance and checks: lifts, fire protection, water tanks, power"),
    "owners": sentence("list of owners and homes, and the files of requests"),
    "contracts": sentence(
        "contracts with others that concern the estate: lifts, cleaning, guards, leases of common parts"
    ),
    "rooms": sentence("rooms for managing the estate, and their furniture"),
    "facilities": sentence("common facilities and equipment, as they are on the day, with the readings of all meters"),
    "spares": sentence("tools, spare parts and material bought with the owners’ money"),
    "service_money": sentence("service fees paid in advance, and what is left of them, with a list by home"),
    "revenue": sentence("public revenue: account, balance, books and vouchers"),
    "fund": sentence("maintenance fund: papers of works, and what is not settled yet"),
    "deposits": sentence("deposits held for owners, with a list by home"),
    "keys": sentence("keys, cards and codes of all common rooms, gates and plant rooms"),
    "systems": sentence("cameras, barriers and other systems: their accounts, passwords and recordings"),
}
"""What is usually handed over, by its code: the house has the words in every language."""


@dataclass(frozen=True, kw_only=True)
class TakeoverBegun(Event):
    NAME: ClassVar[str] = "services.takeover_begun"
    says: ClassVar[str] = sentence(
        "{company} hands the estate over: {items} things are on the list, to be received by {due_on}."
    )

    company: str
    items: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ThingListed(Event):
    NAME: ClassVar[str] = "services.thing_listed"
    says: ClassVar[str] = sentence("One more thing is on the list of what the company hands over.")

    thing: UUID
    kind: str


@dataclass(frozen=True, kw_only=True)
class ThingStruck(Event):
    NAME: ClassVar[str] = "services.thing_struck"
    says: ClassVar[str] = sentence("Taken off the list of what the company hands over, no. {position}: {reason}")

    thing: UUID
    position: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ThingGiven(Event):
    NAME: ClassVar[str] = "services.thing_given"
    says: ClassVar[str] = sentence("The company that leaves handed over no. {position} of the list.")

    thing: UUID
    position: int


@dataclass(frozen=True, kw_only=True)
class ThingReceived(Event):
    NAME: ClassVar[str] = "services.thing_received"
    says: ClassVar[str] = sentence("Received of the company that leaves: no. {position} of the list.")

    thing: UUID
    position: int


@dataclass(frozen=True, kw_only=True)
class ThingMissing(Event):
    NAME: ClassVar[str] = "services.thing_missing"
    says: ClassVar[str] = sentence("Missing at the handover of the company, no. {position}: {reason}")

    thing: UUID
    position: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class TakeoverFinished(Event):
    NAME: ClassVar[str] = "services.takeover_finished"
    says: ClassVar[str] = sentence("{company} handed everything over: {items} things were received.")

    company: str
    items: int
    late: bool
