"""What the money of the demo's three estates comes to: who pays how, what is spent on what, what common parts earn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from courtyard.core.rulebook import months_after
from courtyard.demo.year import ZONE, Year
from courtyard.money.models import Book
from courtyard.people.models import Person

MONTHS = 12
"""So many whole months the books go back, besides what is gone of this one."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cost:
    """What is spent every month: on which account, how much, what for, and who is paid."""

    account: str
    fen: int
    what: str
    payee: str


@dataclass(frozen=True)
class Earner:
    """A use of common parts: what it brings in each month, who collects it, the manager's share, what keeps it up."""

    kind: str
    name: str
    place: str
    party: str
    terms: str
    month_fen: int
    collector: str
    share_bp: int | None = None
    upkeep: tuple[int, str] | None = None


@dataclass(frozen=True)
class Plan:
    """One estate's money. `ways`: shares of homes that pay a year ahead, a quarter, by the month, late, never."""

    ways: tuple[float, float, float, float, float]
    service_fen: int
    revenue_fen: int
    first_deposit: tuple[int, int]
    """Fen for a square metre that homes paid into the fund first: without a lift, and with one."""
    left_percent: tuple[int, int]
    """What of it was left when the books were opened."""
    costs: Sequence[Cost] = ()
    earners: Sequence[Earner] = ()
    moved_percent: int = 60
    moves_late: bool = False
    by_bank: bool = False


@dataclass
class Money:
    """An estate's year of money while it is told."""

    year: Year
    plan: Plan
    chance: Random

    @property
    def code(self) -> str:
        return self.year.spec.code

    @property
    def estate_id(self) -> UUID:
        pk: UUID = self.year.estate.pk
        return pk

    @property
    def wu(self) -> Person:
        """Who keeps the service money."""
        return self.year.staff.by_party["wu"]

    @property
    def ye(self) -> Person:
        """Who keeps the fund."""
        return self.year.staff.by_party["ye"]

    @property
    def today(self) -> date:
        return self.year.now.astimezone(ZONE).date()

    @property
    def opens_on(self) -> date:
        return months_after(self.today.replace(day=1), -MONTHS)

    @property
    def book(self) -> Book:
        return Book.objects.select_related("estate__node").get(pk=self.estate_id)

    def months(self) -> Iterator[tuple[int, date]]:
        """The first days of all months of the books, this one too, numbered from nought."""
        for number in range(MONTHS + 1):
            yield number, months_after(self.opens_on, number)


def on(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def day_of(at: datetime) -> date:
    return at.astimezone(ZONE).date()


GUARDS, BRIGHT = "安顺保安服务有限公司", "明洁保洁有限公司"
LIFTS, POWER, GREEN = "升平电梯工程有限公司", "桐江电力公司", "春晖园林绿化有限公司"
MONEY: Mapping[str, Plan] = {
    "taoan": Plan(
        ways=(0.64, 0.14, 0.1, 0.08, 0.04), service_fen=268_400_00, revenue_fen=46_312_50,
        first_deposit=(80_00, 200_00), left_percent=(115, 103), by_bank=True,
        costs=(
            Cost("fees_order", 15_200_00, "秩序维护：四个岗，白天夜里", GUARDS),
            Cost("fees_cleaning", 9_600_00, "楼道、场地保洁", BRIGHT),
            Cost("fees_staff", 7_400_00, "物业服务中心人员工资和社保", "青禾物业服务有限公司"),
            Cost("fees_facilities", 3_850_00, "水泵、门禁、电梯日常维护", LIFTS),
            Cost("fees_energy", 3_120_00, "楼道灯、水泵用电", POWER),
            Cost("fees_green", 1_450_00, "绿化养护", GREEN),
        ),
        earners=(
            Earner("parking", "小区地面停车", "全小区，142个车位", "", "按月收，每辆车每月100元，临停另收。",
                   8_400_00, "wu", 3_000, (260_00, "道闸维护、车位划线")),
            Earner("lift_ads", "电梯轿厢广告", "15、16号楼", "灿烂传媒有限公司", "每月500元，按月付。",
                   500_00, "ye"),
            Earner("lockers", "快递柜场地", "东门、西门两处", "丰收快递柜有限公司", "每月900元，按月付。",
                   900_00, "ye"),
        ),
    ),
    "csc": Plan(
        ways=(0.8, 0.08, 0.01, 0.07, 0.04), service_fen=0, revenue_fen=183_020_00,
        first_deposit=(110_00, 110_00), left_percent=(96, 96), moved_percent=55, moves_late=True, by_bank=True,
        earners=(
            Earner("parking", "地下车库、地面停车", "地下车库B区和地面，210个车位", "",
                   "按月收，地面150元，车库280元。", 41_600_00, "wu", 4_000, (3_900_00, "车库照明、道闸、保洁")),
            Earner("other_ads", "地下车库灯箱广告", "地下车库入口和B区", "灿烂传媒有限公司", "每月9,500元，按月付。",
                   9_500_00, "wu", 3_000),
            Earner("lockers", "快递柜场地", "南门", "丰收快递柜有限公司", "每月1,600元，按月付。", 1_600_00, "wu"),
        ),
    ),
    "wannan6": Plan(
        ways=(0.82, 0.08, 0.01, 0.06, 0.03), service_fen=141_750_00, revenue_fen=22_480_00,
        first_deposit=(62_00, 62_00), left_percent=(72, 72),
        costs=(
            Cost("trust_order", 12_900_00, "秩序维护：三个岗", GUARDS),
            Cost("trust_cleaning", 8_700_00, "楼道、场地保洁", BRIGHT),
            Cost("trust_staff", 6_900_00, "服务人员工资和社保", "晚棠物业服务有限公司"),
            Cost("trust_energy", 2_840_00, "楼道灯、水泵用电", POWER),
            Cost("trust_facilities", 2_150_00, "水泵、门禁维护，零星修理", "听松工程服务有限公司"),
            Cost("trust_green", 1_280_00, "绿化养护", GREEN),
        ),
        earners=(
            Earner("parking", "小区地面停车", "全小区，96个车位", "", "按月收，每辆车每月80元。", 5_700_00, "wu", 2_500,
                   (190_00, "车位划线、门岗用品")),
            Earner("lockers", "快递柜场地", "北门", "丰收快递柜有限公司", "每月700元，按月付。", 700_00, "ye"),
        ),
    ),
}  # fmt: skip
"""By the estates' codes: a commission, a lump sum, a trust."""
