"""Meetings: called, attended, minuted item by item, and signed by those who met."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.core.moves import Moves, Moving
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

PLACE_MAX = 80
TITLE_MAX = 80
WORDS_MAX = 500
SUMMARY_MAX = 1_000
NAME_MAX = 40
GUESTS_MAX = 200
ITEMS_MAX = 30
MINUTES_MAX = 240
PARTIES = ("ju", "ye", "wu")


class Meeting(Moving, models.Model):
    """One meeting of a kind. `parties` are those whose presence it needs, with a blank between them.

    `number` counts those of a kind in a year once they are called. Once its minutes are finished, `digest` is the
    SHA-256 of their text, and the text changes no more: what was promised there goes on as duties.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a meeting", "being prepared")
        CALLED = "called", pgettext_lazy("state of a meeting", "called")
        FINISHED = "finished", pgettext_lazy("state of a meeting", "minutes ready for signing")
        PUBLISHED = "published", pgettext_lazy("state of a meeting", "published")
        CANCELLED = "cancelled", pgettext_lazy("state of a meeting", "cancelled")

    MOVES: ClassVar[Moves] = {
        State.DRAFT: frozenset({State.CALLED, State.CANCELLED}),
        State.CALLED: frozenset({State.FINISHED, State.CANCELLED}),
        State.FINISHED: frozenset({State.PUBLISHED}),
        State.PUBLISHED: frozenset(),
        State.CANCELLED: frozenset(),
    }
    COMING = (State.DRAFT, State.CALLED)
    MINUTED = (State.FINISHED, State.PUBLISHED)

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField(default=0)
    state: Any = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    parties = models.CharField(max_length=12)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=PLACE_MAX)
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    planned_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    digest = models.CharField(max_length=64, blank=True)
    guests = models.CharField(max_length=GUESTS_MAX, blank=True)
    summary = models.CharField(max_length=SUMMARY_MAX, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "kind", "year", "number"],
                condition=Q(number__gt=0),
                name="meetings_a_number_is_given_once_a_year",
            ),
            models.UniqueConstraint(
                fields=["estate", "kind"],
                condition=Q(state="draft"),
                name="meetings_one_of_a_kind_is_prepared_at_a_time",
            ),
            models.CheckConstraint(name="meetings_it_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="meetings_what_is_minuted_has_a_digest",
                condition=~Q(state__in=["finished", "published"]) | (~Q(digest="") & Q(finished_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="meetings_published_means_when_and_what",
                condition=~Q(state="published") | (Q(published_at__isnull=False) & ~Q(summary="")),
            ),
            models.CheckConstraint(
                name="meetings_cancelled_means_why",
                condition=~Q(state="cancelled") | (Q(cancelled_at__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [models.Index(fields=["estate", "-starts_at", "-id"], name="meetings_of_an_estate")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}-{self.number}"

    @property
    def needs(self) -> list[str]:
        """The parties it needs, 居 before 业 before 物."""
        return self.parties.split()

    def is_over(self, at: datetime) -> bool:
        return self.starts_at <= at


class AgendaItem(models.Model):
    """One item: what it is about, what each party said, how it ended.

    `title` and `comes_from` are read by everybody once the minutes are published, so they name no resident. `about`
    is the case or duty it deals with, by `source`; only those who may see that find their way to it.
    """

    class Outcome(models.TextChoices):
        AGREED = "agreed", pgettext_lazy("outcome of an item", "settled")
        PASSED_ON = "passed_on", pgettext_lazy("outcome of an item", "passed on")
        NOT_AGREED = "not_agreed", pgettext_lazy("outcome of an item", "not agreed")
        PUT_OFF = "put_off", pgettext_lazy("outcome of an item", "put off")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", db_index=False)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE_MAX)
    comes_from = models.CharField(max_length=TITLE_MAX, blank=True)
    minutes = models.PositiveSmallIntegerField(default=10)
    source = models.CharField(max_length=20, blank=True)
    about = models.UUIDField(null=True, blank=True)
    put_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    ju_said = models.CharField(max_length=WORDS_MAX, blank=True)
    ye_said = models.CharField(max_length=WORDS_MAX, blank=True)
    wu_said = models.CharField(max_length=WORDS_MAX, blank=True)
    words = models.CharField(max_length=WORDS_MAX, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "about"],
                condition=Q(about__isnull=False),
                name="meetings_a_matter_is_put_on_an_agenda_once",
            ),
            models.CheckConstraint(name="meetings_an_outcome_is_said_in_words", condition=Q(outcome="") | ~Q(words="")),
            models.CheckConstraint(
                name="meetings_a_matter_says_what_it_is",
                condition=Q(source="", about__isnull=True) | (~Q(source="") & Q(about__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["meeting", "position"], name="meetings_items_in_order"),
            models.Index(fields=["about"], condition=Q(about__isnull=False), name="meetings_about_a_matter"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def said(self) -> list[tuple[str, str]]:
        """What each party said, those that said something."""
        return [(party, words) for party in PARTIES if (words := getattr(self, f"{party}_said"))]


class Presence(models.Model):
    """Somebody who was to come for a party: whether they came, and if not, why. Names stay as they were that day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="presences", db_index=False)
    party = models.CharField(max_length=3)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=NAME_MAX)
    came = models.BooleanField()
    why_not = models.CharField(max_length=NAME_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meetings_nobody_comes_twice"),
            models.CheckConstraint(
                name="meetings_whoever_came_needs_no_reason", condition=Q(came=False) | Q(why_not="")
            ),
        ]
        indexes = [models.Index(fields=["person"], name="meetings_presences_of_a_person")]


class PartyMark(models.Model):
    """A party's acknowledgement of the notice, or its signature under the minutes: one each, by whoever speaks for it.

    A signature carries the digest it was put under.
    """

    class Kind(models.TextChoices):
        ACKNOWLEDGED = "ack", _("notice received")
        SIGNED = "signed", _("minutes signed")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="marks", db_index=False)
    kind = models.CharField(max_length=6, choices=Kind)
    party = models.CharField(max_length=3)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=NAME_MAX)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "party"], name="meetings_a_party_acknowledges_and_signs_once"
            ),
            models.CheckConstraint(
                name="meetings_a_signature_says_under_what",
                condition=Q(kind="ack", digest="") | (Q(kind="signed") & ~Q(digest="")),
            ),
        ]
        indexes = [models.Index(fields=["person"], name="meetings_marks_of_a_person")]
