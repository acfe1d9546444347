"""A year of an estate's cases: each plot becomes dated steps, and the steps of all cases are done in their order."""

import heapq
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from courtyard.cases import actions as cases
from courtyard.cases import pictures, rules
from courtyard.cases.actions import Filing
from courtyard.cases.chores import has_not_helped
from courtyard.cases.models import Case, Place
from courtyard.cases.upkeep import keep
from courtyard.demo.pictures import photograph
from courtyard.demo.places import EstateSpec
from courtyard.demo.words import GRUMBLES, PLOTS, THANKS, Plot
from courtyard.people.models import CLERK, Person, Tenure
from courtyard.places.models import CommonPart, Estate

ZONE = ZoneInfo("Asia/Shanghai")
DAYS = 365
CLERKS_ROUND = timedelta(minutes=4)
ON_THE_SPOT = timedelta(minutes=15)
THERE = "人到了，先把危险的地方围起来。"
VARIANTS = 6
HOURS = (8, 8, 9, 9, 10, 10, 11, 13, 14, 15, 16, 17, 18, 19, 19, 20)
WAKES, STARTS, SLEEPS = time(8), time(9), time(21)
SLEEP, NIGHT = timedelta(hours=11), timedelta(hours=12)
Step = Callable[[datetime], None]


@dataclass
class Staff:
    """Who sits at an estate's desk, by party, and who repairs."""

    triage: Person
    by_party: dict[str, Person]
    workers: list[Person]


