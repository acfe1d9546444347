"""Owners were told to top up the maintenance fund, what came of it, and what homes paid into it."""

from django.db import models
from django.db.models import Q

from courtyard.assembly.models import Decision
from courtyard.money.models.book import FEN_MAX, WHAT_MAX, WORDS_MAX, Entry
from courtyard.people.models import Person
from courtyard.places.models import Building, Estate, Home
from courtyard.trail.ids import new_id

PERCENT_MAX = 1_000
RECEIPT_MAX = 40
OPEN = Q(decision__isnull=True, withdrawn_at__isnull=True, restored_on__isnull=True)
"""Waiting for the owners to decide."""


class TopUpNoticeQuerySet(models.QuerySet["TopUpNotice"]):
    def standing(self) -> "TopUpNoticeQuerySet":
        """Neither withdrawn nor met, decided or not."""
        return self.filter(withdrawn_at__isnull=True, restored_on__isnull=True)


class TopUpNotice(models.Model):
    """That the owners of an estate, or of one building, were told to top up the fund.

    `homes` is how many of them were low then, where that count tells of nobody. `decide_by` and `restore_by` are the
    days of the rulebook it began under; a rulebook without such periods leaves them empty. The owners' decision says
    to how many per cent of its first deposit each home tops up, `until` when.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    noticed_on = models.DateField()
    words = models.CharField(max_length=WORDS_MAX)
    homes = models.PositiveIntegerField(null=True, blank=True)
    rulebook = models.CharField(max_length=60)
    decide_by = models.DateField(null=True, blank=True)
    restore_by = models.DateField(null=True, blank=True)
    noticed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    noticed_at = models.DateTimeField()
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=WORDS_MAX, blank=True)
    restored_on = models.DateField(null=True, blank=True)

    objects = TopUpNoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate"],
                condition=OPEN & Q(building__isnull=True),
                name="money_an_estate_has_one_open_notice_to_top_up",
            ),
            models.UniqueConstraint(
                fields=["estate", "building"],
                condition=OPEN & Q(building__isnull=False),
                name="money_a_building_has_one_open_notice_to_top_up",
            ),
            models.CheckConstraint(
                name="money_a_decided_top_up_says_how_much_by_when",
                condition=Q(
                    decision__isnull=True, percent__isnull=True, until__isnull=True, decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | Q(
                    decision__isnull=False, percent__gt=0, percent__lte=PERCENT_MAX, until__isnull=False,
                    decided_by__isnull=False, decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="money_a_withdrawn_notice_to_top_up_says_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="money_a_withdrawn_notice_to_top_up_is_not_met",
                condition=Q(withdrawn_at__isnull=True) | Q(restored_on__isnull=True),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["estate", "-noticed_on", "-id"], name="money_notices_to_top_up")]

    @property
    def is_decided(self) -> bool:
        """Whether a decision settled it that was not set aside; read together with its decision."""
        return self.decision is not None and self.decision.carried

    def covers(self, building_id: object) -> bool:
        """Whether a home of that building is in its part."""
        return self.building_id is None or self.building_id == building_id


class TopUpPayment(models.Model):
    """What a home paid into the fund. Its entry is taken back by reversing it, and this with it.

    `receipt` is the number of the paper the home got. What it was found in, a line of the bank for instance, stands
    on its entry.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    home = models.ForeignKey(Home, models.PROTECT, related_name="+", db_index=False)
    fen = models.BigIntegerField()
    day = models.DateField()
    payer = models.CharField(max_length=WHAT_MAX, blank=True)
    receipt = models.CharField(max_length=RECEIPT_MAX, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="top_up")
    received_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="money_a_top_up_is_of_some_fen", condition=Q(fen__gt=0, fen__lte=FEN_MAX)),
        ]
        indexes = [
            models.Index(fields=["home", "-day", "-id"], name="money_top_ups_of_a_home"),
            models.Index(fields=["estate", "-day", "-id"], name="money_top_ups_of_an_estate"),
        ]
