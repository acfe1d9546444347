"""What a person is, where, and since when: read once, asked for any time. Queries and permissions both ask it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils.timezone import localdate

from courtyard.people.models import Office, Person, Representative, Tenure
from courtyard.places.models import Estate, Node

THEMSELVES_AND_OTHERS = "SELECT %s UNION ALL SELECT legal_id FROM people_representative WHERE person_id = %s"
"""As SQL: it is asked on every page, and building the same with querysets costs as much as asking."""
WITH_HOME = ("home__building", "home__entrance", "estate__node")


@dataclass(frozen=True)
class Standing:
    """All offices and tenures of one person, each read once and when asked; whether they hold is asked for a time."""

    person_id: UUID | None

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        theirs = Office.objects.filter(person=self.person_id).select_related("node") if self.person_id else ()
        return tuple(sorted(theirs, key=lambda office: (office.since, office.pk)))

    @cached_property
    def tenures(self) -> tuple[Tenure, ...]:
        """Theirs, and those of organisations for which they act or acted."""
        if self.person_id is None:
            return ()
        key = self.person_id if connection.features.has_native_uuid_field else self.person_id.hex
        whose = RawSQL(THEMSELVES_AND_OTHERS, [key, key])  # noqa: S611 -- our own constant
        held = Tenure.objects.filter(person__in=whose).select_related(*WITH_HOME)
        return tuple(sorted(held, key=lambda tenure: (tenure.since, tenure.pk)))

    def offices_on(self, day: date) -> list[Office]:
        return [office for office in self.offices if office.since <= day and (not office.until or office.until > day)]

    def tenures_on(self, day: date) -> list[Tenure]:
        """What they hold, or what somebody holds for whom they act on that day."""
        there = [t for t in self.tenures if t.since <= day and (not t.until or t.until > day)]
        if all(tenure.person_id == self.person_id for tenure in there):
            return there
        for_whom = {self.person_id, *(one.legal_id for one in self.acts_for(day))}
        return [tenure for tenure in there if tenure.person_id in for_whom]

    def holds(self, kinds: Collection[str], node: Node, at: datetime) -> bool:
        """Whether an office of these kinds, held here or above, reaches `node`."""
        return any(o.kind in kinds and node.path.startswith(o.node.path) for o in self.offices_on(localdate(at)))

    def at_desk_of(self, node: Node, at: datetime) -> bool:
        return self.holds(Office.DESK, node, at)

    def lives_in(self, estate_id: UUID, at: datetime) -> bool:
        """Owns, rents or shares a home there."""
        return any(tenure.estate_id == estate_id for tenure in self.tenures_on(localdate(at)))

    def belongs_to(self, estate: Estate | Node, at: datetime) -> bool:
        """Holds a home there on that day, or did once: the register answers for former owners, too."""
        own = (tenure for tenure in self.tenures if tenure.person_id == self.person_id)
        return any(tenure.estate_id == estate.pk and tenure.since <= localdate(at) for tenure in own)

    @cached_property
    def representations(self) -> tuple[Representative, ...]:
        """Asked for rarely, so read only then."""
        theirs = Representative.objects.filter(person=self.person_id).select_related("legal")
        return tuple(theirs.order_by("since", "id"))

    def acts_for(self, day: date) -> list[Representative]:
        return [one for one in self.representations if one.since <= day and (not one.until or one.until > day)]

    def desk_paths(self, at: datetime) -> list[str]:
        """The paths of nodes at whose desk the person sits."""
        return [office.node.path for office in self.offices_on(localdate(at)) if office.kind in Office.DESK]


def standing(person: Person | AnonymousUser) -> Standing:
    """The person's standing, kept on the instance: a request's person is read afresh with each request."""
    if not isinstance(person, Person):
        return Standing(None)
    kept: Standing | None = getattr(person, "standing_read", None)
    if kept is None:
        kept = person.standing_read = Standing(person.pk)  # type: ignore[attr-defined]
    return kept


def forget_standing(*persons: Person) -> None:
    """After a deed that changes it, whoever holds on to the person reads it anew."""
    for person in persons:
        vars(person).pop("standing_read", None)
