"""When a case's clock stood still, and why."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.cases.models.case import Case
from courtyard.core import clocks
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

PAUSES_MAX = 12
"""A case that waited a dozen times does not need another pause but another lead."""


class Pause(models.Model):
    """A stretch that does not count, with a reason and an end that both sides see.

    `end` is the planned one until work goes on, then the real one.
    """

    class Why(models.TextChoices):
        PARTS = "parts", pgettext_lazy("why a case is on hold", "parts have to come")
        RESIDENT = "resident", pgettext_lazy("why a case is on hold", "the resident is away, or asked for another day")
        WEATHER = "weather", pgettext_lazy("why a case is on hold", "the weather has to allow it")
        DECISION = "decision", pgettext_lazy("why a case is on hold", "the owners have to decide first")
        PERMIT = "permit", pgettext_lazy("why a case is on hold", "an authority or utility has to act first")
        CLOSED = "closed", pgettext_lazy("why a case is on hold", "it was closed")

    CHOSEN = (Why.PARTS, Why.RESIDENT, Why.WEATHER, Why.DECISION, Why.PERMIT)
    """What somebody may choose; CLOSED is the time between closing and reopening."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="pauses")
    why: Any = models.CharField(max_length=8, choices=Why)
    start = models.DateTimeField()
    planned_end = models.DateTimeField()
    end = models.DateTimeField()

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(name="cases_a_pause_does_not_end_before_it", condition=Q(end__gte=F("start"))),
        ]

    @property
    def stretch(self) -> clocks.Pause:
        return clocks.Pause(self.start, self.end)

    def is_over(self, at: datetime) -> bool:
        return self.end <= at
