"""The sealed record: one hash chain per node of the tree, one line per thing said."""

import json
import uuid
from typing import Any

from django.db import models

from courtyard.core.chain import GENESIS
from courtyard.core.events import KINDS, Event


class TransactionId(models.Func):
    """The database's own number of the running transaction; SQLite writes one at a time and needs none."""

    output_field = models.BigIntegerField()
    arity = 0

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[str, ...]]:
        return "0", ()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[str, ...]]:
        return "(pg_current_xact_id()::text::bigint)", ()


class Chain(models.Model):
    """The head of one node's chain: how long it is and what its last line's digest is."""

    node = models.UUIDField(primary_key=True)
    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default=GENESIS)
    sealed_at = models.DateTimeField(null=True)


class LineQuerySet(models.QuerySet["Line"]):
    def about(self, thing: uuid.UUID) -> "LineQuerySet":
        return self.filter(about=thing).order_by("id")

    def of_kind(self, *events: type[Event]) -> "LineQuerySet":
        return self.filter(kind__in=[event.NAME for event in events])


class Line(models.Model):
    """One sentence on the record. The database refuses to change or delete it; its words can be erased.

    `node`, `about`, `by` and `whom` are plain ids: the trail lies below all that it speaks of.
    """

    id = models.BigAutoField(primary_key=True)
    xid = models.BigIntegerField(db_default=TransactionId(), editable=False)
    node = models.UUIDField()
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    about = models.UUIDField()
    by = models.UUIDField()
    whom = models.UUIDField(null=True)
    at = models.DateTimeField()
    sealed_at = models.DateTimeField()
    body = models.TextField()
    digests = models.TextField(blank=True)
    words = models.TextField(null=True)  # noqa: DJ001 -- null is "erased", empty is "none"
    digest = models.CharField(max_length=64)

    objects = LineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "seq"], name="trail_a_chain_has_one_line_at_each_place"),
        ]
        indexes = [
            models.Index(fields=["about", "id"], name="trail_line_about"),
            models.Index(fields=["by", "id"], name="trail_line_by"),
            models.Index(fields=["whom", "id"], name="trail_line_whom", condition=models.Q(whom__isnull=False)),
            models.Index(fields=["xid", "id"], name="trail_line_in_commit_order"),
            models.Index(fields=["digest"], name="trail_line_digest"),
        ]

    @property
    def fields(self) -> dict[str, Any]:
        """All fields of the event; erased ones are None."""
        body: dict[str, Any] = json.loads(self.body)
        names = json.loads(self.digests) if self.digests else {}
        words = json.loads(self.words) if self.words else {}
        return body | {name: words[name][1] if name in words else None for name in names}

    @property
    def event(self) -> Event | None:
        """The event as it was said; None where this version no longer knows its kind."""
        kind = KINDS.get(self.kind)
        return kind.replay(self.fields) if kind else None

    @property
    def erased(self) -> bool:
        return self.words is None


class FileHash(models.Model):
    """Under which digest a file stands on the record. Rebuildable from the lines."""

    digest = models.CharField(max_length=64, db_index=True)
    line = models.ForeignKey(Line, models.PROTECT, related_name="file_hashes")


class Erasure(models.Model):
    """That a line's words were taken away, and in which erasure. Without it the database refuses."""

    line = models.OneToOneField(Line, models.PROTECT, primary_key=True, related_name="erasure")
    batch = models.UUIDField(db_index=True)


class Reader(models.Model):
    """How far a reader of the trail has come, in the order of commits."""

    name = models.CharField(max_length=60, primary_key=True)
    xid = models.BigIntegerField(default=0)
    line = models.BigIntegerField(default=0)


class Chore(models.Model):
    """When the clerk last did a chore, so that two clerks do it once."""

    name = models.CharField(max_length=60, primary_key=True)
    done_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)


class Checkpoint(models.Model):
    """Heads of all chains at one time, under one signed root (Merkle tree as in RFC 9162)."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    chains = models.TextField()
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
