"""A spending from a fund: planned, quoted, authorised, approved by two, paid in draws, accepted, published.

Who planned, authorised and approved it stands on one row, so that the database itself refuses one person in two parts.
Money leaves the maintenance fund for a draw of a spending that two approved, as `spending_locks.py` sees to.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.core.moves import Moves, Moving
from courtyard.money.models.book import FEN_MAX, KEY_MAX, WHAT_MAX, WORDS_MAX, Entry, Fund
from courtyard.people.models import Person
from courtyard.places.models import Building, Entrance, Estate
from courtyard.trail.ids import new_id

NAME_MAX = 80


class Spending(Moving, models.Model):
    """One thing that money is spent on, and for whose part of the estate.

    `building` or `entrance` says whose part it is, neither the whole estate's. `agreed_fen` is the most that may be
    drawn; `reviewed_fen` is what the price review set, once there was one; `begins_on` the first day of the works. An
    emergency says what the danger is, and to whom it was reported on which day.
    """

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("stage of a spending", "planned")
        QUOTED = "quoted", pgettext_lazy("stage of a spending", "quotes are in")
        AUTHORISED = "authorised", pgettext_lazy("stage of a spending", "waiting for two signatures")
        APPROVED = "approved", pgettext_lazy("stage of a spending", "approved by two")
        PAYING = "paying", pgettext_lazy("stage of a spending", "being paid")
        ACCEPTED = "accepted", pgettext_lazy("stage of a spending", "accepted")
        PUBLISHED = "published", pgettext_lazy("stage of a spending", "published")
        WITHDRAWN = "withdrawn", pgettext_lazy("stage of a spending", "withdrawn")

    MOVES: ClassVar[Moves] = {
        State.PLANNED: frozenset({State.QUOTED, State.AUTHORISED, State.WITHDRAWN}),
        State.QUOTED: frozenset({State.QUOTED, State.AUTHORISED, State.WITHDRAWN}),
        State.AUTHORISED: frozenset({State.APPROVED, State.WITHDRAWN}),
        State.APPROVED: frozenset({State.PAYING, State.WITHDRAWN}),
        State.PAYING: frozenset({State.PAYING, State.ACCEPTED, State.WITHDRAWN}),
        State.ACCEPTED: frozenset({State.ACCEPTED, State.PUBLISHED}),
        State.PUBLISHED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
    BEFORE = (State.PLANNED, State.QUOTED, State.WITHDRAWN)
    DRAWN_FROM = (State.APPROVED, State.PAYING, State.ACCEPTED)

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    state: Any = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    fund = models.CharField(max_length=12, choices=Fund)
    account = models.CharField(max_length=KEY_MAX)
    what = models.CharField(max_length=WHAT_MAX)
    why = models.CharField(max_length=WORDS_MAX)
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    entrance = models.ForeignKey(Entrance, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    planned_fen = models.BigIntegerField()
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    planned_at = models.DateTimeField()
    emergency = models.BooleanField(default=False)
    danger = models.CharField(max_length=WORDS_MAX, blank=True)
    reported_to = models.CharField(max_length=NAME_MAX, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    chosen = models.ForeignKey("Quote", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    agreed_fen = models.BigIntegerField(null=True, blank=True)
    authority = models.CharField(max_length=10, choices=Entry.Authority, blank=True)
    authority_id = models.UUIDField(null=True, blank=True)
    authorised_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    authorised_at = models.DateTimeField(null=True, blank=True)
    first_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    first_at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    second_at = models.DateTimeField(null=True, blank=True)
    begins_on = models.DateField(null=True, blank=True)
    reviewed_fen = models.BigIntegerField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_words = models.CharField(max_length=WORDS_MAX, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "year", "number"], name="money_spendings_are_numbered"),
            models.CheckConstraint(
                name="money_a_spending_is_of_some_fen",
                condition=Q(planned_fen__gt=0, planned_fen__lte=FEN_MAX)
                & (Q(agreed_fen__isnull=True) | Q(agreed_fen__gt=0, agreed_fen__lte=FEN_MAX))
                & (Q(reviewed_fen__isnull=True) | Q(reviewed_fen__gte=0)),
            ),
            models.CheckConstraint(
                name="money_a_spending_is_of_one_part", condition=Q(building__isnull=True) | Q(entrance__isnull=True)
            ),
            models.CheckConstraint(
                name="money_two_different_people_approve",
                condition=Q(second_by__isnull=True) | Q(first_by__isnull=False) & ~Q(second_by=F("first_by")),
            ),
            models.CheckConstraint(
                name="money_whoever_planned_does_not_approve",
                condition=(Q(first_by__isnull=True) | ~Q(first_by=F("planned_by")))
                & (Q(second_by__isnull=True) | ~Q(second_by=F("planned_by"))),
            ),
            models.CheckConstraint(
                name="money_who_approved_says_when",
                condition=Q(first_by__isnull=True, first_at__isnull=True)
                | Q(first_by__isnull=False, first_at__isnull=False),
            ),
            models.CheckConstraint(
                name="money_what_is_authorised_says_by_what",
                condition=Q(state__in=["planned", "quoted", "withdrawn"])
                | Q(agreed_fen__isnull=False, authority_id__isnull=False, authorised_by__isnull=False)
                & ~Q(authority=""),
            ),
            models.CheckConstraint(
                name="money_what_is_paid_was_approved_by_two",
                condition=~Q(state__in=["approved", "paying", "accepted", "published"])
                | Q(first_by__isnull=False, second_by__isnull=False, second_at__isnull=False),
            ),
            models.CheckConstraint(
                name="money_an_emergency_says_what_the_danger_is",
                condition=Q(emergency=False) | ~Q(danger="") & ~Q(reported_to="") & Q(reported_on__isnull=False),
            ),
            models.CheckConstraint(
                name="money_what_is_withdrawn_says_why", condition=~Q(state="withdrawn") | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["estate", "-year", "-number"], name="money_spendings_newest_first"),
            models.Index(
                fields=["authority_id"], name="money_spent_under", condition=Q(authority_id__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def most_fen(self) -> int:
        """The most that may be drawn in all."""
        return self.agreed_fen or 0 if self.reviewed_fen is None else self.reviewed_fen


class Quote(models.Model):
    """What a company asks for it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    spending = models.ForeignKey(Spending, models.PROTECT, related_name="quotes")
    company = models.CharField(max_length=NAME_MAX)
    fen = models.BigIntegerField()
    words = models.CharField(max_length=WORDS_MAX, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="money_a_quote_is_of_some_fen", condition=Q(fen__gt=0, fen__lte=FEN_MAX)),
        ]
        ordering = ["added_at", "id"]


