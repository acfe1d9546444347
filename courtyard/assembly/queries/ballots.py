"""Ballots as their owners and canvassers see them: which stands, who has not voted yet, whose receipt it is."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext

from courtyard.assembly.models import Assembly, Ballot, Contact, Head, HeadOwner, Official, Paper, Proxy, RollHome, Slip
from courtyard.assembly.permissions import persons_of
from courtyard.core.errors import sentence
from courtyard.people.models import Person
from courtyard.people.queries import is_id

S, D = Ballot.State, Assembly.Duplicates
IN = (S.STANDS, S.PENDING)
AT_ONCE = 30
CONTACTS_SHOWN = 3
LABELS_READ_MAX = 50

RULE_OF_SECOND: Mapping[str, str] = {
    D.LAST: sentence("You can change it until the close: the last one counts."),
    D.FIRST: sentence("It cannot be changed: by the rules of this vote the first one counts."),
    D.NONE: sentence("It cannot be changed: by the rules of this vote, of two ballots neither counts."),
}
FOUND: Mapping[str, tuple[str, str, str]] = {
    S.STANDS: ("ok", "check", sentence("This ballot is in and is counted.")),
    S.PENDING: ("now", "clock", sentence("This paper ballot is in. It is counted once two people have read it.")),
    S.REPLACED: (
        "",
        "redo",
        sentence("This ballot was replaced by a later one of the same owner. That one is counted."),
    ),
    S.REJECTED: ("warn", "warn", sentence("This ballot is not counted: there were two of one owner.")),
    S.INVALID: ("warn", "warn", sentence("This ballot was found invalid. The joint desk can tell its owner why.")),
}
"""By a ballot's state: how a receipt is answered. What the ballot says is in none of them."""


def rule_of_second(one: Assembly) -> str:
    return gettext(RULE_OF_SECOND[D(one.duplicates)])


def ballots_of(head: Head) -> list[Ballot]:
    """Everything that came in for a head, the newest first, without what it says."""
    return list(Ballot.objects.filter(head=head).defer("choices", "sealed").order_by("-turn"))


def standing_for(heads: Sequence[Head]) -> list[tuple[Head, Ballot | None]]:
    """Each head with its ballot that is in, if there is one."""
    rows = Ballot.objects.filter(head__in=heads, state__in=IN).defer("choices", "sealed").order_by("turn")
    found = {ballot.head_id: ballot for ballot in rows}
    return [(head, found.get(head.pk)) for head in heads]


def standing_of(ballots: Sequence[Ballot]) -> Ballot | None:
    """The one that counts as it stands, or will once it is entered."""
    return next((ballot for ballot in ballots if ballot.state in IN), None)


def voted(heads: QuerySet[Head]) -> QuerySet[Head]:
    return heads.annotate(is_in=Exists(Ballot.objects.filter(head=OuterRef("pk"), state__in=IN)))


def not_voted(one: Assembly) -> QuerySet[Head]:
    """Heads of whom nothing is in. For canvassers' eyes, and for reminders that nobody else hears of."""
    back = Ballot.objects.filter(head=OuterRef("pk"), state__in=IN)
    return Head.objects.filter(~Exists(back), assembly=one).order_by("number")


@dataclass(frozen=True, slots=True)
class Left:
    """A building with how many of its heads have not voted; `key` is empty for those with homes in several."""

    key: str
    name: str
    left: int
    heads: int


def left_by_building(one: Assembly) -> list[Left]:
    rows = voted(Head.objects.filter(assembly=one)).values("building", "building__name", "building__order")
    counted = rows.annotate(heads=Count("pk"), there=Count("pk", filter=Q(is_in=True)))
    found = [
        Left(
            str(row["building"] or ""), row["building__name"] or gettext("Homes in several buildings"),
            row["heads"] - row["there"], row["heads"],
        )
        for row in counted.order_by("building__order", "building__name")
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.key)


def to_visit(one: Assembly, building: str, after: str) -> tuple[list[Head], int]:
    """A page of those in a building who have not voted, with the last notes about them; where the next page begins."""
    place: dict[str, Any] = {"building": building} if is_id(building) else {"building__isnull": True}
    start = int(after) if after.isdecimal() and len(after) < 9 else 0
    rows = not_voted(one).filter(number__gt=start, **place).prefetch_related(
        Prefetch("contacts", Contact.objects.select_related("by"))
    )  # fmt: skip
    page = list(rows[: AT_ONCE + 1])
    return page[:AT_ONCE], page[AT_ONCE - 1].number if len(page) > AT_ONCE else 0


def receipt_found(one: Assembly, code: str) -> tuple[str, str, str] | None:
    """How the ballot behind a receipt stands; None where there is none of this code in this vote."""
    state = Ballot.objects.filter(assembly=one, receipt=code).values_list("state", flat=True).first()
    return said_of(state) if state else None


def said_of(state: str) -> tuple[str, str, str]:
    """A pill's look, an icon, and the sentence."""
    pill, icon, says = FOUND[S(state)]
    return pill, icon, gettext(says)


def no_receipt() -> tuple[str, str, str]:
    says = sentence("There is no ballot with this code in this vote. Look at the code again, letter by letter.")
    return "over", "cross", gettext(says)


def mandates_for(person: Person, one: Assembly, at: datetime) -> list[Proxy]:
    """Mandates that make somebody an agent in this vote today."""
    return list(_mandates(person, at).filter(assembly=one).order_by("head__number"))


def mandates_over(heads: Sequence[Head]) -> list[Proxy]:
    """Who acts for these heads."""
    return list(Proxy.objects.filter(head__in=heads, revoked_at__isnull=True).select_related("head", "assembly"))


