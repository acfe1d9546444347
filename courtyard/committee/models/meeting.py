"""What the committee meets about and decides. The meeting itself is one of `meetings`, kind committee.meeting."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.committee.models.formation import REASON_MAX, TITLE_MAX, WORDS_MAX
from courtyard.committee.models.term import NAME_MAX, Committee, Member
from courtyard.core.moves import Moves, Moving
from courtyard.meetings.models import Meeting
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id


class MeetingRequest(models.Model):
    """A member asks for a meeting; once a third of the members ask, it is owed within seven days (指导规则 art 37).

    `meeting` is the one that was held or called since; those who ask for the same one share `round`, the id of the
    first of them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="requests", db_index=False)
    round = models.UUIDField()
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    words = models.CharField(max_length=REASON_MAX)
    asked_on = models.DateField()
    reached_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "member"], name="committee_a_member_asks_once_a_round"),
        ]
        indexes = [models.Index(fields=["committee", "asked_on"], name="committee_requests_in_order")]


class Sitting(models.Model):
    """What a committee's meeting has that others have not: how many seats there were, who was invited, who was told.

    `seats` is the base of every majority there, empty seats among them.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, primary_key=True, related_name="sitting")
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="sittings")
    seats = models.PositiveSmallIntegerField()
    residents_invited_at = models.DateTimeField(null=True, blank=True)
    attended = models.PositiveSmallIntegerField(default=0)
    held_on = models.DateField(null=True, blank=True)
    first = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="committee_no_more_come_than_sit", condition=Q(attended__lte=F("seats"))),
        ]


class Resolution(Moving, models.Model):
    """Something the committee decides: in force once more than half of all members have signed (上海 art 26).

    `seats` is how many members that is reckoned from. Posted and told to the residents' committee within three days.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a resolution", "being signed")
        PASSED = "passed", pgettext_lazy("state of a resolution", "decided")
        POSTED = "posted", pgettext_lazy("state of a resolution", "posted")
        FAILED = "failed", pgettext_lazy("state of a resolution", "not decided")
        REVOKED = "revoked", pgettext_lazy("state of a resolution", "revoked")

    MOVES: ClassVar[Moves] = {
        State.DRAFT: frozenset({State.PASSED, State.FAILED}),
        State.PASSED: frozenset({State.POSTED, State.REVOKED}),
        State.POSTED: frozenset({State.REVOKED}),
        State.FAILED: frozenset(),
        State.REVOKED: frozenset(),
    }
    DECIDED = (State.PASSED, State.POSTED)

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="resolutions", db_index=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.UUIDField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField(default=0)
    state: Any = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    matter = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=TITLE_MAX)
    words = models.CharField(max_length=WORDS_MAX)
    seats = models.PositiveSmallIntegerField()
    put_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    put_at = models.DateTimeField()
    decided_on = models.DateField(null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    notice = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=REASON_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "year", "number"],
                condition=Q(number__gt=0),
                name="committee_resolutions_are_numbered",
            ),
            models.CheckConstraint(
                name="committee_what_is_decided_has_a_day_and_a_number",
                condition=Q(state__in=["draft", "failed"]) | Q(decided_on__isnull=False, number__gt=0),
            ),
            models.CheckConstraint(
                name="committee_what_is_posted_has_a_day", condition=~Q(state="posted") | Q(posted_on__isnull=False)
            ),
            models.CheckConstraint(
                name="committee_what_is_revoked_says_why", condition=~Q(state="revoked") | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["estate", "-put_at", "-id"], name="committee_resolutions_of")]

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


class Signature(models.Model):
    """A member's own: for or against. Nobody signs for another."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="signatures", db_index=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    agrees = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resolution", "member"], name="committee_a_member_signs_once"),
        ]


class Conflict(models.Model):
    """A member's own interest in a resolution, declared by them or found by the committee: they do not sign it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="conflicts", db_index=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=NAME_MAX)
    words = models.CharField(max_length=REASON_MAX)
    declared_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resolution", "member"], name="committee_a_conflict_is_declared_once"),
        ]
