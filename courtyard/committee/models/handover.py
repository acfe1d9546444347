"""Handing over: documents, seals, accounts and access, item by item, given and received by name."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from courtyard.committee.models.formation import REASON_MAX, TITLE_MAX, Formation
from courtyard.committee.models.seal import Seal
from courtyard.committee.models.term import NAME_MAX, Committee, Member
from courtyard.core.moves import Moves, Moving
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id


class Handover(Moving, models.Model):
    """From the outgoing committee to the housing office (上海 art 29), from there to the new one, or from a member who
    left (art 30)."""

    class Kind(models.TextChoices):
        TO_OFFICE = "to_office", pgettext_lazy("handover", "to the housing office")
        TO_NEXT = "to_next", pgettext_lazy("handover", "to the new committee")
        MEMBER = "member", pgettext_lazy("handover", "from a member who left")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of a handover", "going on")
        DONE = "done", pgettext_lazy("state of a handover", "handed over")

    MOVES: ClassVar[Moves] = {State.OPEN: frozenset({State.DONE}), State.DONE: frozenset()}

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    state: Any = models.CharField(max_length=4, choices=State, default=State.OPEN)
    giver = models.ForeignKey(Committee, models.PROTECT, null=True, blank=True, related_name="+")
    taker = models.ForeignKey(Committee, models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    formation = models.ForeignKey(Formation, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    due_on = models.DateField()
    begun_at = models.DateTimeField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    duty = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["formation", "kind"],
                condition=Q(formation__isnull=False),
                name="committee_a_formation_hands_over_once_each_way",
            ),
            models.UniqueConstraint(
                fields=["member"], condition=Q(member__isnull=False), name="committee_a_member_hands_over_once"
            ),
            models.CheckConstraint(
                name="committee_what_is_handed_over_has_a_day", condition=Q(state="open") | Q(done_on__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["estate", "-on"], name="committee_handovers_of")]


class HandoverItem(models.Model):
    """One thing on the list: given by somebody, received by somebody else. What is missing says why.

    `code` is one of events.papers.THINGS, whose words the house has in every language; else `label` is somebody's.
    """

    class Kind(models.TextChoices):
        SEAL = "seal", pgettext_lazy("handover", "seal")
        DOCUMENT = "document", pgettext_lazy("handover", "document")
        ACCOUNT = "account", pgettext_lazy("handover", "account")
        ACCESS = "access", pgettext_lazy("handover", "key or password")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    handover = models.ForeignKey(Handover, models.CASCADE, related_name="items", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    code = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=TITLE_MAX, blank=True)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    given_name = models.CharField(max_length=NAME_MAX, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    received_name = models.CharField(max_length=NAME_MAX, blank=True)
    missing = models.CharField(max_length=REASON_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "position"], name="committee_items_are_numbered"),
            models.CheckConstraint(name="committee_an_item_says_what_it_is", condition=~Q(code="", label="")),
            models.CheckConstraint(
                name="committee_what_is_received_was_given",
                condition=Q(received_at__isnull=True) | Q(given_at__isnull=False),
            ),
            models.CheckConstraint(
                name="committee_nobody_receives_what_they_gave",
                condition=Q(received_by__isnull=True) | ~Q(received_by=F("given_by")),
            ),
        ]
        ordering = ["position"]
