"""A time in which certain matters may not be decided: while a re-election group sits (上海 art 28)."""

from django.db import models
from django.db.models import F, Q

from courtyard.assembly.models.assembly import REASON_MAX
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id


class Freeze(models.Model):
    """From when until when. `about` is what brought it, in the app that pushed it here; one holds at a time."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    about = models.UUIDField()
    why = models.CharField(max_length=REASON_MAX)
    article = models.CharField(max_length=160)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate"], condition=Q(until__isnull=True), name="assembly_one_freeze_at_a_time"
            ),
            models.CheckConstraint(
                name="assembly_a_freeze_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
        indexes = [models.Index(fields=["estate", "-since"], name="assembly_freezes_of_an_estate")]