@dataclass
class Year:
    """Tells one estate's year up to `now`. Steps that would lie after `now` have not happened."""

    spec: EstateSpec
    estate: Estate
    staff: Staff
    residents: list[Tenure]
    now: datetime
    chance: Random
    _steps: list[tuple[datetime, int, Step]] = field(default_factory=list)
    _parts: dict[str, CommonPart] = field(default_factory=dict)

    def tell(self) -> int:
        """Do everything in the order in which it happened. Returns the number of steps."""
        self._parts = {part.name: part for part in self.estate.common_parts.all()}
        plots = [plot for plot in PLOTS if self._fits(plot)]
        for filed_at in self._moments():
            resident = self.chance.choice(self.residents)
            lift = resident.home.building.name in self.spec.with_lifts
            known = [plot for plot in plots if lift or plot.category != "lift"]
            self._plan(filed_at, self.chance.choice(known), resident)
        done = 0
        while self._steps:
            at, _, step = heapq.heappop(self._steps)
            if at < self.now:
                step(at)
                done += 1
        return done

    def stage(self, at: datetime, step: Step) -> None:
        """Something of its own that somebody does at a time, among the year's cases; never at night."""
        self._stage(awake(at), step)

    def ago(self, **since: float) -> datetime:
        """So long before now; the evening before where that would be at night. It has always happened by now."""
        at = (self.now - timedelta(**since)).astimezone(ZONE)
        if WAKES <= at.time() < SLEEPS:
            return at
        slept = at - _last_evening(at)
        return _last_evening(at) - timedelta(hours=1) * (1 - slept / NIGHT)

    def day(self, away: int, hour: int = 14, minute: int = 0) -> datetime:
        """So many days from today, at an hour of that day."""
        return datetime.combine(self.now.astimezone(ZONE).date() + timedelta(days=away), time(hour, minute), ZONE)

    def _stage(self, at: datetime, step: Step) -> None:
        """What the clerk does may happen at any hour."""
        heapq.heappush(self._steps, (at, len(self._steps) + self.chance.randrange(1 << 30) * 1_000, step))

    def _fits(self, plot: Plot) -> bool:
        there = plot.where in {"home", "building"} or plot.where in self._parts
        return there and plot.party in self.staff.by_party

    def _moments(self) -> Iterator[datetime]:
        """Spread over the year, a little denser towards today."""
        today = self.now.astimezone(ZONE).date()
        for _ in range(self.spec.cases):
            day = today - timedelta(days=int(DAYS * self.chance.random() ** 1.3))
            clock = time(self.chance.choice(HOURS), self.chance.randrange(60), tzinfo=ZONE)
            yield datetime.combine(day, clock)

    def _plan(self, filed_at: datetime, plot: Plot, resident: Tenure) -> None:
        place = self._place(plot, resident)

        def file(at: datetime) -> None:
            shown = bool(plot.picture) and self.chance.random() < 0.6
            case = cases.file(
                Filing(
                    estate=self.estate,
                    category=plot.category,
                    words=plot.words,
                    place=place,
                    urgent=plot.urgent,
                    public=plot.where != "home" and self.chance.random() < 0.3,
                    photos=self.photos(plot, at, well=False) if shown else (),
                ),
                by=resident.person,
                at=at,
            )
            self.watch(case)
            self._accept(case, plot, at)

        self.stage(filed_at, file)

    def watch(self, case: Case) -> None:
        """As the clerk would: what is overdue climbs to the convenor, and three working days later higher."""
        due = [case.contact_due_at, case.on_site_due_at, case.due_at]
        for late in sorted({one for one in due if one is not None}):
            up = rules.after(case, "escalate_to_subdistrict", late)
            for at in (late + CLERKS_ROUND, *([up + CLERKS_ROUND] if up else [])):
                self._stage(at, lambda at: self._climb(case, at))

    def _climb(self, case: Case, at: datetime) -> None:
        case.refresh_from_db()
        low = case.level == Case.Level.DESK
        if case.state in Case.RUNNING and case.is_late(at) and (low or has_not_helped(case, at)):
            cases.escalate(case.pk, by=CLERK, at=at, why="overdue")

    def wait_for(self, case: Case, resolved_at: datetime) -> None:
        """Nobody answered within the days of the rulebook: closed without a rating."""
        over = rules.after(case, "close_unanswered", resolved_at)
        if over is not None:
            self._stage(over + CLERKS_ROUND, lambda at: self._close(case, at))

    def _close(self, case: Case, at: datetime) -> None:
        case.refresh_from_db()
        if case.state == Case.State.RESOLVED:
            cases.close(case.pk, by=CLERK, at=at)

    def _place(self, plot: Plot, resident: Tenure) -> Place:
        if plot.where == "home":
            return resident.home
        return self._parts.get(plot.where) or resident.home.building

    def photos(self, plot: Plot, at: datetime, *, well: bool) -> list[pictures.Kept]:
        return [self.photo(plot.picture, at, well=well)]

    def photo(self, scene: str, at: datetime, *, well: bool) -> pictures.Kept:
        """One of a scene, whatever it is for."""
        return keep(self.estate.pk, _picture(scene, self.chance.randrange(VARIANTS), well=well), at)

    def _accept(self, case: Case, plot: Plot, filed_at: datetime) -> None:
        prompt = self.chance.random() < self.spec.good
        hours = self.chance.uniform(0.1, 3) if prompt else self.chance.uniform(6, 60)
        at = self._open(filed_at + timedelta(hours=0.1 if plot.urgent and prompt else hours))
        handler = self.chance.choice(self.staff.workers) if plot.party == "wu" else self.staff.by_party[plot.party]

        def triage(at: datetime) -> None:
            cases.triage(case.pk, by=self.staff.triage, at=at, party=plot.party, words=plot.first, handler=handler)
            self._work(case, plot, handler, at)

        self.stage(at, triage)

    def _open(self, at: datetime) -> datetime:
        """Not in the middle of the night: the desk opens at nine."""
        local = at.astimezone(ZONE)
        if local.hour < 9:
            return local.replace(hour=9, minute=self.chance.randrange(5, 50))
        if local.hour >= 20:
            return (local + timedelta(days=1)).replace(hour=9, minute=self.chance.randrange(5, 50))
        return at

    def _work(self, case: Case, plot: Plot, handler: Person, triaged_at: datetime) -> None:
        allowed = max(case.due_at - case.filed_at, timedelta(hours=2))
        in_time = self.chance.random() < self.spec.good
        share = self.chance.uniform(0.15, 0.9) if in_time else self.chance.uniform(1.1, 3.5)
        resolved_at = max(case.filed_at + allowed * share, triaged_at + timedelta(minutes=25))
        resolved_at = resolved_at if plot.urgent or in_time else self._open(resolved_at)
        if plot.urgent:
            on_the_spot = triaged_at + ON_THE_SPOT
            self.stage(on_the_spot, lambda at: void(cases.attend(case.pk, by=handler, at=at, words=THERE)))
        if self.chance.random() < 0.3:
            halfway = triaged_at + (resolved_at - triaged_at) / 2
            self.stage(halfway, lambda at: void(cases.answer(case.pk, by=handler, at=at, words=plot.halfway)))
        self._resolve(case, plot, handler, resolved_at)

    def _resolve(self, case: Case, plot: Plot, handler: Person, at: datetime, *, again: bool = False) -> None:
        def resolve(at: datetime) -> None:
            shown = bool(plot.picture) and self.chance.random() < 0.7
            photos = self.photos(plot, at, well=True) if shown else ()
            cases.resolve(case.pk, by=handler, at=at, words=plot.again if again else plot.done, photos=photos)
            self.wait_for(case, at)
            self._judge(case, plot, handler, at, again=again)

        self.stage(at, resolve)

    def _judge(self, case: Case, plot: Plot, handler: Person, at: datetime, *, again: bool) -> None:
        """The resident confirms, sends it back once, or says nothing: silence is never counted as content."""
        luck = self.chance.random()
        later = at + timedelta(hours=self.chance.uniform(1, 50))
        if not again and luck < (0.04 if self.spec.good > 0.8 else 0.16):
            self.stage(later, lambda at: void(cases.return_(case.pk, by=asker(case), at=at, words=plot.back)))
            self._resolve(case, plot, handler, later + timedelta(hours=self.chance.uniform(4, 30)), again=True)
        elif luck < 0.9:
            rating, words = self._rating(plot, again=again)
            self.stage(
                later, lambda at: void(cases.confirm(case.pk, by=asker(case), at=at, rating=rating, words=words))
            )

    def _rating(self, plot: Plot, *, again: bool) -> tuple[int, str]:
        weights = (1, 3, 12, 20) if self.spec.good > 0.8 and not again else (5, 8, 8, 3)
        rating = self.chance.choices((1, 2, 3, 4), weights)[0]
        return rating, self.chance.choice(plot.thanks + THANKS if rating >= 3 else GRUMBLES)


def awake(at: datetime) -> datetime:
    """The same moment by day; what would be at night happens the next morning before nine, in its order."""
    local = at.astimezone(ZONE)
    if STARTS <= local.time() < SLEEPS:
        return local
    slept = local - _last_evening(local)
    return _last_evening(local) + SLEEP + slept / 12


def _last_evening(local: datetime) -> datetime:
    """When people last went to bed before this hour of the night."""
    day = local.date() if local.time() >= SLEEPS else local.date() - timedelta(days=1)
    return datetime.combine(day, SLEEPS, ZONE)


@cache
def _picture(scene: str, variant: int, *, well: bool) -> pictures.Picture:
    """Drawn and read once: a few pictures of each scene are enough for a year."""
    data = photograph(scene, Random(f"{scene} {variant}"), well=well)  # noqa: S311 -- a story, not a secret
    return pictures.read(io.BytesIO(data), "photo.jpg", len(data))


def asker(case: Case) -> Person:
    """The resident who asked; in the year's cases somebody on the register always did."""
    if case.reporter is None:
        raise LookupError(case.number)
    return case.reporter


def void(done: object) -> None:
    """A step answers nothing."""
