"""Who proposes candidates, and who looks at them."""

from datetime import datetime

from courtyard.assembly.models import Candidate, Motion
from courtyard.assembly.permissions.calling import may_read, may_run
from courtyard.assembly.permissions.petitions import owns_in
from courtyard.people.models import Person


def may_nominate(person: Person, motion: Motion, at: datetime) -> bool:
    """Owners propose each other, and themselves."""
    return owns_in(person, motion.assembly.estate, at) or may_run(person, motion.assembly, at)


def may_consent(person: Person, candidate: Candidate, at: datetime) -> bool:
    return person.pk == candidate.person_id


may_withdraw_candidate = may_consent


def may_accept_candidate(person: Person, candidate: Candidate, at: datetime) -> bool:
    """Whoever runs the vote, and never about oneself."""
    return may_run(person, candidate.motion.assembly, at) and person.pk != candidate.person_id


may_refuse_candidate = may_accept_candidate


def may_order_candidates(person: Person, motion: Motion, at: datetime) -> bool:
    return may_run(person, motion.assembly, at)


def may_see_candidates(person: Person, motion: Motion, at: datetime) -> bool:
    """While it is prepared, owners too, who propose each other; from the notice on everybody who may read the vote."""
    return owns_in(person, motion.assembly.estate, at) or may_read(person, motion.assembly, at)
