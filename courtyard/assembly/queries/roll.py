"""The roll as the register has it on a day, and what must be settled before it can be frozen."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext, pgettext

from courtyard.assembly.models import Assembly, Challenge, Head, RollHome
from courtyard.core.counting.bundle.files import COLUMNS
from courtyard.core.counting.bundle.totals import spelt
from courtyard.core.counting.bundle.vote import Head as OnRoll
from courtyard.core.errors import sentence
from courtyard.people.models import Person, Tenure
from courtyard.places.models import Building, Entrance, Estate, Home

DEVELOPER = "developer"
"""The key of the one head of everything unsold, or sold and not handed over (法释〔2020〕17号 art 9)."""
LISTED_MAX = 50
SAID_MAX = 3
SPACES = (Home.Use.PARKING, Home.Use.STORAGE)


@dataclass(frozen=True, slots=True)
class Where:
    """Whose vote it is: the estate, a building, an entrance, or a list of homes."""

    estate: Estate
    building: Building | None = None
    entrance: Entrance | None = None
    homes: tuple[str, ...] = ()

    def of(self, homes: QuerySet[Home]) -> QuerySet[Home]:
        if self.building:
            return homes.filter(building=self.building)
        if self.entrance:
            return homes.filter(entrance=self.entrance)
        return homes.filter(pk__in=self.homes) if self.homes else homes


@dataclass(slots=True)
class DraftHead:
    """A set of owners with its homes; `votes` are those of them who were named to vote for one of the homes."""

    key: str
    owners: tuple[Person, ...]
    homes: list[Home] = field(default_factory=list)
    votes: set[UUID] = field(default_factory=set)

    @property
    def is_developer(self) -> bool:
        return self.key == DEVELOPER

    @property
    def area_cm2(self) -> int:
        return sum(home.area_cm2 or 0 for home in self.homes)

    @property
    def names(self) -> str:
        return "、".join(owner.name for owner in self.owners)

    @property
    def building_id(self) -> UUID | None:
        """Where all its homes are; None for one with homes in several buildings."""
        places = {home.building_id for home in self.homes}
        return places.pop() if len(places) == 1 else None

    @property
    def place(self) -> str:
        """That building's name."""
        return self.homes[0].building.name if self.building_id else ""

    @property
    def voter(self) -> Person | None:
        """The one owner, or the co-owner named for all of its homes; None where any of them may vote."""
        if len(self.owners) == 1:
            return self.owners[0]
        named = [owner for owner in self.owners if owner.pk in self.votes]
        return named[0] if len(named) == 1 else None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to be settled first: a sentence, how many, and which (the first of them); `homes` where it is homes."""

    says: str
    count: int
    which: tuple[str, ...]
    homes: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRoll:
    heads: tuple[DraftHead, ...]
    left_out: tuple[tuple[Home, str], ...]
    problems: tuple[Problem, ...]

    @property
    def area_cm2(self) -> int:
        return sum(head.area_cm2 for head in self.heads)

    @property
    def by_key(self) -> Mapping[str, DraftHead]:
        return {head.key: head for head in self.heads}


NO_AREA = sentence("{n} homes have no area.")
NO_OWNER = sentence("{n} homes are handed over and have no owner.")
SAME_NAME = sentence("{n} names stand several times on the register, and nobody has said who is whom.")
UNANSWERED = sentence("{n} challenges to the roll are not answered yet.")
NOBODY = sentence("Nobody is on the roll.")


def key_of(owners: Iterable[UUID]) -> str:
    """One set of owners, whatever order they stand in."""
    return sha256(",".join(sorted(owner.hex for owner in owners)).encode()).hexdigest()


def draft(where: Where, on: date, *, count_parking: bool = False) -> DraftRoll:
    """Heads and homes as the register has them on a day. Four queries, however large the estate."""
    homes = where.of(Home.objects.filter(estate=where.estate)).select_related("building", "entrance")
    held = Tenure.objects.on(on).owning().filter(home__in=where.of(Home.objects.filter(estate=where.estate)))
    by_home: dict[UUID, list[Tenure]] = {}
    for tenure in held.select_related("person").order_by("since", "pk"):
        by_home.setdefault(tenure.home_id, []).append(tenure)
    heads: dict[str, DraftHead] = {}
    left_out: list[tuple[Home, str]] = []
    no_area: list[Home] = []
    no_owner: list[Home] = []
    for home in sorted(homes, key=in_order):
        why = _why_not(home, count_parking=count_parking)
        if why:
            left_out.append((home, why))
        elif home.area_cm2 is None:
            no_area.append(home)
        else:
            _into(heads, home, by_home.get(home.pk, []), no_owner)
    problems = _problems(where.estate, on, no_area, no_owner, bool(heads))
    return DraftRoll(tuple(heads.values()), tuple(left_out), problems)


def _why_not(home: Home, *, count_parking: bool) -> str:
    if not home.counts_for_vote:
        return str(RollHome.Why.REGISTER.value)
    return str(RollHome.Why.PARKING.value) if home.use in SPACES and not count_parking else ""


def _into(heads: dict[str, DraftHead], home: Home, tenures: list[Tenure], no_owner: list[Home]) -> None:
    """The home goes to its set of owners; to the developer's head while it is unsold or not handed over."""
    owners = {tenure.person_id: tenure.person for tenure in tenures}
    if not home.sold or not home.delivered:
        key, whose = DEVELOPER, () if home.sold else tuple(owners.values())
    elif owners:
        key, whose = key_of(owners), tuple(owners[pk] for pk in sorted(owners))
    else:
        no_owner.append(home)
        return
    head = heads.setdefault(key, DraftHead(key, whose))
    if head.is_developer:
        head.owners = tuple({owner.pk: owner for owner in (*head.owners, *whose)}.values())
    head.homes.append(home)
    head.votes.update(tenure.person_id for tenure in tenures if tenure.votes)


