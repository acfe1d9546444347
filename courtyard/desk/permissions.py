"""Who keeps the roster and the log, convenes, supervises, and helps."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.cases.permissions import LEADS
from courtyard.desk.models import LOG_KEPT, LogEntry, Question, Shift, Task
from courtyard.duties.permissions import SPEAKS, is_clerk
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

CONVENES = (Office.Kind.CONVENOR, Office.Kind.RESIDENTS_COMMITTEE)


def may_keep_roster(person: Person, estate: Estate, at: datetime) -> bool:
    """Each of the three parties at the desk: all see who sits when."""
    return standing(person).at_desk_of(estate.node, at)


def may_be_rostered(person: Person, party: str, estate: Estate, at: datetime) -> bool:
    """Who speaks or works for that party there on that day."""
    return party in SPEAKS and standing(person).holds(LEADS[party], estate.node, at)


def may_change_shift(person: Person, shift: Shift, at: datetime) -> bool:
    return may_keep_roster(person, shift.estate, at)


may_drop_shift = may_hand_over_shift = may_change_shift


def may_see_roster(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever lives there, holds an office there, or sits above."""
    theirs = standing(person)
    return theirs.lives_in(estate.pk, at) or theirs.holds(list(Office.Kind), estate.node, at)


may_see_questions = may_see_tasks = may_see_roster


def may_log(person: Person, estate: Estate, at: datetime) -> bool:
    """What stands in the log may name people: only those at the desk read and write it."""
    return standing(person).at_desk_of(estate.node, at)


may_make_case = may_log


def may_forget_words(person: Person, entry: LogEntry, at: datetime) -> bool:
    """The clerk, once they are old; nobody at the desk makes an entry vanish."""
    return is_clerk(person) and at - entry.at >= LOG_KEPT


def may_convene(person: Person, estate: Estate, at: datetime) -> bool:
    """The residents' committee, convened by the neighbourhood's Party branch, calls the three parties together."""
    return standing(person).holds(CONVENES, estate.node, at)


may_call_party = may_convene


def may_see_stuck(person: Person, at: datetime) -> bool:
    """A convenor sees what is stuck in all their estates."""
    return any(office.kind in CONVENES for office in standing(person).offices_on(localdate(at)))


def may_ask(person: Person, estate: Estate, at: datetime) -> bool:
    """Supervisors appointed from the residents."""
    return standing(person).holds((Office.Kind.SUPERVISOR,), estate.node, at)


def may_answer(person: Person, question: Question, at: datetime) -> bool:
    """Whoever speaks for the party that was asked."""
    return standing(person).holds(SPEAKS[question.party], question.estate.node, at)


def may_offer(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).at_desk_of(estate.node, at)


def may_take_on(person: Person, task: Task, at: datetime) -> bool:
    """Whoever lives in the estate."""
    return standing(person).lives_in(task.estate_id, at)


may_step_back = may_take_on


def may_thank(person: Person, task: Task, at: datetime) -> bool:
    return may_offer(person, task.estate, at)


may_cancel_task = may_thank


def may_forget_help(person: Person, whose: Person, at: datetime) -> bool:
    """Their own; the clerk with the rest of an account that is erased."""
    return person.pk == whose.pk or person.kind == Person.Kind.CLERK
