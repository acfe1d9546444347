"""What homes pay: which bills it settles, what is paid ahead, and who was kindly reminded."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from courtyard.money.models.bills import Bill
from courtyard.money.models.book import FEN_MAX, WHAT_MAX, WORDS_MAX, Entry
from courtyard.people.models import Person
from courtyard.places.models import Estate, Home
from courtyard.trail.ids import new_id


class Payment(models.Model):
    """Money that came in for a home. What it did not settle was paid ahead: `ahead_fen`, on that day.

    Its receipt is numbered by its entry. `source` is what it was found in, a line of the bank for instance.
    """

    class Channel(models.TextChoices):
        CASH = "cash", pgettext_lazy("how it was paid", "cash")
        TRANSFER = "transfer", pgettext_lazy("how it was paid", "bank transfer")
        ONLINE = "online", pgettext_lazy("how it was paid", "paid online")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    home = models.ForeignKey(Home, models.PROTECT, related_name="+", db_index=False)
    fen = models.BigIntegerField()
    ahead_fen = models.BigIntegerField(default=0)
    day = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel)
    payer = models.CharField(max_length=WHAT_MAX, blank=True)
    source = models.CharField(max_length=20, blank=True)
    source_id = models.UUIDField(null=True, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="payment")
    received_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    received_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="money_a_payment_is_of_some_fen", condition=Q(fen__gt=0, fen__lte=FEN_MAX)),
            models.CheckConstraint(
                name="money_no_more_is_paid_ahead_than_is_paid",
                condition=Q(ahead_fen__gte=0, ahead_fen__lte=models.F("fen")),
            ),
            models.CheckConstraint(
                name="money_a_payments_source_is_named_whole",
                condition=Q(source="", source_id__isnull=True) | (~Q(source="") & Q(source_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="money_a_payment_taken_back_says_why",
                condition=Q(taken_back_at__isnull=True, reason="") | (Q(taken_back_at__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["home", "-day", "-id"], name="money_payments_of_a_home"),
            models.Index(fields=["estate", "-day", "-id"], name="money_payments_of_an_estate"),
        ]


class Settlement(models.Model):
    """So much of a bill was paid by a payment, or by what had been paid ahead, where it names none.

    `entry` booked it; where the bill or the payment was taken back, it no longer counts.
    """

    id = models.BigAutoField(primary_key=True)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="settlements")
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, related_name="settlements")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    fen = models.BigIntegerField()
    taken_back = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="money_a_settlement_is_of_some_fen", condition=Q(fen__gt=0, fen__lte=FEN_MAX)),
            models.UniqueConstraint(fields=["entry", "bill"], name="money_an_entry_settles_a_bill_once"),
        ]
        ordering = ["id"]


class Refund(models.Model):
    """What a home had paid ahead and got back."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    home = models.ForeignKey(Home, models.PROTECT, related_name="+")
    fen = models.BigIntegerField()
    day = models.DateField()
    reason = models.CharField(max_length=WHAT_MAX)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="refund")
    refunded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    refunded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="money_a_refund_is_of_some_fen", condition=Q(fen__gt=0, fen__lte=FEN_MAX)),
            models.CheckConstraint(name="money_a_refund_says_why", condition=~Q(reason="")),
        ]


class Reminding(models.Model):
    """Once, somebody had homes reminded of what was overdue."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    homes = models.PositiveIntegerField()
    reminded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    reminded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["estate", "-day"], name="money_remindings_of_an_estate")]


class Reminder(models.Model):
    """A home was kindly reminded, in a month at most once."""

    id = models.BigAutoField(primary_key=True)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    reminding = models.ForeignKey(Reminding, models.CASCADE, related_name="reminders")
    home = models.ForeignKey(Home, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["home", "month"], name="money_a_home_is_reminded_once_a_month"),
            models.CheckConstraint(name="money_a_reminders_month_is_its_first_day", condition=Q(month__day=1)),
        ]
