"""Bills: made for a whole estate at once, by the database, and taken back whole."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.core.rulebook import MODES
from courtyard.money.models.book import FEN_MAX, WORDS_MAX, Entry
from courtyard.money.models.fees import FeePrice
from courtyard.people.models import Person
from courtyard.places.models import Estate, Home
from courtyard.trail.ids import new_id

REFERENCE_MAX = 20


class BillRun(models.Model):
    """One billing of an estate: a month or a quarter, one entry in the books.

    A second run for the same months bills only homes that have no bill for them. `left_out` counts the homes that
    could not be billed, by why.
    """

    class Every(models.TextChoices):
        MONTH = "month", pgettext_lazy("bills", "a month")
        QUARTER = "quarter", pgettext_lazy("bills", "a quarter")

    MONTHS = {Every.MONTH: 1, Every.QUARTER: 3}

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    every = models.CharField(max_length=8, choices=Every)
    first = models.DateField()
    last = models.DateField()
    due_on = models.DateField()
    bills = models.PositiveIntegerField(default=0)
    fen = models.BigIntegerField(default=0)
    left_out = models.JSONField(default=dict)
    mode = models.CharField(max_length=12, choices=[(mode, mode) for mode in MODES])
    rulebook = models.CharField(max_length=60)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="bill_run")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "number"], name="money_bill_runs_are_numbered"),
            models.CheckConstraint(
                name="money_bills_are_for_whole_months", condition=Q(first__day=1, last__gt=F("first"))
            ),
            models.CheckConstraint(
                name="money_bills_taken_back_say_by_whom_and_why",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True, reason="")
                | (Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(reason="")),
            ),
        ]
        ordering = ["-number"]


class Bill(models.Model):
    """What one home owes for a run's months. `paid_fen` is what its settlements that stand add up to.

    `cm2` is the area it was reckoned by. `lines` says how it was reckoned where that was not one price over whole
    months; elsewhere it follows from the schedules.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(BillRun, models.PROTECT, related_name="+", db_index=False)
    home = models.ForeignKey(Home, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=REFERENCE_MAX)
    first = models.DateField()
    last = models.DateField()
    use = models.CharField(max_length=10, choices=Home.Use)
    unit = models.CharField(max_length=4, choices=FeePrice.Unit)
    cm2 = models.BigIntegerField(null=True, blank=True)
    fen = models.BigIntegerField()
    paid_fen = models.BigIntegerField(default=0)
    due_on = models.DateField()
    taken_back = models.BooleanField(default=False)
    lines = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "home"], name="money_a_home_has_one_bill_a_run"),
            models.UniqueConstraint(
                fields=["home", "first"],
                condition=Q(taken_back=False),
                name="money_a_home_is_billed_once_for_a_month",
            ),
            models.UniqueConstraint(fields=["estate", "reference"], name="money_a_bill_has_its_own_reference"),
            models.CheckConstraint(name="money_a_bill_is_of_some_fen", condition=Q(fen__gt=0, fen__lte=FEN_MAX)),
            models.CheckConstraint(
                name="money_a_bill_is_paid_once", condition=Q(paid_fen__gte=0, paid_fen__lte=F("fen"))
            ),
            models.CheckConstraint(
                name="money_a_bill_taken_back_holds_no_payment", condition=Q(taken_back=False) | Q(paid_fen=0)
            ),
        ]
        indexes = [
            models.Index(fields=["home", "-first"], name="money_bills_of_a_home"),
            models.Index(
                fields=["estate", "due_on"],
                condition=Q(taken_back=False, paid_fen__lt=F("fen")),
                name="money_bills_that_are_open",
            ),
        ]

    @property
    def open_fen(self) -> int:
        return 0 if self.taken_back else self.fen - self.paid_fen
