"""Ratings: one a household and quarter. That a home has rated, and what it said, are two rows that nothing joins."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.people.models import Person
from courtyard.places.models import Estate, Home
from courtyard.services.models.standard import WORDS_MAX
from courtyard.trail.ids import new_id

MARK_MAX = 5
QUARTER = 6
"""A quarter is written “2026Q2”."""


class Rated(models.Model):
    """That a home has rated in a quarter. It says neither what nor when to the minute."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    home = models.ForeignKey(Home, models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=QUARTER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "home", "quarter"], name="services_a_home_rates_once_a_quarter"),
        ]
        indexes = [models.Index(fields=["quarter", "estate"], name="services_rated_in_a_quarter")]


class Rating(models.Model):
    """What some home said: a mark from 1 to 5 for each field it could judge. Its id is random and tells no order."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    quarter = models.CharField(max_length=QUARTER)
    general = models.PositiveSmallIntegerField(null=True, blank=True)
    cleaning = models.PositiveSmallIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(null=True, blank=True)
    green = models.PositiveSmallIntegerField(null=True, blank=True)
    facilities = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="services_a_mark_is_one_to_five",
                condition=(Q(general__isnull=True) | Q(general__range=(1, MARK_MAX)))
                & (Q(cleaning__isnull=True) | Q(cleaning__range=(1, MARK_MAX)))
                & (Q(order__isnull=True) | Q(order__range=(1, MARK_MAX)))
                & (Q(green__isnull=True) | Q(green__range=(1, MARK_MAX)))
                & (Q(facilities__isnull=True) | Q(facilities__range=(1, MARK_MAX))),
            ),
            models.CheckConstraint(
                name="services_a_rating_rates_something",
                condition=Q(general__isnull=False)
                | Q(cleaning__isnull=False)
                | Q(order__isnull=False)
                | Q(green__isnull=False)
                | Q(facilities__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["estate", "quarter"], name="services_ratings_of_a_quarter")]


class RatingQuarter(models.Model):
    """What the clerk did about an estate's ratings of one quarter: how far homes were asked, and that it was closed.

    `answered` and `homes` are the response at the close, so that a home sold or built later does not change it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    quarter = models.CharField(max_length=QUARTER)
    asked_up_to = models.UUIDField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    answered = models.PositiveIntegerField(default=0)
    homes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "quarter"], name="services_a_quarter_is_closed_once"),
            models.CheckConstraint(
                name="services_no_more_homes_answer_than_there_are", condition=Q(answered__lte=F("homes"))
            ),
        ]


class Remark(models.Model):
    """Words that came with a rating, without its home and its marks. Somebody looks at them before neighbours do.

    Once refused words are forgotten, only the ground stays.
    """

    class State(models.TextChoices):
        HIDDEN = "hidden", pgettext_lazy("state of a remark", "waiting to be looked at")
        SHOWN = "shown", pgettext_lazy("state of a remark", "shown")
        REFUSED = "refused", pgettext_lazy("state of a remark", "not shown")

    class Ground(models.TextChoices):
        PERSON = "person", pgettext_lazy("why a remark is not shown", "names a person")
        INSULT = "insult", pgettext_lazy("why a remark is not shown", "insults somebody")
        PRIVATE = "private", pgettext_lazy("why a remark is not shown", "tells of somebody’s private life")
        ELSEWHERE = "elsewhere", pgettext_lazy("why a remark is not shown", "is not about the service")

    id = models.UUIDField(primary_key=True, default=uuid4)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    quarter = models.CharField(max_length=QUARTER)
    words = models.CharField(max_length=WORDS_MAX, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.HIDDEN)
    looked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    looked_at = models.DateTimeField(null=True, blank=True)
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    refused_why = models.CharField(max_length=WORDS_MAX, blank=True)
    reply = models.CharField(max_length=WORDS_MAX, blank=True)
    replied_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="services_a_remark_is_looked_at_by_somebody",
                condition=Q(state="hidden", looked_by__isnull=True)
                | Q(looked_by__isnull=False, looked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="services_a_refused_remark_says_why",
                condition=Q(state="refused") & ~Q(ground="") | ~Q(state="refused") & Q(ground=""),
            ),
            models.CheckConstraint(
                name="services_a_reply_stands_beside_a_remark_that_is_shown",
                condition=Q(reply="", replied_by__isnull=True, replied_at__isnull=True)
                | Q(state="shown", replied_by__isnull=False, replied_at__isnull=False) & ~Q(reply=""),
            ),
        ]
        indexes = [models.Index(fields=["estate", "state", "quarter"], name="services_remarks_of_a_quarter")]
