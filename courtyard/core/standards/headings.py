"""Which column is which: the headings we write, and the other names people give them."""

from enum import Enum

from courtyard.core.register.text import squeeze


class Column(Enum):
    """The columns, in the order in which they are written."""

    FIELD = "field"
    LEVEL = "level"
    LEVEL_NAME = "level_name"
    LEVEL_WORDS = "level_words"
    CODE = "code"
    WHAT = "what"
    HOW = "how"
    OFTEN = "often"
    EVERY_DAYS = "every_days"
    PASSES = "passes"
    LEVEL_FROM = "level_from"
    LEVEL_TO = "level_to"
    CATEGORY = "category"


NAMES: dict[Column, tuple[str, ...]] = {
    Column.FIELD: ("领域", "字段", "服务领域", "类别", "服务类别", "Field", "Service field"),
    Column.LEVEL: ("等级", "级别", "服务等级", "Level"),
    Column.LEVEL_NAME: ("等级名称", "级别名称", "Level name"),
    Column.LEVEL_WORDS: ("等级说明", "等级承诺", "级别说明", "Level in words", "Level promise"),
    Column.CODE: ("编号", "项目编号", "序号", "Code", "Item", "Item code", "No."),
    Column.WHAT: ("检查内容", "检查项目", "查什么", "内容", "What", "What is checked"),
    Column.HOW: ("怎么查", "检查方法", "检查方式", "How", "How it is checked"),
    Column.OFTEN: ("多久查一次", "检查频次", "频次", "How often", "Frequency"),
    Column.EVERY_DAYS: ("每几天", "间隔天数", "Days between", "Every days"),
    Column.PASSES: ("怎样算合格", "合格标准", "合格条件", "What passes", "Passes", "Pass"),
    Column.LEVEL_FROM: ("从几级", "起始等级", "最低等级", "From level"),
    Column.LEVEL_TO: ("到几级", "截止等级", "最高等级", "To level"),
    Column.CATEGORY: ("报修类别", "诉求类别", "Repair category", "Category"),
}
NEEDED = (Column.FIELD, Column.LEVEL, Column.CODE, Column.WHAT, Column.HOW, Column.OFTEN, Column.PASSES)
NEEDED_TOO = (Column.LEVEL_FROM, Column.LEVEL_TO)

FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "general": ("综合管理", "综合服务", "综合", "general management", "general"),
    "cleaning": ("清洁卫生", "保洁", "环境卫生", "保洁服务", "清洁", "cleaning"),
    "order": ("秩序维护", "公共秩序", "秩序", "安保", "秩序与安全", "秩序安全", "order and safety", "order"),
    "green": ("绿化养护", "绿化", "园林绿化", "green areas", "green"),
    "facilities": (
        "设施设备", "设施设备维护", "公共设施设备", "房屋及设施设备", "维修养护", "设备", "设施", "facilities"
    ),
}  # fmt: skip

_COLUMNS = {squeeze(name).lower(): column for column, names in NAMES.items() for name in names}
_FIELDS = {squeeze(name).lower(): field for field, names in FIELD_NAMES.items() for name in names}


def column_of(heading: str) -> Column | None:
    return _COLUMNS.get(squeeze(heading).lower().rstrip(":*"))


def field_of(text: str) -> str | None:
    """One of the five fields, by any of its names."""
    return _FIELDS.get(squeeze(text).lower())


def headings(chinese: bool = True) -> list[str]:
    """As we write them."""
    return [names[0] if chinese else next(name for name in names if name.isascii()) for names in NAMES.values()]


def field_name(field: str, chinese: bool = True) -> str:
    names = FIELD_NAMES[field]
    return names[0] if chinese else next(name for name in names if name.isascii())
