"""A catalogue in a spreadsheet: what is read, and which row is broken, where, and what would be right."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.register import Row
from courtyard.core.standards import (
    EXAMPLE,
    FIELDS,
    ITEMS_MAX,
    ROWS_MAX,
    Draft,
    ItemLine,
    Kind,
    LevelLine,
    Reading,
    differences,
    headings,
    read,
    written,
)
from courtyard.core.standards import faults as says

CATEGORIES = {"lift": "电梯", "water": "漏水、水管"}
LEVEL = {"领域": "清洁卫生", "等级": "1", "等级名称": "一级", "等级说明": "每天扫一次"}
ITEM = {
    "领域": "清洁卫生", "编号": "B-01", "检查内容": "楼道", "怎么查": "看一遍", "多久查一次": "每月一次",
    "每几天": "30", "怎样算合格": "没有垃圾", "从几级": "1", "到几级": "1",
}  # fmt: skip


def sheet(*rows: dict[str, str], drop: str = "") -> Reading:
    """Rows by heading, under ours."""
    head = [one for one in headings() if one != drop]
    lines = [head, *([row.get(name, "") for name in head] for row in rows)]
    return read([Row(n, tuple(line)) for n, line in enumerate(lines, start=1)], categories=CATEGORIES)


def told(reading: Reading) -> list[tuple[str, str]]:
    assert reading.draft is None
    return [(one.cell, one.told()) for one in reading.faults]


def test_levels_and_items_become_a_draft() -> None:
    reading = sheet(LEVEL, ITEM | {"报修类别": "电梯"})

    level = LevelLine("cleaning", 1, "一级", "每天扫一次")
    item = ItemLine("cleaning", "B-01", "楼道", "看一遍", "每月一次", "没有垃圾", 1, 1, 30, "lift")
    assert reading == Reading(Draft((level,), (item,)))


def test_english_headings_and_fields_are_known() -> None:
    rows = written(EXAMPLE, chinese=False)

    assert read([Row(n, tuple(line)) for n, line in enumerate(rows, start=1)]).draft == EXAMPLE


def test_titles_above_the_headings_and_blank_rows_do_no_harm() -> None:
    rows = [["某市住宅物业服务标准"], [], *written(EXAMPLE), [], [""]]

    assert read([Row(n, tuple(line)) for n, line in enumerate(rows, start=1)]).draft == EXAMPLE


@pytest.mark.parametrize(
    ("change", "cell", "sentence"),
    [
        ({"领域": ""}, "A3", says.NO_FIELD),
        ({"领域": "食堂"}, "A3", says.UNKNOWN_FIELD),
        ({"检查内容": ""}, "F3", says.EMPTY),
        ({"怎样算合格": " "}, "J3", says.EMPTY),
        ({"怎么查": "看" * 501}, "G3", says.TOO_LONG),
        ({"编号": "B" * 21}, "E3", says.TOO_LONG),
        ({"从几级": "两"}, "K3", says.NOT_WHOLE),
        ({"到几级": "10"}, "L3", says.NOT_WHOLE),
        ({"到几级": "2.5"}, "L3", says.NOT_WHOLE),
        ({"每几天": "-3"}, "I3", says.NOT_WHOLE),
        ({"到几级": "2"}, "L3", says.NO_SUCH_LEVEL),
        ({"从几级": "2", "到几级": "1"}, "K3", says.TURNED_ROUND),
        ({"报修类别": "厨艺"}, "M3", says.UNKNOWN_CATEGORY),
        ({"等级": "1"}, "3", says.BOTH),
        ({"编号": ""}, "3", says.NEITHER),
    ],
)
def test_a_broken_row_is_named(change: dict[str, str], cell: str, sentence: str) -> None:
    reading = sheet(LEVEL, ITEM | change)

    assert [(one.cell, one.says) for one in reading.faults] == [(cell, sentence)]
    assert "{" not in reading.faults[0].told()


def test_a_level_and_a_code_stand_there_once() -> None:
    reading = sheet(LEVEL, LEVEL, ITEM, ITEM)

    assert told(reading) == [
        ("B3", "Level 1 of this field stands in row 2 already. Drop one, or correct the number."),
        ("E5", "The code “B-01” stands in row 4 already. Each check item has its own."),
    ]


def test_a_level_without_items_and_an_item_without_levels() -> None:
    higher, green = LEVEL | {"等级": "2"}, ITEM | {"领域": "绿化养护", "编号": "D-01"}

    assert told(sheet(LEVEL, higher, ITEM, green)) == [
        ("B3", "Nothing is looked at under level 2 of this field. Add a check item, or drop the level."),
        ("A5", "This field has no levels yet. Add a row with level, name and what is promised."),
    ]


def test_levels_are_numbered_without_gaps() -> None:
    third = LEVEL | {"等级": "3"}

    assert told(sheet(LEVEL, third, ITEM, ITEM | {"编号": "B-02", "从几级": "3", "到几级": "3"})) == [
        ("B3", "Level 2 is left out between the others. Number the levels 1, 2, 3 … without gaps.")
    ]


def test_a_missing_column_and_a_sheet_without_headings() -> None:
    assert told(sheet(LEVEL, ITEM, drop="怎么查")) == [
        ("1", "The column “怎么查” is missing. Add it, or take the template.")
    ]
    assert read([Row(1, ("姓名", "房号"))]).faults[0].says == says.NO_HEADINGS
    assert read([]).faults[0].says == says.NO_HEADINGS
    assert sheet().faults[0].says == says.NOTHING_THERE


def test_a_column_that_stands_there_twice() -> None:
    rows = [Row(1, (*headings(), "查什么")), Row(2, tuple(LEVEL.values()))]

    assert [(one.cell, one.says) for one in read(rows).faults] == [("N1", says.TWICE_COLUMN)]


def test_there_is_a_limit_to_rows_and_to_items() -> None:
    many = [ITEM | {"编号": f"B-{n}"} for n in range(ITEMS_MAX + 1)]

    assert [one.says for one in sheet(LEVEL, *many).faults] == [says.TOO_MANY_ITEMS]
    assert [one.says for one in sheet(*[ITEM] * ROWS_MAX).faults] == [says.TOO_MANY_ROWS]


def test_a_broken_row_is_not_told_again_as_missing_elsewhere() -> None:
    broken = LEVEL | {"等级": "一"}

    assert [one.says for one in sheet(broken, ITEM).faults] == [says.NOT_WHOLE]


def test_what_differs_between_two_versions() -> None:
    first, second = EXAMPLE.items
    after = replace(EXAMPLE, items=(replace(first, passes="一尘不染"), replace(second, code="B-03")))

    found = differences(EXAMPLE, after)

    assert [(one.kind, one.line.code, one.parts) for one in found.items if isinstance(one.line, ItemLine)] == [
        (Kind.REMOVED, "B-02", ()),
        (Kind.CHANGED, "B-01", (("passes", first.passes, "一尘不染"),)),
        (Kind.ADDED, "B-03", ()),
    ]
    assert (found.count(Kind.ADDED), bool(differences(EXAMPLE, EXAMPLE))) == (1, False)


WORDS = st.text("扫拖看，。查电梯ab1 ", min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    levels: list[LevelLine] = []
    items: list[ItemLine] = []
    for field in draw(st.lists(st.sampled_from(FIELDS), min_size=1, unique=True)):
        highest = draw(st.integers(1, 5))
        levels += [LevelLine(field, n, draw(WORDS), draw(WORDS)) for n in range(1, highest + 1)]
        for n in range(1, draw(st.integers(1, 4)) + 1):
            low = 1 if n == 1 else draw(st.integers(1, highest))
            high = highest if n == 1 else draw(st.integers(low, highest))
            days, category = draw(st.none() | st.integers(1, 400)), draw(st.sampled_from(["", *CATEGORIES]))
            what, how, often, passes = (draw(WORDS) for _ in range(4))
            items.append(ItemLine(field, f"{field}-{n}", what, how, often, passes, low, high, days, category))
    order = FIELDS.index
    levels.sort(key=lambda one: (order(one.field), one.number))
    items.sort(key=lambda one: order(one.field))
    return Draft(tuple(levels), tuple(items))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(draft=drafts(), chinese=st.booleans())
def test_what_is_written_is_read_as_it_was(draft: Draft, chinese: bool) -> None:
    rows = written(draft, chinese=chinese, categories=CATEGORIES)

    assert read([Row(n, tuple(line)) for n, line in enumerate(rows, start=1)], categories=CATEGORIES).draft == draft


CELLS = st.one_of(
    st.text(max_size=5),
    st.sampled_from(["清洁卫生", "green", "1", "2级", "9", "0", "１", "²", "B-01", "每月", "'=1", "电梯", "-"]),
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(lines=st.lists(st.lists(CELLS, max_size=14), max_size=6), headed=st.booleans())
def test_any_cells_give_a_draft_or_faults(lines: list[list[str]], headed: bool) -> None:
    head = [headings()] if headed else []

    reading = read([Row(n, tuple(line)) for n, line in enumerate([*head, *lines], start=1)])

    assert (reading.draft is None) == bool(reading.faults)
    assert all(one.told() for one in reading.faults)