def _mandates(person: Person, at: datetime) -> QuerySet[Proxy]:
    day = localdate(at)
    holds = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    rows = Proxy.objects.filter(holds, agent=person, revoked_at__isnull=True, given_on__lte=day)
    return rows.select_related("head", "agent")


def mandates_kept(one: Assembly) -> list[Proxy]:
    """All mandates of a vote, those taken back, too, with whether a ballot is in under them."""
    used = Ballot.objects.filter(proxy=OuterRef("pk"), state=S.STANDS)
    rows = Proxy.objects.filter(assembly=one).annotate(used=Exists(used))
    return list(rows.select_related("head", "recorded_by").order_by("revoked_at", "head__number", "recorded_at"))


@dataclass(frozen=True, slots=True)
class Open:
    """A vote that is open for somebody: their heads, those they act for, and which of them have not voted."""

    assembly: Assembly
    heads: tuple[Head, ...]
    mandates: tuple[Proxy, ...]

    @property
    def waits(self) -> int:
        return sum(not head.is_in for head in self.heads) + len(self.mandates)  # type: ignore[attr-defined]


def open_for(person: Person, at: datetime) -> list[Open]:
    """Votes in which somebody has a ballot to cast now, their own or as an agent; the first to close comes first."""
    whose = [one.pk for one in persons_of(person, at)]
    now = {"assembly__state": Assembly.State.FROZEN, "assembly__opens_at__lte": at, "assembly__closes_at__gt": at}
    owned = HeadOwner.objects.filter(person__in=whose).values("head")
    mine = Q(voter__in=whose) | Q(voter__isnull=True, pk__in=owned)
    with_place = ("assembly__estate__node", "assembly__building", "assembly__entrance__building")
    heads = voted(Head.objects.filter(mine, **now)).select_related(*with_place).order_by("number")
    acts = _mandates(person, at).filter(**now).exclude(head__ballots__state__in=IN)
    mandates = acts.select_related("head", *with_place).order_by("head__number")
    found: dict[UUID, tuple[Assembly, list[Head], list[Proxy]]] = {}
    for head in heads:
        found.setdefault(head.assembly_id, (head.assembly, [], []))[1].append(head)
    for proxy in mandates:
        found.setdefault(proxy.assembly_id, (proxy.assembly, [], []))[2].append(proxy)
    rows = [Open(one, tuple(theirs), tuple(others)) for one, theirs, others in found.values()]
    return sorted(rows, key=lambda row: (row.assembly.closes_at, row.assembly.pk))


def tasks_of(person: Person) -> list[Official]:
    """Votes in which somebody has a task that is not over: going from door to door, taking and entering papers."""
    at_work = (Assembly.State.FROZEN, Assembly.State.CLOSED)
    rows = Official.objects.filter(person=person, ended_at__isnull=True, assembly__state__in=at_work)
    with_place = ("assembly__estate__node", "assembly__building", "assembly__entrance__building")
    return list(rows.select_related(*with_place).order_by("assembly__closes_at", "role"))


def head_at(one: Assembly, text: str) -> list[Head]:
    """The heads somebody may mean: a number of the roll, or a home as it is called (1号楼302室, 1-302)."""
    said = unicodedata.normalize("NFKC", text).strip()
    figures = _figures(said)
    if said.isdecimal() and len(said) < 9:
        return list(Head.objects.filter(assembly=one, number=int(said)))
    if not figures:
        return []
    rows = RollHome.objects.filter(assembly=one, head__isnull=False, label__contains=figures[-1])
    same = [row for row in rows.select_related("head")[:LABELS_READ_MAX] if _figures(row.label) == figures]
    exact = [row.head for row in same if row.label == said] or [row.head for row in same]
    return list({head.pk: head for head in exact if head}.values())


def _figures(label: str) -> list[str]:
    return [figure.lstrip("0") for figure in re.findall(r"[0-9]{1,9}", label)]


@dataclass(frozen=True, slots=True)
class PaperPile:
    """Papers of one state: how many, and the first of them."""

    state: str
    label: str
    many: int
    papers: tuple[Paper, ...]


PAPERS_SHOWN = 50


def paper_piles(one: Assembly) -> list[PaperPile]:
    """What waits to be entered, to be checked, and what is done; the oldest first, those done the newest first."""
    rows = Paper.objects.filter(assembly=one)
    counts = {row["state"]: row["many"] for row in rows.values("state").annotate(many=Count("pk")).order_by()}
    theirs = rows.select_related("head", "ballot", "entered_by", "checked_by")
    found = []
    for state in Paper.State:
        order = "received_at" if state in (Paper.State.RECEIVED, Paper.State.ENTERED) else "-received_at"
        shown = tuple(theirs.filter(state=state).order_by(order, "pk")[:PAPERS_SHOWN])
        found.append(PaperPile(state.value, str(state.label), counts.get(state.value, 0), shown))
    return found


@dataclass(frozen=True, slots=True)
class Slips:
    """Confidential papers: stubs accepted, papers without stub entered, and those of them checked by another."""

    stubs: int
    entered: int
    checked: int


def slips_of(one: Assembly) -> Slips:
    stubs = Ballot.objects.filter(assembly=one, state=S.STANDS, channel=Ballot.Channel.PAPER).count()
    told = Slip.objects.filter(assembly=one).aggregate(
        entered=Count("pk"), checked=Count("pk", filter=Q(checked_by__isnull=False))
    )
    return Slips(stubs, told["entered"], told["checked"])
