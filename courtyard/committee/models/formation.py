"""How a committee comes about: what is delivered, the group that prepares the election, its steps, who holds it up."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.assembly.models import Candidate
from courtyard.core.moves import Moves, Moving
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

TITLE_MAX = 80
WORDS_MAX = 1_000
REASON_MAX = 300
NAME_MAX = 60
HASH = 64


class Body(models.TextChoices):
    """Who has to do something: the parties of the desk, and those outside of it. Codes as in the rulebooks."""

    DEVELOPER = "developer", _("developer")
    STREET = "jie", _("sub-district")
    GROUP = "group", _("preparatory group")
    COMMITTEE = "ye", _("owners’ committee")
    RESIDENTS = "ju", _("residents’ committee")
    COMPANY = "wu", _("property company")
    OFFICE = "district", _("housing office")


class Progress(models.Model):
    """How much of an estate is sold and handed over to its owners, as somebody told it for a day.

    `first_on` is the day on which the first home was handed over. Areas are integer cm². Where nobody told, the
    register's homes are added up instead.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    whole_cm2 = models.BigIntegerField()
    delivered_cm2 = models.BigIntegerField()
    first_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=REASON_MAX)
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "on"], name="committee_progress_is_told_once_a_day"),
            models.CheckConstraint(
                name="committee_no_more_is_delivered_than_there_is",
                condition=Q(delivered_cm2__gte=0, whole_cm2__gt=0, delivered_cm2__lte=F("whole_cm2")),
            ),
        ]
        ordering = ["-on"]


class Formation(Moving, models.Model):
    """The way to a committee: the first one, the next one, or one elected early. One runs in an estate at a time.

    `due_on` is the day on which it fell due: half delivered, two years since the first delivery; five months before
    a term ends; what made an early election necessary. Its steps say how far it has come.
    """

    class Kind(models.TextChoices):
        FIRST = "first", pgettext_lazy("formation", "first committee")
        REELECTION = "reelection", pgettext_lazy("formation", "re-election")
        EARLY = "early", pgettext_lazy("formation", "early re-election")

    class State(models.TextChoices):
        DUE = "due", pgettext_lazy("state of a formation", "due")
        GROUPED = "grouped", pgettext_lazy("state of a formation", "group formed")
        ELECTED = "elected", pgettext_lazy("state of a formation", "elected")
        DONE = "done", pgettext_lazy("state of a formation", "committee filed")
        STOPPED = "stopped", pgettext_lazy("state of a formation", "stopped")

    MOVES: ClassVar[Moves] = {
        State.DUE: frozenset({State.GROUPED, State.STOPPED}),
        State.GROUPED: frozenset({State.ELECTED, State.STOPPED}),
        State.ELECTED: frozenset({State.DONE, State.GROUPED, State.STOPPED}),
        State.DONE: frozenset(),
        State.STOPPED: frozenset(),
    }
    RUNNING = (State.DUE, State.GROUPED, State.ELECTED)
    SITTING = (State.GROUPED,)
    """While the group sits: what is frozen is frozen then."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    state: Any = models.CharField(max_length=10, choices=State, default=State.DUE)
    why = models.CharField(max_length=REASON_MAX)
    due_on = models.DateField()
    rulebook_version = models.CharField(max_length=20)
    seats = models.PositiveSmallIntegerField(default=0)
    term_years = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    grouped_on = models.DateField(null=True, blank=True)
    assembly = models.UUIDField(null=True, blank=True)
    elected_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=REASON_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate"],
                condition=Q(state__in=["due", "grouped", "elected"]),
                name="committee_one_is_formed_at_a_time",
            ),
            models.CheckConstraint(
                name="committee_a_group_was_formed_on_a_day",
                condition=Q(state__in=["due", "stopped"]) | Q(grouped_on__isnull=False),
            ),
            models.CheckConstraint(
                name="committee_a_stopped_formation_says_why", condition=~Q(state="stopped") | ~Q(reason="")
            ),
            models.CheckConstraint(name="committee_a_term_lasts_some_years", condition=Q(term_years__lte=10)),
        ]
        indexes = [models.Index(fields=["estate", "-begun_at"], name="committee_formations_of_estate")]

    def __str__(self) -> str:
        return f"{self.estate_id} {self.kind}"

    @property
    def is_running(self) -> bool:
        return self.state in self.RUNNING


class Step(models.Model):
    """One step of a formation: who does it, by which article, until when; done when, shown by what.

    `name` is one of committee.steps; `duty` is what is owed for it. `due_on` moves with what came before: nobody owes
    anything by a day that somebody else's delay made impossible.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    formation = models.ForeignKey(Formation, models.CASCADE, related_name="steps", db_index=False)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20)
    body = models.CharField(max_length=10, choices=Body)
    article = models.CharField(max_length=160, blank=True)
    due_on = models.DateField(null=True, blank=True)
    lawful_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    words = models.CharField(max_length=WORDS_MAX, blank=True)
    file = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=HASH, blank=True)
    duty = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["formation", "name"], name="committee_a_step_is_taken_once"),
            models.UniqueConstraint(fields=["formation", "position"], name="committee_steps_are_numbered"),
            models.CheckConstraint(
                name="committee_a_step_done_is_done_by_somebody",
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
            ),
        ]
        ordering = ["position"]


