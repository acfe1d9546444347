"""An assembly of owners: what it decides, how it is counted, from the draft to the decision in force."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.core.moves import Moves, Moving
from courtyard.people.models import Person
from courtyard.places.models import Building, Entrance, Estate, Home
from courtyard.trail.ids import new_id

TITLE_MAX = 80
WORDS_MAX = 2_000
REASON_MAX = 500
CLAUSE_MAX = 200
NAME_MAX = 120
HASH = 64


class Assembly(Moving, models.Model):
    """One vote of owners on one or more motions.

    The electorate, the texts and the rules are fixed when the notice is given (`FROZEN`): the roll is written down,
    its hash and those of the motions and rules stand in the notice, and nothing of them changes any more. What comes
    next is told by the clock: between `opens_at` and `closes_at` ballots are taken. Wrong, it is voided and begun anew.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of an assembly", "being prepared")
        FROZEN = "frozen", pgettext_lazy("state of an assembly", "notice given")
        CLOSED = "closed", pgettext_lazy("state of an assembly", "closed, being counted")
        COUNTED = "counted", pgettext_lazy("state of an assembly", "counted, being checked")
        CERTIFIED = "certified", pgettext_lazy("state of an assembly", "result published")
        FINAL = "final", pgettext_lazy("state of an assembly", "in force")
        VOID = "void", pgettext_lazy("state of an assembly", "void")

    MOVES: ClassVar[Moves] = {
        State.DRAFT: frozenset({State.FROZEN, State.VOID}),
        State.FROZEN: frozenset({State.CLOSED, State.VOID}),
        State.CLOSED: frozenset({State.COUNTED, State.VOID}),
        State.COUNTED: frozenset({State.CERTIFIED, State.VOID}),
        State.CERTIFIED: frozenset({State.FINAL}),
        State.FINAL: frozenset(),
        State.VOID: frozenset(),
    }
    RUNNING = (State.FROZEN, State.CLOSED, State.COUNTED)
    PUBLISHED = (State.CERTIFIED, State.FINAL)

    class Convener(models.TextChoices):
        COMMITTEE = "committee", _("owners’ committee")
        GROUP = "group", _("preparatory group")
        RESIDENTS = "residents", _("residents’ committee")
        STREET = "street", _("sub-district")

    class Scope(models.TextChoices):
        ESTATE = "estate", _("the whole estate")
        BUILDING = "building", _("one building")
        ENTRANCE = "entrance", _("one entrance")
        HOMES = "homes", _("some homes")

    class Secrecy(models.TextChoices):
        NAMED = "named", pgettext_lazy("ballot", "named")
        CONFIDENTIAL = "confidential", pgettext_lazy("ballot", "confidential")

    class Duplicates(models.TextChoices):
        LAST = "last_valid", _("the last one counts")
        FIRST = "first_valid", _("the first one counts")
        NONE = "reject_both", _("neither counts")

    class Unreturned(models.TextChoices):
        NOT_THERE = "not_participating", _("they did not take part")
        FOLLOW = "follow_majority_if_delivered", _("they follow the majority")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField(default=0)
    state: Any = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    convener = models.CharField(max_length=10, choices=Convener)
    petition = models.ForeignKey("assembly.Petition", models.PROTECT, null=True, blank=True, related_name="assemblies")
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.ESTATE)
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    entrance = models.ForeignKey(Entrance, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    homes = models.JSONField(default=list, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    rulebook = models.CharField(max_length=40)
    rulebook_version = models.CharField(max_length=20)

    # what the estate's rules of procedure fix; `clause` says where they do
    secrecy = models.CharField(max_length=12, choices=Secrecy, default=Secrecy.NAMED)
    duplicates = models.CharField(max_length=12, choices=Duplicates, default=Duplicates.LAST)
    precedence = models.CharField(max_length=60, blank=True)
    invalid_participates = models.BooleanField(default=False)
    proxies_max = models.PositiveSmallIntegerField(null=True, blank=True)
    unreturned = models.CharField(max_length=30, choices=Unreturned, default=Unreturned.NOT_THERE)
    count_parking = models.BooleanField(default=False)
    clause = models.CharField(max_length=CLAUSE_MAX, blank=True)
    official_system = models.CharField(max_length=NAME_MAX, blank=True)

    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=REASON_MAX, blank=True)
    replied_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    replied_at = models.DateTimeField(null=True, blank=True)
    noticed_at = models.DateTimeField(null=True, blank=True)
    heads = models.PositiveIntegerField(default=0)
    area_cm2 = models.BigIntegerField(default=0)
    roll_hash = models.CharField(max_length=HASH, blank=True)
    owners_hash = models.CharField(max_length=HASH, blank=True)
    motions_hash = models.CharField(max_length=HASH, blank=True)
    rules_hash = models.CharField(max_length=HASH, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    box_hash = models.CharField(max_length=HASH, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    counted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    certified_at = models.DateTimeField(null=True, blank=True)
    objections_until = models.DateTimeField(null=True, blank=True)
    bundle = models.CharField(max_length=200, blank=True)
    bundle_hash = models.CharField(max_length=HASH, blank=True)
    full_bundle = models.CharField(max_length=200, blank=True)
    full_bundle_hash = models.CharField(max_length=HASH, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=REASON_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "year", "number"],
                condition=Q(number__gt=0),
                name="assembly_a_number_is_given_once_a_year",
            ),
            models.CheckConstraint(name="assembly_it_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))),
            models.CheckConstraint(
                name="assembly_a_notice_has_its_hashes",
                condition=Q(state__in=["draft", "void"])
                | (
                    Q(noticed_at__isnull=False, number__gt=0, heads__gt=0)
                    & ~Q(roll_hash="")
                    & ~Q(motions_hash="")
                    & ~Q(rules_hash="")
                ),
            ),
            models.CheckConstraint(
                name="assembly_whoever_checks_is_another",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("counted_by")),
            ),
            models.CheckConstraint(
                name="assembly_void_means_why",
                condition=~Q(state="void") | (Q(void_at__isnull=False) & ~Q(void_reason="")),
            ),
            models.CheckConstraint(
                name="assembly_a_scope_says_where",
                condition=Q(scope="estate", building__isnull=True, entrance__isnull=True)
                | Q(scope="building", building__isnull=False, entrance__isnull=True)
                | Q(scope="entrance", building__isnull=True, entrance__isnull=False)
                | Q(scope="homes", building__isnull=True, entrance__isnull=True),
            ),
            models.CheckConstraint(
                name="assembly_silence_follows_by_a_clause",
                condition=Q(unreturned="not_participating") | ~Q(clause=""),
            ),
        ]
        indexes = [
            models.Index(fields=["estate", "-opens_at", "-id"], name="assembly_of_an_estate"),
            models.Index(fields=["closes_at"], condition=Q(state="frozen"), name="assembly_to_be_closed"),
            models.Index(
                fields=["objections_until"], condition=Q(state="certified"), name="assembly_to_come_into_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def is_confidential(self) -> bool:
        return self.secrecy == self.Secrecy.CONFIDENTIAL

    def is_open(self, at: datetime) -> bool:
        """Whether ballots are taken at this time. The action that takes one asks the database for the time."""
        return bool(self.state == self.State.FROZEN and self.opens_at <= at < self.closes_at)

    def channels(self) -> list[str]:
        """The channels in the order in which they go before each other; empty where only time decides."""
        return self.precedence.split()


class Motion(models.Model):
    """One question, its text, and the rule that it is counted by.

    `cost_fen` is shared by area, so that every home reads what it costs it. An election has `seats` instead of
    yes and no. `result` is what the count came to, as core.counting says it.
    """

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", pgettext_lazy("kind of motion", "resolution")
        ELECTION = "election", pgettext_lazy("kind of motion", "election")

    class TieBreak(models.TextChoices):
        NONE = "none", _("a tie leaves the seat open")
        AREA = "area", _("the larger area wins a tie")
        SEED = "seed", _("a published lot breaks a tie")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="motions", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.RESOLUTION)
    matter = models.CharField(max_length=40)
    rule = models.CharField(max_length=40)
    title = models.CharField(max_length=TITLE_MAX)
    decides = models.CharField(max_length=WORDS_MAX)
    costs = models.CharField(max_length=WORDS_MAX, blank=True)
    bears = models.CharField(max_length=WORDS_MAX, blank=True)
    cost_fen = models.BigIntegerField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(default=0)
    alternates = models.PositiveSmallIntegerField(default=0)
    tie_break = models.CharField(max_length=4, choices=TieBreak, default=TieBreak.NONE)
    seed = models.CharField(max_length=HASH, blank=True)
    result = models.JSONField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assembly", "position"], name="assembly_motions_are_numbered"),
            models.CheckConstraint(
                name="assembly_an_election_has_seats",
                condition=Q(kind="resolution", seats=0) | Q(kind="election", seats__gt=0),
            ),
            models.CheckConstraint(
                name="assembly_a_cost_is_no_gain", condition=Q(cost_fen__isnull=True) | Q(cost_fen__gte=0)
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_election(self) -> bool:
        return self.kind == self.Kind.ELECTION


class Attachment(models.Model):
    """A file with a motion: the plan, three offers. Its hash stands with the motion's text."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    motion = models.ForeignKey(Motion, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=NAME_MAX)
    file = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=HASH)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]


class LooseFile(models.Model):
    """A file in the storage that no row owns yet, or none any more: the clerk removes it after a day."""

    file = models.CharField(max_length=200, primary_key=True)
    since = models.DateTimeField(db_index=True)


class Official(models.Model):
    """Somebody with a task in one vote: who goes from door to door, counts, and watches over the count."""

    class Role(models.TextChoices):
        CANVASSER = "canvasser", _("canvasser")
        TELLER = "teller", _("teller")
        SCRUTINEER = "scrutineer", _("scrutineer")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="officials", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "person", "role"],
                condition=Q(ended_at__isnull=True),
                name="assembly_nobody_has_a_task_twice",
            ),
        ]


class Delivery(models.Model):
    """Proof that the notice and the ballot reached a home: how, when, by whom, with a photograph."""

    class Channel(models.TextChoices):
        HAND = "hand", pgettext_lazy("delivery", "handed over")
        DOOR = "door", pgettext_lazy("delivery", "left at the door")
        POST = "post", pgettext_lazy("delivery", "registered mail")
        PHONE = "phone", pgettext_lazy("delivery", "opened on the phone")
        BOARD = "board", pgettext_lazy("delivery", "posted on the board")

    PROOF = (Channel.HAND, Channel.POST, Channel.PHONE)
    """Those that show that it reached somebody; a sheet at the door or on the board does not."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="deliveries", db_index=False)
    home = models.ForeignKey(Home, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=6, choices=Channel)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    note = models.CharField(max_length=CLAUSE_MAX, blank=True)
    photo = models.CharField(max_length=200, blank=True)
    photo_hash = models.CharField(max_length=HASH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "home", "channel"], name="assembly_a_home_is_reached_once_by_a_channel"
            ),
        ]
