"""Who publishes for which body, who asks, who answers, and who looks at questions before neighbours do."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.disclosure.models import Publication, Question
from courtyard.duties.permissions import SPEAKS, is_clerk
from courtyard.people.models import Office, Person, Tenure
from courtyard.people.standing import standing
from courtyard.places.models import Estate

BEARERS: dict[str, tuple[str, ...]] = {
    "ye": SPEAKS["ye"],
    "wu": SPEAKS["wu"],
    "jie": (Office.Kind.SUBDISTRICT,),
    "group": (Office.Kind.GROUP,),
}
"""Who speaks for a body that has to publish: whoever holds its office now, not whoever did then. No line is the
residents' committee's: it looks at questions."""
LOOKS = (Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.CONVENOR)
CONCERNED = tuple(kind for bearer in ("ye", "wu") for kind in BEARERS[bearer])
OWNING = (Tenure.Kind.OWNER, Tenure.Kind.CO_OWNER)


def may_open_wall(person: Person, estate: Estate, at: datetime) -> bool:
    return is_clerk(person)


def may_publish(person: Person, estate: Estate, bearer: str, at: datetime) -> bool:
    """Whoever speaks for the body that owes it; nobody publishes for another."""
    return standing(person).holds(BEARERS.get(bearer, ()), estate.node, at)


def bodies_of(person: Person, estate: Estate, at: datetime) -> list[str]:
    """For which bodies somebody publishes there."""
    return [bearer for bearer in BEARERS if may_publish(person, estate, bearer, at)]


def may_publish_any(person: Person, estate: Estate, at: datetime) -> bool:
    return bool(bodies_of(person, estate, at))


def may_correct(person: Person, publication: Publication, at: datetime) -> bool:
    return may_publish(person, publication.estate, publication.bearer, at)


may_take_down = may_correct


def may_question(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever owns a home there, or acts for an organisation that does."""
    held = standing(person).tenures_on(localdate(at))
    return any(one.estate_id == estate.pk and one.kind in OWNING for one in held)


def may_answer(person: Person, question: Question, at: datetime) -> bool:
    """The body that published it, whoever speaks for it now."""
    return may_publish(person, question.estate, question.publication.bearer, at)


def may_withdraw_question(person: Person, question: Question, at: datetime) -> bool:
    return question.asker_id is not None and question.asker_id == person.pk


def may_see_questions(person: Person, estate: Estate, at: datetime) -> bool:
    """The residents' committee or the convenor: nobody who has to answer."""
    theirs = standing(person)
    return theirs.holds(LOOKS, estate.node, at) and not theirs.holds(CONCERNED, estate.node, at)


def may_show_question(person: Person, question: Question, at: datetime) -> bool:
    return may_see_questions(person, question.estate, at)


may_refuse_question = may_show_question


def may_read_question(person: Person, question: Question, at: datetime) -> bool:
    """Its words, before they are shown: whoever asked, answers or looks at it."""
    return (
        may_withdraw_question(person, question, at)
        or may_answer(person, question, at)
        or may_show_question(person, question, at)
    )


def may_forget_questions(person: Person, whose: Person, at: datetime) -> bool:
    """Their own; the clerk with the rest of an account that is erased."""
    return person.pk == whose.pk or is_clerk(person)
