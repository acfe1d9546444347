"""Who hears of a formation: whoever is named, is answered, or whose body is urged. The board tells the rest."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.committee.events.formation import CandidateObjectionAnswered, GroupMemberNamed, HoldupUrged
from courtyard.committee.models import Formation
from courtyard.committee.models.formation import Body
from courtyard.core.errors import sentence
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Office
from courtyard.trail.models import Line

GROUP, ANSWER, URGED = "committee.notice_group", "committee.notice_objection", "committee.notice_urged"
KINDS = (
    NoticeKind(
        GROUP, _("My place in a group that prepares an election"),
        sentence("You are in the group that prepares the election of the owners’ committee of {place}."), order=40,
    ),
    NoticeKind(
        ANSWER, _("Answers to what I said against a candidate"),
        sentence("What you said against a candidate in {place} was answered."), order=41,
    ),
    NoticeKind(
        URGED, _("Letters that urge my office"),
        sentence("You hold up the election of the owners’ committee of {place}. Please see to it by {until_on}."),
        order=42,
    ),
)  # fmt: skip
HOLDERS: Mapping[str, Collection[str]] = {
    Body.STREET: (Office.Kind.SUBDISTRICT,),
    Body.GROUP: (Office.Kind.GROUP,),
    Body.COMMITTEE: (Office.Kind.OWNERS_COMMITTEE,),
    Body.RESIDENTS: (Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.CONVENOR),
    Body.COMPANY: (Office.Kind.COMPANY_MANAGER,),
    Body.OFFICE: (Office.Kind.DISTRICT,),
}
"""Who acts here for a body. A developer has nobody: it gets its letter on paper."""
ONE_PERSON = {
    GroupMemberNamed.NAME: (GROUP, "formation"),
    CandidateObjectionAnswered.NAME: (ANSWER, "candidate_objections"),
}
EVENTS = frozenset({*ONE_PERSON, HoldupUrged.NAME})


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    one = Formation.objects.select_related("estate__node").filter(pk=line.about).first()
    if one is None:
        return ()
    if line.kind == HoldupUrged.NAME:
        return _urged(line, one, at)
    return _named(line, one)


def _named(line: Line, one: Formation) -> Iterator[Tell]:
    kind, page = ONE_PERSON[line.kind]
    if line.whom is not None and line.whom != line.by:
        yield _tell(kind, one, line.whom, {}, page)


def _urged(line: Line, one: Formation, at: datetime) -> Iterator[Tell]:
    kinds = HOLDERS.get(str(line.fields["body"]), ())
    held = Office.objects.on(localdate(at)).reaching(one.estate.node).filter(kind__in=kinds).exclude(person=line.by)
    for person in held.order_by("person").values_list("person", flat=True).distinct():
        yield _tell(URGED, one, person, {"until_on": str(line.fields["until"])}, "formation")


def _tell(kind: str, one: Formation, to: UUID, more: Mapping[str, str], page: str) -> Tell:
    node = one.estate.node
    fields: dict[str, str | int] = {"place": node.name, "place_en": node.name_en, **more}
    return Tell(kind, to, fields, one.estate_id, one.pk, reverse(f"committee:{page}", args=[node.code]))


TELLER = Teller("committee.formation", EVENTS, hear)
