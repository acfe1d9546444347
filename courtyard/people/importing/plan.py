"""From a compared register to the rows that will be written, all at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from courtyard.core.register import HomeLine, OwnerEntry
from courtyard.people.importing import namesakes
from courtyard.people.importing.compare import HomePlan
from courtyard.people.importing.kept import id_key
from courtyard.people.importing.known import Known
from courtyard.people.models import Person, Tenure
from courtyard.places.actions import HomeFacts, HomeSpec
from courtyard.places.models import Home
from courtyard.trail.ids import new_id


@dataclass
class OnePerson:
    """Entries that somebody said are one person: a new one, or one who is on the register."""

    person_id: UUID
    entries: int
    reason: str


@dataclass
class Roll:
    """Who comes onto the register. `ones` and `twos` are what was said about entries of one name."""

    persons: list[Person] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    ones: list[OnePerson] = field(default_factory=list)
    twos: int = 0
    told_apart: set[UUID] = field(default_factory=set)


def spec(line: HomeLine, known: Known) -> HomeSpec:
    """The home by the names its building and entrance go by on the register."""
    building = known.buildings.get(line.building, line.building)
    entrance = known.entrances.get((line.building, line.entrance), line.entrance)
    use = Home.Use(line.use)
    day = line.delivered if isinstance(line.delivered, date) else None
    facts = HomeFacts(
        area_cm2=line.area_cm2, use=use, counts_for_vote=use in Home.COUNTING, sold=line.sold,
        delivered=line.delivered is not False, delivered_on=day,
    )  # fmt: skip
    return HomeSpec(building, entrance, line.name, facts)


class Enrolment:
    """Makes persons and tenures for the entries of one import."""

    def __init__(self, estate_id: UUID, batch: UUID, known: Known, at: datetime, day: date) -> None:
        self._estate_id, self._batch, self._known, self._at, self._day = estate_id, batch, known, at, day
        self._merged: dict[str, UUID] = {}
        self._apart: set[str] = set()
        self._made: dict[UUID, Person] = {}
        self.roll = Roll()

    def decide(self, plans: Iterable[HomePlan], decisions: Mapping[str, Mapping[str, Any]]) -> None:
        """Take over what was said of groups that are still as they were when it was said."""
        if not decisions:
            return
        for group in namesakes.groups(plans, self._known):
            said = decisions.get(group.key)
            if said is None:
                continue
            if said["one"]:
                self._be_one([entry for entry in group.entries if entry.ident in said["idents"]], said["reason"])
            else:
                self.roll.twos += 1
                self._apart.update(entry.ident for entry in group.entries)
                self.roll.told_apart.update(entry.person_id for entry in group.entries if entry.person_id)

    def _be_one(self, entries: list[namesakes.Entry], reason: str) -> None:
        """Nobody owns one home twice, so of two entries in one home only the first is meant."""
        entries = list({entry.home: entry for entry in reversed(entries)}.values())
        if len(entries) < 2:
            return
        person_id = next((entry.person_id for entry in entries if entry.person_id), None) or new_id()
        self._merged.update((entry.ident, person_id) for entry in entries)
        self.roll.ones.append(OnePerson(person_id, len(entries), reason))

    def enrol(self, plan: HomePlan, home_id: UUID) -> None:
        """The owners of one home. The only one there is votes for it; of several, nobody yet."""
        there = bool(plan.known and self._known.owners.get(plan.known.id))
        alone = len(plan.owners) == 1 and not there
        for owner in plan.owners:
            person_id = self._person(plan.ident(owner), owner)
            self.roll.tenures.append(
                Tenure(
                    id=new_id(), estate_id=self._estate_id, home_id=home_id, person_id=person_id, since=self._day,
                    kind=Tenure.Kind.OWNER if alone else Tenure.Kind.CO_OWNER, votes=alone, batch=self._batch,
                    share_part=owner.share.numerator if owner.share else None,
                    share_whole=owner.share.denominator if owner.share else None,
                )
            )  # fmt: skip

    def _person(self, ident: str, owner: OwnerEntry) -> UUID:
        merged = self._merged.get(ident)
        if merged is None:
            return self._new(new_id(), ident, owner).pk
        made = self._made.get(merged)
        if made is not None:
            made.phone = made.phone or owner.phone
            made.id_hash = made.id_hash or id_key(owner.id_number)
        elif not self._is_known(merged, owner.name):
            self._made[merged] = self._new(merged, ident, owner)
        return merged

    def _is_known(self, person_id: UUID, name: str) -> bool:
        return any(one.person_id == person_id for one in self._known.persons.get(name, ()))

    def _new(self, person_id: UUID, ident: str, owner: OwnerEntry) -> Person:
        person = Person(
            id=person_id, node_id=self._estate_id, name=owner.name, phone=owner.phone,
            kind=Person.Kind.LEGAL if owner.legal else Person.Kind.NATURAL, id_hash=id_key(owner.id_number),
            password=UNUSABLE_PASSWORD_PREFIX, batch=self._batch,
            told_apart_at=self._at if ident in self._apart else None,
        )  # fmt: skip
        self.roll.persons.append(person)
        return person
