"""Seals: who keeps each, and what each was used for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courtyard.assembly.models import Decision
from courtyard.committee.models.formation import REASON_MAX, TITLE_MAX
from courtyard.committee.models.meeting import Resolution
from courtyard.committee.models.term import NAME_MAX, Committee, Member
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id


class Seal(models.Model):
    """One of the three seals, each kept by another member (沪房物业〔2026〕36号). With the office none is kept here."""

    class Kind(models.TextChoices):
        ASSEMBLY = "assembly", _("seal of the owners’ assembly")
        COMMITTEE = "committee", _("seal of the owners’ committee")
        FINANCE = "finance", _("seal for the accounts")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seals")
    kind = models.CharField(max_length=10, choices=Kind)
    keeper = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    cut_on = models.DateField()
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=REASON_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "kind"], condition=Q(ended_on__isnull=True), name="committee_one_seal_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["estate", "keeper"],
                condition=Q(ended_on__isnull=True, keeper__isnull=False),
                name="committee_each_seal_has_another_keeper",
            ),
        ]
        ordering = ["kind"]


class SealUse(models.Model):
    """A use of a seal: for which decision, on what, by its keeper. The register is public to the owners."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses", db_index=False)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    used_on = models.DateField()
    what = models.CharField(max_length=TITLE_MAX)
    copies = models.PositiveSmallIntegerField(default=1)
    keeper_name = models.CharField(max_length=NAME_MAX)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="committee_a_seal_is_used_for_a_decision",
                condition=Q(resolution__isnull=False, decision__isnull=True)
                | Q(resolution__isnull=True, decision__isnull=False),
            ),
            models.CheckConstraint(name="committee_a_seal_is_put_on_something", condition=Q(copies__gt=0)),
        ]
        indexes = [models.Index(fields=["estate", "-used_on", "-id"], name="committee_seal_register")]
