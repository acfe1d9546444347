"""Who hears of a vote: its owners of the notice, the convenor of major matters, and whoever was answered or named."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.assembly import queries, rules
from courtyard.assembly.events import (
    AssemblyVoided,
    ChallengeAnswered,
    ChallengeFiled,
    ConvenorReplied,
    NoticeGiven,
    OfficialNamed,
    ReportedToConvenor,
)
from courtyard.assembly.events.calling import ROLES
from courtyard.assembly.events.roll import ENDS
from courtyard.assembly.models import Assembly
from courtyard.assembly.permissions.calling import CONVENES
from courtyard.assembly.queries.delivery import told_of
from courtyard.core.errors import sentence
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Office
from courtyard.trail.models import Line

NOTICE, VOID, REPORT = "assembly.notice", "assembly.void", "assembly.report"
REPLY, CHALLENGE, ANSWER, TASK = "assembly.reply", "assembly.challenge", "assembly.answer", "assembly.task"
KINDS = (
    NoticeKind(
        NOTICE, _("Notice of a vote of the owners"),
        sentence("The owners of {place} vote from {opens_at} until {closes_at}. Read what is voted on."),
        urgent=True, order=50,
    ),
    NoticeKind(
        VOID, _("A vote does not count"), sentence("A vote of the owners of {place} was declared void: {reason}"),
        urgent=True, order=51,
    ),
    NoticeKind(
        REPORT, _("Major matters reported to me"),
        sentence("Major matters come before the owners of {place}. You can reply until {until_at}."), order=52,
    ),
    NoticeKind(
        REPLY, _("The convenor’s reply"), sentence("The convenor replied on the vote of {place}."), order=53,
    ),
    NoticeKind(
        CHALLENGE, _("Challenges to a roll"), sentence("Somebody says that the roll of {place} is wrong."), order=54,
    ),
    NoticeKind(
        ANSWER, _("Answers to what I said about a roll"),
        sentence("What you said about the roll of {place} was answered: {state}."), labels={"state": ENDS}, order=55,
    ),
    NoticeKind(
        TASK, _("Tasks in a vote"), sentence("You were named {role} for a vote of the owners of {place}."),
        labels={"role": ROLES}, order=56,
    ),
)  # fmt: skip

ASKED = (Office.Kind.CONVENOR, Office.Kind.RESIDENTS_COMMITTEE)


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    one = Assembly.objects.select_related("estate__node").filter(pk=line.about).first()
    return TOLD[line.kind](line, one, at) if one and line.kind in TOLD else ()


def _tell(
    kind: str, one: Assembly, to: Iterable[UUID], more: Mapping[str, str | int] | None = None, page: str = "assembly"
) -> Iterator[Tell]:
    node = one.estate.node
    fields: dict[str, str | int] = {"place": node.name, "place_en": node.name_en, **(more or {})}
    link = queries.address_of(one, page)
    for person in to:
        yield Tell(kind, person, fields, one.estate_id, one.pk, link)


def _notice(line: Line, one: Assembly, at: datetime) -> Iterator[Tell]:
    window = {"opens_at": one.opens_at.isoformat(), "closes_at": one.closes_at.isoformat()}
    owners = list(told_of(one, localdate(at)))
    others = [person for person in _holders(one, ASKED, line, at) if person not in owners]  # 条例 art 14: 居委会, too
    return _tell(NOTICE, one, [*owners, *others], window)


def _void(line: Line, one: Assembly, at: datetime) -> Iterator[Tell]:
    """Whoever was given notice hears that it does not count; of a draft nobody had heard."""
    return _tell(VOID, one, told_of(one, localdate(at)), {"reason": one.void_reason})


def _report(line: Line, one: Assembly, at: datetime) -> Iterator[Tell]:
    if one.reported_at is None:
        return iter(())
    until = rules.reply_until(one).isoformat()
    return _tell(REPORT, one, _holders(one, ASKED, line, at), {"until_at": until})


def _reply(line: Line, one: Assembly, at: datetime) -> Iterator[Tell]:
    return _tell(REPLY, one, _holders(one, CONVENES[one.convener], line, at))


def _challenge(line: Line, one: Assembly, at: datetime) -> Iterator[Tell]:
    return _tell(CHALLENGE, one, _holders(one, CONVENES[one.convener], line, at), page="roll")


def _holders(one: Assembly, kinds: Iterable[str], line: Line, at: datetime) -> list[UUID]:
    held = Office.objects.on(localdate(at)).reaching(one.estate.node).filter(kind__in=list(kinds))
    return list(held.exclude(person=line.by).order_by("person").values_list("person", flat=True).distinct())


def _answer(line: Line, one: Assembly, at: datetime) -> Iterator[Tell]:
    return _tell(ANSWER, one, _whom(line), {"state": str(line.fields["state"])}, "roll")


def _task(line: Line, one: Assembly, at: datetime) -> Iterator[Tell]:
    return _tell(TASK, one, _whom(line), {"role": str(line.fields["role"])})


def _whom(line: Line) -> list[UUID]:
    return [line.whom] if line.whom and line.whom != line.by else []


TOLD: Mapping[str, Callable[[Line, Assembly, datetime], Iterator[Tell]]] = {
    NoticeGiven.NAME: _notice,
    AssemblyVoided.NAME: _void,
    ReportedToConvenor.NAME: _report,
    ConvenorReplied.NAME: _reply,
    ChallengeFiled.NAME: _challenge,
    ChallengeAnswered.NAME: _answer,
    OfficialNamed.NAME: _task,
}
TELLER = Teller("assembly", frozenset(TOLD), hear)
