"""Rounds: somebody walks through the estate and says of each item whether it passes, with or without a network."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from courtyard.cases.models import Case
from courtyard.people.models import Person
from courtyard.places.models import Building, Estate
from courtyard.services.models.company import FILE_MAX, HASH
from courtyard.services.models.contract import Contract
from courtyard.services.models.standard import WORDS_MAX, Item
from courtyard.trail.ids import new_id

FINDINGS_MAX = 200
PHOTOS_MAX = 3
SENT_AS_MAX = 50
"""How often one item may be said anew on a round."""


class Round(models.Model):
    """One round of one person for one body. Its items are fixed when it begins; it counts once it is finished.

    The phone keeps its `id`, and those of findings and photos, so that what is sent twice is there once. `items` are
    the ids of what is looked at, in their order.
    """

    class Body(models.TextChoices):
        COMMITTEE = "ye", pgettext_lazy("who goes on a round", "owners’ committee")
        SUPERVISOR = "supervisor", pgettext_lazy("who goes on a round", "residents’ supervisor")
        STREET = "jie", pgettext_lazy("who goes on a round", "sub-district")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="+")
    body = models.CharField(max_length=10, choices=Body)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    items = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_why = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="services_a_round_ends_one_way",
                condition=Q(finished_at__isnull=True) | Q(dropped_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["estate", "-begun_at", "-id"], name="services_rounds_of_an_estate")]

    @property
    def is_open(self) -> bool:
        return self.finished_at is None and self.dropped_at is None


class Finding(models.Model):
    """What was seen of one item on one round. What fails says what is wrong, what was not seen says why.

    Whoever corrects it while the round is open says it anew under another id: the row stays, `sent_as` keeps every id
    that a phone said it under, and what was seen last stands.
    """

    class Outcome(models.TextChoices):
        PASS = "pass", pgettext_lazy("what was found", "passes")
        FAIL = "fail", pgettext_lazy("what was found", "fails")
        UNSEEN = "unseen", pgettext_lazy("what was found", "could not be looked at")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="findings", db_index=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=6, choices=Outcome)
    note = models.CharField(max_length=WORDS_MAX, blank=True)
    seen_at = models.DateTimeField()
    received_at = models.DateTimeField()
    sent_as = models.JSONField(default=list)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "item"], name="services_an_item_is_found_once_on_a_round"),
            models.CheckConstraint(
                name="services_what_does_not_pass_says_why", condition=Q(outcome="pass") | ~Q(note="")
            ),
            models.CheckConstraint(
                name="services_only_what_fails_becomes_a_case", condition=Q(case__isnull=True) | Q(outcome="fail")
            ),
        ]
        ordering = ["seen_at", "id"]

    def is_said_under(self, key: UUID) -> bool:
        return self.pk == key or key.hex in self.sent_as


class FindingPhoto(models.Model):
    """A photograph of a finding. `cleared`: the inspector looked, and no face, door number or number plate is in it.

    Without that it is seen by those who answer for it only, and never published. `sha256` is of the file as we keep
    it, `sent_sha256` of what the phone sent: the same id never stands for another picture.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="photos")
    file = models.CharField(max_length=FILE_MAX)
    thumbnail = models.CharField(max_length=FILE_MAX)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=HASH)
    sent_sha256 = models.CharField(max_length=HASH, blank=True)
    cleared = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
