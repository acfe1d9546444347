"""One case for each thing one resident said, and the numbers cases are given."""

import re
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.cases.models.clocks import EARLIEST, Clock
from courtyard.core.clocks import Promise
from courtyard.core.moves import Moves, Moving
from courtyard.people.models import Person
from courtyard.places.models import Building, CommonPart, Entrance, Estate, Home
from courtyard.trail.ids import new_id

WORDS_MAX = 2_000
WHERE_MAX = 200
CALLER_MAX = 120
PHOTOS_MAX = 6
SUBJECT_MAX = 40
ANSWER_WITHIN = timedelta(days=3)
"""How long the desk waits for the resident's word before somebody calls. Silence is never counted as consent."""
REOPEN_WITHIN = timedelta(days=90)
"""What comes back later than that is a new case that quotes the old number."""

Place = Home | Building | Entrance | CommonPart | None
"""Where it is; None is the estate as a whole."""


class Party(models.TextChoices):
    """The three parties of the joint desk, 居 ju, 业 ye, 物 wu, and the sub-district, 街 jie, above them."""

    JU = "ju", _("residents’ committee")
    YE = "ye", _("owners’ committee")
    WU = "wu", _("property company")
    JIE = "jie", _("sub-district")


THREE = (Party.JU, Party.YE, Party.WU)


class Circle(models.TextChoices):
    """Who handles a case: the whole desk; the residents' committee, past the other two; or those above the estate.

    A case about a party or one of its officers goes past them.
    """

    DESK = "desk", _("the joint desk")
    JU = "ju", _("only the residents’ committee")
    ABOVE = "above", _("only the sub-district")


CIRCLE_OF = {"": Circle.DESK, Party.WU: Circle.JU, Party.YE: Circle.JU, Party.JU: Circle.ABOVE}
"""By the party a case is about."""


