"""Who may vote and with what weight, under the Civil Code's double count of area and heads.

Heads are neither homes nor people: one owner, or one set of co-owners, is one head however many homes it holds, and
everything unsold or sold but not handed over is one head, the developer's (法释〔2020〕17号 art 9). All of it weighs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from courtyard.core.counting.tally import Weight
from courtyard.core.errors import BadInput, sentence

DEVELOPER = "DEV"

Delivery = Literal["delivered", "unsold", "sold_undelivered"]
Use = Literal["dwelling", "parking"]
RecordPoint = Literal["notice", "close"]


class BadRoll(BadInput):
    """A roll that cannot be: two homes of one number, or one that weighs nothing."""

    says = sentence("The roll cannot be counted: {reason}.")


@dataclass(frozen=True, slots=True)
class Unit:
    """A home or another exclusive part, with its area, or its parts of the whole where a jurisdiction votes by those.

    `owner` names the set of its owners; `owner_at_close` is empty where it is the same.
    """

    id: str
    area_cm2: int
    owner: str
    shares: int = 0
    owner_at_close: str = ""
    building: str = ""
    use: Use = "dwelling"
    delivery: Delivery = "delivered"

    def holder(self, record_point: RecordPoint) -> str:
        if self.delivery != "delivered":
            return DEVELOPER
        return (self.owner_at_close or self.owner) if record_point == "close" else self.owner


class Stake(NamedTuple):
    """What one head holds."""

    area_cm2: int = 0
    shares: int = 0
    lots: int = 0

    def with_unit(self, unit: Unit) -> "Stake":
        return Stake(self.area_cm2 + unit.area_cm2, self.shares + unit.shares, self.lots + 1)


@dataclass(frozen=True, slots=True)
class Roll:
    """Each head and what it holds."""

    stakes: Mapping[str, Stake]

    def __contains__(self, head: object) -> bool:
        return head in self.stakes

    @property
    def heads(self) -> int:
        return len(self.stakes)

    @property
    def area_cm2(self) -> int:
        return sum(stake.area_cm2 for stake in self.stakes.values())

    @property
    def known(self) -> tuple[Weight, ...]:
        """By what it can be voted: always heads and homes, area and shares where they were told."""
        by_shares = any(stake.shares for stake in self.stakes.values())
        by_area = not by_shares or any(stake.area_cm2 for stake in self.stakes.values())
        told: tuple[Weight, ...] = ("heads", "lots")
        return (*told, *(("area",) if by_area else ()), *(("shares",) if by_shares else ()))

    def weigh(self, heads: Iterable[str]) -> dict[Weight, int]:
        """What these heads weigh together, in every weight the roll knows."""
        stakes = [self.stakes[head] for head in heads]
        weights: dict[Weight, int] = {
            "heads": len(stakes),
            "area": sum(stake.area_cm2 for stake in stakes),
            "shares": sum(stake.shares for stake in stakes),
            "lots": sum(stake.lots for stake in stakes),
        }
        return {weight: weights[weight] for weight in self.known}


def roll_of(
    units: Iterable[Unit], *, building: str = "", count_parking: bool = False, record_point: RecordPoint = "notice"
) -> Roll:
    """The roll of an estate, or of one building of it (a matter that concerns one building is decided by its owners).

    `record_point` is whose the homes are: at the notice, when the roll is frozen, or at the close. No statute fixes it.
    Raises BadRoll for a home that is told twice or weighs nothing.
    """
    stakes: dict[str, Stake] = {}
    seen: set[str] = set()
    for unit in units:
        if unit.id in seen:
            raise BadRoll(reason=f"{unit.id} is there twice")
        seen.add(unit.id)
        if unit.area_cm2 <= 0 and unit.shares <= 0:
            raise BadRoll(reason=f"{unit.id} has no area")
        if (building and unit.building != building) or (unit.use == "parking" and not count_parking):
            continue
        holder = unit.holder(record_point)
        stakes[holder] = stakes.get(holder, Stake()).with_unit(unit)
    return Roll(MappingProxyType(stakes))