class Draw(models.Model):
    """A part of the sum that is to be paid, or was: its entry in the books has the same id."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    spending = models.ForeignKey(Spending, models.PROTECT, related_name="draws", db_index=False)
    number = models.PositiveSmallIntegerField()
    fen = models.BigIntegerField()
    payee = models.CharField(max_length=NAME_MAX)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    paid_on = models.DateField(null=True, blank=True)
    paid_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    dropped_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["spending", "number"], name="money_draws_are_numbered"),
            models.CheckConstraint(name="money_a_draw_is_of_some_fen", condition=Q(fen__gt=0, fen__lte=FEN_MAX)),
            models.CheckConstraint(
                name="money_a_draw_is_paid_or_dropped",
                condition=Q(paid_on__isnull=True) | Q(paid_by__isnull=False, dropped_at__isnull=True),
            ),
            models.CheckConstraint(
                name="money_what_is_dropped_says_why", condition=Q(dropped_at__isnull=True) | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["estate", "asked_at"],
                name="money_draws_to_be_paid",
                condition=Q(paid_on__isnull=True, dropped_at__isnull=True),
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.spending}-{self.number}"

    @property
    def reference(self) -> str:
        """What is written beside the transfer, so that the bank's line is known again: 支出 of that year."""
        return f"ZC{self.spending.year}-{self.spending.number:03}-{self.number:02}"