class Case(Moving, models.Model):
    """One thing one resident asked for, from filing to rating.

    `place_label` is the place as everybody may read it, as it was called when the case was filed: a home's
    building, never the home. `turn` is the id of the last deed's form: by it a repeated form is the same deed,
    and whoever looked at an older page is told so. The clocks run from `filed_at`; nothing sets them back, and the
    deadlines are put off by pauses only. `next_due_at` is the earliest of those that nobody has met yet: by it the
    desk sorts, marks and climbs, and the database keeps it. `level` says how high it has climbed. `helping` names the
    parties at work beside the lead, with a blank between; the `signer` among them has to agree that it is done.
    `site_office` says whether the company had an office on the estate when it was filed.
    Whoever called or came to the counter without being on the register is the `caller`, and then there is no
    `reporter`.
    """

    class State(models.TextChoices):
        FILED = "filed", pgettext_lazy("state of a case", "waiting for the desk")
        TRIAGED = "triaged", pgettext_lazy("state of a case", "in progress")
        PAUSED = "paused", pgettext_lazy("state of a case", "on hold")
        SIGNING = "signing", pgettext_lazy("state of a case", "waiting for a second signature")
        RESOLVED = "resolved", pgettext_lazy("state of a case", "waiting for the resident")
        CLOSED = "closed", pgettext_lazy("state of a case", "closed")
        DECLINED = "declined", pgettext_lazy("state of a case", "not ours to do")
        DUPLICATE = "duplicate", pgettext_lazy("state of a case", "merged into another")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of a case", "withdrawn")

    class Level(models.IntegerChoices):
        DESK = 0, _("the joint desk")
        CONVENOR = 1, _("the convenor")
        SUBDISTRICT = 2, _("the sub-district")

    class Channel(models.TextChoices):
        WEB = "web", _("by themselves")
        COUNTER = "counter", _("at the counter")
        PHONE = "phone", _("by telephone")
        PATROL = "patrol", _("on a patrol")

    class Rating(models.IntegerChoices):
        VERY_GOOD = 4, _("very satisfied")
        GOOD = 3, _("satisfied")
        FAIR = 2, _("so-so")
        BAD = 1, _("not satisfied")

    MOVES: ClassVar[Moves] = {
        State.FILED: frozenset({State.TRIAGED, State.DECLINED, State.DUPLICATE, State.WITHDRAWN}),
        State.TRIAGED: frozenset(
            {
                State.TRIAGED,
                State.PAUSED,
                State.SIGNING,
                State.RESOLVED,
                State.DECLINED,
                State.DUPLICATE,
                State.WITHDRAWN,
            }
        ),
        State.PAUSED: frozenset({State.TRIAGED, State.SIGNING, State.RESOLVED, State.WITHDRAWN}),
        State.SIGNING: frozenset({State.TRIAGED, State.RESOLVED, State.WITHDRAWN}),
        State.RESOLVED: frozenset({State.CLOSED, State.TRIAGED}),
        State.CLOSED: frozenset({State.TRIAGED}),
        State.DECLINED: frozenset({State.FILED, State.TRIAGED}),
        State.DUPLICATE: frozenset({State.FILED, State.TRIAGED}),
        State.WITHDRAWN: frozenset(),
    }
    OPEN = (State.FILED, State.TRIAGED, State.PAUSED, State.SIGNING)
    RUNNING = (State.FILED, State.TRIAGED, State.SIGNING)
    """The clock runs, and somebody of the desk has to move."""
    HANDLED = (State.TRIAGED, State.SIGNING)
    ENDED = (State.CLOSED, State.DECLINED, State.DUPLICATE, State.WITHDRAWN)

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=12)
    state: Any = models.CharField(max_length=10, choices=State, default=State.FILED)
    reporter = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    channel = models.CharField(max_length=7, choices=Channel, default=Channel.WEB)
    caller = models.CharField(max_length=CALLER_MAX, blank=True)
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    category = models.CharField(max_length=40)
    home = models.ForeignKey(Home, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    entrance = models.ForeignKey(Entrance, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    common_part = models.ForeignKey(CommonPart, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    place_label = models.CharField(max_length=120, blank=True)
    where = models.CharField(max_length=WHERE_MAX, blank=True)
    words = models.TextField(max_length=WORDS_MAX, blank=True)
    public_words = models.TextField(max_length=WORDS_MAX, blank=True)
    public = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    site_office = models.BooleanField(default=False)
    about = models.CharField(max_length=3, choices=Party, blank=True)
    circle = models.CharField(max_length=5, choices=Circle, default=Circle.DESK)
    name_hidden = models.BooleanField(default=False)
    name_agreed = models.BooleanField(default=False)
    party = models.CharField(max_length=3, choices=Party, blank=True)
    handler = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    helping = models.CharField(max_length=12, blank=True)
    signer = models.CharField(max_length=3, choices=Party, blank=True)
    held_since = models.DateTimeField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.DESK)
    climbed_at = models.DateTimeField(null=True, blank=True)
    filed_at = models.DateTimeField()
    triaged_at = models.DateTimeField(null=True, blank=True)
    contact_due_at = models.DateTimeField(null=True, blank=True)
    contacted_at = models.DateTimeField(null=True, blank=True)
    on_site_due_at = models.DateTimeField(null=True, blank=True)
    on_site_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    next_due_at = models.GeneratedField(expression=EARLIEST, output_field=models.DateTimeField(), db_persist=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(choices=Rating, null=True, blank=True)
    returns = models.PositiveSmallIntegerField(default=0)
    voices = models.PositiveIntegerField(default=1)
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
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
                condition=Q(
                    state__in=[
                        "filed",
                        "triaged",
                        "paused",
                        "signing",
                        "resolved",
                        "closed",
                        "declined",
                        "duplicate",
                        "withdrawn",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="cases_nobody_leads_before_triage",
                condition=Q(state="filed", party="", handler__isnull=True, triaged_at__isnull=True)
                | Q(
                    state__in=["triaged", "paused", "signing", "resolved", "closed"],
                    party__in=["ju", "ye", "wu", "jie"],
                    triaged_at__isnull=False,
                )
                | Q(state__in=["declined", "duplicate", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="cases_whoever_waits_for_the_resident_has_resolved",
                condition=~Q(state="resolved") | Q(resolved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_closed_means_when",
                condition=Q(state__in=["closed", "declined", "duplicate", "withdrawn"], closed_at__isnull=False)
                | Q(
                    state__in=["filed", "triaged", "paused", "signing", "resolved"],
                    closed_at__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="cases_only_a_closed_case_is_rated",
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=4, state="closed"),
            ),
            models.CheckConstraint(
                name="cases_a_pause_has_an_end",
                condition=Q(state="paused", paused_until__isnull=False)
                | (~Q(state="paused") & Q(paused_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="cases_a_duplicate_names_another_case",
                condition=Q(state="duplicate", duplicate_of__isnull=False)
                | (~Q(state="duplicate") & Q(duplicate_of__isnull=True)),
            ),
            models.CheckConstraint(
                name="cases_nothing_is_a_duplicate_of_itself",
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=F("id")),
            ),
            models.CheckConstraint(
                name="cases_somebody_asked",
                condition=Q(reporter__isnull=False) | ~Q(channel="web"),
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
            models.CheckConstraint(
                name="cases_two_parties_sign_or_one_does",
                condition=~Q(state="signing") | ~Q(signer=""),
            ),
            models.CheckConstraint(name="cases_nobody_signs_twice", condition=Q(signer="") | ~Q(signer=F("party"))),
            models.CheckConstraint(name="cases_a_promise_is_some_time", condition=Q(promise_amount__gt=0)),
            models.CheckConstraint(name="cases_a_case_climbs_two_steps_at_most", condition=Q(level__lte=2)),
        ]
        indexes = [
            models.Index(
                fields=["reporter", "-filed_at", "-id"],
                name="cases_of_a_reporter",
                condition=Q(reporter__isnull=False),
            ),
            models.Index(fields=["estate", "state", "next_due_at", "id"], name="cases_by_due"),
            models.Index(fields=["estate", "party", "state", "next_due_at", "id"], name="cases_of_a_party_by_due"),
            models.Index(
                fields=["estate", "next_due_at", "id"],
                name="cases_running_by_due",
                condition=Q(state__in=["filed", "triaged", "signing"]),
            ),
            models.Index(
                fields=["level", "next_due_at", "id"],
                name="cases_that_may_climb",
                condition=Q(state__in=["filed", "triaged", "signing"]),
            ),
            models.Index(fields=["estate", "-filed_at", "-id"], name="cases_by_filing"),
            models.Index(
                fields=["estate", "contacted_at", "contact_due_at", "circle", "id"],
                name="cases_by_first_reply",
                condition=Q(contacted_at__isnull=False),
            ),
            models.Index(
                fields=["building", "state", "next_due_at", "id"],
                condition=Q(building__isnull=False),
                name="cases_of_a_building_by_due",
            ),
            models.Index(fields=["state", "resolved_at"], name="cases_unanswered", condition=Q(state="resolved")),
            models.Index(fields=["paused_until"], name="cases_on_hold", condition=Q(state="paused")),
            models.Index(fields=["estate", "-filed_at", "-id"], condition=Q(public=True), name="cases_public"),
            models.Index(fields=["handler", "id"], condition=Q(handler__isnull=False), name="cases_of_a_handler"),
            models.Index(fields=["home"], condition=Q(home__isnull=False), name="cases_at_a_home"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """What a list calls it: the first words that say something; empty once they are erased."""
        return first_words(self.open_words)

    @property
    def open_words(self) -> str:
        """What neighbours read: the resident's words, or what the desk left of them."""
        return self.public_words or self.words

    @property
    def promise(self) -> Promise:
        return Promise(self.promise_amount, self.promise_unit)  # type: ignore[arg-type]

    @property
    def answer_by(self) -> datetime | None:
        """Until when the resident's word is awaited before somebody calls."""
        return self.resolved_at + ANSWER_WITHIN if self.resolved_at else None

    @property
    def helpers(self) -> list[str]:
        """The parties at work beside the lead."""
        return self.helping.split()

    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def next_clock(self) -> tuple[Clock, datetime]:
        """Which clock runs out next, and when: `next_due_at` with its name, and right before it is saved, too."""
        clocks = [
            (self.contact_due_at, self.contacted_at, Clock.FIRST_CONTACT),
            (self.on_site_due_at, self.on_site_at, Clock.ON_SITE),
        ]
        running = [(due, clock) for due, done, clock in clocks if due and not done and self.is_open()]
        due, clock = min([(self.due_at, Clock.RESOLVED), *running], key=lambda one: one[0])
        return clock, due

    def is_late(self, at: datetime) -> bool:
        """Past the next of its deadlines; for what is done, whether it was put right too late."""
        done = None if self.is_open() else self.resolved_at or self.closed_at
        return (done or at) > self.next_clock[1]


@Case._meta.get_field("state").register_lookup
class Written(models.Lookup):
    """`state__written=Case.RUNNING`: the states stand in the query itself.

    SQLite uses an index “where state in …” only for a query that says the same words, and does not look into values
    that are bound.
    """

    lookup_name = "written"

    def get_prep_lookup(self) -> str:
        return ", ".join(f"'{Case.State(state).value}'" for state in self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} IN ({self.rhs})", values


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
