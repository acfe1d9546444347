"""A committee for a term, and who sits in it."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.committee.models.formation import REASON_MAX, Formation
from courtyard.core.moves import Moves, Moving
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

NAME_MAX = 60
ODD_SEATS = tuple(range(3, 26, 2))


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def living(self) -> "CommitteeQuerySet":
        """Those elected or in office."""
        return self.filter(state__in=Committee.LIVING)


class Committee(Moving, models.Model):
    """The owners' committee of one term (届). Elected, it takes office when its election is in force.

    `elected_on` is the day on which the result was published; filing and the first meeting are reckoned from it.
    `motion` is the election's, in the assembly; a committee from before this record has none, and says by what.
    """

    class State(models.TextChoices):
        ELECTED = "elected", pgettext_lazy("state of a committee", "elected")
        IN_OFFICE = "in_office", pgettext_lazy("state of a committee", "in office")
        ENDED = "ended", pgettext_lazy("state of a committee", "ended")
        SET_ASIDE = "set_aside", pgettext_lazy("state of a committee", "election set aside")

    MOVES: ClassVar[Moves] = {
        State.ELECTED: frozenset({State.IN_OFFICE, State.SET_ASIDE}),
        State.IN_OFFICE: frozenset({State.ENDED}),
        State.ENDED: frozenset(),
        State.SET_ASIDE: frozenset(),
    }
    LIVING = (State.ELECTED, State.IN_OFFICE)

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    state: Any = models.CharField(max_length=10, choices=State, default=State.ELECTED)
    seats = models.PositiveSmallIntegerField()
    elected_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    motion = models.UUIDField(null=True, blank=True)
    formation = models.ForeignKey(Formation, models.PROTECT, null=True, blank=True, related_name="committees")
    source = models.CharField(max_length=REASON_MAX, blank=True)
    names_posted_on = models.DateField(null=True, blank=True)
    filed_on = models.DateField(null=True, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=REASON_MAX, blank=True)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "number"], condition=~Q(state="set_aside"), name="committee_terms_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["estate"], condition=Q(state="in_office"), name="committee_an_estate_has_one_in_office"
            ),
            models.UniqueConstraint(
                fields=["estate"], condition=Q(state="elected"), name="committee_an_estate_has_one_elected"
            ),
            models.UniqueConstraint(
                fields=["motion"], condition=Q(motion__isnull=False), name="committee_an_election_makes_one_committee"
            ),
            models.CheckConstraint(name="committee_seats_are_odd", condition=Q(seats__in=ODD_SEATS)),
            models.CheckConstraint(
                name="committee_a_term_ends_after_it_begins", condition=Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="committee_an_ended_one_says_when", condition=~Q(state="ended") | Q(ended_on__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["estate", "-number"], name="committee_of_an_estate")]

    def __str__(self) -> str:
        return f"{self.estate_id} {self.number}"

    @property
    def is_living(self) -> bool:
        return self.state in self.LIVING


class MemberQuerySet(models.QuerySet["Member"]):
    def sitting(self) -> "MemberQuerySet":
        """Those with a seat now; alternates have none."""
        return self.filter(until__isnull=True, alternate=False)

    def waiting(self) -> "MemberQuerySet":
        """Alternates who may move up, in the order of their votes."""
        return self.filter(until__isnull=True, alternate=True).order_by("rank", "id")

    def on(self, day: date) -> "MemberQuerySet":
        """Who had a seat on that day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day, alternate=False)


class Member(models.Model):
    """Somebody with a seat, or an alternate who waits for one. `rank` is the order in which they were elected.

    `name` is as it was posted; it goes when the person asks and the term is over.
    """

    class Post(models.TextChoices):
        CHAIR = "chair", pgettext_lazy("post in a committee", "chair")
        VICE = "vice", pgettext_lazy("post in a committee", "vice-chair")
        MEMBER = "member", pgettext_lazy("post in a committee", "member")

    class Ground(models.TextChoices):
        RESIGNED = "resigned", _("resigned in writing")
        ABSENT = "absent", _("absent from half of a year’s meetings")
        SOLD = "sold", _("owns no home here any more")
        ELIGIBILITY = "eligibility", _("no longer meets the conditions")
        RECALLED = "recalled", _("replaced by the owners’ assembly")
        DIED = "died", _("died")
        TERM = "term", _("the term ended")
        SET_ASIDE = "set_aside", _("the election was set aside")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="members", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_MAX)
    rank = models.PositiveSmallIntegerField(default=0)
    post = models.CharField(max_length=6, choices=Post, default=Post.MEMBER)
    alternate = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=12, choices=Ground, blank=True)
    ended_words = models.CharField(max_length=REASON_MAX, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    checks = models.JSONField(default=dict, blank=True)
    filed_end_on = models.DateField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "person"], condition=Q(until__isnull=True), name="committee_nobody_sits_twice"
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(until__isnull=True, post="chair"),
                name="committee_a_committee_has_one_chair",
            ),
            models.CheckConstraint(
                name="committee_a_member_ends_after_they_begin",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="committee_whoever_leaves_leaves_for_a_reason", condition=Q(until__isnull=True) | ~Q(ground="")
            ),
            models.CheckConstraint(
                name="committee_an_alternate_holds_no_post", condition=Q(alternate=False) | Q(post="member")
            ),
        ]
        indexes = [models.Index(fields=["committee", "rank"], name="committee_members_in_order")]
        ordering = ["alternate", "rank", "id"]

    def __str__(self) -> str:
        return self.name
