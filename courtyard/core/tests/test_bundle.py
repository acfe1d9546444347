"""What a bundle holds: totals that anybody can add up, nothing that tells of few, and the same bytes each time."""

import json
import random
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.counting.bundle.files import bundles, rule_told, seal, write
from courtyard.core.counting.bundle.reading import (
    read_confidential,
    read_named,
    read_roll,
    read_totals,
    vote_of,
)
from courtyard.core.counting.bundle.results import result_of
from courtyard.core.counting.bundle.totals import one_each, shown, totals
from courtyard.core.counting.bundle.vote import BadBundle, Ballot, Confidential, Head, Named, Part, Slip, plain
from courtyard.core.counting.certificate import as_data
from courtyard.core.counting.elections import BadElection, Ballots, Candidate, elect, lot
from courtyard.core.counting.resolution import resolve
from courtyard.core.counting.roll import Roll, Stake
from courtyard.core.counting.settling import HouseRules, Paper
from courtyard.core.tests.bundled import ORDINARY, SALT, Cast, archive, plum_court, random_cast
from courtyard.core.tests.counted import RULES

SEEDS = st.integers(min_value=0, max_value=2**32)


def lines(data: bytes) -> list[str]:
    return data.decode().splitlines()


def slow_totals(cast: Cast) -> dict[tuple[int, str, str], tuple[int, int]]:
    """Each voice of each motion, one head after the other; in all, and in each building, however small."""
    found: defaultdict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for motion in cast.vote.motions:
        for head in cast.roll:
            said = [ballot.choice for ballot in cast.ballots if ballot[:2] == (head.number, motion.number)]
            heard = [choice for choice in said if choice in motion.voices]
            silent = ["silent"] if not said and head.delivered and cast.vote.follows else []
            for voice in [*heard, "took_part" if said else "absent", *silent]:
                for building in {"", head.building}:
                    found[motion.number, voice, building][0] += 1
                    found[motion.number, voice, building][1] += head.area_cm2
    return {key: (heads, area) for key, (heads, area) in found.items()}


@settings(deadline=None)
@given(SEEDS)
def test_totals_are_what_one_adds_up_by_hand(seed: int) -> None:
    cast = random_cast(random.Random(seed))
    slow = slow_totals(cast)

    counted = totals(cast.vote, iter(cast.roll), cast.box())

    for row in counted:
        assert (row.heads, row.area_cm2) == slow.get(row[:3], (0, 0))
    assert {row.choice for row in counted if row.motion == 1} >= {*cast.vote.motions[0].voices, "took_part", "absent"}


@settings(deadline=None)
@given(SEEDS)
def test_a_result_from_totals_is_the_one_from_papers(seed: int) -> None:
    cast = random_cast(random.Random(seed))
    roll = Roll({str(head.number): Stake(head.area_cm2) for head in cast.roll})
    delivered = [str(head.number) for head in cast.roll if head.delivered]
    results = cast.results()

    for motion in cast.vote.motions:
        if motion.is_election:
            continue
        said = [ballot for ballot in cast.ballots if ballot.motion == motion.number]
        papers = [
            Paper(str(one.head), "for", n, defect="x")
            if one.choice == "invalid"
            else Paper(str(one.head), one.choice, n)  # type: ignore[arg-type]
            for n, one in enumerate(said)
        ]
        house = replace(cast.vote.house, invalid_participates=True)
        whole = as_data(resolve(motion.rule, roll, papers, house, delivered))

        ours = dict(results[motion.number])

        piles = {pile: {kind: weights[kind] for kind in ("heads", "area")} for pile, weights in whole["piles"].items()}
        assert ours == {key: whole[key] for key in ours} | {"piles": piles}


def test_buildings_of_fewer_than_ten_heads_are_not_shown() -> None:
    counted = totals(plum_court().vote, plum_court().roll, plum_court().box())

    assert {row.building for row in counted} == {"", "2号楼"}


