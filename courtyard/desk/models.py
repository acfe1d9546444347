"""The three parties' office: who sits there when, what came in, what supervisors ask, what residents take on."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.people.models import Person
from courtyard.places.models import Building, Estate
from courtyard.trail.ids import new_id

PLACE_MAX = 80
WORDS_MAX = 1_000
LOG_KEPT = timedelta(days=730)
"""So long the log keeps what somebody said: two years of joint sessions and one of accounts fall into it."""
TITLE_MAX = 80
REASON_MAX = 200
PARTIES = ("ju", "ye", "wu")
WANTED_MAX = 100


class Shift(models.Model):
    """Somebody of a party is at the desk, from when until when."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    party = models.CharField(max_length=3)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=PLACE_MAX)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    dropped_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=REASON_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="desk_a_shift_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))),
            models.UniqueConstraint(
                fields=["person", "starts_at"],
                condition=Q(dropped_at__isnull=True),
                name="desk_nobody_begins_twice_at_once",
            ),
            models.CheckConstraint(
                name="desk_a_dropped_shift_says_why", condition=Q(dropped_at__isnull=True) | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["estate", "starts_at"], condition=Q(dropped_at__isnull=True), name="desk_roster_of_an_estate"
            ),
            models.Index(
                fields=["person", "starts_at"], condition=Q(dropped_at__isnull=True), name="desk_shifts_of_a_person"
            ),
        ]


class LogEntry(models.Model):
    """What came in at the desk or was seen outside; for those at the desk. It can become a case, once.

    A `call` is one the desk made to a party about a matter (`source`, `about`); what was promised there is a duty.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", pgettext_lazy("desk log", "a visit to the desk")
        PHONE = "phone", pgettext_lazy("desk log", "a telephone call to the desk")
        PATROL = "patrol", pgettext_lazy("desk log", "a joint patrol")
        RECEPTION = "reception", pgettext_lazy("desk log", "reception of owners")
        CALL = "call", pgettext_lazy("desk log", "a call to a party")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    parties = models.CharField(max_length=12)
    at = models.DateTimeField()
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    words = models.CharField(max_length=WORDS_MAX)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    logged_at = models.DateTimeField()
    case_number = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=20, blank=True)
    about = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=TITLE_MAX, blank=True)
    duty = models.UUIDField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="desk_a_call_is_about_something",
                condition=Q(source="", about__isnull=True) | (~Q(source="") & Q(about__isnull=False)),
            ),
            models.CheckConstraint(
                name="desk_what_is_logged_is_said_or_forgotten",
                condition=Q(~Q(words=""), forgotten_at__isnull=True) | Q(words="", forgotten_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["estate", "-at", "-id"], name="desk_log_of_an_estate"),
            models.Index(fields=["at"], condition=Q(forgotten_at__isnull=True), name="desk_log_to_be_forgotten"),
            models.Index(fields=["about", "-at"], condition=Q(about__isnull=False), name="desk_calls_about"),
        ]

    @property
    def of(self) -> list[str]:
        """The parties that were there, or that were called."""
        return self.parties.split()


class Question(models.Model):
    """A supervisor asks a party; its answer is owed within the rulebook's days, and residents read both."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    party = models.CharField(max_length=3)
    title = models.CharField(max_length=TITLE_MAX)
    words = models.CharField(max_length=WORDS_MAX)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    duty = models.UUIDField()
    answer = models.CharField(max_length=WORDS_MAX, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="desk_an_answer_says_something",
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="desk_an_answer_is_due_after_it_is_asked", condition=Q(due_at__gt=F("asked_at"))
            ),
        ]
        indexes = [models.Index(fields=["estate", "-asked_at", "-id"], name="desk_questions_of_an_estate")]

    def __str__(self) -> str:
        return self.title

    def is_late(self, at: datetime) -> bool:
        return (self.answered_at or at) > self.due_at


class Task(models.Model):
    """A small thing residents can take on: so many of them, on that day."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of a task", "helpers wanted")
        DONE = "done", pgettext_lazy("state of a task", "done, with thanks")
        CANCELLED = "cancelled", pgettext_lazy("state of a task", "cancelled")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=TITLE_MAX)
    words = models.CharField(max_length=WORDS_MAX, blank=True)
    place = models.CharField(max_length=PLACE_MAX)
    starts_at = models.DateTimeField()
    wanted = models.PositiveSmallIntegerField()
    party = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    offered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    offered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    thanks = models.CharField(max_length=REASON_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="desk_somebody_is_wanted", condition=Q(wanted__gt=0)),
            models.CheckConstraint(
                name="desk_an_ended_task_says_something",
                condition=Q(state="open", ended_at__isnull=True) | (~Q(state="open") & ~Q(thanks="")),
            ),
        ]
        indexes = [models.Index(fields=["estate", "-starts_at", "-id"], name="desk_tasks_of_an_estate")]

    def __str__(self) -> str:
        return self.title


class Helper(models.Model):
    """A resident who takes a task on. Whoever steps back before it is done leaves no row."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="helpers", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    taken_at = models.DateTimeField()
    thanked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "person"], name="desk_nobody_takes_a_task_on_twice"),
        ]
        indexes = [models.Index(fields=["person", "-taken_at"], name="desk_tasks_of_a_person")]
