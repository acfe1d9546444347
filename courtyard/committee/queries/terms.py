"""Which committee there is, who sits in it, how long, and who came to its meetings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Sum

from courtyard.assembly.freezes import freeze_of
from courtyard.committee.models import Committee, Member, Sitting
from courtyard.core.rulebook.periods import months_after
from courtyard.meetings.models import Presence
from courtyard.people.models import Person, Tenure
from courtyard.places.models import Estate, Home
from courtyard.places.rules import rules_of

S = Committee.State
KIND = "committee.meeting"
YEARS_USUAL = 5
GUIDANCE_TERM = "业主大会和业主委员会指导规则第三十二条"
FORMER_SHOWN = 30
ALARM_DAYS = 30


def day_of(estate: Estate, at: datetime) -> date:
    """The day where the estate is."""
    return at.astimezone(ZoneInfo(estate.node.zone)).date()


def in_office(estate: Estate) -> Committee | None:
    return Committee.objects.filter(estate=estate.pk, state=S.IN_OFFICE).select_related("estate__node").first()


def elected(estate: Estate) -> Committee | None:
    """The one that waits for its election to be in force."""
    return Committee.objects.filter(estate=estate.pk, state=S.ELECTED).select_related("estate__node").first()


def committees_of(estate: Estate) -> list[Committee]:
    """The living ones, and the last that ended: the newest first."""
    rows = Committee.objects.filter(estate=estate.pk).exclude(state=S.SET_ASIDE).select_related("estate__node")
    return list(rows.order_by("-number")[:3])


def acting(estate: Estate, person: Person) -> Committee | None:
    """The living committee somebody sits in; for anybody else the one in office, or the one elected."""
    living = {one.pk: one for one in Committee.objects.filter(estate=estate.pk).living().select_related("estate__node")}
    seats = Member.objects.sitting().filter(committee__in=living, person=person.pk).values_list("committee", flat=True)
    mine = [living[pk] for pk in seats]
    rest = sorted(living.values(), key=lambda one: one.state != S.IN_OFFICE)
    return next(iter(sorted(mine, key=lambda one: one.state != S.IN_OFFICE) or rest), None)


def next_number(estate: Estate) -> int:
    """Terms are counted; one whose election was set aside was none."""
    before = Committee.objects.filter(estate=estate.pk).exclude(state=S.SET_ASIDE)
    return (before.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def vacancies(committee: Committee) -> int:
    return max(committee.seats - committee.members.sitting().count(), 0)


def area_of(estate: Estate) -> int:
    """All homes of the register, in cm²; by it the law says how many seats there are."""
    return Home.objects.filter(estate=estate.pk).aggregate(all=Sum("area_cm2"))["all"] or 0


@dataclass(frozen=True, slots=True)
class TermLaw:
    """How long a term may be, in years."""

    least: int
    most: int
    article: str

    def allows(self, starts_on: date, ends_on: date) -> bool:
        """A term ends on the day before the corresponding one; papers that name that day itself mean the same."""
        at_least = months_after(starts_on, 12 * self.least) - timedelta(days=1)
        return at_least <= ends_on <= months_after(starts_on, 12 * self.most)


def term_law(estate: Estate) -> TermLaw:
    periods = rules_of(estate).periods
    most = periods.get("committee_term_max") or periods.get("committee_term")
    least = periods.get("committee_term_min")
    return TermLaw(
        least.amount if least else 1, most.amount if most else YEARS_USUAL, most.article if most else GUIDANCE_TERM
    )


def ends_after(starts_on: date, years: int) -> date:
    """The last day of a term of so many years."""
    return months_after(starts_on, 12 * years) - timedelta(days=1)


def owner_called(estate: Estate, room: str, name: str, on: date) -> Person | None:
    """Exactly this name at exactly this home, or nobody."""
    held = Tenure.objects.on(on).owning().filter(estate=estate.pk, person__name=name.strip())
    named = held.filter(person__kind=Person.Kind.NATURAL).select_related("person", "home__building", "home__entrance")
    wanted = "".join(room.split())
    return next((one.person for one in named if "".join(one.home.label.split()) == wanted), None)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Of how many meetings of a year, while they sat, a member missed how many. `least` are those the law wants."""

    member: Member
    year: int
    held: int
    missed: int
    least: int

    @property
    def came(self) -> int:
        return self.held - self.missed

    def half_missed(self, on: date) -> bool:
        """Half of the year's meetings or more. As long as the year runs, it has at least as many as the law wants:
        who misses the first one in January has not missed half a year's."""
        whole = self.held if on.year > self.year else max(self.held, self.least)
        return self.held > 0 and self.missed * 2 >= whole


