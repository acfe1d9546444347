"""Who hears of ratings: homes that have not rated yet, and the company when a remark is shown."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Office
from courtyard.services.events.remarks import RemarkShown
from courtyard.services.models import Remark
from courtyard.services.permissions.ratings import day_in
from courtyard.services.upkeep.ratings import PLEASE
from courtyard.trail.models import Line

SHOWN = "services.notice_remark"
KINDS = (
    NoticeKind(
        PLEASE, _("Once a quarter: rate the service"),
        sentence("How was the service in {place} this quarter? Your home has not rated yet. It takes a minute."),
        default="daily", order=50,
    ),
    NoticeKind(
        SHOWN, _("Remarks on my company’s service"),
        sentence("{place}: a remark on the service is shown. The company can reply to it once."), order=51,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    remark = Remark.objects.select_related("estate__node").filter(pk=line.about).first()
    return _managers(remark, at) if remark else ()


def _managers(remark: Remark, at: datetime) -> Iterator[Tell]:
    """Whoever speaks for the company there."""
    node = remark.estate.node
    offices = Office.objects.on(day_in(remark.estate, at)).filter(node=node, kind=Office.Kind.COMPANY_MANAGER)
    link = f"{reverse('services:ratings', args=[node.code])}?quarter={remark.quarter}"
    for to in offices.order_by("person").values_list("person", flat=True).distinct():
        yield Tell(SHOWN, to, {"place": node.name, "place_en": node.name_en}, remark.estate_id, remark.pk, link)


TELLER = Teller("services.ratings", frozenset({RemarkShown.NAME}), hear)
