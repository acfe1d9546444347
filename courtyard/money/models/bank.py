"""What the bank says: accounts, statements, lines, and what each line was found to be.

Names of payers are somebody's data: only who keeps the fund reads them, and they go when they are of no more use.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.money.models.book import KEY_MAX, WORDS_MAX, Entry, Fund
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

BANK_MAX, HOLDER_MAX, FILE_NAME_MAX, GATEWAY_MAX = 60, 120, 200, 20
IDENTITY_MAX, CONTENT_MAX, REFERENCE_MAX, NAME_MAX, TEXT_MAX = 60, 40, 80, 120, 600
ORDER_MAX, TOKEN_MAX, EXPECTED_MAX = 80, 80, 80
LINE = "bank_line"
"""The source of what a line settled; whoever is named as its payer stands in the line."""
SIGNED_ALIKE = Q(fen__gt=0, open_fen__gte=0, open_fen__lte=F("fen")) | Q(
    fen__lt=0, open_fen__lte=0, open_fen__gte=F("fen")
)


class BankAccount(models.Model):
    """An account at a bank, and the line of the chart that stands for it; of its number only the end is kept.

    One with a `gateway` is what a payment gateway has taken and not yet passed on.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    fund = models.CharField(max_length=12, choices=Fund)
    key = models.CharField(max_length=KEY_MAX)
    bank = models.CharField(max_length=BANK_MAX)
    digits = models.CharField(max_length=4, blank=True)
    holder = models.CharField(max_length=HOLDER_MAX)
    gateway = models.CharField(max_length=GATEWAY_MAX, blank=True)
    since = models.DateField()
    opening_fen = models.BigIntegerField(null=True, blank=True)
    last_line = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "key"],
                condition=Q(ended_on__isnull=True),
                name="money_a_line_of_the_chart_is_one_bank",
            ),
            models.UniqueConstraint(
                fields=["estate", "gateway"],
                condition=Q(ended_on__isnull=True) & ~Q(gateway=""),
                name="money_a_gateway_pays_into_one_account",
            ),
            models.CheckConstraint(
                name="money_a_bank_account_is_told_by_its_last_digits", condition=Q(gateway="") ^ Q(digits="")
            ),
            models.CheckConstraint(
                name="money_a_bank_account_ends_with_a_reason",
                condition=Q(ended_on__isnull=True, end_reason="") | Q(ended_on__isnull=False) & ~Q(end_reason=""),
            ),
        ]


class ColumnMap(models.Model):
    """Which column of this bank's files is which, as somebody said the last time (core/bank/mapping.py)."""

    account = models.OneToOneField(BankAccount, models.CASCADE, primary_key=True, related_name="columns")
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    columns = models.JSONField()
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    saved_at = models.DateTimeField()


class Statement(models.Model):
    """A file of the bank that was taken in: the file itself is not kept, its hash and its lines are."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="statements", db_index=False)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=FILE_NAME_MAX)
    first_on = models.DateField()
    last_on = models.DateField()
    opening_fen = models.BigIntegerField(null=True, blank=True)
    closing_fen = models.BigIntegerField(null=True, blank=True)
    rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    imported_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "sha256"], name="money_a_statement_is_imported_once"),
            models.CheckConstraint(
                name="money_a_statement_ends_after_it_begins", condition=Q(last_on__gte=F("first_on"))
            ),
        ]


class BankLine(models.Model):
    """One movement of the account at the bank. `fen` is above nought for money in; `open_fen` is not matched yet.

    `identity` and `content` tell whether a line of another file is this one (core/bank/identity.py).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="lines", db_index=False)
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="lines")
    number = models.PositiveIntegerField()
    identity = models.CharField(max_length=IDENTITY_MAX)
    content = models.CharField(max_length=CONTENT_MAX)
    day = models.DateField()
    fen = models.BigIntegerField()
    open_fen = models.BigIntegerField()
    balance_fen = models.BigIntegerField(null=True, blank=True)
    name = models.CharField(max_length=NAME_MAX, blank=True)
    text = models.CharField(max_length=TEXT_MAX, blank=True)
    reference = models.CharField(max_length=REFERENCE_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "identity"], name="money_a_line_of_the_bank_is_kept_once"),
            models.UniqueConstraint(fields=["account", "number"], name="money_bank_lines_are_numbered_through"),
            models.CheckConstraint(name="money_a_line_of_the_bank_moves_money", condition=~Q(fen=0)),
            models.CheckConstraint(name="money_no_more_of_a_line_is_open_than_it_has", condition=SIGNED_ALIKE),
        ]
        indexes = [
            models.Index(fields=["account", "-day", "-number"], name="money_bank_lines_newest_first"),
            models.Index(fields=["account", "day"], name="money_bank_lines_still_open", condition=~Q(open_fen=0)),
        ]


class LineMatch(models.Model):
    """So much of a line of the bank is that entry. Taken back, it stays, with a reason."""

    class How(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("how a line was matched", "proposed, and confirmed")
        HAND = "hand", pgettext_lazy("how a line was matched", "chosen by hand")
        GATEWAY = "gateway", pgettext_lazy("how a line was matched", "told by the payment gateway")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(BankLine, models.PROTECT, related_name="matches")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="line_matches")
    fen = models.BigIntegerField()
    target = models.CharField(max_length=20)
    expected = models.CharField(max_length=EXPECTED_MAX, blank=True)
    how = models.CharField(max_length=10, choices=How)
    matched_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    matched_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="money_a_match_is_of_some_fen", condition=~Q(fen=0)),
            models.CheckConstraint(
                name="money_a_match_is_taken_back_by_somebody_for_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(reason=""),
            ),
        ]


class Reconciliation(models.Model):
    """That somebody held the books against the bank on a day, and what came of it: everybody may read the figures."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="reconciliations", db_index=False)
    day = models.DateField()
    book_fen = models.BigIntegerField()
    bank_fen = models.BigIntegerField()
    differences = models.PositiveIntegerField()
    reconciled_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    reconciled_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-reconciled_at"], name="money_newest_reconciliation")]

    @property
    def difference_fen(self) -> int:
        """How much more the books have than the bank."""
        return self.book_fen - self.bank_fen
