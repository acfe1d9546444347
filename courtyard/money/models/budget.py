"""The owners' service money under a commission or in a trust: the year's budget, what was spent, the year closed, and
who looked it over."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.money.models.book import KEY_MAX, WORDS_MAX, Entry, Fund
from courtyard.money.models.public_file import PublicFile
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

PAYEE_MAX = 80
SERVICE_FUNDS = (Fund.FEES, Fund.TRUST)


class Budget(models.Model):
    """What is to come in and be spent in a year, by account and quarter: a draft, then a version that was approved."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a budget", "draft")
        APPROVED = "approved", pgettext_lazy("state of a budget", "approved")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    fund = models.CharField(max_length=12, choices=Fund)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(default=0)
    authority = models.CharField(max_length=10, choices=Entry.Authority, blank=True)
    authority_id = models.UUIDField(null=True, blank=True)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="money_a_budget_is_of_service_money", condition=Q(fund__in=["fees", "trust"])),
            models.UniqueConstraint(
                fields=["estate", "fund", "year"], condition=Q(state="draft"), name="money_a_year_has_one_draft_budget"
            ),
            models.UniqueConstraint(
                fields=["estate", "fund", "year", "version"],
                condition=Q(state="approved"),
                name="money_budgets_are_numbered_through",
            ),
            models.CheckConstraint(
                name="money_an_approved_budget_rests_on_a_decision",
                condition=Q(state="draft")
                | Q(authority_id__isnull=False, approved_by__isnull=False, approved_at__isnull=False, version__gt=0),
            ),
        ]


class BudgetRow(models.Model):
    """So much on an account in a quarter of the year."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="rows", db_index=False)
    account = models.CharField(max_length=KEY_MAX)
    quarter = models.PositiveSmallIntegerField()
    fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "account", "quarter"], name="money_a_budget_has_one_row_a_quarter"
            ),
            models.CheckConstraint(name="money_a_budget_row_is_some_fen", condition=Q(fen__gt=0)),
            models.CheckConstraint(name="money_a_year_has_four_quarters", condition=Q(quarter__gte=1, quarter__lte=4)),
        ]


class Expense(PublicFile, models.Model):
    """Something paid from the owners’ service money: to whom, and the invoice. The entry says how much and why."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="expense")
    account = models.CharField(max_length=KEY_MAX)
    payee = models.CharField(max_length=PAYEE_MAX)
    budget = models.ForeignKey(Budget, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [PublicFile.whole("money_an_invoice_is_a_whole_file")]


class YearClosing(models.Model):
    """A year of the service money that is over: what is left is carried into the next one. Below zero it is owed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    fund = models.CharField(max_length=12, choices=Fund)
    year = models.PositiveSmallIntegerField()
    opening_fen = models.BigIntegerField()
    income_fen = models.BigIntegerField()
    costs_fen = models.BigIntegerField()
    carried_fen = models.BigIntegerField()
    closed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "fund", "year"], name="money_a_year_is_closed_once"),
            models.CheckConstraint(
                name="money_what_is_carried_adds_up",
                condition=Q(carried_fen=F("opening_fen") + F("income_fen") - F("costs_fen")),
            ),
        ]


class YearAudit(PublicFile, models.Model):
    """An audit of a year's books: who was asked, and what came of it. `fund` is empty where it is of all funds."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    fund = models.CharField(max_length=12, choices=Fund, blank=True)
    auditor = models.CharField(max_length=PAYEE_MAX)
    commissioned_on = models.DateField()
    commissioned_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    received_on = models.DateField(null=True, blank=True)
    says = models.CharField(max_length=WORDS_MAX, blank=True)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "year", "fund"], name="money_a_year_is_audited_once"),
            models.CheckConstraint(
                name="money_a_report_came_when_and_said_what",
                condition=Q(received_on__isnull=True, says="", file="")
                | (Q(received_on__gte=F("commissioned_on")) & ~Q(says="") & ~Q(file="")),
            ),
            PublicFile.whole("money_an_audits_report_is_a_whole_file"),
        ]
