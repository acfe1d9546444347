"""Objections to a result, answered on record before the decision takes effect."""

from datetime import datetime
from uuid import UUID

from courtyard.assembly.events import ObjectionAnswered, ObjectionFiled
from courtyard.assembly.locks import in_state, lock
from courtyard.assembly.models import REASON_MAX, Assembly, Motion, Objection
from courtyard.assembly.permissions import may_answer_objection, may_object
from courtyard.core.errors import BadInput, NotThere, OutOfTurn, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Assembly.State
OBJECTIONS_MAX = 10


class NoWords(BadInput):
    says = sentence("Say what you object to, in a few words.")
    field = "words"


class TimeOver(Refusal):
    says = sentence(
        "Objections were taken until {until}. A court can still be asked within a year (Civil Code art 280)."
    )


class TooMany(BadInput):
    says = sentence("You have objected {most} times already. Please call the joint desk.")
    field = "words"


@deed
def object_to(
    assembly_id: UUID, *, words: str, motion: Motion | None = None, form: UUID | None = None, by: Person, at: datetime
) -> Objection:
    """An owner doubts the result. The same form sent twice is one objection."""
    one = lock(assembly_id)
    require(may_object, by, one, at)
    before = Objection.objects.filter(pk=form, assembly=one, person=by).first() if form else None
    if before is not None:
        return before
    in_state(one, (S.CERTIFIED,), S.CERTIFIED)
    if one.objections_until is None or at >= one.objections_until:
        raise TimeOver(until=one.objections_until)
    if not words.strip():
        raise NoWords
    if Objection.objects.filter(assembly=one, person=by).count() >= OBJECTIONS_MAX:
        raise TooMany(most=OBJECTIONS_MAX)
    if motion is not None and motion.assembly_id != one.pk:
        raise NotThere
    said = Objection.objects.create(
        id=form or new_id(), estate=one.estate, assembly=one, motion=motion, person=by,
        words=words.strip()[:REASON_MAX], filed_at=at,
    )  # fmt: skip
    record(ObjectionFiled(objection=said.pk, words=said.words), node=one.estate_id, about=one.pk, by=by, at=at)
    return said


@deed
def answer_objection(objection_id: UUID, *, upheld: bool, words: str, by: Person, at: datetime) -> Objection:
    """Whoever runs the vote answers, with reasons, for everybody to read."""
    found = Objection.objects.filter(pk=objection_id).values_list("assembly", flat=True).first()
    one = lock(found or objection_id)
    said = Objection.objects.select_related("assembly__estate__node").get(pk=objection_id)
    require(may_answer_objection, by, said, at)
    if said.answered_at is not None:
        raise OutOfTurn(S(one.state), S(one.state))
    if not words.strip():
        raise NoWords
    said.answer, said.upheld, said.answered_by, said.answered_at = words.strip()[:REASON_MAX], upheld, by, at
    said.save(update_fields=["answer", "upheld", "answered_by", "answered_at"])
    event = ObjectionAnswered(objection=said.pk, upheld=upheld, words=said.answer)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=said.person_id)
    return said
