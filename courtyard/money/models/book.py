"""One estate's double-entry books: accounts, entries, postings, closed months.

Money is whole fen. A posting is one row, a debited account, a credited account and an amount above nothing, so that
books cannot be unbalanced on any database. Entries and postings are never changed nor deleted (`triggers.py`): what is
wrong is reversed, with a reason.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.people.models import Person
from courtyard.places.models import Building, Entrance, Estate, Home
from courtyard.trail.ids import new_id

KEY_MAX, WORDS_MAX, WHAT_MAX = 40, 500, 120
FEN_MAX = 10**13
"""A hundred thousand million yuan in one posting."""


class Fund(models.TextChoices):
    """Whose money, and for what: each fund balances by itself."""

    FEES = "fees", _("property service money")
    MAINTENANCE = "maintenance", _("maintenance fund")
    REVENUE = "revenue", _("public revenue")
    DEPOSITS = "deposits", _("deposits")
    TRUST = "trust", _("fee trust")


class Book(models.Model):
    """The books of an estate, kept from a day on. They belong to the estate, whoever keeps them."""

    estate = models.OneToOneField(Estate, models.PROTECT, primary_key=True, related_name="+")
    opens_on = models.DateField()
    last_number = models.PositiveIntegerField(default=0)
    rulebook = models.CharField(max_length=60)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()


class Account(models.Model):
    """A line of the chart of accounts here, or what is kept apart under it for a building, an entrance or a home."""

    class Kind(models.TextChoices):
        ASSET = "asset", pgettext_lazy("kind of account", "asset")
        LIABILITY = "liability", pgettext_lazy("kind of account", "owed")
        EQUITY = "equity", pgettext_lazy("kind of account", "owners’ money")
        INCOME = "income", pgettext_lazy("kind of account", "income")
        EXPENSE = "expense", pgettext_lazy("kind of account", "spending")

    DEBIT_KINDS: ClassVar = (Kind.ASSET, Kind.EXPENSE)

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=KEY_MAX)
    fund = models.CharField(max_length=12, choices=Fund)
    kind = models.CharField(max_length=10, choices=Kind)
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    entrance = models.ForeignKey(Entrance, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    home = models.ForeignKey(Home, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "key"],
                condition=Q(building__isnull=True, entrance__isnull=True, home__isnull=True),
                name="money_an_account_stands_once",
            ),
            *(
                models.UniqueConstraint(
                    fields=["estate", "key", place],
                    condition=Q(**{f"{place}__isnull": False}),
                    name=f"money_an_account_stands_once_a_{place}",
                )
                for place in ("building", "entrance", "home")
            ),
            models.CheckConstraint(
                name="money_an_account_is_of_one_place",
                condition=Q(building__isnull=True, entrance__isnull=True)
                | Q(building__isnull=True, home__isnull=True)
                | Q(entrance__isnull=True, home__isnull=True),
            ),
        ]


FOLDED = 3
"""From so many homes on an entry is everybody's to read."""
PUBLIC = Q(homes=0) | Q(homes__gte=FOLDED)


