"""What was published, frozen: one spelling, one hash, and what changed from one version to the next."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.disclosures import BadSnapshot, Changed, File, Row, Snapshot, difference, read_snapshot

HASH = "0" * 64
PARKING = Row("1.parking", "停车费", {"income_fen": 1_200_000, "cost_fen": 100_000})
LIFTS = Row("2.lifts", "电梯广告", {"income_fen": 300_000})
BALANCE = Row("9.balance", "结余", {"balance_fen": 1_400_000}, "已转入维修资金")
SCAN = File("合同.pdf", HASH, 2_048)
QUARTER = Snapshot("revenue_accounts", "2026-Q4", (PARKING, LIFTS, BALANCE), (SCAN,))


def test_a_snapshot_has_one_spelling_and_its_hash_is_of_that() -> None:
    other_way = Snapshot("revenue_accounts", "2026-Q4", (BALANCE, PARKING, LIFTS), (SCAN,))

    assert other_way == QUARTER
    assert other_way.canonical() == QUARTER.canonical()
    assert QUARTER.digest == hashlib.sha256(QUARTER.canonical().encode()).hexdigest()
    assert '"format":"courtyard-snapshot/1"' in QUARTER.canonical()


def test_the_hash_of_a_snapshot_is_for_ever() -> None:
    """Whoever kept a copy years ago can still check it: this must never change."""
    assert Snapshot("fund_accounts", "2026-H2", (Row("a", "结余", {"balance_fen": 1}),)).canonical() == (
        '{"files":[],"format":"courtyard-snapshot/1","line":"fund_accounts","occasion":"2026-H2",'
        '"rows":[{"amounts":{"balance_fen":1},"key":"a","label":"结余","text":""}]}'
    )


def test_it_is_read_back_from_its_spelling_and_from_no_other() -> None:
    text = QUARTER.canonical()

    assert read_snapshot(text) == QUARTER
    assert hash(read_snapshot(text)) == hash(QUARTER)
    for other in (
        text + " ",
        text.replace("1200000", "1200000.0"),
        text.replace("/1", "/2"),
        "{}",
        "[]",
        "nothing",
        "1",
    ):
        with pytest.raises(BadSnapshot):
            read_snapshot(other)


def test_what_changed_is_told_from_and_to() -> None:
    dearer = replace(PARKING, amounts={"income_fen": 1_250_000, "tax_fen": 5})
    lockers = Row("3.lockers", "快递柜", {"income_fen": 50_000})
    corrected = Snapshot("revenue_accounts", "2026-Q4", (dearer, BALANCE, lockers))

    changed = difference(QUARTER, corrected)

    assert (changed.rows.added, changed.rows.gone) == ((lockers,), (LIFTS,))
    assert changed.rows.changed == (Changed(PARKING, dearer),)
    assert changed.rows.changed[0].amounts() == (
        ("cost_fen", 100_000, None), ("income_fen", 1_200_000, 1_250_000), ("tax_fen", None, 5),
    )  # fmt: skip
    assert changed.files.gone == (SCAN,)
    assert changed.apply(QUARTER) == corrected


def test_a_difference_fits_only_what_it_was_made_from() -> None:
    changed = difference(QUARTER, replace(QUARTER, rows=(PARKING, BALANCE)))

    with pytest.raises(BadSnapshot, match="not as it was"):
        changed.apply(replace(QUARTER, rows=(PARKING,)))
    added = difference(replace(QUARTER, rows=(PARKING,)), QUARTER)
    with pytest.raises(BadSnapshot, match="there already"):
        added.apply(QUARTER)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Row("a", "结余", {"balance_fen": 1.5}), "no whole number"),  # type: ignore[dict-item]
        (lambda: Row("a", "结余", {"balance_fen": True}), "no whole number"),
        (lambda: Row("a", "结余", {"Balance": 1}), "no whole number"),
        (lambda: Row("a", "结余", {"balance_fen": 10**19}), "no whole number"),
        (lambda: Row("", "结余", {}), "a name has"),
        (lambda: Row("a", "结" * 201, {}), "a name has"),
        (lambda: Row("a", "结余", {}, "字" * 4_001), "holds too much"),
        (lambda: File("a.pdf", "g" * 64, 1), "no hash"),
        (lambda: File("a.pdf", HASH, -1), "no hash or no size"),
        (lambda: replace(QUARTER, rows=(PARKING, PARKING)), "stands twice"),
        (lambda: replace(QUARTER, files=(SCAN, SCAN)), "stands twice"),
        (lambda: replace(QUARTER, files=tuple(File(str(n), HASH, 1) for n in range(51))), "more than"),
    ],
)
def test_what_cannot_be_published_is_refused(make: Any, reason: str) -> None:
    with pytest.raises(BadSnapshot, match=reason):
        make()


KEYS = st.sampled_from(["a", "b", "c", "d", "e"])
AMOUNTS = st.dictionaries(st.sampled_from(["income_fen", "cost_fen", "homes"]), st.integers(-5, 5), max_size=3)
ROWS = st.lists(st.builds(Row, KEYS, st.sampled_from(["收入", "支出"]), AMOUNTS), unique_by=lambda row: row.key)
FILES = st.lists(
    st.builds(File, KEYS, st.sampled_from(["0" * 64, "1" * 64]), st.integers(0, 3)), unique_by=lambda f: f.key
)
SNAPSHOTS = st.builds(Snapshot, st.just("fund_accounts"), st.just("2026-H2"), ROWS.map(tuple), FILES.map(tuple))


@settings(max_examples=100)
@given(SNAPSHOTS, SNAPSHOTS)
def test_a_difference_leads_from_the_old_to_the_new_and_is_none_of_equals(old: Snapshot, new: Snapshot) -> None:
    changed = difference(old, new)

    assert changed.apply(old) == new
    assert difference(new, old).apply(new) == old
    assert bool(changed) == (old != new) == (old.digest != new.digest)
    assert not difference(old, old)


@settings(max_examples=100)
@given(SNAPSHOTS, SNAPSHOTS)
def test_a_difference_names_each_key_once_in_order(old: Snapshot, new: Snapshot) -> None:
    rows = difference(old, new).rows

    for some in (rows.added, rows.gone, tuple(change.after for change in rows.changed)):
        assert [row.key for row in some] == sorted({row.key for row in some})
    every = [row.key for row in (*rows.added, *rows.gone)] + [change.after.key for change in rows.changed]
    assert len(set(every)) == len(every)


@settings(max_examples=50)
@given(SNAPSHOTS)
def test_every_snapshot_can_be_read_back(some: Snapshot) -> None:
    assert read_snapshot(some.canonical()) == some
