"""Property companies, the estates they served, and what was found of them. Companies are rated, persons never."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.people.models import Person
from courtyard.places.models import Node
from courtyard.trail.ids import new_id

NAME_MAX = 120
WORDS_MAX = 500
CODE_MAX = 40
ARTICLE_MAX = 160
FILE_MAX = 200
HASH = 64


class Company(models.Model):
    """A company on the books of a place. It acts through the organisation it is (`person`) and who is named for it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_MAX)
    credit_code = models.CharField(max_length=CODE_MAX, unique=True)
    phone = models.CharField(max_length=CODE_MAX, blank=True)
    address = models.CharField(max_length=NAME_MAX, blank=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="+")
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    registered_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="services_a_company_is_closed_for_a_reason",
                condition=Q(closed_on__isnull=True, closed_why="") | (Q(closed_on__isnull=False) & ~Q(closed_why="")),
            ),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ServedQuerySet(models.QuerySet["Served"]):
    def on(self, day: date) -> "ServedQuerySet":
        """Those that hold on `day`; `until` is their last day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Served(models.Model):
    """That a company serves an estate, from when to when: a roll-up of contracts, which stay with their estates."""

    class Kind(models.TextChoices):
        FIRST = "first", pgettext_lazy("kind of contract", "first contract, by the developer")
        ORDINARY = "ordinary", pgettext_lazy("kind of contract", "contract of the owners")
        TEMPORARY = "temporary", pgettext_lazy("kind of contract", "temporary")

    contract = models.UUIDField(primary_key=True)
    company = models.ForeignKey(Company, models.CASCADE, related_name="served", db_index=False)
    node = models.ForeignKey(Node, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = ServedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["company", "-since"], name="services_served_by_company")]


class Supervision(models.Model):
    """What an office above found of a company in one place: an inspection, a penalty, a complaint that was upheld.

    `seat` is the place whose office it was. A case is cited by its number, as text: it stays with its estate.
    """

    class Kind(models.TextChoices):
        INSPECTION = "inspection", _("inspection by the office")
        PENALTY = "penalty", _("penalty")
        COMPLAINT = "complaint", _("complaint upheld")

    class Outcome(models.TextChoices):
        IN_ORDER = "in_order", pgettext_lazy("outcome of an inspection", "in order")
        TO_MEND = "to_mend", pgettext_lazy("outcome of an inspection", "something to put right")
        MENDED = "mended", pgettext_lazy("outcome of an inspection", "put right")
        UPHELD = "upheld", pgettext_lazy("outcome of a complaint", "upheld")
        FINED = "fined", pgettext_lazy("outcome of a penalty", "imposed")

    id = models.UUIDField(primary_key=True, default=new_id)
    company = models.ForeignKey(Company, models.PROTECT, related_name="supervisions", db_index=False)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Node, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    outcome = models.CharField(max_length=10, choices=Outcome)
    on = models.DateField()
    words = models.CharField(max_length=WORDS_MAX)
    article = models.CharField(max_length=ARTICLE_MAX, blank=True)
    fine_fen = models.BigIntegerField(null=True, blank=True)
    mend_by = models.DateField(null=True, blank=True)
    mended_on = models.DateField(null=True, blank=True)
    mended_words = models.CharField(max_length=WORDS_MAX, blank=True)
    case_number = models.CharField(max_length=NAME_MAX, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=WORDS_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="services_a_fine_is_some_money", condition=Q(fine_fen__isnull=True) | Q(fine_fen__gt=0)
            ),
            models.CheckConstraint(
                name="services_it_is_put_right_after_it_was_found",
                condition=Q(mended_on__isnull=True) | Q(mended_on__gte=F("on")),
            ),
            models.CheckConstraint(
                name="services_what_is_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
            ),
        ]
        indexes = [models.Index(fields=["company", "-on", "-id"], name="services_found_of_a_company")]
