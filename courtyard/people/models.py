"""Persons, what they own and rent, the offices they hold, and how they sign in."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courtyard.core.moves import Moving
from courtyard.places.models import Estate, Home, Node
from courtyard.trail.ids import new_id


class PersonQuerySet(models.QuerySet["Person"]):
    def real(self) -> "PersonQuerySet":
        """Everybody but the clerk and those erased."""
        return self.exclude(pk=CLERK_ID).filter(erased_at__isnull=True)


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "Person":
        person: Person = self.get(pk=username)
        return person


class Person(AbstractBaseUser):
    """Somebody, natural or legal. Two of one name stay two until a person says otherwise, with a reason.

    `node` is where they are on the books: deeds about the person stand on that chain. `told_apart_at` is when
    somebody said that this one is another than those of the same name.
    """

    class Kind(models.TextChoices):
        NATURAL = "natural", _("person")
        LEGAL = "legal", _("organisation")
        CLERK = "clerk", _("the clerk")

    last_login = None  # a sign-in is a line on the record

    id = models.UUIDField(primary_key=True, default=new_id)
    node = models.ForeignKey(Node, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NATURAL)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    id_hash = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=10, blank=True)
    large_text = models.BooleanField(default=False)
    erasure_asked_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    told_apart_at = models.DateTimeField(null=True, blank=True)
    batch = models.UUIDField(null=True, blank=True, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        indexes = [
            models.Index(fields=["id_hash"], name="people_person_id_hash", condition=~Q(id_hash="")),
            models.Index(fields=["batch"], name="people_person_batch", condition=Q(batch__isnull=False)),
            models.Index(
                fields=["erasure_asked_at"],
                name="people_erasures_asked",
                condition=Q(erasure_asked_at__isnull=False, erased_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.erased_at is None and self.kind != self.Kind.CLERK

    @property
    def has_account(self) -> bool:
        """Whether a password was ever chosen; without one only a printed code lets them in."""
        return bool(self.password) and self.has_usable_password()


ERASED_NAME = "—"
CLERK_ID = UUID("00000000-0000-7000-8000-000000000001")
CLERK = Person(pk=CLERK_ID, kind=Person.Kind.CLERK, name="clerk")


class SignInName(models.Model):
    """A telephone number, e-mail address or name of their own with which one person signs in."""

    value = models.CharField(max_length=254, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="sign_in_names")


class Representative(models.Model):
    """A natural person who may act for a legal one, from a day on and until one."""

    id = models.UUIDField(primary_key=True, default=new_id)
    legal = models.ForeignKey(Person, models.PROTECT, related_name="representatives")
    person = models.ForeignKey(Person, models.PROTECT, related_name="represents")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_nobody_represents_before_they_begin",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
        ]


class TenureQuerySet(models.QuerySet["Tenure"]):
    def on(self, day: date) -> "TenureQuerySet":
        """Those that hold on `day`: it begins with `since` and is over on `until`."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)

    def owning(self) -> "TenureQuerySet":
        return self.filter(kind__in=[Tenure.Kind.OWNER, Tenure.Kind.CO_OWNER])


class Tenure(models.Model):
    """Person × home, dated. A share unknown is none at all; shares of one home never sum to more than one."""

    class Kind(models.TextChoices):
        OWNER = "owner", _("owner")
        CO_OWNER = "co_owner", _("co-owner")
        TENANT = "tenant", _("tenant")
        FAMILY = "family", _("family")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+")
    home = models.ForeignKey(Home, models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    kind = models.CharField(max_length=10, choices=Kind)
    share_part = models.PositiveIntegerField(null=True, blank=True)
    share_whole = models.PositiveIntegerField(null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    votes = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    batch = models.UUIDField(null=True, blank=True, editable=False)

    objects = TenureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "home", "person", "kind"],
                condition=Q(until__isnull=True),
                name="people_nobody_holds_one_home_twice_at_once",
            ),
            models.UniqueConstraint(
                fields=["estate", "home"],
                condition=Q(votes=True, until__isnull=True),
                name="people_one_co_owner_votes_for_a_home",
            ),
            models.CheckConstraint(
                name="people_a_share_is_a_part_of_a_whole",
                condition=Q(share_part__isnull=True, share_whole__isnull=True)
                | Q(share_part__gt=0, share_whole__gt=0, share_part__lte=F("share_whole")),
            ),
            models.CheckConstraint(
                name="people_a_tenure_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="people_confirmed_means_by_somebody",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "until"], name="people_tenure_of_person"),
            models.Index(fields=["estate", "batch"], name="people_tenure_batch", condition=Q(batch__isnull=False)),
        ]

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.share_part, self.share_whole) if self.share_part and self.share_whole else None


class OfficeQuerySet(models.QuerySet["Office"]):
    def on(self, day: date) -> "OfficeQuerySet":
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)

    def reaching(self, node: Node) -> "OfficeQuerySet":
        """Held at the node or at one it lies in: an office reaches its subtree."""
        return self.filter(node__path__in=node.paths())


