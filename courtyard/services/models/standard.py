"""What is promised and looked at: catalogues of service standards, their levels and check items."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.people.models import Person
from courtyard.places.models import Node
from courtyard.trail.ids import new_id

NAME_MAX = 80
WORDS_MAX = 500
CODE_MAX = 20
SOURCE_MAX = 200
HASH = 64
LEVELS_MAX = 9


class Field(models.TextChoices):
    """The five fields of service that everything is promised, looked at and rated by."""

    GENERAL = "general", pgettext_lazy("field of service", "general management")
    CLEANING = "cleaning", pgettext_lazy("field of service", "cleaning")
    ORDER = "order", pgettext_lazy("field of service", "order and safety")
    GREEN = "green", pgettext_lazy("field of service", "green areas")
    FACILITIES = "facilities", pgettext_lazy("field of service", "facilities")


class Catalogue(models.Model):
    """One version of a catalogue of standards, for a place and all below it. What was published never changes.

    A contract keeps the version it was made under. `is_example` says that it is our own wording and no city's.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=NAME_MAX)
    version = models.CharField(max_length=CODE_MAX)
    source = models.CharField(max_length=SOURCE_MAX, blank=True)
    is_example = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=HASH, blank=True)
    loaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    loaded_at = models.DateTimeField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "name", "version"], name="services_a_catalogue_has_each_version_once"
            ),
            models.CheckConstraint(
                name="services_a_catalogue_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=False, valid_to__gte=F("valid_from")),
            ),
        ]
        ordering = ["name", "-valid_from", "-loaded_at"]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def in_force(self, day: date) -> bool:
        return (
            self.valid_from is not None and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        )


class Level(models.Model):
    """How much of a field is promised, in one sentence. A higher number promises more."""

    id = models.UUIDField(primary_key=True, default=new_id)
    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="levels", db_index=False)
    field = models.CharField(max_length=12, choices=Field)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME_MAX)
    words = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "field", "number"], name="services_a_level_is_there_once"),
            models.CheckConstraint(
                name="services_levels_are_counted_from_one", condition=Q(number__gte=1, number__lte=LEVELS_MAX)
            ),
        ]
        ordering = ["field", "number"]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """Something that is looked at: what, how, how often, and what passes. It belongs to the levels from–to."""

    id = models.UUIDField(primary_key=True, default=new_id)
    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="items", db_index=False)
    field = models.CharField(max_length=12, choices=Field)
    code = models.CharField(max_length=CODE_MAX)
    position = models.PositiveSmallIntegerField()
    level_from = models.PositiveSmallIntegerField()
    level_to = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=NAME_MAX)
    how = models.CharField(max_length=WORDS_MAX)
    often = models.CharField(max_length=NAME_MAX)
    every_days = models.PositiveSmallIntegerField(null=True, blank=True)
    passes = models.CharField(max_length=WORDS_MAX)
    category = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "code"], name="services_an_item_has_its_code_alone"),
            models.CheckConstraint(
                name="services_an_item_is_of_some_levels",
                condition=Q(level_from__gte=1, level_to__gte=F("level_from"), level_to__lte=LEVELS_MAX),
            ),
            models.CheckConstraint(
                name="services_often_is_some_days", condition=Q(every_days__isnull=True) | Q(every_days__gt=0)
            ),
        ]
        ordering = ["field", "position"]

    def __str__(self) -> str:
        return self.what
