"""The clerk: readers hear every line in the order of commits, chores are done once when they are due."""

import threading
from collections.abc import Iterable
from datetime import datetime, timedelta

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, transaction

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.trail.chores import sign_daily
from courtyard.trail.keys import SigningKey
from courtyard.trail.models import Checkpoint, Chore, Line, Reader
from courtyard.trail.registers import BATCH, ClerksChore, TrailReader
from courtyard.trail.tests.test_deed import ring
from courtyard.trail.upkeep import do, go_round, read

HOUR = timedelta(hours=1)


class Listener:
    """A reader that remembers what it heard, and can be made to fail."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.fails = False
        self.reader = TrailReader("tests.listener", frozenset({"tests.bell_rung"}), self.listen)

    def listen(self, lines: Iterable[Line], at: datetime) -> None:
        if self.fails:
            raise ValueError("deaf")
        self.heard += [line.fields["times"] for line in lines]


@pytest.fixture
def listener() -> Listener:
    return Listener()


def test_a_reader_hears_each_line_once_and_in_order(court: Court, listener: Listener) -> None:
    ring(court, 3)

    rounds = [read(listener.reader, MONDAY_9AM) for _ in range(3)]

    assert heard_everything(listener, rounds, [0, 1, 2])


def heard_everything(listener: Listener, rounds: list[bool], expected: list[int]) -> bool:
    """On PostgreSQL the test's own transaction is still open, so its lines are not yet for readers."""
    if connection.vendor == "postgresql":
        return (rounds[0], listener.heard) == (False, [])
    return (rounds, listener.heard) == ([True, False, False], expected)


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_fails_hears_the_lines_again(court: Court, listener: Listener) -> None:
    ring(court, 2)
    listener.fails = True
    with pytest.raises(ValueError, match="deaf"):
        read(listener.reader, MONDAY_9AM)

    listener.fails = False
    read(listener.reader, MONDAY_9AM)

    assert listener.heard == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_a_long_record_is_read_in_batches(court: Court, listener: Listener) -> None:
    ring(court, BATCH + 1)

    rounds = [read(listener.reader, MONDAY_9AM) for _ in range(3)]

    assert rounds == [True, True, False]
    assert listener.heard == list(range(BATCH + 1))


@pytest.mark.django_db(transaction=True)
def test_a_reader_waits_for_a_transaction_that_began_earlier_and_commits_later(
    court: Court, listener: Listener
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writes one transaction at a time")
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            ring_elsewhere(court)
            begun.set()
            go_on.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait(10)
    ring(court, 2)
    early = read(listener.reader, MONDAY_9AM)
    go_on.set()
    thread.join()
    while read(listener.reader, MONDAY_9AM):
        pass

    assert early is False
    assert sorted(listener.heard) == [0, 0, 1]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_in_another_database_keeps_no_reader_waiting(court: Court, listener: Listener) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("a file of SQLite's is alone")
    params = connection.get_connection_params()
    door = {name: params[name] for name in ("host", "port", "user", "password") if name in params}
    with psycopg.connect(**door, dbname="postgres") as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        ring(court, 2)

        read(listener.reader, MONDAY_9AM)

    assert listener.heard == [0, 1]


def ring_elsewhere(court: Court) -> None:
    """On the other estate's chain, so that only the order of commits is at stake."""
    ring(Court(**{**vars(court), "estate": court.other}))


@pytest.mark.django_db(transaction=True)
def test_after_a_restore_a_reader_starts_over(court: Court, listener: Listener) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite counts no transactions")
    ring(court, 2)
    Reader.objects.create(name=listener.reader.name, xid=2**60, line=10**9)

    read(listener.reader, MONDAY_9AM)

    assert listener.heard == [0, 1]


def test_a_chore_is_done_when_it_is_due_and_not_before(db: None) -> None:
    done: list[datetime] = []

    def sweep(at: datetime) -> bool:
        done.append(at)
        return False

    chore = ClerksChore("tests.sweep", HOUR, sweep)

    did = [do(chore, MONDAY_9AM + minutes * timedelta(minutes=1)) for minutes in (0, 59, 60)]

    assert did == [True, False, True]
    assert done == [MONDAY_9AM, MONDAY_9AM + HOUR]


def test_a_chore_with_more_to_do_comes_again_at_once(db: None) -> None:
    left = iter([True, True, False])
    chore = ClerksChore("tests.sweep", HOUR, lambda at: next(left))

    assert [do(chore, MONDAY_9AM) for _ in range(4)] == [True, True, True, False]


def test_a_chore_another_clerk_is_at_is_left_alone(db: None) -> None:
    chore = ClerksChore("tests.sweep", HOUR, lambda at: False)
    Chore.objects.create(name=chore.name, claimed_until=MONDAY_9AM + HOUR)

    assert do(chore, MONDAY_9AM) is False


def test_a_chore_that_fails_is_tried_again_and_keeps_nobody_waiting(
    court: Court, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(at: datetime) -> bool:
        raise ValueError("the broom broke")

    did: list[datetime] = []

    def sweep(at: datetime) -> bool:
        did.append(at)
        return False

    monkeypatch.setattr(
        "courtyard.trail.upkeep.chores",
        [ClerksChore("tests.fail", HOUR, fail), ClerksChore("tests.sweep", HOUR, sweep)],
    )
    monkeypatch.setattr("courtyard.trail.upkeep.readers", [])

    go_round(MONDAY_9AM)

    assert did == [MONDAY_9AM]
    assert "chore tests.fail failed" in caplog.text
    assert Chore.objects.get(name="tests.fail").done_at is None


def test_the_days_checkpoint_is_signed_once(court: Court, settings: object, tmp_path: object) -> None:
    ring(court)
    settings.CHECKPOINT_KEY = tmp_path / "checkpoint.key"  # type: ignore[attr-defined, operator]
    SigningKey.make(settings.CHECKPOINT_KEY)  # type: ignore[attr-defined]

    sign_daily(MONDAY_9AM)
    sign_daily(MONDAY_9AM + 3 * HOUR)

    assert (Checkpoint.objects.get().number, Checkpoint.objects.get().size) == (1, 1)
    sign_daily(MONDAY_9AM + 24 * HOUR)
    assert Checkpoint.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_clerk_goes_round_once_and_stops(court: Court) -> None:
    ring(court)

    call_command("clerk", "--once")

    assert Chore.objects.filter(name="trail.sign_daily", done_at__isnull=False).exists()
