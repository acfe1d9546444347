"""The committee in office, its members, the way to the next one, and what members who left still keep."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Sum

from courtyard.assembly.models import Assembly, Freeze, Motion
from courtyard.committee.models import Committee, Filing, Formation, Handover, Member, Seal
from courtyard.committee.steps import HANDOVER, REPORT
from courtyard.compliance.gathering.batch import Batch, gathered
from courtyard.core.compliance.facts import Change, FormerMember, Reelection, Term, Tie
from courtyard.places.models import Home

SMALL_SEATS = 5
"""Only a committee with fewer seats asks how large the estate is."""
UNKNOWN_CM2 = 10**15
FILLS = ("committee-election", "committee-by-election")


@dataclass(frozen=True, slots=True)
class Seats:
    """The committees of a batch and everybody who ever sat in them."""

    committees: Mapping[UUID, Sequence[Committee]]
    members: Mapping[UUID, Sequence[Member]]

    def current(self, estate: UUID, on: date) -> Committee | None:
        """The one in office on the day, or the last one while nobody follows it."""
        known = [one for one in self.committees.get(estate, ()) if one.elected_on <= on]
        known = [one for one in known if one.state != Committee.State.SET_ASIDE]
        begun = [one for one in known if one.starts_on <= on]
        return max(begun or known, key=lambda one: one.number, default=None)

    def seated(self, committee: Committee, on: date) -> list[Member]:
        """Who has a seat at the end of the day."""
        return [
            one
            for one in self.members.get(committee.pk, ())
            if not one.alternate and one.since <= on and (one.until is None or one.until > on)
        ]


def seats_of(batch: Batch) -> Seats:
    committees = Committee.objects.filter(estate__in=batch.ids).order_by("number")
    by_estate = gathered((one.estate_id, one) for one in committees)
    members = Member.objects.filter(committee__estate__in=batch.ids)
    return Seats(by_estate, gathered((one.committee_id, one) for one in members))


def term_of(
    batch: Batch, seats: Seats, estate: UUID, activity: Sequence[date], meetings: Sequence[date], filling: bool
) -> Term | None:
    one = seats.current(estate, batch.on)
    if one is None:
        return None
    seated = len(seats.seated(one, batch.on))
    entered = batch.day(estate, one.entered_at) or one.starts_on
    empty = _empty_since(one, seats.members.get(one.pk, ()), seated, batch.on)
    return Term(
        id=one.pk, number=one.number, seats=one.seats, seated=seated, starts_on=one.starts_on,
        ends_on=min(one.ends_on, batch.by(one.ended_on) or one.ends_on), elected_on=one.elected_on,
        names_posted_on=batch.by(one.names_posted_on), filed_on=batch.by(one.filed_on),
        activity_from=max(one.starts_on, entered), last_activity_on=max(activity, default=None),
        last_meeting_on=max(meetings, default=None),
        vacancy_since=min(empty, default=None), vacancy_handled=filling,
        too_few_since=empty[one.seats // 2] if len(empty) > one.seats // 2 else None,
    )  # fmt: skip


def _empty_since(one: Committee, members: Sequence[Member], seated: int, on: date) -> list[date]:
    """Since when each seat that is empty now stands empty, the longest first: those who left last are not replaced."""
    empty = max(one.seats - seated, 0)
    left = sorted((m.until for m in members if m.until is not None and m.until <= on and not m.alternate), reverse=True)
    days = left[:empty]
    return sorted([*days, *[one.starts_on] * (empty - len(days))])


def filling(batch: Batch) -> set[UUID]:
    """Estates in which an election or a by-election is being prepared or held."""
    states = (Assembly.State.DRAFT, *Assembly.RUNNING)
    rows = Motion.objects.filter(estate__in=batch.ids, matter__in=FILLS, assembly__state__in=states)
    waiting = Member.objects.filter(estate__in=batch.ids, alternate=True, until__isnull=True)
    waiting = waiting.filter(committee__state=Committee.State.IN_OFFICE)
    return set(rows.values_list("estate", flat=True)) | set(waiting.values_list("estate", flat=True))


def areas(batch: Batch, seats: Seats) -> dict[UUID, int]:
    """How large estates with a small committee are, in cm²; others are not asked."""
    small = [
        pk for pk in batch.ids if (one := seats.current(pk, batch.on)) is not None and one.seats < SMALL_SEATS
    ]  # fmt: skip
    if not small:
        return {}
    counting = Home.objects.filter(estate__in=small, counts_for_vote=True, use__in=Home.COUNTING)
    return {row["estate"]: row["area"] or 0 for row in counting.values("estate").annotate(area=Sum("area_cm2"))}


def reelections(batch: Batch) -> dict[UUID, Reelection]:
    """The re-election that runs, or that a committee of this day came from."""
    found: dict[UUID, Reelection] = {}
    kinds = (Formation.Kind.REELECTION, Formation.Kind.EARLY)
    rows = Formation.objects.filter(estate__in=batch.ids, kind__in=kinds, due_on__lte=batch.on)
    sat = dict(Freeze.objects.filter(estate__in=batch.ids).values_list("about", "until"))
    for one in rows.prefetch_related("steps").order_by("due_on", "pk"):
        days = {step.name: batch.by(step.done_on) for step in one.steps.all()}
        early = one.kind == Formation.Kind.EARLY
        ended = batch.day(one.estate_id, sat.get(one.pk) or one.ended_at)
        found[one.estate_id] = Reelection(
            id=one.pk, reported_on=None if early else days.get(REPORT), triggered_on=one.due_on if early else None,
            group_formed_on=batch.by(one.grouped_on), handed_over_on=days.get(HANDOVER),
            elected_on=batch.by(one.elected_on), group_ended_on=ended,
        )  # fmt: skip
    return found


def former(batch: Batch) -> dict[UUID, list[FormerMember]]:
    """Members who left while their committee went on. Who kept a seal keeps something; what else, the handover says."""
    back = batch.on - timedelta(days=400)
    gone = Member.objects.filter(estate__in=batch.ids, until__gt=back, until__lte=batch.on, alternate=False)
    gone = gone.exclude(ground__in=(Member.Ground.TERM, Member.Ground.SET_ASIDE))
    handed = {one.member_id: one for one in Handover.objects.filter(member__in=gone)}
    keepers = set(Seal.objects.filter(keeper__in=gone).values_list("keeper", flat=True))

    def rows() -> Iterator[tuple[UUID, FormerMember]]:
        for one in gone:
            over = handed.get(one.pk)
            done = batch.by(over.done_on) if over else None
            assert one.until is not None, "only those who left were asked for"
            yield one.estate_id, FormerMember(one.pk, one.until, done, over is not None or one.pk in keepers)

    return gathered(rows())


def changes(batch: Batch) -> dict[UUID, list[Change]]:
    rows = Filing.objects.filter(estate__in=batch.ids, kind=Filing.Kind.CHANGE, on__lte=batch.on)
    return gathered((one.estate_id, Change(one.pk, one.title, one.on, batch.by(one.filed_on))) for one in rows)


def ties(batch: Batch, seats: Seats) -> dict[UUID, list[Tie]]:
    """Sitting members of whom a check of eligibility is not passed."""

    def rows() -> Iterator[tuple[UUID, Tie]]:
        for pk in batch.ids:
            one = seats.current(pk, batch.on)
            for member in seats.seated(one, batch.on) if one else ():
                for ground, state in sorted(member.checks.items()):
                    if state == "failed":
                        since = batch.day(pk, member.declared_at) or member.since
                        yield pk, Tie(member.pk, member.name, ground, since)

    return gathered(rows())
