"""Owners ask for an assembly; enough of them, and it has to be held."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.assembly.models.assembly import HASH, REASON_MAX, TITLE_MAX, WORDS_MAX
from courtyard.core.moves import Moves, Moving
from courtyard.people.models import Person
from courtyard.places.models import Estate, Home
from courtyard.trail.ids import new_id


class Petition(Moving, models.Model):
    """What owners want decided, and whether enough of them signed. It keeps the rules it began under."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("petition", "collecting signatures")
        REACHED = "reached", pgettext_lazy("petition", "reached")
        EXPIRED = "expired", pgettext_lazy("petition", "ended")
        WITHDRAWN = "withdrawn", pgettext_lazy("petition", "withdrawn")

    MOVES: ClassVar[Moves] = {
        State.OPEN: frozenset({State.REACHED, State.EXPIRED, State.WITHDRAWN}),
        State.REACHED: frozenset(),
        State.EXPIRED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=TITLE_MAX)
    words = models.CharField(max_length=WORDS_MAX)
    matter = models.CharField(max_length=40)
    state: Any = models.CharField(max_length=10, choices=State, default=State.OPEN)
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    rule = models.CharField(max_length=40)
    rulebook = models.CharField(max_length=40)
    rulebook_version = models.CharField(max_length=20)
    reached_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    convene_by = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=REASON_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="assembly_a_petition_ends", condition=Q(ends_at__gt=F("begun_at"))),
            models.CheckConstraint(
                name="assembly_reached_means_when",
                condition=~Q(state="reached") | Q(reached_at__isnull=False, convene_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["estate", "-begun_at", "-id"], name="assembly_petitions"),
            models.Index(fields=["ends_at"], condition=Q(state="open"), name="assembly_petitions_to_end"),
        ]

    def __str__(self) -> str:
        return self.title


class Signature(models.Model):
    """An owner signs for their set of owners. `key` is that set's, as on the roll of that day: a set signs once."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    petition = models.ForeignKey(Petition, models.CASCADE, related_name="signatures", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    home = models.ForeignKey(Home, models.PROTECT, related_name="+")
    key = models.CharField(max_length=HASH)
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "key"],
                condition=Q(withdrawn_at__isnull=True),
                name="assembly_a_set_of_owners_signs_once",
            ),
        ]
