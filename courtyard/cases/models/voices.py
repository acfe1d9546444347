"""Neighbours who follow a public case, or say that it is theirs, too."""

from django.db import models

from courtyard.cases.models.case import Case
from courtyard.cases.models.incidents import Incident
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id


class Follow(models.Model):
    """A neighbour hears how a public case goes on; `me_too` says that it is their trouble as well."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="follows")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    me_too = models.BooleanField(default=False)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="cases_somebody_follows_a_case_once"),
        ]
        indexes = [models.Index(fields=["person"], name="cases_followed_by")]


class IncidentFollow(models.Model):
    """Somebody who would have reported what is known already, and hears when it is over."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="follows")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "person"], name="cases_somebody_follows_an_incident_once"),
        ]
        indexes = [models.Index(fields=["person"], name="cases_incidents_followed_by")]