@pytest.mark.parametrize(
    ("heads", "names"),
    [
        ({"1": 10, "2": 9, "3": 9}, ["1"]),
        ({"1": 10, "2": 20, "3": 1}, ["2"]),
        ({"1": 10, "2": 20}, ["1", "2"]),
        ({"1": 12, "": 3}, []),
        ({"1": 12, "": 10}, ["1"]),
        ({"1": 9}, []),
    ],
)
def test_what_is_left_over_is_never_of_fewer_than_ten_heads(heads: dict[str, int], names: list[str]) -> None:
    assert shown(heads) == names


def test_of_a_confidential_vote_a_building_says_who_took_part_and_not_for_what() -> None:
    cast = plum_court("confidential")

    counted = totals(cast.vote, cast.roll, cast.box())

    assert {row.choice for row in counted if row.building} == {"took_part", "absent"}
    assert [row for row in counted if not row.building] == [
        row for row in totals(plum_court().vote, cast.roll, plum_court().box()) if not row.building
    ]


def test_of_a_confidential_vote_an_answer_left_blank_takes_part_since_nobody_can_tell_whose_it_is() -> None:
    vote = plum_court("confidential").vote
    box = Confidential([Part(1, 1), Part(2, 1)], [Slip(1, "invalid", 1_000_000), Slip(1, "for", 1_000_000)])

    counted = totals(vote, roll_of(1, 2), box)

    assert [row[3:] for row in counted if row.motion == 1 and row.choice in ("invalid", "took_part")] == [
        (1, 1_000_000), (2, 2_000_000),
    ]  # fmt: skip


def test_the_public_bundle_holds_no_line_of_anybody() -> None:
    for cast in (plum_court(), plum_court("confidential")):
        public, full = cast.bundles()

        assert set(public) == {"bundle.json", "recount.py", "totals.csv", "receipts.csv", "SHA256SUMS"}
        assert SALT.encode() not in b"".join(public.values())
        assert SALT.encode() in full["bundle.json"]


def test_a_confidential_bundle_holds_no_head_beside_a_choice() -> None:
    full = plum_court("confidential").bundles().full

    assert "ballots.csv" not in full
    slips = [(int(row[0]), row[1], int(row[2])) for row in (line.split(",") for line in lines(full["choices.csv"])[1:])]
    assert lines(full["choices.csv"])[0] == "motion,choice,area_cm2"
    assert slips == sorted(slips)
    assert lines(full["took_part.csv"])[:3] == ["head,motion", "1,1", "1,2"]


def test_a_line_of_each_sheet() -> None:
    full = plum_court().bundles().full

    assert [lines(full[name])[1] for name in ("roll.csv", "totals.csv")] == ["1,810000,1号楼", "1,for,,25,24560000"]
    assert lines(full["ballots.csv"])[1:3] == ["1,1,for", "1,2,c1+c2+c4"]
    assert lines(full["delivered.csv"]) == ["head"]
    assert lines(full["receipts.csv"])[1:] == sorted(lines(full["receipts.csv"])[1:])


def test_who_was_reached_is_told_only_where_the_count_asks_for_it() -> None:
    cast = plum_court()
    follows = replace(cast.vote, house=HouseRules(unreturned="follow_majority_if_delivered"))

    full = replace(cast, vote=follows).bundles().full

    assert lines(full["delivered.csv"])[:3] == ["head", "2", "4"]
    assert "1,silent,,2,2380000" in lines(full["totals.csv"])


def test_hashes_tie_the_sheets_to_what_is_printed() -> None:
    sealed = plum_court().sealed()
    full = plum_court().bundles().full
    told = json.loads(full["bundle.json"])
    sums = [line for line in lines(full["SHA256SUMS"]) if line[66:] in ("ballots.csv", "delivered.csv", "receipts.csv")]

    by_hand = sha256("\n".join([SALT, *sums, ""]).encode()).hexdigest()

    assert told["box"] == {"ballots": 36, "sha256": by_hand, "salt": SALT}
    assert (told["roll"]["sha256"], sealed.box_sha256) == (sealed.roll_sha256, by_hand)
    assert lines(full["SHA256SUMS"])[0] == f"{sha256(full['ballots.csv']).hexdigest()}  ballots.csv"


