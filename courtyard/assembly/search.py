"""How votes are found: by what is decided, by whoever may read them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from courtyard.assembly import events, queries
from courtyard.assembly.models import Assembly
from courtyard.assembly.permissions import may_read
from courtyard.people.models import Person
from courtyard.people.standing import standing
from courtyard.search.registers import Hit, Searchable, Words, last_of_path, mark, marks_of_path


def _read(ids: Collection[UUID]) -> Iterator[Assembly]:
    rows = Assembly.objects.filter(pk__in=ids).select_related("estate__node", "building", "entrance__building")
    return iter(rows.prefetch_related("motions"))


def _text(one: Assembly) -> str:
    """What is decided, in the words of its motions."""
    said = (part for motion in one.motions.all() for part in (motion.title, motion.decides, motion.costs, motion.bears))
    return "\n".join(filter(None, said))


def words(ids: Collection[UUID]) -> Iterator[Words]:
    for one in _read(ids):
        marks = marks_of_path("office", one.estate.node.path) | {mark("home", one.estate.node.code)}
        yield Words(one.pk, one.opens_at, queries.title_of(one), _text(one), marks)


def every(after: UUID | None, most: int) -> Sequence[UUID]:
    rest = Assembly.objects.filter(pk__gt=after) if after else Assembly.objects.all()
    return list(rest.order_by("pk").values_list("pk", flat=True)[:most])


def reach(person: Person, at: datetime) -> set[str]:
    here, day = standing(person), localdate(at)
    offices = {last_of_path("office", office.node.path) for office in here.offices_on(day)}
    return offices | {mark("home", tenure.estate.node.code) for tenure in here.tenures_on(day)}


def visible(person: Person, at: datetime, ids: Collection[UUID]) -> Iterator[Hit]:
    for one in _read(ids):
        if may_read(person, one, at):
            link, note = queries.address_of(one), one.estate.node.name
            yield Hit(one.pk, one.opens_at, queries.title_of(one), link, _text(one), note)


SEARCHABLE = Searchable(
    name="assembly",
    label=gettext_lazy("Votes"),
    icon="vote",
    events=frozenset(
        event.NAME
        for event in (
            events.AssemblyDrafted,
            events.AssemblyRevised,
            events.MotionPut,
            events.MotionDropped,
            events.NoticeGiven,
            events.AssemblyVoided,
        )
    ),
    words=words,
    every=every,
    reach=reach,
    visible=visible,
    order=55,
)
