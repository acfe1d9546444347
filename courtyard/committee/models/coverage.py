"""Coverage: where each estate stands, and the figures of the tree. Both can be thrown away and counted again."""

from django.db import models
from django.utils.translation import pgettext_lazy

from courtyard.places.models import Estate, Node


class Standing(models.Model):
    """Where an estate stands with its committee, as the clerk last found it; `held_by` is whose turn it is."""

    class Status(models.TextChoices):
        NOT_DUE = "not_due", pgettext_lazy("coverage", "not due yet")
        DUE = "due", pgettext_lazy("coverage", "due, not begun")
        FORMING = "forming", pgettext_lazy("coverage", "being formed")
        IN_TERM = "in_term", pgettext_lazy("coverage", "in its term")
        OVERDUE = "overdue", pgettext_lazy("coverage", "term over, none elected")

    estate = models.OneToOneField(Estate, models.CASCADE, primary_key=True, related_name="+")
    status = models.CharField(max_length=8, choices=Status)
    step = models.CharField(max_length=20, blank=True)
    held_by = models.CharField(max_length=10, blank=True)
    since = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    term_ends_on = models.DateField(null=True, blank=True)
    ending = models.BooleanField(default=False)
    late = models.BooleanField(default=False)
    next_on = models.DateField(null=True, blank=True)
    counted_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["status", "due_on"], name="committee_standing_by_status"),
            models.Index(fields=["next_on"], name="committee_standing_changes_on"),
        ]


class Coverage(models.Model):
    """How many estates at and below a node stand where; `steps` counts those being formed by their step."""

    COUNTED = ("estates", "not_due", "due", "forming", "in_term", "overdue", "ending", "late")

    node = models.OneToOneField(Node, models.CASCADE, primary_key=True, related_name="+")
    estates = models.PositiveIntegerField(default=0)
    not_due = models.PositiveIntegerField(default=0)
    due = models.PositiveIntegerField(default=0)
    forming = models.PositiveIntegerField(default=0)
    in_term = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    ending = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    steps = models.JSONField(default=dict)
    counted_at = models.DateTimeField()
