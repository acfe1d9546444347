"""A whole town's register as an office keeps it: 50,000 homes on a thousand printed pages. The same every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from courtyard.core.tests.register_files import Merge, Paper, Written

TITLE = "城上城片区房屋及业主情况登记表（2026年6月）"
HEADINGS = (
    "序号", "幢号", "单元", "室号", "业主姓名", "身份证号", "联系电话", "建筑面积（㎡）", "用途", "产权份额", "民族",
)  # fmt: skip
BUILDINGS, ENTRANCES, STOREYS, DOORS = 250, 4, 25, 2
NUMBER, BUILDING, ENTRANCE, HOME, OWNER, IDENTITY, PHONE, AREA, USE, SHARE, FORBIDDEN = range(len(HEADINGS))
SURNAMES = "枫柳梅松竹兰荷桂榆槐柏桑棠杉楠樟桐椿栀棣"
GIVEN = "明英若兰小经纬长青静文和平委成知秋守册解民市安远山清川云溪石岩雨霖晨曦嘉树"
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

Owner = tuple[str, str, str]
"""Name, identity number, telephone; each may be empty but the name."""


@dataclass
class Figures:
    """What there is to be read from it."""

    homes: int = 0
    owners: int = 0
    area_cm2: int = 0


def large_register() -> tuple[Paper, Figures]:
    office = _Office()
    for building in range(1, BUILDINGS + 1):
        for entrance in range(1, ENTRANCES + 1):
            office.page(building, entrance)
    office.line("合  计", area=_metres(office.figures.area_cm2))
    return Paper(office.cells, office.merges), office.figures


class _Office:
    """Types page after page, an entrance each, with the habits of its clerks."""

    def __init__(self) -> None:
        self.cells: list[list[Written]] = []
        self.merges: list[Merge] = []
        self.figures = Figures()
        self._chance = Random(50_000)
        self._before: list[Owner] = [("枫远山", "", "")]

    def line(self, first: Written, *, area: str = "", count: str = "") -> None:
        row: list[Written] = [first, *[""] * (len(HEADINGS) - 1)]
        row[AREA], row[HOME] = area, count
        self.cells.append(row)

    def page(self, building: int, entrance: int) -> None:
        self.line(TITLE)
        self.merges.append((len(self.cells) - 1, NUMBER, len(self.cells) - 1, FORBIDDEN))
        self.cells.append(list(HEADINGS))
        top, before = len(self.cells), self.figures.area_cm2
        for storey in range(1, STOREYS + 1):
            for door in range(1, DOORS + 1):
                self._home(f"{storey}{door:02}")
        self.cells[top][BUILDING] = f"{building}号楼" if building % 3 else f"{building}幢".translate(WIDE)
        self.cells[top][ENTRANCE] = f"{entrance}单元"
        self.merges.extend((top, column, len(self.cells) - 1, column) for column in (BUILDING, ENTRANCE))
        self.line("小计", area=_metres(self.figures.area_cm2 - before), count=f"共{STOREYS * DOORS}户")

    def _home(self, room: str) -> None:
        self.figures.homes += 1
        number, owners = self.figures.homes, self._owners(self.figures.homes)
        self.figures.owners += len(owners)
        own_rows = len(owners) > 1 and number % 50 == 0
        groups: list[Sequence[Owner]] = [[owner] for owner in owners] if own_rows else [owners]
        for index, group in enumerate(groups):
            row = self._owned_by(group, shared=own_rows)
            if index == 0:
                row[NUMBER], row[HOME], row[AREA], row[USE] = number, room, self._area(number), "住宅"
            self.cells.append(row)

    def _owned_by(self, owners: Sequence[Owner], *, shared: bool) -> list[Written]:
        row: list[Written] = [""] * len(HEADINGS)
        for column, values in zip((OWNER, IDENTITY, PHONE), zip(*owners, strict=True), strict=False):
            row[column] = "、".join(filter(None, values))
        row[SHARE], row[FORBIDDEN] = "50%" if shared else "", "汉族"
        return row

    def _owners(self, number: int) -> list[Owner]:
        """None in forty, two in ten; one in twenty owns a home further up, too."""
        if number % 40 == 7:
            return []
        if number % 20 == 3:
            return [self._before[-7 % len(self._before)]]
        owners = [self._owner(number * 2 + one) for one in range(2 if number % 10 == 0 else 1)]
        self._before = [*self._before[-10:], *owners]
        return owners

    def _owner(self, number: int) -> Owner:
        name = "".join(self._chance.choice(marks) for marks in (SURNAMES, GIVEN, GIVEN))
        return name, _identity(number), f"139{number:08}"

    def _area(self, number: int) -> Written:
        if number % 100 == 9:
            return "不详"
        area_cm2 = self._chance.randrange(300_000, 11_000_000, 100)
        self.figures.area_cm2 += area_cm2
        text = _metres(area_cm2)
        return (float(text), text, f"{text}㎡", f"{float(text):,.2f}平方米", text.translate(WIDE))[number % 5]


def _metres(area_cm2: int) -> str:
    return f"{area_cm2 // 10_000}.{area_cm2 % 10_000 // 100:02}"


def _identity(number: int) -> str:
    """Of a region that does not exist, with the right last character."""
    figures = f"99010{number % 10}{1940 + number % 60}{number % 12 + 1:02}{number % 28 + 1:02}{number % 1_000:03}"
    total = sum(weight * int(figure) for weight, figure in zip(WEIGHTS, figures, strict=True))
    return figures + "10X98765432"[total % 11]
