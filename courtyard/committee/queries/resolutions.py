"""What the committee meets about, what it decided, and what waits for whose signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse

from courtyard.committee.models import Committee, Conflict, Member, Resolution, Signature, Sitting
from courtyard.committee.queries.terms import KIND, acting
from courtyard.core.counting.bodies import member_meeting
from courtyard.core.counting.outcome import Outcome
from courtyard.meetings.models import Meeting
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of

S = Resolution.State
RULE = "committee"
SHOWN = 30
MEETINGS_SHOWN = 12
WAITING_MAX = 20
ARTICLE = "上海市住宅物业管理规定第二十六条"


def is_quorate(sitting: Sitting) -> bool:
    """More than half of all members came, empty seats counted."""
    return sitting.attended * 2 > sitting.seats


def committee_of(meeting: Meeting) -> Committee | None:
    """Whose meeting it is: said once it is called; before that, whoever prepared it."""
    sitting = Sitting.objects.filter(meeting=meeting).select_related("committee__estate__node").first()
    return sitting.committee if sitting else acting(meeting.estate, meeting.planned_by)


def held_meetings(committee: Committee) -> list[Sitting]:
    """At which something could be decided, the last first."""
    held = committee.sittings.filter(held_on__isnull=False, seats__lt=F("attended") * 2)
    return list(held.select_related("meeting__estate__node").order_by("-held_on", "-pk")[:MEETINGS_SHOWN])


def next_meeting(estate: Estate, at: datetime) -> Meeting | None:
    """The next one that is called."""
    called = Meeting.objects.filter(estate=estate.pk, kind=KIND, state=Meeting.State.CALLED, ends_at__gte=at)
    return called.select_related("estate__node").order_by("starts_at").first()


def address_of(resolution: Resolution) -> str:
    return reverse("committee:resolution", args=[resolution.estate.node.code, resolution.pk])


@dataclass(frozen=True, slots=True)
class ResolutionPage:
    """A stretch of the register; `before` is where the next one begins, empty at its end."""

    rows: Sequence[Resolution]
    before: str


def resolutions_of(estate: Estate, before: str, *, drafts: bool) -> ResolutionPage:
    """What the committees of an estate decided, the newest first; what is not posted only for those who may see it."""
    found = Resolution.objects.filter(estate=estate.pk).select_related("estate__node", "committee")
    if not drafts:
        found = found.filter(posted_on__isnull=False)
    start = found.filter(pk=before).first() if is_id(before) else None
    if start is not None:
        found = found.filter(Q(put_at__lt=start.put_at) | Q(put_at=start.put_at, pk__lt=start.pk))
    rows = list(found.order_by("-put_at", "-pk")[: SHOWN + 1])
    return ResolutionPage(rows[:SHOWN], str(rows[SHOWN - 1].pk) if len(rows) > SHOWN else "")


def is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def latest_posted(estate: Estate, most: int) -> list[Resolution]:
    posted = Resolution.objects.filter(estate=estate.pk, posted_on__isnull=False).select_related("estate__node")
    return list(posted.order_by("-put_at", "-pk")[:most])


@dataclass(frozen=True, slots=True)
class Signed:
    """How a resolution stands: who signed how, who is kept out, and how many signatures are missing."""

    agreed: int
    against: int
    seats: int
    signatures: Sequence[Signature]
    conflicts: Sequence[Conflict]

    @property
    def needed(self) -> int:
        """The fewest that are more than half of all members."""
        return self.seats // 2 + 1

    @property
    def missing(self) -> int:
        return max(self.needed - self.agreed, 0)


def signed(resolution: Resolution) -> Signed:
    rows = list(resolution.signatures.select_related("member").order_by("at", "id"))
    agreed = sum(one.agrees for one in rows)
    conflicts = list(resolution.conflicts.select_related("member").order_by("declared_at", "id"))
    return Signed(agreed, len(rows) - agreed, resolution.seats, rows, conflicts)


def outcome_of(resolution: Resolution, stand: Signed) -> Outcome:
    """By the rulebook's rule for committees: more than half came, more than half of all members agree.

    Whoever signs afterwards has taken part, too: the law counts signatures of all members, not hands in the room.
    """
    sitting = Sitting.objects.filter(meeting=resolution.meeting_id).first()
    came = min(max(sitting.attended if sitting else 0, stand.agreed), stand.seats)
    return member_meeting(rules_of(resolution.estate).counts[RULE], stand.seats, came, min(stand.agreed, came))


def article_of(estate: Estate) -> str:
    """By which article the committee decides."""
    rule = rules_of(estate).counts.get(RULE)
    return rule.article if rule else ARTICLE


def post_by(estate: Estate, decided_on: date) -> date | None:
    """The last day for posting what was decided, where the rules set one."""
    book = rules_of(estate)
    period = book.periods.get("committee_decision")
    return period.after(decided_on, book.hours.calendar) if period else None


def next_number(estate: Estate, year: int) -> int:
    before = Resolution.objects.filter(estate=estate.pk, year=year, number__gt=0)
    return (before.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def waiting_for(person: Person) -> list[Resolution]:
    """What somebody has not signed yet and is not kept out of, wherever they sit."""
    mine = Member.objects.sitting().filter(person=person, committee__state__in=Committee.LIVING)
    drafts = Resolution.objects.filter(state=S.DRAFT, committee__in=mine.values("committee"))
    drafts = drafts.exclude(signatures__member__in=mine).exclude(conflicts__member__in=mine)
    return list(drafts.select_related("estate__node").order_by("put_at", "pk")[:WAITING_MAX])


def to_post(person: Person) -> list[Resolution]:
    """What is decided in their committee and not posted yet."""
    mine = Member.objects.sitting().filter(person=person, committee__state__in=Committee.LIVING)
    decided = Resolution.objects.filter(state=S.PASSED, committee__in=mine.values("committee"))
    return list(decided.select_related("estate__node").order_by("decided_on", "pk")[:WAITING_MAX])


def revoking(resolution: Resolution) -> list[Resolution]:
    """Other decisions of the same committee, by one of which it may be revoked."""
    others = Resolution.objects.filter(committee=resolution.committee_id, state__in=Resolution.DECIDED)
    return list(others.exclude(pk=resolution.pk).order_by("-decided_on", "-number")[:SHOWN])
