"""How duties are found: by what is owed and by article; the public ones by residents, all by those who see the list."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy

from courtyard.duties import events, queries
from courtyard.duties.models import Duty
from courtyard.duties.permissions import is_public, may_read_calendar, may_see
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.search.registers import Hit, Searchable, Words, last_of_path, mark, marks_of_path

LISTED = (*Office.DESK, *Office.ABOVE)


def words(ids: Collection[UUID]) -> Iterator[Words]:
    for duty in Duty.objects.standing().filter(pk__in=ids).select_related("node"):
        yield Words(duty.pk, duty.owed_at, duty.filled(), _text(duty), _marks(duty))


def _text(duty: Duty) -> str:
    """In every language it is said in, where it is done, and where that is written."""
    said = (duty.filled(), *(duty.fields.get(name, "") for name in ("what_en", "where", "where_en")))
    return "\n".join(str(one) for one in (*said, queries.said(duty), duty.article) if one)


def _marks(duty: Duty) -> set[str]:
    marks = marks_of_path("seat", duty.node.path)
    if duty.bearer_id:
        marks.add(mark("of", duty.bearer_id))
    if duty.office and duty.office not in LISTED:
        marks |= marks_of_path(_bears(duty.office), duty.node.path)
    if is_public(duty):
        marks.add(mark("public", duty.node.code))
    return marks


def _bears(office: str) -> str:
    return f"bears{office.replace('_', '')}"


def every(after: UUID | None, most: int) -> Sequence[UUID]:
    rest = Duty.objects.filter(pk__gt=after) if after else Duty.objects.all()
    return list(rest.order_by("pk").values_list("pk", flat=True)[:most])


def reach(person: Person, at: datetime) -> set[str]:
    here, day = standing(person), localdate(at)
    marks = {mark("of", person.pk)}
    for office in here.offices_on(day):
        marks.add(last_of_path("seat" if office.kind in LISTED else _bears(office.kind), office.node.path))
    return marks | {mark("public", tenure.estate.node.code) for tenure in here.tenures_on(day)}


def visible(person: Person, at: datetime, ids: Collection[UUID]) -> Iterator[Hit]:
    for duty in Duty.objects.standing().filter(pk__in=ids).select_related("node", "estate__node"):
        calendar = duty.estate is not None and may_read_calendar(person, duty.estate, at)
        if may_see(person, duty, at) or (calendar and is_public(duty)):
            note = gettext(", ").join([duty.node.name, str(duty.state(at).label)])
            link = _month(duty) if calendar and _is_there(person, duty, at) else queries.page_of(duty)
            yield Hit(duty.pk, duty.owed_at, queries.said(duty), link, _text(duty), note)


def _is_there(person: Person, duty: Duty, at: datetime) -> bool:
    """Residents find only what is public on their calendar."""
    return is_public(duty) or standing(person).holds(LISTED, duty.node, at)


def _month(duty: Duty) -> str:
    month = duty.due_at.astimezone(ZoneInfo(duty.node.zone))
    return f"{reverse('duties:calendar', args=[duty.node.code])}?month={month:%Y-%m}#duty-{duty.pk}"


SEARCHABLE = Searchable(
    name="duties",
    label=gettext_lazy("Duties"),
    icon="clock",
    events=frozenset(event.NAME for event in (events.DutyOwed, events.DutyWithdrawn)),
    words=words,
    every=every,
    reach=reach,
    visible=visible,
    order=40,
)
