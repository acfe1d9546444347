"""The clerk's round: every reader of the trail, every chore that is due, in bounded batches.

Two clerks do no harm: a reader's place is locked while it reads, a chore is claimed before it is done.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from courtyard.trail.deeds import together
from courtyard.trail.models import Chore, Line, Reader
from courtyard.trail.registers import BATCH, ClerksChore, TrailReader, chores, readers

CLAIM = timedelta(minutes=15)
log = logging.getLogger(__name__)


def go_round(at: datetime) -> int:
    """Let every reader read and do every chore that is due. Returns how many had something to do.

    What fails is logged and tried again in the next round; it keeps nobody else waiting.
    """
    busy = 0
    for reader in readers:
        with _logged(f"reader {reader.name}"):
            busy += read(reader, at)
    for chore in chores:
        with _logged(f"chore {chore.name}"):
            busy += do(chore, at)
    return busy


@contextmanager
def _logged(what: str) -> Iterator[None]:
    try:
        yield
    except Exception:
        log.exception("%s failed; the next round tries again", what)


def read(reader: TrailReader, at: datetime) -> bool:
    """Hand the reader the next batch of lines. Its deeds and its place are saved together or not at all."""
    Reader.objects.get_or_create(name=reader.name)
    with transaction.atomic(), together():
        place = Reader.objects.select_for_update(no_key=True, skip_locked=_skips()).filter(name=reader.name).first()
        if place is None:
            return False
        lines = _after(place)
        if not lines:
            return False
        wanted = [line for line in lines if line.kind in reader.kinds]
        if wanted:
            reader.read(wanted, at)
        place.xid, place.line = lines[-1].xid, lines[-1].pk
        place.save(update_fields=["xid", "line"])
    return True


def _after(place: Reader) -> list[Line]:
    """The next lines in the order of commits.

    Not by the highest id: a transaction that took its id earlier may commit later. On PostgreSQL only lines
    below the snapshot's horizon are read; SQLite writes one transaction at a time, so there every line is.
    """
    lines = Line.objects.filter(Q(xid=place.xid, pk__gt=place.line) | Q(xid__gt=place.xid))
    if connection.vendor == "postgresql":
        horizon, unused = _horizon()
        if place.xid >= unused:
            # A restored database counts its transactions anew. Readers are idempotent: start over.
            lines = Line.objects.all()
        lines = lines.filter(xid__lt=horizon)
    return list(lines.order_by("xid", "pk")[:BATCH])


def _horizon() -> tuple[int, int]:
    """The first transaction that may still write here, and the first that there has not been."""
    with connection.cursor() as cursor:
        cursor.execute(HORIZON)
        horizon, unused = cursor.fetchone()
    return int(horizon), int(unused)


HORIZON = """
    SELECT least(
        (SELECT min(running::text::bigint) FROM pg_snapshot_xip(snapshot) AS running WHERE NOT EXISTS (
            SELECT 1 FROM pg_stat_activity WHERE datname <> current_database() AND backend_xid = running::xid
        )),
        pg_current_xact_id_if_assigned()::text::bigint,
        pg_snapshot_xmax(snapshot)::text::bigint
    ), pg_snapshot_xmax(snapshot)::text::bigint
    FROM (SELECT pg_current_snapshot() AS snapshot) AS mine
"""
"""A server counts the transactions of all its databases together: one that is seen to run in another has no line for
us, and must not keep our readers waiting. Our own may still write."""


def do(chore: ClerksChore, at: datetime) -> bool:
    """Do a chore if it is due and nobody else is at it."""
    Chore.objects.get_or_create(name=chore.name)
    mine = Chore.objects.filter(name=chore.name)
    due = Q(done_at__isnull=True) | Q(done_at__lte=at - chore.every)
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
    if not mine.filter(due, free).update(claimed_until=at + CLAIM):
        return False
    try:
        more = chore.run(at)
    except Exception:
        mine.update(claimed_until=None)
        raise
    mine.update(claimed_until=None, **({} if more else {"done_at": at}))
    return True


def _skips() -> bool:
    return connection.features.has_select_for_update_skip_locked
