"""Works that come again: the lift's maintenance, the water tank's cleaning. Each turn is due, and is proved."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.core.rulebook import months_after
from courtyard.people.models import Office, Person
from courtyard.places.models import Estate
from courtyard.services.models.company import ARTICLE_MAX, FILE_MAX, HASH, NAME_MAX, WORDS_MAX
from courtyard.services.models.contract import Contract
from courtyard.services.models.standard import Field
from courtyard.trail.ids import new_id

DAYS_MAX, MONTHS_MAX = 366, 60
KEY_MAX = 40


class Work(models.Model):
    """A line of the company's work plan: what is done, and how often.

    The turn with the number `numbered_from` is due on `first_on`; a change of how often begins both anew. `next_on` is
    the first turn that is not laid out yet. `rule` names the line of the rulebook that it follows.
    """

    class Unit(models.TextChoices):
        DAYS = "days", pgettext_lazy("every so many", "days")
        MONTHS = "months", pgettext_lazy("every so many", "months")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="works", db_index=False)
    field = models.CharField(max_length=12, choices=Field)
    what = models.CharField(max_length=NAME_MAX)
    rule = models.CharField(max_length=KEY_MAX, blank=True)
    article = models.CharField(max_length=ARTICLE_MAX, blank=True)
    every = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=6, choices=Unit)
    first_on = models.DateField()
    numbered_from = models.PositiveIntegerField(default=1)
    next_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=WORDS_MAX, blank=True)
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    planned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="services_a_work_comes_again", condition=Q(every__gt=0)),
            models.CheckConstraint(
                name="services_an_ended_work_says_why",
                condition=Q(until__isnull=True, ended_why="") | (Q(until__isnull=False) & ~Q(ended_why="")),
            ),
        ]
        indexes = [
            models.Index(fields=["estate", "field"], name="services_works_of_an_estate"),
            models.Index(fields=["next_on"], condition=Q(until__isnull=True), name="services_works_to_lay_out"),
        ]

    def __str__(self) -> str:
        return self.what

    def due_of(self, number: int) -> date:
        """The day of a turn. Reckoned from the first, so that the 31st stays the 31st."""
        times = self.every * (number - self.numbered_from)
        if self.unit == self.Unit.MONTHS:
            return months_after(self.first_on, times)
        return self.first_on + timedelta(days=times)


class Turn(models.Model):
    """One time a work is due.

    `done_on` is what its last proof says, as long as nobody doubts it; `doubted` while a doubt is not answered.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    work = models.ForeignKey(Work, models.CASCADE, related_name="turns", db_index=False)
    number = models.PositiveIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    doubted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "number"], name="services_turns_are_numbered"),
            models.CheckConstraint(
                name="services_what_is_doubted_is_not_proved", condition=Q(doubted=False) | Q(done_on__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["estate", "due_on", "id"], name="services_turns_by_day")]
        ordering = ["due_on", "id"]


class Proof(models.Model):
    """What the company says of a turn: done when, and how. Whoever may doubt it does so in words; the next one answers.

    None is ever changed but by a doubt, so how it came to be stays to be read. `shown` says that whoever told it looked
    at the files and nobody can be made out on them: then everybody may see them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    turn = models.ForeignKey(Turn, models.CASCADE, related_name="proofs")
    done_on = models.DateField()
    words = models.CharField(max_length=WORDS_MAX)
    shown = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    told_at = models.DateTimeField()
    told_on = models.DateField()
    doubt = models.CharField(max_length=WORDS_MAX, blank=True)
    doubted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    doubted_as = models.CharField(max_length=20, choices=Office.Kind, blank=True)
    doubted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="services_a_proof_is_told_afterwards", condition=Q(told_on__gte=F("done_on"))),
            models.CheckConstraint(name="services_a_proof_says_something", condition=~Q(words="")),
            models.CheckConstraint(
                name="services_a_doubt_is_in_words",
                condition=Q(doubted_at__isnull=True, doubt="", doubted_as="")
                | (Q(doubted_at__isnull=False, doubted_by__isnull=False) & ~Q(doubt="") & ~Q(doubted_as="")),
            ),
        ]
        ordering = ["told_at", "id"]


class ProofFile(models.Model):
    """A photograph or paper that goes with a proof: what it is was found out by looking into it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    proof = models.ForeignKey(Proof, models.CASCADE, related_name="files")
    name = models.CharField(max_length=NAME_MAX)
    file = models.CharField(max_length=FILE_MAX)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=HASH)

    class Meta:
        ordering = ["id"]
