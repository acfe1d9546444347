"""What pages show of a committee's life, and what it shows on pages of others."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import pgettext_lazy

from courtyard.assembly.models import Decision
from courtyard.committee.models import Committee, Conflict, MeetingRequest, Member, Resolution, Signature
from courtyard.committee.permissions.resolutions import may_hold_meetings
from courtyard.committee.permissions.terms import is_street, may_hold_by_election
from courtyard.committee.queries import resolutions as queries
from courtyard.committee.queries import terms
from courtyard.meetings.queries import title_of
from courtyard.notify.permissions import may_post_for
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate
from courtyard.web.registers import Panel, Tab

S = Resolution.State
LATEST = 5
DECISIONS_SHOWN = 20


def term_of(committee: Committee, at: datetime) -> dict[str, Any]:
    """A committee with its term as it is drawn, and who sits and waits."""
    there = list(committee.members.filter(until__isnull=True).order_by("alternate", "rank", "id"))
    sitting = [one for one in there if not one.alternate]
    order = [Member.Post.CHAIR, Member.Post.VICE, Member.Post.MEMBER]
    return {
        "committee": committee,
        "stretches": terms.stretches(committee, at),
        "members": sorted(sitting, key=lambda one: order.index(Member.Post(one.post))),
        "alternates": [one for one in there if one.alternate],
        "filled": len(sitting),
        "empty": max(committee.seats - len(sitting), 0),
        "vices": sum(one.post == Member.Post.VICE for one in sitting),
        "chair": any(one.post == Member.Post.CHAIR for one in sitting),
        "more_than_half": len(sitting) * 2 > committee.seats,
        "over": committee.ends_on < terms.day_of(committee.estate, at),
    }


def may_do(person: Person, estate: Estate, at: datetime) -> dict[str, Any]:
    """What somebody can do for the committee: with a seat, as its secretary, as who may call the owners together."""
    seats = {one.committee_id: one for one in terms.seats_of(person) if one.estate_id == estate.pk}
    committee = terms.acting(estate, person) if seats else None
    return {
        "seat": seats[committee.pk] if committee else None,
        "in_office": committee is not None and committee.state == Committee.State.IN_OFFICE,
        "meet": terms.KIND if may_hold_meetings(person, estate, at) else "",
        "by_election": may_hold_by_election(person, estate, at),
    }


def next_meeting(estate: Estate, at: datetime) -> dict[str, Any] | None:
    found = queries.next_meeting(estate, at)
    return {"meeting": found, "title": title_of(found)} if found else None


def latest(estate: Estate) -> list[Resolution]:
    return queries.latest_posted(estate, LATEST)


def member_rows(person: Person, committee: Committee, at: datetime) -> list[dict[str, Any]]:
    """Everybody who sits or waits, with the year's meetings and what this reader can do."""
    today = terms.day_of(committee.estate, at)
    came = {one.member.pk: one for one in terms.attendance_of(committee, today.year)}
    there = committee.members.filter(until__isnull=True).select_related("person").order_by("alternate", "rank", "id")
    street, mine = is_street(person, committee.estate, at), terms.acting(committee.estate, person)
    sits = mine == committee and any(one.person_id == person.pk and not one.alternate for one in there)
    return [
        {
            "member": one, "attendance": came.get(one.pk), "mine": one.person_id == person.pk,
            "half": one.pk in came and came[one.pk].half_missed(today),
            "end": one.person_id != person.pk and (street or sits),
        }
        for one in there
    ]  # fmt: skip


def attendance(member: Member, at: datetime) -> dict[str, Any] | None:
    """To how many of the year's meetings somebody came."""
    today = terms.day_of(member.committee.estate, at)
    rows = terms.attendance_of(member.committee, today.year)
    found = next((one for one in rows if one.member == member), None)
    return {"year": today.year, "one": found, "half": found.half_missed(today)} if found else None


def has_met(committee: Committee) -> bool:
    """Whether there was a meeting at which posts can be chosen."""
    return bool(queries.held_meetings(committee))


def decided_by(committee: Committee) -> list[Resolution]:
    decided = Resolution.objects.filter(committee=committee, state__in=Resolution.DECIDED)
    return list(decided.order_by("-decided_on", "-number")[:DECISIONS_SHOWN])


def owners_decisions(estate: Estate) -> list[Decision]:
    """By which members may have been replaced."""
    carried = Decision.objects.filter(estate=estate.pk, carried=True, matter__startswith="committee-")
    return list(carried.order_by("-year", "-number")[:DECISIONS_SHOWN])