def attendance_of(committee: Committee, year: int) -> list[Attendance]:
    """Everybody who had a seat in that year, in the order of their votes; three queries."""
    held = dict(
        Sitting.objects.filter(committee=committee, held_on__year=year).values_list("meeting", "held_on")
    )  # fmt: skip
    rows = Presence.objects.filter(meeting__in=held, came=True).values_list("meeting", "person")
    came = set(rows)
    months = rules_of(committee.estate).periods.get("committee_meeting")
    least = 12 // months.amount if months and months.unit == "months" else 1
    members = committee.members.filter(alternate=False).select_related("person").order_by("rank", "id")
    return [
        _attendance(member, {m: d for m, d in held.items() if d}, came, year, least)
        for member in members
        if member.since.year <= year and (member.until is None or member.until.year >= year)
    ]


def _attendance(
    member: Member, held: Mapping[UUID, date], came: set[tuple[UUID, UUID]], year: int, least: int
) -> Attendance:
    theirs = [
        pk for pk, day in held.items() if member.since <= day and (member.until is None or day < member.until)
    ]  # fmt: skip
    missed = sum((pk, member.person_id) not in came for pk in theirs)
    return Attendance(member, year, len(theirs), missed, least)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a term, as it is drawn: calm, alarm, frozen or end; `now` where we stand."""

    look: str
    since: date
    until: date | None
    now: bool


def stretches(committee: Committee, at: datetime) -> list[Stretch]:
    """How a term goes: its ordinary course, the report before its end, the group and the freeze, the end."""
    periods = rules_of(committee.estate).periods
    today = day_of(committee.estate, at)
    report = periods["reelection_report"].before(committee.ends_on) if "reelection_report" in periods else None
    report = max(report or months_after(committee.ends_on, -3), committee.starts_on)
    group = periods["reelection_group"].amount if "reelection_group" in periods else 60
    formed = min(report + timedelta(days=group), committee.ends_on)
    frozen = freeze_of(committee.estate, at) is not None
    over = today > committee.ends_on
    alarm = not over and not frozen and today >= report - timedelta(days=ALARM_DAYS)
    return [
        Stretch("calm", committee.starts_on, None, now=not (over or frozen or alarm)),
        Stretch("alarm", committee.starts_on, report, now=alarm),
        Stretch("frozen", report, formed, now=frozen and not over),
        Stretch("end", committee.ends_on, None, now=over),
    ]


def former_of(committee: Committee) -> list[Member]:
    """Who left before the end of the term."""
    left = committee.members.filter(until__isnull=False).exclude(ground=Member.Ground.TERM)
    return list(left.order_by("-until", "rank")[:FORMER_SHOWN])


def seats_of(person: Person) -> list[Member]:
    """Where somebody sits today."""
    mine = Member.objects.sitting().filter(person=person, committee__state__in=Committee.LIVING)
    return list(mine.select_related("committee__estate__node"))


def waits_for_member(seat: Member) -> dict[str, Any]:
    """What their committee asks of a member who sits: a chair to choose, a declaration."""
    chosen = Member.objects.sitting().filter(committee=seat.committee_id, post=Member.Post.CHAIR).exists()
    return {"posts": not chosen, "declare": seat.declared_at is None}
