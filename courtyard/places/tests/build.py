"""Places for tests, made quickly: one small tree, Plum Court in it."""

from courtyard.places.models import Building, CommonPart, Estate, Home, Node


def tree() -> dict[str, Node]:
    """The invented city 海平市 down to a residential area, by kind."""
    nodes: dict[str, Node] = {}
    parent, path = None, "/"
    for kind, code, name, name_en in (
        ("city", "990000", "海平市", "Haiping"),
        ("district", "990100", "临川区", "Linchuan District"),
        ("subdistrict", "990101", "梅园街道", "Plum Garden Sub-district"),
        ("area", "990101001", "梅园一居", "Plum Garden First Residential Area"),
    ):
        path = f"{path}{code}/"
        parent = Node.objects.create(parent=parent, kind=kind, code=code, name=name, name_en=name_en, path=path)
        nodes[kind] = parent
    return nodes


def estate(area: Node, code: str = "plum", name: str = "梅苑小区", name_en: str = "Plum Court") -> Estate:
    node = Node.objects.create(
        parent=area, kind="estate", code=code, name=name, name_en=name_en, path=f"{area.path}{code}/"
    )
    return Estate.objects.create(node=node, kind=Estate.Kind.COMMODITY, desk_place="1号楼底层", desk_phone="000-0001")


def building(estate: Estate, name: str = "1号楼", homes: int = 4) -> Building:
    """A building with `homes` dwellings of 80 m² each, 101 upwards."""
    house = Building.objects.create(estate=estate, name=name, year=1998, lifts=0)
    Home.objects.bulk_create(
        Home(estate=estate, building=house, name=str(100 + number), area_cm2=800_000) for number in range(1, homes + 1)
    )
    return house


def common_part(estate: Estate, name: str = "中心花园") -> CommonPart:
    return CommonPart.objects.create(estate=estate, name=name)
