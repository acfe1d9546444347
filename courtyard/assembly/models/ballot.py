"""Ballots: what one head returns on all motions of a vote, by whatever channel, and what it chose.

What must never be false is the database's to say: one ballot of a head stands, and one choice of it on a motion.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from courtyard.assembly.models.assembly import CLAUSE_MAX, HASH, NAME_MAX, Assembly, Motion
from courtyard.assembly.models.roll import Head
from courtyard.people.models import Person
from courtyard.places.models import Building, Estate
from courtyard.trail.ids import new_id


class Ballot(models.Model):
    """What came in for a head. Its id and `receipt` are random: their order tells nothing.

    A named one keeps its `choices` ({motion: choice or list of candidates}). A confidential one keeps them `sealed`
    under the vote's key, which lies outside the database, and loses even that when the box is opened: then it says
    that the head took part, and nothing of what it chose.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", pgettext_lazy("channel of a ballot", "phone")
        PAPER = "paper", pgettext_lazy("channel of a ballot", "paper")
        VISIT = "visit", pgettext_lazy("channel of a ballot", "at the door")
        PROXY = "proxy", pgettext_lazy("channel of a ballot", "proxy")

    class State(models.TextChoices):
        PENDING = "pending", pgettext_lazy("state of a ballot", "received, to be entered")
        STANDS = "stands", pgettext_lazy("state of a ballot", "counted")
        REPLACED = "replaced", pgettext_lazy("state of a ballot", "replaced by another")
        REJECTED = "rejected", pgettext_lazy("state of a ballot", "not counted, there were two")
        INVALID = "invalid", pgettext_lazy("state of a ballot", "invalid")

    id = models.UUIDField(primary_key=True, default=uuid4)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="ballots", db_index=False)
    head = models.ForeignKey(Head, models.CASCADE, related_name="ballots", db_index=False)
    channel = models.CharField(max_length=6, choices=Channel)
    state = models.CharField(max_length=8, choices=State, default=State.STANDS)
    turn = models.PositiveSmallIntegerField()
    receipt = models.CharField(max_length=12)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    proxy = models.ForeignKey("assembly.Proxy", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    choices = models.JSONField(null=True, blank=True)
    sealed = models.BinaryField(null=True, blank=True)
    defect = models.CharField(max_length=CLAUSE_MAX, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "head"], condition=Q(state="stands"), name="assembly_one_ballot_of_a_head_stands"
            ),
            models.UniqueConstraint(fields=["head", "turn"], name="assembly_ballots_of_a_head_come_in_turn"),
            models.UniqueConstraint(fields=["assembly", "receipt"], name="assembly_a_receipt_is_of_one_ballot"),
            models.CheckConstraint(
                name="assembly_an_invalid_ballot_says_why", condition=~Q(state="invalid") | ~Q(defect="")
            ),
        ]


class Vote(models.Model):
    """What a named ballot that stands chose on one motion. An election has one a candidate.

    The area it weighs and the building of its head stand on the row, so that a million of them are counted in one
    reading of one table.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    motion = models.ForeignKey(Motion, models.CASCADE, related_name="+", db_index=False)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="votes")
    head = models.ForeignKey(Head, models.CASCADE, related_name="+", db_index=False)
    choice = models.CharField(max_length=8)
    area_cm2 = models.BigIntegerField()
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["motion", "head", "choice"], name="assembly_a_head_chooses_a_thing_once"),
            models.UniqueConstraint(
                fields=["motion", "head"],
                condition=Q(choice__in=["for", "against", "abstain", "invalid", "none"]),
                name="assembly_a_head_says_one_thing_of_a_motion",
            ),
        ]


class Paper(models.Model):
    """A paper ballot that came back: received by its code, entered by one person, checked by another.

    On a confidential one this is the stub; what was chosen is entered apart from it, as a slip.
    """

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("paper ballot", "received")
        ENTERED = "entered", pgettext_lazy("paper ballot", "entered, to be checked")
        ACCEPTED = "accepted", pgettext_lazy("paper ballot", "checked")
        INVALID = "invalid", pgettext_lazy("paper ballot", "invalid")

    id = models.UUIDField(primary_key=True, default=uuid4)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="papers", db_index=False)
    head = models.ForeignKey(Head, models.CASCADE, related_name="papers", db_index=False)
    ballot = models.OneToOneField(Ballot, models.CASCADE, related_name="paper")
    state = models.CharField(max_length=8, choices=State, default=State.RECEIVED)
    scan = models.CharField(max_length=200, blank=True)
    scan_hash = models.CharField(max_length=HASH, blank=True)
    received_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    received_at = models.DateTimeField()
    entry = models.JSONField(null=True, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    entered_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assembly", "head"], name="assembly_a_paper_is_received_once"),
            models.CheckConstraint(
                name="assembly_whoever_checks_a_paper_is_another",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=models.F("entered_by")),
            ),
        ]


class Slip(models.Model):
    """The confidential part of a paper ballot, entered without its stub: a choice and the area it weighs, sealed."""

    id = models.UUIDField(primary_key=True)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="slips")
    sealed = models.BinaryField()
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assembly_whoever_checks_a_slip_is_another",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=models.F("entered_by")),
            ),
        ]


class Proxy(models.Model):
    """A written mandate: who votes for a head in this vote, on which paper, and whether it was taken back."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="proxies", db_index=False)
    head = models.ForeignKey(Head, models.CASCADE, related_name="proxies", db_index=False)
    agent = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agent_name = models.CharField(max_length=NAME_MAX)
    given_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200, blank=True)
    document_hash = models.CharField(max_length=HASH, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "head"],
                condition=Q(revoked_at__isnull=True),
                name="assembly_one_proxy_speaks_for_a_head",
            ),
            models.CheckConstraint(
                name="assembly_a_mandate_ends_after_it_is_given",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("given_on")),
            ),
        ]


class Contact(models.Model):
    """A canvasser's note of a visit, from a closed list. All of them go when the result is certified."""

    class Kind(models.TextChoices):
        OUT = "out", pgettext_lazy("visit", "nobody was in")
        LATER = "later", pgettext_lazy("visit", "asked us to come again")
        WILL = "will", pgettext_lazy("visit", "will vote by themselves")
        PAPER = "paper", pgettext_lazy("visit", "wants a paper ballot")
        LIVES_ELSEWHERE = "elsewhere", pgettext_lazy("visit", "lives elsewhere")
        NO_CONTACT = "no", pgettext_lazy("visit", "does not want to be visited")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="contacts")
    head = models.ForeignKey(Head, models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
