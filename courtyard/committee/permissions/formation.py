"""Who brings a committee about: the sub-district, the group it forms, and who has to report to it."""

from datetime import datetime

from courtyard.assembly.models import Candidate
from courtyard.assembly.permissions import may_read_list, owns_in
from courtyard.committee.models import CandidateObjection, Formation, Holdup, Step
from courtyard.committee.permissions.terms import sits
from courtyard.committee.steps import DOCUMENTS
from courtyard.duties.permissions import is_clerk
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

Kind = Office.Kind
TELLS = (*Office.ABOVE, Kind.RESIDENTS_COMMITTEE, Kind.CONVENOR)


def _holds(person: Person, estate: Estate, at: datetime, *offices: str) -> bool:
    return standing(person).holds(offices, estate.node, at)


def may_see_formation(person: Person, estate: Estate, at: datetime) -> bool:
    """Everybody: it says bodies and days. Names are for those who belong there."""
    return True


def may_tell_progress(person: Person, estate: Estate, at: datetime) -> bool:
    """How much is sold and handed over: the offices above, and whoever sits for the residents there."""
    return _holds(person, estate, at, *TELLS)


def may_begin_formation(person: Person, estate: Estate, at: datetime) -> bool:
    """The clerk, when it is due; the sub-district, which guides it (上海 art 5)."""
    return is_clerk(person) or _holds(person, estate, at, *Office.ABOVE)


def may_form_group(person: Person, formation: Formation, at: datetime) -> bool:
    return _holds(person, formation.estate, at, Kind.SUBDISTRICT)


may_change_group = may_post_list = may_train_group = may_stop_formation = may_form_group


def may_report(person: Person, formation: Formation, at: datetime) -> bool:
    """The committee its own end; for a developer, and where owners report instead, the sub-district writes it down."""
    own = formation.kind == Formation.Kind.REELECTION
    return may_form_group(person, formation, at) or (
        own and _holds(person, formation.estate, at, Kind.OWNERS_COMMITTEE)
    )


def may_post_documents(person: Person, formation: Formation, at: datetime) -> bool:
    """The group, and the sub-district that chairs it."""
    return _holds(person, formation.estate, at, Kind.GROUP, Kind.SUBDISTRICT)


may_post_candidates = may_post_names = may_hold_up = may_post_documents


def may_urge(person: Person, holdup: Holdup, at: datetime) -> bool:
    return _holds(person, holdup.step.formation.estate, at, Kind.GROUP, Kind.SUBDISTRICT)


may_raise_holdup = may_release = may_urge


def may_object_to_candidate(person: Person, candidate: Candidate, at: datetime) -> bool:
    """Whoever owns a home there."""
    return owns_in(person, candidate.estate, at)


def may_answer_candidate_objection(person: Person, said: CandidateObjection, at: datetime) -> bool:
    """The group, but nobody about themselves."""
    return said.candidate.person_id != person.pk and may_post_documents(person, said.formation, at)


def may_see_objections(person: Person, formation: Formation, at: datetime) -> bool:
    """Owners there, and whoever answers them."""
    return owns_in(person, formation.estate, at) or may_post_documents(person, formation, at)


def may_read_step_file(person: Person, step: Step, at: datetime) -> bool:
    """Draft rules hang for everybody there; who signed an attendance list is for the group and those above."""
    if step.name == DOCUMENTS:
        return may_read_list(person, step.estate, at)
    return _holds(person, step.estate, at, Kind.GROUP, *Office.ABOVE)


def may_mark_step(person: Person, formation: Formation, at: datetime) -> bool:
    """Whoever does the deed that is the step: the clerk, those above, the group, the committee."""
    estate = formation.estate
    return (
        is_clerk(person)
        or _holds(person, estate, at, *Office.ABOVE, Kind.GROUP, Kind.OWNERS_COMMITTEE, Kind.SECRETARY)
        or sits(person, estate, at)
    )


def may_mark_elected(person: Person, formation: Formation, at: datetime) -> bool:
    """Nobody says who was elected: the clerk writes down what was counted."""
    return is_clerk(person)


may_mark_set_aside = may_mark_elected
