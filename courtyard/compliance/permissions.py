"""Who reads what was found, and who may call an alarm false."""

from datetime import datetime

from courtyard.assembly.permissions import may_read_list
from courtyard.compliance.models import Excuse
from courtyard.duties.permissions import SPEAKS
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Node

CONVENED = ("ye", "wu")


def may_see_health(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever lives, owns or holds an office there or above: it is about bodies, never about residents."""
    return may_read_list(person, estate, at)


def may_see_healths(person: Person, node: Node, at: datetime) -> bool:
    """The estates of a part of the tree: its officers, and whoever convenes there."""
    offices = (*Office.ABOVE, Office.Kind.CONVENOR)
    return node.kind != Node.Kind.ESTATE and standing(person).holds(offices, node, at)


def may_evaluate(person: Person, estate: Estate, at: datetime) -> bool:
    """Looks again now: those at the desk, and the offices above."""
    return standing(person).holds((*Office.DESK, *Office.ABOVE), estate.node, at)


def may_excuse_finding(person: Person, estate: Estate, bearer: str, at: datetime) -> bool:
    """The offices above; the convenor for the committee and the company. Nobody excuses themselves."""
    theirs = standing(person)
    if bears(person, estate, bearer, at):
        return False
    if theirs.holds(Office.ABOVE, estate.node, at):
        return True
    return bearer in CONVENED and theirs.holds((Office.Kind.CONVENOR,), estate.node, at)


def bears(person: Person, estate: Estate, bearer: str, at: datetime) -> bool:
    """Whether it is theirs to put right."""
    return standing(person).holds(BEARERS.get(bearer, ()), estate.node, at)


BEARERS = {
    "ju": SPEAKS["ju"], "ye": SPEAKS["ye"], "wu": SPEAKS["wu"],
    "jie": (Office.Kind.SUBDISTRICT,), "group": (Office.Kind.GROUP,), "district": (Office.Kind.DISTRICT,),
}  # fmt: skip
"""Who bears what. A developer holds no office: nobody can excuse themselves there."""


def may_end_excuse(person: Person, excuse: Excuse, at: datetime) -> bool:
    """Whoever excused it, the offices above, and the clerk when its time is over."""
    if person.kind == Person.Kind.CLERK or person.pk == excuse.excused_by_id:
        return True
    return standing(person).holds(Office.ABOVE, excuse.estate.node, at)
