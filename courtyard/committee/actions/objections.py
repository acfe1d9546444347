"""Objections to candidates, before the vote: every owner may say why somebody should not stand, and is answered."""

from datetime import datetime
from uuid import UUID

from courtyard.assembly import actions as votes
from courtyard.assembly.locks import lock
from courtyard.assembly.models import Assembly, Candidate
from courtyard.committee.actions.formation import NoReason
from courtyard.committee.events.formation import CandidateObjected, CandidateObjectionAnswered
from courtyard.committee.locks import lock_formation
from courtyard.committee.models import REASON_MAX, CandidateObjection, Formation
from courtyard.committee.permissions.formation import may_answer_candidate_objection, may_object_to_candidate
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id


class NotPostedYet(Refusal):
    says = sentence("The candidates are not posted yet. Once they are, owners may object until the notice of the vote.")


class NoticeGiven(Refusal):
    says = sentence(
        "The notice of the vote is given, and the ballot stands. You can object to the result once it is out."
    )


class ObjectedAlready(BadInput):
    says = sentence("You have objected to this candidate already, and will be answered.")
    field = "words"


class AnsweredAlready(Refusal):
    says = sentence("This objection is answered already.")


class StillOnTheList(Refusal):
    says = sentence(
        "The list is drawn already. Declare this vote void and prepare it anew without the candidate, then answer."
    )


@deed
def object_to_candidate(
    candidate_id: UUID, *, words: str, form: UUID | None = None, by: Person, at: datetime
) -> CandidateObjection:
    """Any owner, between the posting of the candidates and the notice. The same form sent twice is one objection."""
    candidate = Candidate.objects.select_related("motion", "estate__node").filter(pk=candidate_id).first()
    if candidate is None:
        raise NotThere
    vote = lock(candidate.motion.assembly_id)  # an objection never passes a notice that is given at the same moment
    require(may_object_to_candidate, by, candidate, at)
    before = CandidateObjection.objects.filter(pk=form, person=by).first() if form else None
    if before is not None:
        return before
    running = Formation.objects.filter(estate=candidate.estate_id, assembly=candidate.motion.assembly_id)
    found = running.filter(state=Formation.State.GROUPED).first()
    if found is None:
        raise NotPostedYet
    formation = lock_formation(found.pk)
    if vote.state != Assembly.State.DRAFT:
        raise NoticeGiven
    if not words.strip():
        raise NoReason
    if CandidateObjection.objects.filter(candidate=candidate, person=by, answered_at__isnull=True).exists():
        raise ObjectedAlready
    said = CandidateObjection.objects.create(
        id=form or new_id(), estate=formation.estate, formation=formation, candidate=candidate, person=by,
        words=words.strip()[:REASON_MAX], filed_at=at,
    )  # fmt: skip
    event = CandidateObjected(candidate=candidate.pk, words=said.words)
    record(event, node=formation.estate_id, about=formation.pk, by=by, at=at)
    return said


@deed
def answer_candidate_objection(
    objection_id: UUID, *, upheld: bool, words: str, by: Person, at: datetime
) -> CandidateObjection:
    """The group answers. Upheld, the candidate stands no longer."""
    found = CandidateObjection.objects.filter(pk=objection_id).values_list("formation", flat=True).first()
    if found is None:
        raise NotThere
    formation = lock_formation(found)
    said = CandidateObjection.objects.select_related("candidate__motion__assembly").get(pk=objection_id)
    said.formation = formation
    require(may_answer_candidate_objection, by, said, at)
    if said.answered_at is not None:
        raise AnsweredAlready
    if not words.strip():
        raise NoReason
    candidate = said.candidate
    if upheld and candidate.state in Candidate.STANDING:
        if candidate.motion.seed:
            raise StillOnTheList
        votes.refuse_candidate(candidate.pk, checks=_all_passed(candidate), words=words, by=by, at=at)
    said.answer, said.upheld, said.answered_by, said.answered_at = words.strip()[:REASON_MAX], upheld, by, at
    said.save(update_fields=["answer", "upheld", "answered_by", "answered_at"])
    event = CandidateObjectionAnswered(candidate=candidate.pk, upheld=upheld, words=said.answer)
    record(event, node=formation.estate_id, about=formation.pk, by=by, at=at, whom=said.person_id)
    return said


def _all_passed(candidate: Candidate) -> dict[str, bool]:
    return {key: state == "passed" for key, state in candidate.checks.items()}
