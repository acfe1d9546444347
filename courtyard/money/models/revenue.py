"""Public revenue: what common parts earn, by project; what of it is moved to the maintenance fund, and the year's plan.

What was received, spent and moved stands in the books. These rows say which project it was, for which quarter, and who
agreed to it. A row whose entry was taken back counts no more.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.money.models.book import KEY_MAX, WHAT_MAX, WORDS_MAX, Entry
from courtyard.money.models.public_file import PublicFile
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

NAME_MAX, PLACE_MAX, PARTY_MAX, QUARTER_MAX = 60, 80, 80, 6
BASIS_POINTS = 10_000


class RevenueProject(PublicFile, models.Model):
    """One use of common parts that earns money: where, since when, with whom, for how much, and who agreed to it.

    `authority` is the owners' decision it rests on; one made before this record began is told in `decision_words`.
    Without either nobody knows of one, and the page says so. The manager's share is `share_bp` of what comes in, or
    `share_fen` for each period of the price. `until` is the last day.
    """

    class Kind(models.TextChoices):
        PARKING = "parking", pgettext_lazy("kind of public revenue", "parking")
        LIFT_ADS = "lift_ads", pgettext_lazy("kind of public revenue", "lift advertisements")
        OTHER_ADS = "other_ads", pgettext_lazy("kind of public revenue", "other advertisements")
        LOCKERS = "lockers", pgettext_lazy("kind of public revenue", "parcel lockers and machines")
        VENUES = "venues", pgettext_lazy("kind of public revenue", "rooms and places let")
        CHARGING = "charging", pgettext_lazy("kind of public revenue", "charging points")
        MASTS = "masts", pgettext_lazy("kind of public revenue", "mobile telephone masts")
        OTHER = "other", pgettext_lazy("kind of public revenue", "other")

    class Collector(models.TextChoices):
        COMPANY = "wu", _("the property company")
        COMMITTEE = "ye", _("the owners’ committee")

    class Per(models.TextChoices):
        ONCE = "once", pgettext_lazy("how often a price is paid", "once")
        MONTH = "month", pgettext_lazy("how often a price is paid", "every month")
        QUARTER = "quarter", pgettext_lazy("how often a price is paid", "every quarter")
        YEAR = "year", pgettext_lazy("how often a price is paid", "every year")

    MONTHS: ClassVar = {Per.MONTH: 1, Per.QUARTER: 3, Per.YEAR: 12}

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=NAME_MAX)
    place = models.CharField(max_length=PLACE_MAX, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    collector = models.CharField(max_length=2, choices=Collector)
    party = models.CharField(max_length=PARTY_MAX, blank=True)
    terms = models.CharField(max_length=WORDS_MAX, blank=True)
    price_fen = models.BigIntegerField(null=True, blank=True)
    per = models.CharField(max_length=8, choices=Per, blank=True)
    share_bp = models.PositiveSmallIntegerField(null=True, blank=True)
    share_fen = models.BigIntegerField(null=True, blank=True)
    authority = models.CharField(max_length=10, choices=Entry.Authority, blank=True)
    authority_id = models.UUIDField(null=True, blank=True)
    decision_words = models.CharField(max_length=WHAT_MAX, blank=True)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="money_a_project_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="money_a_project_has_a_price_and_its_period",
                condition=Q(price_fen__isnull=True, per="") | (Q(price_fen__gt=0) & ~Q(per="")),
            ),
            models.CheckConstraint(
                name="money_a_managers_share_is_a_part_or_a_sum",
                condition=Q(share_bp__isnull=True, share_fen__isnull=True)
                | Q(share_bp__gt=0, share_bp__lte=BASIS_POINTS, share_fen__isnull=True)
                | Q(share_bp__isnull=True, share_fen__gt=0),
            ),
            models.CheckConstraint(
                name="money_a_projects_decision_is_named_whole",
                condition=Q(authority="", authority_id__isnull=True)
                | (~Q(authority="") & Q(authority_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="money_a_closed_project_says_why",
                condition=Q(closed_on__isnull=True, closed_why="") | (Q(closed_on__isnull=False) & ~Q(closed_why="")),
            ),
            PublicFile.whole("money_a_projects_contract_is_a_whole_file"),
        ]
        indexes = [models.Index(fields=["estate", "-since", "-id"], name="money_projects_of_estate")]

    @property
    def account(self) -> str:
        """The income account of the chart that it is booked on."""
        return f"revenue_{self.kind}"

    @property
    def says_who_agreed(self) -> bool:
        return bool(self.authority or self.decision_words)

    @property
    def share_percent(self) -> str:
        """“30”, or “12.5”."""
        whole, rest = divmod(self.share_bp or 0, 100)
        return f"{whole}.{rest:02}".rstrip("0") if rest else str(whole)

    @property
    def last_day(self) -> date | None:
        """None while no end is known."""
        return self.closed_on or self.until

    def runs(self, day: date) -> bool:
        return self.last_day is None or day <= self.last_day


class RevenueDue(models.Model):
    """What a project is to bring in by a day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    project = models.ForeignKey(RevenueProject, models.PROTECT, related_name="dues", db_index=False)
    due_on = models.DateField()
    fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "due_on"], name="money_one_revenue_is_due_a_day"),
            models.CheckConstraint(name="money_what_is_due_is_some_fen", condition=Q(fen__gt=0)),
        ]
        indexes = [models.Index(fields=["estate", "due_on"], name="money_revenue_due_by")]
        ordering = ["due_on"]


