"""How far an estate is on the way to a committee: its steps, whose turn it is, and what it cost whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch

from courtyard.assembly.models import Assembly, Candidate, Motion
from courtyard.committee import rules
from courtyard.committee.delays import Lost, by_body, delays
from courtyard.committee.models import CandidateObjection, Committee, Formation, GroupMember, Holdup, Step
from courtyard.committee.queries.due import Delivered, delivered
from courtyard.committee.steps import DOCUMENTS, ELECTION, STEPS
from courtyard.people.models import Office, Person
from courtyard.places.models import Estate

S = Formation.State
CHOICES_SHOWN = 20
OBJECTIONS_SHOWN = 200
MOSTLY = "上海市住宅物业管理规定"
"""The text on which most steps rest."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as the page shows it. `days` is how late (or, below nought, how early) it was done, or is by now."""

    step: Step
    says: str
    state: str
    days: int | None
    held: Holdup | None
    after: str

    @property
    def early(self) -> int:
        return -(self.days or 0)

    @property
    def article(self) -> str:
        """As a list of many articles of one text shows it."""
        return self.step.article.removeprefix(MOSTLY)


@dataclass(frozen=True, slots=True)
class Course:
    """A formation on a day."""

    formation: Formation
    steps: Sequence[StepRow]
    current: StepRow | None
    held: Holdup | None
    held_row: StepRow | None
    body: str
    since: date | None
    waits: int
    behind: int
    lawful: date | None
    lawful_says: str
    earliest: date | None
    posted_on: date | None
    lost: Sequence[tuple[str, int, list[Lost]]]

    @property
    def number(self) -> int:
        """The step it has come to; after the last one the last."""
        return self.current.step.position if self.current else len(self.steps)

    @property
    def name(self) -> str:
        return self.current.step.name if self.current else ""

    def done(self, name: str) -> bool:
        return any(row.step.name == name and row.step.done_on is not None for row in self.steps)


def running_of(estate: Estate) -> Formation | None:
    return _newest(estate, running=True)


def last_of(estate: Estate) -> Formation | None:
    """The one that runs, or the last one that did."""
    return _newest(estate, running=False)


def _newest(estate: Estate, *, running: bool) -> Formation | None:
    rows = Formation.objects.filter(estate=estate.pk).select_related("estate__node")
    rows = rows.filter(state__in=Formation.RUNNING) if running else rows
    return rows.order_by("-begun_at", "-pk").first()


def course_of(formation: Formation, at: datetime) -> Course:
    """Two queries, however many steps and holdups there are."""
    today = rules.today_in(formation.estate, at)
    steps = list(formation.steps.prefetch_related(Prefetch("holdups", Holdup.objects.order_by("since", "id"))))
    for one in steps:
        one.estate = formation.estate
    ended = formation.ended_at if not formation.is_running else None
    until = rules.today_in(formation.estate, ended) if ended else today
    open_one = next((one for one in steps if one.done_on is None), None) if formation.is_running else None
    rows = _rows(formation, steps, open_one, until)
    current = next((row for row in rows if row.step is open_one), None)
    held_row = current if current and current.held else next((row for row in rows if row.held), None)
    held = held_row.held if held_row else None
    since = held.since if held else _turn_came(formation, steps, open_one)
    lawful_step = _lawful_step(steps, open_one, until)
    lawful = _by_law(lawful_step) if lawful_step else None
    posted_on = next((one.done_on for one in steps if one.name == DOCUMENTS), None)
    return Course(
        formation=formation, steps=rows, current=current, held=held, held_row=held_row,
        body=held.body if held else open_one.body if open_one else "", since=since,
        waits=max((until - since).days, 0) if since and open_one else 0,
        behind=max((until - lawful).days, 0) if lawful else 0, lawful=lawful,
        lawful_says=next((row.says for row in rows if row.step is lawful_step), ""),
        earliest=_earliest(formation, steps, posted_on, at), posted_on=posted_on,
        lost=_lost(formation, steps, until),
    )  # fmt: skip


def _rows(formation: Formation, steps: Sequence[Step], current: Step | None, until: date) -> list[StepRow]:
    kinds = {kind.name: kind for kind in STEPS[formation.kind]}
    rows = []
    for one in steps:
        kind = kinds[one.name]
        held = next((h for h in one.holdups.all() if h.until is None), None) if formation.is_running else None
        end = one.done_on or (until if formation.is_running else None)
        days = (end - one.due_on).days if end and one.due_on else None
        rows.append(StepRow(one, kind.says, _state(one, one is current, held), days, held, kind.after))
    return rows


def _state(step: Step, current: bool, held: Holdup | None) -> str:
    if step.done_on is not None:
        return "done"
    if held is not None:
        return "held"
    return "current" if current else "open" if step.due_on is not None else "todo"


def _turn_came(formation: Formation, steps: Sequence[Step], current: Step | None) -> date | None:
    """When the one before was done; the first one's turn came when it all fell due."""
    if current is None:
        return None
    before = [one.done_on for one in steps if one.position < current.position and one.done_on is not None]
    return max(before, default=formation.due_on)