def in_order(home: Home) -> tuple[object, ...]:
    """Building by building, entrance by entrance, 302 before 1101."""
    entrance = home.entrance.name if home.entrance else ""
    return (home.building.order, home.building.name, *_natural(entrance), *_natural(home.name), str(home.pk))


def _natural(name: str) -> tuple[int, str]:
    figures = re.search(r"[0-9]{1,9}", name)
    return (int(figures[0]) if figures else 0, name)


def _problems(
    estate: Estate, on: date, no_area: list[Home], no_owner: list[Home], anybody: bool
) -> tuple[Problem, ...]:
    names = same_names(estate, on)
    found = (
        _of_homes(NO_AREA, no_area),
        _of_homes(NO_OWNER, no_owner),
        Problem(SAME_NAME, len(names), tuple(names[:LISTED_MAX])),
        Problem(NOBODY, 0 if anybody else 1, ()),
    )
    return tuple(one for one in found if one.count)


def _of_homes(says: str, homes: list[Home]) -> Problem:
    first = homes[:LISTED_MAX]
    return Problem(says, len(homes), tuple(home.label for home in first), tuple(home.pk for home in first))


def same_names(estate: Estate, on: date) -> list[str]:
    """Names that several owners bear, as long as nobody has said whether they are one."""
    owners = Tenure.objects.on(on).owning().filter(estate=estate).values("person")
    named = Person.objects.real().filter(pk__in=owners).values("name")
    several = named.annotate(many=Count("pk"), open=Count("pk", filter=Q(told_apart_at__isnull=True)))
    return list(several.filter(many__gt=1, open__gt=0).order_by("name").values_list("name", flat=True))


def where_of(assembly: Assembly) -> Where:
    return Where(assembly.estate, assembly.building, assembly.entrance, tuple(assembly.homes))


def draft_of(assembly: Assembly, on: date) -> DraftRoll:
    """The roll of an assembly as it would be frozen on a day, with its open challenges among the problems."""
    found = draft(where_of(assembly), on, count_parking=assembly.count_parking)
    waiting = Challenge.objects.filter(assembly=assembly, state=Challenge.State.OPEN).count()
    if not waiting:
        return found
    return DraftRoll(found.heads, found.left_out, (*found.problems, Problem(UNANSWERED, waiting, ())))


def digest_of_roll(heads: Iterable[Head]) -> str:
    """The roll's hash in the notice: that of roll.csv as it will lie in the bundle, number, area and building of each
    head. Deliveries are no part of it: they come later.
    """
    digest = sha256(f"{COLUMNS['roll.csv']}\n".encode())
    for head in spelt(OnRoll(head.number, head.area_cm2, head.place) for head in heads):
        digest.update(f"{head.number},{head.area_cm2},{head.building}\n".encode())
    return digest.hexdigest()


def digest_of_owners(heads: Iterable[Head], homes: Mapping[UUID, list[str]]) -> str:
    """Whose roll it is: of each head its number, homes and the salted digest of its owners' names."""
    digest = sha256()
    for head in heads:
        digest.update(f"{head.number},{'|'.join(homes[head.pk])},{head.owners_hash}\n".encode())
    return digest.hexdigest()


def label_of(homes: Iterable[Home]) -> str:
    """12号楼302室; of several: 12号楼302室 and 2 more."""
    there = list(homes)
    if len(there) == 1:
        return there[0].label
    return gettext("{home} and {n} more").format(home=there[0].label, n=len(there) - 1)


def problems_in_words(problems: Iterable[Problem]) -> str:
    """Each problem with the first of those concerned."""
    told = []
    for problem in problems:
        says = says_of(problem)
        which = pgettext("list", ", ").join(problem.which[:SAID_MAX])
        told.append(gettext("{says} ({which})").format(says=says, which=which) if which else says)
    return " ".join(told)


def says_of(problem: Problem) -> str:
    return gettext(problem.says).format(n=problem.count)
