"""What the checks found, when an estate was last looked at, and which alarms are false."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

REASON_MAX = 300
SUBJECT_MAX = 60


class Severity(models.TextChoices):
    BREACH = "breach", pgettext_lazy("severity", "breach")
    WARNING = "warning", pgettext_lazy("severity", "warning")
    INFO = "info", pgettext_lazy("severity", "note")


class Finding(models.Model):
    """Something a check found, as the clerk last saw it. Rebuildable: the facts give it again.

    `subject` is the thing it is about: with the check it is the same finding on every day it is found. `key` names the
    duty that asks for it to be put right; empty where another duty asks for the same already.
    """

    id = models.BigAutoField(primary_key=True)
    estate = models.ForeignKey(Estate, models.CASCADE, related_name="+", db_index=False)
    check_id = models.CharField(max_length=6)
    subject = models.CharField(max_length=SUBJECT_MAX)
    severity = models.CharField(max_length=7, choices=Severity)
    bearer = models.CharField(max_length=10)
    since = models.DateField()
    fields = models.JSONField(default=dict)
    says = models.CharField(max_length=300)
    key = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "check_id", "subject"], name="compliance_a_finding_stands_once"),
        ]
        indexes = [models.Index(fields=["estate", "severity", "since"], name="compliance_findings_of")]


class Looked(models.Model):
    """When an estate was last looked at, on which day, and how much was found; rebuildable."""

    estate = models.OneToOneField(Estate, models.CASCADE, primary_key=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    breaches = models.PositiveSmallIntegerField(default=0)
    warnings = models.PositiveSmallIntegerField(default=0)
    infos = models.PositiveSmallIntegerField(default=0)
    excused = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["on", "estate"], name="compliance_to_be_looked_at")]


class Excuse(models.Model):
    """A false alarm: which, why, until when. Everybody who sees the finding reads it; after its end it alarms again."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    check_id = models.CharField(max_length=6)
    subject = models.CharField(max_length=SUBJECT_MAX)
    reason = models.CharField(max_length=REASON_MAX)
    since = models.DateField()
    until = models.DateField()
    excused_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    excused_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "check_id", "subject"],
                condition=Q(ended_at__isnull=True),
                name="compliance_an_alarm_is_excused_once_at_a_time",
            ),
            models.CheckConstraint(name="compliance_an_excuse_ends", condition=Q(until__gt=F("since"))),
            models.CheckConstraint(name="compliance_an_excuse_has_a_reason", condition=~Q(reason="")),
        ]
        indexes = [models.Index(fields=["until"], condition=Q(ended_at__isnull=True), name="compliance_excuses_to_end")]
