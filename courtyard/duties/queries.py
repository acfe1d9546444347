"""Who owes what: lists of an estate, of a person, of the tree; figures above."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext

from courtyard.duties.models import Duty, DutyQuerySet, Feed, Rollup
from courtyard.duties.permissions import SPEAKS
from courtyard.duties.registers import kinds
from courtyard.duties.tokens import TOKEN_MAX, hash_of
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Node

LIST_MAX = 200
PAGE = 20
LAST = 5
BEARERS_MAX = 20
CALENDAR_MAX = 500
FEED_AHEAD = timedelta(days=400)
FEED_BACK = timedelta(days=60)
FEED_BACK_MAX = 200
FEED_OF = (Node.Kind.ESTATE, Node.Kind.AREA, Node.Kind.SUBDISTRICT)


def overdue_in(estate: Estate, at: datetime) -> DutyQuerySet:
    """Everybody's overdue duties in an estate: one query."""
    return Duty.objects.overdue(at).filter(estate=estate).order_by("due_at", "pk")


@dataclass(frozen=True, slots=True)
class Page:
    """Some duties of a list, and the cursor of the next ones; empty where there are no more."""

    rows: Sequence[Duty]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What is overdue together, or what falls due in one month."""

    month: date | None
    rows: Sequence[Duty]


def still_owed(node: Node, party: str, after: str, most: int) -> Page:
    """What is open at a place itself, in the order of its days; two queries."""
    ours, start = _at(node, party).open(), _start(node, after)
    if start:
        ours = ours.filter(Q(due_at__gt=start.due_at) | Q(due_at=start.due_at, pk__gt=start.pk))
    return _page(ours.order_by("due_at", "pk"), most)


def settled(node: Node, party: str, after: str, most: int) -> Page:
    """What was done or excused there, the last first; two queries."""
    is_open = Q(done_at__isnull=True, excused_at__isnull=True)
    ours, start = _at(node, party).exclude(is_open), _start(node, after)
    if start:
        ours = ours.filter(Q(changed_at__lt=start.changed_at) | Q(changed_at=start.changed_at, pk__lt=start.pk))
    return _page(ours.order_by("-changed_at", "-pk"), most)


def _at(node: Node, party: str) -> DutyQuerySet:
    here = Q(estate=node.pk) if node.kind == Node.Kind.ESTATE else Q(node=node, estate__isnull=True)
    ours = Duty.objects.standing().filter(here).select_related("bearer", "node", "done_by", "excused_by")
    if party:
        offices = [str(kind) for kind in SPEAKS.get(party, ())]
        ours = ours.filter(Q(party=party) | Q(office__in=offices))
    return ours


def _start(node: Node, after: str) -> Duty | None:
    """The duty after which a list goes on; what somebody made up begins it anew."""
    try:
        return Duty.objects.filter(pk=UUID(after), node=node).first() if after else None
    except ValueError:
        return None


def _page(ours: DutyQuerySet, most: int) -> Page:
    rows = list(ours[: most + 1])
    return Page(rows[:most], rows[most - 1].pk.hex if len(rows) > most else "")


def by_month(rows: Sequence[Duty], node: Node, at: datetime) -> list[Part]:
    """Overdue first, then month by month, as the place's calendar has it. The rows come in the order of their days."""
    zone = ZoneInfo(node.zone)

    def month(duty: Duty) -> date | None:
        return None if duty.due_at < at else duty.due_at.astimezone(zone).date().replace(day=1)

    return [Part(first, list(some)) for first, some in groupby(rows, key=month)]


def borne_by(person: Person, at: datetime) -> DutyQuerySet:
    """What this person owes, by name or by the offices they hold."""
    mine = Q(bearer=person)
    for office in standing(person).offices_on(localdate(at)):
        below = Q(node__path__startswith=office.node.path)
        parties = [party for party, offices in SPEAKS.items() if office.kind in offices]
        mine |= below & Q(bearer__isnull=True) & (Q(office=office.kind) | Q(office="", party__in=parties))
    return Duty.objects.open().filter(mine).select_related("node", "estate__node")


def owed_by_name(person: Person) -> list[Duty]:
    """Everything they owe or owed themselves, whatever became of it; not what their offices owe."""
    return list(Duty.objects.filter(bearer=person).order_by("due_at", "pk")[:CALENDAR_MAX])


def feeds_of(person: Person) -> list[Feed]:
    """The calendar address that is in use, if any."""
    return list(Feed.objects.filter(person=person, revoked_at__isnull=True))


def to_remind_of(at: datetime, most: int = LIST_MAX) -> list[Duty]:
    """Of which open duties their bearers are to be reminded now."""
    waiting = Duty.objects.open().filter(remind_at__lte=at).select_related("node", "estate__node")
    return list(waiting.order_by("remind_at", "pk")[:most])


def bearers(duty: Duty, at: datetime) -> list[UUID]:
    """Who bears it on that day: somebody by name, or all who hold the office."""
    if duty.bearer_id is not None:
        return [duty.bearer_id]
    offices = (duty.office,) if duty.office else SPEAKS.get(duty.party, ())
    held = Office.objects.on(localdate(at)).reaching(duty.node).filter(kind__in=offices)
    return list(held.order_by("person").values_list("person", flat=True).distinct()[:BEARERS_MAX])


def due_soon(person: Person, at: datetime, within: timedelta = timedelta(days=7), most: int = 10) -> list[Duty]:
    """Overdue, and due within a week."""
    return list(borne_by(person, at).filter(due_at__lt=at + within).order_by("due_at", "pk")[:most])


