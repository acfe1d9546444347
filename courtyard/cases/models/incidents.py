"""What befalls whole buildings: a burst pipe, a planned power cut. Said once, so that nobody need report it again."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from courtyard.places.models import Building, Estate
from courtyard.trail.ids import new_id

INCIDENT_WORDS_MAX = 500
INCIDENT_BUILDINGS_MAX = 300


class Incident(models.Model):
    """A planned or sudden outage, with the sentence the desk says about it. Without buildings it is the whole estate's.

    `expected_until` is what the desk expects; `ended_at` is when it was over.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    words = models.CharField(max_length=INCIDENT_WORDS_MAX)
    planned = models.BooleanField(default=False)
    buildings: "models.ManyToManyField[Building, IncidentBuilding]" = models.ManyToManyField(
        Building, through="IncidentBuilding", related_name="+"
    )
    starts_at = models.DateTimeField()
    expected_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_an_incident_ends_after_it_begins", condition=Q(expected_until__gt=F("starts_at"))
            ),
        ]
        indexes = [
            models.Index(
                fields=["estate", "starts_at"], condition=Q(ended_at__isnull=True), name="cases_incidents_going_on"
            ),
            models.Index(fields=["estate", "-announced_at"], name="cases_incidents_by_time"),
        ]

    def __str__(self) -> str:
        return self.title

    def is_on(self, at: datetime) -> bool:
        """Begun and not over."""
        return self.ended_at is None and self.starts_at <= at


class IncidentBuilding(models.Model):
    """A building that an incident befalls."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="befalls")
    building = models.ForeignKey(Building, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "building"], name="cases_an_incident_names_a_building_once"),
        ]
