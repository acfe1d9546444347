"""Who of the company's people sees what homes owe: named one by one, for everybody at home to read."""

from django.db import models
from django.db.models import Q

from courtyard.people.models import Office, Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id


class Collector(models.Model):
    """It rests on the office that the person held when they were named, and is over with it, whatever stands here."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    named_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "office"],
                condition=Q(ended_at__isnull=True),
                name="money_nobody_is_named_collector_twice_at_once",
            ),
            models.CheckConstraint(
                name="money_a_collectors_end_says_by_whom",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
