"""Pages of the roll: its draft as the register has it today, and the frozen one. By number, never by name."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from courtyard.assembly.models import Assembly, Challenge, Head, RollHome
from courtyard.assembly.queries.roll import DraftHead, DraftRoll, label_of
from courtyard.core.masking import masked_name
from courtyard.people.models import Office, Person
from courtyard.places.models import Estate, Home

A_PAGE = 100
LEFT_OUT_SHOWN = 50
CHALLENGES_SHOWN = 200
TASKED = (
    Office.Kind.RESIDENTS_COMMITTEE,
    Office.Kind.OWNERS_COMMITTEE,
    Office.Kind.CONVENOR,
    Office.Kind.REGISTRAR,
    Office.Kind.SUPERVISOR,
)
"""Who may be given a task by their office. The company's people have a side in most votes and are not among them."""


@dataclass(frozen=True, slots=True)
class RollRow:
    """A head as it is shown: its number, homes and area; `owners` is how many it is, `names` who, masked, if at all."""

    number: int
    label: str
    homes: int
    area_cm2: int
    owners: int
    names: str = ""
    is_developer: bool = False
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Homes that do not count for one reason: how many, and the first of them."""

    why: str
    count: int
    labels: tuple[str, ...]


def draft_page(roll: DraftRoll, after: int, mine: Collection[UUID], *, named: bool) -> tuple[list[RollRow], int]:
    """A page of the draft beginning after a number, and after which one the next begins; 0 where there is none."""
    shown = roll.heads[after : after + A_PAGE]
    rows = [_drafted(number, head, mine, named=named) for number, head in enumerate(shown, start=after + 1)]
    return rows, after + A_PAGE if len(roll.heads) > after + A_PAGE else 0


def draft_mine(roll: DraftRoll, mine: Collection[UUID], *, named: bool) -> list[RollRow]:
    """The reader's own heads, wherever they stand."""
    rows = (_drafted(number, head, mine, named=named) for number, head in enumerate(roll.heads, start=1))
    return [row for row in rows if row.is_mine]


def _drafted(number: int, head: DraftHead, mine: Collection[UUID], *, named: bool) -> RollRow:
    owners = {owner.pk for owner in head.owners}
    names = _masked(owner.name for owner in head.owners) if named else ""
    return RollRow(
        number, label_of(head.homes), len(head.homes), head.area_cm2, len(owners), names, head.is_developer,
        bool(owners & set(mine)),
    )  # fmt: skip


def _masked(names: Iterable[str]) -> str:
    return "、".join(masked_name(name) for name in names)


def frozen_page(one: Assembly, after: int, mine: Collection[UUID]) -> tuple[list[RollRow], int]:
    """A page of the frozen roll, without names, whoever reads it. `mine` are the reader's heads."""
    heads = Head.objects.filter(assembly=one, number__gt=after).annotate(many=Count("owners")).order_by("number")
    page = list(heads[: A_PAGE + 1])
    rows = [_frozen(head, mine) for head in page[:A_PAGE]]
    return rows, rows[-1].number if len(page) > A_PAGE else 0


def frozen_mine(one: Assembly, mine: Collection[UUID]) -> list[RollRow]:
    heads = Head.objects.filter(assembly=one, pk__in=mine).annotate(many=Count("owners")).order_by("number")
    return [_frozen(head, mine) for head in heads]


def _frozen(head: Head, mine: Collection[UUID]) -> RollRow:
    many: int = head.many  # type: ignore[attr-defined]
    return RollRow(
        head.number, head.label, head.homes, head.area_cm2, many, "", head.is_developer, head.pk in set(mine)
    )


def left_out_of_draft(roll: DraftRoll) -> list[LeftOut]:
    return _grouped([(why, home.label) for home, why in roll.left_out])


def left_out_of_roll(one: Assembly) -> list[LeftOut]:
    homes = RollHome.objects.filter(assembly=one, head__isnull=True).order_by("pk")
    return _grouped(list(homes.values_list("why", "label")))


def _grouped(homes: Sequence[tuple[str, str]]) -> list[LeftOut]:
    counted = Counter(why for why, _ in homes)
    return [
        LeftOut(str(RollHome.Why(why).label), many, tuple([label for w, label in homes if w == why][:LEFT_OUT_SHOWN]))
        for why, many in sorted(counted.items())
    ]


def challenges_of(one: Assembly, person: Person | None) -> list[Challenge]:
    """What was said against the draft: all of it for whoever answers (`person` is None), else one's own."""
    rows = Challenge.objects.filter(assembly=one)
    rows = rows.select_related("person", "home__building", "home__entrance", "answered_by")
    return list((rows if person is None else rows.filter(person=person))[:CHALLENGES_SHOWN])


def may_be_tasked(estate: Estate, on: date) -> list[Office]:
    """Office holders of the committees who may be named for a task, each once."""
    held = Office.objects.on(on).reaching(estate.node).filter(kind__in=TASKED).select_related("person")
    by_person: dict[UUID, Office] = {}
    for office in sorted(held, key=lambda one: (TASKED.index(Office.Kind(one.kind)), one.since, one.pk)):
        by_person.setdefault(office.person_id, office)
    return list(by_person.values())


def homes_owned(homes: Iterable[Home]) -> list[Home]:
    """Each home once, in the order given."""
    return list({home.pk: home for home in homes}.values())
