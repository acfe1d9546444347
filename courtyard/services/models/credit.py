"""Points on a company's credit: reason, article, evidence, and a time for objection before they are public."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.core.moves import Moves, Moving
from courtyard.people.models import Person
from courtyard.places.models import Node
from courtyard.services.models.company import ARTICLE_MAX, FILE_MAX, HASH, NAME_MAX, WORDS_MAX, Company
from courtyard.trail.ids import new_id


class CreditPointQuerySet(models.QuerySet["CreditPoint"]):
    def public(self, day: date) -> "CreditPointQuerySet":
        """What anybody may read on `day`, and what counts then: the clerk may be late, the day is not."""
        return self.filter(state="public", expires_on__gt=day)

    def counted(self, day: date) -> "CreditPointQuerySet":
        """What counted on a day that may be long past: public then, not expired, not corrected yet."""
        stood = self.filter(state__in=["public", "corrected", "expired"], public_on__lte=day, expires_on__gt=day)
        return stood.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))


class CreditPoint(Moving, models.Model):
    """So many points for one thing, by one rule of the rulebook (沪房规范〔2023〕2号、3号).

    The company is told first and may object within the time the rule gives; only what stands then is public. What was
    put right may be corrected after a while; what is old expires. `rule` and `rulebook` are kept as they were.
    `seat` is the place whose office gave them.
    """

    class State(models.TextChoices):
        TOLD = "told", pgettext_lazy("state of a credit point", "told to the company, not public yet")
        OBJECTED = "objected", pgettext_lazy("state of a credit point", "the company objects")
        PUBLIC = "public", pgettext_lazy("state of a credit point", "public")
        DROPPED = "dropped", pgettext_lazy("state of a credit point", "dropped")
        CORRECTED = "corrected", pgettext_lazy("state of a credit point", "corrected")
        EXPIRED = "expired", pgettext_lazy("state of a credit point", "expired")

    MOVES: ClassVar[Moves] = {
        State.TOLD: frozenset({State.OBJECTED, State.PUBLIC, State.DROPPED}),
        State.OBJECTED: frozenset({State.PUBLIC, State.DROPPED}),
        State.PUBLIC: frozenset({State.CORRECTED, State.EXPIRED, State.DROPPED}),
        State.DROPPED: frozenset(),
        State.CORRECTED: frozenset(),
        State.EXPIRED: frozenset(),
    }

    id = models.UUIDField(primary_key=True, default=new_id)
    company = models.ForeignKey(Company, models.PROTECT, related_name="points", db_index=False)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Node, models.PROTECT, related_name="+", db_index=False)
    state: Any = models.CharField(max_length=10, choices=State, default=State.TOLD)
    rule = models.CharField(max_length=40)
    rulebook = models.CharField(max_length=60)
    points = models.PositiveSmallIntegerField()
    article = models.CharField(max_length=ARTICLE_MAX)
    reason = models.CharField(max_length=WORDS_MAX)
    evidence = models.CharField(max_length=WORDS_MAX)
    file = models.CharField(max_length=FILE_MAX, blank=True)
    file_name = models.CharField(max_length=NAME_MAX, blank=True)
    sha256 = models.CharField(max_length=HASH, blank=True)
    happened_on = models.DateField()
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    told_at = models.DateTimeField()
    object_until = models.DateTimeField()
    objection = models.CharField(max_length=WORDS_MAX, blank=True)
    objected_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    objected_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=WORDS_MAX, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    public_on = models.DateField(null=True, blank=True)
    correctable_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    correction = models.CharField(max_length=WORDS_MAX, blank=True)
    correction_asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    correction_asked_at = models.DateTimeField(null=True, blank=True)
    correction_refused = models.CharField(max_length=WORDS_MAX, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=WORDS_MAX, blank=True)

    objects = CreditPointQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="services_points_are_some", condition=Q(points__gt=0)),
            models.CheckConstraint(
                name="services_a_point_may_be_objected_to_for_a_while", condition=Q(object_until__gt=F("told_at"))
            ),
            models.CheckConstraint(
                name="services_what_is_public_has_its_days",
                condition=~Q(state__in=["public", "corrected", "expired"])
                | Q(public_on__isnull=False, expires_on__isnull=False),
            ),
            models.CheckConstraint(
                name="services_an_objection_is_in_words",
                condition=Q(objected_at__isnull=True, objection="")
                | (Q(objected_at__isnull=False, objected_by__isnull=False) & ~Q(objection="")),
            ),
            models.CheckConstraint(
                name="services_an_objection_is_answered_in_words",
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False, objected_at__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="services_nobody_answers_their_own_objection",
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("objected_by")),
            ),
        ]
        indexes = [
            models.Index(fields=["company", "-told_at", "-id"], name="services_points_of_a_company"),
            models.Index(fields=["object_until"], condition=Q(state="told"), name="services_points_to_publish"),
            models.Index(fields=["expires_on"], condition=Q(state="public"), name="services_points_to_expire"),
        ]

    @property
    def last_day_to_object(self) -> datetime:
        """`object_until` is the midnight that ends it."""
        return self.object_until - timedelta(seconds=1)

    def counts(self, day: date) -> bool:
        """Whether it is public and still counts on this day."""
        return bool(self.state == self.State.PUBLIC and self.expires_on and self.expires_on > day)
