"""What a company promised an estate, for what price, until when, and who decided it."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.assembly.models import Decision
from courtyard.core.moves import Moves, Moving
from courtyard.people.models import Person
from courtyard.places.models import Estate, Home
from courtyard.services.models.company import (
    ARTICLE_MAX,
    CODE_MAX,
    FILE_MAX,
    HASH,
    NAME_MAX,
    WORDS_MAX,
    Company,
    Served,
)
from courtyard.services.models.standard import Catalogue, Field
from courtyard.trail.ids import new_id

FEN_PER_M2_MAX = 100_000
BASIS_POINTS = 10_000


class Contract(Moving, models.Model):
    """A service contract of an estate. It is a draft until both signed; what was signed never changes.

    `decision` is the owners' who chose the company; a first contract is the developer's, a temporary one rests on what
    the sub-district said (`authority`). After `ends_on` without a new one it runs on without an end (`runs_on`), and
    either side may end it with notice (民法典第九百四十八条). `leaves_on` is the last day that a notice
    set, whoever gave it: the owners, where `dismissed_by` says so, a contract that begins instead, or the company.
    `tendered_on` is the day on which a tender chose the company.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a contract", "being prepared")
        SIGNED = "signed", pgettext_lazy("state of a contract", "in force")
        RUNS_ON = "runs_on", pgettext_lazy("state of a contract", "running on without an end")
        ENDED = "ended", pgettext_lazy("state of a contract", "ended")
        DROPPED = "dropped", pgettext_lazy("state of a contract", "dropped")

    MOVES: ClassVar[Moves] = {
        State.DRAFT: frozenset({State.SIGNED, State.DROPPED}),
        State.SIGNED: frozenset({State.RUNS_ON, State.ENDED}),
        State.RUNS_ON: frozenset({State.ENDED}),
        State.ENDED: frozenset(),
        State.DROPPED: frozenset(),
    }
    LIVING = (State.SIGNED, State.RUNS_ON)

    Kind = Served.Kind

    class Mode(models.TextChoices):
        LUMP_SUM = "lump_sum", pgettext_lazy("operating mode", "lump sum")
        COMMISSION = "commission", pgettext_lazy("operating mode", "commission")
        TRUST = "trust", pgettext_lazy("operating mode", "trust")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    state: Any = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    mode = models.CharField(max_length=12, choices=Mode)
    commission_bp = models.PositiveSmallIntegerField(null=True, blank=True)
    catalogue = models.ForeignKey(Catalogue, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    authority = models.CharField(max_length=WORDS_MAX, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    rulebook = models.CharField(max_length=60)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    tendered_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    filed_on = models.DateField(null=True, blank=True)
    plan_posted_on = models.DateField(null=True, blank=True)
    plan_notice = models.UUIDField(null=True, blank=True)
    leaves_on = models.DateField(null=True, blank=True)
    leaving_told_on = models.DateField(null=True, blank=True)
    dismissed_by = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    runs_on_since = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=WORDS_MAX, blank=True)
    takeover_begun_on = models.DateField(null=True, blank=True)
    takeover_done_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="services_a_contract_ends_after_it_begins", condition=Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="services_a_signed_contract_rests_on_a_decision",
                condition=Q(state__in=["draft", "dropped"])
                | Q(kind="ordinary", decision__isnull=False)
                | (Q(kind__in=["first", "temporary"]) & ~Q(authority="")),
            ),
            models.CheckConstraint(
                name="services_signed_means_when_and_by_whom",
                condition=Q(state__in=["draft", "dropped"]) | Q(signed_on__isnull=False, signed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="services_a_commission_is_a_part",
                condition=Q(commission_bp__isnull=True) | Q(commission_bp__gt=0, commission_bp__lte=BASIS_POINTS),
            ),
            models.CheckConstraint(
                name="services_an_ended_contract_says_when_and_why",
                condition=Q(state="ended", ended_on__isnull=False) & ~Q(ended_why="")
                | ~Q(state="ended") & Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="services_it_runs_on_since_a_day",
                condition=~Q(state="runs_on") | Q(runs_on_since__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["estate", "decision"],
                condition=Q(state__in=["signed", "runs_on", "ended"], decision__isnull=False),
                name="services_a_decision_makes_one_contract",
            ),
            models.UniqueConstraint(
                fields=["estate", "dismissed_by"],
                condition=Q(dismissed_by__isnull=False),
                name="services_a_decision_ends_one_contract",
            ),
            models.CheckConstraint(
                name="services_a_takeover_is_done_after_it_was_begun",
                condition=Q(takeover_done_on__isnull=True) | Q(takeover_done_on__gte=F("takeover_begun_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["estate", "-starts_on", "-id"], name="services_contracts_of_estate"),
            models.Index(fields=["ends_on"], condition=Q(state="signed"), name="services_contracts_to_end"),
        ]

    @property
    def last_day(self) -> date | None:
        """The day it binds last, as far as is known: what was told counts before the term. None: without an end."""
        if self.state == self.State.ENDED:
            return self.ended_on
        if self.leaves_on is not None:
            return self.leaves_on
        return None if self.state == self.State.RUNS_ON else self.ends_on

    def holds(self, day: date) -> bool:
        """Whether it binds on this day: it begins with `starts_on`, and `last_day` is its last one."""
        if self.state not in (*self.LIVING, self.State.ENDED) or day < self.starts_on:
            return False
        last = self.last_day
        return last is None or day <= last


class ContractPrice(models.Model):
    """What a square metre of one use costs a month, in whole fen."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="prices", db_index=False)
    use = models.CharField(max_length=10, choices=Home.Use)
    fen_per_m2 = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "use"], name="services_a_use_has_one_price"),
            models.CheckConstraint(
                name="services_a_price_is_some_fen", condition=Q(fen_per_m2__gt=0, fen_per_m2__lte=FEN_PER_M2_MAX)
            ),
        ]


class ContractLevel(models.Model):
    """Which level of the catalogue is promised in a field."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="levels", db_index=False)
    field = models.CharField(max_length=12, choices=Field)
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "field"], name="services_a_field_is_promised_one_level"),
            models.CheckConstraint(name="services_a_promised_level_is_one", condition=Q(level__gt=0)),
        ]


class ContractExtra(models.Model):
    """Something promised beyond the catalogue. With a clock it is the clock of every case of its category.

    `promise` is the promise that cases keep, from the signature on.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="extras", db_index=False)
    field = models.CharField(max_length=12, choices=Field)
    words = models.CharField(max_length=WORDS_MAX)
    clause = models.CharField(max_length=ARTICLE_MAX)
    category = models.CharField(max_length=20, blank=True)
    clock = models.CharField(max_length=20, blank=True)
    amount = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    promise = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="services_a_promised_clock_is_whole",
                condition=Q(category="", clock="", amount__isnull=True, unit="")
                | (Q(amount__gt=0) & ~Q(category="") & ~Q(clock="") & ~Q(unit="")),
            ),
        ]
        ordering = ["id"]


class Annex(models.Model):
    """A paper of a contract: the signed contract itself, a price review, a plan. Its hash stands on the record."""

    class Kind(models.TextChoices):
        CONTRACT = "contract", _("the signed contract")
        REVIEW = "review", _("audit or price review")
        PLAN = "plan", pgettext_lazy("kind of paper", "plan for choosing a company")
        OTHER = "other", pgettext_lazy("kind of paper", "another paper")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="annexes")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=NAME_MAX)
    file = models.CharField(max_length=FILE_MAX)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=HASH)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]


class TakeoverItem(models.Model):
    """One thing that the company that leaves hands over: given and received by two different people.

    `code` is that of a usual thing, whose words are said in the reader's language; others have `what`. With a reason in
    `struck_why` it does not belong on the list.
    """

    class Kind(models.TextChoices):
        DOCUMENTS = "documents", pgettext_lazy("kind of thing handed over", "documents")
        FACILITIES = "facilities", pgettext_lazy("kind of thing handed over", "rooms and facilities")
        MONEY = "money", pgettext_lazy("kind of thing handed over", "money and accounts")
        ACCESS = "access", pgettext_lazy("kind of thing handed over", "keys and access")
        OTHER = "other", pgettext_lazy("kind of thing handed over", "other things")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="takeover", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=CODE_MAX, blank=True)
    what = models.CharField(max_length=NAME_MAX, blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    given_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    received_at = models.DateTimeField(null=True, blank=True)
    missing = models.CharField(max_length=WORDS_MAX, blank=True)
    struck_why = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "position"], name="services_a_takeover_list_is_numbered"),
            models.CheckConstraint(
                name="services_whoever_receives_is_another",
                condition=Q(received_by__isnull=True) | ~Q(received_by=F("given_by")),
            ),
            models.CheckConstraint(name="services_what_is_handed_over_is_said", condition=~Q(code="") | ~Q(what="")),
            models.CheckConstraint(
                name="services_what_is_received_was_given",
                condition=Q(received_at__isnull=True) | Q(given_at__isnull=False),
            ),
        ]
        ordering = ["position"]