class RevenueReceipt(models.Model):
    """Money that a project brought in: the entry says how much went where."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    project = models.ForeignKey(RevenueProject, models.PROTECT, related_name="receipts", db_index=False)
    due = models.ForeignKey(RevenueDue, models.PROTECT, null=True, blank=True, related_name="receipts")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="revenue_receipt")
    day = models.DateField()
    fen = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="money_a_receipt_is_of_some_fen", condition=Q(fen__gt=0))]
        indexes = [models.Index(fields=["project", "-day"], name="money_receipts_of_a_project")]


class RevenueCost(models.Model):
    """What running a project cost, or the manager's share of what it brought in."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    project = models.ForeignKey(RevenueProject, models.PROTECT, related_name="costs", db_index=False)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="revenue_cost")
    account = models.CharField(max_length=KEY_MAX)
    day = models.DateField()
    fen = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="money_a_cost_is_of_some_fen", condition=Q(fen__gt=0))]
        indexes = [models.Index(fields=["project", "-day"], name="money_costs_of_a_project")]


class QuarterMove(models.Model):
    """What of a quarter's public revenue went to the maintenance fund, and was shared over `homes` homes.

    `net_fen` and `least_fen` are as they stood then. Less than the least rests on the owners' decision. A move whose
    entry was taken back makes room for another; `taken_back_by` says which entry that was, once the next one is made.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    quarter = models.CharField(max_length=QUARTER_MAX)
    net_fen = models.BigIntegerField()
    least_fen = models.BigIntegerField()
    fen = models.BigIntegerField()
    homes = models.PositiveIntegerField()
    decision = models.UUIDField(null=True, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="quarter_move")
    taken_back_by = models.OneToOneField(Entry, models.PROTECT, null=True, blank=True, related_name="+")
    moved_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "quarter"],
                condition=Q(taken_back_by__isnull=True),
                name="money_a_quarter_is_moved_once",
            ),
            models.CheckConstraint(name="money_a_move_is_of_some_fen", condition=Q(fen__gt=0)),
            models.CheckConstraint(
                name="money_less_than_the_least_rests_on_a_decision",
                condition=Q(fen__gte=F("least_fen")) | Q(decision__isnull=False),
            ),
        ]


class RevenuePlan(models.Model):
    """What public revenue is to be used for in a year: a draft, then a version that the owners approved."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a plan", "draft")
        APPROVED = "approved", pgettext_lazy("state of a plan", "approved")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
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
            models.UniqueConstraint(
                fields=["estate", "year"], condition=Q(state="draft"), name="money_a_year_has_one_draft_plan"
            ),
            models.UniqueConstraint(
                fields=["estate", "year", "version"],
                condition=Q(state="approved"),
                name="money_plans_are_numbered_through",
            ),
            models.CheckConstraint(
                name="money_an_approved_plan_rests_on_a_decision",
                condition=Q(state="draft")
                | Q(authority_id__isnull=False, approved_by__isnull=False, approved_at__isnull=False, version__gt=0),
            ),
        ]


class RevenuePlanRow(models.Model):
    """So much for one purpose, which is an account of the chart."""

    plan = models.ForeignKey(RevenuePlan, models.CASCADE, related_name="rows", db_index=False)
    account = models.CharField(max_length=KEY_MAX)
    fen = models.BigIntegerField()
    words = models.CharField(max_length=WHAT_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "account"], name="money_a_plan_has_one_row_a_purpose"),
            models.CheckConstraint(name="money_a_planned_row_is_some_fen", condition=Q(fen__gt=0)),
        ]
