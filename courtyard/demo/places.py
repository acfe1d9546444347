"""The invented city 桐江市: its districts, residential areas and seven estates."""

from dataclasses import dataclass, field

CITY = ("990000", "桐江市", "Tongjiang")
DISTRICTS = (
    ("990100", "石榴区", "Shiliu District"),
    ("990200", "苇塘区", "Weitang District"),
    ("990300", "桂影区", "Guiying District"),
    ("990400", "听松区", "Tingsong District"),
    ("990500", "望潮区", "Wangchao District"),
    ("990600", "鹤汀区", "Heting District"),
)
DISTRICT_OFFICER = ("990300", "楝平章")


@dataclass(frozen=True)
class Area:
    """A residential area, in a sub-district of a district."""

    district: str
    subdistrict: tuple[str, str, str]
    area: tuple[str, str, str]
    convenor: str


@dataclass(frozen=True)
class Block:
    """Buildings of one shape: how many, how high, homes a floor, lifts, entrances, year."""

    buildings: int
    floors: int
    a_floor: int
    year: int
    lifts: int = 0
    areas_cm2: tuple[int, ...] = (520_000, 485_000, 613_000)


@dataclass(frozen=True)
class EstateSpec:
    code: str
    name: str
    name_en: str
    area: str
    kind: str
    address: str
    blocks: tuple[Block, ...]
    common_parts: tuple[str, ...]
    cases: int
    """How many cases its year has."""
    good: float
    """How well things go: the share of cases answered in time."""
    parking: int = 0
    undelivered: int = 0
    shops: int = 0
    missing_areas: int = 0
    absent_owners: float = field(default=0.02)
    site_office: bool = False

    @property
    def shapes(self) -> dict[str, Block]:
        """Its buildings by name."""
        shapes = [block for block in self.blocks for _ in range(block.buildings)]
        return {f"{number}号楼": block for number, block in enumerate(shapes, 1)}

    @property
    def with_lifts(self) -> frozenset[str]:
        """The names of the buildings in which somebody can complain of a lift."""
        return frozenset(name for name, block in self.shapes.items() if block.lifts)


AREAS = (
    Area("990300", ("990301", "听雨街道", "Tingyu Sub-district"),
         ("990301001", "陶安居民区", "Tao’an Residential Area"), "梅"),
    Area("990300", ("990302", "晚棠街道", "Wantang Sub-district"),
         ("990302004", "宛南居民区", "Wannan Residential Area"), "棠"),
    Area("990400", ("990401", "松风街道", "Songfeng Sub-district"),
         ("990401002", "城上城居民区", "Chengshangcheng Residential Area"), "槐"),
    Area("990100", ("990103", "柳浦镇", "Liupu Town"),
         ("990103007", "芦花居民区", "Luhua Residential Area"), "芦"),
)  # fmt: skip

GARDEN = ("中心花园", "东门", "西门", "地下车库", "垃圾房", "健身角", "非机动车棚")
OLD = ("中心花园", "东门", "北门", "垃圾房", "活动室", "非机动车棚")

ESTATES = (
    EstateSpec("taoan", "陶安小区", "Tao’an Estate", "990301001", "after_sale_public", "桂影区陶安路128弄",
               (Block(10, 6, 4, 1989), Block(4, 6, 6, 1992), Block(2, 11, 4, 1998, lifts=1)), OLD, 380, 0.94),
    EstateSpec("csc", "城上城小区", "Chengshangcheng Estate", "990401002", "commodity", "听松区松风路500弄",
               (Block(8, 18, 4, 2012, lifts=2, areas_cm2=(896_000, 1_023_500, 1_284_000)),), GARDEN, 300, 0.93,
               parking=120, shops=16, site_office=True),
    EstateSpec("wannan6", "宛南六村", "Wannan Sixth Village", "990302004", "after_sale_public", "桂影区宛南路66弄",
               (Block(18, 6, 6, 1986, areas_cm2=(412_000, 388_000, 504_000)),), OLD, 320, 0.92),
    EstateSpec("lanting", "兰亭苑", "Lanting Court", "990301001", "commodity", "桂影区陶安路200弄",
               (Block(5, 14, 4, 2003, lifts=1, areas_cm2=(921_400, 1_105_000)),), GARDEN, 150, 0.66, parking=40),
    EstateSpec("shuishan", "水杉里", "Shuishan Lane", "990301001", "mixed", "桂影区听雨路77弄",
               (Block(4, 6, 4, 1995), Block(2, 12, 4, 2001, lifts=1)), OLD, 110, 0.58, missing_areas=9),
    EstateSpec("tingchao", "听潮苑", "Tingchao Court", "990401002", "affordable", "听松区松风路880弄",
               (Block(4, 14, 6, 2019, lifts=2, areas_cm2=(501_200, 623_800)),), GARDEN, 120, 0.61, undelivered=38),
    EstateSpec("luhua", "芦花新村", "Luhua New Village", "990103007", "after_sale_public", "石榴区芦花路9弄",
               (Block(7, 5, 6, 1982, areas_cm2=(356_000, 402_500)),), OLD, 90, 0.45, missing_areas=14,
               absent_owners=0.1),
)  # fmt: skip
