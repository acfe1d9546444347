"""What the record says about places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event

YES_NO = {"True": sentence("yes"), "False": sentence("no")}
USES = {
    "dwelling": sentence("dwelling"),
    "shop": sentence("shop"),
    "parking": sentence("parking space"),
    "storage": sentence("storage"),
    "other": sentence("another use"),
}
NODE_KINDS = {
    "city": sentence("city"),
    "district": sentence("district"),
    "subdistrict": sentence("sub-district"),
    "area": sentence("residential area"),
    "estate": sentence("estate"),
}


@dataclass(frozen=True, kw_only=True)
class NodeAdded(Event):
    NAME: ClassVar[str] = "places.node_added"
    says: ClassVar[str] = sentence("The place {name} was added: {kind}, code {code}.")
    labels: ClassVar = {"kind": NODE_KINDS}

    kind: str
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class EstateAdded(Event):
    NAME: ClassVar[str] = "places.estate_added"
    says: ClassVar[str] = sentence("The estate {name} was added, with the code {code}.")

    code: str
    name: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class BuildingAdded(Event):
    NAME: ClassVar[str] = "places.building_added"
    says: ClassVar[str] = sentence("The building {name} was added to the register.")

    name: str
    year: int | None
    lifts: int | None


@dataclass(frozen=True, kw_only=True)
class EntranceAdded(Event):
    NAME: ClassVar[str] = "places.entrance_added"
    says: ClassVar[str] = sentence("The entrance {name} of {building} was added to the register.")

    building: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CommonPartAdded(Event):
    NAME: ClassVar[str] = "places.common_part_added"
    says: ClassVar[str] = sentence("{name} was added to the common parts.")

    name: str


@dataclass(frozen=True, kw_only=True)
class SiteOfficeSet(Event):
    """Whether the property company has an office on the estate, from now on."""

    NAME: ClassVar[str] = "places.site_office_set"
    says: ClassVar[str] = sentence("The register says whether the property company has an office here: {there}.")
    labels: ClassVar = {"there": YES_NO}

    there: bool


@dataclass(frozen=True, kw_only=True)
class HomeAdded(Event):
    NAME: ClassVar[str] = "places.home_added"
    says: ClassVar[str] = sentence("{home} was added to the register.")

    home: str
    area_cm2: int | None
    use: str


@dataclass(frozen=True, kw_only=True)
class HomesAdded(Event):
    """Many at once; `batch` is what they can be taken back by."""

    NAME: ClassVar[str] = "places.homes_added"
    says: ClassVar[str] = sentence("{homes} homes in {buildings} buildings were added to the register.")

    batch: UUID | None
    homes: int
    buildings: int
    area_cm2: int


@dataclass(frozen=True, kw_only=True)
class AreasFilled(Event):
    NAME: ClassVar[str] = "places.areas_filled"
    says: ClassVar[str] = sentence("The missing areas of {homes} homes were added.")

    batch: UUID
    homes: int
    area_cm2: int


@dataclass(frozen=True, kw_only=True)
class HomeCorrected(Event):
    """The facts of a home before and after. They are of the house, not of a person."""

    NAME: ClassVar[str] = "places.home_corrected"
    says: ClassVar[str] = sentence(
        "The register was corrected for {home}: area {area_cm2} ㎡ (before: {area_cm2_before} ㎡), {use}, "
        "counts in votes: {counts_for_vote}, sold: {sold}, handed over: {delivered}."
    )
    labels: ClassVar = {"use": USES, "counts_for_vote": YES_NO, "sold": YES_NO, "delivered": YES_NO}

    home: str
    area_cm2_before: int | None
    area_cm2: int | None
    use_before: str
    use: str
    counts_for_vote: bool
    sold: bool
    delivered: bool
    delivered_on: date | None


@dataclass(frozen=True, kw_only=True)
class HomesTakenBack(Event):
    NAME: ClassVar[str] = "places.homes_taken_back"
    says: ClassVar[str] = sentence(
        "An import was undone, and the {homes} homes it had added were removed from the register."
    )

    batch: UUID
    homes: int


@dataclass(frozen=True, kw_only=True)
class RulesAdopted(Event):
    """Which rules the estate set for itself: {rule: "3 days, § 12, p. 4"}."""

    NAME: ClassVar[str] = "places.rules_adopted"
    says: ClassVar[str] = sentence("The estate set rules for itself: {title}, version {number}.")

    number: int
    title: str
    adopted_on: date
    items: Mapping[str, str]