class Office(models.Model):
    """Held by a person in a place for a term. It reaches the place's subtree."""

    class Kind(models.TextChoices):
        CONVENOR = "convenor", _("convenor")
        RESIDENTS_COMMITTEE = "residents_committee", _("residents’ committee")
        OWNERS_COMMITTEE = "owners_committee", _("owners’ committee")
        COMPANY_MANAGER = "company_manager", _("property manager")
        COMPANY_WORKER = "company_worker", _("property company worker")
        REGISTRAR = "registrar", _("register keeper")
        SUPERVISOR = "supervisor", _("residents’ supervisor")
        GROUP = "group", _("election group")
        SECRETARY = "secretary", _("committee’s secretary")
        SUBDISTRICT = "subdistrict", _("sub-district officer")
        DISTRICT = "district", _("district officer")
        CITY = "city", _("city officer")

    PARTY = {
        Kind.CONVENOR: "ju",
        Kind.RESIDENTS_COMMITTEE: "ju",
        Kind.REGISTRAR: "ju",
        Kind.OWNERS_COMMITTEE: "ye",
        Kind.COMPANY_MANAGER: "wu",
        Kind.COMPANY_WORKER: "wu",
    }
    DESK = (Kind.CONVENOR, Kind.RESIDENTS_COMMITTEE, Kind.OWNERS_COMMITTEE, Kind.COMPANY_MANAGER)
    ABOVE = (Kind.SUBDISTRICT, Kind.DISTRICT, Kind.CITY)

    id = models.UUIDField(primary_key=True, default=new_id)
    node = models.ForeignKey(Node, models.PROTECT, related_name="offices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=20, choices=Kind)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "person", "kind"],
                condition=Q(until__isnull=True),
                name="people_nobody_holds_one_office_twice_at_once",
            ),
            models.CheckConstraint(
                name="people_an_office_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        ]
        indexes = [models.Index(fields=["person", "until"], name="people_office_of_person")]

    @property
    def party(self) -> str:
        """居 ju, 业 ye, 物 wu; empty above the estate."""
        return self.PARTY.get(self.Kind(self.kind), "")


class PrintedCode(models.Model):
    """A code on paper that signs somebody in once: an invitation for a home, or a new start at the counter.

    Only its keyed hash is kept. A new code for the same home and person ends the old one. Those of officers above
    estates belong to no estate.
    """

    class Purpose(models.TextChoices):
        INVITE = "invite", _("first sign-in")
        RESET = "reset", _("new password")

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, null=True, blank=True, related_name="+")
    home = models.ForeignKey(Home, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="printed_codes")
    purpose = models.CharField(max_length=6, choices=Purpose)
    code_hash = models.CharField(max_length=64, unique=True)
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    identity_seen = models.CharField(max_length=40, blank=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_a_code_is_for_a_home_or_a_person",
                condition=Q(home__isnull=False) | Q(person__isnull=False),
            ),
        ]

    def opens(self, at: datetime) -> bool:
        return self.used_at is None and self.ended_at is None and at < self.expires_at


class Attempt(models.Model):
    """How often something was tried from one place or on one name: bookkeeping against guessing."""

    key = models.CharField(max_length=120, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()


class NameCorrection(models.Model):
    """A person says that the register has their name wrong; whoever keeps the register agrees or says why not."""

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="name_corrections")
    wanted = models.CharField(max_length=120)
    words = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agreed = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "person"],
                condition=Q(settled_at__isnull=True),
                name="people_one_open_correction_a_person",
            ),
            models.CheckConstraint(
                name="people_a_settled_correction_says_how",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, agreed__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False, agreed__isnull=False),
            ),
        ]


class Import(Moving, models.Model):
    """One upload of a register: previewed, applied as one deed, undone while nothing depends on it.

    `file` names the kept copy of the rows, without the columns the house forbids. `papers` is what was said about
    them so far: corrections, who is whom. Both are sealed, and gone once the import is applied or thrown away;
    `summary` holds figures only. `version` rises with each revision, so that nobody imports what they did not see.
    """

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("previewed, nothing saved yet")
        APPLIED = "applied", _("imported")
        UNDONE = "undone", _("undone")
        DISCARDED = "discarded", _("discarded")

    MOVES: ClassVar[dict[Any, frozenset[Any]]] = {
        State.PREVIEWED: frozenset({State.APPLIED, State.DISCARDED}),
        State.APPLIED: frozenset({State.UNDONE}),
        State.UNDONE: frozenset(),
        State.DISCARDED: frozenset(),
    }

    id = models.UUIDField(primary_key=True, default=new_id)
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="imports")
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    version = models.PositiveIntegerField(default=1)
    file = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    papers = models.TextField(blank=True)
    summary = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_only_a_previewed_import_keeps_its_file",
                condition=Q(state="previewed") | Q(file="", papers=""),
            ),
            models.CheckConstraint(
                name="people_an_import_is_applied_by_somebody",
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["estate", "-uploaded_at"], name="people_imports_newest_first"),
            models.Index(fields=["uploaded_at"], name="people_imports_waiting", condition=Q(state="previewed")),
        ]
