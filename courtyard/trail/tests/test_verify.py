"""What was altered is found and named, in the database and in a file without it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.trail import locks
from courtyard.trail.actions import erase_words, sign_checkpoint
from courtyard.trail.keys import SigningKey
from courtyard.trail.models import Checkpoint, Erasure, Line
from courtyard.trail.sources import Database, File, write
from courtyard.trail.tests.test_deed import ring
from courtyard.trail.verify import verify

TUESDAY_9AM = MONDAY_9AM + timedelta(days=1)


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return SigningKey.make(tmp_path / "checkpoint.key")


@contextmanager
def unlocked() -> Iterator[None]:
    """Somebody with the database's password takes the triggers away."""
    with connection.cursor() as cursor:
        for statement in locks.unlocking(connection.vendor):
            cursor.execute(statement)
        yield
        for statement in locks.locking(connection.vendor):
            cursor.execute(statement)


def faults(source: Database | File | None = None) -> list[tuple[int, str]]:
    return [(fault.seq, fault.reason) for fault in verify(source or Database()).faults]


def test_an_untouched_record_holds(court: Court, key: SigningKey) -> None:
    ring(court, 3)
    sign_checkpoint(key=key, at=MONDAY_9AM)

    report = verify(Database())

    assert (report.holds, report.chains, report.lines, report.checkpoints) == (True, 1, 3, 1)


@pytest.mark.parametrize("column", ["kind", "body", "at", "sealed_at", "by", "about", "whom"])
def test_one_altered_byte_is_found_and_named(court: Court, column: str) -> None:
    ring(court, 3)
    second = Line.objects.get(seq=2)
    other = {"kind": "tests.bell_rang", "body": second.body + " ", "at": TUESDAY_9AM, "sealed_at": TUESDAY_9AM}

    with unlocked():
        Line.objects.filter(seq=2).update(**{column: other.get(column, court.mei.pk)})

    assert faults() == [(2, "the line, or the one before it, was altered after it was sealed")]


def test_altered_words_are_found(court: Court) -> None:
    ring(court, 2)

    words = str(Line.objects.get(seq=1).words)

    with unlocked():
        Line.objects.filter(seq=1).update(words=words.replace("叮", "咚"))

    assert faults() == [(1, "its words were altered after it was sealed")]


def test_words_taken_away_without_an_erasure_on_the_record_are_found(court: Court) -> None:
    ring(court, 2)

    with unlocked():
        Line.objects.filter(seq=2).update(words=None)
        Erasure.objects.create(line=Line.objects.get(seq=2), batch=court.mei.pk)

    assert [seq for seq, _ in faults()] == [0, 2]


def test_a_line_taken_out_is_found(court: Court) -> None:
    ring(court, 3)

    with unlocked():
        Line.objects.filter(seq=2).delete()

    assert (2, "lines 2 to 2 are missing") in faults()


def test_a_chain_cut_short_together_with_its_head_is_found_by_the_checkpoint(court: Court, key: SigningKey) -> None:
    ring(court, 3)
    sign_checkpoint(key=key, at=MONDAY_9AM)

    with unlocked(), connection.cursor() as cursor:
        Line.objects.filter(seq=3).delete()
        cursor.execute("UPDATE trail_chain SET length = 2, head = (SELECT digest FROM trail_line WHERE seq = 2)")

    assert faults() == [(3, "checkpoint 1 knew this line otherwise")]


def test_a_checkpoint_signed_by_another_key_is_found(court: Court, key: SigningKey, tmp_path: Path) -> None:
    ring(court)
    sign_checkpoint(key=key, at=MONDAY_9AM)
    forged = SigningKey.make(tmp_path / "another.key")

    with unlocked():
        Checkpoint.objects.update(signature=forged.sign("anything"))

    assert faults() == [(0, "checkpoint 1: the signature does not hold")]


def test_erasing_a_person_keeps_the_record_whole(court: Court, key: SigningKey) -> None:
    ring(court, 3)
    sign_checkpoint(key=key, at=MONDAY_9AM)

    erased = erase_words(whom=court.lin.pk, by=court.lin, at=TUESDAY_9AM)

    assert erased == 3
    assert faults() == []
    assert not Line.objects.exclude(words__isnull=True).exclude(digests="").exists()
    assert Line.objects.get(seq=1).fields == {"times": 0, "words": None}


def test_a_file_is_verified_without_the_database(court: Court, key: SigningKey, tmp_path: Path) -> None:
    ring(court, 3)
    erase_words(whom=court.lin.pk, by=court.lin, at=TUESDAY_9AM)
    ring(court, 2)
    sign_checkpoint(key=key, at=TUESDAY_9AM)
    path = tmp_path / "record.jsonl"

    with path.open("w", encoding="utf-8") as stream:
        write(Database(), stream, words=True)

    assert faults(File.read(path)) == []
    assert verify(File.read(path)).lines == 6


@pytest.mark.parametrize("words", [True, False])
def test_an_altered_file_is_found(court: Court, tmp_path: Path, words: bool) -> None:
    ring(court, 3)
    path = tmp_path / "record.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        write(Database(), stream, words=words)

    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('{\\"times\\":1}', '{\\"times\\":7}'), encoding="utf-8")

    assert faults(File.read(path)) == [(2, "the line, or the one before it, was altered after it was sealed")]


def test_a_record_given_out_without_words_holds_and_tells_none(court: Court, tmp_path: Path) -> None:
    ring(court, 3)
    path = tmp_path / "record.jsonl"

    call_command("record", str(path))

    assert faults(File.read(path)) == []
    assert "叮" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other/1", "words": true}', "\x00"])
def test_a_file_that_is_no_record_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "record.jsonl"
    path.write_text(json.dumps({"format": "courtyard-record/1", "words": True}) + "\n" + text + "\nx")

    with pytest.raises(ValueError, match="of the file"):
        File.read(path)
