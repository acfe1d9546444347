"""What homes had in the maintenance fund when its books began: the list it came in, and each home's first deposit."""

from django.db import models
from django.db.models import Q

from courtyard.money.models.book import Entry
from courtyard.people.models import Person
from courtyard.places.models import Estate, Home
from courtyard.trail.ids import new_id

FILE_NAME_MAX = 200


class OpeningList(models.Model):
    """A spreadsheet of balances. Until it is taken its file waits, sealed, for a day at most.

    `columns` is what each column holds, once a person said so. `in_books` says that the money stands in the books
    already, not shared over homes yet.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=FILE_NAME_MAX)
    sheet = models.CharField(max_length=80, blank=True)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    day = models.DateField()
    stated_fen = models.BigIntegerField(null=True, blank=True)
    in_books = models.BooleanField(default=False)
    columns = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    uploaded_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    homes = models.PositiveIntegerField(default=0)
    fen = models.BigIntegerField(default=0)
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="money_a_list_that_is_taken_has_its_entry",
                condition=Q(taken_at__isnull=True, entry__isnull=True) | Q(taken_at__isnull=False, entry__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["estate", "-uploaded_at"], name="money_opening_lists")]


class FirstDeposit(models.Model):
    """What a home paid in first, against which 30 % is reckoned. None where the list did not say."""

    home = models.OneToOneField(Home, models.PROTECT, primary_key=True, related_name="+")
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+")
    opening = models.ForeignKey(OpeningList, models.PROTECT, related_name="deposits")
    fen = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="money_no_deposit_is_below_nought", condition=Q(fen__isnull=True) | Q(fen__gte=0)
            ),
        ]
