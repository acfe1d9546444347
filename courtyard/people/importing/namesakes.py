"""Entries of one name: which of them may be one person. Nobody is merged here; a person says so, with a reason."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from courtyard.core.register import Evidence, HomeLine, OwnerEntry
from courtyard.core.register.shares import per_cent
from courtyard.people.importing.compare import HomePlan
from courtyard.people.importing.kept import id_key
from courtyard.people.importing.known import Known, KnownHome
from courtyard.places.models import label

ENTRIES_MAX = 8
_ORDER = (Evidence.SAME_ID, Evidence.SAME_PHONE, Evidence.NOTHING, Evidence.OTHER_PHONE, Evidence.OTHER_ID)


@dataclass(frozen=True, slots=True)
class Entry:
    """One owner of one home of the file, or somebody on the register (`person_id`)."""

    ident: str
    name: str
    home: str
    share: str
    phone: str
    id_hash: str
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that may be one person, and what speaks for it or against."""

    entries: tuple[Entry, ...]
    evidence: Evidence

    @property
    def key(self) -> str:
        idents = "|".join(sorted(entry.ident for entry in self.entries))
        return hashlib.sha256(idents.encode()).hexdigest()[:16]


def groups(plans: Iterable[HomePlan], known: Known) -> list[Group]:
    """The likeliest first. What is left out here is listed again once the register is in."""
    found: list[Group] = []
    for entries in _by_name(plans, known).values():
        found.extend(_groups(entries))
    return sorted(found, key=lambda one: _ORDER.index(one.evidence))


def entry(plan: HomePlan, owner: OwnerEntry) -> Entry:
    share = per_cent(owner.share) if owner.share else ""
    return Entry(plan.ident(owner), owner.name, place(plan.line), share, owner.phone, id_key(owner.id_number))


def place(home: HomeLine | KnownHome) -> str:
    return label(home.building, home.entrance, home.name)


def _by_name(plans: Iterable[HomePlan], known: Known) -> Mapping[str, list[Entry]]:
    """Names under which somebody new stands beside somebody else."""
    new: dict[str, list[tuple[HomePlan, OwnerEntry]]] = defaultdict(list)
    for plan in plans:
        for owner in plan.owners:
            new[owner.name].append((plan, owner))
    return {
        name: [*_persons(known, name), *(entry(plan, owner) for plan, owner in owners)]
        for name, owners in new.items()
        if len(owners) > 1 or name in known.persons
    }


def _persons(known: Known, name: str) -> list[Entry]:
    """Everybody of that name on the register, once each, with the first of their homes."""
    firsts = {owner.person_id: owner for owner in reversed(known.persons.get(name, []))}
    return [
        Entry(person.hex, name, place(known.places[owner.home_id]), "", owner.phone, owner.id_hash, person)
        for person, owner in firsts.items()
        if owner.home_id in known.places
    ]


def _groups(entries: Sequence[Entry]) -> list[Group]:
    """One group for each set that an identity number or a telephone ties together; without such, all of them."""
    tied = [cluster for cluster in _clusters(entries) if len(cluster) > 1]
    likely = [group(cluster) for cluster in tied]
    found = likely or ([group(entries)] if len(entries) > 1 else [])
    return [one for one in found if _can_be_asked(one)]


def tied(one: Group) -> list[str]:
    """The largest set within the group that a number ties together: what is ticked until somebody says otherwise."""
    largest = max(_clusters(one.entries), key=len)
    return [entry.ident for entry in largest] if len(largest) > 1 else []


def _can_be_asked(one: Group) -> bool:
    """Not whether two that are on the register are one; that is asked on their own page."""
    persons = [entry for entry in one.entries if entry.person_id]
    homes = {entry.home for entry in one.entries}
    few = 1 < len(one.entries) <= ENTRIES_MAX
    return few and len(persons) < 2 and len(homes) > 1 and one.evidence is not Evidence.OTHER_ID


def _clusters(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Entries tied by an identity number, or by a telephone where no identity number speaks against it."""
    leader = list(range(len(entries)))
    seen: dict[tuple[str, str], int] = {}
    for index, one in enumerate(entries):
        for tie in (("id", one.id_hash), ("phone", one.phone)):
            first = seen.setdefault(tie, index)
            if tie[1] and _tied(entries[first], one):
                old, new = leader[index], leader[first]
                leader = [new if which == old else which for which in leader]
    clusters: dict[int, list[Entry]] = defaultdict(list)
    for index, one in enumerate(entries):
        clusters[leader[index]].append(one)
    return list(clusters.values())


def _tied(first: Entry, second: Entry) -> bool:
    if first.id_hash and second.id_hash:
        return first.id_hash == second.id_hash
    return bool(first.phone) and "*" not in first.phone and first.phone == second.phone


def group(entries: Sequence[Entry]) -> Group:
    return Group(tuple(entries), _evidence(entries))


def _evidence(entries: Sequence[Entry]) -> Evidence:
    ids, phones = {one.id_hash for one in entries}, {one.phone for one in entries}
    if "" not in ids:
        return Evidence.SAME_ID if len(ids) == 1 else Evidence.OTHER_ID
    if "" in phones or any("*" in phone for phone in phones):
        return Evidence.NOTHING
    return Evidence.SAME_PHONE if len(phones) == 1 else Evidence.OTHER_PHONE
