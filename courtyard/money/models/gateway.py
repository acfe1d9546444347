"""Payments by way of a gateway: what somebody was asked to pay, what the gateway told, and what was not believed."""

from django.db import models
from django.db.models import Q

from courtyard.money.models.bank import EXPECTED_MAX, GATEWAY_MAX, ORDER_MAX, TOKEN_MAX, BankAccount, BankLine
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id


class PayOrder(models.Model):
    """What a gateway is to collect: so many fen, for that bill, into this account. Its number is on the message.

    Once whoever asked is erased, it is nobody's; what is paid under its number is booked all the same.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="orders")
    gateway = models.CharField(max_length=GATEWAY_MAX)
    number = models.CharField(max_length=ORDER_MAX, unique=True)
    target = models.CharField(max_length=20)
    expected = models.CharField(max_length=EXPECTED_MAX)
    fen = models.BigIntegerField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="money_an_order_is_of_some_fen", condition=Q(fen__gt=0)),
        ]
        indexes = [models.Index(fields=["estate", "target", "expected"], name="money_orders_of_a_bill")]


class GatewayMessage(models.Model):
    """A message that was believed. The database itself lets none in twice."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    gateway = models.CharField(max_length=GATEWAY_MAX)
    nonce = models.CharField(max_length=TOKEN_MAX)
    transaction = models.CharField(max_length=TOKEN_MAX)
    order = models.ForeignKey(PayOrder, models.PROTECT, related_name="messages")
    line = models.OneToOneField(BankLine, models.PROTECT, related_name="message")
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "nonce"], name="money_a_nonce_is_used_once"),
            models.UniqueConstraint(fields=["gateway", "transaction"], name="money_a_payment_is_told_once"),
        ]


class GatewayRefusal(models.Model):
    """How many messages of a gateway were refused on a day, and why: nothing of what they said."""

    id = models.BigAutoField(primary_key=True)
    gateway = models.CharField(max_length=GATEWAY_MAX)
    day = models.DateField()
    why = models.CharField(max_length=30)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "day", "why"], name="money_refusals_are_counted_by_day"),
        ]
