"""Notices, how each person wants to be told, whether it arrived; and what hangs on an estate's notice board."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

KIND_MAX = 60
SOURCE_MAX = 80
LINK_MAX = 300
CHANNEL_MAX = 20
TITLE_MAX = 60
WORDS_MAX = 3_000
REASON_MAX = 300


class How(models.TextChoices):
    NOW = "now", _("at once")
    DAILY = "daily", _("once a day")
    NEVER = "never", _("never")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        """What the bell counts: not what somebody chose never to be told."""
        return self.filter(read_at__isnull=True).exclude(how=How.NEVER)


class Notice(models.Model):
    """That one person was told one thing. It always stands in their inbox; `how` says how else they are told.

    Only fields are kept, no sentence: it is said in the reader's language when it is read. `source` is what it came
    from, so that nobody is told the same thing twice. `node` and `about` are plain ids: what a notice speaks of lies
    on any floor.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=KIND_MAX)
    fields = models.JSONField(default=dict)
    node = models.UUIDField()
    about = models.UUIDField()
    link = models.CharField(max_length=LINK_MAX)
    source = models.CharField(max_length=SOURCE_MAX)
    at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    how = models.CharField(max_length=5, choices=How)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "source"], name="notify_nobody_is_told_the_same_thing_twice"
            ),
            models.CheckConstraint(
                name="notify_what_is_urgent_is_told_at_once", condition=Q(urgent=False) | Q(how="now")
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notify_inbox_newest_first"),
            models.Index(fields=["person"], name="notify_unread", condition=Q(read_at__isnull=True) & ~Q(how="never")),
            models.Index(fields=["node", "at"], name="notify_notices_of_a_node"),
            models.Index(fields=["about"], name="notify_notices_about"),
            models.Index(fields=["read_at"], name="notify_notices_read", condition=Q(read_at__isnull=False)),
            models.Index(fields=["at"], name="notify_notices_never_read", condition=Q(read_at__isnull=True)),
        ]


class Choice(models.Model):
    """How one person wants to be told of one kind of thing. Without a row it is the kind's default."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=KIND_MAX)
    how = models.CharField(max_length=5, choices=How)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="notify_one_choice_for_a_person_and_kind"),
        ]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: datetime) -> "DeliveryQuerySet":
        """What is to be tried now and is in nobody's hands."""
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
        return self.filter(free, state__in=Delivery.OPEN, next_try_at__lte=at)


class Delivery(models.Model):
    """One line of the ledger of deliveries: one notice by one channel, and whether it arrived.

    Claimed before it is sent and settled after: whoever crashes in between sends it again, but nobody sends again
    what was settled. Those of a daily digest are claimed, sent and settled together.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a delivery", "waiting")
        FAILED = "failed", pgettext_lazy("a delivery", "failed, will be tried again")
        SENT = "sent", pgettext_lazy("a delivery", "sent")
        READ = "read", pgettext_lazy("a delivery", "read here first")
        GIVEN_UP = "given_up", pgettext_lazy("a delivery", "could not be sent")

    OPEN = (State.WAITING, State.FAILED)

    id = models.UUIDField(primary_key=True, default=new_id)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=CHANNEL_MAX)
    daily = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notify_a_channel_carries_a_notice_once"),
            models.CheckConstraint(
                name="notify_sent_means_at_a_time",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="notify_claimed_means_until_a_time",
                condition=Q(claim__isnull=True, claimed_until__isnull=True)
                | Q(claim__isnull=False, claimed_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["daily", "next_try_at", "id"],
                name="notify_deliveries_open",
                condition=Q(state__in=["waiting", "failed"]),
            ),
        ]


class BoardNotice(models.Model):
    """What one of the three parties hangs on the estate's notice board, on the site and on paper.

    `told_up_to` is how far the clerk has come through the residents, in the order of their ids.
    """

    class Tells(models.TextChoices):
        NOBODY = "nobody", _("Only hang it on the board")
        RESIDENTS = "residents", _("Tell residents, each in the way they chose")
        URGENT = "urgent", _("Urgent: tell every resident at once")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="board_notices")
    party = models.CharField(max_length=5)
    title = models.CharField(max_length=TITLE_MAX)
    words = models.TextField(max_length=WORDS_MAX)
    digest = models.CharField(max_length=64)
    tells = models.CharField(max_length=9, choices=Tells)
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    until = models.DateField()
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=REASON_MAX, blank=True)
    told_up_to = models.UUIDField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notify_a_board_notice_is_a_partys", condition=Q(party__in=["ju", "ye", "wu", "jie", "group"])
            ),
            models.CheckConstraint(
                name="notify_taken_down_means_by_somebody_for_a_reason",
                condition=Q(taken_down_at__isnull=True, taken_down_by__isnull=True, reason="")
                | (Q(taken_down_at__isnull=False, taken_down_by__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["estate", "-posted_at", "-id"], name="notify_board_newest_first"),
            models.Index(fields=["posted_at"], name="notify_board_to_tell", condition=Q(told_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.title

    def hangs(self, today: date) -> bool:
        """Whether it is still to be read on the board; `until` is its last day."""
        return self.taken_down_at is None and today <= self.until

    def hangs_at(self, at: datetime) -> bool:
        return self.hangs(localdate(at))