class GroupMember(models.Model):
    """Somebody in a preparatory or re-election group. Names are posted (上海 art 15); some have no account here."""

    class Side(models.TextChoices):
        OWNER = "owner", pgettext_lazy("side in a group", "owners")
        STREET = "street", pgettext_lazy("side in a group", "sub-district")
        RESIDENTS = "residents", pgettext_lazy("side in a group", "residents’ committee")
        DEVELOPER = "developer", pgettext_lazy("side in a group", "developer")
        OTHER = "other", pgettext_lazy("side in a group", "others")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    formation = models.ForeignKey(Formation, models.CASCADE, related_name="group", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=NAME_MAX)
    side = models.CharField(max_length=10, choices=Side)
    chairs = models.BooleanField(default=False)
    trained_on = models.DateField(null=True, blank=True)
    certificate = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=REASON_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["formation", "person"],
                condition=Q(until__isnull=True, person__isnull=False),
                name="committee_nobody_is_in_a_group_twice",
            ),
            models.UniqueConstraint(
                fields=["formation"],
                condition=Q(until__isnull=True, chairs=True),
                name="committee_a_group_has_one_chair",
            ),
        ]
        ordering = ["-chairs", "side", "id"]


class Holdup(models.Model):
    """Something that keeps a step from being done, and whose it is. What it costs is put down to that body."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    step = models.ForeignKey(Step, models.CASCADE, related_name="holdups")
    body = models.CharField(max_length=10, choices=Body)
    words = models.CharField(max_length=REASON_MAX)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    urged_on = models.DateField(null=True, blank=True)
    urged_until = models.DateField(null=True, blank=True)
    urged_times = models.PositiveSmallIntegerField(default=0)
    raised_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step"], condition=Q(until__isnull=True), name="committee_a_step_is_held_up_by_one_thing"
            ),
            models.CheckConstraint(
                name="committee_a_holdup_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
        ordering = ["since", "id"]


class CandidateObjection(models.Model):
    """An owner says why somebody on the list of candidates should not stand; the group answers, for all to read."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    formation = models.ForeignKey(Formation, models.CASCADE, related_name="objections", db_index=False)
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.CharField(max_length=REASON_MAX)
    filed_at = models.DateTimeField()
    answer = models.CharField(max_length=REASON_MAX, blank=True)
    upheld = models.BooleanField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "person"],
                condition=Q(answered_at__isnull=True),
                name="committee_one_open_objection_a_person",
            ),
            models.CheckConstraint(
                name="committee_an_objection_is_answered_in_words",
                condition=Q(answered_at__isnull=True, upheld__isnull=True, answer="")
                | (Q(answered_at__isnull=False, upheld__isnull=False) & ~Q(answer="")),
            ),
        ]
        indexes = [models.Index(fields=["formation", "filed_at"], name="committee_objections_in_order")]