def calendar(estate: Estate, since: datetime, until: datetime, *, public_only: bool) -> list[Duty]:
    """What falls due between two moments, in order."""
    ours = Duty.objects.standing().filter(estate=estate, due_at__gte=since, due_at__lt=until)
    if public_only:
        ours = ours.filter(kind__in=[kind.name for kind in kinds if kind.public], bearer__isnull=True)
    return list(ours.select_related("bearer", "node").order_by("due_at", "pk")[:CALENDAR_MAX])


def of_feed(person: Person, at: datetime) -> list[Duty]:
    """What a person's own calendar shows: theirs by name or office, and what bodies owe where they live or serve."""
    mine = Q(pk__in=borne_by(person, at).values("pk")) | _owed_around(person, at)
    some = Duty.objects.standing().filter(mine).select_related("node")
    ahead = some.filter(due_at__gte=at, due_at__lt=at + FEED_AHEAD).order_by("due_at", "pk")[:CALENDAR_MAX]
    back = some.filter(due_at__lt=at, due_at__gte=at - FEED_BACK).order_by("-due_at", "-pk")[:FEED_BACK_MAX]
    return [*reversed(back), *ahead]


def _owed_around(person: Person, at: datetime) -> Q:
    """As the calendars of those estates show it. Above a sub-district there are too many of them for one calendar."""
    theirs, day = standing(person), localdate(at)
    public = Q(kind__in=[kind.name for kind in kinds if kind.public])
    around = public & Q(estate__in={tenure.estate_id for tenure in theirs.tenures_on(day)})
    for office in theirs.offices_on(day):
        if office.node.kind in FEED_OF:
            below = Q(node__path__startswith=office.node.path)
            around |= below if office.kind in (*Office.DESK, *Office.ABOVE) else below & public
    return around & Q(estate__isnull=False, bearer__isnull=True)


def feed_of(token: str) -> Feed | None:
    """The calendar behind a secret address; none for one that nobody made, or that was ended."""
    if not token or len(token) > TOKEN_MAX:
        return None
    found: Feed | None = (
        Feed.objects.select_related("person").filter(token_hash=hash_of(token), revoked_at__isnull=True).first()
    )
    return found if found and found.person.is_active else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a place and everything below it owes."""

    node: Node
    open: int
    overdue: int
    met: int
    met_late: int
    excused: int


def figures(nodes: Sequence[Node]) -> list[Figures]:
    """The roll-up of these nodes; nought where nothing was counted yet. One query."""
    rows: Mapping[object, Rollup] = {row.node_id: row for row in Rollup.objects.filter(node__in=nodes)}

    def of(node: Node) -> Figures:
        row = rows.get(node.pk)
        return Figures(node, *(getattr(row, name) if row else 0 for name in Rollup.COUNTED))

    return [of(node) for node in nodes]


def said(duty: Duty) -> str:
    """What is owed, in the reader's language where it is the program's own sentence."""
    own_words = duty.kind not in kinds or kinds[duty.kind].own_words
    return duty.filled(_also(duty, "what")) if own_words else duty.filled(gettext(duty.what))


def where(duty: Duty) -> str:
    """Where it has to be done or hung up, if a rule says so, in the reader's language."""
    return _also(duty, "where") or str(duty.fields.get("where", ""))


def _also(duty: Duty, name: str) -> str:
    """What data says in English, too, for readers of anything but Chinese; empty for others."""
    chinese = (translation.get_language() or "").startswith("zh")
    return "" if chinese else str(duty.fields.get(f"{name}_en", ""))


def estates_after(up_to: UUID, most: int) -> list[Estate]:
    """The next estates in the order of their ids."""
    return list(Estate.objects.filter(pk__gt=up_to).select_related("node").order_by("pk")[:most])


def owed_already(estates: Sequence[Estate], kind: str, keys: Collection[str]) -> set[tuple[UUID | None, str]]:
    """Which keys are owed in which of these estates, whatever became of them; one query."""
    rows = Duty.objects.filter(estate__in=estates, kind=kind, key__in=keys)
    return set(rows.values_list("estate", "key"))


def told_of(duty: Duty) -> dict[str, str]:
    """What a notice keeps of a duty, in both languages: it is read in the reader's."""
    with translation.override("zh-hans"):
        what = said(duty)
    with translation.override("en"):
        what_en = said(duty)
    fields = {"what": what, "place": duty.node.name, "due_at": duty.due_at.isoformat()}
    return fields | {"what_en": what_en, "place_en": duty.node.name_en}


def list_page(duty: Duty) -> str:
    """The page on whose list it stands."""
    name = "duties:duties" if duty.estate_id else "duties:figures"
    return reverse(name, args=[duty.node.code])


def deed_page(duty: Duty, deed: str) -> str:
    """Where it is discharged, excused or withdrawn."""
    name = f"duties:{deed}" if duty.estate_id else f"duties:{deed}_above"
    return reverse(name, args=[duty.node.code, duty.pk])


def page_of(duty: Duty) -> str:
    """Where whoever owes it finds it. Who owes it by name need not sit at the desk, whose list it stands on."""
    at_desk = duty.party or duty.office in (*Office.DESK, *Office.ABOVE)
    if duty.bearer_id is None and at_desk:
        return f"{list_page(duty)}#duty-{duty.pk}"
    by_hand = duty.kind in kinds and kinds[duty.kind].by_hand
    return duty.link or (deed_page(duty, "discharge") if by_hand else "/")
