"""Who serves which estate of the demo, what they promised for what price, and how well they keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from courtyard.core.quarters import Quarter, latest
from courtyard.core.rulebook import months_after
from courtyard.demo.year import ZONE, Year
from courtyard.services.models import Contract

QUARTERS = 8
"""As many as a page of quality shows, all of them over."""
MONTHS = 12
"""For so long the owners renewed."""
Way = tuple[float, float]
"""How something is in the first of the quarters, and in the last one."""


@dataclass(frozen=True)
class Line:
    """A line of the plan of works: what its field is, and every how many months; `rule` names the rulebook's."""

    field: str
    what: str
    months: int = 0
    days: int = 0
    rule: str = ""


@dataclass(frozen=True)
class Service:
    """A company, its contract, and how it goes: shares of what passes, is done in time, is liked, and of homes."""

    company: str
    code: str
    phone: str
    address: str
    mode: str
    prices: Mapping[str, int]
    levels: Mapping[str, int]
    ends_in: int
    """In how many days from today the contract ends."""
    authority: str
    works: Sequence[Line]
    passes: Way
    in_time: Way
    liked: Way
    answers: Way
    commission_bp: int | None = None
    renewed: bool = False
    """Whether the contract that runs is a second one, for a year, which the owners decided."""


LIFTS = Line("facilities", "电梯维护保养", days=15, rule="lift_maintenance")
ALWAYS = (
    Line("order", "消防设施检查", months=1, rule="fire_check"),
    Line("facilities", "二次供水水箱清洗消毒", months=6, rule="water_tank"),
    Line("facilities", "雨水井、污水管清掏", months=3),
    Line("green", "绿地修剪和病虫害防治", months=2),
    Line("cleaning", "楼道和公共玻璃全面冲洗", months=2),
    Line("general", "公布物业服务收支账目", months=3),
)

SERVED: Mapping[str, Service] = {
    "taoan": Service(
        company="青禾物业服务有限公司", code="91310115MA1K4A2B1", phone="000-0000-1101",
        address="桐江市桂影区听雨路18号",
        mode=Contract.Mode.COMMISSION, commission_bp=800, prices={"dwelling": 185},
        levels={"general": 2, "cleaning": 3, "order": 2, "green": 2, "facilities": 3}, ends_in=74,
        authority="售房单位移交时签订的前期物业服务合同，业主大会还没有另行选聘。", works=(LIFTS, *ALWAYS),
        passes=(0.86, 0.99), in_time=(0.86, 0.97), liked=(0.83, 0.945), answers=(0.21, 0.3),
        renewed=True,
    ),
    "csc": Service(
        company="松涛物业管理有限公司", code="91310107MA1G0C3D2", phone="000-0000-1102",
        address="桐江市听松区松风路2号",
        mode=Contract.Mode.LUMP_SUM, prices={"dwelling": 268, "shop": 450, "parking": 60},
        levels={"general": 3, "cleaning": 4, "order": 3, "green": 3, "facilities": 4}, ends_in=420,
        authority="建设单位签订的前期物业服务合同，业主大会还没有另行选聘。", works=(LIFTS, *ALWAYS),
        passes=(0.95, 0.66), in_time=(0.95, 0.4), liked=(0.82, 0.55), answers=(0.26, 0.21),
    ),
    "wannan6": Service(
        company="晚棠物业服务有限公司", code="91310104MA1F2E4F3", phone="000-0000-1103",
        address="桐江市桂影区宛南路3号",
        mode=Contract.Mode.TRUST, commission_bp=600, prices={"dwelling": 142},
        levels={"general": 2, "cleaning": 2, "order": 1, "green": 1, "facilities": 2}, ends_in=1_010,
        authority="售房单位移交时签订的前期物业服务合同，业主大会还没有另行选聘。", works=ALWAYS,
        passes=(0.82, 0.88), in_time=(0.85, 0.9), liked=(0.74, 0.8), answers=(0.2, 0.2),
    ),
}  # fmt: skip
"""By the estates' codes: one better from year to year, one worse, one as it was."""


def quarters_of(year: Year) -> list[Quarter]:
    """The last ones that are over, the oldest first."""
    return latest(QUARTERS, Quarter.on(year.now.astimezone(ZONE).date()).before)


def at_of(way: Way, year: Year, day: date) -> float:
    """How it is in the quarter of a day; from the last one on it stays so."""
    place = quarters_of(year).index(Quarter.on(day)) if day <= quarters_of(year)[-1].last_day else QUARTERS - 1
    step = Fraction(place, QUARTERS - 1)
    return way[0] + (way[1] - way[0]) * float(step)


def first_day(year: Year) -> date:
    """When the first contract begins: with the first quarter of which there are figures."""
    return quarters_of(year)[0].first_day


def last_day(year: Year, service: Service) -> date:
    """When the contract that runs today ends."""
    return year.day(service.ends_in).date()


def renewed_on(year: Year, service: Service) -> date:
    """The first day of the owners' contract, which is for a year."""
    return months_after(last_day(year, service) + timedelta(days=1), -MONTHS)
