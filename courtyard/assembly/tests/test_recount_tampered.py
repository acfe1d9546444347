"""Whoever alters a vote is found, by file and line; and what is no bundle is refused before anything is counted."""

import random
import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.assembly.standalone.recount import NoBundle, Recount
from courtyard.assembly.tests.tampered import (
    NAMED,
    PUBLIC,
    SECRET,
    Edit,
    Files,
    files_of,
    hashed_again,
    line,
    plum,
    recounted,
    sealed_again,
    told,
    wrong,
    zipped,
)
from courtyard.core.tests.bundled import archive, random_cast


def last_head_gone(files: Files) -> None:
    files["ballots.csv"] = files["ballots.csv"].replace(b"36,1,for\n", b"").replace(b"36,2,c3\n", b"")


def twice_the_first_receipt(files: Files) -> None:
    head, first, _, *others = files["receipts.csv"].split(b"\n")
    files["receipts.csv"] = b"\n".join((head, first, first, *others))


# What somebody might do to which bundle, and how the sentences about it begin. All sums and hashes are made to fit
# again, so that only what the certificate prints is left, and what the files say of each other.
TWICE, UNREAD = "this line is there twice, or out of order.", "this line cannot be read."
NOBODY = "nobody on the roll has number"
FORBIDDEN = "is nothing one can choose on motion"
STRANGE = "this file does not belong here, or is there twice."
ROLL, BOX, SLIPS, RECEIPTS, TOTALS = "roll.csv", "ballots.csv", "choices.csv", "receipts.csv", "totals.csv"
TAMPERED: dict[str, tuple[str, Edit, list[str]]] = {
    "a choice is flipped": (NAMED, line(BOX, 2, "1,1,against"), [
        "totals.csv, line 2: it says “1,for,,25,24560000”; counted again, it is “1,for,,24,23750000”.",
        "totals.csv, line 3: it says “1,against,,7,", "bundle.json: motions.1.result.piles.for.heads"]),
    "a ballot on one motion is dropped": (NAMED, line(BOX, 3, None), [
        "totals.csv, line 15: it says “2,c1,,24,", "bundle.json: motions.2.result.took_part.heads"]),
    "all ballots of a head are dropped": (NAMED, last_head_gone, [
        "totals.csv, line 2: it says “1,for", "receipts.csv: there are 36 receipts, but 35 owners voted."]),
    "a head is added": (NAMED, line(ROLL, 41, "40,1200000,3号楼\n41,900000,3号楼"), [
        "bundle.json: roll.heads is given as 40; counted again, it is 41.", "bundle.json: roll.area_cm2 is given as ",
        "totals.csv, line 7: it says “1,absent,,4,"]),
    "a head is there twice": (NAMED, line(ROLL, 3, "1,810000,1号楼\n2,820000,1号楼"), [f"roll.csv, line 3: {TWICE}"]),
    "an area is changed": (NAMED, line(ROLL, 2, "1,8100000,1号楼"), [
        "bundle.json: roll.area_cm2 is given as 40200000; counted again, it is 47490000.", "totals.csv, line 2: "]),
    "a building is changed": (NAMED, line(ROLL, 2, "1,810000,2号楼"), ["totals.csv, line 9: it says “1,for,2号楼,"]),
    "a total is changed": (NAMED, line(TOTALS, 2, "1,for,,26,24560000"), [
        "totals.csv, line 2: it says “1,for,,26,24560000”; counted again, it is “1,for,,25,24560000”."]),
    "a public total is changed": (PUBLIC, line(TOTALS, 2, "1,for,,26,24560000"), [
        "totals.csv, line 6: it says “1,took_part,,36,35460000”; counted again, it is “1,took_part,,37,35460000”.",
        "totals.csv, line 7: it says “1,absent,,4,", "bundle.json: motions.1.result.piles.for.heads"]),
    "a public total is left out": (PUBLIC, line(TOTALS, 2, None), ["totals.csv, line 2: it says “1,against"]),
    "a public total is there twice": (PUBLIC, line(TOTALS, 2, "1,for,,25,24560000\n1,for,,25,24560000"), [
        "totals.csv, line 3: it says “1,for,,25,24560000”; counted again, it is “1,against"]),
    "a public total cannot be read": (PUBLIC, line(TOTALS, 3, "1,against,,7"), [f"totals.csv, line 3: {UNREAD}"]),
    "a building has more than all": (PUBLIC, line(TOTALS, 9, "1,for,2号楼,26,14290000"), [
        "totals.csv, line 2: “1,for,” is more than there is in all."]),
    "a candidate has more than took part": (PUBLIC, line(TOTALS, 15, "2,c1,,37,24060000"), [
        "totals.csv, line 15: “2,c1,” is more than there is in all."]),
    "a gate's share is changed": (NAMED, told("motions.1.rule.gates.3.share", "3/4"), [
        "bundle.json: motions.1.result.passed is given as true; counted again, it is false."]),
    "a public gate's share is changed": (PUBLIC, told("motions.1.rule.gates.3.share", "3/4"), [
        "bundle.json: motions.1.result.passed is given as true; counted again, it is false."]),
    "a gate is left out": (PUBLIC, told("motions.1.rule.gates.4", None), ["bundle.json: motions.1.result.gates"]),
    "a result is changed": (PUBLIC, told("motions.1.result.passed", False), [
        "bundle.json: motions.1.result.passed is given as false; counted again, it is true."]),
    "somebody else is elected": (PUBLIC, told("motions.2.result.elected", [1, 2, 5]), [
        "bundle.json: motions.2.result.elected.3 is given as 5; counted again, it is 4."]),
    "one more is elected": (SECRET, told("motions.2.result.elected", [1, 2, 4, 5]), [
        "bundle.json: motions.2.result.elected is given as [1, 2, 4, 5]; counted again, it is [1, 2, 4]."]),
    "a receipt is out of its place": (PUBLIC, line(RECEIPTS, 2, "999999X"), [f"receipts.csv, line 3: {TWICE}"]),
    "a receipt is there twice": (PUBLIC, twice_the_first_receipt, [f"receipts.csv, line 3: {TWICE}"]),
    "a receipt is taken away": (PUBLIC, line(RECEIPTS, 2, None), [
        "bundle.json: box.ballots is given as 36; counted again, it is 35.",
        "receipts.csv: there are 35 receipts, but 36 owners voted."]),
    "a receipt is none": (PUBLIC, line(RECEIPTS, 2, "王梅"), [f"receipts.csv, line 2: {UNREAD}"]),
    "a ballot is there twice": (NAMED, line(BOX, 2, "1,1,for\n1,1,for"), [f"ballots.csv, line 3: {TWICE}"]),
    "a head says two things": (NAMED, line(BOX, 2, "1,1,for\n1,1,against"), [f"ballots.csv, line 3: {TWICE}"]),
    "a choice is unknown": (NAMED, line(BOX, 2, "1,1,maybe"), [f"ballots.csv, line 2: “maybe” {FORBIDDEN} 1."]),
    "what takes no part is counted": (NAMED, line(BOX, 2, "1,1,invalid"), [
        f"ballots.csv, line 2: “invalid” {FORBIDDEN} 1."]),
    "a candidate is unknown": (NAMED, line(BOX, 3, "1,2,c1+c9"), [f"ballots.csv, line 3: “c1+c9” {FORBIDDEN} 2."]),
    "too many are chosen": (NAMED, line(BOX, 3, "1,2,c1+c2+c3+c4"), [
        f"ballots.csv, line 3: “c1+c2+c3+c4” {FORBIDDEN} 2."]),
    "one is chosen twice": (NAMED, line(BOX, 3, "1,2,c1+c1"), [f"ballots.csv, line 3: “c1+c1” {FORBIDDEN} 2."]),
    "a motion is unknown": (NAMED, line(BOX, 3, "1,7,for"), [f"ballots.csv, line 3: “for” {FORBIDDEN} 7."]),
    "a stranger votes": (NAMED, line(BOX, 73, "36,2,c3\n77,1,for"), [
        f"ballots.csv, line 74: {NOBODY} 77, or the line is out of order."]),
    "a voter is taken off the roll": (NAMED, line(ROLL, 3, None), [
        f"ballots.csv, line 4: {NOBODY} 2, or the line is out of order."]),
    "ballots are out of order": (NAMED, line(BOX, 6, "1,1,for"), [
        f"ballots.csv, line 6: {NOBODY} 1, or the line is out of order."]),
    "a line is none": (NAMED, line(BOX, 4, "2;1;for"), [f"ballots.csv, line 4: {UNREAD}"]),
    "a line is endless": (NAMED, line(BOX, 73, "36,2,c3\n" + "9" * 1_100_000), [f"ballots.csv, line 74: {UNREAD}"]),
    "columns have other names": (NAMED, line(BOX, 1, "head,choice,motion"), [f"ballots.csv, line 1: {UNREAD}"]),
    "a stranger was reached": (NAMED, line("delivered.csv", 1, "head\n99"), [
        f"delivered.csv, line 2: {NOBODY} 99, or the line is out of order."]),
    "a secret choice is flipped": (SECRET, line(SLIPS, 2, "1,against,870000"), [
        "totals.csv, line 3: it says “1,against"]),
    "a secret choice weighs more": (SECRET, line(SLIPS, 2, "1,abstain,9990000"), [
        "choices.csv, line 2: nobody with 999.00 m² who took part in motion 1 is left for it.",
        "choices.csv: on motion 1, choices of 87.00 m² each are missing: 1."]),
    "a secret choice is dropped": (SECRET, line(SLIPS, 2, None), [
        "choices.csv: on motion 1, choices of 87.00 m² each are missing: 1."]),
    "a secret choice is unknown": (SECRET, line(SLIPS, 2, "1,maybe,870000"), [
        f"choices.csv, line 2: “maybe” {FORBIDDEN} 1."]),
    "somebody did not take part": (SECRET, line("took_part.csv", 2, None), [
        "choices.csv, line 13: nobody with 81.00 m² who took part in motion 1 is left for it."]),
    "a file is missing": (NAMED, lambda files: files.pop(BOX), ["ballots.csv: this file is missing."]),
    "a file is of another bundle": (PUBLIC, lambda files: files.update({ROLL: b"head"}), [f"roll.csv: {STRANGE}"]),
    "a file leads out": (NAMED, lambda files: files.update({"../../etc/x": b"x"}), [f"../../etc/x: {STRANGE}"]),
    "a file is a bomb": (NAMED, lambda files: files.update({TOTALS: b"0" * (64 * 2**20 + 1)}), [
        "totals.csv: unpacked it would be 67,108,865 bytes, far more than it should be. It was not opened."]),
}  # fmt: skip


