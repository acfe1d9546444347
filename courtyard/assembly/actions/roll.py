"""What owners say against the draft of the roll, and the erasing of names."""

from datetime import datetime
from uuid import UUID

from courtyard.assembly.events import ChallengeAnswered, ChallengeFiled, NamesErased
from courtyard.assembly.locks import in_state, lock
from courtyard.assembly.models import REASON_MAX, Assembly, Candidate, Challenge, Head, Objection, Proxy
from courtyard.assembly.permissions import may_answer_challenge, may_challenge, may_forget_names
from courtyard.core.errors import BadInput, NotThere, OutOfTurn, sentence
from courtyard.people.models import ERASED_NAME, Person
from courtyard.people.queries import chain_of
from courtyard.places.models import Home
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Challenge.State
CHALLENGES_MAX = 20


class NoWords(BadInput):
    says = sentence("Say what is wrong, in a few words.")
    field = "words"


class TooMany(BadInput):
    says = sentence("You have written {most} times already. Please call the joint desk.")
    field = "words"


@deed
def challenge(
    assembly_id: UUID, *, words: str, home: Home | None = None, form: UUID | None = None, by: Person, at: datetime
) -> Challenge:
    """An owner says what is wrong with the draft of the roll. The same form sent twice is one challenge."""
    one = lock(assembly_id)
    require(may_challenge, by, one, at)
    before = Challenge.objects.filter(pk=form, assembly=one, person=by).first() if form else None
    if before is not None:
        return before
    in_state(one, (Assembly.State.DRAFT,), Assembly.State.DRAFT)
    if not words.strip():
        raise NoWords
    if Challenge.objects.filter(assembly=one, person=by).count() >= CHALLENGES_MAX:
        raise TooMany(most=CHALLENGES_MAX)
    if home is not None and home.estate_id != one.estate_id:
        raise NotThere
    said = Challenge.objects.create(
        id=form or new_id(), estate=one.estate, assembly=one, home=home, person=by, words=words.strip()[:REASON_MAX],
        filed_at=at,
    )  # fmt: skip
    event = ChallengeFiled(challenge=said.pk, words=said.words)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return said


@deed
def answer_challenge(challenge_id: UUID, *, corrected: bool, words: str, by: Person, at: datetime) -> Challenge:
    """Corrected in the register, or left as it is: with words, on record, before the roll is frozen."""
    found = Challenge.objects.filter(pk=challenge_id).values_list("assembly", flat=True).first()
    one = lock(found or challenge_id)
    said = Challenge.objects.select_related("assembly__estate__node").get(pk=challenge_id)
    require(may_answer_challenge, by, said, at)
    if said.state != S.OPEN:
        raise OutOfTurn(S(said.state), S.CORRECTED if corrected else S.REJECTED)
    if not words.strip():
        raise NoWords
    said.state = S.CORRECTED if corrected else S.REJECTED
    said.answer, said.answered_by, said.answered_at = words.strip()[:REASON_MAX], by, at
    said.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    event = ChallengeAnswered(challenge=said.pk, state=said.state, words=said.answer)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=said.person_id)
    return said


@deed
def forget_names(person: Person, *, by: Person, at: datetime) -> int:
    """A person's name goes from rolls, mandates and lists of candidates; hashes still hold, what was counted stays."""
    require(may_forget_names, by, person, at)
    heads = Head.objects.filter(owners__person=person).exclude(names="")
    rolls = heads.values("assembly").distinct().count()
    Head.objects.filter(pk__in=list(heads.values_list("pk", flat=True))).update(names="", salt="")
    Proxy.objects.filter(agent=person).update(agent_name=ERASED_NAME)
    Candidate.objects.filter(person=person).update(name=ERASED_NAME, statement="")
    Objection.objects.filter(person=person).update(words=ERASED_NAME)
    Challenge.objects.filter(person=person).update(words=ERASED_NAME)
    record(NamesErased(rolls=rolls), node=chain_of(person), about=person.pk, by=by, at=at, whom=person.pk)
    return rolls
