"""What residents ask for: one case for each thing one resident said, and its photographs."""

import re
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.core.clocks import Promise
from courtyard.core.moves import Moves, Moving
from courtyard.people.models import Person
from courtyard.places.models import Building, CommonPart, Entrance, Estate, Home
from courtyard.trail.ids import new_id

WORDS_MAX = 2_000
WHERE_MAX = 200
PHOTOS_MAX = 6
SUBJECT_MAX = 40
ANSWER_WITHIN = timedelta(days=3)
"""How long the desk waits for the resident's word before somebody calls. Silence is never counted as consent."""

Place = Home | Building | Entrance | CommonPart | None
"""Where it is; None is the estate as a whole."""


class Party(models.TextChoices):
    """The three parties of the joint desk: 居 ju, 业 ye, 物 wu."""

    JU = "ju", _("residents’ committee")
    YE = "ye", _("owners’ committee")
    WU = "wu", _("property company")


class Case(Moving, models.Model):
    """One thing one resident asked for, from filing to rating.

    `place_label` is the place as everybody may read it, as it was called when the case was filed: a home's
    building, never the home. `turn` is the id of the last deed's form: by it a repeated form is the same deed,
    and whoever looked at an older page is told so. The clock runs from `filed_at`; nothing sets it back.
    """

    class State(models.TextChoices):
        FILED = "filed", pgettext_lazy("state of a case", "waiting for the desk")
        TRIAGED = "triaged", pgettext_lazy("state of a case", "in progress")
        RESOLVED = "resolved", pgettext_lazy("state of a case", "waiting for the resident")
        CLOSED = "closed", pgettext_lazy("state of a case", "closed")

    class Rating(models.IntegerChoices):
        VERY_GOOD = 4, _("very satisfied")
        GOOD = 3, _("satisfied")
        FAIR = 2, _("so-so")
        BAD = 1, _("not satisfied")

    MOVES: ClassVar[Moves] = {
        State.FILED: frozenset({State.TRIAGED}),
        State.TRIAGED: frozenset({State.TRIAGED, State.RESOLVED}),
        State.RESOLVED: frozenset({State.CLOSED, State.TRIAGED}),
        State.CLOSED: frozenset(),
    }
    OPEN = (State.FILED, State.TRIAGED)

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=12)
    state: Any = models.CharField(max_length=10, choices=State, default=State.FILED)
    reporter = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(max_length=40)
    home = models.ForeignKey(Home, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    entrance = models.ForeignKey(Entrance, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    common_part = models.ForeignKey(CommonPart, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    place_label = models.CharField(max_length=120, blank=True)
    where = models.CharField(max_length=WHERE_MAX, blank=True)
    words = models.TextField(max_length=WORDS_MAX, blank=True)
    public = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    party = models.CharField(max_length=2, choices=Party, blank=True)
    handler = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    filed_at = models.DateTimeField()
    triaged_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(choices=Rating, null=True, blank=True)
    returns = models.PositiveSmallIntegerField(default=0)
    rulebook = models.CharField(max_length=40)
    rulebook_version = models.CharField(max_length=20)
    rule = models.CharField(max_length=40, blank=True)
    promise_amount = models.PositiveSmallIntegerField()
    promise_unit = models.CharField(max_length=14)
    turn = models.UUIDField(default=new_id)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "number"], name="cases_a_number_is_given_once_in_an_estate"),
            models.CheckConstraint(
                name="cases_a_case_is_in_a_known_state",
                condition=Q(state__in=["filed", "triaged", "resolved", "closed"]),
            ),
            models.CheckConstraint(
                name="cases_nobody_leads_before_triage",
                condition=Q(state="filed", party="", handler__isnull=True, triaged_at__isnull=True)
                | Q(~Q(state="filed"), party__in=["ju", "ye", "wu"], triaged_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_whoever_waits_for_the_resident_has_resolved",
                condition=~Q(state="resolved") | Q(resolved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_closed_means_when",
                condition=Q(state="closed", closed_at__isnull=False) | Q(~Q(state="closed"), closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_only_a_closed_case_is_rated",
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=4, state="closed"),
            ),
            models.CheckConstraint(
                name="cases_a_case_is_at_one_place",
                condition=Q(common_part__isnull=True)
                | Q(home__isnull=True, building__isnull=True, entrance__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_a_home_or_entrance_is_in_a_building",
                condition=Q(building__isnull=False) | Q(home__isnull=True, entrance__isnull=True),
            ),
            models.CheckConstraint(name="cases_a_promise_is_some_time", condition=Q(promise_amount__gt=0)),
        ]
        indexes = [
            models.Index(fields=["reporter", "-filed_at", "-id"], name="cases_of_a_reporter"),
            models.Index(fields=["estate", "state", "due_at", "id"], name="cases_by_due"),
            models.Index(fields=["estate", "party", "state", "due_at", "id"], name="cases_of_a_party_by_due"),
            models.Index(fields=["estate", "-filed_at", "-id"], condition=Q(public=True), name="cases_public"),
            models.Index(fields=["handler", "id"], condition=Q(handler__isnull=False), name="cases_of_a_handler"),
            models.Index(fields=["home"], condition=Q(home__isnull=False), name="cases_at_a_home"),
            models.Index(fields=["building"], condition=Q(building__isnull=False), name="cases_at_a_building"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """What a list calls it: the first words that say something; empty once they are erased."""
        return first_words(self.words)

    @property
    def promise(self) -> Promise:
        return Promise(self.promise_amount, self.promise_unit)  # type: ignore[arg-type]

    @property
    def answer_by(self) -> datetime | None:
        """Until when the resident's word is awaited before somebody calls."""
        return self.resolved_at + ANSWER_WITHIN if self.resolved_at else None

    def is_open(self) -> bool:
        return self.state in self.OPEN

    def is_late(self, at: datetime) -> bool:
        """Past its deadline; for what is done, whether it was when it was done."""
        done = None if self.is_open() else self.resolved_at
        return (done or at) > self.due_at


class CasePhoto(models.Model):
    """A photograph of a case, as we keep it: upright, at most 1600 pixels a side, without where and when."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="photos")
    file = models.CharField(max_length=120, unique=True)
    thumbnail = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class LooseFile(models.Model):
    """A file that no case owns, yet or any more. Written down before the file is, so that the clerk can sweep it."""

    file = models.CharField(max_length=120, primary_key=True)
    since = models.DateTimeField(db_index=True)


class Serial(models.Model):
    """How many numbers an estate has given out in a month; the next case takes the next one."""

    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    month = models.CharField(max_length=4)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estate", "month"], name="cases_one_serial_a_month_in_an_estate"),
        ]


_PAUSES = re.compile(r"[，。；：\uff01？、…\n]+|[,.;:!?](?=\s|$)")


def first_words(words: str) -> str:
    """Up to the first pause after four characters: a greeting alone says nothing."""
    text = words.strip()
    ends = (pause.start() for pause in _PAUSES.finditer(text) if pause.start() >= 4)
    subject = text[: next(ends, None)]
    return subject if len(subject) <= SUBJECT_MAX else subject[: SUBJECT_MAX - 1] + "…"