class Forward:
    """A stream that cannot go back, as an answer on the web is."""

    def __init__(self) -> None:
        self.data = b""

    def write(self, data: bytes) -> int:
        self.data += data
        return len(data)

    def flush(self) -> None: ...


def test_the_same_vote_gives_the_same_bytes_into_any_stream() -> None:
    out = Forward()

    write(plum_court().bundles().full, out)  # type: ignore[arg-type]

    assert out.data == archive(plum_court().bundles().full)
    with zipfile.ZipFile(BytesIO(out.data)) as found:
        assert found.testzip() is None
        assert {info.date_time for info in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@settings(deadline=None)
@given(SEEDS)
def test_what_is_read_back_counts_to_the_same(seed: int) -> None:
    cast = random_cast(random.Random(seed))
    sealed, full = cast.sealed(), {name: lines(data) for name, data in cast.bundles().full.items()}

    vote = vote_of(json.loads(cast.bundles().full["bundle.json"]))
    if vote.secrecy == "named":
        box: Named | Confidential = read_named(full["ballots.csv"])
    else:
        box = read_confidential(full["took_part.csv"], full["choices.csv"])
    again = totals(vote, read_roll(full["roll.csv"], full["delivered.csv"]), box)

    assert again == sealed.totals == read_totals(full["totals.csv"])
    assert [rule_told(motion.rule) for motion in vote.motions] == [rule_told(one.rule) for one in cast.vote.motions]
    assert {motion.number: result_of(motion, vote.house, again) for motion in vote.motions} == cast.results()


@pytest.mark.parametrize(
    ("building", "name"),
    [
        ("3号楼", "3号楼"),
        ('A, "east"', "A， ＂east＂"),
        ("=1+1", "＝1+1"),
        (" 3\n号 ", "3 号"),
        ("", ""),
        ("楼" * 99, "楼" * 60),
    ],
)
def test_a_building_is_spelt_so_that_no_program_takes_it_for_its_own(building: str, name: str) -> None:
    assert plain(building) == name


def roll_of(*numbers: int) -> list[Head]:
    return [Head(number, 1_000_000) for number in numbers]


@pytest.mark.parametrize(
    ("roll", "box", "reason"),
    [
        (roll_of(1, 3), Named([Ballot(2, 1, "for")]), "head 2 is not on the roll"),
        (roll_of(1, 3), Named([Ballot(4, 1, "for")]), "head 4 is not on the roll"),
        (roll_of(1, 1), Named([]), "head 1 is out of order"),
        ([Head(1, 0)], Named([]), "weighs nothing"),
        (roll_of(1, 2), Named([Ballot(2, 1, "for"), Ballot(1, 1, "for")]), "head 2|head 1"),
        (roll_of(1), Named([Ballot(1, 1, "for"), Ballot(1, 1, "against")]), "no choice “for.against”"),
        (roll_of(1), Named([Ballot(1, 1, "maybe")]), "no choice “maybe”"),
        (roll_of(1), Named([Ballot(1, 1, "invalid")]), "invalid ballot on motion 1, and these do not take part"),
        (roll_of(1), Named([Ballot(1, 3, "for")]), "no motion 3"),
        (roll_of(1), Named([Ballot(1, 2, "c1"), Ballot(1, 2, "c6")]), "no choice “c1.c6”"),
        (roll_of(1), Named([Ballot(1, 2, f"c{n}") for n in (1, 2, 3, 4)]), "no choice"),
        (roll_of(1), Named([Ballot(1, 2, "c1"), Ballot(1, 1, "for")]), "out of order"),
        (roll_of(1), Confidential([Part(1, 1)], [Slip(1, "for", 1_000_000)]), "it is named"),
    ],
)
def test_rows_that_contradict_each_other_are_refused(roll: list[Head], box: Any, reason: str) -> None:
    with pytest.raises(BadBundle, match=reason):
        totals(plum_court().vote, roll, box)


@pytest.mark.parametrize(
    "slips", [[], [Slip(1, "for", 1)], [Slip(1, "for", 1_000_000)] * 2, [Slip(2, "c1", 1_000_000)]]
)
def test_slips_are_as_many_and_as_heavy_as_the_heads_that_took_part(slips: list[Slip]) -> None:
    vote = plum_court("confidential").vote

    with pytest.raises(BadBundle, match="not as many as their heads"):
        totals(vote, roll_of(1, 2), Confidential([Part(1, 1)], slips))


@pytest.mark.parametrize(
    ("receipts", "salt", "reason"),
    [
        (["A"] * 36, SALT, "“A” is there twice"),
        (["A", "B"], SALT, "2 receipts for the ballots of 36 heads"),
        (["nötig"], SALT, "no receipt"),
        ([], "short", "no 32 hex digits"),
    ],
)
def test_receipts_and_salt_are_looked_at(receipts: list[str], salt: str, reason: str) -> None:
    cast = plum_court()

    with pytest.raises(BadBundle, match=reason):
        seal(cast.vote, cast.roll, cast.box(), receipts=receipts, salt=salt)


def test_a_bundle_without_a_result_is_refused() -> None:
    with pytest.raises(BadBundle, match="motion 2 has no result"):
        bundles(plum_court().sealed(), {1: {}}, b"")
    with pytest.raises(BadBundle, match="no total of absent"):
        result_of(plum_court().vote.motions[0], HouseRules(), ())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"rule": RULES["sg.special"]}, "more than heads and area"),
        ({"rule": RULES["fr.25"]}, "more than heads and area"),
        ({"seats": 3}, "3 seats, 0 candidates"),
        ({"number": 2}, "numbered"),
    ],
)
def test_a_motion_that_no_bundle_can_tell_is_refused(change: dict[str, Any], reason: str) -> None:
    vote = plum_court().vote

    with pytest.raises(BadBundle, match=reason):
        replace(vote, motions=(replace(vote.motions[0], **change),))


