"""Figures of quality and price, by quarter: rebuilt from what estates keep, or loaded for those that are not here."""

from django.db import models
from django.db.models import F, Q

from courtyard.people.models import Person
from courtyard.places.models import Estate, Node
from courtyard.services.models.company import NAME_MAX
from courtyard.services.models.rating import QUARTER
from courtyard.trail.ids import new_id

MILLI_MAX = 1_000
"""The index is kept in thousandths: 862 is shown as 86.2 of 100."""


class QualityFigure(models.Model):
    """An estate's index in one quarter, in all (`field` empty) or in one field. Can be thrown away and reckoned again.

    `parts` of a field holds what its sources said: {source: {part, whole, count, out_of}}. The figure in all keeps whom
    the estate was compared with (`peers`), which is reckoned after everybody's figures.
    """

    id = models.BigAutoField(primary_key=True)
    estate = models.ForeignKey(Estate, models.CASCADE, related_name="+", db_index=False)
    quarter = models.CharField(max_length=QUARTER)
    field = models.CharField(max_length=12, blank=True)
    milli = models.PositiveSmallIntegerField()
    low_milli = models.PositiveSmallIntegerField()
    high_milli = models.PositiveSmallIntegerField()
    enough = models.BooleanField()
    parts = models.JSONField(default=dict)
    reckoned_at = models.DateTimeField()
    peers = models.JSONField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "quarter", "field"], name="services_an_estate_has_one_figure_a_quarter"
            ),
            models.CheckConstraint(
                name="services_an_index_lies_in_its_interval",
                condition=Q(low_milli__lte=F("milli"), high_milli__gte=F("milli"), high_milli__lte=MILLI_MAX),
            ),
        ]
        indexes = [
            models.Index(fields=["quarter", "compared_at"], condition=Q(field=""), name="services_figures_to_compare"),
        ]


class PeerFigure(models.Model):
    """What one estate pays and gets in a quarter, by what makes estates alike. No estate's page reads another's.

    Rows of estates that are here come from their own figures (`node`); others are loaded by an office from a
    spreadsheet (`batch`), so that a city can compare before everybody is here.
    """

    id = models.BigAutoField(primary_key=True)
    quarter = models.CharField(max_length=QUARTER)
    node = models.ForeignKey(Node, models.CASCADE, null=True, blank=True, related_name="+")
    batch = models.ForeignKey("services.PeerBatch", models.CASCADE, null=True, blank=True, related_name="rows")
    district = models.ForeignKey(Node, models.CASCADE, related_name="+")
    label = models.CharField(max_length=NAME_MAX, blank=True)
    kind = models.CharField(max_length=20, choices=Estate.Kind)
    built = models.PositiveSmallIntegerField(null=True, blank=True)
    lifts = models.BooleanField()
    homes = models.PositiveIntegerField()
    fen_per_m2 = models.PositiveIntegerField(null=True, blank=True)
    milli = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quarter", "node"], condition=Q(node__isnull=False), name="services_an_estate_is_a_peer_once"
            ),
            models.CheckConstraint(
                name="services_a_peer_is_here_or_loaded",
                condition=Q(node__isnull=False, batch__isnull=True) | Q(node__isnull=True, batch__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["district", "quarter", "kind"], name="services_peers_of_a_district")]


class PeerBatch(models.Model):
    """A spreadsheet of figures of estates that are not here, as an office loaded it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_MAX)
    source = models.CharField(max_length=NAME_MAX)
    sha256 = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    loaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    loaded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
