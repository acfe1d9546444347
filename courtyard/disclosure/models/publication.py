"""What an estate published: frozen as it was, replaced by another version or taken down, never changed nor deleted."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from courtyard.core.disclosures import Snapshot, read_snapshot
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.ids import new_id

LINE_MAX, CODE_MAX, OCCASION_MAX, TITLE_MAX, WORDS_MAX, REASON_MAX = 40, 4, 40, 200, 4_000, 500
FILE_MAX, HASH, BEARER_MAX, EDITION_MAX = 200, 64, 10, 60


class Wall(models.Model):
    """Since when an estate's wall is kept. What was due before is held against nobody."""

    estate = models.OneToOneField(Estate, models.PROTECT, primary_key=True, related_name="+")
    since = models.DateField()
    opened_at = models.DateTimeField()


class PublicationQuerySet(models.QuerySet["Publication"]):
    def newest(self) -> "PublicationQuerySet":
        """Those that no other version took the place of."""
        return self.filter(followed_by__isnull=True)

    def light(self) -> "PublicationQuerySet":
        """Without what they say, for lists."""
        return self.defer("snapshot", "words").select_related("taken_down", "followed_by")


class Publication(models.Model):
    """One version of what was published of a line of the rulebook, for one occasion.

    `snapshot` is its one spelling (core/disclosures), `sha256` the hash of that. `previous` is the version whose place
    it took; `compared` what it was compared with: that, or the same line's last occasion. `conceals` says that
    those before told of somebody: nobody is shown them any more, and their hashes stay. They belong to the estate,
    whoever its committee and its company are; `bearer` says for which body it was published.
    """

    class Kind(models.TextChoices):
        FIRST = "first", pgettext_lazy("kind of publication", "published")
        RENEWAL = "renewal", pgettext_lazy("kind of publication", "put up anew")
        CORRECTION = "correction", pgettext_lazy("kind of publication", "corrected")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    line = models.CharField(max_length=LINE_MAX)
    code = models.CharField(max_length=CODE_MAX)
    occasion = models.CharField(max_length=OCCASION_MAX, blank=True)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    bearer = models.CharField(max_length=BEARER_MAX)
    title = models.CharField(max_length=TITLE_MAX)
    words = models.CharField(max_length=WORDS_MAX, blank=True)
    snapshot = models.TextField()
    sha256 = models.CharField(max_length=HASH)
    rulebook = models.CharField(max_length=EDITION_MAX)
    article = models.CharField(max_length=160, blank=True)
    covers_from = models.DateField(null=True, blank=True)
    covers_to = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    published_on = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    compared = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    added = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=REASON_MAX, blank=True)
    conceals = models.BooleanField(default=False)
    without_personal_data = models.BooleanField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "code", "occasion", "version"], name="disclosure_versions_are_numbered_through"
            ),
            models.CheckConstraint(
                name="disclosure_a_later_version_says_what_it_follows",
                condition=Q(version=1, previous__isnull=True, kind="first")
                | Q(version__gt=1, previous__isnull=False) & ~Q(kind="first"),
            ),
            models.CheckConstraint(
                name="disclosure_a_correction_says_why", condition=~Q(kind="correction") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="disclosure_only_a_correction_conceals", condition=Q(conceals=False) | Q(kind="correction")
            ),
            models.CheckConstraint(
                name="disclosure_somebody_says_that_it_tells_of_nobody", condition=Q(without_personal_data=True)
            ),
        ]
        indexes = [
            models.Index(fields=["estate", "-published_at", "-id"], name="disclosure_newest_first"),
            models.Index(fields=["estate", "line", "-published_at"], name="disclosure_of_a_line"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    @property
    def key(self) -> str:
        """As its duty is called: “D10:2026-Q3”."""
        return f"{self.code}:{self.occasion}" if self.occasion else self.code

    @property
    def frozen(self) -> Snapshot:
        """What was published. Raises BadSnapshot where the database was tampered with."""
        return read_snapshot(self.snapshot)

    def followed(self) -> "Publication | None":
        """The version that took its place. No question where it was read with it."""
        return getattr(self, "followed_by", None)

    def up_until(self) -> date | None:
        """The last day on which it was up; none while it is."""
        follower, down = self.followed(), getattr(self, "taken_down", None)
        days = [one for one in (follower and follower.published_on, down and down.on) if one]
        return min(days, default=None)


class PublicationFile(models.Model):
    """A file that was published with it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="files")
    name = models.CharField(max_length=TITLE_MAX)
    file = models.CharField(max_length=FILE_MAX)
    sha256 = models.CharField(max_length=HASH)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "name"], name="disclosure_a_file_has_its_own_name"),
        ]
        ordering = ["name"]


class TakenDown(models.Model):
    """That it no longer hangs, once its days were over. It can still be read among the earlier ones."""

    publication = models.OneToOneField(Publication, models.PROTECT, primary_key=True, related_name="taken_down")
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()


class Walked(models.Model):
    """How far the clerk has come through the estates on a day, owing what has to be published; None: to the end."""

    day = models.DateField()
    up_to = models.UUIDField(null=True, blank=True)