@pytest.mark.parametrize(("which", "edit", "sentences"), TAMPERED.values(), ids=TAMPERED.keys())
def test_what_was_altered_is_found_by_file_and_line(which: str, edit: Edit, sentences: list[str]) -> None:
    altered = plum(which)
    edit(altered)

    found = wrong(archive(hashed_again(altered)))

    for sentence in sentences:
        assert [one for one in found if one.startswith(sentence)], found


@pytest.mark.parametrize(
    ("edit", "hashed"),
    [(line(RECEIPTS, 2, "000000X"), "box"), (line(BOX, 2, "1,1,abstain"), "box"), (line(ROLL, 2, "1,1,"), "roll")],
    ids=["a receipt is swapped", "a choice is flipped", "an area is changed"],
)
def test_what_the_notice_and_the_result_print_no_longer_fits(edit: Edit, hashed: str) -> None:
    altered = plum(NAMED)
    edit(altered)

    found = wrong(archive(sealed_again(altered)))

    assert found[0].startswith(f"bundle.json: {hashed}.sha256 is given as ")


@pytest.mark.parametrize("name", ["bundle.json", "recount.py", "totals.csv", "roll.csv", "ballots.csv", "receipts.csv"])
def test_a_file_that_is_not_as_sealed_is_named(name: str) -> None:
    altered = plum(NAMED)
    altered[name] += b"\n"

    assert f"{name}：和封存时不一样，被改过。" in wrong(archive(altered), "zh")


