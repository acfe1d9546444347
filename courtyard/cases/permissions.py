"""Who may do what with a case. Asked by the action, which refuses, and by the page, which hides."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.cases.models import REOPEN_WITHIN, Case, Circle, Incident, Place, ReplyTemplate
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Home, Node

LEADS = {
    "ju": (Office.Kind.CONVENOR, Office.Kind.RESIDENTS_COMMITTEE),
    "ye": (Office.Kind.OWNERS_COMMITTEE,),
    "wu": (Office.Kind.COMPANY_MANAGER, Office.Kind.COMPANY_WORKER),
    "jie": (Office.Kind.SUBDISTRICT,),
}
"""Which offices speak and act for a party."""
SEATS = {
    Circle.DESK: Office.DESK,
    Circle.JU: LEADS["ju"],
    Circle.ABOVE: LEADS["jie"],
}
"""Who handles a case of this circle."""


def may_file(person: Person, estate: Estate, place: Place, at: datetime) -> bool:
    """Whoever lives or owns there; about a home only those of that home."""
    tenures = standing(person).tenures_on(localdate(at))
    if isinstance(place, Home):
        return any(tenure.home_id == place.pk for tenure in tenures)
    return any(tenure.estate_id == estate.pk for tenure in tenures)


def may_file_for(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever sits at the counter or answers the telephone writes down what a resident says."""
    return standing(person).at_desk_of(estate.node, at)


