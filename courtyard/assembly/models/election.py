"""Who stands in an election: nominated, looked at under the rules, on the list or not, with the reasons."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from courtyard.assembly.models.assembly import NAME_MAX, REASON_MAX, Motion
from courtyard.core.moves import Moves, Moving
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id


class Candidate(Moving, models.Model):
    """Somebody proposed for a seat. `number` is the place on the ballot, drawn by the published seed."""

    class State(models.TextChoices):
        NOMINATED = "nominated", pgettext_lazy("candidate", "proposed")
        ACCEPTED = "accepted", pgettext_lazy("candidate", "on the list")
        REFUSED = "refused", pgettext_lazy("candidate", "not eligible")
        WITHDRAWN = "withdrawn", pgettext_lazy("candidate", "withdrawn")

    MOVES: ClassVar[Moves] = {
        State.NOMINATED: frozenset({State.ACCEPTED, State.REFUSED, State.WITHDRAWN}),
        State.ACCEPTED: frozenset({State.REFUSED, State.WITHDRAWN}),
        State.REFUSED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
    STANDING = (State.NOMINATED, State.ACCEPTED)

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    motion = models.ForeignKey(Motion, models.CASCADE, related_name="candidates", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_MAX)
    number = models.PositiveSmallIntegerField(default=0)
    statement = models.CharField(max_length=REASON_MAX, blank=True)
    state: Any = models.CharField(max_length=10, choices=State, default=State.NOMINATED)
    nominated_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    nominated_at = models.DateTimeField()
    consented_at = models.DateTimeField(null=True, blank=True)
    checks = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=REASON_MAX, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["motion", "person"], name="assembly_nobody_stands_twice"),
            models.UniqueConstraint(
                fields=["motion", "number"], condition=Q(number__gt=0), name="assembly_candidates_are_numbered"
            ),
            models.CheckConstraint(
                name="assembly_a_refused_candidate_is_told_why", condition=~Q(state="refused") | ~Q(reason="")
            ),
        ]
        ordering = ["number", "nominated_at", "id"]

    def __str__(self) -> str:
        return self.name