def test_sums_that_say_more_than_there_is_are_told() -> None:
    altered = plum(NAMED)
    altered["SHA256SUMS"] += b"0" * 64 + b"  other.csv\n"

    assert wrong(archive(altered)) == ["SHA256SUMS: this is not what was sealed: it was changed."]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(min_value=0, max_value=2**32),
    place=st.integers(min_value=0),
    byte=st.integers(min_value=0, max_value=255),
)
def test_no_single_byte_of_a_sheet_changes_unseen(seed: int, place: int, byte: int) -> None:
    before = files_of(random_cast(random.Random(seed)), "full")
    name = sorted({"ballots.csv", "took_part.csv", "roll.csv", "totals.csv", "choices.csv"} & before.keys())[
        place % 3 - 1
    ]
    data = bytearray(before[name])
    data[place % len(data)] = byte

    found = wrong(archive(sealed_again(before | {name: bytes(data)})))

    assert bool(found) == (bytes(data) != before[name])


@pytest.mark.parametrize("kind", ["public", "full"])
def test_many_mistakes_are_not_told_one_by_one(kind: str) -> None:
    altered = plum(f"named {kind}")
    altered["receipts.csv"] = b"receipt\n" + b"A\n" * 36

    found = [one for one in wrong(archive(hashed_again(altered))) if not one.startswith("bundle.json")]

    assert len(found) == 11
    assert found[-1] == "and 25 more like these."


NO_ZIP = ["no_zip", ""]


