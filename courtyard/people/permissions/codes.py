"""Who may print codes, and use them."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.people.models import Office, Person, PrintedCode, Tenure
from courtyard.people.permissions.offices import APPOINTED_BY
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Node

LETTERS = (Office.Kind.REGISTRAR, Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.CONVENOR)


def may_print_letters(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds(LETTERS, estate.node, at)


def may_print_reset(person: Person, whose: Person, node: Node, at: datetime) -> bool:
    """For a resident of the estate or an officer of the place, never for oneself.

    An officer's first code comes from whoever could appoint them. Later one would hand over the office: then the
    convenor prints it, or an office above, and of those only who could appoint to it.
    """
    theirs = standing(whose)
    offices = theirs.offices_on(localdate(at))
    here = whose.node_id == node.pk or any(office.node_id == node.pk for office in offices)
    if person.pk == whose.pk or not (here or theirs.belongs_to(node, at)):
        return False
    if offices:
        return all(_may_let_in(person, whose, office, at) for office in offices)
    return standing(person).holds(LETTERS, node, at)


def _may_let_in(person: Person, whose: Person, office: Office, at: datetime) -> bool:
    if person.kind == Person.Kind.CLERK:
        return office.kind in Office.ABOVE
    appointing = set(APPOINTED_BY[office.kind])
    if whose.has_account:
        appointing &= {Office.Kind.CONVENOR, *Office.ABOVE}
    return standing(person).holds(appointing, office.node, at)


def may_join(person: Person, code: PrintedCode, at: datetime) -> bool:
    """Somebody of the home without an account yet, or somebody new to the register."""
    if not code.opens(at) or code.purpose != PrintedCode.Purpose.INVITE:
        return False
    if person._state.adding:  # noqa: SLF001 -- Django documents it
        return True
    at_home = Tenure.objects.on(localdate(at)).filter(home=code.home_id, person=person).exists()
    return at_home and person.is_active and not person.has_account


def may_start_anew(person: Person, code: PrintedCode, at: datetime) -> bool:
    return code.opens(at) and code.purpose == PrintedCode.Purpose.RESET and code.person_id == person.pk
