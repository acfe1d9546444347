"""Any clean register, and the awkward ways in which an office would put it on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from hypothesis import strategies as st

from courtyard.core.register import HomeLine
from courtyard.core.tests.register_files import Merge, Paper, Written

SURNAMES = "枫柳梅松竹兰荷桂榆槐"
GIVEN = ["明", "英", "若兰", "小明", "经纬", "长青", "静文", "和平", "委成"]
FIRMS = ["陶安物业有限公司", "上海合院（集团）有限公司", "第三针织厂"]
TITLES = ["陶安小区业主名册", "陶安小区房屋及业主情况登记表（2026年6月）"]
HEADINGS = {
    "number": ["序号"],
    "building": ["幢号", "楼号", "楼 栋"],
    "home": ["室", "室号", "房 号"],
    "owner": ["业主", "产权人", "业主姓名"],
    "phone": ["电话", "联系方式"],
    "area": ["建筑面积（㎡）", "专有部分面积", "建面"],
    "use": ["性质", "用途"],
    "share": ["比例", "产权份额"],
    "creed": ["政治面貌", "民族"],
}
FIELDS = tuple(HEADINGS)
USES = {"dwelling": ["住宅", ""], "shop": ["商铺", "商业"], "parking": ["车位", "地下车库"], "storage": ["储藏室"]}
WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


@dataclass(frozen=True)
class Owner:
    name: str
    phone: str
    share: Fraction | None


@dataclass(frozen=True)
class Home:
    """One home as it is; `area_cm2` of None is one the office does not know."""

    building: int
    room: int
    area_cm2: int | None
    use: str
    owners: tuple[Owner, ...]


@st.composite
def owners(draw: st.DrawFn) -> tuple[Owner, ...]:
    """None, one, or several with all their shares or none; a firm owns alone."""
    if draw(st.integers(0, 9)) == 0:
        return (Owner(draw(st.sampled_from(FIRMS)), "", None),)
    name = st.builds(str.__add__, st.sampled_from(SURNAMES), st.sampled_from(GIVEN))
    names = draw(st.lists(name, max_size=3, unique=True))
    parts = draw(st.lists(st.integers(1, 9), min_size=len(names), max_size=len(names)))
    shared = len(names) > 1 and draw(st.booleans())
    phoned = draw(st.integers(0, len(names)))
    phone = st.builds("139{:08}".format, st.integers(0, 99_999_999))
    phones = draw(st.lists(phone, min_size=phoned, max_size=phoned, unique=True)) + [""] * len(names)
    return tuple(
        Owner(name, number, Fraction(part, sum(parts)) if shared else None)
        for name, number, part in zip(names, phones, parts, strict=False)
    )


@st.composite
def registers(draw: st.DrawFn) -> list[Home]:
    """A few buildings with their rooms, in order, no home twice."""
    size = draw(st.sampled_from([1, 5, 30, 60]))  # one home, one page, two, three
    places = draw(st.sets(st.tuples(st.integers(1, 4), st.integers(101, 140)), min_size=size, max_size=size))
    area = st.one_of(st.none(), st.integers(1, 30_000_000), st.integers(1_000, 200_000).map(lambda n: n * 100))
    return [
        Home(building, room, draw(area), draw(st.sampled_from(list(USES))), draw(owners()))
        for building, room in sorted(places)
    ]


def read_back(home: HomeLine) -> Home:
    """What the parser read, as it was before anybody wrote it down."""
    parts = tuple(Owner(owner.name, owner.phone, owner.share) for owner in home.owners)
    return Home(int(home.building.removesuffix("号楼")), int(home.name), home.area_cm2, home.use.value, parts)


@st.composite
def papers(draw: st.DrawFn, register: list[Home]) -> Paper:
    """The register on pages: titles, headings, homes, subtotals, blank lines."""
    writer = Writer(draw)
    page = draw(st.integers(25, 60))
    for start in range(0, len(register), page):
        writer.page(register[start : start + page], last=start + page >= len(register))
    return Paper(writer.cells, writer.merges)


class Writer:
    """An office with its habits: they are drawn once, and kept to on every page."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.cells: list[list[Written]] = []
        self.merges: list[Merge] = []
        self._draw = draw
        self._title = draw(st.sampled_from(TITLES))
        self._headings = {key: draw(st.sampled_from(words)) for key, words in HEADINGS.items()}
        self._merging = draw(st.booleans())
        self._number = 0

    def page(self, homes: list[Home], *, last: bool) -> None:
        self._line({"number": self._title})
        self.merges.append((len(self.cells) - 1, 0, len(self.cells) - 1, len(FIELDS) - 1))
        self._line(dict(self._headings))
        for _building, run in groupby(homes, key=lambda home: home.building):
            top = len(self.cells)
            for index, home in enumerate(run):
                self._home(home, named=index == 0 or not self._merging)
            if self._merging and len(self.cells) > top + 1:
                column = FIELDS.index("building")
                self.merges.append((top, column, len(self.cells) - 1, column))
        area = sum(home.area_cm2 or 0 for home in homes)
        self._line({"number": "小计", "home": f"共{len(homes)}户", "area": _metres(area) if area else ""})
        if last:
            self._line({"number": "合  计"})
        for _line in range(self._draw(st.integers(0, 2))):
            self._line({})

    def _line(self, values: dict[str, Written]) -> None:
        self.cells.append([values.get(key, "") for key in FIELDS])

    def _home(self, home: Home, *, named: bool) -> None:
        self._number += 1
        top = len(self.cells)
        shared = all(owner.share is not None for owner in home.owners)
        own_rows = len(home.owners) > 1 and self._draw(st.booleans())
        groups = [(owner,) for owner in home.owners] if own_rows else [home.owners]
        for index, group in enumerate(groups):
            values: dict[str, Written] = {"creed": "群众"}
            if index == 0:
                values |= {"number": self._number, "home": self._room(home.room), "area": self._area(home.area_cm2)}
                values["use"] = self._draw(st.sampled_from(USES[home.use]))
            if index == 0 and named:
                values["building"] = self._building(home.building)
            values |= self._people(group, shared=shared)
            self._line(values)
        if own_rows:
            fields = ("home", "area", "use") if self._merging else ("building", "home", "area", "use")
            self.merges.extend((top, FIELDS.index(key), len(self.cells) - 1, FIELDS.index(key)) for key in fields)

    def _one_of(self, words: Sequence[Written]) -> Written:
        return self._draw(st.sampled_from(words))

    def _building(self, number: int) -> Written:
        words: list[Written] = [number, f"{number}号楼", f"{number}幢", f"{number} 栋", f"{number}号楼".translate(WIDE)]
        return self._one_of(words)

    def _room(self, number: int) -> Written:
        return self._one_of([number, f"{number}", f"{number}室", f"{number}室".translate(WIDE)])

    def _area(self, area_cm2: int | None) -> Written:
        if area_cm2 is None:
            return self._one_of(["", "-", "不详"])
        text = _metres(area_cm2)
        whole, point, decimals = text.partition(".")
        commas = f"{int(whole):,}{point}{decimals}"
        unit = self._draw(st.sampled_from(["", "㎡", "平方米", " m²"]))
        return self._one_of([float(text), text, text + unit, commas + unit, text.translate(WIDE) + unit])

    def _people(self, group: tuple[Owner, ...], *, shared: bool) -> dict[str, Written]:
        if not group:
            return {"owner": self._draw(st.sampled_from(["", "/", "无", "不详"]))}
        between = self._draw(st.sampled_from(["、", "，", ",", "；", "/", "\n"]))
        people: dict[str, Written] = {"owner": between.join(self._name(owner.name) for owner in group)}
        people["phone"] = between.join(owner.phone for owner in group if owner.phone)
        parted = "、" if between == "/" else between  # 1/2/1/2 could be anything
        people["share"] = parted.join(self._share(owner.share) for owner in group) if shared else ""
        return people

    def _name(self, name: str) -> str:
        spaced = f"{name[0]} {name[1]}" if len(name) == 2 else name
        return self._draw(st.sampled_from([name, spaced, spaced.replace(" ", "　")]))

    def _share(self, part: Fraction | None) -> str:
        if part is None:
            return ""
        fraction = f"{part.numerator}/{part.denominator}"
        hundredths = part * 100
        if hundredths.denominator == 1:
            return self._draw(st.sampled_from([fraction, f"{hundredths}%", f"{hundredths}％"]))
        return fraction


def _metres(area_cm2: int) -> str:
    whole, rest = divmod(area_cm2, 10_000)
    return f"{whole}.{rest:04}" if rest % 100 else f"{whole}.{rest // 100:02}"
