"""What is owed, by whom, to whom, by when and under which article; its figures by place; and secret calendars."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.people.models import Office, Person
from courtyard.places.models import Estate, Node
from courtyard.trail.ids import new_id

WHAT_MAX = 200
WORDS_MAX = 500
LINK_MAX = 200
ARTICLE_MAX = 160
SOURCE_MAX = 300
PARTIES = ("ju", "ye", "wu")
BODIES = (*PARTIES, "developer")
"""Who may owe as a body: the parties, and the developer, for whom the sub-district writes down what was done."""


class DutyQuerySet(models.QuerySet["Duty"]):
    def standing(self) -> "DutyQuerySet":
        """Those nobody took back."""
        return self.filter(withdrawn_at__isnull=True)

    def open(self) -> "DutyQuerySet":
        """Neither done nor excused."""
        return self.standing().filter(done_at__isnull=True, excused_at__isnull=True)

    def overdue(self, at: datetime) -> "DutyQuerySet":
        return self.open().filter(due_at__lt=at)


class Duty(models.Model):
    """Something owed: by a party, the holders of an office, or one person.

    `what` is a sentence over `fields`, translated where the kind is the program's own, or somebody's words as they
    are. `key` is what makes a recurring one the same whoever owes it twice. Whether it was met, and in time, is
    derived. Those of places above estates have no `estate`.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of a duty", "open")
        OVERDUE = "overdue", pgettext_lazy("state of a duty", "overdue")
        MET = "met", pgettext_lazy("state of a duty", "done in time")
        MET_LATE = "met_late", pgettext_lazy("state of a duty", "done late")
        EXCUSED = "excused", pgettext_lazy("state of a duty", "excused")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of a duty", "taken back")

    id = models.UUIDField(primary_key=True, default=new_id)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+", db_index=False)
    estate = models.ForeignKey(Estate, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80, blank=True)
    what = models.CharField(max_length=WHAT_MAX)
    fields = models.JSONField(default=dict)
    party = models.CharField(max_length=10, blank=True)
    office = models.CharField(max_length=20, choices=Office.Kind, blank=True)
    bearer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    to_whom = models.CharField(max_length=80, blank=True)
    article = models.CharField(max_length=ARTICLE_MAX, blank=True)
    source = models.CharField(max_length=SOURCE_MAX, blank=True)
    certainty = models.CharField(max_length=10, blank=True)
    rulebook = models.CharField(max_length=60, blank=True)
    about = models.UUIDField(null=True, blank=True)
    link = models.CharField(max_length=LINK_MAX, blank=True)
    owed_at = models.DateTimeField()
    owed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    evidence = models.CharField(max_length=WORDS_MAX, blank=True)
    evidence_id = models.UUIDField(null=True, blank=True)
    evidence_link = models.CharField(max_length=LINK_MAX, blank=True)
    excused_at = models.DateTimeField(null=True, blank=True)
    excused_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=WORDS_MAX, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    remind_at = models.DateTimeField()

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "kind", "key"],
                condition=~Q(key="") & Q(estate__isnull=False),
                name="duties_what_recurs_is_owed_once_in_an_estate",
            ),
            models.UniqueConstraint(
                fields=["node", "kind", "key"],
                condition=~Q(key="") & Q(estate__isnull=True),
                name="duties_what_recurs_is_owed_once_above",
            ),
            models.CheckConstraint(
                name="duties_somebody_bears_it",
                condition=~Q(party="", office="", bearer__isnull=True),
            ),
            models.CheckConstraint(name="duties_it_is_due_after_it_is_owed", condition=Q(due_at__gt=F("owed_at"))),
            models.CheckConstraint(
                name="duties_done_means_by_somebody",
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
            models.CheckConstraint(
                name="duties_excused_means_by_somebody_with_a_reason",
                condition=Q(excused_at__isnull=True, excused_by__isnull=True)
                | (Q(excused_at__isnull=False, excused_by__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="duties_it_ends_one_way",
                condition=Q(done_at__isnull=True, excused_at__isnull=True)
                | Q(done_at__isnull=True, withdrawn_at__isnull=True)
                | Q(excused_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["estate", "due_at", "id"],
                name="duties_open_in_an_estate",
                condition=Q(done_at__isnull=True, excused_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.Index(
                fields=["node", "due_at", "id"],
                name="duties_open_at_a_node",
                condition=Q(done_at__isnull=True, excused_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.Index(fields=["estate", "-due_at"], name="duties_of_an_estate"),
            models.Index(
                fields=["due_at"],
                name="duties_open_by_the_clock",
                condition=Q(done_at__isnull=True, excused_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.Index(
                fields=["remind_at", "id"],
                name="duties_to_remind_of",
                condition=Q(done_at__isnull=True, excused_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.Index(fields=["bearer"], condition=Q(bearer__isnull=False), name="duties_of_a_person"),
            models.Index(fields=["about"], condition=Q(about__isnull=False), name="duties_about"),
        ]

    def __str__(self) -> str:
        return self.what

    def filled(self, template: str = "") -> str:
        """What is owed, with its fields in their places; `template` is `what` in another language."""
        try:
            return (template or self.what).format(**self.fields) if self.fields else template or self.what
        except (KeyError, IndexError, ValueError):
            return self.what

    def state(self, at: datetime) -> "Duty.State":
        if self.withdrawn_at is not None:
            return self.State.WITHDRAWN
        if self.excused_at is not None:
            return self.State.EXCUSED
        if self.done_at is not None:
            return self.State.MET if self.done_at <= self.due_at else self.State.MET_LATE
        return self.State.OVERDUE if self.due_at < at else self.State.OPEN

    def is_open(self) -> bool:
        return self.done_at is None and self.excused_at is None and self.withdrawn_at is None


class Rollup(models.Model):
    """How many duties there are at a node by itself (`own_*`), and at it and everything below it.

    Figures only: they can be thrown away and counted again, and come out the same.
    """

    COUNTED = ("open", "overdue", "met", "met_late", "excused")

    node = models.OneToOneField(Node, models.CASCADE, primary_key=True, related_name="+")
    own_open = models.PositiveIntegerField(default=0)
    own_overdue = models.PositiveIntegerField(default=0)
    own_met = models.PositiveIntegerField(default=0)
    own_met_late = models.PositiveIntegerField(default=0)
    own_excused = models.PositiveIntegerField(default=0)
    open = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    met = models.PositiveIntegerField(default=0)
    met_late = models.PositiveIntegerField(default=0)
    excused = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()


class Counted(models.Model):
    """Up to when the roll-up has been brought."""

    at = models.DateTimeField()


class Scheduled(models.Model):
    """How far the clerk has come through the estates on a day, owing what their rules schedule; None: to the end."""

    day = models.DateField()
    up_to = models.UUIDField(null=True, blank=True)


class Feed(models.Model):
    """A secret address of somebody's calendar of duties. Only its keyed hash is kept; a new one ends the old."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: Any = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="duties_one_calendar_address_a_person"
            ),
        ]