def deep() -> bytes:
    return b'{"format": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", NO_ZIP),
        (b"PK", NO_ZIP),
        (b"%PDF-1.7 no bundle at all" * 40, NO_ZIP),
        (archive(plum(NAMED))[:-30], NO_ZIP),
        (zipped(plum(NAMED), comment=b"hello"), NO_ZIP),
        (zipped({f"{n}.csv": b"" for n in range(30)}), NO_ZIP),
        (zipped({}), ["no_bundle", "bundle.json"]),
        (zipped({"letter.txt": b"Dear all"}), ["no_bundle", "bundle.json"]),
        (zipped({"bundle.json": b"{"}), ["no_bundle", "bundle.json"]),
        (zipped({"bundle.json": b"\xff"}), ["no_bundle", "bundle.json"]),
        (zipped({"bundle.json": b"[]"}), ["no_bundle", "bundle.json"]),
        (zipped({"bundle.json": b"{}"}), ["no_bundle", "bundle.json.format"]),
        (zipped({"bundle.json": deep()}), ["no_bundle", "bundle.json"]),
        (zipped({"bundle.json": b" " * (16 * 2**20 + 1)}), ["no_bundle", "bundle.json"]),
        (zipped({"bundle.json": b'{"format": 1, "format": 2}'}), ["no_bundle", "bundle.json"]),
        (zipped({"bundle.json": b'{"format": 1.5}'}), ["no_bundle", "bundle.json"]),
        (zipped({"bundle.json": b'{"format": NaN}'}), ["no_bundle", "bundle.json"]),
        (zipped({"bundle.json": b'{"format": ' + b"9" * 1_000_000 + b"}"}), ["no_bundle", "bundle.json"]),
    ],
)
def test_what_is_no_bundle_is_not_counted(data: bytes, said: list[str]) -> None:
    with pytest.raises(NoBundle) as found:
        Recount(BytesIO(data))

    assert list(found.value.args) == said


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", "courtyard-bundle/2"),
        ("kind", "secret"),
        ("secrecy", True),
        ("house", []),
        ("roll.heads", "40"),
        ("roll.heads", -1),
        ("roll.heads", True),
        ("roll.sha256", "abc"),
        ("motions", []),
        ("motions.1.n", 2),
        ("motions.1.rule.gates", []),
        ("motions.1.rule.gates.1.weight", "shares"),
        ("motions.1.rule.gates.1.share", "1/0"),
        ("motions.1.rule.gates.1.sign", "about"),
        ("motions.1.seats", 1),
        ("motions.2.candidates.1.n", 5),
        ("motions.2.candidates", []),
        ("motions.2.result", None),
    ],
)
def test_a_bundle_that_cannot_be_understood_says_where(path: str, value: Any) -> None:
    altered = plum(NAMED)
    told(path, value)(altered)

    with pytest.raises(NoBundle) as found:
        Recount(BytesIO(archive(altered)))

    key, where = found.value.args
    assert key == "no_bundle"
    assert f"bundle.json.{path}".startswith(where)


def test_two_files_of_one_name_are_told() -> None:
    out = BytesIO(archive(plum(NAMED)))
    with zipfile.ZipFile(out, "a") as more, pytest.warns(UserWarning, match="Duplicate"):
        more.writestr("totals.csv", b"motion,choice,building,heads,area_cm2\n")

    assert "totals.csv: this file does not belong here, or is there twice." in wrong(out.getvalue())


def test_a_damaged_file_is_told() -> None:
    data = bytearray(zipped(plum(NAMED), compression=zipfile.ZIP_STORED))
    at = data.index(b"1,1,for")
    data[at : at + 7] = b"1,1,fox"

    assert wrong(bytes(data)) == ["ballots.csv: this file is damaged and cannot be read to its end."]


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_another_compression_is_read_within_the_same_limits(compression: int) -> None:
    assert wrong(zipped(plum(NAMED), compression=compression)) == []


@settings(max_examples=150, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(min_value=0), st.integers(0, 255)), min_size=1, max_size=4))
def test_any_broken_archive_ends_in_a_sentence(changes: list[tuple[int, int]]) -> None:
    data = bytearray(archive(plum(PUBLIC)))
    for place, byte in changes:
        data[-1 - place % 900] = byte  # the table of contents, where an archive is most easily broken

    said = recounted(bytes(data), no_bundle=True)[0]

    assert said


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PATHS = [
    "box.salt", "estate", "motions.1.result", "motions.1.result.gates", "motions.1.result.piles", "motions.1.title",
    "motions.2.candidates", "motions.2.result.elected", "motions.2.seed", "motions.2.alternates", "motions.1.rule",
]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(path=st.sampled_from(PATHS), value=JSON)
def test_whatever_a_bundle_says_ends_in_a_sentence(path: str, value: Any) -> None:
    altered = plum(NAMED)
    told(path, value)(altered)

    said = recounted(archive(sealed_again(altered)), no_bundle=True)[0]

    assert said


def test_what_a_bundle_says_cannot_write_over_the_screen() -> None:
    altered = plum(NAMED)
    told("motions.1.title", "\x1b[2J钢丝绳\u202e")(altered)

    said = recounted(archive(sealed_again(altered)))[0]

    assert "Motion 1, “?[2J钢丝绳?”: counted again, it is carried, as published." in said[4]
