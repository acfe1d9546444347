"""Whoever has the database's password and knows how the record is kept is found out by `courtyard verify`, too."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.chain import GENESIS, seal
from courtyard.core.events import Event
from courtyard.trail import queries
from courtyard.trail.actions import sign_checkpoint
from courtyard.trail.deeds import deed, record, sealed
from courtyard.trail.keys import SigningKey
from courtyard.trail.models import FileHash, Line
from courtyard.trail.sources import Database
from courtyard.trail.tests.test_clerk import ring_elsewhere
from courtyard.trail.tests.test_deed import ring
from courtyard.trail.tests.test_verify import faults, unlocked
from courtyard.trail.verify import verify

ONE_BYTE = [
    "kind = replace(kind, 'rung', 'rang')",
    "body = replace(body, '1', '7')",
    "digests = replace(digests, 'words', 'Words')",
    "digest = substr(digest, 2) || substr(digest, 1, 1)",
    "words = replace(words, '叮', '咚')",
]
SWAPPED = [
    "UPDATE trail_line SET seq = 9 WHERE seq = 1",
    "UPDATE trail_line SET seq = 1 WHERE seq = 2",
    "UPDATE trail_line SET seq = 2 WHERE seq = 9",
]
FORGED = """
    INSERT INTO trail_line (xid, node, seq, kind, about, by, whom, at, sealed_at, body, digests, words, digest)
    SELECT xid, node, {seq}, kind, about, by, whom, at, sealed_at, body, digests, words, digest
    FROM trail_line WHERE seq = 1
"""


def attack(*statements: str) -> None:
    with unlocked(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def named() -> set[int]:
    """The lines that do not hold."""
    return {line for line, _reason in faults()}


@pytest.mark.parametrize("change", ONE_BYTE)
def test_the_command_names_the_line_and_fails(court: Court, change: str) -> None:
    ring(court, 3)
    attack(f"UPDATE trail_line SET {change} WHERE seq = 2")
    said = io.StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("verify", workers=1, stdout=said)

    assert ended.value.code == 1
    assert f"DOES NOT HOLD  chain {court.estate.pk.hex}, line 2: " in said.getvalue()


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_line_taken_out_anywhere_is_named(court: Court, seq: int) -> None:
    ring(court, 3)

    attack(f"DELETE FROM trail_line WHERE seq = {seq}")

    assert seq in named()


def test_two_lines_that_changed_places_are_named(court: Court) -> None:
    ring(court, 3)

    attack(*SWAPPED)

    assert {1, 2} <= named()


def test_a_chain_without_its_head_hides_nothing(court: Court) -> None:
    ring(court, 3)

    attack("UPDATE trail_line SET body = '{}' WHERE seq = 2", "DELETE FROM trail_chain")

    assert faults() == [(seq, "this line stands outside of its chain") for seq in (1, 2, 3)]


def test_a_chain_made_shorter_hides_nothing(court: Court) -> None:
    ring(court, 5)
    shorter = "UPDATE trail_chain SET length = 2, head = (SELECT digest FROM trail_line WHERE seq = 2)"

    attack("DELETE FROM trail_line WHERE seq = 3", "UPDATE trail_line SET body = '{}' WHERE seq = 4", shorter)

    assert faults() == [(seq, "this line stands outside of its chain") for seq in (4, 5)]


@pytest.mark.parametrize("seq", [-1, 0, 4, 10**6])
def test_a_line_put_beside_the_chain_is_named(court: Court, seq: int) -> None:
    """Pages show whatever stands about a thing."""
    ring(court, 3)

    attack(FORGED.format(seq=seq))

    assert faults() == [(seq, "this line stands outside of its chain")]


def test_a_changed_head_is_found(court: Court) -> None:
    ring(court, 3)

    attack("UPDATE trail_chain SET head = (SELECT digest FROM trail_line WHERE seq = 2)")

    assert faults() == [(3, "the chain's head is not its last line")]


def test_a_chain_sealed_anew_is_found_by_the_checkpoint(court: Court, tmp_path: Path) -> None:
    """Whoever alters a line can seal all that follow; whoever keeps a checkpoint sees it."""
    ring(court, 3)
    sign_checkpoint(key=SigningKey.make(tmp_path / "checkpoint.key"), at=MONDAY_9AM)

    attack("UPDATE trail_line SET body = replace(body, '1', '7') WHERE seq = 2", *sealed_anew())

    assert faults() == [(3, "checkpoint 1 knew this line otherwise")]


def sealed_anew() -> Iterable[str]:
    before = GENESIS
    for line in Line.objects.order_by("seq"):
        line.body = line.body.replace("1", "7") if line.seq == 2 else line.body
        before = seal(before, sealed(line))
        yield f"UPDATE trail_line SET digest = '{before}' WHERE seq = {line.seq}"
    yield f"UPDATE trail_chain SET head = '{before}'"


@dataclass(frozen=True, kw_only=True)
class PaperKept(Event):
    NAME: ClassVar[str] = "tests.paper_kept"
    HASHES: ClassVar[tuple[str, ...]] = ("paper",)

    paper: str


@deed
def keep(court: Court, paper: str) -> None:
    record(PaperKept(paper=paper), node=court.estate.pk, about=court.home.pk, by=court.lin, at=MONDAY_9AM)


def test_only_a_file_that_a_line_speaks_of_is_found(court: Court) -> None:
    """Somebody wants another paper to be as old, and puts it beside the line."""
    paper, forged = "a" * 64, "f" * 64
    keep(court, paper)

    FileHash.objects.create(digest=forged, line=Line.objects.get())

    assert [found.what for found in queries.find(paper, HttpRequest())] == ["file"]
    assert queries.find(forged, HttpRequest()) == []


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")
@pytest.mark.django_db(transaction=True)
def test_several_workers_find_the_same(court: Court) -> None:
    ring(court, 3)
    ring_elsewhere(court)
    attack("UPDATE trail_line SET body = '{}' WHERE seq = 2")

    report = verify(Database(), workers=2)

    assert (report.chains, report.lines) == (2, 4)
    assert [(fault.node, fault.seq) for fault in report.faults] == [(court.estate.pk.hex, 2)]