def may_file_seen(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever goes round there and sees it: residents, the desk, the residents' supervisor, the sub-district."""
    there = standing(person)
    return (
        there.lives_in(estate.pk, at)
        or there.at_desk_of(estate.node, at)
        or there.holds((Office.Kind.SUPERVISOR, Office.Kind.SUBDISTRICT), estate.node, at)
    )


def may_use_desk(person: Person, estate: Estate, at: datetime) -> bool:
    """The desk of the three parties, and the company's workers, who see there what is the company's."""
    return standing(person).at_desk_of(estate.node, at) or may_work(person, estate.node, at)


def may_work(person: Person, node: Node, at: datetime) -> bool:
    return standing(person).holds((Office.Kind.COMPANY_WORKER,), node, at)


def may_read_public(person: Person, estate: Estate, at: datetime) -> bool:
    """Neighbours read what a neighbour chose to make public."""
    return standing(person).lives_in(estate.pk, at) or standing(person).at_desk_of(estate.node, at)


def may_see_above(person: Person, node: Node, at: datetime) -> bool:
    """Cases that climbed to the sub-district, for its officers."""
    return standing(person).holds(LEADS["jie"], node, at)


def is_concerned(person: Person, case: Case, at: datetime) -> bool:
    """Whether the case is this person's to handle: a case about a party or an officer goes past them."""
    return standing(person).holds(SEATS[Circle(case.circle)], case.estate.node, at)


def has_climbed_to(person: Person, case: Case, at: datetime) -> bool:
    """The sub-district sees words and course of what climbed up to it."""
    return case.level == Case.Level.SUBDISTRICT and may_see_above(person, case.estate.node, at)


def may_know_reporter(person: Person, case: Case, at: datetime) -> bool:
    """Whose case it is: the reporter knows, and the desk unless they hid their name from it.

    The sub-district learns a name only where the reporter agrees. Everybody else reads a masked one, or none.
    """
    if _asked(person, case):
        return True
    if is_concerned(person, case, at):
        return not case.name_hidden
    return case.name_agreed and has_climbed_to(person, case, at)


def may_see_whole(person: Person, case: Case, at: datetime) -> bool:
    """The exact place and the resident's every word: the reporter, the desk, and whoever puts it right."""
    if _asked(person, case) or case.handler_id == person.pk or is_concerned(person, case, at):
        return True
    return case.circle == Circle.DESK and may_work(person, case.estate.node, at)


def may_see_course(person: Person, case: Case, at: datetime) -> bool:
    """Every word of the course but who and where exactly: those who see the whole, and those it climbed to."""
    return may_see_whole(person, case, at) or has_climbed_to(person, case, at)


def may_triage(person: Person, case: Case, at: datetime) -> bool:
    return is_concerned(person, case, at)


may_triage_many = may_use_desk


def may_lead(person: Person, party: str, node: Node, at: datetime) -> bool:
    """Whether the person may be given cases of this party."""
    return party in LEADS and standing(person).holds(LEADS[party], node, at)


def may_be_given(person: Person, case: Case, party: str, at: datetime) -> bool:
    """Somebody of that party whom the case does not go past."""
    if not may_lead(person, party, case.estate.node, at):
        return False
    return case.circle == Circle.DESK or is_concerned(person, case, at)


def _leads(person: Person, case: Case, at: datetime) -> bool:
    return bool(case.party) and may_be_given(person, case, case.party, at)


def may_answer(person: Person, case: Case, at: datetime) -> bool:
    """The party in charge, and those that help it."""
    return _leads(person, case, at) or helps(person, case, at)


def helps(person: Person, case: Case, at: datetime) -> bool:
    return any(may_be_given(person, case, party, at) for party in case.helpers)


def may_note(person: Person, case: Case, at: datetime) -> bool:
    """A note among those who handle the case."""
    return is_concerned(person, case, at) or may_answer(person, case, at)


def may_resolve(person: Person, case: Case, at: datetime) -> bool:
    return _leads(person, case, at)


may_attend = may_answer
may_pause = may_resolve


def may_resume(person: Person, case: Case, at: datetime) -> bool:
    """Whoever paused it, and the clerk when the time has come."""
    return person.kind == Person.Kind.CLERK or _leads(person, case, at)


def may_refer(person: Person, case: Case, at: datetime) -> bool:
    """The desk hands a case from one party to another, and the lead may pass it on."""
    return is_concerned(person, case, at) or _leads(person, case, at)


may_involve = may_release = may_refer


def may_sign(person: Person, case: Case, at: datetime) -> bool:
    """The second party, for itself."""
    return bool(case.signer) and may_be_given(person, case, case.signer, at)


def may_decline(person: Person, case: Case, at: datetime) -> bool:
    return is_concerned(person, case, at)


may_merge = may_redact = may_decline


def may_extend(person: Person, case: Case, at: datetime) -> bool:
    """Only the convenor, or above them the sub-district, agrees that a matter is complex."""
    if case.circle == Circle.ABOVE:
        return is_concerned(person, case, at)
    return standing(person).holds((Office.Kind.CONVENOR,), case.estate.node, at)


def may_urge(person: Person, case: Case, at: datetime) -> bool:
    """The convenor, and those the case climbed to."""
    if case.circle == Circle.ABOVE:
        return False
    return standing(person).holds((Office.Kind.CONVENOR,), case.estate.node, at) or has_climbed_to(person, case, at)


may_table = may_decide = is_concerned
"""Whoever brings a case before a meeting of the three parties, and writes down how it ended, handles it."""


def _asked(person: Person, case: Case) -> bool:
    return case.reporter_id is not None and case.reporter_id == person.pk


def may_confirm(person: Person, case: Case, at: datetime) -> bool:
    """Only whoever asked can say that it is well."""
    return _asked(person, case)


def may_return(person: Person, case: Case, at: datetime) -> bool:
    return _asked(person, case)


def may_confirm_for(person: Person, case: Case, at: datetime) -> bool:
    """Whoever wrote down what a caller without an account says: somebody of the desk, never the party in charge."""
    if case.channel == Case.Channel.WEB or (case.reporter is not None and case.reporter.has_account):
        return False
    return is_concerned(person, case, at) and not _leads(person, case, at)


may_return_for = may_confirm_for


def may_withdraw(person: Person, case: Case, at: datetime) -> bool:
    return _asked(person, case)


def may_reopen(person: Person, case: Case, at: datetime) -> bool:
    """Within 90 days; what comes back later is a new case."""
    return _asked(person, case) and (case.closed_at is None or at <= case.closed_at + REOPEN_WITHIN)


def may_agree_name(person: Person, case: Case, at: datetime) -> bool:
    return _asked(person, case)


def may_close(person: Person, case: Case, at: datetime) -> bool:
    """Nobody but the clerk closes what nobody answered."""
    return person.kind == Person.Kind.CLERK


def may_escalate(person: Person, case: Case, at: datetime) -> bool:
    """The clerk by rule; whoever asked, once it is overdue or was returned."""
    if person.kind == Person.Kind.CLERK:
        return True
    return _asked(person, case) and (case.is_late(at) or case.returns > 0)


def may_follow(person: Person, case: Case, at: datetime) -> bool:
    """Residents are offered what a neighbour made public, and their own is theirs anyhow."""
    return case.public and not _asked(person, case) and standing(person).lives_in(case.estate_id, at)


def may_unfollow(person: Person, case: Case, at: datetime) -> bool:
    return True


def may_read_incidents(person: Person, estate: Estate, at: datetime) -> bool:
    return may_read_public(person, estate, at) or may_work(person, estate.node, at)


def may_announce(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).at_desk_of(estate.node, at)


def may_update(person: Person, incident: Incident, at: datetime) -> bool:
    return standing(person).at_desk_of(incident.estate.node, at)


may_end = may_update


def may_follow_incident(person: Person, incident: Incident, at: datetime) -> bool:
    return standing(person).lives_in(incident.estate_id, at)


def may_keep_template(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).at_desk_of(estate.node, at)


def may_drop_template(person: Person, template: ReplyTemplate, at: datetime) -> bool:
    return standing(person).at_desk_of(template.estate.node, at)


def may_set_promise(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever signs or keeps the contract for the owners, and the clerk for the floor that knows contracts."""
    if person.kind == Person.Kind.CLERK:
        return True
    return standing(person).holds((*LEADS["ye"], *LEADS["ju"]), estate.node, at)


may_end_promise = may_set_promise


def may_erase(person: Person, whose: Person, at: datetime) -> bool:
    """Their own words, or as the clerk when their time has come."""
    return person.pk == whose.pk or person.kind == Person.Kind.CLERK
