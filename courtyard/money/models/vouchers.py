"""Papers of a spending. The original stays with those who keep the fund; everybody sees the masked copy."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from courtyard.money.models.spending import NAME_MAX, Draw, Quote, Spending
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

FILE_MAX, HASH = 200, 64


class Voucher(models.Model):
    """A file and its masked copy. `masks` are rectangles in thousandths of width and height: left, top, width, height.

    It is shown once somebody has said that no name, number or account can be read in the copy.
    """

    class Kind(models.TextChoices):
        QUOTE = "quote", pgettext_lazy("kind of voucher", "quote")
        CONTRACT = "contract", pgettext_lazy("kind of voucher", "contract")
        INVOICE = "invoice", pgettext_lazy("kind of voucher", "invoice")
        REVIEW = "review", pgettext_lazy("kind of voucher", "price review")
        ACCEPTANCE = "acceptance", pgettext_lazy("kind of voucher", "acceptance form")
        PHOTO = "photo", pgettext_lazy("kind of voucher", "photograph")
        OTHER = "other", pgettext_lazy("kind of voucher", "other paper")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    spending = models.ForeignKey(Spending, models.PROTECT, related_name="vouchers")
    quote = models.ForeignKey(Quote, models.PROTECT, null=True, blank=True, related_name="vouchers", db_index=False)
    draw = models.ForeignKey(Draw, models.PROTECT, null=True, blank=True, related_name="vouchers", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=NAME_MAX)
    file = models.CharField(max_length=FILE_MAX)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=HASH)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    masks = models.JSONField(default=list)
    masked_file = models.CharField(max_length=FILE_MAX, blank=True)
    masked_sha256 = models.CharField(max_length=HASH, blank=True)
    shown = models.BooleanField(default=False)
    shown_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="money_what_is_shown_is_a_masked_copy",
                condition=Q(shown=False)
                | Q(shown_by__isnull=False, shown_at__isnull=False) & ~Q(masked_file="") & ~Q(masked_sha256=""),
            ),
        ]
        ordering = ["added_at", "id"]

    @property
    def is_picture(self) -> bool:
        return not self.file.endswith(".pdf")