def _lawful_step(steps: Sequence[Step], current: Step | None, today: date) -> Step | None:
    """By which step it is said how far the law is ahead: the election as long as it is missed, else the current one."""
    if current is None:
        return None
    election = next((one for one in steps if one.name == ELECTION and one.done_on is None), None)
    by = _by_law(election) if election is not None else None
    return election if by is not None and by < today else current if _by_law(current) is not None else election


def _by_law(step: Step) -> date | None:
    """From the first day on, or sooner where those before were quicker than they had to be."""
    return min((day for day in (step.lawful_on, step.due_on) if day is not None), default=None)


def _earliest(formation: Formation, steps: Sequence[Step], posted_on: date | None, at: datetime) -> date | None:
    """Nothing is elected before today; and what is elected already is not elected again."""
    waits = any(one.name == ELECTION and one.done_on is None for one in steps)
    if not waits or not formation.is_running:
        return None
    day = rules.earliest_election(formation, at, posted_on)
    return max(day, rules.today_in(formation.estate, at)) if day else None


def _lost(formation: Formation, steps: Sequence[Step], until: date) -> list[tuple[str, int, list[Lost]]]:
    turns = [one.body for one in steps if one.done_on is not None or one.due_on is not None]
    return by_body(delays(formation.kind, steps, until), dict.fromkeys(turns))


def group_of(formation: Formation) -> list[GroupMember]:
    """Those who sit in the group now, the chair first; of one that is over those who sat to its end."""
    return list(formation.group.filter(until__isnull=True).order_by("-chairs", "side", "id"))


def committee_of(estate: Estate) -> Committee | None:
    """The living one, the one in office before the one elected; else the last that ended."""
    rows = list(
        Committee.objects.filter(estate=estate.pk).exclude(state=Committee.State.SET_ASIDE).order_by("-number")[:3]
    )
    order = (Committee.State.IN_OFFICE, Committee.State.ELECTED, Committee.State.ENDED)
    return min(rows, key=lambda one: order.index(one.state), default=None)


def delivered_of(estate: Estate, on: date) -> Delivered | None:
    """The latest that is known."""
    return next(reversed(delivered([estate], on).get(estate.pk, [])), None)


def someone_holds_committee(estate: Estate, on: date) -> bool:
    """Somebody holds the office of a committee, though none was ever entered here."""
    held = Office.objects.on(on).filter(kind=Office.Kind.OWNERS_COMMITTEE, node=estate.node)
    return held.exists()


def elections_of(formation: Formation) -> list[Motion]:
    """Votes in preparation in which the committee can be elected: called by the group or the sub-district."""
    called = (Assembly.Convener.GROUP, Assembly.Convener.STREET)
    rows = Motion.objects.filter(
        assembly__estate=formation.estate_id, matter="committee-election", assembly__convener__in=called,
        assembly__state=Assembly.State.DRAFT,
    )  # fmt: skip
    return list(rows.select_related("assembly__estate__node").order_by("-assembly__opens_at", "pk")[:CHOICES_SHOWN])


def posted_candidates(formation: Formation) -> list[Candidate]:
    """Those on the list of the vote whose candidates are posted."""
    rows = Candidate.objects.filter(motion__assembly=formation.assembly, motion__matter="committee-election")
    listed = rows.filter(state=Candidate.State.ACCEPTED) if formation.assembly else rows.none()
    return list(listed.select_related("motion__assembly", "estate__node").order_by("number", "nominated_at", "id"))


def objections_of(formation: Formation) -> list[CandidateObjection]:
    """The oldest first: what was said of whom, and the answer."""
    rows = CandidateObjection.objects.filter(formation=formation).select_related("candidate")
    return list(rows.order_by("filed_at", "id")[:OBJECTIONS_SHOWN])


def open_objections(formation: Formation) -> int:
    return CandidateObjection.objects.filter(formation=formation, answered_at__isnull=True).count()


def officials_called(estate: Estate, name: str, side: str, on: date) -> Person | None:
    """Whoever of that side holds an office that reaches the estate under exactly this name, if it is one."""
    kinds = {
        GroupMember.Side.STREET: Office.Kind.SUBDISTRICT, GroupMember.Side.RESIDENTS: Office.Kind.RESIDENTS_COMMITTEE,
    }  # fmt: skip
    if side not in kinds:
        return None
    held = Office.objects.on(on).reaching(estate.node).filter(kind=kinds[GroupMember.Side(side)])
    found = list(held.filter(person__name=name.strip()).values_list("person", flat=True).distinct()[:2])
    return Person.objects.get(pk=found[0]) if len(found) == 1 else None


def formations_above(estates: Sequence[UUID], body: str) -> int:
    """How many elections that run there wait for this body."""
    rows = Step.objects.filter(estate__in=estates, formation__state__in=Formation.RUNNING, done_on__isnull=True)
    return rows.filter(body=body, due_on__isnull=False).values("formation").distinct().count()
