"""Who hears of rounds: the company's manager, once one is finished on which something failed."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Office
from courtyard.services.events.inspections import RoundFinished
from courtyard.services.models import Round
from courtyard.trail.models import Line

FAILED = "services.notice_round_failed"
MANAGERS_MAX = 50
KINDS = (
    NoticeKind(
        FAILED, _("What failed on an inspection round"),
        sentence("An inspection round is finished ({place}). Items that failed: {fails}."), order=50,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    one = Round.objects.select_related("estate__node").filter(pk=line.about).first()
    fails = int(line.fields["fails"])
    return _tells(one, fails, at) if one is not None and fails else ()


def _tells(one: Round, fails: int, at: datetime) -> Iterator[Tell]:
    node = one.estate.node
    fields: dict[str, str | int] = {"place": node.name, "place_en": node.name_en, "fails": fails}
    offices = Office.objects.on(localdate(at)).reaching(node).filter(kind=Office.Kind.COMPANY_MANAGER)
    link = reverse("services:round", args=[node.code, one.pk])
    for to in offices.order_by("person").values_list("person", flat=True).distinct()[:MANAGERS_MAX]:
        yield Tell(FAILED, to, fields, one.estate_id, one.pk, link)


TELLER = Teller("services.inspections", frozenset({RoundFinished.NAME}), hear)
