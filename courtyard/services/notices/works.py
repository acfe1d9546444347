"""Who hears of works: the company that one is doubted, whoever doubted that it was answered."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Office
from courtyard.services.events.works import TurnDoubted, TurnProved
from courtyard.services.models import Proof, Turn
from courtyard.trail.models import Line

DOUBTED, ANSWERED = "services.notice_doubted", "services.notice_answered"
KINDS = (
    NoticeKind(
        DOUBTED, _("Doubts about works of my company"),
        sentence("{place}: somebody doubts that this was done: {what}. Prove it anew."), order=50,
    ),
    NoticeKind(
        ANSWERED, _("Answers to my doubts about works"),
        sentence("{place}: the company has given a new proof of this: {what}."), order=51,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    turn = Turn.objects.select_related("work", "estate__node").filter(pk=line.about).first()
    if turn is None:
        return ()
    if line.kind == TurnDoubted.NAME:
        return _tell(DOUBTED, _managers(turn, at, line.by), turn)
    return _tell(ANSWERED, _doubter(turn), turn) if line.fields["answers"] else ()


def _tell(kind: str, to: Iterable[UUID], turn: Turn) -> Iterator[Tell]:
    node = turn.estate.node
    fields: dict[str, str | int] = {"place": node.name, "place_en": node.name_en, "what": turn.work.what}
    link = reverse("services:work", args=[node.code, turn.work_id])
    for one in to:
        yield Tell(kind, one, fields, turn.estate_id, turn.pk, link)


def _managers(turn: Turn, at: datetime, besides: UUID) -> list[UUID]:
    held = Office.objects.on(localdate(at)).reaching(turn.estate.node).filter(kind=Office.Kind.COMPANY_MANAGER)
    return list(held.exclude(person=besides).order_by("person").values_list("person", flat=True).distinct())


def _doubter(turn: Turn) -> list[UUID]:
    """Whoever doubted the proof before."""
    doubted = Proof.objects.filter(turn=turn, doubted_by__isnull=False).order_by("-told_at")
    return list(doubted.values_list("doubted_by", flat=True)[:1])


TELLER = Teller("services.works", frozenset({TurnDoubted.NAME, TurnProved.NAME}), hear)
