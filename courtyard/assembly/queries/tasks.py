"""What votes ask of somebody, what anybody may know of them, and what they keep about a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext

from courtyard.assembly import rules
from courtyard.assembly.models import Assembly, Challenge, HeadOwner, Official
from courtyard.assembly.permissions import conveners_of, may_reply
from courtyard.assembly.queries.votes import address_of, title_of
from courtyard.people.models import Person
from courtyard.places.models import Estate

S = Assembly.State
LOOKED_AT = 20
PLACES = ("estate__node", "building", "entrance__building")


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do in a vote, where it is done, and until when."""

    says: str
    title: str
    link: str
    until: datetime | None = None


def asked_of(person: Person, estate_id: UUID, at: datetime) -> Iterator[Task]:
    """Replies and answers that wait for whoever holds an office there."""
    estate = Estate.objects.select_related("node").get(pk=estate_id)
    conveners = conveners_of(person, estate, at)
    if not conveners:
        return
    open_ones = Count("challenges", filter=Q(challenges__state=Challenge.State.OPEN))
    drafts = Assembly.objects.filter(estate=estate, state=S.DRAFT).select_related(*PLACES)
    for one in drafts.annotate(open=open_ones).order_by("opens_at")[:LOOKED_AT]:
        asked = one.reported_at is not None and one.replied_at is None
        if asked and may_reply(person, one, at) and at < rules.reply_until(one):
            yield Task(gettext("Your reply is asked for"), title_of(one), address_of(one), rules.reply_until(one))
        if one.open and one.convener in conveners:
            yield Task(gettext("The roll was challenged"), title_of(one), address_of(one, "roll"), one.opens_at)


def told_to_all(estate: Estate) -> list[Assembly]:
    """Those that run, with no more than what hangs on the board."""
    rows = Assembly.objects.filter(estate=estate, state__in=Assembly.RUNNING).select_related(*PLACES)
    return list(rows.order_by("closes_at", "pk")[:LOOKED_AT])


def about_person(person: Person, most: int) -> list[tuple[str, Any, str]]:
    """Which votes know of somebody, since when, and what."""
    found: list[tuple[str, Any, str]] = []
    with_place = [f"assembly__{place}" for place in PLACES]
    heads = HeadOwner.objects.filter(person=person).select_related(*(f"head__{path}" for path in with_place))
    for owned in heads.order_by("-pk")[:most]:
        says = gettext("no. {number} on the roll, {home}").format(number=owned.head.number, home=owned.head.label)
        found.append((title_of(owned.head.assembly), owned.head.assembly.noticed_at, says))
    challenges = Challenge.objects.filter(person=person).select_related(*with_place).order_by("-filed_at")
    found += [(title_of(said.assembly), said.filed_at, said.words) for said in challenges[:most]]
    tasks = Official.objects.filter(person=person).select_related(*with_place).order_by("-named_at")
    found += [(title_of(one.assembly), one.named_at, str(Official.Role(one.role).label)) for one in tasks[:most]]
    return found
