"""The electoral roll: heads with their homes and area, written down once, and what was said against the draft."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.assembly.models.assembly import HASH, REASON_MAX, Assembly
from courtyard.people.models import Person
from courtyard.places.models import Building, Estate, Home
from courtyard.trail.ids import new_id

PLACE_MAX = 40


class Head(models.Model):
    """One voice on a frozen roll: an owner, or a set of co-owners, with all their homes (法释〔2020〕17号 art 9).

    `key` tells one set of owners from another without naming them; `owners_hash` is a salted digest of their names
    as they were, so that the names can be erased and the roll's hash still holds. `voter` is who votes for it: the
    owner, or the co-owner named for it; where nobody is named, any of its owners may. `place` is the building's name as
    it was: the roll's hash goes over it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="roll", db_index=False)
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=HASH)
    names = models.CharField(max_length=400, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    owners_hash = models.CharField(max_length=HASH)
    label = models.CharField(max_length=200)
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    place = models.CharField(max_length=PLACE_MAX, blank=True)
    area_cm2 = models.BigIntegerField()
    homes = models.PositiveIntegerField()
    is_developer = models.BooleanField(default=False)
    voter = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="assembly_heads_are_numbered"),
            models.UniqueConstraint(fields=["assembly", "key"], name="assembly_a_set_of_owners_is_one_head"),
            models.CheckConstraint(name="assembly_a_head_weighs_something", condition=Q(area_cm2__gt=0, homes__gt=0)),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}"


class HeadOwner(models.Model):
    """One of the owners whose head it is, on the day of the roll."""

    id = models.BigAutoField(primary_key=True)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    head = models.ForeignKey(Head, models.CASCADE, related_name="owners", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["head", "person"], name="assembly_an_owner_stands_once_in_a_head"),
        ]


class RollHome(models.Model):
    """A home on the roll with the head it belongs to; without one, why it does not count."""

    class Why(models.TextChoices):
        PARKING = "parking", pgettext_lazy("not counted", "parking space or storage")
        REGISTER = "register", pgettext_lazy("not counted", "kept out by the register")

    id = models.BigAutoField(primary_key=True)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="roll_homes", db_index=False)
    home = models.ForeignKey(Home, models.PROTECT, related_name="+")
    head = models.ForeignKey(Head, models.CASCADE, null=True, blank=True, related_name="roll_homes")
    building = models.ForeignKey(Building, models.PROTECT, related_name="+", db_index=False)
    label = models.CharField(max_length=130)
    area_cm2 = models.BigIntegerField(default=0)
    why = models.CharField(max_length=8, choices=Why, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assembly", "home"], name="assembly_a_home_stands_once_on_a_roll"),
            models.CheckConstraint(
                name="assembly_a_home_counts_or_says_why_not",
                condition=Q(head__isnull=True, area_cm2=0) & ~Q(why="") | Q(head__isnull=False, area_cm2__gt=0, why=""),
            ),
        ]


class Challenge(models.Model):
    """Somebody says that the draft of the roll is wrong; whoever keeps it corrects the register or says why not."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("challenge", "not answered yet")
        CORRECTED = "corrected", pgettext_lazy("challenge", "corrected")
        REJECTED = "rejected", pgettext_lazy("challenge", "left as it is")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="challenges")
    home = models.ForeignKey(Home, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.CharField(max_length=REASON_MAX)
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.CharField(_("answer"), max_length=REASON_MAX, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assembly_a_challenge_is_answered_in_words",
                condition=Q(state="open", answered_at__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
        ]
        ordering = ["filed_at", "id"]
