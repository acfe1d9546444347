"""What came of a vote: piles, objections and their answers, and the decisions that later apps cite."""

from django.db import models
from django.db.models import Q

from courtyard.assembly.models.assembly import HASH, NAME_MAX, REASON_MAX, TITLE_MAX, Assembly, Motion
from courtyard.people.models import Person
from courtyard.places.models import Building, Estate
from courtyard.trail.ids import new_id


class Pile(models.Model):
    """How much stands behind a choice on a motion, in all or in one building; written once, at the count."""

    id = models.BigAutoField(primary_key=True)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    motion = models.ForeignKey(Motion, models.CASCADE, related_name="piles", db_index=False)
    choice = models.CharField(max_length=10)
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    heads = models.PositiveIntegerField()
    area_cm2 = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "choice", "building"],
                condition=Q(building__isnull=False),
                name="assembly_a_building_has_one_pile_of_a_choice",
            ),
            models.UniqueConstraint(
                fields=["motion", "choice"],
                condition=Q(building__isnull=True),
                name="assembly_a_choice_has_one_pile",
            ),
        ]


class OutsideResult(models.Model):
    """What another system counted, where a city requires its own: the file it came in, and who brought it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.OneToOneField(Assembly, models.CASCADE, related_name="outside")
    system = models.CharField(max_length=NAME_MAX)
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=HASH)
    piles = models.JSONField()
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    brought_at = models.DateTimeField()


class Opening(models.Model):
    """Somebody opened the full bundle: who, when, and why. Everybody sees that it was opened."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="openings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.CharField(max_length=REASON_MAX)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]


class Objection(models.Model):
    """Somebody doubts the result; it is answered on record before the decision takes effect."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="objections")
    motion = models.ForeignKey(Motion, models.CASCADE, null=True, blank=True, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.CharField(max_length=REASON_MAX)
    filed_at = models.DateTimeField()
    answer = models.CharField(max_length=REASON_MAX, blank=True)
    upheld = models.BooleanField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assembly_an_objection_is_answered_in_words",
                condition=Q(answered_at__isnull=True, answer="", upheld__isnull=True)
                | (Q(answered_at__isnull=False, upheld__isnull=False) & ~Q(answer="")),
            ),
        ]
        ordering = ["filed_at", "id"]


class Decision(models.Model):
    """What the owners decided, once it is in force: what spending, contracts and elections cite.

    `set_aside`: an objection was upheld, so it is not carried whatever was counted, and has to be decided anew.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    motion = models.OneToOneField(Motion, models.PROTECT, related_name="decision")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    matter = models.CharField(max_length=40)
    title = models.CharField(max_length=TITLE_MAX)
    carried = models.BooleanField()
    set_aside = models.BooleanField(default=False)
    text_hash = models.CharField(max_length=HASH)
    in_force_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "year", "number"], name="assembly_decisions_are_numbered"),
            models.CheckConstraint(
                name="assembly_what_is_set_aside_is_not_carried", condition=Q(set_aside=False) | Q(carried=False)
            ),
        ]
        ordering = ["-year", "-number"]

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"
