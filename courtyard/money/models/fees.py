"""What a home is charged: schedules of fees in versions, each resting on something, and discounts of single homes."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.assembly.models import Decision
from courtyard.money.models.book import WHAT_MAX, WORDS_MAX
from courtyard.people.models import Person
from courtyard.places.models import Estate, Home
from courtyard.services.models import Contract
from courtyard.services.models.contract import BASIS_POINTS
from courtyard.trail.ids import new_id

FEN_A_MONTH_MAX = 10_000_000
"""A hundred thousand yuan a month for one home, or for one square metre."""


class FeeSchedule(models.Model):
    """A version of what is charged, from a day on, until the next version that was not withdrawn begins.

    It rests on a decision of the owners, or on the contract whose prices it repeats, or on both.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    from_day = models.DateField()
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=WORDS_MAX, blank=True)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "number"], name="money_fee_schedules_are_numbered"),
            models.UniqueConstraint(
                fields=["estate", "from_day"],
                condition=Q(withdrawn_at__isnull=True),
                name="money_one_fee_schedule_begins_on_a_day",
            ),
            models.CheckConstraint(
                name="money_a_fee_rests_on_something",
                condition=Q(decision__isnull=False) | Q(contract__isnull=False),
            ),
            models.CheckConstraint(
                name="money_a_withdrawn_schedule_says_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
            ),
        ]
        ordering = ["-from_day", "-number"]


class FeePrice(models.Model):
    """So many fen a month for a square metre, or for each home, of one use."""

    class Unit(models.TextChoices):
        M2 = "m2", pgettext_lazy("unit of a fee", "a m² and month")
        HOME = "home", pgettext_lazy("unit of a fee", "a month")

    id = models.BigAutoField(primary_key=True)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    schedule = models.ForeignKey(FeeSchedule, models.CASCADE, related_name="prices", db_index=False)
    use = models.CharField(max_length=10, choices=Home.Use)
    unit = models.CharField(max_length=4, choices=Unit)
    fen = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "use"], name="money_a_use_has_one_fee"),
            models.CheckConstraint(name="money_a_fee_is_of_some_fen", condition=Q(fen__gt=0, fen__lte=FEN_A_MONTH_MAX)),
        ]
        ordering = ["id"]


class Discount(models.Model):
    """A share, or so many fen a month, taken off a home's fee from one month to another, with the reason."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    home = models.ForeignKey(Home, models.PROTECT, related_name="+")
    share_bp = models.PositiveSmallIntegerField(null=True, blank=True)
    fen = models.PositiveIntegerField(null=True, blank=True)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=WHAT_MAX)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="money_a_discount_is_a_share_or_an_amount",
                condition=Q(share_bp__gt=0, share_bp__lte=BASIS_POINTS, fen__isnull=True)
                | Q(share_bp__isnull=True, fen__gt=0, fen__lte=FEN_A_MONTH_MAX),
            ),
            models.CheckConstraint(name="money_a_discount_begins_with_a_month", condition=Q(first__day=1)),
            models.CheckConstraint(
                name="money_a_discount_ends_after_it_begins", condition=Q(last__isnull=True) | Q(last__gte=F("first"))
            ),
            models.CheckConstraint(name="money_a_discount_says_why", condition=~Q(reason="")),
        ]
        indexes = [models.Index(fields=["estate", "-first", "-id"], name="money_discounts_of_an_estate")]
        ordering = ["first", "id"]

    def touches(self, first: date, last: date) -> bool:
        return self.first <= last and (self.last is None or self.last >= first)

    @property
    def percent(self) -> str:
        """25 or 12.5."""
        whole, part = divmod(self.share_bp or 0, BASIS_POINTS // 100)
        return f"{whole}.{part:02}".rstrip("0").rstrip(".")