def asked_for(committee: Committee) -> dict[str, Any] | None:
    """How many asked for a meeting that was not held yet, of how many that are needed."""
    rows = list(MeetingRequest.objects.filter(committee=committee, met_on__isnull=True).order_by("asked_on", "id"))
    if not rows:
        return None
    sitting = committee.members.sitting().count()
    reached = next((one.reached_on for one in rows if one.reached_on), None)
    return {"asked": len(rows), "needed": -(-sitting // 3), "reached_on": reached}


def meeting_title(resolution: Resolution) -> str:
    return title_of(resolution.meeting) if resolution.meeting else ""


def post_by(resolution: Resolution) -> date | None:
    on = resolution.decided_on
    return queries.post_by(resolution.estate, on) if on and resolution.state == S.PASSED else None


def may_with(person: Person, resolution: Resolution, at: datetime) -> dict[str, Any]:
    """What this reader can do with a resolution now."""
    seat = resolution.committee.members.sitting().filter(person=person.pk).first()
    street = is_street(person, resolution.estate, at)
    draft, decided = resolution.state == S.DRAFT, resolution.state in Resolution.DECIDED
    if seat is None or not resolution.committee.is_living:
        return {"revoke": street and decided}
    signed = Signature.objects.filter(resolution=resolution, member=seat).first()
    kept_out = Conflict.objects.filter(resolution=resolution, member=seat).exists()
    return {
        "sign": resolution.state in (S.DRAFT, S.PASSED) and signed is None and not kept_out,
        "signed": signed,
        "kept_out": kept_out,
        "conflict": draft and (not kept_out or seat.post == Member.Post.CHAIR),
        "post": resolution.state == S.PASSED and may_post_for(person, resolution.estate, "ye", at),
        "fail": draft,
        "revoke": decided,
    }


def address(request: HttpRequest) -> str | None:
    """The committee of the estate whose hat is worn."""
    hat = getattr(request, "hat", None)
    return reverse("committee:committee", args=[hat.node.code]) if hat and hat.node and hat.estate_id else None


def waiting(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """What waits for a member in office: to sign, to post, a chair to choose, a declaration. Those who are only elected
    are told by a notice, so that nobody else's first page asks for seats."""
    person = request.user
    if not isinstance(person, Person) or hat is None or not hat.estate_id or not _holds_the_office(person, now()):
        return None
    seats = terms.seats_of(person)
    rows = [*_to_sign(person), *_to_post(person), *_of_seats(seats)]
    return {"rows": rows, "waits": len(rows)} if rows else None


def _holds_the_office(person: Person, at: datetime) -> bool:
    return any(one.kind == Office.Kind.OWNERS_COMMITTEE for one in standing(person).offices_on(localdate(at)))


def _to_sign(person: Person) -> list[dict[str, Any]]:
    return [{"what": "sign", "one": one, "estate": one.estate} for one in queries.waiting_for(person)]


def _to_post(person: Person) -> list[dict[str, Any]]:
    return [
        {"what": "post", "one": one, "estate": one.estate, "until": post_by(one)} for one in queries.to_post(person)
    ]  # fmt: skip


def _of_seats(seats: Sequence[Member]) -> list[dict[str, Any]]:
    rows = []
    for seat in seats:
        asked = terms.waits_for_member(seat)
        estate = seat.committee.estate
        rows += [{"what": what, "seat": seat, "estate": estate} for what in ("posts", "declare") if asked[what]]
    return rows


def decisions(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """What its committee decided, beside what the owners did; on the first page of the register."""
    if request.GET.get("before"):
        return None
    rows = queries.latest_posted(estate, DECISIONS_SHOWN)
    return {"estate": estate, "rows": rows[:LATEST], "more": len(rows) > LATEST} if rows else None


def on_estate(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """The way to the committee's page, for everybody."""
    return {"estate": estate}


def link(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """On the phone the tab is not in the bar: its way is on the first page."""
    return {"code": hat.node.code} if hat is not None and hat.estate_id else None


TAB = Tab("committee", pgettext_lazy("tab", "Committee"), "seal", address, order=32, on_phone=False)
PANELS = (
    Panel("committee.waiting", "home", "committee/_waiting.html", waiting, order=18),
    Panel("committee.link", "home.more", "committee/_link.html", link, order=15),
    Panel("committee.decisions", "decisions", "committee/_decisions.html", decisions, order=10),
    Panel("committee.page", "estate", "committee/_page.html", on_estate, order=35),
)