@pytest.mark.parametrize(
    "read",
    [
        lambda: vote_of({}),
        lambda: list(read_roll(["head,area_cm2,building", "1,2"], ["head"])),
        lambda: list(read_roll(["head,area_cm2,building", "1,²,"], ["head"])),
        lambda: list(read_roll(["head,area_cm2,building", '1,2,"'], ["head"])),
    ],
)
def test_what_cannot_be_read_back_is_refused(read: Callable[[], object]) -> None:
    with pytest.raises(BadBundle):
        read()


def fields(votes: Iterable[tuple[str, int, int]]) -> list[Candidate]:
    return [Candidate(*vote) for vote in votes]


def test_a_published_seed_breaks_a_tie_as_anybody_can_redo() -> None:
    hundred = Ballots(total_heads=100, total_area_cm2=10**9, heads=80, area_cm2=8 * 10**8)
    field = fields([("1", 60, 6 * 10**8), ("2", 50, 5 * 10**8), ("3", 50, 6 * 10**8), ("4", 50, 5 * 10**8)])
    by_lot = sorted("234", key=lambda name: sha256(f"梅苑\n{name}".encode()).hexdigest())

    result = elect(ORDINARY.gates, hundred, field, seats=2, tie_break="seed", alternates=1, seed="梅苑")

    assert (result.elected, result.alternates, result.tied) == (("1", by_lot[0]), (by_lot[1],), ())
    assert lot("梅苑", "2") == sha256("梅苑\n2".encode()).hexdigest()
    with pytest.raises(BadElection, match="seed"):
        elect(ORDINARY.gates, hundred, field, seats=2, tie_break="seed")


def test_ballots_of_an_election_are_joined_in_the_order_of_the_candidates() -> None:
    rows = [Ballot(1, 2, "c10"), Ballot(1, 2, "c2"), Ballot(2, 2, "none")]

    assert [ballot.choice for ballot in one_each(rows)] == ["c2+c10", "none"]
