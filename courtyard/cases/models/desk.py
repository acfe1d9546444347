"""What a desk keeps at hand: sentences it says often, lists it looks at often, and what contracts promise."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courtyard.cases.models.clocks import Clock
from courtyard.core.clocks import Promise
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

TEMPLATES_MAX = 200
FILTERS_MAX = 20
QUERY_MAX = 300


class ReplyTemplate(models.Model):
    """A sentence a desk says often. It may name {number}, {kind}, {place}, {due} and {party}, and nothing else."""

    class Deed(models.TextChoices):
        TRIAGE = "triage", _("when assigning")
        ANSWER = "answer", _("for an update")
        RESOLVE = "resolve", _("when it is resolved")
        DECLINE = "decline", _("when it is not ours to do")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    deed: Any = models.CharField(max_length=8, choices=Deed)
    category = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=40)
    words = models.CharField(max_length=500)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "deed", "title"],
                condition=Q(dropped_at__isnull=True),
                name="cases_a_template_has_one_title_for_its_deed",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SavedFilter(models.Model):
    """A way somebody looks at a desk's queue, under a name of their own."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=30)
    query = models.CharField(max_length=QUERY_MAX)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "person", "name"], name="cases_a_saved_filter_has_one_name_for_its_person"
            ),
        ]


class ContractPromise(models.Model):
    """A contract's own period for a kind of case, from a day on and until one. The shortest one that runs counts."""

    Clock = Clock

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(max_length=40)
    clock: Any = models.CharField(max_length=13, choices=Clock)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=14)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    cites = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(name="cases_a_contract_promises_some_time", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="cases_a_contract_promise_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
        indexes = [models.Index(fields=["estate", "category"], name="cases_promises_of_contracts")]

    @property
    def promise(self) -> Promise:
        return Promise(self.amount, self.unit)  # type: ignore[arg-type]

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)
