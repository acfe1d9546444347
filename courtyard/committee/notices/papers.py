"""Who hears of filings and handovers: the office that reads, the committee that is answered, both sides of a list."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.committee.events.papers import (
    FilingAccepted,
    FilingReturned,
    FilingSent,
    HandoverBegun,
    HandoverFinished,
    ItemMissing,
)
from courtyard.committee.models import Committee, Filing, Handover, Member
from courtyard.committee.permissions.papers import HOUSING
from courtyard.core.errors import sentence
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Office
from courtyard.places.models import Estate
from courtyard.trail.models import Line

SENT, ANSWERED, HANDOVER = "committee.notice_filing", "committee.notice_filing_answered", "committee.notice_handover"
KINDS = (
    NoticeKind(
        SENT, _("Filings of owners’ committees for me to read"),
        sentence("The owners’ committee of {place} sent papers to be filed."), order=44,
    ),
    NoticeKind(
        ANSWERED, _("Answers of the housing office to my committee"),
        sentence("The housing office answered what the owners’ committee of {place} sent: {answer}."),
        labels={
            "answer": {"accepted": sentence("it is filed"), "returned": sentence("something is missing or wrong")}
        },
        order=45,
    ),
    NoticeKind(
        HANDOVER, _("Handing over documents and seals"), sentence("Handover in {place}: {what}."),
        labels={
            "what": {
                "begun": sentence("the list is ready, and everything on it is to be handed over"),
                "missing": sentence("something on the list is missing"),
                "finished": sentence("everything is received"),
            }
        },
        order=46,
    ),
)  # fmt: skip
FILINGS = frozenset({FilingSent.NAME, FilingAccepted.NAME, FilingReturned.NAME})
HANDED: Mapping[str, str] = {
    HandoverBegun.NAME: "begun", ItemMissing.NAME: "missing", HandoverFinished.NAME: "finished",
}  # fmt: skip


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    if line.kind in FILINGS:
        filing = Filing.objects.select_related("estate__node").filter(pk=line.about).first()
        return _of_filing(line, filing, at) if filing else ()
    one = Handover.objects.select_related("estate__node", "member").filter(pk=line.about).first()
    return _of_handover(line, one, at) if one else ()


def _of_filing(line: Line, one: Filing, at: datetime) -> Iterator[Tell]:
    link = reverse("committee:filing", args=[one.estate.node.code, one.pk])
    if line.kind == FilingSent.NAME:
        yield from _tells(SENT, one.estate, _office(one.estate, at), {}, one.pk, link, line)
        return
    answer = "accepted" if line.kind == FilingAccepted.NAME else "returned"
    whom = {*_sitting(one.committee_id), *_holders(one.estate, (Office.Kind.SECRETARY,), at)}
    yield from _tells(ANSWERED, one.estate, whom, {"answer": answer}, one.pk, link, line)


def _of_handover(line: Line, one: Handover, at: datetime) -> Iterator[Tell]:
    link = reverse("committee:handover", args=[one.estate.node.code, one.pk])
    more = {"what": HANDED[line.kind]}
    yield from _tells(HANDOVER, one.estate, _sides(one, at), more, one.pk, link, line)


def _sides(one: Handover, at: datetime) -> set[UUID]:
    """Both sides; of what a member hands over, the member and the committee."""
    if one.kind == Handover.Kind.MEMBER:
        whom = set(_living(one.estate))
        return whom | ({one.member.person_id} if one.member else set())
    committee = _served(one.giver_id) if one.kind == Handover.Kind.TO_OFFICE else _sitting(one.taker_id)
    return {*committee, *_office(one.estate, at)}


def _sitting(committee: Any) -> list[UUID]:
    return list(Member.objects.sitting().filter(committee=committee).values_list("person", flat=True))


def _served(committee: Any) -> list[UUID]:
    """Who sat in it to its end."""
    stays = Q(until__isnull=True) | Q(ground=Member.Ground.TERM)
    return list(Member.objects.filter(stays, committee=committee, alternate=False).values_list("person", flat=True))


def _living(estate: Estate) -> list[UUID]:
    there = Member.objects.sitting().filter(estate=estate.pk, committee__state__in=Committee.LIVING)
    return list(there.values_list("person", flat=True))


def _office(estate: Estate, at: datetime) -> list[UUID]:
    return _holders(estate, HOUSING, at)


def _holders(estate: Estate, kinds: Iterable[str], at: datetime) -> list[UUID]:
    held = Office.objects.on(localdate(at)).reaching(estate.node).filter(kind__in=list(kinds))
    return list(held.values_list("person", flat=True).distinct())


def _tells(
    kind: str, estate: Estate, to: Iterable[UUID], more: Mapping[str, str], about: UUID, link: str, line: Line
) -> Iterator[Tell]:
    """Everybody once, but whoever did it."""
    fields = {"place": estate.node.name, "place_en": estate.node.name_en, **more}
    for person in sorted(set(to) - {line.by}):
        yield Tell(kind, person, fields, estate.pk, about, link)


TELLER = Teller("committee.papers", FILINGS | frozenset(HANDED), hear)
