"""What a committee does between elections: receives owners, reports, spends within limits, has a secretary."""

from django.db import models
from django.db.models import F, Q

from courtyard.assembly.models import Decision
from courtyard.committee.models.formation import HASH, REASON_MAX, TITLE_MAX, WORDS_MAX
from courtyard.committee.models.meeting import Resolution
from courtyard.committee.models.term import NAME_MAX, Committee
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id


class Reception(models.Model):
    """A day on which members receive owners: announced, then held, with how many came and what was asked (no names)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="receptions", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=TITLE_MAX)
    announced_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    held_at = models.DateTimeField(null=True, blank=True)
    visitors = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=WORDS_MAX, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=REASON_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="committee_a_reception_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.UniqueConstraint(
                fields=["estate", "starts_at"],
                condition=Q(dropped_at__isnull=True),
                name="committee_one_reception_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["estate", "-starts_at"], name="committee_receptions_of")]


class YearReport(models.Model):
    """What the committee tells the owners of its year (沪房规范〔2021〕6号 § 10): told to the assembly and posted."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="reports", db_index=False)
    year = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=8_000)
    file = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=HASH, blank=True)
    posted_on = models.DateField()
    posted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    notice = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "year"], name="committee_a_year_is_reported_once"),
        ]
        ordering = ["-year"]


class Limit(models.Model):
    """What the assembly lets the committee spend by itself: each time, in all, until when. Money is integer fen."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE_MAX)
    each_fen = models.BigIntegerField()
    total_fen = models.BigIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=REASON_MAX, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="committee_a_limit_is_more_than_nothing",
                condition=Q(each_fen__gt=0) & (Q(total_fen__isnull=True) | Q(total_fen__gte=F("each_fen"))),
            ),
            models.CheckConstraint(
                name="committee_a_limit_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        ordering = ["-valid_from", "id"]


class LimitUse(models.Model):
    """A use of a limit, by a resolution of the committee."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    limit = models.ForeignKey(Limit, models.PROTECT, related_name="uses")
    resolution = models.OneToOneField(Resolution, models.PROTECT, related_name="limit_use")
    fen = models.BigIntegerField()
    on = models.DateField()
    what = models.CharField(max_length=TITLE_MAX)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.CheckConstraint(name="committee_a_use_costs_something", condition=Q(fen__gt=0))]
        ordering = ["-on", "id"]


class Secretary(models.Model):
    """Sent by the residents' committee (2026 年 84 号): writes, reminds, files. Has no vote."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_MAX)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate"], condition=Q(until__isnull=True), name="committee_one_secretary_at_a_time"
            ),
        ]
