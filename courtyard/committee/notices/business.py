"""Who hears of the committee's business: whoever keeps a seal from now on, its members, the secretary."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courtyard.committee.events.business import SEALS, SealCut, SealPassed, SealUsed, SecretaryEnded, SecretaryNamed
from courtyard.committee.models import Committee, Member, Seal, Secretary
from courtyard.core.errors import sentence
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.places.models import Estate
from courtyard.trail.models import Line

KEPT, USED, SECRETARY = "committee.notice_seal", "committee.notice_seal_used", "committee.notice_secretary"
KINDS = (
    NoticeKind(
        KEPT, _("Seals I keep"), sentence("From now on you keep it: {seal} ({place}). It is used for decisions only."),
        labels={"seal": SEALS}, order=40,
    ),
    NoticeKind(
        USED, _("Uses of my committee’s seals"), sentence("{seal}, {place}: put on {what}."), default="daily",
        labels={"seal": SEALS}, order=41,
    ),
    NoticeKind(
        SECRETARY, _("My task as a committee’s secretary"), sentence("{place}: {step}"),
        labels={
            "step": {
                "named": sentence("you are the secretary of the owners’ committee."),
                "ended": sentence("you are no longer the secretary of the owners’ committee."),
            }
        },
        order=42,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    if line.kind in SECRETARY_STEPS:
        one = Secretary.objects.select_related("estate__node").filter(pk=line.about).first()
        return _of_secretary(line, one) if one else ()
    seal = Seal.objects.select_related("estate__node").filter(pk=line.about).first()
    if seal is None:
        return ()
    return _kept(line, seal) if line.kind in KEEPS else _used(line, seal)


KEEPS = frozenset({SealCut.NAME, SealPassed.NAME})
SECRETARY_STEPS = {SecretaryNamed.NAME: "named", SecretaryEnded.NAME: "ended"}


def _place(estate: Estate) -> dict[str, str | int]:
    return {"place": estate.node.name, "place_en": estate.node.name_en}


def _of_secretary(line: Line, one: Secretary) -> Iterator[Tell]:
    if one.person_id == line.by:
        return
    fields = _place(one.estate) | {"step": SECRETARY_STEPS[line.kind]}
    link = reverse("committee:committee", args=[one.estate.node.code])
    yield Tell(SECRETARY, one.person_id, fields, one.estate_id, one.pk, link)


def _kept(line: Line, seal: Seal) -> Iterator[Tell]:
    if line.whom and line.whom != line.by:
        yield Tell(KEPT, line.whom, _fields(seal), seal.estate_id, seal.pk, _address(seal))


def _used(line: Line, seal: Seal) -> Iterator[Tell]:
    """Every member but the one who used it."""
    fields = _fields(seal) | {"what": str(line.fields["what"])}
    for to in _members(seal.estate, line.by):
        yield Tell(USED, to, fields, seal.estate_id, seal.pk, _address(seal))


def _fields(seal: Seal) -> dict[str, str | int]:
    return _place(seal.estate) | {"seal": seal.kind}


def _address(seal: Seal) -> str:
    return reverse("committee:seals", args=[seal.estate.node.code])


def _members(estate: Estate, besides: UUID) -> list[UUID]:
    sitting = Member.objects.sitting().filter(estate=estate, committee__state__in=Committee.LIVING)
    return list(sitting.exclude(person=besides).order_by("person").values_list("person", flat=True).distinct())


TELLER = Teller("committee.business", KEEPS | {SealUsed.NAME, *SECRETARY_STEPS}, hear)
