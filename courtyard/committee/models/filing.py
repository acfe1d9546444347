"""Filing a committee, or a change of it, with the housing office."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.committee.models.formation import HASH, REASON_MAX, TITLE_MAX
from courtyard.committee.models.term import Committee
from courtyard.core.moves import Moves, Moving
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id


class Filing(Moving, models.Model):
    """Put together by the committee, sent to the housing office, taken or sent back; reckoned from `on`."""

    class Kind(models.TextChoices):
        ELECTION = "election", pgettext_lazy("filing", "a new committee")
        CHANGE = "change", pgettext_lazy("filing", "a change of members or rules")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of a filing", "being put together")
        FILED = "filed", pgettext_lazy("state of a filing", "sent to the housing office")
        ACCEPTED = "accepted", pgettext_lazy("state of a filing", "filed")
        RETURNED = "returned", pgettext_lazy("state of a filing", "sent back")

    MOVES: ClassVar[Moves] = {
        State.OPEN: frozenset({State.FILED}),
        State.FILED: frozenset({State.ACCEPTED, State.RETURNED}),
        State.RETURNED: frozenset({State.FILED}),
        State.ACCEPTED: frozenset(),
    }

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="filings")
    kind = models.CharField(max_length=8, choices=Kind)
    state: Any = models.CharField(max_length=8, choices=State, default=State.OPEN)
    title = models.CharField(max_length=TITLE_MAX)
    about = models.UUIDField(null=True, blank=True)
    on = models.DateField()
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    filed_on = models.DateField(null=True, blank=True)
    filed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    bundle_hash = models.CharField(max_length=HASH, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    receipt = models.CharField(max_length=TITLE_MAX, blank=True)
    reason = models.CharField(max_length=REASON_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee"], condition=Q(kind="election"), name="committee_an_election_is_filed_once"
            ),
            models.UniqueConstraint(
                fields=["estate", "about", "on"],
                condition=Q(about__isnull=False),
                name="committee_a_change_is_filed_once",
            ),
            models.CheckConstraint(
                name="committee_what_is_filed_has_a_day", condition=Q(state="open") | Q(filed_on__isnull=False)
            ),
            models.CheckConstraint(
                name="committee_what_is_sent_back_says_why", condition=~Q(state="returned") | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["estate", "-on"], name="committee_filings_of")]


class FilingPaper(models.Model):
    """One of the papers of a filing (上海 art 23: six of them). What the house makes itself is made when asked for.

    `pages` were counted when it came; `made` says that this house printed it.
    """

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("minutes and decisions of the assembly")
        RULES = "rules", _("rules of procedure")
        COVENANT = "covenant", _("owners’ covenant")
        FUND = "fund", _("covenant of the maintenance fund")
        MEMBERS = "members", _("list of members and their pledges")
        TRAINING = "training", _("training records of the members")
        OTHER = "other", pgettext_lazy("paper of a filing", "other papers")

    SIX = (Kind.MINUTES, Kind.RULES, Kind.COVENANT, Kind.FUND, Kind.MEMBERS, Kind.TRAINING)
    MADE = (Kind.MINUTES, Kind.MEMBERS)
    """What this house can print itself: the certified result, and the list of members."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    filing = models.ForeignKey(Filing, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=120)
    file = models.CharField(max_length=200)
    content = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=HASH)
    pages = models.PositiveSmallIntegerField(default=1)
    made = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["added_at", "id"]