class Entry(models.Model):
    """What happened, in one or more postings: numbered through, from a source, on somebody's authority.

    `homes` is of how many homes it tells what they owed, paid or had paid ahead. Of one or two (`PUBLIC` leaves them
    out) only those who collect read: an amount beside a day would tell which home paid, and when.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", pgettext_lazy("kind of entry", "opening balance")
        BILLS = "bills", pgettext_lazy("kind of entry", "bills")
        RECEIPT = "receipt", pgettext_lazy("kind of entry", "payment received")
        SPENDING = "spending", pgettext_lazy("kind of entry", "spending")
        TRANSFER = "transfer", pgettext_lazy("kind of entry", "transfer")
        INTEREST = "interest", pgettext_lazy("kind of entry", "interest")
        REVERSAL = "reversal", pgettext_lazy("kind of entry", "reversal")
        OTHER = "other", pgettext_lazy("kind of entry", "other")

    class Authority(models.TextChoices):
        """What let money out."""

        ASSEMBLY = "assembly", pgettext_lazy("authority", "decision of the owners")
        COMMITTEE = "committee", pgettext_lazy("authority", "decision of the owners’ committee")
        LIMIT = "limit", pgettext_lazy("authority", "delegated limit")
        CONTRACT = "contract", pgettext_lazy("authority", "contract")
        EMERGENCY = "emergency", pgettext_lazy("authority", "emergency rule")
        BUDGET = "budget", pgettext_lazy("authority", "approved budget")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    what = models.CharField(max_length=WHAT_MAX)
    fen = models.BigIntegerField()
    homes = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=20, blank=True)
    source_id = models.UUIDField(null=True, blank=True)
    authority = models.CharField(max_length=10, choices=Authority, blank=True)
    authority_id = models.UUIDField(null=True, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    reason = models.CharField(max_length=WORDS_MAX, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "number"], name="money_entries_are_numbered_through"),
            models.CheckConstraint(
                name="money_a_reversal_says_of_what_and_why",
                condition=Q(kind="reversal", reverses__isnull=False) & ~Q(reason="")
                | ~Q(kind="reversal") & Q(reverses__isnull=True),
            ),
            models.CheckConstraint(name="money_an_entry_is_of_some_fen", condition=Q(fen__gt=0)),
            models.CheckConstraint(
                name="money_spending_rests_on_an_authority",
                condition=~Q(kind="spending") | (~Q(authority="") & Q(authority_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="money_an_authority_is_named_whole",
                condition=Q(authority="", authority_id__isnull=True)
                | (~Q(authority="") & Q(authority_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="money_a_source_is_named_whole",
                condition=Q(source="", source_id__isnull=True) | (~Q(source="") & Q(source_id__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["estate", "-day", "-number"], name="money_entries_newest_first"),
            models.Index(fields=["estate", "-day", "-number"], name="money_entries_for_everybody", condition=PUBLIC),
            models.Index(fields=["source_id"], name="money_entries_of_a_source", condition=Q(source_id__isnull=False)),
            models.Index(
                fields=["authority_id"], name="money_entries_of_an_authority", condition=Q(authority_id__isnull=False)
            ),
        ]


class Posting(models.Model):
    """From one account to another: never unbalanced, because it is one row."""

    id = models.BigAutoField(primary_key=True)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="postings")
    debit = models.ForeignKey(Account, models.PROTECT, related_name="+")
    credit = models.ForeignKey(Account, models.PROTECT, related_name="+")
    fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="money_a_posting_is_of_some_fen", condition=Q(fen__gt=0, fen__lte=FEN_MAX)),
            models.CheckConstraint(name="money_a_posting_joins_two_accounts", condition=~Q(debit=F("credit"))),
        ]
        ordering = ["id"]


class Closing(models.Model):
    """A month whose entries all stand. Nothing is booked into it any more."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    entries = models.PositiveIntegerField()
    fen = models.BigIntegerField()
    closed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "month"], name="money_a_month_is_closed_once"),
            models.CheckConstraint(name="money_a_month_is_its_first_day", condition=Q(month__day=1)),
        ]


class AccountMonth(models.Model):
    """What an account was debited and credited in a month: can be thrown away and comes out the same."""

    id = models.BigAutoField(primary_key=True)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="months", db_index=False)
    month = models.DateField()
    debit_fen = models.BigIntegerField(default=0)
    credit_fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "month"], name="money_an_account_has_one_sum_a_month"),
        ]
        indexes = [models.Index(fields=["estate", "month"], name="money_sums_of_a_month")]


class MoveMonth(models.Model):
    """All that went from one line of the chart to another in a month, whatever homes: for the public page.

    Reversals stand apart, because they make less of what they reverse. Can be thrown away and comes out the same.
    """

    id = models.BigAutoField(primary_key=True)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    debit_key = models.CharField(max_length=KEY_MAX)
    credit_key = models.CharField(max_length=KEY_MAX)
    takes_back = models.BooleanField()
    fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "month", "debit_key", "credit_key", "takes_back"],
                name="money_moves_have_one_sum_a_month",
            ),
        ]


class EntryMonth(models.Model):
    """How many entries of a month there are, and of how much; of them those that tell of one home or two.

    Can be thrown away and comes out the same.
    """

    id = models.BigAutoField(primary_key=True)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    entries = models.PositiveIntegerField()
    fen = models.BigIntegerField()
    of_homes = models.PositiveIntegerField()
    of_homes_fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "month"], name="money_entries_have_one_sum_a_month"),
        ]
