"""A catalogue as rows again: what goes out comes in as it was."""

from collections.abc import Mapping

from courtyard.core.standards.draft import FIELDS, Draft, ItemLine, LevelLine
from courtyard.core.standards.headings import field_name, headings


def written(draft: Draft, *, chinese: bool = True, categories: Mapping[str, str] | None = None) -> list[list[str]]:
    """The headings, and field by field its levels and then its items. `categories` gives the words for their keys."""
    rows = [headings(chinese)]
    for field in FIELDS:
        name = field_name(field, chinese)
        rows += [_level(one, name) for one in draft.levels_of(field)]
        rows += [_item(one, name, categories or {}) for one in draft.items_of(field)]
    return rows


def _level(one: LevelLine, field: str) -> list[str]:
    return [field, str(one.number), one.name, one.words, "", "", "", "", "", "", "", "", ""]


def _item(one: ItemLine, field: str, categories: Mapping[str, str]) -> list[str]:
    days = str(one.every_days) if one.every_days else ""
    return [
        field, "", "", "", one.code, one.what, one.how, one.often, days, one.passes, str(one.level_from),
        str(one.level_to), categories.get(one.category, one.category),
    ]  # fmt: skip


EXAMPLE = Draft(
    levels=(
        LevelLine("cleaning", 1, "一级", "楼道每周扫两次，垃圾每天清运一次。"),
        LevelLine("cleaning", 2, "二级", "楼道每天扫一次，垃圾每天清运两次。"),
    ),
    items=(
        ItemLine(
            "cleaning", "B-01", "楼道地面", "每幢楼任选两层，从头走到尾看一遍。", "每月一次", "没有垃圾、积水和油渍。",
            1, 2, 30,
        ),
        ItemLine(
            "cleaning", "B-02", "电梯轿厢", "每部电梯乘一次，看地面、四壁和按钮。", "每月一次", "无污迹，无异味。",
            2, 2, 30,
        ),
    ),
)  # fmt: skip
"""What stands in the template: two levels and two items of one field, to be written over."""
